"""Writing what came of rows: one plain statement for a chunk (Django's bulk_update took half of a commit)."""

from collections.abc import Sequence

from django.db import connection

from bihuan.exchange.importing.models import ImportRow

_UPDATE = (
    f"UPDATE {ImportRow._meta.db_table} SET verdict = %s, reasons = %s, state = %s, matter_id = %s, seq = %s"
    " WHERE id = %s"
)


def keep_outcomes(rows: Sequence[ImportRow]) -> None:
    """The verdict, reasons, state, matter and event of each row."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                _UPDATE,
                [(row.verdict, row.reasons, row.state, row.matter_id, row.seq, row.pk) for row in rows],
            )
