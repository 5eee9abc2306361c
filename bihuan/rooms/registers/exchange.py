"""The register walks out again as the ledger that it was: .xlsx and .csv of what one sees, as filtered.

Columns over what is visible, read five hundred matters at a time, written as they come: a hundred thousand
rows never stand in memory. What could run as a formula is written as text.
"""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any, Final

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.ledger_lines import Line, lines
from bihuan.matters.seeing.lists import Asked
from bihuan.matters.seeing.sight import Sight
from bihuan.rooms.registers import queries
from bihuan.rooms.registers.forms import Filters, chips_of
from bihuan.web.acting import SignedInRequest, signed_in

MOST: Final = 200_000
CELL: Final = 32_000
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: Final = (
    (Text("序号", "No."), 8),
    (Text("方面", "Aspect"), 12),
    (Text("问题表述", "Problem"), 36),
    (Text("来源", "Source"), 12),
    (Text("整改措施", "Measure"), 40),
    (Text("牵头单位", "Lead unit"), 14),
    (Text("配合单位", "Supporting units"), 16),
    (Text("责任领导", "Leader"), 10),
    (Text("责任人", "Accountable"), 10),
    (Text("完成时限", "Due"), 14),
    (Text("完成标准", "Standard"), 24),
    (Text("进展情况", "Progress"), 32),
    (Text("存在困难", "Difficulty"), 20),
    (Text("下一步打算", "Next step"), 20),
    (Text("状态", "State"), 14),
    (Text("是否销号", "Signed off"), 9),
    (Text("佐证", "Proof"), 24),
)
OF_PROBLEM: Final = 4
"""The first columns tell of the problem: one cell for all of its measures."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is exported: its heading, its definition, and where its lines come from."""

    title: str
    definition: str
    headings: list[str]
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
        chip = next(one.label for one in chips_of(kind_of(filters.kind)) if one.code == filters.state).say(
            language
        )
        scope = "全部可见事项" if shelf.whole else "本人可见事项"
        scope = (scope, "all of it" if shelf.whole else "what its reader may see")[language == "en"]
        definition = Text(
            f"口径：{chip}，{scope}；已销号不含常态化。截至日期：{today.isoformat()}",
            f"Scope: {chip}, {scope}; what continues is not counted as signed off. As of {today.isoformat()}",
        ).say(language)
        return cls(
            f"{shelf.title}（{version}）",
            definition,
            [one.say(language) for one, _ in COLUMNS],
            language,
            sight_of(request),
            filters.asked(pk, today, limit=MOST, offset=0),
        )

    def lines(self) -> Iterator[Line]:
        """The lines, problem by problem, read piece by piece."""
        return lines(self.sight, self.asked, self.language)


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
    yield writer.writerow(paper.headings)
    for _, those in groupby(paper.lines(), key=lambda line: line.problem):
        for place, line in enumerate(those):
            told = [""] * OF_PROBLEM if place and line.problem else line.cells[:OF_PROBLEM]
            yield writer.writerow([safe(cell) for cell in (*told, *line.cells[OF_PROBLEM:])])


def safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def write_workbook(paper: Paper, file: IO[bytes]) -> None:
    """Line by line. Cells that span a problem's measures are merged by hand at the end of each problem: the
    writer's own `merge_range` would write into rows that have left the memory already."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(Text("台账", "Register").say(paper.language))
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
    for place, (_, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST - 1)
    sheet.set_footer("&C&P / &N")
    sheet.freeze_panes(_FIRST, OF_PROBLEM - 1)
    sheet.merge.append([0, 0, 0, len(COLUMNS) - 1])
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, paper.title, styles["title"])
    sheet.write_string(1, 0, paper.definition, styles["plain"])
    for place, heading in enumerate(paper.headings):
        sheet.write_string(_FIRST - 1, place, heading, styles["head"])


def _write_lines(sheet: Any, paper: Paper, style: Any) -> int:
    """Every line; the row after the last one."""
    row = _FIRST
    for problem, those in groupby(paper.lines(), key=lambda line: line.problem):
        first = row
        for line in those:
            for place, cell in enumerate(line.cells):
                if place < OF_PROBLEM and problem and row > first:
                    sheet.write_blank(row, place, None, style)
                else:
                    sheet.write_string(row, place, cell[:CELL], style)
            row += 1
        if problem and row - first > 1:
            sheet.merge.extend([first, place, row - 1, place] for place in range(OF_PROBLEM))
    return row
