"""Ties sheets that tell one ledger in parts (问题清单, 任务清单, 责任清单, 成效清单) together by number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bihuan.core.sheets.items import closed
from bihuan.core.sheets.ledger import MeasureRow, ProblemRow
from bihuan.core.sheets.record import number_of
from bihuan.core.sheets.table import Table

_LISTS = ("supporting_units", "accountable", "supporting_people", "contact_numbers")
_SINGLES = (
    "lead_unit", "due", "status", "leader", "contact", "standard", "evidence", "progress", "difficulty",
    "next_step", "signed_off", "number",
)  # fmt: skip
_MOST = 0.6
_COMPOUND = re.compile(r"(.+?)\s*[.\-－—–_（(]\s*(\d{1,3})[)）]?")


@dataclass(slots=True)
class Group:
    """Tables that count as one, with what at least one of them has a column for."""

    table: Table
    problems: list[ProblemRow]
    asks_accountable: bool
    has_measures: bool
    has_titles: bool
    shared_numbers: set[int] = field(default_factory=set)


def tie(tables: Sequence[Table], warnings: list[str]) -> list[Group]:
    """The groups in the order of their first sheet."""
    titled = [table for table in tables if table.columns.has("title")]
    parts = [table for table in tables if not table.columns.has("title")]
    heads, twins = _without_twins(titled)
    if not heads:
        heads, parts = _measures_first(parts)
    followers = sorted([*twins, *parts], key=lambda table: not table.columns.has("measure"))
    if heads and followers:
        together = [*heads, *followers]
        if any(table.columns.has("accountable") for table in together):
            _without_stand_ins(together)
        for follower in followers:
            _follow(follower, heads, warnings)
    groups = []
    for head in heads:
        kin = [head, *followers]
        groups.append(
            Group(
                head,
                head.problems,
                any(table.columns.has("accountable", "leader") for table in kin),
                any(table.columns.has("measure") for table in kin),
                any(table.columns.has("title") for table in kin),
                head.shared_numbers,
            )
        )
    return groups


def _measures_first(parts: list[Table]) -> tuple[list[Table], list[Table]]:
    """Without a list of problems the lists of measures lead; lists of names and dates follow them."""
    leading = [part for part in parts if part.columns.has("measure")]
    if not leading:
        return parts, []
    return leading, [part for part in parts if not part.columns.has("measure")]


def _without_twins(titled: list[Table]) -> tuple[list[Table], list[Table]]:
    """Sheets that list the same problems again (with titles) beside the first that lists them."""
    heads: list[Table] = []
    twins: list[Table] = []
    for table in titled:
        (twins if any(_is_twin(table, head) for head in heads) else heads).append(table)
    return heads, twins


def _is_twin(table: Table, head: Table) -> bool:
    theirs = {(problem.number, problem.title) for problem in head.problems}
    known = sum(
        (problem.number, problem.title) in theirs or (_whole(problem.number), problem.title) in theirs
        for problem in table.problems
    )
    if known < _MOST * len(table.problems):
        return False
    if not (table.columns.has("measure") and head.columns.has("measure")):
        return True
    texts = _texts(table.problems)
    return len(texts & _texts(head.problems)) >= _MOST * len(texts)


def _whole(number: str | None) -> str | None:
    """The problem's number in that of a task: 2 in 2-1."""
    found = _COMPOUND.fullmatch(number or "")
    return found[1] if found else None


def _texts(problems: Iterable[ProblemRow]) -> set[str]:
    return {closed(measure.text) for problem in problems for measure in problem.measures if measure.text}


def _without_stand_ins(tables: Iterable[Table]) -> None:
    """One sheet names the accountable persons: then the leaders of another do not stand in for them."""
    for table in tables:
        for problem in table.problems:
            for measure in problem.measures:
                if measure.leader_stands_in:
                    measure.accountable, measure.leader_stands_in = [], False


def _follow(table: Table, heads: list[Table], warnings: list[str]) -> None:
    problems = [problem for head in heads for problem in head.problems]
    index: dict[str, ProblemRow] = {}
    for problem in problems:
        if problem.number is not None:
            index.setdefault(_key(problem.number), problem)
    measures = {
        measure.number: (problem, measure)
        for problem in problems
        for measure in problem.measures
        if measure.number
    }
    by_measure = _counts_measures(table, index, measures)
    for part in table.problems:
        numbers = _measure_numbers(part, table)
        if by_measure:
            for measure in part.measures:
                number = number_of(measure.number or part.number or "")
                if number in measures:
                    add(measures[number][1], measure)
                    _add_facts(measures[number][0], part)
                else:
                    _lost(part, heads, warnings)
            continue
        target, place = _target(part, problems, index)
        if target is None:
            _lost(part, heads, warnings)
            continue
        _add_facts(target, part)
        if place:
            for measure in part.measures:
                if measure.text and not measure.number:
                    measure.number = part.reference or part.number
        _merge(target, part, [place] * len(part.measures) if place else numbers)


