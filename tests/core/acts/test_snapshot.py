"""What is read of a moment: who speaks, and who stands behind what is said."""

from bihuan.core.state.actor import Actor
from tests.core.looking import looking

SIGNS, CLERK = 7, 5


def test_a_paper_speaks_for_whoever_signed_it_and_a_stand_in_for_himself() -> None:
    in_his_place = {"actor": Actor(CLERK, (), frozenset({SIGNS})), "for_whom": Actor(SIGNS)}
    said, signed = looking(snap=in_his_place), looking(snap=in_his_place | {"on_paper": True})
    assert (said.speaker, said.behind) == (CLERK, (CLERK, SIGNS))
    assert (signed.speaker, signed.behind) == (SIGNS, (SIGNS,))
    recorded = looking(snap={"actor": Actor(CLERK), "for_whom": Actor(SIGNS)})
    assert (recorded.speaker, recorded.behind) == (SIGNS, (SIGNS,))
