"""Who: units and persons out of one cell, whose side they are on, and the telephone numbers beside them."""

import re
from dataclasses import dataclass, field
from typing import Final

from bihuan.core.sheets.surnames import COMPOUND, SINGLE
from bihuan.core.sheets.texts import is_blank

_UNIT_END: Final = re.compile(
    r"(?:处室?|室|厅|局|科室?|股|部|委员会|委|办|办公室|中心|支部|党委|党组|党总支|机关|单位|部门|工会|协会|联合会|学会|委员|院|所|站|校|馆|社|团|队|组|会|"
    r"公司|集团|银行|大学|学院|政府|街道|乡|镇|村|社区|县|市|州|区|省|旗|编辑部|专班|小组|法院|检察院|妇联|共青团|团委|纪委|工委|党工委|"
    r"各(?:处|室|委|办|部门|支部|单位|专委会|党支部|科室|市县)[^、，；]*)(?:[（(][^（）()]*[)）])?$"
)
_ROLE: Final = re.compile(
    r"(?:主任|处长|局长|厅长|科长|部长|书记|秘书长|主席|组长|院长|校长|所长|站长|馆长|队长|经理|总监|会长|委员长|县长|市长|州长|区长|镇长|乡长|"
    r"调研员|巡视员|科员|主任科员|干部|负责人|责任人|负责同志|负责人员|联络员|信息员|同志|人员|干事|秘书|助理|委员|成员|会计|出纳|专员|厅级|处级|工程师|员)$"
)
_PHONE: Final = re.compile(
    r"(?<![\d])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-— ]?\d{7,8}(?:-\d{1,6})?|\d{3,4}-\d{7,8}|[2-9]\d{6,7})(?!\d)"
)
_PHONE_LABEL: Final = re.compile(
    r"(?:联系)?(?:电话|方式|手机|座机|办公电话|TEL|Tel|tel|☎|℡)(?:号码?)?\s*[：:]?\s*"
)
_LABEL: Final = re.compile(
    r"(?P<label>(?:整改|第一|直接|具体|主要|工作)?(?:牵头|责任|主办|承办|主责|配合|协办|协同|参与|协助|分管|包保)"
    r"(?:责任)?(?:单位|部门|处室|科室|领导|人员|人)?|联络员|联系人|负责人|牵头人|经办人|责任人|单位|部门|处室|姓名)\s*[：:]\s*"
)
_LEADING: Final = re.compile(r"[（(](?:牵头|主办|主责|责任|牵头单位|主办单位|牵头责任|负责|总牵头)[）)]")
_SUPPORTING: Final = re.compile(r"[（(](?:配合|协办|参与|协助|协同|配合单位|协办单位|会办)[）)]")
_LEADS: Final = re.compile(r"(?:为)?(?:总?牵头(?:负责|单位|抓总)?|主办|主责|负责(?:落实|牵头)?)$")
_SUPPORTS: Final = re.compile(r"(?:共同)?(?:配合|协办|协助|参与|协同)(?:落实|单位)?$")
_SEPARATORS: Final = re.compile(r"[、，,；;/／\n|｜\\]|\s{2,}|(?<![A-Za-z]) (?![A-Za-z])|\t|　")
_NO_NAMES: Final = frozenset(("全体", "全局", "相关", "双方", "单独", "全面", "全年", "全省", "全员", "全处", "安排", "安全", "管理", "计划", "方案", "解决",
                              "通报", "应急", "高度", "经常", "成立", "明确", "康复", "万元", "时限", "于是", "卫生", "石油", "金融", "水利", "水务", "农业",
                              "党政", "文化", "文史", "古籍", "国资", "经济", "经办", "党建", "宣传", "平安", "云计算", "常规", "常委", "常务", "文明", "计财", "商务", "党群", "史志"))  # fmt: skip
_NOBODY: Final = frozenset(("无", "暂无", "待定", "待明确", "空缺", "空", "未定", "无配合单位", "无责任人"))


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


def looks_like_unit(text: str) -> bool:
    """An office by its last word (…处, …委员会, 各处室)."""
    return bool(_UNIT_END.search(text)) and not looks_like_person(text)


def looks_like_person(text: str) -> bool:
    """A name of two to four characters that begins with a surname, or one with a middle dot."""
    if re.fullmatch(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]+(?:[·•・‧][一-鿿]+)+", text):
        return True
    if not re.fullmatch(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]{2,4}", text):
        return False
    if text in _NO_NAMES:
        return False
    if text[:2] in COMPOUND:
        return len(text) > 2
    if text[0] not in SINGLE or len(text) > 3:
        return False
    return not (
        _UNIT_END.search(text)
        and len(text) == 3
        and text[-1] in "处室厅局科部委办站所馆会院社县市州区乡镇村校队组团党"
    ) and not (len(text) == 2 and text[-1] in "处室厅局科委办部院所会州县市区队组团校")


def take_numbers(text: str) -> tuple[str, list[str]]:
    """The text without its telephone numbers, and the numbers (digits and hyphens)."""
    if not any(char.isdigit() for char in text):
        return text, []
    numbers = [re.sub(r"[ —]", "-" if "—" in found else "", found) for found in _PHONE.findall(text)]
    if not numbers:
        return text, []
    rest = _PHONE_LABEL.sub("", _PHONE.sub(" ", text))
    rest = re.sub(r"[（(]\s*[、，,；;：:]*\s*[)）]", "", rest)
    rest = re.sub(r"(?<=[（(])\s*[，,、；;：:]+|[，,、；;：:]+\s*(?=[)）])", "", rest)
    return rest.strip(" ：:，,、；;\n"), numbers


