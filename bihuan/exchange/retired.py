"""Applications of others that earlier versions had and this one has let go.

Their migrations stand in older databases and backups: that makes these no newer than the code.
"""

from collections.abc import Iterable
from typing import Final

RETIRED: Final = frozenset({"axes", "sessions"})

Migration = tuple[str, str]


def but_retired(migrations: Iterable[Migration]) -> set[Migration]:
    """Those (application, name) that still mean something."""
    return {(app, name) for app, name in migrations if app not in RETIRED}
