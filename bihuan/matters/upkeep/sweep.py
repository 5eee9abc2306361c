"""The daily sweep (a system actor of its own): periods that begin, answers that did not come, files uncited.

Each act goes through a book like any other, in chunks, and can be stopped and run again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from django.db import connection

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.following import weigh_periods
from bihuan.core.loop.periods import owed_since
from bihuan.core.sql import marks
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import AT_WORK
from bihuan.core.state.state import State
from bihuan.core.time.dues import periods
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.reasons import Refused
from bihuan.files import sweep as files
from bihuan.jobs.run import Run
from bihuan.ledger import erase
from bihuan.matters.kinds import acts
from bihuan.matters.models import FromBrowser, Once
from bihuan.matters.seeing.waiting import Waiting, matters_in, named_anew
from bihuan.matters.upkeep import reckon
from bihuan.matters.writing.acts import CHUNK, book, load, meet
from bihuan.people.models import Organisation
from bihuan.people.read import day_in
from bihuan.rules.table import ruleset
from bihuan.search import upkeep

Ready = Callable[[Book, Sequence[int]], None]
"""What is asked for at once before many are looked at: their rows, or the hands in them too."""


KEYS_KEPT = 30 * files.DAY
"""Nobody clicks a second time on a form that old."""


def sweep(run: Run) -> None:
    """The job: every organisation's day is brought up to date."""
    for org in Organisation.objects.values_list("id", flat=True):
        _each(run, org, _recurring(org), open_periods)
        _each(run, org, _of_groups(org), weigh_periods)
        reckon.came_back(run, org)
        for act, waiting in _swept().items():
            _each(run, org, matters_in(org, waiting), partial(attempt, act), ready=meet)
        forget_browsers(org, at=run.at)
        if run.should_stop():
            return
    Once.objects.filter(at__lt=run.at - KEYS_KEPT).delete()
    files.sweep(cited, at=run.at)
    if _erased_since(run.at - 2 * files.DAY):
        erase.scrub()
        upkeep.scrub()


def name_anew(run: Run) -> None:
    """The job: posts or units have changed, so who is asked to check, to approve or to sign is named anew."""
    org = int(run.argument["org"])
    for name, lives in named_anew().items():
        _each(run, org, matters_in(org, lives), partial(attempt, name), ready=meet)


def forget_browsers(org: int, *, at: int) -> None:
    """From which browsers closings were done is kept for the months of a rule."""
    months = int(str(ruleset(org, on=day_in(org, at=at))["browser_kept_months"]))
    FromBrowser.objects.filter(org_id=org, at__lt=at - months * 31 * files.DAY).delete()


def _erased_since(at: int) -> bool:
    """Whether anything was erased of late: only then is there something to overwrite on the disk."""
    with connection.cursor() as cursor:
        names = sorted({act.event for _, act in acts() if act.erases})
        cursor.execute(
            f"SELECT 1 FROM ledger_event WHERE name IN ({marks(names)}) AND at > %s LIMIT 1", [*names, at]
        )
        return cursor.fetchone() is not None


def _each(run: Run, org: int, matters: Sequence[int], do: Any, ready: Ready = load) -> None:
    for start in range(0, len(matters), CHUNK):
        some = matters[start : start + CHUNK]
        done = (start + len(some), len(matters))
        try:
            _together(run, org, some, do, done, ready)
        except Refused:  # of one of them: the others are not kept waiting for it
            for matter in some:
                with suppress(Refused):
                    _together(run, org, [matter], do, done, ready)
        if run.should_stop():
            return


def _together(
    run: Run, org: int, matters: Sequence[int], do: Any, done: tuple[int, int], ready: Ready
) -> None:
    with book(org, at=run.at) as open_book:
        load(open_book, matters)
        ready(open_book, matters)
        for matter in matters:
            do(open_book, matter)
        run.progress(*done)


def open_periods(open_book: Book, matter: int) -> None:
    """An instalment for each period that has begun since the measure was handed out."""
    state = open_book.store.state(matter)
    if state is None or state.due_every is None:
        return
    opens = next(act for act in open_book.store.kind(state.kind).acts if act.each_period)
    open_already = {one.period for one in open_book.store.children(matter) if one.period}
    for key in _owed(state, open_book.today, open_book.store.calendar()):
        if key not in open_already:
            open_book.perform(opens.name, matter, Mandate(SYSTEM), period=key)


def _owed(state: State, today: date, calendar: WorkCalendar) -> Iterator[str]:
    since = max(filter(None, (state.assigned_on, owed_since(state))), default=today)
    assert state.due_every
    for period in periods(state.due_every, since, today, day=state.due_within, calendar=calendar):
        yield period.key


def attempt(act: str, open_book: Book, matter: int) -> None:
    """An act that the sweep tries: whether its time has come is for its guards to say."""
    try:
        open_book.perform(act, matter, Mandate(SYSTEM))
    except Refused:
        return


def _swept() -> dict[str, Waiting]:
    """The acts that the sweep tries, each with where it may be done."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for kind, act in acts():
        if act.swept:
            found.setdefault(act.name, []).append((kind.name, act.when))
    return dict(found)


def _recurring(org: int) -> list[int]:
    """What is done period by period, and has been taken on; what a group owes, once it is handed out."""
    kinds = [(kind.name, kind.lives_of(AT_WORK)) for kind, act in acts() if act.each_period]
    recurring = " AND due_kind = 'recurring'"
    return sorted({*matters_in(org, kinds, recurring), *_of_groups(org, recurring)})


def _of_groups(org: int, more: str = "") -> list[int]:
    """What a group owes period by period, once it is handed out."""
    owed = [(kind.name, act.when) for kind, act in acts() if act.each_period]
    return matters_in(org, owed, f"{more} AND lead_unit_id IS NULL")


def cited(org: int, digests: list[str]) -> set[str]:
    """Which of these digests some event cites."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT digest FROM matters_citation WHERE org_id = %s"
            f" AND digest IN ({marks(digests)})",
            [org, *digests],
        )
        return {digest for (digest,) in cursor.fetchall()}
