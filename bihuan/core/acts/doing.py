"""Of a doing act: in whose name it is done, who is told, whether it makes a hand of one who checks."""

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.posts import may_be_told
from bihuan.core.state.state import State


def to_be_told(act: Act, snap: Snapshot, how: Mandate) -> int | None:
    """Whoever is said to do it through somebody else is told at once; of a paper that was at its entering."""
    person = how.for_whom if act.behalf else None
    if person is None or person == how.actor.person or how.paper or how.granted or how.within:
        return None
    return person if may_be_told(snap.posts, person) else None


def acting_units(snap: Snapshot) -> list[int]:
    """The units, of those that lead or support, in whose name a doing act is done.

    Everybody is in some branch: one that only supports has no hand by what its members do.
    """
    state = snap.state
    return sorted(
        {
            hat.unit
            for hat in snap.principal.hats
            if hat.works
            if hat.unit == state.lead_unit or (hat.unit in state.supporting and not hat.branch)
        }
    )


def makes_checker_a_hand(snap: Snapshot, *, before: State, after: State) -> bool:
    """Whether a doing act makes somebody of the register's own checkers a hand; read off what is known."""
    people = {hat.post for one in (snap.actor, snap.principal) for hat in one.hats}
    if snap.desk.posts & people:
        return True
    if after.units_from == before.units_from:
        return False
    units = dict(after.units_from).keys() - dict(before.units_from).keys()
    return any(unit in units for _, unit in snap.desk.pairs)
