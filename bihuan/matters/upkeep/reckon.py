"""Another calendar re-reckons what is open: one job, one event for each matter whose dates really change.

Whatever act changes the calendar queues the job, once for all that is entered within some minutes; so does a
start that finds another calendar than the one by which the dates were last reckoned: a new version brought a
year's notice, or a backup an older one.

Which matters: those that somebody works on, and hearings that still run. A claim in check keeps the dates by
which it was done, and what is closed those by which it closed. What is paused is owed by nobody meanwhile.
Whatever comes back to its doer, resumed or sent back, is reckoned in the night after (`came_back`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.changing import RECKON
from bihuan.core.loop.hearing_acts import RECKON_HEARING
from bihuan.core.loop.redating import Reckoner, heard_until, no_earlier, protected, redated
from bihuan.core.sql import marks
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.jobs import clock
from bihuan.jobs.run import Run
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_of_many
from bihuan.matters.kinds import acts
from bihuan.matters.seeing.waiting import Waiting, matters_in
from bihuan.matters.writing.acts import CHUNK, book, load
from bihuan.matters.writing.calling import reckoning
from bihuan.people.models import Organisation
from bihuan.rules import reckoned
from bihuan.rules.calendar import calendar
from bihuan.rules.table import ruleset

Move = Callable[[Book, Reckoner, State], None]


def prepare(empty: bool) -> list[str]:
    """Hook of `bin/run`: queue the job where the calendar is another than at the last reckoning."""
    now = clock.now()
    for org in Organisation.objects.values_list("id", flat=True):
        if reckoned.digest(calendar(org)) != reckoned.reckoned_by(org):
            reckoning(org, at=now)
    return []


def reckon_again(run: Run) -> None:
    """The job; argument: org. It can be stopped or killed and run again: what is reckoned stays so."""
    org = int(run.argument["org"])
    known = reckoned.digest(calendar(org))
    owed = [(one, move) for one in matters_in(org, _lives(RECKON.event), _DATED)]
    heard = [(one, hear) for one in matters_in(org, _lives(RECKON_HEARING.event))]
    if _reckon(run, org, [*owed, *heard]):
        reckoned.remember(org, known)


def came_back(run: Run, org: int) -> None:
    """For the nightly sweep: what was paused, in check or closed while the calendar changed."""
    _reckon(run, org, [(one, move) for one in _returned(org, since=run.at - _LATELY)])


_DATED = " AND due_on IS NOT NULL AND clock = 'running'"
_BACK = """
SELECT DISTINCT one.id FROM matters_spell back
JOIN matters_spell before ON before.matter_id = back.matter_id AND before.to_seq = back.from_seq
JOIN matters_matter one ON one.id = back.matter_id
WHERE back.org_id = %s AND back.kind = %s AND back.from_at > %s AND back.clock = 'running'
AND back.life IN ({lives}) AND (before.clock = 'paused' OR before.life NOT IN ({lives}))
AND one.life IN ({lives}) AND one.clock = 'running' AND one.due_on IS NOT NULL ORDER BY one.id
"""
_LATELY = 31 * 86_400 * 1_000_000
"""How long after it came back: the machine may have been off in the nights since."""


def _lives(event: str) -> Waiting:
    return [(kind.name, act.when) for kind, act in acts() if act.event == event]


def _returned(org: int, *, since: int) -> list[int]:
    found: list[int] = []
    with connection.cursor() as cursor:
        for kind, when in _lives(RECKON.event):
            lives = [str(life) for life in when]
            cursor.execute(_BACK.format(lives=marks(lives)), [org, kind, since, *lives, *lives, *lives])
            found += [matter for (matter,) in cursor.fetchall()]
    return found


def _reckon(run: Run, org: int, todo: Sequence[tuple[int, Move]]) -> bool:
    """In chunks, each a book of its own; whether it came to the end."""
    for start in range(0, len(todo), CHUNK):
        some = todo[start : start + CHUNK]
        with book(org, at=run.at) as open_book:
            load(open_book, [matter for matter, _ in some])
            by = _reckoner(open_book, org, [matter for matter, _ in some])
            for matter, change in some:
                if (state := open_book.store.state(matter)) is not None:
                    change(open_book, by, state)
            run.progress(start + len(some), len(todo))
        if run.should_stop():
            return start + len(some) >= len(todo)
    return True


def _reckoner(open_book: Book, org: int, matters: Sequence[int]) -> Reckoner:
    known: dict[int, list[Event]] = {}

    def read(ids: Iterable[int]) -> None:
        missing = [one for one in ids if one not in known]
        known.update((one, []) for one in missing)
        for event in events_of_many(missing):
            known[event.matter].append(event)

    def history(matter: int) -> Sequence[Event]:
        read([matter])
        return known[matter]

    states = filter(None, map(open_book.store.state, matters))
    read({*matters, *(one.parent for one in states if one.parent and (one.period or one.role))})
    return Reckoner(open_book.store.calendar(), lambda day: ruleset(org, on=day), history)


def move(open_book: Book, by: Reckoner, state: State) -> None:
    """Reckon the dates that one matter owes itself; an event only if any of them is another."""
    own = state.own_days
    if own.due_on is None or state.clock != "running":
        return
    found = protected(own, redated(by, state.id), today=open_book.today, calendar=by.calendar)
    if found.due_on is None:
        return
    now = {name: getattr(found, name) for name in own._fields}
    changed: dict[str, Any] = {name: day for name, day in now.items() if day != getattr(own, name)}
    provisional = found.reckoned and found.provisional
    for name, is_, was in (
        ("due_reckoned", found.reckoned, state.due_reckoned),
        ("due_provisional", provisional, state.due_provisional),
    ):
        if is_ != was:
            changed[name] = is_
    if "due_on" in changed:
        changed["due_was"] = own.due_on
    if changed:
        open_book.perform(RECKON.name, state.id, Mandate(SYSTEM), **changed)


def hear(open_book: Book, by: Reckoner, state: State) -> None:
    """The same of the days in which raisers may answer, while somebody who was asked has not."""
    until = state.hear_until
    if until is None or not state.silent or state.hearing == "silent":
        return
    found = heard_until(by, state.id)
    if found is None:
        return
    floor = by.calendar.first_workday_on_or_after(open_book.today)
    if (moved := no_earlier(found, until, floor)) != until:
        open_book.perform(RECKON_HEARING.name, state.id, Mandate(SYSTEM), hear_until=moved, hear_was=until)
