"""The series of numbers: the last one given under a prefix in a year is the greatest that a matter bears."""

from collections.abc import Iterator

from django.db import connection

from bihuan.exchange.verifying.comparing import differences, one_moment, standing
from bihuan.exchange.verifying.covered import SERIES
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import Scope


def series(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step, in one piece. The matters' own rows were proved before it."""
    if progress.after:
        return
    if not scope.has(SERIES):
        return
    last: dict[tuple[int, str, int], int] = {}
    with one_moment():
        with connection.chunked_cursor() as cursor:
            cursor.execute("SELECT org_id, number FROM matters_matter WHERE number IS NOT NULL")
            for org, number in cursor:
                prefix, year, nth = number.rsplit("-", 2)
                key = (org, prefix, int(year))
                last[key] = max(last.get(key, 0), int(nth))
        should = [(*key, greatest) for key, greatest in last.items()]
        progress.take(differences(SERIES, should, standing(SERIES)))
    progress.after = "done"
    yield
