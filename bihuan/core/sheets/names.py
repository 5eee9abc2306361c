"""Names of persons and offices out of a cell: told apart, spaced-out ones joined, telephone numbers taken
off.
"""

import re
from typing import Final

from bihuan.core.sheets.surnames import COMPOUND, SINGLE
from bihuan.core.sheets.texts import is_blank

UNIT_END: Final = re.compile(
    r"(?:处室?|室|厅|局|科室?|股|部|委员会|委|办|办公室|中心|支部|党委|党组|党总支|机关|单位|部门|工会|协会|联合会|学会|委员|院|所|站|校|馆|社|团|队|组|会|"
    r"公司|集团|银行|大学|学院|政府|街道|乡|镇|村|社区|县|市|州|区|省|旗|编辑部|专班|小组|法院|检察院|妇联|共青团|团委|纪委|工委|党工委|"
    r"各(?:处|室|委|办|部门|支部|单位|专委会|党支部|科室|市县)[^、，；]*)(?:[（(][^（）()]*[)）])?$"
)
ROLE: Final = re.compile(
    r"(?:主任|处长|局长|厅长|科长|部长|书记|秘书长|主席|组长|院长|校长|所长|站长|馆长|队长|经理|总监|会长|委员长|县长|市长|州长|区长|镇长|乡长|"
    r"调研员|巡视员|科员|主任科员|干部|负责人|责任人|负责同志|负责人员|联络员|信息员|同志|人员|干事|秘书|助理|委员|成员|会计|出纳|专员|厅级|处级|工程师|员)$"
)
_PHONE: Final = re.compile(
    r"(?<![\d])(?:\+?86[- ]?)?"
    r"(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-— ]?\d{7,8}(?:-\d{1,6})?|\d{3,4}-\d{7,8}|[2-9]\d{6,7})(?!\d)"
)
_PHONE_LABEL: Final = re.compile(
    r"(?:联系)?(?:电话|方式|手机|座机|办公电话|TEL|Tel|tel|☎|℡)(?:号码?)?\s*[：:]?\s*"
)
_SEPARATORS: Final = re.compile(r"[、，,；;/／\n|｜\\]|\s{2,}|(?<![A-Za-z]) (?![A-Za-z])|\t|　")
_WORDS: Final = (
    "全体全局相关双方单独全面全年全省全员全处安排安全管理计划方案解决通报应急高度经常成立明确康复万元"
    "时限于是卫生石油金融水利水务农业党政文化文史古籍国资经济经办党建宣传平安常规常委常务文明计财商务党群史志"
)
_NO_NAMES: Final = frozenset(_WORDS[place : place + 2] for place in range(0, len(_WORDS), 2))
"""Words that begin with a surname and are no names."""
_NOBODY: Final = frozenset(("无", "暂无", "待定", "待明确", "空缺", "空", "未定", "无配合单位", "无责任人"))


def looks_like_unit(text: str) -> bool:
    """An office by its last word (…处, …委员会, 各处室)."""
    return bool(UNIT_END.search(text)) and not looks_like_person(text)


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
        UNIT_END.search(text)
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


_HAN: Final = r"[一-鿿㐀-䶿\U00020000-\U0003ffff]"
_SPELLED: Final = re.compile(
    rf"(?<![^\s、，,；;/\n（(：:]){_HAN}(?:[ \u3000\xa0]+{_HAN})+(?![^\s、，,；;/\n）)：:])"
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
            open_line and out and not looks_like_person(out[-1]) and not UNIT_END.search(out[-1])
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
    """One person's name out of “王建国（主任）”, “主任王建国”, “办公厅：王建国”; None for a mere title or
    unit.

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
        rf"(?P<before>.*?)(?P<title>[一-鿿]{{0,8}}?{ROLE.pattern[:-1]})(?P<after>[一-鿿·]{{2,4}})", bare
    )
    if titled and looks_like_person(titled["after"]):
        return titled["after"]
    for length in (3, 2):
        if (
            len(bare) > length
            and looks_like_person(bare[:length])
            and re.fullmatch(rf"(?:[一-鿿]{{0,12}}{ROLE.pattern[:-1]})", bare[length:])
        ):
            return bare[:length]
    return bare


def is_nobody(text: str) -> bool:
    """A word that says nobody is named (无, 待定)."""
    return is_blank(text) or text.strip("。.") in _NOBODY
