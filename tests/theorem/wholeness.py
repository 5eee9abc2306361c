"""Whether everything that the database holds about a matter is what the record gives."""

from django.apps import apps

from bihuan.exchange.verifying.covered import OF_A_MATTER
from bihuan.exchange.verifying.matterwise import hold
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import ALL
from bihuan.matters.kinds import asking
from bihuan.matters.models import Matter
from bihuan.matters.writing.gathering import plain_value
from bihuan.matters.writing.rebuild import folded_state, row_state, tables


def faults(matter: int) -> list[str]:
    """What differs between the record and the rows made from it (house.md: fold(events) == row)."""
    found = []
    folded, row = folded_state(matter), row_state(matter)
    if folded != row:
        found.append(f"row {matter}: {folded} != {row}")
    progress = Progress(0)
    hold(progress, ALL, OF_A_MATTER, matter - 1, matter)
    return found + [one.sentence().en for one in progress.found] + _tables(matter)


def _tables(matter: int) -> list[str]:
    """What the record puts into the tables beside the matter's own rows."""
    found = []
    for (model, one), wanted in tables(matter).items():
        rows = list(apps.get_model(model).objects.filter(pk=one).values(*wanted))
        if [{name: plain_value(value) for name, value in row.items()} for row in rows] != [wanted]:
            found.append(f"{model} {one}: {wanted} != {rows}")
    return found


def waiting(org: int) -> list[str]:
    """A matter waits for an open request that is about it; an open request for one matter holds it."""
    found = []
    states = {one: row_state(one) for one in Matter.objects.filter(org_id=org).values_list("id", flat=True)}
    for number, state in states.items():
        assert state is not None
        request = states.get(state.pending or 0)
        if state.pending and (request is None or request.life != "open" or number not in request.subjects):
            found.append(f"{number} waits for {request}")
        if state.request and state.life == "open":
            act = asking(state.request)
            if act and act.beside:
                continue  # it holds nothing up
            held = [one for one in state.subjects if (about := states[one]) and about.pending == number]
            if not held or (len(state.subjects) == 1 and held != list(state.subjects)):
                found.append(f"request {number} ({state.request}) is open, but none waits for it")
    return found
