"""From one row to its measures: divided where several share the cell, each with who, when and how far."""

import re
from dataclasses import fields
from functools import lru_cache
from typing import Final

from bihuan.core.sheets.columns import Columns
from bihuan.core.sheets.items import closed, lines, measures_in, parallel
from bihuan.core.sheets.ledger import MeasureRow
from bihuan.core.sheets.names import is_nobody, persons, pieces, take_numbers
from bihuan.core.sheets.parties import Parties, read_mixed, read_persons, read_units
from bihuan.core.sheets.record import Record
from bihuan.core.sheets.status import is_status, status_in
from bihuan.core.sheets.texts import sentence
from bihuan.core.time.phrases import Due, read_due

WHO: Final = (
    "lead_unit",
    "supporting_units",
    "accountable",
    "supporting_people",
    "leader",
    "contact",
    "phone",
)
DETAILS: Final = (
    "due",
    "standard",
    "evidence",
    "progress",
    "difficulty",
    "next_step",
    "status",
    "signed_off",
    "measure_number",
)
_NEXT: Final = re.compile(
    r"(?:^|[；;。，,\n\s])(?:[二2][、.]\s*)?下(?:一)?步(?:工作)?(?:打算|计划|安排|措施|工作|拟|将|，|：|:)?"
)
_WHY: Final = re.compile(
    r"^(?:[一1][、.]\s*)?(?:(?:未[^：:，,；;。]{0,8})?原因|存在困难|困难)(?:是|为)?[：:]\s*"
)
_NO_DUE: Final = frozenset(("无", "暂无", "空"))  # 待定 is a due that a person must still fix
_TAIL_DUE: Final = re.compile(r"[（(](?:完成时限|时限|限)?[：:]?([^（）()]{2,24})[)）][；;。]?$")


class Reader:
    """Reads the measures of one table's rows."""

    def __init__(self, columns: Columns, *, sheet: str, year: int) -> None:
        self.columns = columns
        self.sheet = sheet
        self.year = year
        self.asks_accountable = columns.has("accountable", "leader")
        self._groups = self._columns_of_people()

    def measures(self, record: Record, *, before: int = 0) -> list[MeasureRow]:
        """The measures that begin in a row; [] where it names none. `before`: those of the rows above."""
        texts = measures_in(record.values.get("measure", ""), before=before)
        for beside in record.beside:
            texts += measures_in(beside)
        if not texts and not self.columns.has("measure"):
            return [self.one(record, None, record.values)] if self._says_anything(record) else []
        shares = self._shares(record, len(texts))
        return [self.one(record, text, share) for text, share in zip(texts, shares, strict=True)]

    def _says_anything(self, record: Record) -> bool:
        return any(record.values.get(role) for role in (*WHO, *DETAILS))

    def _shares(self, record: Record, count: int) -> list[dict[str, str]]:
        """Each measure's part of the row: parallel numbered cells are divided, the others hold for all."""
        if count < 2:
            return [record.values] * count
        divided: dict[str, list[str]] = {}
        by_lines: dict[str, list[str]] = {}
        for role in (*WHO, *DETAILS):
            text = record.values.get(role, "")
            if not text:
                continue
            parts = parallel(text, count)
            rows = lines(text)
            if parts:
                divided[role] = parts
            elif len(rows) == count:
                by_lines[role] = [closed(row) for row in rows]
        dues = by_lines.get("due")
        if dues and all(read_due(due, year=self.year).kind != "unread" for due in dues):
            divided["due"] = dues
        if "due" in divided or divided or len(by_lines) > 1:
            divided.update({role: parts for role, parts in by_lines.items() if role not in divided})
        shares = []
        for place in range(count):
            share = dict(record.values)
            for role, parts in divided.items():
                share[role] = parts[place]
            shares.append(share)
        return shares

    def one(self, record: Record, text: str | None, values: dict[str, str]) -> MeasureRow:
        """One measure out of its values."""
        measure = MeasureRow(text, self.sheet, record.row, extra=dict(record.extra), cells=dict(record.cells))
        self._who(measure, values)
        self._when(measure, values, as_number=record.due_as_number)
        self._how_far(measure, values)
        counted = values.get("measure_number") or (
            values.get("number") if self.columns.has("problem_ref") else ""
        )
        measure.number = sentence(counted or "") or None
        return measure

    def _who(self, measure: MeasureRow, values: dict[str, str]) -> None:
        parties = self.parties(values)
        units = list(dict.fromkeys([*parties.lead_units[1:], *parties.supporting_units]))
        measure.lead_unit = parties.lead_units[0] if parties.lead_units else None
        measure.supporting_units = [unit for unit in units if unit != measure.lead_unit]
        measure.accountable = list(dict.fromkeys(parties.accountable))
        measure.supporting_people = list(dict.fromkeys(parties.supporting_people))
        measure.contact_numbers = list(dict.fromkeys(parties.numbers))
        measure.leader = "、".join(dict.fromkeys(parties.leaders)) or None
        measure.contact = "、".join(dict.fromkeys(parties.contacts)) or None
        if not measure.accountable and not self.columns.has("accountable"):
            measure.accountable = list(dict.fromkeys(parties.leaders))
            measure.leader_stands_in = bool(parties.leaders)

    def parties(self, values: dict[str, str]) -> Parties:
        """Who the row names, over all its columns."""
        parties = Parties()
        for group in self._groups:
            text = values.get(group[0]) or next((values[role] for role in group if values.get(role)), "")
            if text and not is_nobody(text):
                found = _cell(group, text)
                for name in _FIELDS:
                    getattr(parties, name).extend(getattr(found, name))
        return parties

    def _columns_of_people(self) -> tuple[tuple[str, ...], ...]:
        """The roles of each column that names somebody, together where one column has several."""
        groups: dict[int, list[str]] = {}
        for role in WHO:
            column = self.columns.by_role.get(role)
            if column is not None:
                groups.setdefault(column.index, []).append(role)
        return tuple(tuple(group) for group in groups.values())

    def _when(self, measure: MeasureRow, values: dict[str, str], *, as_number: bool) -> None:
        written = values.get("due", "")
        together = self.columns.by_role.get("due") is self.columns.by_role.get("measure")
        if measure.text and (together or not written):
            found = _TAIL_DUE.search(measure.text)
            due = read_due(found[1], year=self.year) if found else None
            if found and due and due.kind != "unread" and (together or not self.columns.has("due")):
                measure.due = due
                if together:
                    measure.text = closed(measure.text[: found.start()])
        if written and not together and written.strip("。.") not in _NO_DUE:
            measure.due = (
                read_due(float(written), year=self.year) if as_number else due_of(written, self.year)
            )

    def _how_far(self, measure: MeasureRow, values: dict[str, str]) -> None:
        for key in ("standard", "evidence", "progress", "difficulty", "next_step"):
            text = sentence(values.get(key, ""))
            if text:
                setattr(measure, key, text)
        self._divide(measure, "progress")
        self._divide(measure, "difficulty")
        if values.get("signed_off"):
            measure.signed_off = _yes_no(sentence(values["signed_off"]))
        stated = sentence(values.get("status", ""))
        if stated:
            measure.status = _yes_no(stated) if len(stated) <= 12 else status_in(values["status"]) or stated
            if len(stated) > 12 and measure.progress is None:
                measure.progress = stated
        elif measure.progress:
            measure.status = status_in(values["progress"])
        if measure.status is None and measure.due:
            measure.status = _status_beside(measure.due.text)

    def _divide(self, measure: MeasureRow, key: str) -> None:
        """“未到位原因及下一步” in one cell: divided at 下一步; where nothing divides it, it speaks of
        both.
        """
        columns = self.columns.by_role
        text = getattr(measure, key)
        if not text or columns.get(key) is not columns.get("next_step"):
            return
        found = _NEXT.search(text)
        measure.next_step = None if key == "progress" else text
        if found and found.start() > 0:
            setattr(measure, key, _WHY.sub("", closed(text[: found.start()]).rstrip("，,")))
            measure.next_step = text[found.start() :].strip(" ；;，,。：:\n") or None


