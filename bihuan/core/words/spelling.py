"""Whether two texts differ in spelling alone: slips of the pen, and nothing that a duty can be measured by.

A slip is one character that sounds like the one that was meant, one too many or too few, two that changed
places, or a mark of punctuation; what stands beside it is as it was. Every number, date, comparison,
negation, level and name of a unit stays where it stood, and so does every word of consequence. Whatever is in
doubt is no spelling: there is a request for it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from bihuan.core.words.readings import SOUNDS

_MARKS = frozenset(
    "0123456789%‰"
    "零〇○一二三四五六七八九十百千万亿两半几双壹贰叁肆伍陆柒捌玖拾佰仟廿"
    "年月日号旬周天季时分期初底末前后内外"
    "不未无没非否勿莫免除"
    "全各每均皆都仅只必须应当可宜需至达超满足低高少多大小上下以"
    "处室局委部厅院所科组会司署台站"
    "元次个项条份人户家倍成率"
    "省市县区乡镇村街级东南西北甲乙丙丁正副主男女新旧"
    "增减加升降停缓禁拟暂退撤废终中止授受"
)
"""Characters that number, date, compare, oblige, deny, rank, end the name of a unit, or turn a duty round."""
_TURNS = tuple(
    re.findall(
        r"..",
        "取消保留保持撤销停止暂停恢复批准同意允许公开保密公布公示建设拆除关闭开放开展启动完成落实整改"
        "检查监察验收核实备案提高提升压缩扩大缩小全面部分原则试点推广取缔合并分设调整",
    )
)
"""Words of consequence: none of them comes or goes by a correction of spelling."""
_ENGLISH = re.compile(
    r"\b(?:no|not|never|none|nor|without|cannot|all|every|each|both|any|only|must|shall|should|may|at least"
    r"|at most|more|less|fewer|before|after|until|by|within|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|dozen|twenty|thirty|half|hundred|thousand|million|first|second|third"
    r"|january|february|march|april|june|july|august|september|october|november|december|day|days|week|weeks|month|months"
    r"|quarter|year|years|keep|retain|cancel|abolish|stop|start|open|close|build|remove|approve|refuse|allow"
    r"|forbid|publish|withhold|raise|lower|province|provincial|city|county|district|town|village)\b"
)
SHORT = 4
"""A word of fewer letters than these is another word when one changes."""
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
    old: str, new: str, *, most: int, mended: Collection[int] = (), names: Collection[str] = ()
) -> tuple[int, ...] | None:
    """Where, in the new text, a character was corrected, now or before; None where it is more than spelling.

    `mended`: where, in the old text, one was corrected before: what is beside it stays, for two corrections
    would make another word; `names`: of units, each of which stands where it stood.
    """
    old, new = plain(old), plain(new)
    limit = most_changed(old, new, most) - len(mended)
    if distance(old, new, max(0, limit)) > limit or marks(old) != marks(new):
        return None
    if any(_named(old, words) != _named(new, words) for words in (names, _TURNS)):
        return None
    found = next(_slips(old, new, 0, 0, limit), None)
    if found is None or any(abs(at - one) <= 1 for at, _ in found for one in mended):
        return None
    moved = (one + sum(by for at, by in found if at < one) for one in mended)
    return (*moved, *_in_the_new(found))


def _in_the_new(found: tuple[tuple[int, int], ...]) -> Iterator[int]:
    """Where what was found in the old text stands in the new one."""
    before = 0
    for at, by in found:
        yield at + before
        before += by


def _slips(old: str, new: str, at: int, to: int, left: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Each way in which slips of the pen lead from the old text to the new one, from these places on: where,
    and by how many characters what follows moves.
    """
    while at < len(old) and to < len(new) and old[at] == new[to]:
        at, to = at + 1, to + 1
    if at == len(old) and to == len(new):
        yield ()
        return
    for gone, come in ((1, 1), (1, 0), (0, 1)) if left > 0 else ():
        behind, there = at + gone, to + come
        if behind > len(old) or there > len(new) or old[behind : behind + 1] != new[there : there + 1]:
            continue
        if _is_slip(old[at:behind], new[to:there], _word_at(old, at, behind)):
            yield from (((at, come - gone), *rest) for rest in _slips(old, new, behind, there, left - 1))


def _is_slip(gone: str, come: str, word: str) -> bool:
    """Whether one character may stand for the other, or nothing for one; `word`: the letters around it."""
    if all(map(_is_letter, gone + come)):
        return len(word) >= SHORT
    return not gone or not come or alike(gone, come)


def _word_at(text: str, at: int, behind: int) -> str:
    """The word of letters that reaches up to, over or on from these places."""
    while at and _is_letter(text[at - 1]):
        at -= 1
    while behind < len(text) and _is_letter(text[behind]):
        behind += 1
    return text[at:behind]


def alike(one: str, other: str) -> bool:
    """Whether two characters sound alike, tones apart, or are both marks of punctuation."""
    if not one.isalnum() and not other.isalnum():
        return True
    return not _readings().get(one, set()).isdisjoint(_readings().get(other, ()))


@cache
def _readings() -> dict[str, set[str]]:
    """How each character of GB 2312 may be read."""
    found: dict[str, set[str]] = {}
    for line in SOUNDS.splitlines():
        sound, chars = line.split(" ")
        for char in chars:
            found.setdefault(char, set()).add(sound)
    return found


def _is_letter(char: str) -> bool:
    return char.isalpha() and char.isascii()


def _named(text: str, names: Collection[str]) -> Counter[str]:
    said = plain(text)
    return Counter({name: found for name in names if name and (found := said.count(plain(name)))})
