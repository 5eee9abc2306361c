"""What the reader read, as one flat list: each problem followed by its measures, with what identifies them.

An item's `data` is the row as read, JSON-ready. Its digest is of the sheet's words, before any correction and
before names are resolved, so that the same file is recognised whatever was decided about it.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bihuan.core.sheets.ledger import Ledger, MeasureRow, ProblemRow

PROBLEM, MEASURE = "problem", "measure"
_PLACES = ("row", "sheet", "cells")
_ROLES = {"text": "measure"}  # where the reader's name for a column differs from that of the field


@dataclass(slots=True)
class Item:
    """One problem or measure. `above`: the place of its problem; `errors`: (code, cell) of the reader."""

    kind: str
    place: int
    above: int | None
    sheet: str
    row: int
    number: str | None
    data: dict[str, Any]
    cells: dict[str, str]
    errors: list[tuple[str, str]] = field(default_factory=list)
    index: int = 0
    key: str = ""
    digest: str = ""

    @property
    def title(self) -> str:
        """The text by which people know it."""
        return str(self.data.get("title") or self.data.get("text") or "")

    def cell(self, name: str) -> str:
        """The cell in which a field was read (H6), "" where the sheet has none."""
        return self.cells.get(_ROLES.get(name, name), "")

    @property
    def spot(self) -> str:
        """Where it stands, the same whenever the file is read: the name under which corrections are kept."""
        return f"{self.kind}:{self.sheet}:{self.row}:{self.index}"


def items_of(ledger: Ledger) -> list[Item]:
    """The flat list. A problem without a text (a list of tasks) gives its measures alone."""
    found: list[Item] = []
    alone = not any(problem.title for problem in ledger.problems)
    sheets = {problem.sheet for problem in ledger.problems}
    for problem in ledger.problems:
        found += _of(problem, len(found), alone=alone, many=len(sheets) > 1)
    told_apart(found)
    return found


def _of(problem: ProblemRow, place: int, *, alone: bool, many: bool) -> Iterator[Item]:
    head = {
        "number": problem.number,
        "aspect": problem.aspect,
        "source": problem.source,
        "category": problem.category,
    }
    said = [one for one in problem.measures if one.text]
    above = None
    sheet = problem.sheet if many else ""
    if not alone:
        above = place
        data = head | {"title": problem.title} | _bare(problem, said)
        yield _item(PROBLEM, place, None, problem, data, [sheet, problem.number, problem.title])
        place += 1
    for index, measure in enumerate(said):
        data = _measure(measure) | (head if alone else {})
        parts = [sheet, problem.number, problem.title, measure.text]
        one = _item(MEASURE, place, above, measure, data, parts)
        one.index, one.errors = index, _of_measure(problem, measure, alone)
        if alone:
            one.number = problem.number
        yield one
        place += 1


def _bare(problem: ProblemRow, said: list[MeasureRow]) -> dict[str, Any]:
    """Where the sheet has no measures, the problem's own row says who and when."""
    if said or not problem.measures:
        return {"unattached": problem.unattached} if problem.unattached else {}
    return _measure(problem.measures[0])


def _measure(measure: MeasureRow) -> dict[str, Any]:
    data = {name: value for name, value in measure.as_json().items() if name not in _PLACES}
    if measure.due:
        data["due"] = {**measure.due.as_json(), "text": measure.due.text}
    return data


def _item(
    kind: str,
    place: int,
    above: int | None,
    read: ProblemRow | MeasureRow,
    data: dict[str, Any],
    parts: list[Any],
) -> Item:
    one = Item(kind, place, above, read.sheet, read.row, read.number, data, dict(read.cells))
    if isinstance(read, ProblemRow):
        bare = bool(read.measures) and not any(measure.text for measure in read.measures)
        if bare:
            one.cells |= read.measures[0].cells
        one.errors = [
            (code, read.error_cells.get(code, "")) for code in read.errors if bare or code not in _OF_MEASURE
        ]
    one.key = digest_of([kind, *parts])
    one.digest = digest_of(data)
    return one


_OF_MEASURE = ("bad_date", "unread_date", "no_accountable")


def _of_measure(problem: ProblemRow, measure: MeasureRow, alone: bool) -> list[tuple[str, str]]:
    """Each measure answers for its own due and person; the reader names only the first cell of a kind."""
    found = []
    if measure.due and measure.due.error:
        found.append((measure.due.error, measure.cells.get("due", "")))
    if "no_accountable" in problem.errors and not measure.accountable:
        column = problem.error_cells.get("no_accountable", "").rstrip("0123456789")
        found.append(("no_accountable", f"{column}{measure.row}" if column else ""))
    for code in ("duplicate_number", "formula"):
        if alone and code in problem.errors:
            found.append((code, problem.error_cells.get(code, "")))
    return found


def told_apart(items: list[Item]) -> None:
    """Rows that say exactly the same are numbered, so that no key stands twice in one file."""
    seen: dict[str, int] = {}
    for one in items:
        seen[one.key] = seen.get(one.key, 0) + 1
        if seen[one.key] > 1:
            one.key = digest_of([one.key, seen[one.key]])


def canonical(value: Any) -> str:
    """One text for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: Any) -> str:
    """SHA-256 of a JSON-ready value."""
    return sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def field_digests(data: Mapping[str, Any], salt: str) -> dict[str, str]:
    """A short salted digest of each field, by which the next file is compared without keeping its words."""
    return {
        name: hmac.new(salt.encode(), canonical(value).encode("utf-8", "surrogatepass"), sha256).hexdigest()[
            :16
        ]
        for name, value in data.items()
        if value not in (None, "", [], {})
    }
