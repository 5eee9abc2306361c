"""What the tests of backups share: an organisation at work, a second database, a changed file."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from bihuan.exchange.backup import backup
from bihuan.exchange.backup_format import MANIFEST, SEAL, seal
from bihuan.matters.writing.clock import now
from bihuan.search.index import clause
from tests import databases
from tests.world import World, claimed_measure, world


def at_work() -> tuple[World, int]:
    """An organisation with a problem and a claimed measure that cites a file; the measure's id."""
    made = world()
    problem = made.open(
        "problem", "邹小禾", title="首问负责制落实不到位", source="走访座谈", aspect="服务意识"
    )
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    return made, claimed_measure(made, problem.id).id


@contextmanager
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another, empty database with its own folders; yields its VAR."""
    name = databases.copy()
    var = databases.folder() / f"var-{name}"
    var.mkdir()
    before = settings.FILES_ROOT, settings.VAR
    with databases.pointed_at(name):
        monkeypatch.setattr(settings, "FILES_ROOT", var / "files")
        monkeypatch.setattr(settings, "VAR", var)
        try:
            yield var
        finally:
            monkeypatch.setattr(settings, "FILES_ROOT", before[0])
            monkeypatch.setattr(settings, "VAR", before[1])
    databases.drop(name)


def contents(path: Path) -> dict[str, str]:
    """What a backup holds, by what can be compared: digests of tables, heads, files."""
    with zipfile.ZipFile(path) as archive:
        found = json.loads(archive.read(MANIFEST))
    tables = {one["name"]: one["sha256"] for one in found["tables"]}
    return tables | {"heads": str(found["heads"]), "files": str(found["files"])}


def written_again(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The same backup with another manifest, sealed as a backup is."""
    other = path.with_suffix(".other")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        new.comment = b"0" * SEAL
        for info in old.infolist():
            content = old.read(info)
            if info.filename == MANIFEST:
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
            new.writestr(info.filename, content)
    with other.open("r+b") as file:
        seal(file)
    other.replace(path)


def backed_up(folder: Path) -> Path:
    """A backup of the present database."""
    path = folder / "all.bihuan"
    backup(path, at=now())
    return path


def rows(table: str) -> int:
    """How many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def found(words: str) -> set[int | None]:
    """The matters in which the words occur."""
    fragment = clause(words)
    assert fragment is not None
    with connection.cursor() as cursor:
        cursor.execute(*fragment)
        return {matter for (matter,) in cursor.fetchall()}
