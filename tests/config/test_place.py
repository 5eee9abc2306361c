"""What a command finds where it is called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from bihuan.config import cli
from bihuan.config.installation import claim
from bihuan.config.place import Need, Unready, ready
from bihuan.jobs.models import Installation
from tests import databases
from tests.config.calling import called

READING = {
    "verify": ["verify"],
    "quick": ["verify", "--quick"],
    "export": ["export", "out.zip"],
    "backup": ["backup", "out.bihuan"],
    "preview": ["ledger", "import", "README.md", "--org", "none"],
    "clock": ["clock"],
}
ORG = {
    "BIHUAN_ORG": "shili",
    "BIHUAN_ORG_NAME": "示例单位",
    "BIHUAN_ADMIN": "admin",
    "BIHUAN_ADMIN_NAME": "管理员",
}


@pytest.fixture
def nothing(django_db_blocker: object) -> Iterator[str | None]:
    """A database of PostgreSQL without tables; on SQLite not even a file."""
    if not databases.POSTGRES:
        yield None
        return
    name = f"bihuan_empty_{databases.secrets.token_hex(4)}"
    databases.on_server(f'CREATE DATABASE "{name}"')
    yield databases.address(name)
    databases.on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_on_an_empty_place_what_only_reads_says_so_and_leaves_no_file(
    words: list[str], nothing: str | None, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    done = called(var, nothing, *words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "There is nothing here yet" in done.stderr
    assert not list(tmp_path.iterdir())


def test_on_an_empty_place_what_writes_prepares_it(nothing: str | None, tmp_path: Path) -> None:
    done = called(tmp_path / "var", nothing, "rescue-admin", "--org", "none", "--person", "1")
    assert (done.returncode, "no such organisation" in done.stderr) == (2, True), done.stderr
    assert called(tmp_path / "var", nothing, "verify").returncode == 0
    filled = called(tmp_path / "var", nothing, "fill", "--matters", "5")
    assert filled.returncode == 0, filled.stderr


def test_fill_refuses_what_holds_a_real_organisation_even_one_of_its_own_name(
    nothing: str | None, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    made = called(var, nothing, "prepare", "--empty", **ORG | {"BIHUAN_ORG": "fill-5"})
    assert made.returncode == 0, made.stderr
    done = called(var, nothing, "fill", "--matters", "5")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "cannot share a database" in done.stderr


@pytest.mark.parametrize("need", [need for need in Need if need is not Need.ITSELF])
def test_a_newer_database_is_refused_whatever_a_command_is_for(fresh_database: str, need: Need) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('jobs', '0999_of_tomorrow', '2030-01-01 00:00:00+00:00')"
        )
    with pytest.raises(Unready, match=r"newer version.*0999_of_tomorrow"), ready(need):
        pytest.fail("it works on")
    assert not Installation.objects.exists()


def test_every_command_asks_and_only_what_prepares_asks_for_itself() -> None:
    """The core reads no database, and `prepare` and `run` ask as they go (test_upgrade, test_run)."""
    own = {words for words, one in cli.COMMANDS.items() if one.django and one.need == "ITSELF"}
    assert own == {("prepare",), ("run",)}
    assert all(one.need in Need.__members__ for one in cli.COMMANDS.values())


@pytest.mark.parametrize("need", [Need.READS, Need.WRITES, Need.FILLS])
def test_an_older_database_is_upgraded_by_bin_run_alone(fresh_database: str, need: Need) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs' AND name LIKE '0002%'")
    with pytest.raises(Unready, match="older version"), ready(need):
        pytest.fail("it works on")


def test_clock_reads_until_it_is_told_to_confirm() -> None:
    command = cli.COMMANDS[("clock",)]
    assert (command.needs([]), command.needs(["--confirm"])) == ("READS", "WRITES")


def test_a_copy_in_which_nothing_can_be_written_and_that_has_no_key_is_verified(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    claim()
    (tmp_path / "secret_key").unlink()
    monkeypatch.setattr(settings, "SECRET_KEY", "made up for this process")
    monkeypatch.setattr("bihuan.config.database._writable", lambda file: False)
    connection.close()
    assert cli.main(["verify"]) == 0
    assert cli.main(["rescue-admin", "--org", "none", "--person", "1"]) == cli.WRONG


def test_import_reads_until_it_is_told_to_commit_and_help_needs_nothing() -> None:
    command = cli.COMMANDS["ledger", "import"]
    assert (command.needs(["F"]), command.needs(["F", "--commit"])) == ("READS", "WRITES")
    assert command.needs(["--help"]) == "ITSELF"
