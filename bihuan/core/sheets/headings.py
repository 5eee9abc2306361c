"""What a heading means: the synonyms of each column, drawn from the ledgers listed in rules.md §3.

A heading is matched as a whole, without spaces and punctuation; a table below per role, strongest first. The
position in its table is the strength: where two columns claim one role, the stronger wins and the other
is kept.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from bihuan.core.sheets.synonyms import OTHER, SYNONYMS, UNIT

_SPLIT: Final = re.compile(r"[、/／，,+＋|]|和|及其?|与|兼|（|\(")
_COMPOUND_WORDS: Final = (
    "意见和建议",
    "意见及建议",
    "意见与建议",
    "短板和不足",
    "困难和问题",
    "困难及问题",
    "困难与问题",
    "问题和困难",
    "问题及困难",
    "问题与困难",
    "法规和政策",
    "时间和要求",
    "目标及要求",
    "标准及要求",
    "困难及原因",
    "困难和原因",
    "进展及成效",
    "问题及不足",
    "措施和办法",
    "目标和要求",
)
_TABLES: Final = tuple(
    (role, rank, re.compile(rf"(?:{pattern})"))
    for role, patterns in SYNONYMS.items()
    for rank, pattern in enumerate(patterns)
)
_ORDER: Final = (
    "measure_ref", "problem_ref", "measure_number", "number", "signed_off", "difficulty", "next_step",
    "supporting_people", "supporting_units", "first_accountable", "assisting_leader", "leader", "contact",
    "phone", "accountable", "lead_unit", "source", "aspect", "category", "status", "evidence", "standard",
    "due", "progress", "measure", "title",
)  # fmt: skip


class Meaning(NamedTuple):
    """One role that a heading can have; `strength` 0 is the plainest word for it, higher is weaker."""

    role: str
    strength: int


def normal(heading: str) -> str:
    """A heading without spaces, breaks, marks and the unit or hint in brackets (“完成时限（年/月/日）”)."""
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"[\s*:;。.,·☆★#_“”\"'`]+", "", text) if not re.fullmatch(r"[Nn][Oo]\.?", text) else "NO"
    text = re.sub(r"^[(\[【]?\d{1,2}[)\]】、]", "", text)
    return text.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=2048)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """The roles of a heading: one, several for a column that holds several things, () where it says none."""
    text = normal(heading)
    if not text or len(text) > 40:
        return ()
    bare = re.sub(r"（[^（）]*）", "", text)
    inside = re.findall(r"（([^（）]*)）", text)
    if bare and OTHER.fullmatch(bare):
        return ()
    whole = one(bare) if bare else None
    beside = [found for found in (one(part) for part in inside) if found]
    if whole:
        if whole.role == "supporting_units":
            beside = [
                Meaning("supporting_people", 0) if found.role == "accountable" else found for found in beside
            ]
        extra = [found for found in beside if found.role != whole.role and _may_share(whole.role, found.role)]
        return (whole, *extra)
    if not bare and beside:
        return (beside[0],)
    return _several(bare, beside)


def _may_share(role: str, other: str) -> bool:
    people = {
        "lead_unit",
        "supporting_units",
        "accountable",
        "supporting_people",
        "leader",
        "contact",
        "phone",
    }
    return role in people and other in people


def _several(text: str, beside: list[Meaning]) -> tuple[Meaning, ...]:
    """“责任单位及责任人”, “牵头/配合部门责任人+电话”, “未整改到位原因及下一步计划”"""
    sides = re.fullmatch(
        rf"(?:整改)?牵头[、/和及与（]*(?:责任)?配合[）]?(?P<what>{UNIT}?(?:责任人|负责人)?)(?P<rest>.*)",
        text,
    )
    if sides:
        people = "人" in sides["what"]
        found = [
            Meaning("accountable" if people else "lead_unit", 0),
            Meaning("supporting_people" if people else "supporting_units", 0),
        ]
        if re.search("电话|联系方式", sides["rest"]):
            found.append(Meaning("phone", 0))
        return tuple(found)
    for number, word in enumerate(_COMPOUND_WORDS):
        text = text.replace(word, chr(0xE000 + number))
    parts = [part for part in _SPLIT.split(text) if part]
    if len(parts) < 2:
        return tuple(beside[:1]) if beside and not OTHER.fullmatch(text) and beside[0].role == "due" else ()
    for number, word in enumerate(_COMPOUND_WORDS):
        parts = [part.replace(chr(0xE000 + number), word) for part in parts]
    out: list[Meaning] = []
    for index, part in enumerate(parts):
        found_one = one(part) or (one(part + parts[-1][-2:]) if index < len(parts) - 1 else None)
        if found_one and found_one.role == "accountable" and out and out[-1].role == "supporting_units":
            found_one = Meaning("supporting_people", found_one.strength)  # 配合单位及责任人
        if found_one and found_one.role not in [known.role for known in out]:
            out.append(found_one)
        elif not found_one and index == 0 and not OTHER.fullmatch(part):
            return ()
    return tuple(out)


@lru_cache(maxsize=4096)
def one(text: str) -> Meaning | None:
    """The one role that a word has."""
    if OTHER.fullmatch(text):
        return None
    best: Meaning | None = None
    for role, rank, pattern in _TABLES:
        if pattern.fullmatch(text) and (best is None or _ORDER.index(role) < _ORDER.index(best.role)):
            best = Meaning(role, rank)
    return best


def is_other(heading: str) -> bool:
    """A heading that is known to be none of the roles (备注, 复查时间): its values are not guessed at."""
    return bool(OTHER.fullmatch(re.sub(r"（[^（）]*）", "", normal(heading))))
