"""The kept databases are those that migrating would give, and never an old one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate

from tests import kept
from tests.house.tree import ROOT


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with one migration, which imports a table of another folder, and a page."""
    for name, text in {
        "bihuan/rules/migrations/0001_first.py": "from bihuan.rules import (\n    days,\n)\nimport django\n",
        "bihuan/rules/days.py": "from bihuan.core.time.notices import NOTICES",
        "bihuan/core/time/notices.py": "NOTICES = 1",
        "bihuan/rules/models.py": "",
        "bihuan/rules/pages.py": "",
        "bihuan/ledger/triggers.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another place to keep them."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


@pytest.mark.parametrize(
    "name", ["rules/migrations/0001_first.py", "rules/days.py", "core/time/notices.py", "ledger/triggers.py"]
)
def test_whatever_decides_the_tables_makes_another_key(house: Path, name: str) -> None:
    before = kept.digest(house)
    (house / "bihuan" / name).write_text("# changed")
    assert kept.digest(house) != before


def test_a_new_migration_or_model_makes_another_key_and_a_page_does_not(house: Path) -> None:
    before = kept.digest(house)
    (house / "bihuan/rules/pages.py").write_text("# changed")
    assert kept.digest(house) == before
    for name in ("bihuan/rules/migrations/0002_second.py", "bihuan/rules/models/day.py"):
        (house / name).parent.mkdir(exist_ok=True)
        (house / name).write_text("")
        assert kept.digest(house) != before
        before = kept.digest(house)


def test_another_version_of_django_makes_another_key(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.digest(house)
    monkeypatch.setattr(kept, "version", lambda package: "99")
    assert kept.digest(house) != before


def test_the_key_knows_every_file_that_django_would_ask() -> None:
    """Every model of ours, every migration, and what is done after migrating."""
    known = {str(path.relative_to(ROOT)) for path in kept.deciding(ROOT)}
    modules = {model.__module__ for model in apps.get_models(include_auto_created=True)}
    modules |= {type(config).__module__ for config in apps.get_app_configs()}
    modules |= {receiver.__module__ for sender in apps.get_app_configs() for receiver in after(sender)}
    ours = {name.replace(".", "/") + ".py" for name in modules if name.startswith("bihuan.")}
    ours |= {str(path.relative_to(ROOT)) for path in (ROOT / "bihuan").rglob("migrations/0*.py")}
    assert len(ours) > 20
    assert not ours - known


def after(sender: object) -> list[object]:
    """What Django calls for an application after migrating."""
    return list(post_migrate._live_receivers(sender)[0])  # type: ignore[attr-defined]


def test_what_a_run_works_on_is_what_migrating_gives_now(tmp_path: Path, folder: Path) -> None:
    file, again = tmp_path / "one.sqlite3", tmp_path / "again.sqlite3"
    kept.migrate(f"sqlite:///{file}")
    kept.keep("sqlite", file)
    assert kept.take("sqlite", again)
    with closing(sqlite3.connect(file)) as made, closing(sqlite3.connect(again)) as taken:
        assert list(taken.iterdump()) == list(made.iterdump())
        names = {name for (name,) in taken.execute("SELECT name FROM sqlite_master")}
    assert {"ledger_event", "ledger_event_update", "search_text"} <= names


def test_folders_are_kept_as_well_and_what_was_left_half_made_is_forgotten(
    tmp_path: Path, folder: Path
) -> None:
    assert not kept.take("postgresql", tmp_path / "taken")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("18")
    (folder / "new").mkdir()
    (folder / "new" / "of_a_killed_run").touch()
    kept.keep("postgresql", tmp_path / "data")
    kept.keep("postgresql", tmp_path / "data")
    assert kept.take("postgresql", tmp_path / "taken")
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["PG_VERSION"]
    assert not (folder / "new").exists()


def test_nothing_is_kept_when_a_file_was_saved_meanwhile(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").touch()
    monkeypatch.setattr(kept, "digest", lambda root: "another")
    kept.keep("sqlite", tmp_path / "one")
    assert not list(folder.glob("sqlite-*"))


def test_the_oldest_are_let_go(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").touch()
    for number in range(kept.KEEP + 2):
        monkeypatch.setattr(kept, "key", lambda number=number: str(number))
        monkeypatch.setattr(kept, "digest", lambda root, number=number: str(number))
        kept.keep("sqlite", tmp_path / "one")
    standing = sorted(path.name for path in folder.glob("sqlite-*"))
    assert standing == [f"sqlite-{number}" for number in range(2, kept.KEEP + 2)]
