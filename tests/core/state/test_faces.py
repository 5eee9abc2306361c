"""Faces: whoever handles a matter reads all of it, supporters less, others only where it stands."""

from bihuan.core.acts.act import Field
from bihuan.core.acts.stakes import face
from bihuan.core.state.faces import FULL, PARTNER, PUBLIC, shows
from bihuan.core.state.principals import DESK, ORG, PERSON, UNIT, principal
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds

MEASURE = kinds()["measure"]
STATE = State(
    id=1, org=1, kind="measure", life="received", lead_unit=10, accountable=20, leader=21, opened_by=22,
    supporting=frozenset({11}), raisers=frozenset({23}), hand_people=frozenset({20, 24}),
    hand_units=frozenset({10, 11, 12}), led_units=frozenset({10, 13}), open_to_all=True,
    listings=((90, 1),),
)  # fmt: skip


def face_of(*held: tuple[int, int]) -> str:
    return face({principal(kind, number) for kind, number in held}, STATE, MEASURE)


def test_handlers_and_supervisors_see_the_full_face() -> None:
    for held in ((UNIT, 10), (PERSON, 20), (PERSON, 21), (DESK, 90), (UNIT, 13), (PERSON, 24)):
        assert face_of(held) == FULL, held


def test_supporters_see_a_partners_face() -> None:
    assert face_of((UNIT, 11)) == face_of((UNIT, 12)) == PARTNER


def test_raisers_openers_and_the_public_see_where_it_stands() -> None:
    for held in ((PERSON, 23), (PERSON, 22), (ORG, 1), (UNIT, 99)):
        assert face_of(held) == PUBLIC, held
    assert face({}, STATE, MEASURE) == PUBLIC


def test_the_fullest_of_several_faces_counts() -> None:
    assert face_of((ORG, 1), (UNIT, 11)) == PARTNER
    assert face_of((ORG, 1), (UNIT, 11), (PERSON, 24)) == FULL


def facts() -> dict[tuple[str, str], str]:
    """Every personal fact by (event, name), with the least face that it is shown on in any kind."""
    found: dict[tuple[str, str], str] = {}
    for kind in kinds().values():
        for act in kind.acts:
            for field in act.fields:
                if field.personal:
                    key = (act.event, field.name)
                    found[key] = min(field.face, found.get(key, FULL), key=[PUBLIC, PARTNER, FULL].index)
    return found


def test_a_fuller_face_hides_nothing_that_a_lesser_one_shows() -> None:
    for meant in (PUBLIC, PARTNER, FULL):
        shown = [shows(one, meant) for one in (PUBLIC, PARTNER, FULL)]
        assert shown == sorted(shown) and shown[2]


def test_findings_instructions_and_opinions_stay_with_those_who_handle_it() -> None:
    found = facts()
    for key in (("verified", "finding"), ("instructed", "instruction"), ("countersigned", "opinion")):
        assert found[key] == FULL, key


def test_everybody_who_sees_it_reads_its_title_and_why_it_was_ended() -> None:
    found = facts()
    for key in (
        ("registered", "title"),
        ("corrected", "title"),
        ("declined", "reason"),
        ("withdrawn", "reason"),
    ):
        assert found[key] == PUBLIC, key
    assert found["progressed", "progress"] == found["sent_back", "still_to_do"] == PARTNER


def test_a_fact_that_names_no_face_is_for_those_who_handle_the_matter() -> None:
    assert Field("remark", "long", Text("说明", "Remark"), personal=True).face == FULL
