"""What each row below a header is: data, a section, a total, a note, the header once more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from bihuan.core.sheets.columns import Columns
from bihuan.core.sheets.grid import Own, Page
from bihuan.core.sheets.header import Block
from bihuan.core.sheets.headings import normal
from bihuan.core.sheets.texts import sentence

RowKind = Literal["data", "section", "skip"]

_HAN: Final = "一二三四五六七八九十百"
_TOTAL: Final = re.compile(
    r"[合小总]计.{0,40}|[共累]计.{0,12}|(?:本页|本方面|本类|全部|问题|措施)?(?:合计|小计|总计|总数)[：:]?.{0,10}|共\s*\d+\s*[条项个件].{0,20}"
)
_NOTE: Final = re.compile(
    r"(?:备?注|说明|填表说明|填报说明|填写说明|备注说明|注释|附注)\s*(?:[：:]|\d+\s*[.、：:]).*|[※*＊★☆▲].{4,}|注[：:].*|(?:温馨提示|提示|要求)[：:].*",
    re.S,
)
_SIGNATURE: Final = re.compile(
    r"(?:填报|填表|制表|审核|审批|审签|复核|签发|经办|报送|联系|分管|主要|单位|部门|处室|党组|整改|责任单位)?(?:负责|责任|主要负责|分管|审核|经办|填表|填报|制表|联系|报送|复核|领导)?(?:人|领导|同志|单位|部门|日期|时间|电话|签字|签名|盖章|意见)?"
    r"\s*(?:[（(](?:签字|签名|盖章|公章|签章)[）)])?\s*[：:].*|.*[（(](?:盖章|签字|公章|签章)[）)].*|(?:20\d\d\s*)?年\s+月\s+日",
    re.S,
)
_NUMBERING: Final = re.compile(
    rf"^\s*(?:第[{_HAN}\d]+(?:部分|类|方面|项|大类|章)\s*[：:、，,.]?|[{_HAN}]+\s*[、.．:：]|[（(][{_HAN}]+[)）]\s*[、.]?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]+\s*[、.．]|方面[{_HAN}\d]+\s*[：:])\s*"
)
_ARABIC: Final = re.compile(r"^\s*(?:\d{1,2}|[（(]\d{1,2}[)）])\s*[、.．]?\s*")
_COUNT: Final = re.compile(
    rf"\s*(?:[（(\[【][^（）()\[\]【】]*[\d{_HAN}两]+\s*(?:条|个|项|件|款|方面)[^（）()\[\]【】]*[)）\]】]|[：:，,—\-]*\s*(?:共|计|合计|问题|共计)*\s*[\d两{_HAN}]+\s*(?:条|个|项|件)(?:问题|措施|任务|事项)?)\s*[：:。]?\s*$"
)
_ASPECT_END: Final = re.compile(
    r"(?:方面|领域|环节|类|类问题|板块|部分|问题|事项|情况|建设|意识|作风|能力|工作|落实)$"
)


_NOISE: Final = re.compile(
    r"[（(]?(?:续表?|续上表|接上[页表]|转下页|以下空白|以下无正文|此页无正文)[)）]?|第?\s*\d+\s*页?\s*[，,/]?\s*共\s*\d+\s*页|第\s*\d+\s*页|本表共.*|共\s*\d+\s*页"
    r"|20\d\d年\d{1,2}月\d{1,2}日|截至.*"
)
_LIKE_NUMBER: Final = re.compile(
    rf"[（(]?(?:\d[\d.\-－—]*|[{_HAN}]+|[A-Za-z]*[-〔〕\d]*\d|.{{1,4}}[-－—]\d+|(?:问题|第)[\d{_HAN}]+[条项]?|[①-⑳])[)）]?[.、．]?"
)


_CARRIED_ON: Final = re.compile(r"[（(]?(?:续表?|接上[页表])[一二三四五六七八九十\d]*[)）]?$")
_APPENDIX: Final = re.compile(r"附(?:件|表|注)?\d*\s*[：:、.]?\s*.{0,20}(?:统计|汇总|数据)(?:情况|表)*")
_COUNTED: Final = re.compile(
    r".{0,8}(?:数量?|个数|条数|件数|率|占比|合计|小计)|(?:已|未|正在)?(?:整改|完成|销号|办结|推进)(?:中|到位)?"
)
_TABLE_TITLE: Final = re.compile(
    r".{4,}(?:台账|清单|一览表|分解表|情况表|明细表|汇总表|登记表|统计表)(?:[（(][^（）()]*[)）])?"
)


class Row(NamedTuple):
    """One row that means something: `section` carries the aspect's text, `data` is for the table."""

    place: int
    kind: RowKind
    section: str = ""
    level: int = 0


