"""DATABASE_URL and the secret key."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from bihuan.config.database import STATEMENTS, BadDatabaseURL, database_from, patient, readable


def test_without_an_address_it_is_a_file_in_var(tmp_path: Path) -> None:
    assert database_from(None, var=tmp_path)["NAME"] == str(tmp_path / "bihuan.sqlite3")
    assert database_from("", var=tmp_path)["NAME"] == str(tmp_path / "bihuan.sqlite3")


def test_a_file_may_stand_anywhere(tmp_path: Path) -> None:
    assert database_from("sqlite:////srv/a%20b.sqlite3", var=tmp_path)["NAME"] == "/srv/a b.sqlite3"
    assert database_from("sqlite:///here.sqlite3", var=tmp_path)["NAME"] == str(Path.cwd() / "here.sqlite3")


def test_every_part_of_a_servers_address_is_understood(tmp_path: Path) -> None:
    one = database_from("postgresql://j%40n:p%2Fw@db.example:5433/bi?sslmode=require", var=tmp_path)
    assert (one["USER"], one["PASSWORD"], one["HOST"], one["PORT"], one["NAME"]) == (
        *("j@n", "p/w", "db.example", "5433"),
        "bi",
    )
    assert one["OPTIONS"]["sslmode"] == "require"


def test_a_socket_is_understood(tmp_path: Path) -> None:
    one = database_from("postgresql://postgres:@/postgres?host=/run/pg", var=tmp_path)
    assert (one["HOST"], one["NAME"], one["USER"]) == ("/run/pg", "postgres", "postgres")
    assert "host" not in one["OPTIONS"]


def test_what_the_address_asks_of_the_server_stands_beside_what_we_ask(tmp_path: Path) -> None:
    one = database_from("postgresql://db.example/bi?options=-c%20search_path%3Dbihuan", var=tmp_path)
    assert one["OPTIONS"]["options"].endswith(" -c search_path=bihuan")


@pytest.mark.django_db
def test_what_has_been_read_once_is_kept_and_planned_for_its_values() -> None:
    if connection.vendor == "sqlite":
        kept = connection.settings_dict["OPTIONS"]["cached_statements"]
        assert kept == STATEMENTS, "it keeps them by itself"
        return
    with connection.cursor() as cursor:
        for number in range(4):
            cursor.execute("SELECT 41 + %s", [number])
        cursor.execute(
            "SELECT custom_plans > 0, generic_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ["SELECT 41 + %"],
        )
        assert cursor.fetchall() == [(True, 0)]


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "sqlite://", "postgresql://host", "just words", "sqlite://host/x"]
)
def test_anything_else_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadDatabaseURL, match="DATABASE_URL must be"):
        database_from(url, var=tmp_path)


@pytest.mark.django_db
def test_an_answered_act_survives_a_power_cut() -> None:
    """Both databases wait for the disk at each commit."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


def test_two_writers_wait_for_each_other(fresh_database: str) -> None:
    """On SQLite a transaction holds the write lock from its start: IMMEDIATE, not an upgrade that fails."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
        else:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)


def options_of(url: str, tmp_path: Path) -> dict[str, object]:
    found: dict[str, object] = database_from(url, var=tmp_path)["OPTIONS"]
    return found


def test_nobody_waits_without_end_for_a_server(tmp_path: Path) -> None:
    one = options_of(
        "postgresql://u@db.example/bi?sslmode=require&options=-c%20search_path%3Dhouse", tmp_path
    )
    for limit in (
        "lock_timeout=5000",
        "idle_in_transaction_session_timeout=20000",
        "statement_timeout=30000",
    ):
        assert f"-c {limit}" in str(one["options"])
    assert str(one["options"]).endswith("-c search_path=house"), "what the address says goes last"
    assert one["keepalives"] == 1 and one["connect_timeout"] == 5 and one["sslmode"] == "require"
    pool = one["pool"]
    assert isinstance(pool, dict) and pool["timeout"] == 5 and pool["reconnect_timeout"] < pool["timeout"]
    assert options_of("postgresql://u@db.example/bi?connect_timeout=9", tmp_path)["connect_timeout"] == "9"
    assert options_of("", tmp_path)["timeout"] == 10


def test_jobs_and_commands_have_more_patience_and_pages_as_little_as_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for url in ("postgresql://u@db.example/bi", ""):
        monkeypatch.setitem(connections.settings, "default", database_from(url, var=tmp_path))
        hurried = dict(connections.settings["default"]["OPTIONS"])
        with patient():
            slow = connections.settings["default"]["OPTIONS"]
            if url:
                assert "lock_timeout=60000" in slow["options"] and "statement_timeout=0" in slow["options"]
                assert "pool" not in slow
            else:
                assert slow["timeout"] == 60
        assert connections.settings["default"]["OPTIONS"] == hurried


def test_the_server_holds_us_to_our_limits(fresh_database: str) -> None:
    limits = {"lock_timeout": "5s", "idle_in_transaction_session_timeout": "20s", "statement_timeout": "30s"}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (10_000,)
        else:
            for name, value in limits.items():
                cursor.execute(f"SHOW {name}")
                assert cursor.fetchone() == (value,)


def test_a_file_where_nothing_can_be_written_is_read_with_what_its_log_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "var" / "bihuan.sqlite3"
    file.parent.mkdir()
    writer = sqlite3.connect(file)
    writer.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE left_in_log (a);"
    )
    monkeypatch.setitem(connections.settings, "default", database_from(None, var=file.parent))
    with readable():
        assert connections.settings["default"]["NAME"] == str(file), "where it can be written to, it is read"
    monkeypatch.setattr("bihuan.config.database._writable", lambda file: False)
    with readable():
        copy = Path(connections.settings["default"]["NAME"])
        found = sqlite3.connect(copy).execute("SELECT count(*) FROM left_in_log").fetchone()
        assert copy != file and found == (0,)
    assert connections.settings["default"]["NAME"] == str(file) and not copy.exists()
    writer.close()
