"""Taking the rows over: in chunks, each one transaction; stopped, killed and run again without harm.

A row's matter is written in the same transaction as the act that made it, so a row is either wholly there or
not at all. Whoever imports the same file at the same moment finds, under the lock of the record, what the
other has just taken over.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.lives import CHECKING, CLOSED
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused
from bihuan.exchange.importing.carrying import Carried, carried_by
from bihuan.exchange.importing.differing import ASSIGN, CORRECT
from bihuan.exchange.importing.facts import with_placeholders
from bihuan.exchange.importing.items import canonical
from bihuan.exchange.importing.keeping import keep_outcomes
from bihuan.exchange.importing.kind import COMMITTING
from bihuan.exchange.importing.matching import GONE
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.placeholders import WRITTEN, made_placeholders
from bihuan.exchange.importing.start import answered, forget, how_of, office_of
from bihuan.exchange.importing.takes import is_ledger, opening_of
from bihuan.exchange.importing.words import Why
from bihuan.jobs.models import Job
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.matters.kinds import kind_of
from bihuan.matters.writing.acts import CHUNK, CHUNK_SECONDS, book, load

Report = Callable[[int, int], None]
Made = tuple[dict[str, int], dict[str, int]]  # ids of placeholders by name: units, people
JOB = "exchange.import"


class _Spoiled(Exception):
    """A row was refused when part of it was gathered already: the chunk is done again without it."""

    def __init__(self, row: ImportRow, reason: Reason) -> None:
        super().__init__(reason.code)
        self.row, self.reason = row, reason


def begin(
    one: Import, *, person: int | None, at: int, seen: int | None = None, queued: bool = True
) -> int | None:
    """Confirm the preview (or go on after a stop) and queue the job, in one transaction; the job's id.

    Raises Refused where that is not possible (any more): a second click finds it under way. `queued` False:
    the caller does the work itself, as the command line does.
    """
    with book(one.org_id, at=at) as open_book:
        how = office_of(open_book, one.register_id, person)
        said = {"counts": json.loads(one.counts), "done_means": answered(one) or None}
        open_book.perform("commit", one.id, Mandate(how.actor, seen=seen, within=True), **said)
        job = enqueue(JOB, at=at, key=f"{JOB}:{one.id}", import_id=one.id, person=person) if queued else None
        Import.objects.filter(pk=one.pk).update(job_id=job, person_id=person)
    return job


def run_job(run: Run) -> None:
    """The job: as `committed`, reporting to the queue."""
    one = Import.objects.get(pk=run.argument["import_id"])
    committed(
        one,
        person=run.argument["person"],
        clock=lambda: run.at,
        report=run.progress,
        stop=run.should_stop,
    )


def committed(
    one: Import,
    *,
    person: int | None,
    clock: Callable[[], int],
    report: Report = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Take over everything that is open, chunk by chunk; False where it was stopped before the end."""
    made = made_placeholders(one, person=person, at=clock())
    rows = ImportRow.objects.filter(import_id=one.id, verdict__in=WRITTEN)
    total = rows.count()
    while not stop():
        try:
            done = _chunk(one, person=person, at=clock(), made=made, report=report, total=total)
        except _Spoiled as spoiled:
            _left(spoiled.row, Why(spoiled.reason.code, "", _plain(spoiled.reason)))
            keep_outcomes([spoiled.row])
            continue
        if done is None:
            return False
        if not done:
            return _finish(one, person=person, at=clock())
    return False


def _chunk(
    one: Import, *, person: int | None, at: int, made: Made, report: Report, total: int
) -> int | None:  # fmt: skip
    """One chunk: how many rows, 0 when none is left, None when the import is not being committed."""
    begun = time.monotonic()
    with book(one.org_id, at=at) as open_book:
        state = open_book.store.state(one.id)
        if state is None or state.life != COMMITTING:
            return None
        open_rows = ImportRow.objects.filter(import_id=one.id, state=ImportRow.OPEN, verdict__in=WRITTEN)
        rows = list(open_rows.order_by("place")[:CHUNK])
        if not rows:
            return 0
        above = _above(one, rows)
        load(open_book, [row.matter_id for row in rows if row.matter_id])
        others = _others(one, rows)
        how, done = how_of(open_book, person), list[ImportRow]()
        carried = Carried(one, carried_by(state, person))
        for row in rows:
            if done and time.monotonic() - begun > CHUNK_SECONDS:
                break
            _row(open_book, how, carried, row, above, others, made)
            above[row.place] = row
            done.append(row)
        keep_outcomes(done)
        report(total - open_rows.count(), total)
        return len(done)


def _row(
    open_book: Book, how: Mandate, carried: Carried, row: ImportRow, above: dict[int, ImportRow],
    others: dict[Any, ImportRow], made: Made,
) -> None:  # fmt: skip
    if other := others.get(row.matter_id if row.verdict == "changed" else row.key):
        _as_by(row, other)
        return
    before = open_book.store.coming()
    try:
        state = (_new if row.verdict == "new" else _changed)(open_book, how, carried, row, above, made)
    except Refused as refused:
        if open_book.store.coming() != before:
            raise _Spoiled(row, refused.reason) from refused
        _left(row, Why(refused.reason.code, "", _plain(refused.reason)))
        return
    row.state, row.matter_id, row.seq = ImportRow.DONE, state.id, state.seq


