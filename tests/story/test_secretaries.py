"""秘书: an appointment names whom it serves; a secretary enters that person's decisions and nobody else's."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.seeing.lists import turns
from bihuan.matters.seeing.sight import sight
from tests.on_paper import compare, heard, signed_by, with_another_clerk
from tests.story.telling import now, refusal
from tests.world import START, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def test_a_secretary_enters_for_the_person_served_and_for_nobody_else(made: World) -> None:
    secretary, wenruli = made.people["田稼轩"], made.people["温如砺"]
    post = made.charter("add_post", unit=made.units["办公厅"], name="秘书", role="member")
    measure = heard(made)
    paper = signed_by(made, "sign_off", "温如砺")
    assert refusal(made, "record_on_paper", measure, "田稼轩", **paper) == "no_right"
    made.charter("appoint", person=secretary, post=post, serves=wenruli, from_on="2026-03-01")
    other = signed_by(made, "reopen", "季望山", reason="反弹")
    assert refusal(made, "record_on_paper", measure, "田稼轩", **other) == "serves_another"
    assert refusal(made, "sign_off", measure, "田稼轩", for_whom="温如砺", basis="meeting") == "needs_paper"
    entered = made.do("record_on_paper", measure, "田稼轩", **paper)
    assert refusal(made, "compare_paper", measure, "田稼轩", paper=entered.papers[0].seq) == "no_right"
    assert compare(made, measure, "池晚照").life == "signed_off"


def test_a_secretary_sees_what_the_person_served_sees_and_has_none_of_it_to_do(made: World) -> None:
    measure = heard(made)
    post = made.charter("add_post", unit=made.units["办公厅"], name="秘书", role="member")
    made.charter(
        "appoint", person=made.people["田稼轩"], post=post, serves=made.people["温如砺"], from_on="2026-03-01"
    )
    eyes = sight(made.org.pk, made.people["田稼轩"], on=START)
    assert eyes.sees(now(measure))
    assert measure not in turns(eyes)
    assert measure in turns(sight(made.org.pk, made.people["温如砺"], on=START))


def test_nobody_is_their_own_secretary(made: World) -> None:
    post = made.charter("add_post", unit=made.units["办公厅"], name="秘书", role="member")
    with pytest.raises(Refused):
        made.charter(
            "appoint", person=made.people["田稼轩"], post=post, serves=made.people["田稼轩"], from_on=START
        )
