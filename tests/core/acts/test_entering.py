"""Who enters a decision from paper."""

from datetime import date

from bihuan.core.acts.entering import DESK, at_the_desk, enters, nobody_of_the_desk
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import Hands
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of

ON = date(2026, 3, 2)


def snap(*barred: int) -> Snapshot:
    """A desk of two, 1 of the office and 2 who verifies; some of them had a hand."""
    return Snapshot(
        state=State(1, 1, "measure"),
        actor=Actor(9),
        desk=Desk(),
        today=ON,
        rules_of=dict,
        kind_of=kind_of,
        hands_in=lambda matter: Hands(frozenset(barred)),
        holders_in=lambda: {"verifier": frozenset({2}), "approver": frozenset({3})},
        comparers_in=lambda: {"office": frozenset({1}), "auditor": frozenset({9})},
    )


def test_the_desk_is_the_office_and_whoever_checks() -> None:
    assert at_the_desk(snap()) == {1, 2}
    assert all(enters(snap(1, 2), {role}) for role in DESK), "who has a hand is refused by the act itself"


def test_an_auditor_enters_where_everybody_of_it_is_barred_and_nowhere_else() -> None:
    assert not nobody_of_the_desk(snap(1)) and not enters(snap(1), {"auditor"})
    assert nobody_of_the_desk(snap(1, 2)) and enters(snap(1, 2), {"auditor"})
    assert not enters(snap(1, 2), {"approver", "lead"}), "nobody else does"