def pieces(text: str) -> list[str]:
    """Divided at 、，,；;/ spaces and line breaks, not inside brackets; wrapped words are joined again."""
    parts: list[str] = []
    depth, start = 0, 0
    text = _SPELLED.sub(_unspelled, text)
    for found in re.finditer(rf"[（(《「【]|[)）》」】]|{_SEPARATORS.pattern}", text):
        if found[0] in "（(《「【":
            depth += 1
        elif found[0] in ")）》」】":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : found.start()] + ("\n" if found[0] == "\n" else ""))
            start = found.end()
    parts.append(text[start:])
    return _rejoined(parts)


_SPELLED: Final = re.compile(
    r"(?<![^\s、，,；;/\n（(：:])[一-鿿㐀-䶿\U00020000-\U0003ffff](?:[ \u3000\xa0]+[一-鿿㐀-䶿\U00020000-\U0003ffff])+(?![^\s、，,；;/\n）)：:])"
)


def _unspelled(found: re.Match[str]) -> str:
    """“综 合 处”, “马　骏”: words spaced out to fill a column; four characters may be two names."""
    word = re.sub(r"\s", "", found[0])
    if (
        len(word) == 4
        and looks_like_person(word[:2])
        and looks_like_person(word[2:])
        and word[:2] not in COMPOUND
    ):
        return f"{word[:2]}、{word[2:]}"
    return word


def _rejoined(parts: list[str]) -> list[str]:
    """Joins what a narrow column or padding broke: “文化文史和学习⏎委员会”, “马 骏”."""
    out: list[str] = []
    open_line = False
    for part in parts:
        broke, piece = part.endswith("\n"), part.strip()
        if not piece:
            open_line = False
            continue
        half = out and len(out[-1]) == 1 and len(piece) <= 2 and not looks_like_unit(piece)
        wrapped = (
            open_line and out and not looks_like_person(out[-1]) and not _UNIT_END.search(out[-1])
            and not looks_like_person(piece) and len(out[-1]) > 1
        )  # fmt: skip
        if half or wrapped:
            out[-1] += piece
        else:
            out.append(piece)
        open_line = broke
    return out


def persons(text: str) -> list[str]:
    """The persons of a cell that holds persons: without roles in brackets, titles and their units."""
    found: list[str] = []
    for piece in pieces(text):
        name = person(piece)
        if name and name not in found:
            found.append(name)
    return found


def person(piece: str) -> str | None:
    """One person's name out of “王建国（主任）”, “主任王建国”, “办公厅：王建国”; None for a mere title or unit.

    A title alone (“各处室负责人”) stands for the person where no name is given.
    """
    bare = re.sub(r"[（(][^（）()]*(?:[)）]|$)", "", piece).strip(" ：:.。·*")
    bare = re.sub(r"^(?:由|请)", "", bare)
    bare = re.sub(r"等(?:人|同志|\d人)?$", "", bare) if len(bare) > 2 else bare
    if "：" in bare or ":" in bare:
        bare = re.split(r"[：:]", bare)[-1].strip()
    if not bare or bare in _NOBODY or is_blank(bare):
        inside = re.findall(r"[（(]([^（）()]*)[)）]", piece)
        return inside[0] if inside and looks_like_person(inside[0]) else None
    if looks_like_person(bare):
        return bare
    titled = re.fullmatch(
        rf"(?P<before>.*?)(?P<title>[一-鿿]{{0,8}}?{_ROLE.pattern[:-1]})(?P<after>[一-鿿·]{{2,4}})", bare
    )
    if titled and looks_like_person(titled["after"]):
        return titled["after"]
    for length in (3, 2):
        if (
            len(bare) > length
            and looks_like_person(bare[:length])
            and re.fullmatch(rf"(?:[一-鿿]{{0,12}}{_ROLE.pattern[:-1]})", bare[length:])
        ):
            return bare[:length]
    return bare


def is_nobody(text: str) -> bool:
    """A word that says nobody is named (无, 待定)."""
    return is_blank(text) or text.strip("。.") in _NOBODY


def read_units(text: str, parties: Parties, *, supporting: bool = False) -> None:
    """Adds a cell of units: 牵头/配合 as labels, brackets or verbs; names in brackets are the persons."""
    text, numbers = take_numbers(text)
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
    named = [name for name in found if not looks_like_unit(name) and not _ROLE.search(name)]
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
        elif looks_like_person(name) or (_ROLE.search(name) and not looks_like_unit(name)):
            titled = person(name)
            if titled:
                people.append(titled)
        else:
            (parties.supporting_units if side else parties.lead_units).append(name)


def _unit_and_person(text: str) -> tuple[str, str] | None:
    """“办公厅王建国” or “办公厅主任王建国” as unit and person."""
    for length in (3, 2, 4):
        unit, name = text[:-length], text[-length:]
        bare = _ROLE.sub("", unit) if _ROLE.search(unit) and not looks_like_unit(unit) else unit
        if len(unit) > 1 and looks_like_person(name) and looks_like_unit(bare):
            return bare, name
    return None
