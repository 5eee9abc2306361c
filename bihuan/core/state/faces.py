"""Faces: how much of a matter somebody sees. Where it stands is common; what was written is not."""

from typing import Final

PUBLIC: Final = "public"  # all who see the matter
PARTNER: Final = "partner"  # those who support it, or are tied to it
FULL: Final = "full"  # those who handle or supervise it
FACES: Final = (PUBLIC, PARTNER, FULL)


def widest(*faces: str) -> str:
    """The face that sees the most of these; the common one of none."""
    return max(faces, key=FACES.index, default=PUBLIC)


def shows(seen_by: str, meant_for: str) -> bool:
    """Whether what is meant for one face is shown to somebody who sees another."""
    return FACES.index(seen_by) >= FACES.index(meant_for)
