"""A row without a measure of its own (a merged measure's second person, a sentence that goes on) joins the
one above.
"""

import re
from collections.abc import Sequence
from typing import Final

from bihuan.core.sheets.ledger import MeasureRow

_UNFINISHED: Final = re.compile(r"[，,、：:（(“《]$")


def is_unfinished(text: str) -> bool:
    """The sentence goes on in the next row."""
    return bool(_UNFINISHED.search(text))


def absorb(measures: Sequence[MeasureRow], more: MeasureRow) -> None:
    """Gives what `more` says to the measures of the last row; what they have already is kept, texts go on."""
    for measure in [one for one in measures if one.row == measures[-1].row]:
        _parties(measure, more)
        if measure.due is None or (more.due is not None and measure.due.kind == "unread"):
            measure.due = more.due or measure.due
        for name in ("standard", "evidence", "progress", "difficulty", "next_step"):
            setattr(measure, name, _joined(getattr(measure, name), getattr(more, name)))
        measure.status = measure.status or more.status
        measure.signed_off = measure.signed_off or more.signed_off
        for heading, text in more.extra.items():
            measure.extra.setdefault(heading, text)


def _parties(measure: MeasureRow, more: MeasureRow) -> None:
    units = [unit for unit in (more.lead_unit, *more.supporting_units) if unit]
    if measure.lead_unit is None and units:
        measure.lead_unit = units.pop(0)
    known = [measure.lead_unit, *measure.supporting_units]
    measure.supporting_units += [unit for unit in units if unit not in known]
    for name in ("accountable", "supporting_people", "contact_numbers"):
        mine = getattr(measure, name)
        mine += [one for one in getattr(more, name) if one not in mine]
    measure.leader, measure.contact = measure.leader or more.leader, measure.contact or more.contact


def _joined(text: str | None, further: str | None) -> str | None:
    if not text or not further or text == further:
        return text or further
    return text + ("" if is_unfinished(text) else "；") + further
