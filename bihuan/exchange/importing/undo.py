"""Undoing an import: rows that nobody has touched since are withdrawn, the others stay with the reason.

Measures go before their problem; a problem stays while one of its measures does. Corrections stay.
"""

import json
import time
from collections.abc import Callable

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.spine_kinds import PART
from bihuan.core.state.lives import ASSIGNED, ENDED, LAPSED
from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.commit import Report
from bihuan.exchange.importing.items import MEASURE, PROBLEM, canonical
from bihuan.exchange.importing.keeping import keep_outcomes
from bihuan.exchange.importing.kind import UNDOING
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.start import forget, how_of, office_of
from bihuan.exchange.importing.takes import is_ledger, taken_back_by
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.matters.writing.acts import CHUNK, CHUNK_SECONDS, book, load

JOB = "exchange.undo"
REASON = "撤销导入"


def begin_undo(one: Import, *, person: int | None, at: int, seen: int | None = None) -> int:
    """Order the undo and queue its job, in one transaction; the job's id. Raises Refused."""
    with book(one.org_id, at=at) as open_book:
        how = office_of(open_book, one.register_id, person)
        open_book.perform("undo", one.id, Mandate(how.actor, seen=seen, within=True))
        job = enqueue(JOB, at=at, key=f"{JOB}:{one.id}", import_id=one.id, person=person)
        Import.objects.filter(pk=one.pk).update(job_id=job)
    return job


def run_job(run: Run) -> None:
    """The job: as `undone`, reporting to the queue."""
    one = Import.objects.get(pk=run.argument["import_id"])
    undone(
        one, person=run.argument["person"], clock=lambda: run.at, report=run.progress, stop=run.should_stop
    )


def undone(
    one: Import,
    *,
    person: int | None,
    clock: Callable[[], int],
    report: Report = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Withdraw what can be withdrawn, chunk by chunk; False where it was stopped before the end."""
    total = ImportRow.objects.filter(import_id=one.id, seq__isnull=False).count()
    for kind in (MEASURE, PROBLEM) if is_ledger(one.kind) else (one.kind,):
        while rows := _chunk(one, kind, person=person, at=clock(), report=report, total=total):
            if stop():
                return False
        if rows is None:
            return False
    return _finish(one, person=person, at=clock())


def _chunk(one: Import, kind: str, *, person: int | None, at: int, report: Report, total: int) -> int | None:
    begun = time.monotonic()
    with book(one.org_id, at=at) as open_book:
        state = open_book.store.state(one.id)
        if state is None or state.life != UNDOING:
            return None
        waiting = ImportRow.objects.filter(import_id=one.id, state=ImportRow.DONE, seq__isnull=False)
        rows = list(waiting.filter(kind=kind).order_by("-place")[:CHUNK])
        load(open_book, [row.matter_id for row in rows if row.matter_id])
        how, done = how_of(open_book, person), list[ImportRow]()
        for row in rows:
            if done and time.monotonic() - begun > CHUNK_SECONDS:
                break
            row.state, why = _withdrawn(open_book, how, row)
            if why:
                row.reasons = canonical([*json.loads(row.reasons), [why, "", {}]])
            done.append(row)
        keep_outcomes(done)
        if rows:
            report(total - waiting.count(), total)
        return len(done)


def _withdrawn(open_book: Book, how: Mandate, row: ImportRow) -> tuple[str, str]:
    """(the row's state, why it stays)."""
    store = open_book.store
    state = store.state(row.matter_id) if row.matter_id else None
    if row.verdict != "new":
        return ImportRow.KEPT, "stays_corrected"
    if state is None or state.seq != row.seq or state.pending:
        return ImportRow.KEPT, "stays_touched"
    kind = store.kind(state.kind)
    act = taken_back_by(kind)
    if act is None:
        return ImportRow.KEPT, "stays_no_way"
    below = store.children(state.id)
    if any(one.kind == kind.counted and one.life not in ENDED for one in below):
        return ImportRow.KEPT, "stays_below"
    parts = [one for one in below if one.kind == PART.name and one.life != LAPSED]
    others = [one for one in below if one.kind not in (kind.counted, PART.name)]
    if others or any(one.life != ASSIGNED for one in parts):
        return ImportRow.KEPT, "stays_touched"
    reason = {"reason": REASON} if act.field("reason") else {}
    try:
        for part in parts:
            open_book.perform("excuse_part", part.id, how, reason=REASON)
        open_book.perform(act.name, state.id, how, **reason)
    except Refused as refused:
        if refused.reason.code == "no_right":
            raise
        return ImportRow.KEPT, "stays_touched"
    return ImportRow.UNDONE, ""


def _finish(one: Import, *, person: int | None, at: int) -> bool:
    rows = ImportRow.objects.filter(import_id=one.id)
    with book(one.org_id, at=at) as open_book:
        state = open_book.store.state(one.id)
        if state is None or state.life != UNDOING:
            return False
        counts = {name: rows.filter(state=name).count() for name in (ImportRow.UNDONE, ImportRow.KEPT)}
        open_book.perform("finish_undo", one.id, how_of(open_book, person), counts=counts)
        forget(one)
    return True
