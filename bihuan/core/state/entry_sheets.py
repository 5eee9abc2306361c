"""代录事项确认单: a signed sheet of what was recorded for somebody, filed and not yet compared."""

from typing import Any, NamedTuple


class Line(NamedTuple):
    """One line of it: an entry, the matter it is of, and the paper from which a decision was entered (0)."""

    seq: int
    matter: int
    paper: int
    by: int  # who recorded it


class EntrySheet(NamedTuple):
    """One sheet of a person and a month. `seq` is the number of its record."""

    seq: int
    person: int  # who signed it
    month: str
    by: tuple[int, ...]  # who filed it, first; then those whose place that person takes
    lines: tuple[Line, ...]  # exactly those that were printed
    disputed: tuple[int, ...]  # of these, the entries to which the person objects
    compare_by: str  # who compares it: the desk, an auditor, or an outsider

    @property
    def wrote(self) -> frozenset[int]:
        """Whoever filed it, recorded a line of it, or signed it: none of them compares it."""
        return frozenset((*self.by, self.person, *(one.by for one in self.lines)))


def sheets_from(kept: list[Any]) -> tuple[EntrySheet, ...]:
    """The sheets again, as a row keeps them."""
    return tuple(
        EntrySheet(seq, person, month, tuple(by), tuple(map(Line._make, lines)), tuple(disputed), compare_by)
        for seq, person, month, by, lines, disputed, compare_by in kept
    )


def sheet_of(sheets: tuple[EntrySheet, ...], seq: int | None) -> EntrySheet | None:
    """The sheet of that record."""
    return next((one for one in sheets if one.seq == seq), None)
