"""One checkout's answers for `benchmarks.beside`: run in that checkout, whichever it is; told over a pipe.

It speaks to the database in SQL that any version understands, and imports nothing of the house by name.
"""

import json
import os
import sys
import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402

USER = f"fill-{os.environ.get('BIHUAN_BENCH_LARGE', '100000')}-tenth"
HEADER = {"HTTP_HOST": "127.0.0.1"}


def _one(sql: str, *given: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()[0]


def _paths(person: int) -> dict[str, str]:
    """The pages, the same in both: the newest problem of the person's unit, the register that holds all."""
    register = f"/r/{_one('SELECT max(id) FROM matters_matter WHERE kind = %s', 'register')}/"
    unit = _one(
        "SELECT p.unit_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
        " WHERE a.person_id = %s",
        person,
    )
    matter = _one("SELECT max(id) FROM matters_matter WHERE kind = %s AND lead_unit_id = %s", "problem", unit)
    return {
        "register, under way, by due": f"{register}?kind=measure&sort=due",
        "register, overdue, by due": f"{register}?kind=measure&state=late&sort=due",
        "register, problems by number": f"{register}?kind=problem",
        "register, page 20": f"{register}?kind=measure&sort=due&page=20",
        "to-do": "/",
        "search, common word": "/search/?q=制度",
        "search, rare word": "/search/?q=青禾",
        "matter page": f"/m/{matter}/",
    }


class Rendering:
    """Each template's rendering, kept so that it can be repeated with the rail already made."""

    def __init__(self) -> None:
        made = type(engines.all()[0].get_template("web/refusal.html"))
        self.render = made.render
        self.last: tuple[Any, Any, Any] | None = None
        made.render = lambda template, context=None, request=None: self.kept(template, context, request)

    def kept(self, template: Any, context: Any, request: Any) -> str:
        self.last = (template, context, request)
        return str(self.render(template, context, request))

    def again(self) -> float:
        """Processor milliseconds of the last template alone."""
        from bihuan.web.context import nav

        assert self.last
        template, context, request = self.last
        given = {**context, "nav": nav(request)}
        begun = time.process_time()
        self.render(template, given, request)
        return (time.process_time() - begun) * 1000


def main() -> None:
    """First the paths and the cookie; then for each line [page, times] how long each took."""
    call_command("collectstatic", interactive=False, verbosity=0)
    user = get_user_model().objects.get(username=USER)
    client = Client(**HEADER)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    paths = _paths(_one("SELECT id FROM people_person WHERE user_id = %s", user.pk))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    rendering = Rendering()
    _say({"paths": paths, "cookie": cookie})
    for line in sys.stdin:
        page, times = json.loads(line)
        found: dict[str, list[float]] = {"whole": [], "processor": [], "rendering": []}
        for _ in range(times):
            begun, worked = time.perf_counter(), time.process_time()
            response = client.get(paths[page])
            found["processor"].append((time.process_time() - worked) * 1000)
            found["whole"].append((time.perf_counter() - begun) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{page}: {response.status_code}")
        found["rendering"] += [rendering.again() for _ in range(times)]
        _say(found)


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


main()
