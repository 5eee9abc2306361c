"""Reading a sheet for one kind, by the headings of an export or the labels of the opening act's fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.sheets.grid import Grid, Page
from bihuan.core.sheets.texts import column_letter, is_blank, says_same, sentence
from bihuan.core.words.text import Text
from bihuan.exchange.importing.kind_values import READ
from bihuan.exchange.importing.takes import act_by_import, kinds_by_import
from bihuan.matters.saying.columns import Column, columns_of

FIRST_ROWS = 30
DANGEROUS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means: a field of the opening act, a column of the kind's own, or both."""

    field: Field | None
    place: int | None = None  # among the columns of the kind, for comparing
    number: bool = False
    own: bool = False  # the kind's own label


@dataclass(frozen=True, slots=True)
class Bound:
    """A column of the sheet and what it means."""

    index: int
    heading: str
    meaning: Meaning

    def cell(self, row: int) -> str:
        """The cell of this column in a row (H6)."""
        return f"{column_letter(self.index)}{row}"


@dataclass(slots=True)
class Line:
    """One row under the headings: what it says by heading, and by the place of each bound column."""

    sheet: str
    row: int
    number: str
    said: dict[str, str]
    cells: list[tuple[Bound, str]]
    broken: list[str] = field(default_factory=list)  # cells whose formula has no stored value


@dataclass(slots=True)
class KindSheet:
    """Everything that a file says of one kind."""

    kind: Kind
    act: Act
    lines: list[Line] = field(default_factory=list)
    headings: dict[str, tuple[str, str]] = field(default_factory=dict)  # heading -> (sheet, letter)
    unread: list[str] = field(default_factory=list)  # headings that the opening act does not ask for
    sheets: list[str] = field(default_factory=list)


def sheet_of(grids: Sequence[Grid], name: str | None) -> KindSheet | None:
    """The sheet of a kind; without a name, of the kind whose own label and most headings it bears."""
    pages = [Page(grid) for grid in grids if not grid.hidden]
    best: tuple[int, KindSheet | None] = (0, None)
    for kind in kinds_by_import():
        if name in (None, kind.name):
            score, found = _read(kind, pages, sure=name is not None)
            best = max(best, (score, found), key=lambda one: one[0])
    return best[1]


def _read(kind: Kind, pages: Sequence[Page], *, sure: bool) -> tuple[int, KindSheet | None]:
    act = act_by_import(kind)
    assert act is not None
    found, most, means = KindSheet(kind, act), 0, meanings_of(kind, act)
    for page in pages:
        head = max(
            ((row, _bound(page, row, means)) for row in range(min(page.height, FIRST_ROWS))),
            key=lambda one: len(one[1]),
            default=None,
        )
        if head and _enough(head[1], sure=sure):
            most = max(most, len(head[1]))
            _take(found, page, *head)
    return most, found if found.sheets else None


def _enough(bound: Sequence[Bound], *, sure: bool) -> bool:
    """Sure: somebody named the kind. Otherwise its own label and another heading must be there."""
    if sure:
        return any(one.meaning.field for one in bound)
    return len(bound) > 1 and any(one.meaning.own for one in bound)


def meanings_of(kind: Kind, act: Act) -> dict[str, list[Meaning]]:
    """What each heading can mean, in the order in which it would be met."""
    found: dict[str, list[Meaning]] = {}
    placed: dict[str, int] = {}
    for place, column in enumerate(columns_of(kind)):
        asked = _asked(act, column)
        if asked:
            placed[asked.name] = place
        title = column.part == "title"
        _means(found, column.heading, Meaning(asked, place, column.part == "number", title))
    for one in act.fields:
        if not one.hidden and one.kind in READ:
            meaning = Meaning(one, placed.get(one.name))
            _means(found, one.label, meaning, unless=one)
    return found


def _means(
    found: dict[str, list[Meaning]], heading: Text, meaning: Meaning, unless: Field | None = None
) -> None:
    for text in dict.fromkeys(map(plain, heading)):
        known = found.setdefault(text, [])
        if unless is None or all(one.field != unless for one in known):
            known.append(meaning)


