"""How a text is cut for searching, and how a query is read. Pure; the same for both databases.

Chinese is written without spaces, and words of two characters are what people look for. So every run of
characters is cut into overlapping pairs and a query is asked as a phrase of such pairs: 翠湖小区 is
翠湖 湖小 小区 one after another, and finds exactly that run. The last character of a run is kept alone as
well, so that every character begins some token and a single one can be asked for as a prefix. Words of
letters and digits stay whole. Writing is folded first (full width, case, name dots, padding).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MOST_OF_A_TEXT = 16_000
"""Characters up to which a text is searchable: a tsvector knows no place after 16,383."""
MOST_OF_A_QUERY = 200
MOST_OF_A_WORD = 60
"""Longer words, which nobody types, are known by their beginning: a tsvector refuses them after 2 KB."""
MOST_PHRASES = 8

# Scripts without spaces between words: Thai to Tai Tham, kana, Han, Yi, Lisu, Hangul, and the private areas
# in which rare names still arrive. Planes 2 and 3 go in whole: they hold characters newer than this Python.
_WIDE = (
    "\u0e00-\u167f\u1681-\u1cff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4fd\ua960-\ua97f\uaa00-\uaadf"
    "\uac00-\ud7fb\ue000-\ufaff\U00016f00-\U00018dff\U0001b000-\U0001b2ff\U00020000-\U0003fffd"
    "\U000f0000-\U0010fffd"
)
_PIECES = re.compile(f"([{_WIDE}]+)|[^\\W_{_WIDE}]+")
_UNSEEN = re.compile("[\u00ad\u180b-\u180f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
# 洛桑·云青 is typed with any of these dots or none, and 王　娟 is padded to the width of three characters.
_JOINTS = re.compile(f"(?<=[{_WIDE}])[ \\t·•‧∙⋅・]+(?=[{_WIDE}])")


class Phrase(NamedTuple):
    """Tokens that must follow one another; with `open` the last is only the beginning of one."""

    tokens: tuple[str, ...]
    open: bool


def fold(text: str) -> str:
    """The text as it is compared: NFKC, no case, no name dots and no padding between characters."""
    return _JOINTS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold())


def bigrams(text: str) -> str:
    """The tokens of a text in their order, joined by spaces; never more tokens than characters.

    Padding is only joined within a line: put every field on a line of its own.
    """
    folded = fold(text[:MOST_OF_A_TEXT])[:MOST_OF_A_TEXT]
    return " ".join(token for piece, wide in _pieces(folded) for token in _tokens(piece, wide))


def phrases(query: str) -> list[Phrase]:
    """What a query asks for: one phrase for each part between spaces, all of which must be found.

    Whatever is neither letter, digit nor character only separates; there is no query language, so nothing
    that people type is an error. Empty where nothing can be searched.
    """
    parts = unicodedata.normalize("NFKC", query[:MOST_OF_A_QUERY]).split()
    found = (_phrase(fold(part)) for part in parts)
    return list(dict.fromkeys(phrase for phrase in found if phrase.tokens))[:MOST_PHRASES]


def _phrase(part: str) -> Phrase:
    pieces = list(_pieces(part))
    if not pieces:
        return Phrase((), False)
    piece, wide = pieces.pop()
    tokens = [token for before in pieces for token in _tokens(*before)]
    if not wide or len(piece) == 1:
        return Phrase((*tokens, *_tokens(piece, wide)), wide)
    return Phrase((*tokens, *_pairs(piece)), False)  # in the text the run may go on, so no last character


def _pieces(folded: str) -> Iterator[tuple[str, bool]]:
    """The runs of characters (True) and the words (False) of a folded text."""
    return ((found[0], found[1] is not None) for found in _PIECES.finditer(folded))


def _tokens(piece: str, wide: bool) -> list[str]:
    return [*_pairs(piece), piece[-1]] if wide else [piece[:MOST_OF_A_WORD]]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
