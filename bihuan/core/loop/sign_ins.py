"""Whose a sign-in is to set and to take: that of the one organisation that it opens."""

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.words.reasons import Reason


def sign_in_ours(snap: Snapshot) -> Reason | None:
    """A sign-in that opens another organisation as well is not for one of them to set or to take."""
    if snap.trying or snap.within:
        return None
    shared = snap.posts.signs_in_elsewhere(snap.facts["person"], snap.facts.get("user"))
    return Reason("signs_in_elsewhere") if shared else None
