"""From a table's rows to problems: merged and repeated cells, fill-down, continuing lines, sections."""

import re
from dataclasses import dataclass, field
from typing import Final

from bihuan.core.sheets.absorbing import absorb, is_unfinished
from bihuan.core.sheets.columns import Columns
from bihuan.core.sheets.grid import Page
from bihuan.core.sheets.hidden import without_stale
from bihuan.core.sheets.items import numbered
from bihuan.core.sheets.ledger import MeasureRow, ProblemRow
from bihuan.core.sheets.measures import WHO, Reader
from bihuan.core.sheets.record import Record, is_part_of, number_of, record_of
from bihuan.core.sheets.rows import Row, aspect_of
from bihuan.core.sheets.texts import says_same, sentence

_SAMPLE: Final = re.compile(r"(?:填写)?(?:示例|样例|例|范例|模板|举例)\d?[：:]?.{0,4}")
_TITLE_NUMBER: Final = re.compile(
    r"^\s*(?:(\d{1,3})\s*[.．、](?!\d)|[（(](\d{1,3})[)）]|问题(\d{1,3}|[一二三四五六七八九十]{1,3})[：:、.])\s*"
)
_NUMBERED_ASPECT: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])\s*\S{2}"
)
_BATCH: Final = re.compile(r"立行立改|限期整改|长期坚持|持续整改|分批|第[一二三四五]批|马上解决")


@dataclass(slots=True)
class Head:
    """A problem as it is being read: its last record and whether its number came from a merged cell."""

    problem: ProblemRow
    record: Record
    inherited_number: bool = False
    last: Record | None = None


@dataclass(slots=True)
class Table:
    """One table of a sheet, read."""

    columns: Columns
    problems: list[ProblemRow] = field(default_factory=list)
    shared_numbers: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


