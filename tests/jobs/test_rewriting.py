"""A table written anew holds nothing of what somebody else could still read a moment ago."""

import threading

import pytest
from django.db import OperationalError, connection

from bihuan.jobs.rewriting import write_anew

SECRET = "霁川甲乙丙丁"


@pytest.mark.parametrize("asked", ["SELECT count(*) FROM people_user", "SELECT pg_current_xact_id()"])
def test_whoever_began_before_is_waited_for(fresh_database: str, asked: str) -> None:
    if connection.vendor == "sqlite":  # it keeps no old rows for others, and knows none of this
        with pytest.raises(OperationalError):
            write_anew("people_user")
        return
    import psycopg

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (words text)")
        cursor.execute("INSERT INTO kept VALUES (%s)", [SECRET])
    other = psycopg.connect(fresh_database)
    if "xact" not in asked:  # else it writes, and holds no picture of what it may read
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    other.execute(asked)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kept SET words = NULL")
    threading.Timer(0.5, other.close).start()
    write_anew("kept")
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('kept'::regclass))")
        assert SECRET.encode() not in bytes(cursor.fetchone()[0])
