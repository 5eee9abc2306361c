"""The demonstration in a database of its own, played once for all the tests of a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bihuan.exchange.demonstration.content import load_content
from bihuan.exchange.demonstration.load import instant, load
from bihuan.people.models import Organisation
from tests import databases

TODAY = date(2026, 11, 24)
NOW = instant(TODAY, time(16, 0))
CONTENT = load_content()


def files_root() -> Path:
    """Where the evidence of the present database lies."""
    return databases.folder() / "files" / Path(connection.settings_dict["NAME"]).stem


@contextmanager
def played(django_db_blocker: Any) -> Iterator[Organisation]:
    """Load it into a copy of the template; the evidence lies in a folder of its own."""
    name, before = databases.copy(), settings.FILES_ROOT
    try:
        with django_db_blocker.unblock(), databases.pointed_at(name):
            settings.FILES_ROOT = files_root()
            yield load(at=NOW)
    finally:
        settings.FILES_ROOT = before
        databases.drop(name)
