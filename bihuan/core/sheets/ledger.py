"""What a ledger says, as values: problems, their measures, and where each stood in the sheet."""

from dataclasses import dataclass, field

from bihuan.core.time.phrases import Due

ERRORS = (
    "bad_date", "unread_date", "no_accountable", "duplicate_number", "no_problem", "no_measure", "formula",
)  # fmt: skip
"""Every error code that a problem can carry, as contracts.md lists them."""

_MEASURE_TEXTS = (
    "leader",
    "contact",
    "standard",
    "evidence",
    "progress",
    "difficulty",
    "next_step",
    "signed_off",
)


@dataclass(slots=True)
class MeasureRow:
    """One measure. `row` counts from 1 as the spreadsheet shows; `cells` says where each role was read (H5).

    `text` is None where the sheet has no column for measures and the row still says who and when.
    """

    text: str | None
    sheet: str
    row: int
    lead_unit: str | None = None
    supporting_units: list[str] = field(default_factory=list)
    accountable: list[str] = field(default_factory=list)
    supporting_people: list[str] = field(default_factory=list)
    contact_numbers: list[str] = field(default_factory=list)
    due: Due | None = None
    status: str | None = None
    leader: str | None = None
    contact: str | None = None
    standard: str | None = None
    evidence: str | None = None
    progress: str | None = None
    difficulty: str | None = None
    next_step: str | None = None
    signed_off: str | None = None
    number: str | None = None
    leader_stands_in: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The measure as contracts.md names its keys; texts that the sheet does not have are left out."""
        out: dict[str, object] = {
            "text": self.text,
            "lead_unit": self.lead_unit,
            "supporting_units": self.supporting_units,
            "accountable": self.accountable,
            "due": self.due.as_json() if self.due else None,
            "status": self.status,
            "row": self.row,
            "sheet": self.sheet,
        }
        for key in _MEASURE_TEXTS:
            value = getattr(self, key)
            if value is not None:
                out[key] = value
        for key in ("number", "supporting_people", "contact_numbers", "extra", "cells"):
            value = getattr(self, key)
            if value:
                out[key] = value
        return out


@dataclass(slots=True)
class ProblemRow:
    """One problem with its measures. `error_cells` names the cell of an error where there is one."""

    sheet: str
    row: int
    number: str | None = None
    aspect: str | None = None
    title: str | None = None
    source: str | None = None
    category: str | None = None
    reference: str | None = None
    measures: list[MeasureRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    error_cells: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    unattached: dict[str, str] = field(default_factory=dict)

    def add_error(self, code: str, cell: str = "") -> None:
        """Once per problem; the first cell that shows it is kept."""
        if code not in self.errors:
            self.errors.append(code)
            if cell:
                self.error_cells[code] = cell

    def as_json(self) -> dict[str, object]:
        """The problem as contracts.md names its keys."""
        out: dict[str, object] = {
            "number": self.number,
            "aspect": self.aspect,
            "title": self.title,
            "source": self.source,
            "category": self.category,
            "measures": [measure.as_json() for measure in self.measures],
            "errors": self.errors,
            "row": self.row,
            "sheet": self.sheet,
        }
        for key in ("error_cells", "cells", "unattached"):
            value = getattr(self, key)
            if value:
                out[key] = value
        return out


@dataclass(slots=True)
class TableColumns:
    """One table's columns: role -> letters in `roles`, heading -> letter of the others in `extras`."""

    sheet: str
    header_rows: tuple[int, int]
    roles: dict[str, str]
    extras: dict[str, str]
    headings: dict[str, str]

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "header_rows": list(self.header_rows),
            "roles": self.roles,
            "extras": self.extras,
            "headings": self.headings,
        }


@dataclass(slots=True)
class Ledger:
    """Everything that was read out of a workbook, and in `warnings` what a person should know of the
    reading.
    """

    problems: list[ProblemRow] = field(default_factory=list)
    tables: list[TableColumns] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def columns(self) -> dict[str, str]:
        """The first table's roles and letters, with those that only later sheets have."""
        columns: dict[str, str] = {}
        for table in self.tables:
            for role, letter in table.roles.items():
                columns.setdefault(role, letter)
        return columns

    def as_json(self) -> dict[str, object]:
        return {
            "problems": [problem.as_json() for problem in self.problems],
            "columns": self.columns,
            "tables": [table.as_json() for table in self.tables],
            "sheets": self.sheets,
            "warnings": self.warnings,
        }