class TableReader:
    """Reads the rows of one table, top to bottom."""

    def __init__(self, page: Page, columns: Columns, *, year: int) -> None:
        self.page, self.columns = page, columns
        self.sheet = page.grid.name
        self.reader = Reader(columns, sheet=self.sheet, year=year)
        self.table = Table(columns)
        self.head: Head | None = None
        self.sections: list[str] = []
        self.aspect = ""
        self.counts_measures = False

    def read(self, rows: list[Row]) -> Table:
        """All rows; hidden ones are read where they belong to the ledger and named in a warning."""
        records = self._records(rows)
        self.counts_measures = self._numbers_count_measures(
            [record for record in records if isinstance(record, Record)]
        )
        for record in records:
            if isinstance(record, Row):
                self._section(record)
            else:
                self._data(record)
        return self.table

    def _records(self, rows: list[Row]) -> list[Record | Row]:
        out: list[Record | Row] = []
        before: Record | None = None
        for row in rows:
            if row.kind == "section":
                out.append(row)
                continue
            record = record_of(self.page, row.place, self.columns, before)
            if not record.values and not record.broken:
                if record.extra and self.head is None and not out:
                    continue
                if not record.extra:
                    continue
            if _SAMPLE.fullmatch(sentence(record.values.get("number", ""))):
                continue
            out.append(record)
            before = record
        while out and isinstance(out[-1], Record) and self._is_preprinted(out[-1]):
            out.pop()
        kept, warnings = without_stale(out, self.sheet)
        self.table.warnings += warnings
        return kept

    def _is_preprinted(self, record: Record) -> bool:
        """A form's last rows carry only their printed numbers."""
        told = set(record.values) - record.inherited
        return (
            told == {"number"}
            and not (record.broken or record.extra)
            and self.columns.has("title", "measure")
        )

    def _numbers_count_measures(self, records: list[Record]) -> bool:
        """The number column counts measures: many numbered rows have no title of their own and no other
        sign.
        """
        if not self.columns.has("title"):
            return False
        numbered = [one for one in records if one.own("number")]
        bare = [
            one
            for one in numbered
            if not one.own("title") and "title" not in one.inherited and one.own("measure")
        ]
        return len(bare) >= 2 and len(bare) * 5 >= len(numbered) * 2

    def _section(self, row: Row) -> None:
        self.sections = [*self.sections[: row.level], row.section]
        self.aspect = ""
        self.head = None

    def _data(self, record: Record) -> None:
        if self._is_new(record):
            self._open(record)
        assert self.head is not None
        self._fill_down(record)
        self._note_broken(record)
        if not self._is_more_of_the_same(record):
            measures = self.reader.measures(record, before=len(self.head.problem.measures))
            self._number_apart(record, measures)
            self.head.problem.measures += measures
            if not measures:
                self._without_measure(record)
        self.head.last = record

    def _number_apart(self, record: Record, measures: list[MeasureRow]) -> None:
        """Running numbers (1-1, 1-2) beside a problem written out again are those of its measures."""
        assert self.head is not None
        problem, number = self.head.problem, number_of(record.own("number"))
        if not number or number == problem.number or self.counts_measures:
            return
        for known in problem.measures:
            known.number = known.number or problem.number
        for measure in measures:
            measure.number = measure.number or number

    # --- where a problem begins
    # ------------------------------------------------------------------------------

    def _is_new(self, record: Record) -> bool:
        if self.head is None:
            return True
        problem = self.head.problem
        number, title = number_of(record.own("number")), sentence(record.own("title"))
        if not self.columns.has("title"):
            return self._is_new_without_titles(record, number)
        if "title" in record.inherited:
            return False
        if title:
            same_number = (
                not number
                or number == problem.number
                or self.columns.by_role.get("measure_number") is not None
            )
            return not (title == problem.title and (same_number or self._counts_rows(record)))
        if record.broken.get("title") and number and number != problem.number:
            return True
        if (
            not number
            or number == problem.number
            or is_part_of(number, problem.number or "")
            or self.counts_measures
        ):
            return False
        return not re.fullmatch(r"[（(]\s*\d+\s*[)）]|[①-⑳]", record.own("number")) or bool(
            re.match(r"[（(①-⑳]", self.head.record.values.get("number", ""))
        )

    def _counts_rows(self, record: Record) -> bool:
        """The same problem written out again in the row below, under the next running number."""
        return (
            self.head is not None
            and bool(record.own("measure"))
            and sentence(record.own("measure"))
            != sentence(self.head.last.own("measure") if self.head.last else "")
        )

    def _is_new_without_titles(self, record: Record, number: str) -> bool:
        assert self.head is not None
        if self.columns.has("problem_ref"):
            reference = sentence(record.own("problem_ref"))
            return bool(reference) and reference != sentence(self.head.record.values.get("problem_ref", ""))
        for role in ("measure_ref", "measure_number"):
            if self.columns.has(role) and not self.columns.has("number"):
                return bool(record.own(role))
        if self.columns.has("number"):
            return bool(number) and number != self.head.problem.number
        return bool(record.own("measure"))

    def _open(self, record: Record) -> None:
        values = record.values
        number = number_of(values.get("number", "")) or None
        title, number_there = _numbered_title(sentence(values.get("title", "")), number)
        own_aspect = _aspect_in_column(sentence(values.get("aspect", "")))
        if own_aspect:
            self.aspect = own_aspect
        elif self.columns.has("aspect") and "aspect" not in values and self.aspect == "" and self.head:
            self.aspect = self.head.problem.aspect or ""
        problem = ProblemRow(
            self.sheet,
            record.row,
            number or number_there,
            self.aspect or self._section_aspect(),
            title or None,
            sentence(values.get("source", "")) or None,
            sentence(values.get("category", "")) or self._section_batch(),
        )
        if self.columns.has("problem_ref") and not self.columns.has("title"):
            problem.reference = sentence(values.get("problem_ref", "")) or None
            problem.number = number_of(problem.reference or "") or None
        elif self.columns.has("measure_ref") and not self.columns.has("title", "number"):
            problem.number = number_of(values.get("measure_ref", "")) or None
        problem.cells = {
            role: cell
            for role, cell in record.cells.items()
            if role in ("number", "aspect", "title", "source", "category")
        }
        self.head = Head(problem, record, inherited_number="number" in record.inherited)
        if self.head.inherited_number:
            self.table.shared_numbers.add(id(problem))
        self.table.problems.append(problem)

    def _section_aspect(self) -> str | None:
        """The innermost section, or the one that is called …方面."""
        if not self.sections and self.sheet.endswith("方面") and not self.columns.has("aspect"):
            return aspect_of(self.sheet)
        named = [section for section in self.sections if section.endswith("方面")]
        return named[-1] if named else self.sections[-1] if self.sections else None

    def _section_batch(self) -> str | None:
        return next((section for section in reversed(self.sections) if _BATCH.search(section)), None)

    # --- rows that say less than a whole measure
    # --------------------------------------------------------------

    def _fill_down(self, record: Record) -> None:
        """A further row of the same problem that names nobody means those of the row above."""
        assert self.head is not None
        above = self.head.last
        if above is None or record is self.head.record:
            return
        for role in ("title", "source", "category", "aspect"):
            if role not in record.values and role in above.values:
                record.values[role] = above.values[role]
                record.inherited.add(role)
        who = [role for role in WHO if self.columns.has(role)]
        if any(record.values.get(role) or role in record.broken for role in who) or not record.own("measure"):
            return
        alone = not record.values.get("due") and "due" not in record.broken
        if self.columns.has("lead_unit", "supporting_units") or alone:
            for role in [*who, *(["due"] if alone else [])]:
                if above.values.get(role):
                    record.values[role] = above.values[role]
                    record.cells[role] = above.cells.get(role, "")

    def _is_more_of_the_same(self, record: Record) -> bool:
        """The measure's cell is merged over this row, or empty: what stands beside it belongs to the
        measure above.
        """
        assert self.head is not None
        measures = self.head.problem.measures
        if not measures or record is self.head.record:
            return False
        text = record.own("measure")
        if (
            text
            and measures[-1].text
            and is_unfinished(measures[-1].text)
            and not re.match(r"[（(\d①一二三]", text)
        ):
            measures[-1].text += sentence(text)
            self._absorb(record)
            return True
        if self.columns.has("measure"):
            same = (
                bool(text)
                and self.head.last is not None
                and sentence(text) == sentence(self.head.last.values.get("measure", ""))
            )
            if (text and not same) or "measure" in record.broken:
                return False
        elif not self._only_repeats(record):
            return False
        self._absorb(record)
        return True

    def _only_repeats(self, record: Record) -> bool:
        return not any(record.own(role) for role in (*WHO, "due", "progress", "status"))

    def _absorb(self, record: Record) -> None:
        """What stands beside the measure above, in a row without a measure of its own."""
        assert self.head is not None
        own = {role: record.own(role) for role in record.values if record.own(role)}
        absorb(self.head.problem.measures, self.reader.one(record, None, own))

    def _without_measure(self, record: Record) -> None:
        """Nothing is dropped: what stands beside an empty measure is kept with the problem."""
        assert self.head is not None
        kept = ("number", "aspect", "title", "source", "category", "measure")
        beside = {
            role: sentence(text)
            for role, text in record.values.items()
            if role not in kept and not says_same(text)
        }
        self.head.problem.unattached.update(beside | record.extra)
        own = self.reader.one(record, None, record.values)
        problem = self.head.problem
        if own.due and own.due.error:
            problem.add_error(own.due.error, record.cells.get("due", ""))
        if (
            self.reader.asks_accountable
            and not own.accountable
            and not {"accountable", "leader"} & set(record.broken)
        ):
            problem.add_error("no_accountable", _cell_of(self.columns, record.row, "accountable", "leader"))

    def _note_broken(self, record: Record) -> None:
        assert self.head is not None
        for cell in record.broken.values():
            self.head.problem.add_error("formula", cell)
        for role in record.broken:
            self.head.problem.unattached.setdefault(f"formula:{role}", record.broken[role])


def _aspect_in_column(text: str) -> str:
    """“一、思想认识方面（5条）” in a column of aspects, as in a row of its own."""
    return aspect_of(text) if _NUMBERED_ASPECT.match(text) else text


def _cell_of(columns: Columns, row: int, *roles: str) -> str:
    column = next((columns.by_role[role] for role in roles if role in columns.by_role), None)
    return f"{column.letter}{row}" if column else ""


def _numbered_title(title: str, number: str | None) -> tuple[str, str | None]:
    """A title that carries its own number (“3.公文流转环节多”) gives it to a row that has none, and loses
    it.
    """
    found = _TITLE_NUMBER.match(title)
    if not found or found.end() >= len(title):
        return title, None
    own = next(group for group in found.groups() if group)
    if len(numbered(title)) > 1:
        return title, None  # several points in one cell
    if number is None or number == own:
        return title[found.end() :], own
    return title, None
