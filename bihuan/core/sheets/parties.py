"""Who: units and persons out of one cell, and whose side they are on (牵头, 配合)."""

import re
from dataclasses import dataclass, field
from typing import Final

from bihuan.core.sheets.names import (
    ROLE,
    is_nobody,
    looks_like_person,
    looks_like_unit,
    person,
    persons,
    pieces,
    take_numbers,
)

_LABEL: Final = re.compile(
    r"(?P<label>(?:整改|第一|直接|具体|主要|工作)?(?:牵头|责任|主办|承办|主责|配合|协办|协同|参与|协助|分管|包保)"
    r"(?:责任)?(?:单位|部门|处室|科室|领导|人员|人)?|联络员|联系人|负责人|牵头人|经办人|责任人|单位|部门|处室|姓名)\s*[：:]\s*"
)
_COUNTED: Final = re.compile(r"(?:(?<=\s)|(?<=[；;])|^)(?:[（(]?\d{1,2}[)）.．、]|[①-⑳])\s*(?=[一-鿿《])")
_LEADING: Final = re.compile(r"[（(](?:牵头|主办|主责|责任|牵头单位|主办单位|牵头责任|负责|总牵头)[）)]")
_SUPPORTING: Final = re.compile(r"[（(](?:配合|协办|参与|协助|协同|配合单位|协办单位|会办)[）)]")
_LEADS: Final = re.compile(r"(?:为)?(?:总?牵头(?:负责|单位|抓总)?|主办|主责|负责(?:落实|牵头)?)$")
_SUPPORTS: Final = re.compile(r"(?:共同)?(?:配合|协办|协助|参与|协同)(?:落实|单位)?$")


@dataclass(slots=True)
class Parties:
    """Who is named, in the order of the cell."""

    lead_units: list[str] = field(default_factory=list)
    supporting_units: list[str] = field(default_factory=list)
    accountable: list[str] = field(default_factory=list)
    supporting_people: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def read_units(text: str, parties: Parties, *, supporting: bool = False) -> None:
    """Adds a cell of units: 牵头/配合 as labels, brackets or verbs; names in brackets are the persons."""
    text, numbers = take_numbers(_COUNTED.sub("", text))
    parties.numbers += numbers
    if _read_labelled(text, parties):
        return
    clauses = re.split(
        r"(?<=牵头|主办|主责|负责)[，,；;、\n\s]+|(?<=配合|协办|协助|参与)[，,；;、\n\s]+", text
    )
    if len(clauses) > 1 or _LEADS.search(text.strip("。")) or _SUPPORTS.search(text.strip("。")):
        _read_verbs(clauses, parties, supporting=supporting)
        return
    leads: list[str] = []
    others: list[str] = []
    marked = bool(_LEADING.search(text))
    joint = re.split(r"会同|商(?=[一-鿿]{2,}(?:处|室|委|厅|局))", text)
    for index, part in enumerate(joint):
        for piece in pieces(part):
            name, inside = _unit(piece)
            for one in inside:
                (parties.supporting_people if supporting else parties.accountable).append(one)
            if not name or is_nobody(name):
                continue
            if _SUPPORTING.search(piece) or index or (marked and not _LEADING.search(piece)):
                others.append(name)
            elif looks_like_person(name) and not supporting and (leads or others) and not inside:
                parties.accountable.append(name)
            else:
                leads.append(name)
    if supporting:
        parties.supporting_units += leads + others
    else:
        parties.lead_units += leads
        parties.supporting_units += others


def _unit(piece: str) -> tuple[str, list[str]]:
    """A unit's name without its side, and the persons in brackets or after a colon."""
    piece = _LEADING.sub("", _SUPPORTING.sub("", piece)).strip(" 。.：:")
    people: list[str] = []
    for inside in re.findall(r"[（(]([^（）()]*)[)）]", piece):
        names = [person(one) or "" for one in pieces(re.sub(r"^(?:责任人|负责人|联系人)[：:]?", "", inside))]
        if names and all(looks_like_person(name) for name in names):
            people += names
            piece = re.sub(rf"[（(]{re.escape(inside)}[)）]", "", piece)
    beside = re.fullmatch(r"([^：:]+)[：:]\s*(.+)", piece)
    if beside and looks_like_unit(beside[1]):
        names = [name for name in map(person, pieces(beside[2])) if name]
        if names and all(looks_like_person(name) for name in names):
            return beside[1].strip(), people + names
    piece = re.sub(r"等(?:部门|单位|处室)?$", "", piece) if len(piece) > 3 else piece
    return re.sub(r"^(?:由|请)(?=[一-鿿]{2,})", "", piece).strip(), people


