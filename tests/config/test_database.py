"""DATABASE_URL and the secret key."""

import os
import stat
from pathlib import Path

import pytest
from django.db import connection, transaction

from bihuan.config.database import STATEMENTS, BadDatabaseURL, database_from
from bihuan.config.secret import secret_key


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
    assert one["OPTIONS"]["options"].startswith("-c search_path=bihuan -c ")


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
            import sqlite3

            other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
        else:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    made = secret_key(file)
    assert len(made) >= 50
    assert secret_key(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["secret_key"]
