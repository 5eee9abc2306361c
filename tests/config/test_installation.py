"""A database names its file store and its key."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from bihuan.config import installation, secret
from bihuan.config.installation import Elsewhere, claim, require_ours
from bihuan.jobs.models import Installation
from tests.config.calling import begun, called
from tests.config.test_place import ORG, nothing
from tests.live import free_port

__all__ = ["nothing"]


def test_a_new_database_names_the_place_and_the_place_stays_ours(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    require_ours()
    claim()
    claim()
    require_ours()
    assert Installation.objects.get().store == (tmp_path / "store").read_text()


def test_a_copy_without_its_key_can_be_read_and_nothing_else(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    claim()
    (tmp_path / "secret_key").unlink()
    monkeypatch.setattr(settings, "SECRET_KEY", "made up for this process")
    require_ours(reading=True)
    with pytest.raises(Elsewhere):
        require_ours()
    (tmp_path / "secret_key").write_text("another")
    with pytest.raises(Elsewhere):
        require_ours(reading=True)
    (tmp_path / "secret_key").unlink()
    (tmp_path / "store").write_text("another")
    with pytest.raises(Elsewhere):
        require_ours(reading=True)


@pytest.mark.parametrize("differs", ["store", "key"])
def test_with_another_store_or_another_key_it_is_refused_until_it_is_said_to_have_moved(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, differs: str
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    claim()
    if differs == "store":
        (tmp_path / "store").write_text("another")
    else:
        monkeypatch.setattr(settings, "SECRET_KEY", "another")
    named = {"store": "another BIHUAN_VAR", "key": "secret_key is gone or another"}[differs]
    with pytest.raises(Elsewhere, match=named):
        require_ours()
    claim()
    with pytest.raises(Elsewhere):
        require_ours()
    claim(move=True)
    require_ours()


@pytest.mark.parametrize("left", ["", "  \n", None])
def test_a_key_that_is_gone_or_empty_is_said_and_not_made_anew_until_it_is_meant(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str | None
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    claim()
    key = tmp_path / "secret_key"
    key.unlink()
    if left is not None:
        key.write_text(left)
    monkeypatch.setattr(settings, "SECRET_KEY", secret.secret_key(key))
    installation.take_key()
    with pytest.raises(Elsewhere, match="prepare --move"):
        require_ours()
    assert secret.kept(key) == "", "whoever is refused makes none"
    claim(move=True)
    require_ours()
    assert secret.kept(key) == settings.SECRET_KEY and key.stat().st_mode & 0o777 == 0o600


def test_two_processes_that_make_the_key_at_once_have_one(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    assert secret.secret_key(file) != secret.secret_key(file) and len(secret.secret_key(file)) >= 50
    assert not file.exists(), "who only reads leaves nothing"
    assert secret.keep(file, "first") == secret.keep(file, "second") == secret.secret_key(file) == "first"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_a_server_or_a_command_of_another_place_is_refused_in_a_sentence(
    nothing: str | None, tmp_path: Path
) -> None:
    """On SQLite the file lies apart from both folders, as it may."""
    database = nothing or f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    first, second = tmp_path / "first", tmp_path / "second"
    assert called(first, database, "prepare", "--empty", **ORG).returncode == 0
    for words in (["run", "--empty"], ["verify"], ["backup", str(tmp_path / "b")], ["prepare", "--empty"]):
        done = called(second, database, *words, PORT=str(free_port()))
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert "another BIHUAN_VAR" in done.stderr
    assert not (tmp_path / "b").exists()
    shutil.rmtree(second)
    shutil.copytree(first, second)
    assert called(second, database, "verify").returncode == 0, "all of it was moved there"


def test_first_starts_at_once_wait_for_each_other(nothing: str | None, tmp_path: Path) -> None:
    """In one folder; and, on one database, in two, where one of them is then refused."""
    starts = [begun(tmp_path / "var", nothing, "prepare", "--empty", **ORG) for _ in range(3)]
    said = [start.communicate(timeout=300) for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], said
    assert sum("first password" in out for out, _ in said) == 1, "one of them founds it"
    assert called(tmp_path / "var", nothing, "verify").returncode == 0


def test_first_starts_at_once_in_two_folders_leave_one_database_and_refuse_one(
    nothing: str | None, tmp_path: Path
) -> None:
    database = nothing or f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    starts = [begun(tmp_path / name, database, "prepare", "--empty", **ORG) for name in ("a", "b")]
    said = [start.communicate(timeout=300) for start in starts]
    assert sorted(start.returncode for start in starts) == [0, 2], said
    assert sum("another BIHUAN_VAR" in error for _, error in said) == 1
    winner = "ab"[[start.returncode for start in starts].index(0)]
    assert called(tmp_path / winner, database, "verify").returncode == 0


def test_what_is_restored_names_the_place_where_it_is(fresh_database: str) -> None:
    from bihuan.exchange.backup_tables import LEFT_OUT

    assert Installation._meta.db_table in LEFT_OUT
    assert installation.named() is None
