"""What statements in plain SQL share."""

from collections.abc import Sized


def marks(items: Sized) -> str:
    """A placeholder for each of the items, as they stand in `IN (…)` and `VALUES (…)`.

    None of them: `IN (NULL)` finds nothing, where PostgreSQL refuses `IN ()`.
    """
    return ", ".join(["%s"] * len(items)) or "NULL"