def _counts_measures(
    table: Table, index: dict[str, ProblemRow], measures: dict[str, tuple[ProblemRow, MeasureRow]]
) -> bool:
    """The follower's numbers are those of measures, not of problems."""
    if table.columns.has("measure") or not measures:
        return False
    if table.columns.has("measure_ref"):
        return True
    if table.columns.has("problem_ref"):
        return False
    if table.columns.has("measure_number") and not table.columns.has("number"):
        return True
    mine = {number_of(problem.number or "") for problem in table.problems}
    return mine <= {number_of(number) for number in measures} and not mine <= set(index)


def _measure_numbers(part: ProblemRow, table: Table) -> list[str]:
    if table.columns.has("measure_number", "problem_ref"):
        return [measure.number or "" for measure in part.measures]
    return [""] * len(part.measures)


def _key(number: str) -> str:
    return re.sub(r"[－—–_]", "-", number_of(number)).lstrip("0") or "0"


def _target(
    part: ProblemRow, problems: list[ProblemRow], index: dict[str, ProblemRow]
) -> tuple[ProblemRow | None, str]:
    """The problem that a follower's row belongs to, and the measure's place where the number names one
    (2-1).
    """
    reference = part.reference or part.number or ""
    if _key(reference) in index:
        return index[_key(reference)], ""
    compound = _COMPOUND.fullmatch(reference)
    if compound and _key(compound[1]) in index:
        return index[_key(compound[1])], compound[2]
    leading = re.match(r"(?:问题)?\s*(\d+|[一二三四五六七八九十]+)\s*[.、：:]\s*\D", reference)
    if leading and _key(leading[1]) in index:
        return index[_key(leading[1])], ""
    wanted = part.title or (reference if len(reference) >= 4 else "")
    for problem in problems:
        if wanted and problem.title and (wanted in problem.title or problem.title in wanted):
            return problem, ""
    return None, ""


def _lost(part: ProblemRow, heads: list[Table], warnings: list[str]) -> None:
    if any(problem is part for problem in heads[0].problems):
        return
    if part.measures:
        heads[0].problems.append(part)
    warnings.append(
        f"{part.sheet} 第{part.row}行的序号“{part.number or part.reference or ''}”在问题清单中找不到"
    )


def _add_facts(target: ProblemRow, part: ProblemRow) -> None:
    for name in ("aspect", "source", "category"):
        if getattr(target, name) is None:
            setattr(target, name, getattr(part, name))
    for code in part.errors:
        target.add_error(code, part.error_cells.get(code, ""))
    for key, value in part.unattached.items():
        target.unattached.setdefault(key, value)


def _merge(target: ProblemRow, part: ProblemRow, numbers: list[str]) -> None:
    told = [(measure, number) for measure, number in zip(part.measures, numbers, strict=True) if measure.text]
    mute = [
        (measure, number) for measure, number in zip(part.measures, numbers, strict=True) if not measure.text
    ]
    if told:
        before = [measure for measure in target.measures if not measure.text]
        target.measures = [measure for measure in target.measures if measure.text]
        for measure, number in told:
            same = next(
                (one for one in target.measures if closed(one.text or "") == closed(measure.text or "")), None
            )
            if same is not None:
                add(same, measure)
                continue
            measure.number = measure.number or number or None
            for one in before:
                add(measure, one)
            target.measures.append(measure)
    _spread(target, mute)


def _spread(target: ProblemRow, mute: list[tuple[MeasureRow, str]]) -> None:
    """Rows that say who and how far, without a measure's text: one for all, or one for each in order."""
    known = target.measures
    if not known:
        target.measures.extend(measure for measure, _ in mute)
        return
    for place, (measure, number) in enumerate(mute):
        named = _named(known, number)
        if named is not None:
            add(named, measure)
        elif len(mute) == 1:
            for one in known:
                add(one, measure)
        else:
            add(known[min(place, len(known) - 1)], measure)


def _named(measures: list[MeasureRow], number: str) -> MeasureRow | None:
    if not number:
        return None
    found = next((one for one in measures if one.number and number_of(one.number) == number_of(number)), None)
    if found is None and number.isdecimal() and 0 < int(number) <= len(measures):
        found = measures[int(number) - 1]
    return found


def add(measure: MeasureRow, more: MeasureRow) -> None:
    """Gives a measure what another row says of it; what it has already is kept."""
    for name in _SINGLES:
        if getattr(measure, name) is None:
            setattr(measure, name, getattr(more, name))
    for name in _LISTS:
        mine = getattr(measure, name)
        mine += [one for one in getattr(more, name) if one not in mine and one != measure.lead_unit]
    for heading, text in more.extra.items():
        measure.extra.setdefault(heading, text)
    for role, cell in more.cells.items():
        measure.cells.setdefault(role, f"{more.sheet}!{cell}")
