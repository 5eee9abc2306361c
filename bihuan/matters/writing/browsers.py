"""From which browsers a closing was done: one statement more for an act of a closing, none for any other."""

from collections.abc import Sequence

from django.db import connection

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State


def mark(act: Act, after: State, *, person: int, browser: str, at: int) -> None:
    """Keep from which browser somebody claimed, signed, checked, heard or approved, if it is known."""
    if not browser or not act.closes:
        return
    rows = [(after.org, one, person, act.name, browser, at) for one in _about(after)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_frombrowser (org_id, matter_id, person_id, act, browser, at) VALUES "
            + ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows)),
            [value for row in rows for value in row],
        )


def _about(after: State) -> Sequence[int]:
    """What is closed: of a request all that it is about."""
    return after.subjects or (after.id,)
