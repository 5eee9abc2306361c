"""What every test may ask for.

`db`: the ordinary database of pytest-django; all is rolled back after the test.
`fresh_database`: an own committed database (a copy of the migrated template) that threads and other
processes may open as well; its value is the DATABASE_URL, which is also in the environment.
`live_site`: the whole server on a fresh database. `browser_page`: a page of Chromium on that.
`shared_data("ledgers/01-plain.xlsx")`: a file that stands beside the project; skips, saying so, without it.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings

from tests.settings import OWNS_SHARED, SHARED

pytest_plugins = ["tests.live", "tests.browsing"]

NEEDS_DATABASE = {"db", "fresh_database", "live_site", "transactional_db"}

hypothesis_settings.register_profile("house", deadline=None, print_blob=True, database=None)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What cannot work is refused at once; this run's own tests stay, those of the browser first.

    They are the longest, and a long one at the end would leave the other core idle.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = "transactional_db" in getattr(item, "fixturenames", ())
        if flushes or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: the ledger cannot be emptied; take fresh_database")
    wanted = [item for item in items if wants(config, item)]
    config.hook.pytest_deselected(items=list(set(items).difference(wanted)))
    long = {item.path for item in wanted if "chromium" in getattr(item, "fixturenames", ())}
    items[:] = sorted(wanted, key=lambda item: item.path not in long)


def wants(config: pytest.Config, item: pytest.Item) -> bool:
    """Whether this run is for the test: on this database, and an exhaustive one only when asked for."""
    if os.environ.get("BIHUAN_TESTS_ONLY") == "database" and not touches_database(item):
        return False
    if os.environ.get("BIHUAN_TESTS_EXHAUSTIVE") != "named" or not item.get_closest_marker("exhaustive"):
        return True
    named = {Path(word.partition("::")[0]).resolve() for word in config.args}
    return "exhaustive" in config.option.markexpr or bool(named & {item.path, item.path.parent})


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, by mark or by fixture."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & NEEDS_DATABASE)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process clears up after all."""
    if OWNS_SHARED:
        from tests import databases

        if databases.made().exists():
            databases.forget_template()
        shutil.rmtree(SHARED, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """In place of pytest-django's: this process's database is a copy of the template."""
    from tests import databases

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        name = databases.copy()
    with databases.pointed_at(name):
        yield
    databases.drop(name)


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest, django_db_blocker: object, django_test_environment: None
) -> Iterator[str]:
    """A database of one's own, with real commits."""
    from tests import databases

    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        raise pytest.UsageError(f"{request.node.nodeid}: db and fresh_database do not go together; take one")
    name = databases.copy()
    with django_db_blocker.unblock(), databases.pointed_at(name) as url:  # type: ignore[attr-defined]
        yield url
    databases.drop(name)


@pytest.fixture(autouse=True)
def _own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test keeps its evidence apart."""
    monkeypatch.setattr(django_settings, "FILES_ROOT", SHARED / "files" / uuid.uuid4().hex)


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Finds a file of ../shared/data, which is never copied into the project."""

    def find(name: str) -> Path:
        file = Path(__file__).resolve().parents[2] / "shared" / "data" / name
        if not file.exists():
            pytest.skip(f"../shared/data/{name} is not here")
        return file

    return find