def _read_verbs(clauses: list[str], parties: Parties, *, supporting: bool) -> None:
    """“办公厅牵头，人事处、机关党委配合”"""
    for clause in clauses:
        bare = clause.strip(" ，,；;。、\n")
        if not bare:
            continue
        helps = bool(_SUPPORTS.search(bare))
        names = _SUPPORTS.sub("", _LEADS.sub("", bare))
        read_units(names, parties, supporting=helps or (supporting and not _LEADS.search(bare)))


def _read_labelled(text: str, parties: Parties, *, people: bool = False) -> bool:
    """“牵头单位：办公厅；配合单位：人事处”, “责任人：王建国 联络员：殷若渔”

    `people`: the column holds persons, so a label without a noun (牵头：, 配合：) names persons.
    """
    marks = list(_LABEL.finditer(text))
    if not marks or text[: marks[0].start()].strip(" ；;，,、\n"):
        return False
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        label, value = mark["label"], text[mark.end() : end].strip(" ；;，,、。\n")
        helps = bool(re.search("配合|协办|协同|参与|协助", label))
        if "领导" in label:
            parties.leaders += persons(value)
        elif label in ("联络员", "联系人"):
            parties.contacts += persons(value)
        elif label.endswith("人") or label in ("姓名", "责任人员") or (people and _names_only(value)):
            (parties.supporting_people if helps else parties.accountable).extend(persons(value))
        elif value:
            read_units(value, parties, supporting=helps)
    return True


def _names_only(text: str) -> bool:
    names = persons(text)
    return bool(names) and all(map(looks_like_person, names))


def read_persons(text: str, parties: Parties, *, supporting: bool = False) -> None:
    """Adds a cell of persons; units that stand among them are kept only where nobody else is named."""
    text, numbers = take_numbers(text)
    parties.numbers += numbers
    if _read_labelled(text, parties, people=True):
        return
    found = persons(text)
    named = [name for name in found if not looks_like_unit(name) and not ROLE.search(name)]
    known = [name for name in named if looks_like_person(name)]
    keep = (named or found) if known or named else found
    (parties.supporting_people if supporting else parties.accountable).extend(keep)


def read_mixed(text: str, parties: Parties, *, supporting: bool = False) -> None:
    """Adds a cell that holds units and persons together (责任单位及责任人, 配合单位及责任人)."""
    text, numbers = take_numbers(text)
    parties.numbers += numbers
    if _read_labelled(text, parties, people=_names_only(_LABEL.sub("", text))):
        return
    if any(_LEADS.search(piece) or _SUPPORTS.search(piece) for piece in pieces(text.strip("。"))):
        read_units(text, parties, supporting=supporting)
        return
    side = supporting
    for piece in pieces(text):
        name, inside = _unit(piece)
        side = side or bool(_SUPPORTING.search(piece))
        people = parties.supporting_people if side else parties.accountable
        people += inside
        if not name or is_nobody(name):
            continue
        split = None if looks_like_unit(name) or looks_like_person(name) else _unit_and_person(name)
        if split:
            (parties.supporting_units if side else parties.lead_units).append(split[0])
            people.append(split[1])
        elif looks_like_person(name) or (ROLE.search(name) and not looks_like_unit(name)):
            titled = person(name)
            if titled:
                people.append(titled)
        else:
            (parties.supporting_units if side else parties.lead_units).append(name)


def _unit_and_person(text: str) -> tuple[str, str] | None:
    """“办公厅王建国” or “办公厅主任王建国” as unit and person."""
    for length in (3, 2, 4):
        unit, name = text[:-length], text[-length:]
        bare = ROLE.sub("", unit) if ROLE.search(unit) and not looks_like_unit(unit) else unit
        if len(unit) > 1 and looks_like_person(name) and looks_like_unit(bare):
            return bare, name
    return None
