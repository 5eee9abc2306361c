"""Text as it is kept: what cannot be seen and was not meant goes without a word.

A control character that came along when text was pasted, half of a character, and the signs that turn the
direction of writing (which can make a name read as another) are dropped; every line end is one. Joiners stay:
Mongolian and some other scripts need them. A text of which nothing can be seen is none.
"""

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_NOT_MEANT: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by their class, of which nothing is seen."""
_UNSEEN_CLASSES: Final = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co", "Mn", "Me"))


def cleaned(text: str) -> str:
    """Without what was not meant, stripped; empty where nothing of it can be seen."""
    kept = _NOT_MEANT.sub("", _LINE_ENDS.sub("\n", text)).strip()
    return kept if is_seen(kept) else ""


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(
        char not in _BLANKS and (char.isalnum() or unicodedata.category(char) not in _UNSEEN_CLASSES)
        for char in text
    )