def _asked(act: Act, column: Column) -> Field | None:
    """The field of the opening act that a column of the kind answers."""
    for one in act.fields:
        if one.kind not in READ:
            continue
        if (
            (column.part == "title" and one.name == "title")
            or (column.part == "number" and one.name == "number_there")
            or (column.part == "fact" and one.name == column.name)
            or (column.part == "state" and one.name == column.name and one.sets)
            or (column.part == "tie" and one.ties == column.name)
            or (column.part == "due" and one.kind == "due")
        ):
            return one
    return None


def plain(heading: str) -> str:
    """A heading without what people add to it: breaks, spaces, marks of what must be filled in."""
    return "".join(sentence(heading).split()).strip("*＊").casefold()


def _bound(page: Page, row: int, means: dict[str, list[Meaning]]) -> list[Bound]:
    left = {heading: list(meanings) for heading, meanings in means.items()}
    found, fields = [], set[str]()
    for cell in page.own(row):
        waiting = left.get(plain(cell.text), [])
        while waiting:
            meaning = waiting.pop(0)
            name = meaning.field.name if meaning.field else ""
            if name not in fields:
                fields |= {name} - {""}
                found.append(Bound(cell.column, sentence(cell.text), meaning))
                break
    return found


def _take(found: KindSheet, page: Page, head: int, bound: Sequence[Bound]) -> None:
    """Every row under the headings that says anything beside its number."""
    name = page.grid.name
    found.sheets.append(name)
    known = {one.index for one in bound}
    for cell in page.own(head):
        found.headings.setdefault(sentence(cell.text), (name, column_letter(cell.column)))
    read = {one.index for one in bound if one.meaning.field or one.meaning.number}
    more = [one.heading for one in bound if one.index not in read]
    more += [sentence(cell.text) for cell in page.own(head) if cell.column not in known]
    found.unread += [one for one in more if one not in found.unread]
    before: dict[int, str] = {}
    for row in range(head + 1, page.height):
        if page.grid.rows and not _repeats(page, row, bound):
            line = _line(page, row, bound, before)
            found.lines += [line] if line else []


def _repeats(page: Page, row: int, bound: Sequence[Bound]) -> bool:
    """The headings once more, on the next printed page."""
    return all(plain(page.text(row, one.index)) == plain(one.heading) for one in bound)


def _line(page: Page, row: int, bound: Sequence[Bound], before: dict[int, str]) -> Line | None:
    cells, broken = list[tuple[Bound, str]](), list[str]()
    for one in bound:
        text = _text(page, row, one.index)
        if page.broken(row, one.index):
            broken.append(f"{column_letter(one.index)}{row + 1}")
            text = ""
        text = before.get(one.index, "") if says_same(text) else text
        before[one.index] = text
        cells.append((one, text))
    if not any(text for one, text in cells if one.meaning.field and not one.meaning.number):
        return None
    number = next((text for one, text in cells if one.meaning.number), "")
    said = {one.heading: text for one, text in cells if text}
    return Line(page.grid.name, row + 1, number, said, cells, broken)


def _text(page: Page, row: int, column: int) -> str:
    """What stands there, without the apostrophe that keeps a spreadsheet from running it."""
    text = page.text(row, column)
    if text.startswith("'") and text[1:].startswith(DANGEROUS):
        text = text[1:]
    return "" if is_blank(text) else text


def warnings_of(found: KindSheet, grids: Sequence[Grid]) -> Iterator[str]:
    """What was not read: columns that the opening act does not ask for, and other sheets."""
    for heading in found.unread:
        if heading:
            yield f"栏目“{heading}”不在登记内容之内，不读入"
    for grid in grids:
        if grid.name not in found.sheets and any(cell is not None for row in grid.rows for cell in row):
            yield f"工作表“{grid.name}”{'是隐藏的' if grid.hidden else '里没有这些栏目'}，未读入"
