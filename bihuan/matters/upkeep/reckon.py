"""A new holiday notice re-reckons open matters: one job, one event each, only where a date really moves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import changing
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.core.time.dues import lamp_dates, reckon
from bihuan.jobs.run import Run
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_of_many
from bihuan.matters.kinds import acts
from bihuan.matters.models import Matter
from bihuan.matters.writing.acts import CHUNK, book
from bihuan.people.models import Organisation

RECKON = changing.RECKON


def reckon_again(run: Run) -> None:
    """The job; argument: org. Dates that were stated stay; what was reckoned from them is reckoned anew."""
    org = Organisation.objects.get(pk=run.argument["org"])
    found = Matter.objects.filter(
        org=org,
        life__in=RECKON.when,
        due_on__isnull=False,
        kind__in=[k.name for k, a in acts() if a == RECKON],
    )
    ids = list(found.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        with book(org.pk, at=run.at) as open_book:
            decided = _decided(some)
            for matter in some:
                move(open_book, matter, decided.get(matter))
            run.progress(start + len(some), len(ids))
        if run.should_stop():
            return


def _decided(matters: Sequence[int]) -> dict[int, Event]:
    """The act that decided each due: its day is that from which the due was reckoned."""
    found: dict[int, Event] = {}
    for event in events_of_many(matters):
        if event.plain.get("due_on") and event.name != RECKON.event:
            found[event.matter] = event
    return found


def move(open_book: Book, matter: int, decided: Event | None) -> None:
    """Reckon one matter's dates again as `decided` did; an event only if they differ."""
    state = open_book.store.state(matter)
    if state is None or state.own_days.due_on is None or decided is None:
        return
    dates = _dates(open_book, state, decided)
    if dates != {name: getattr(state.own_days, name, getattr(state, name)) for name in dates}:
        open_book.perform(RECKON.name, matter, Mandate(SYSTEM), **dates)


def _dates(open_book: Book, state: State, decided: Event) -> dict[str, Any]:
    """立行立改 is reckoned from its day; what a pause, a merge or an office gave stays, its warning moves."""
    calendar, rules = open_book.store.calendar(), open_book.store.rules()
    start = decided.occurred_on
    if decided.name == changing.ABSORB.event:  # the day of another matter, warned of as it was there
        start = date.fromisoformat(str(decided.plain["yellow_on"]))
    if decided.plain.get("due_kind") == "immediate":
        found = reckon("immediate", then=state.due_then, start_on=start, calendar=calendar, rules=rules)
    else:
        assert state.own_days.due_on
        found = lamp_dates(state.own_days.due_on, start_on=start, calendar=calendar, rules=rules)
    provisional = found.provisional and state.due_reckoned
    return {"due_on": found.due_on, "yellow_on": found.yellow_on, "red_on": found.red_on} | (
        {"due_provisional": provisional} if provisional != state.due_provisional else {}
    )