def _new(
    open_book: Book, how: Mandate, carried: Carried, row: ImportRow, above: dict[int, ImportRow],
    made: Made,
) -> State:  # fmt: skip
    parent = None
    if row.above is not None:
        problem = above[row.above]
        state = open_book.store.state(problem.matter_id) if problem.matter_id else None
        if state is None or state.life in GONE:
            raise Refused(Reason("problem_refused"))
        if problem.verdict != "new" and state.life in (*CHECKING, *CLOSED):
            raise Refused(Reason("parent_closing"))
        parent = state.id
    one = carried.one
    facts, act = json.loads(row.facts or "{}"), opening_of(row.kind)
    if is_ledger(one.kind):
        facts = with_placeholders(facts, *made)
    facts |= carried.facts(act, row, facts)
    return open_book.open(row.kind, how, act=act.name, register=one.register_id, parent=parent, **facts)


def _changed(
    open_book: Book, how: Mandate, carried: Carried, row: ImportRow, above: dict[int, ImportRow],
    made: Made,
) -> State:  # fmt: skip
    acts = json.loads(row.facts or "{}")
    assert row.matter_id is not None
    state = open_book.store.state(row.matter_id)
    if facts := acts.get(CORRECT):
        reason = f"按新导入的台账更正（第{row.row}行）"
        facts = with_placeholders(facts, *made) | {"reason": reason}
        facts |= carried.facts(kind_of(row.kind).act(CORRECT), row, facts)
        state = open_book.perform("correct", row.matter_id, how, **facts)
    if facts := acts.get(ASSIGN):
        facts = with_placeholders(facts, *made)
        facts |= carried.facts(kind_of(row.kind).act(ASSIGN), row, facts)
        state = open_book.perform("assign", row.matter_id, how, **facts)
    if state is None:
        raise Refused(Reason("not_found"))
    return state


def _above(one: Import, rows: list[ImportRow]) -> dict[int, ImportRow]:
    wanted = {row.above for row in rows if row.above is not None}
    return {row.place: row for row in ImportRow.objects.filter(import_id=one.id, place__in=wanted)}


def _others(one: Import, rows: list[ImportRow]) -> dict[Any, ImportRow]:
    """What other imports took over since this preview: by key for new rows, by matter for changed ones."""
    later = ImportRow.objects.filter(register_id=one.register_id, seq__gt=one.seen, state=ImportRow.DONE)
    later = later.exclude(import_id=one.id)
    found: dict[Any, ImportRow] = {row.key: row for row in later.filter(key__in=[row.key for row in rows])}
    matters = [row.matter_id for row in rows if row.matter_id]
    return found | {row.matter_id: row for row in later.filter(matter_id__in=matters)}


def _as_by(row: ImportRow, other: ImportRow) -> None:
    """Somebody else took the same row over a moment ago: the same words are the same row."""
    row.matter_id = other.matter_id
    if other.digest == row.digest:
        row.verdict, row.state = "same", ImportRow.DONE
    else:
        _left(row, Why("changed_meanwhile"))


def _left(row: ImportRow, why: Why) -> None:
    row.reasons = canonical([*json.loads(row.reasons), [why.code, why.cell, dict(why.about)]])
    row.verdict, row.state = "refused", ImportRow.LEFT


def _plain(reason: Reason) -> dict[str, Any]:
    return {
        name: str(value) if not isinstance(value, tuple) else list(value)
        for name, value in reason.about.items()
    }


def _finish(one: Import, *, person: int | None, at: int) -> bool:
    rows = ImportRow.objects.filter(import_id=one.id)
    with book(one.org_id, at=at) as open_book:
        state = open_book.store.state(one.id)
        if state is None or state.life != COMMITTING:
            return False
        done = rows.filter(state=ImportRow.DONE)
        counts = {name: done.filter(verdict=name).count() for name in WRITTEN}
        rows.filter(state=ImportRow.OPEN, verdict="same").update(state=ImportRow.DONE)
        rows.filter(state=ImportRow.OPEN).exclude(verdict="untouched").update(state=ImportRow.LEFT)
        counts["left"] = rows.filter(state=ImportRow.LEFT).count()
        open_book.perform("finish_import", one.id, how_of(open_book, person), counts=counts)
        forget(one)
    return True


def stop(one: Import, *, person: int | None, at: int) -> None:
    """Stop after the chunk in hand. What was taken over stays; it can go on or be undone."""
    with book(one.org_id, at=at) as open_book:
        open_book.perform("stop_import", one.id, office_of(open_book, one.register_id, person))


def job_of(one: Import) -> Job | None:
    """The job that works on it, for its progress."""
    return Job.objects.filter(pk=one.job_id).first() if one.job_id else None
