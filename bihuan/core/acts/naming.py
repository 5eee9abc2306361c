"""Whom an act may name as accountable: the leading side names nobody who checks or approves there by itself.

To be named is not to have done, and bars nobody; but whoever is named is soon set to work. So it takes the
office, or a yes from beyond the doing side, to name a holder of a post at the register's own desk. And who is
named works here: whoever only raised something, or sits outside, answers for nothing and leads nothing.
"""

from bihuan.core.acts.act import Act
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.posts import OUTSIDE
from bihuan.core.state.relations import DOING_SIDE, relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

NAMES = "accountable"
"""The fact by which an act names whoever answers for a matter."""
OF_THE_HOUSE = (NAMES, "leader")
"""The facts that name only somebody who holds a post in a unit of the organisation, that day or later."""


def names_somebody_here(act: Act, snap: Snapshot) -> Reason | None:
    """Whoever is named holds a post of ours; what a ledger or the program says is taken as it is written."""
    if snap.within or snap.actor.person is None:
        return None
    for name in OF_THE_HOUSE:
        person = snap.facts.get(name)
        if person is None or act.field(name) is None or person == getattr(snap.state, name):
            continue
        if not works_here(snap, person):
            return Reason("holds_no_post", {"person": person})
    return None


def works_here(snap: Snapshot, person: int) -> bool:
    """Whether somebody holds a post of ours today, or will."""
    units = {hat.unit for hat in snap.actor_of(person).hats if hat.person == person}
    if not units:
        units = {one.unit for one in snap.posts.known(snap.posts.held_by(person)).values()}
    return any(snap.unit_kind(unit) != OUTSIDE for unit in units)


def names_no_checker(act: Act, snap: Snapshot, about: State) -> Reason | None:
    """Stands in `verdict` itself, not among the guards of a row, so that no act that names is without it."""
    if reason := _leader_by_office(act, snap, about):
        return reason
    person = snap.facts.get(NAMES)
    if person is None or act.field(NAMES) is None or person == snap.state.accountable:
        return None
    if _by_office(snap, about):
        return None
    held = snap.desk.posts and person in snap.posts.holders(snap.desk.posts)
    return Reason("names_checker", {"person": person}) if held else None


def _leader_by_office(act: Act, snap: Snapshot, about: State) -> Reason | None:
    """Whoever leads decides: the office names somebody in such a post, and nobody names himself."""
    leader = snap.facts.get("leader")
    if leader is None or act.field("leader") is None or leader == snap.state.leader:
        return None
    if snap.within or snap.actor.person is None:
        return None
    if leader in snap.actor.people | snap.principal.people:
        return Reason("leads_himself")
    return None if _by_office(snap, about) else Reason("leader_by_office")


def _by_office(snap: Snapshot, about: State) -> bool:
    """Whether the program, the office, or a yes from beyond the doing side names."""
    if snap.within or snap.actor.person is None:
        return True
    if snap.granted:
        return snap.granting is None or any(by not in DOING_SIDE for by, _, _ in snap.granting.steps)
    return any("office" in relations(one, about, snap.desk) for one in (snap.actor, snap.principal))