@dataclass
class _State:
    notes: bool = False
    above: frozenset[str] = field(default_factory=frozenset)


def rows_of(page: Page, block: Block, last: int, columns: Columns) -> Iterator[Row]:
    """The rows from below a header to row `last`, those that say nothing left out."""
    above = frozenset(normal(cell.text) for row in range(block.top) for cell in page.own(row))
    state = _State(above=above)
    headings = {one.column: {normal(text) for text in one.path} for one in block.headings}
    for index in range(block.bottom + 1, last + 1):
        cells = page.own(index)
        if not cells:
            state.notes = False
            continue
        if _ends_the_table(cells, columns):
            return
        row = _row(index, cells, page, columns, headings, state)
        if row.kind != "skip":
            yield row


def _row(
    index: int, cells: list[Own], page: Page, columns: Columns, headings: dict[int, set[str]], state: _State
) -> Row:
    skip = Row(index, "skip")
    first = sentence(cells[0].text)
    if _is_header_again(cells, headings) or _is_column_numbers(cells):
        return skip
    if _is_total(cells, first, columns):
        return skip
    if _NOTE.fullmatch(first) and not _in_data_columns(cells, columns):
        state.notes = True
        return skip
    if (_is_signature(cells) or (len(cells) == 1 and _is_title_again(first, state))) and not _has_number(
        index, page, columns
    ):
        return skip
    if len(cells) == 1 and (_NOISE.fullmatch(first) or _is_stray(cells[0], first, columns)):
        return skip
    section = _section(index, cells, page, columns)
    if section:
        state.notes = False
        return Row(index, "section", section[0], section[1])
    if state.notes and len(cells) == 1 and not _in_data_columns(cells, columns):
        return skip
    if (
        len(cells) == 1
        and cells[0].last - cells[0].column >= max(2, page.width // 2)
        and not _has_number(index, page, columns)
    ):
        return skip
    state.notes = False
    return Row(index, "data")


def _ends_the_table(cells: list[Own], columns: Columns) -> bool:
    """A table of counts begins below the ledger: “附：整改情况统计”, or headings 单位 | 问题数 | 已整改."""
    first = sentence(cells[0].text)
    if len(cells) == 1:
        return bool(_APPENDIX.fullmatch(first))
    number = columns.by_role.get("number")
    if number is None or cells[0].column != number.index or _LIKE_NUMBER.fullmatch(first):
        return False
    return len(cells) > 2 and sum(
        bool(_COUNTED.fullmatch(sentence(cell.text))) for cell in cells[1:]
    ) * 2 >= len(cells)


def _is_title_again(text: str, state: _State) -> bool:
    """The sheet's title on the next printed page, with or without （续）."""
    bare = _CARRIED_ON.sub("", text)
    if normal(bare) in state.above or normal(text) in state.above:
        return True
    return not _NUMBERING.match(text) and bool(_TABLE_TITLE.fullmatch(bare))


def _is_stray(cell: Own, text: str, columns: Columns) -> bool:
    """Words alone in the column of numbers, neither a number nor a section."""
    number = columns.by_role.get("number")
    if (
        number is None
        or cell.column != number.index
        or cell.last > cell.column
        or not columns.has("title", "measure")
    ):
        return False
    return not (
        _LIKE_NUMBER.fullmatch(text)
        or _NUMBERING.match(text)
        or _COUNT.search(text)
        or _ASPECT_END.search(text)
    )


def _is_header_again(cells: list[Own], headings: dict[int, set[str]]) -> bool:
    if len(cells) < 2 or not any(normal(cell.text) in headings.get(cell.column, ()) for cell in cells[:2]):
        return False
    same = sum(normal(cell.text) in headings.get(cell.column, ()) for cell in cells)
    return same >= 2 and same * 5 >= len(cells) * 3


def _is_column_numbers(cells: list[Own]) -> bool:
    """The row under a header that numbers its columns (1 2 3 …, （1）（2）…, ①②…, 栏次)."""
    if len(cells) < 3:
        return False
    texts = [
        cell.text.strip("（）()栏列 ")
        for cell in cells
        if cell.text not in ("栏次", "列次", "甲", "乙", "丙")
    ]
    numbers = [number for text in texts if (number := _column_number(text)) is not None]
    if len(texts) < 3 or len(numbers) < len(texts):
        return False
    return all(after - before == 1 for before, after in pairwise(numbers))


def _column_number(text: str) -> int | None:
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return int(text) if text.isdecimal() else None


def _is_total(cells: list[Own], first: str, columns: Columns) -> bool:
    if _TOTAL.fullmatch(first.replace(" ", "").replace("\u3000", "")):
        return True
    title = columns.by_role.get("title")
    return any(
        cell.column <= (title.index if title else 1)
        and re.fullmatch(r"(?:合|小|总)\s*计", cell.text.replace("\u3000", " "))
        for cell in cells[:2]
    )


def _is_signature(cells: list[Own]) -> bool:
    """填表人：… 审核人：… 日期：…, each in a cell of its own or all in one; also the filling line
    填报单位：…
    """
    first = sentence(cells[0].text)
    if len(first) > 120 or not _SIGNATURE.fullmatch(first):
        return False
    labelled = sum(bool(re.search(r"[：:]|[（(](?:盖章|签字|公章|签章)[）)]", cell.text)) for cell in cells)
    return len(cells) == 1 or labelled * 2 >= len(cells)


def _has_number(index: int, page: Page, columns: Columns) -> bool:
    number = columns.by_role.get("number")
    return (
        bool(number) and bool(re.fullmatch(r"[（(]?[\d.\-－]+[)）]?[.、]?", page.text(index, number.index)))
        if number
        else False
    )


def _in_data_columns(cells: list[Own], columns: Columns) -> bool:
    """The cell stands in a column of its own that is not the first: a measure or a remark, not a line of
    the sheet.
    """
    roles = {column.index: column.roles for column in columns.all}
    return any(
        cell.last == cell.column and cell.column > 0 and set(roles.get(cell.column, ())) - {"number"}
        for cell in cells
    )


def _section(index: int, cells: list[Own], page: Page, columns: Columns) -> tuple[str, int] | None:
    """The aspect that a section row names, and its depth; None where the row is none."""
    if len(cells) > 3:
        return None
    cell = cells[0]
    title, measure, number = (columns.by_role.get(role) for role in ("title", "measure", "number"))
    if len(cells) >= 2:
        if not (
            number
            and cell.column == number.index
            and re.fullmatch(rf"[（(]?[{_HAN}]+[)）]?[、.]?", cell.text)
        ):
            return None
        rest = cells[1:]
        if any(not re.fullmatch(r"\d+\s*[条项个件]?", sentence(one.text)) for one in rest[1:]):
            return None
        text = sentence(rest[0].text)
        wide = rest[0].last > rest[0].column
        if not (wide or _COUNT.search(text) or text.endswith("方面")) or len(text) > 40:
            return None
        if (
            not wide
            and measure is not None
            and title is not None
            and rest[0].column == title.index
            and not _COUNT.search(text)
            and not text.endswith("方面")
        ):
            return None
        return aspect_of(text), 0
    text = sentence(cell.text)
    if len(text) > 60:
        return None
    wide = cell.last > cell.column
    numbered, counted = bool(_NUMBERING.match(text)), bool(_COUNT.search(text))
    level = 1 if re.match(r"\s*[（(]", text) else 0
    first_data = min((column.index for column in columns.all if column.roles), default=0)
    if measure and cell.column == measure.index and not wide:
        return None
    if wide and (numbered or counted or _ASPECT_END.search(text) or len(text) <= 20):
        return aspect_of(text), level
    if numbered and (counted or _ASPECT_END.search(text) or cell.column <= first_data):
        return aspect_of(text), level
    named = aspect_of(text)
    if (
        cell.column <= first_data
        and number
        and cell.column == number.index
        and (counted or named.endswith(("方面", "类", "领域")))
    ):
        return named, level
    return None


def aspect_of(text: str) -> str:
    """“一、思想观念方面（2条）” -> “思想观念方面”."""
    bare = _NUMBERING.sub("", text, count=1)
    if bare == text and _COUNT.search(text):
        bare = _ARABIC.sub("", text, count=1)
    shorter = _COUNT.sub("", bare)
    return (shorter or bare).strip(" ：:。、\u3000")
