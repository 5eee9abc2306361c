"""Whether two texts differ in spelling alone: few characters, and nothing that a duty can be measured by.

What a slip of the pen changes is small, and leaves every number, date, comparison, negation and name of a
unit where it stood. Whatever is in doubt is no spelling: there is a request for it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

_MARKS = frozenset(
    "0123456789%‰"
    "零〇○一二三四五六七八九十百千万亿两半几双壹贰叁肆伍陆柒捌玖拾佰仟廿"
    "年月日号旬周天季时分期初底末前后内外"
    "不未无没非否勿莫免除"
    "全各每均皆都仅只必须应当可宜需至达超满足低高少多大小上下以"
    "处室局委部厅院所科组会司署台站"
    "元次个项条份人户家倍成率"
)
"""Characters that number, date, compare, oblige, deny, or end the name of a unit."""
_ENGLISH = re.compile(
    r"\b(?:no|not|never|none|nor|without|cannot|all|every|each|both|any|only|must|shall|should|may|at least"
    r"|at most|more|less|fewer|before|after|until|by|within|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|dozen|twenty|thirty|half|hundred|thousand|million|first|second|third"
    r"|january|february|march|april|june|july|august|september|october|november|december|day|days|week|weeks|month|months"
    r"|quarter|year|years)\b"
)
SHARE = 5
"""Of a text at most the fifth part is a slip of the pen, whatever the rule allows; one character always."""


def plain(text: str) -> str:
    """The text as it is compared: full-width forms and capitals mean the same."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def marks(text: str) -> list[str]:
    """Everything in a text by which a duty is measured, in its order."""
    said = plain(text)
    return [one for one in said if one in _MARKS] + _ENGLISH.findall(said)


def distance(old: str, new: str, most: int) -> int:
    """How many characters are put in, taken out or changed, at the least; beyond `most` one more."""
    far = most + 1
    row = {place: place for place in range(min(most, len(new)) + 1)}
    for place, mine in enumerate(old, 1):
        above, row = row, {0: place} if place <= most else {}
        for other in range(max(1, place - most), min(len(new), place + most) + 1):
            otherwise = above.get(other - 1, far) + (mine != new[other - 1])
            row[other] = min(otherwise, above.get(other, far) + 1, row.get(other - 1, far) + 1)
    return min(row.get(len(new), far), far)


def most_changed(old: str, new: str, most: int) -> int:
    """How many characters a correction of spelling may change between these texts."""
    return min(most, max(1, min(len(old), len(new)) // SHARE))


def spelling_alone(
    old: str, new: str, *, most: int, changed: int = 0, names: Collection[str] = ()
) -> int | None:
    """How many characters differ, where that is a correction of spelling; None where it is more.

    `changed`: how many were corrected before; `names`: of units, each of which stands where it stood.
    """
    limit = most_changed(old, new, most)
    found = distance(old, new, limit)
    if changed + found > limit or marks(old) != marks(new):
        return None
    return found if _named(old, names) == _named(new, names) else None


def _named(text: str, names: Collection[str]) -> Counter[str]:
    said = plain(text)
    return Counter({name: found for name in names if name and (found := said.count(plain(name)))})
