"""One name, however it is written: full-width letters, upper and lower case are the same, and what nobody
sees makes no other.
"""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Fillers and marks that only choose among shapes: nothing is drawn, and for Unicode none is Cf."""


def folded(name: str) -> str:
    """As names are compared: NFKC, without case, NFKC again: Unicode's own rule for identifiers."""
    wide = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", seen_of(wide)).strip()


def seen_of(name: str) -> str:
    """What of a name is seen: without joiners, marks of direction, soft hyphens and fillers."""
    return _UNSEEN.sub("", "".join(one for one in name if unicodedata.category(one) != "Cf"))


def in_one(name: str) -> str:
    """As names of units, groups and people are compared: folded, and no blank makes another."""
    return "".join(folded(name).split())
