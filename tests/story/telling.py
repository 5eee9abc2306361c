"""Short ways to tell a story: who was refused and why, who was told, how a matter stands."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.state.principals import AUDITORS, PERSON, UNIT, principal
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import row_state
from bihuan.notices.models import Notice
from tests.world import World

DUE = {"kind": "date", "on": "2026-06-30"}


def refusal(made: World, name: str, matter: int | State, by: str | None, /, **facts: Any) -> str:
    """The code of the reason why an act was refused; fails if it was not."""
    with pytest.raises(Refused) as caught:
        made.do(name, matter, by, **facts)
    return caught.value.reason.code


def now(matter: int | State) -> State:
    """How a matter stands in its row."""
    state = row_state(matter.id if isinstance(matter, State) else matter)
    assert state is not None
    return state


def told(made: World, matter: int | State, event: str) -> set[str]:
    """Persons and units to whom a notice of an event of a matter was kept."""
    identity = matter.id if isinstance(matter, State) else matter
    kept = set(Notice.objects.filter(matter_id=identity, name=event).values_list("principal", flat=True))
    people = {name for name, one in made.people.items() if principal(PERSON, one) in kept}
    return people | {name for name, one in made.units.items() if principal(UNIT, one) in kept}


def auditors_told(made: World, matter: int, event: str) -> bool:
    """Whether a notice of an event was kept for the auditors."""
    kept = Notice.objects.filter(matter_id=matter, name=event)
    return kept.filter(principal=principal(AUDITORS, made.org.pk)).exists()


def waiting(about: int) -> int:
    """The open request about a register, the people, a matter."""
    return int(Matter.objects.filter(parent_id=about, kind="request", life="open").latest("id").pk)


def said(matter: int | State, event: str) -> dict[str, Any]:
    """The personal facts of the latest event of that name."""
    identity = matter.id if isinstance(matter, State) else matter
    return dict([one for one in events_of(identity) if one.name == event][-1].personal)


def below(matter: int | State, kind: str) -> list[State]:
    """The matters of a kind right under another, in order of opening."""
    identity = matter.id if isinstance(matter, State) else matter
    ids = Matter.objects.filter(parent_id=identity, kind=kind).order_by("id").values_list("id", flat=True)
    return [now(one) for one in ids]


def day(made: World) -> date:
    """Today, in the story."""
    from bihuan.core.time.days import day_of

    return day_of(made.at, made.org.zone)
