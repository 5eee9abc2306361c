"""Faces: whoever handles a matter reads all of it, supporters less, others only where it stands."""

from bihuan.core.state.faces import FULL, PARTNER, PUBLIC, face, shows
from bihuan.core.state.principals import DESK, ORG, PERSON, UNIT, principal
from bihuan.core.state.state import State

STATE = State(
    id=1, org=1, kind="measure", lead_unit=10, accountable=20, leader=21, opened_by=22,
    supporting=frozenset({11}), raisers=frozenset({23}), hand_people=frozenset({20, 24}),
    hand_units=frozenset({10, 11, 12}), led_units=frozenset({10, 13}), open_to_all=True,
    listings=((90, 1),),
)  # fmt: skip


def face_of(*held: tuple[int, int]) -> str:
    return face({principal(kind, number) for kind, number in held}, STATE)


def test_handlers_and_supervisors_see_the_full_face() -> None:
    for held in ((UNIT, 10), (PERSON, 20), (PERSON, 21), (DESK, 90), (UNIT, 13), (PERSON, 24)):
        assert face_of(held) == FULL, held


def test_supporters_see_a_partners_face() -> None:
    assert face_of((UNIT, 11)) == face_of((UNIT, 12)) == PARTNER


def test_raisers_openers_and_the_public_see_where_it_stands() -> None:
    for held in ((PERSON, 23), (PERSON, 22), (ORG, 1), (UNIT, 99)):
        assert face_of(held) == PUBLIC, held
    assert face({}, STATE) == PUBLIC


def test_the_fullest_of_several_faces_counts() -> None:
    assert face_of((ORG, 1), (UNIT, 11)) == PARTNER
    assert face_of((ORG, 1), (UNIT, 11), (PERSON, 24)) == FULL


def test_a_fuller_face_hides_nothing_that_a_lesser_one_shows() -> None:
    from bihuan.matters.kinds import kinds

    for kind in kinds().values():
        for act in kind.acts:
            for field in act.fields:
                shown = [shows(one, act.event, field.name) for one in (PUBLIC, PARTNER, FULL)]
                assert shown == sorted(shown), (kind.name, act.event, field.name)
                assert shown[2]


def test_findings_instructions_and_opinions_stay_with_those_who_handle_it() -> None:
    for event, fact in (("verified", "finding"), ("instructed", "instruction"), ("countersigned", "opinion")):
        assert not shows(PUBLIC, event, fact) and not shows(PARTNER, event, fact) and shows(FULL, event, fact)


def test_everybody_who_sees_it_reads_its_title_and_why_it_was_ended() -> None:
    for event in ("registered", "corrected"):
        assert shows(PUBLIC, event, "title")
    assert shows(PUBLIC, "declined", "reason") and shows(PUBLIC, "withdrawn", "reason")
    assert not shows(PUBLIC, "progressed", "progress") and not shows(PUBLIC, "sent_back", "still_to_do")
    assert shows(PARTNER, "progressed", "progress")