def _status_beside(due: str) -> str | None:
    """“已完成” for a due, or “4月底前（已完成）”."""
    beside = re.findall(r"[（(]([^（）()]+)[)）]", due)
    return next(
        (
            text
            for text in (due, *beside)
            if is_status(text) and text.startswith(("已", "未", "正在", "完成"))
        ),
        None,
    )


@lru_cache(maxsize=8192)
def due_of(written: str, year: int) -> Due:
    """A cell's due; a day that a cell held as a day comes as 2022-05-31."""
    return read_due(written, year=year)


def _yes_no(text: str) -> str:
    return {
        "√": "是",
        "✓": "是",
        "✔": "是",
        "Y": "是",
        "y": "是",
        "×": "否",
        "✗": "否",
        "N": "否",
        "n": "否",
    }.get(text, text)


_FIELDS: Final = tuple(field.name for field in fields(Parties))


@lru_cache(maxsize=16384)
def _cell(group: tuple[str, ...], text: str) -> Parties:
    """Who one cell names, under the roles of its column; not to be changed by whoever asks."""
    parties = Parties()
    role = group[0]
    if len(group) > 1:
        _shared_cell(group, text, parties)
    elif role in ("lead_unit", "supporting_units"):
        read_units(text, parties, supporting=role == "supporting_units")
    elif role in ("accountable", "supporting_people"):
        read_persons(text, parties, supporting=role == "supporting_people")
    elif role == "phone":
        parties.numbers += take_numbers(text)[1] or pieces(text)
    else:
        rest, numbers = take_numbers(text)
        parties.numbers += numbers
        (parties.leaders if role == "leader" else parties.contacts).extend(
            persons(re.sub(r"^[^：:]{2,6}[：:]", "", rest))
        )
    return parties


def _shared_cell(group: tuple[str, ...], text: str, parties: Parties) -> None:
    """One cell for several roles: 责任单位及责任人, 牵头/配合单位, 责任领导及责任人, 责任人及电话."""
    roles = set(group) - {"phone"}
    if roles == {"lead_unit", "supporting_units"}:
        read_units(text, parties)
    elif roles in ({"accountable"}, {"supporting_people"}):
        read_persons(text, parties, supporting="supporting_people" in roles)
    elif roles in ({"contact"}, {"leader"}):
        rest, numbers = take_numbers(text)
        parties.numbers += numbers
        (parties.contacts if "contact" in roles else parties.leaders).extend(persons(rest))
    elif roles == {"supporting_units", "supporting_people"}:
        read_mixed(text, parties, supporting=True)
    elif roles == {"accountable", "supporting_people"}:
        read_persons(text, parties)
    elif roles == {"leader", "accountable"}:
        found = Parties()
        read_persons(text, found)
        parties.numbers += found.numbers
        parties.leaders += found.leaders or found.accountable[:1]
        parties.accountable += (
            found.accountable if found.leaders else found.accountable[1:] or found.accountable
        )
    else:
        read_mixed(text, parties)
