"""Where a ledger's table begins: one to three rows of headings, merged or not, repeated on each printed
page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bihuan.core.sheets.grid import Own, Page
from bihuan.core.sheets.headings import is_other, meanings, normal
from bihuan.core.sheets.texts import sentence

_DEEPEST: Final = 3
_LONGEST: Final = 40
_FIRST_ROWS: Final = 30
_FIRST: Final = frozenset(("1", "一", "（一）", "1.", "01", "001"))
_SPINE: Final = frozenset(("title", "measure", "number", "problem_ref", "measure_ref", "measure_number"))
_LABEL: Final = re.compile(r".+[：:].*")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's headings from the outermost group down to its own, all as written on one line."""

    column: int
    path: tuple[str, ...]

    @property
    def own(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one header, and what stands over each column."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    def same_as(self, other: "Block") -> bool:
        """The same header once more (on the next printed page)."""
        return [normal(one.own) for one in self.headings] == [normal(one.own) for one in other.headings]


def blocks(page: Page) -> Iterator[Block]:
    """Every header of a sheet, top to bottom, repetitions included."""
    row = 0
    while row < page.height:
        block = _block_at(page, row)
        if block is None:
            row += 1
        else:
            yield block
            row = block.bottom + 1


def silent_block(page: Page) -> Block | None:
    """A header most of whose words are unknown: short texts, one known heading among them, rows of data
    below.

    Only asked where no sheet row is plainly a header; the values then say what the columns mean.
    """
    for row in range(min(page.height - 1, _FIRST_ROWS)):
        cells, below = page.own(row), page.own(row + 1)
        if any(len(cell.text) > 20 or cell.text.isdigit() or _LABEL.fullmatch(cell.text) for cell in cells):
            continue
        numbered = any(
            page.text(row + 1, cell.column) in _FIRST and "number" in _roles([cell]) for cell in cells
        )
        if len(cells) < (3 if numbered else 4) or len(below) * 2 < len(cells):
            continue
        if numbered or (any(map(_known, cells)) and any(len(cell.text) > 6 for cell in below)):
            return Block(row, row, _headings(page, row, row))
    return None


def _block_at(page: Page, row: int) -> Block | None:
    cells = page.own(row)
    more = len(cells) > 1 and _adds_to_a_list(page, cells)
    if not more and (len(cells) < 2 or not _may_be_headings(cells) or not _is_heading_row(cells)):
        return None
    top, bottom = row, row
    while bottom + 1 < page.height and bottom + 1 - top < _DEEPEST and _continues(page, top, bottom + 1):
        bottom += 1
    if bottom == top and not more and not _is_enough(_roles(cells)):
        return None
    headings = _headings(page, top, bottom)
    roles = {role for heading in headings for role in _roles_of(heading)}
    if not more and not _is_enough(roles):
        return None
    while top > 0 and bottom - top + 1 < _DEEPEST and _is_group_row(page, top - 1, headings):
        top -= 1
    return Block(top, bottom, _headings(page, top, bottom) if top != row else headings)


def _is_enough(roles: set[str]) -> bool:
    return (len(roles) >= 3 and bool(roles & _SPINE)) or (
        len(roles) == 2 and bool(roles & {"title", "measure"}) and bool(roles & _SPINE - {"title", "measure"})
    )


def _adds_to_a_list(page: Page, cells: list[Own]) -> bool:
    """制度清单: the problem's number, and beside it only what this list adds."""
    if not page.grid.name.endswith("清单") or any(
        len(cell.text) > 20 or cell.text.isdigit() for cell in cells
    ):
        return False
    return any(
        roles & {"problem_ref", "measure_ref", "measure_number"}
        or ("问题" in cell.text and roles == {"number"})
        for cell in cells
        for roles in [_roles([cell])]
    )


def _roles(cells: list[Own]) -> set[str]:
    return {found.role for cell in cells if len(cell.text) <= _LONGEST for found in meanings(cell.text)}


def _roles_of(heading: Heading) -> set[str]:
    own = {found.role for found in meanings(heading.own)}
    return own or {found.role for found in meanings("".join(heading.path[-2:]))}


def _known(cell: Own) -> bool:
    return len(cell.text) <= _LONGEST and (bool(meanings(cell.text)) or is_other(cell.text))


_GROUP: Final = re.compile(r"(?:存在)?(?:问题|整改|责任|措施|任务|落实|进展|进度|销号|时限)[一-鿿]{0,3}")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SPACE: Final = re.compile(r"\s+")
_KEY_WORDS: Final = re.compile(
    r"序|号|问题|表现|措施|举措|任务|单位|部门|处室|科室|责任|负责|领导|牵头|配合|时|期|进展|情况|完成|标准|目标|材料|方面|类|来源|销号|状态|事项|困难|打算|内容|联系|联络|人|[Nn][Oo]"
)


def _may_be_headings(cells: list[Own]) -> bool:
    """A quick look before the long one: no bare number among the cells, and the words of headings in two
    of them.
    """
    hits = 0
    for cell in cells:
        if cell.text.isdigit():
            return False
        if len(cell.text) <= _LONGEST and _KEY_WORDS.search(cell.text.replace(" ", "")):
            hits += 1
    return hits >= 2 and hits * 3 >= len(cells)


def _is_heading_row(cells: list[Own]) -> bool:
    """Half of its cells are headings, all are short, and none is a filled-in label (填报单位：机关党委)."""
    known = [cell for cell in cells if _known(cell)]
    if len(known) < 2 or any(len(cell.text) > _LONGEST for cell in cells):
        return False
    if sum(bool(_LABEL.fullmatch(sentence(cell.text))) for cell in cells) * 2 > len(cells):
        return False
    return len(known) * 2 >= len(cells) or (len(known) >= 4 and bool(_roles(cells) & {"number", "title"}))


def _continues(page: Page, top: int, row: int) -> bool:
    """The row still belongs to the header: covered from above, or headings under a group."""
    cells = page.own(row)
    if any(len(cell.text) > _LONGEST for cell in cells):
        return False
    reaching = [column for column in range(page.width) if top <= page.home(row, column)[0] < row]
    covered = [column for column in reaching if page.text(row, column)]
    if len(covered) >= 2 and cells:
        return True
    if not cells:
        return bool(covered)
    above = page.own(row - 1)
    known = [cell for cell in cells if _known(cell)]
    groups = [cell for cell in above if cell.last > cell.column or _opens_right(page, row - 1, cell)]
    if not groups:
        return False
    under = [
        cell
        for cell in cells
        if any(group.column <= cell.column <= _reach(page, row - 1, group) for group in groups)
    ]
    first = min(cell.column for cell in above)
    if len(under) * 2 < len(cells) or any(cell.column == first for cell in cells if cell not in under):
        return False
    return len(known) * 2 >= len(cells) or (
        len(under) == len(cells)
        and all(len(cell.text) <= 12 for cell in cells)
        and (bool(covered) or (bool(known) and len(cells) > 1))
    )


def _opens_right(page: Page, row: int, cell: Own) -> bool:
    """Without merges (csv) a group's cell is followed by blanks."""
    return cell.last + 1 < page.width and not page.text(row, cell.last + 1)


def _reach(page: Page, row: int, group: Own) -> int:
    if group.last > group.column:
        return group.last
    column = group.column
    while (
        column + 1 < page.width
        and not page.texts[row][column + 1]
        and page.home(row, column + 1) == (row, column + 1)
    ):
        column += 1
    return column


def _is_group_row(page: Page, row: int, headings: tuple[Heading, ...]) -> bool:
    """A row of groups over the headings: several short cells, each over two columns or more."""
    cells = page.own(row)
    wide = [cell for cell in cells if cell.last > cell.column]
    if len(cells) > 1 and not wide and all(_GROUP.fullmatch(sentence(cell.text)) for cell in cells):
        return all(_opens_right(page, row, cell) for cell in cells)
    if (
        len(cells) < 2
        or not wide
        or any(len(cell.text) > 20 or _LABEL.fullmatch(cell.text) for cell in cells)
    ):
        return False
    return len(wide) * 2 >= len(cells) and cells[-1].last >= len(headings) // 2


def _headings(page: Page, top: int, bottom: int) -> tuple[Heading, ...]:
    return tuple(Heading(column, _path(page, top, bottom, column)) for column in range(page.width))


def _path(page: Page, top: int, bottom: int, column: int) -> tuple[str, ...]:
    path: list[str] = []
    for row in range(top, bottom + 1):
        text = page.text(row, column)
        if not text and row < bottom:
            text = _group_over(page, row, column, bottom)
        text = sentence(text)
        if not text.isascii() and not _LATIN.search(text):
            text = _SPACE.sub("", text)
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _group_over(page: Page, row: int, column: int, bottom: int) -> str:
    """In a sheet without merges the group that a blank header cell belongs to stands to its left."""
    if page.home(row, column) != (row, column):
        return ""
    if not any(page.texts[below][column] for below in range(row + 1, bottom + 1)):
        return ""
    left = column - 1
    while left >= 0 and not page.texts[row][left]:
        left -= 1
    if left < 0 or not any(page.texts[below][left] for below in range(row + 1, bottom + 1)):
        return ""
    return page.text(row, left)
