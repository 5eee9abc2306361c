"""The register walks out again as the ledger that it was: .xlsx and .csv of what one sees, as filtered.

Columns over what is visible, read five hundred matters at a time, written as they come: a hundred thousand
rows never stand in memory. What could run as a formula is written as text.
"""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import IO, Any, Final

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from bihuan.core.acts.kind import Kind
from bihuan.core.state.lives import DONE, GOES_ON
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.columns import LEDGER, OF_WHOLE, columns_of, in_ledger
from bihuan.matters.saying.ledger_lines import Line, lines
from bihuan.matters.seeing.lists import Asked
from bihuan.matters.seeing.sight import Sight
from bihuan.rooms.registers import queries
from bihuan.rooms.registers.forms import Filters, chips_of
from bihuan.web.acting import SignedInRequest, signed_in

MOST: Final = 200_000
CELL: Final = 32_000
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is exported: its heading, its definition, and where its lines come from."""

    title: str
    definition: str
    columns: list[tuple[str, int]]  # heading and width
    spans: int  # so many columns at the left tell of a whole: one cell for all that it is done by
    language: str
    sight: Sight
    asked: Asked

    @classmethod
    def of(cls, request: SignedInRequest, pk: int) -> "Paper":
        """As the address asks. Out of sight is 404."""
        shelf, today = queries.shelf_or_404(request, pk), today_of(request)
        figures = queries.figures_of(request, shelf)
        filters = Filters.of(request, figures.main)
        language = request.language
        version = shelf.version.said(today).say(language)
        kind = kind_of(filters.kind)
        return cls(
            f"{shelf.title}（{version}）",
            _definition(kind, filters.state, today, whole=shelf.whole).say(language),
            [(heading.say(language), width) for heading, width in _columns(kind)],
            OF_WHOLE if in_ledger(kind) else 0,
            language,
            sight_of(request),
            filters.asked(pk, today, limit=MOST, offset=0),
        )

    def lines(self) -> Iterator[Line]:
        """The lines, whole by whole, read piece by piece."""
        return lines(self.sight, self.asked, self.language)


def _columns(kind: Kind) -> Sequence[tuple[Text, int]]:
    return LEDGER if in_ledger(kind) else [(one.heading, one.width) for one in columns_of(kind)]


def _definition(kind: Kind, state: str, today: date, *, whole: bool) -> Text:
    """What was counted: the chip, how much of the register, what continues, the day."""
    chip = next(one.label for one in chips_of(kind) if one.code == state)
    scope = Text("全部可见事项", "all of it") if whole else Text("本人可见事项", "what its reader may see")
    apart = _apart(kind)
    return Text(
        f"口径：{chip.zh}，{scope.zh}{apart.zh}。截至日期：{today.isoformat()}",
        f"Scope: {chip.en}, {scope.en}{apart.en}. As of {today.isoformat()}",
    )


def _apart(kind: Kind) -> Text:
    """已销号不含常态化, where something of the kind, or of what it is done by, can go on for good."""
    done, below = kind.lives_of(DONE), kind_of(kind.counted or kind.name)
    going = below.lives_of(GOES_ON)
    if not done or not going:
        return Text("", "")
    word, on = kind.life(done[0]).text, below.life(going[0])
    return Text(
        f"；{word.zh}不含{(on.filter or on.text).zh}", f"; what continues is not counted as {word.en}"
    )


@signed_in
@require_GET
def csv_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Text that any program reads: UTF-8 with its mark, every line complete in itself."""
    paper = Paper.of(request, pk)
    response = StreamingHttpResponse(_csv(paper), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _attachment(paper, "csv")
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_GET
def workbook(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The ledger as a workbook, to be printed on A3 and signed."""
    paper = Paper.of(request, pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(paper, file)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = FileResponse(file, content_type=kind)
    response["Content-Disposition"] = _attachment(paper, "xlsx")
    response["Cache-Control"] = "private, no-store"
    return response


def _attachment(paper: Paper, ending: str) -> str:
    name = "".join(one for one in paper.title if one not in '\\/:*?"<>|\n\r\t')[:80]
    return content_disposition_header(True, f"{name}.{ending}") or "attachment"


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _csv(paper: Paper) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([safe(paper.title)])
    yield writer.writerow([safe(paper.definition)])
    yield writer.writerow([heading for heading, _ in paper.columns])
    for _, those in groupby(paper.lines(), key=lambda line: line.whole):
        for place, line in enumerate(those):
            told = [""] * paper.spans if place and line.whole else line.cells[: paper.spans]
            yield writer.writerow([safe(cell) for cell in (*told, *line.cells[paper.spans :])])


def safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def write_workbook(paper: Paper, file: IO[bytes]) -> None:
    """Line by line. Cells that span several lines are merged by hand at the end of each whole: the writer's
    own `merge_range` would write into rows that have left the memory already."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(labels.IN_REGISTER.say(paper.language))
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
            "plain": book.add_format({"font_size": 10}),
            "head": book.add_format(_BOXED | {"bold": True, "align": "center", "bg_color": "#F2F0EB"}),
            "cell": book.add_format(_BOXED),
        }
        _set_up(sheet, paper, styles)
        last = _write_lines(sheet, paper, styles["cell"])
        signed = Text(
            "填报单位（盖章）：　　　　　　负责人签字：　　　　　　日期：",
            "Unit (seal):      Signed:      Date:",
        )
        sheet.write_string(last + 1, 0, signed.say(paper.language), styles["plain"])


_BOXED: Final = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
_FIRST: Final = 3
"""The row of the first line: a title, a definition and the headings stand before it."""


def _set_up(sheet: Any, paper: Paper, styles: Mapping[str, Any]) -> None:
    for place, (_, width) in enumerate(paper.columns):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST - 1)
    sheet.set_footer("&C&P / &N")
    sheet.freeze_panes(_FIRST, max(paper.spans - 1, 2))
    sheet.merge.append([0, 0, 0, len(paper.columns) - 1])
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, paper.title, styles["title"])
    sheet.write_string(1, 0, paper.definition, styles["plain"])
    for place, (heading, _) in enumerate(paper.columns):
        sheet.write_string(_FIRST - 1, place, heading, styles["head"])


def _write_lines(sheet: Any, paper: Paper, style: Any) -> int:
    """Every line; the row after the last one."""
    row = _FIRST
    for whole, those in groupby(paper.lines(), key=lambda line: line.whole):
        first = row
        for line in those:
            for place, cell in enumerate(line.cells):
                if place < paper.spans and whole and row > first:
                    sheet.write_blank(row, place, None, style)
                else:
                    sheet.write_string(row, place, cell[:CELL], style)
            row += 1
        if whole and row - first > 1:
            sheet.merge.extend([first, place, row - 1, place] for place in range(paper.spans))
    return row
