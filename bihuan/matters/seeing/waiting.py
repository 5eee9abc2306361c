"""Matters that stand in a life, and whether any waits for somebody who is named by the posts of the day."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.db import connection

from bihuan.core.sql import marks
from bihuan.matters.kinds import acts

Waiting = Sequence[tuple[str, Sequence[str]]]
"""(kind, lives) of what is looked at."""


@cache
def named_anew() -> Mapping[str, Waiting]:
    """The acts that say who is asked now to check, to approve or to sign, each with where it may be done."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for kind, act in acts():
        if act.names_anew:
            found.setdefault(act.name, []).append((kind.name, act.when))
    return found


def matters_in(org: int, waiting: Waiting, more: str = "") -> list[int]:
    """The matters of these kinds in these lives, in order of opening."""
    found: list[int] = []
    for kind, lives in waiting:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM matters_matter WHERE org_id = %s AND kind = %s AND life IN ({marks(lives)})"
                f"{more} ORDER BY id",
                [org, kind, *map(str, lives)],
            )
            found += [matter for (matter,) in cursor.fetchall()]
    return found


def somebody_is_asked(org: int) -> bool:
    """Whether anything waits for a check, an approval or a signature: else posts may change unnoticed."""
    lives = {
        (kind, str(life)) for waiting in named_anew().values() for kind, when in waiting for life in when
    }
    pairs = sorted(lives)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM matters_matter WHERE org_id = %s AND ("
            + " OR ".join(["(kind = %s AND life = %s)"] * len(pairs))
            + ") LIMIT 1",
            [org, *(one for pair in pairs for one in pair)],
        )
        return cursor.fetchone() is not None
