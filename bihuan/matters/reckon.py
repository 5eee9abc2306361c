"""A new holiday notice re-reckons open matters: one job, one event each, only where a date really moves."""

from typing import Any

from bihuan.core.book import Book, How
from bihuan.core.dues import lamp_dates, reckon
from bihuan.core.state import SYSTEM, State
from bihuan.jobs.run import Run
from bihuan.matters.acts import CHUNK, book, day_of
from bihuan.matters.models import Matter
from bihuan.people.models import Organisation

OPEN = ("registered", "assigned", "received", "under_way")


def reckon_again(run: Run) -> None:
    """The job; argument: org. Dates that were stated stay; what was reckoned from them is reckoned anew."""
    org = Organisation.objects.get(pk=run.argument["org"])
    today = day_of(run.at, org.zone)
    found = Matter.objects.filter(
        org=org, life__in=OPEN, due_on__isnull=False, kind__in=("problem", "measure")
    )
    ids = list(found.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), CHUNK):
        with book(org.pk, at=run.at, today=today) as open_book:
            for matter in ids[start : start + CHUNK]:
                move(open_book, matter)
            run.progress(start + CHUNK, len(ids))
        if run.should_stop():
            return


def move(open_book: Book, matter: int) -> None:
    """Reckon one matter's dates again; an event only if they differ."""
    state = open_book.store.state(matter)
    if state is None or state.due_on is None:
        return
    dates = _dates(open_book, state)
    if dates != {name: getattr(state, name) for name in dates}:
        open_book.perform("reckon", matter, How(SYSTEM), **dates)


def _dates(open_book: Book, state: State) -> dict[str, Any]:
    calendar, rules = open_book.store.calendar(), open_book.store.rules()
    start = state.assigned_on or state.opened_on or open_book.today
    if state.due_kind == "immediate":
        found = reckon("immediate", then=state.due_then, start_on=start, calendar=calendar, rules=rules)
    else:
        assert state.due_on
        found = lamp_dates(state.due_on, start_on=start, calendar=calendar, rules=rules)
    provisional = found.provisional and state.due_reckoned
    return {"due_on": found.due_on, "yellow_on": found.yellow_on, "red_on": found.red_on} | (
        {"due_provisional": provisional} if provisional != state.due_provisional else {}
    )
