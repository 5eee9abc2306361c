"""A unit whose head's post is vacant: the work goes on, and somebody signs who then decides nothing."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.state import State
from bihuan.matters.seeing import lists
from bihuan.matters.seeing.sight import sight, visible
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.upkeep.sweep import attempt
from bihuan.matters.writing.acts import book
from bihuan.notices.models import Notice
from bihuan.people.models import Appointment
from tests.story.telling import DUE, day, now, refusal, waiting
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


def leaves(made: World, person: str) -> None:
    """The person leaves the post of a head, as of yesterday."""
    held = Appointment.objects.get(person_id=made.people[person], post_id=made.posts[person])
    made.charter("end_appointment", appointment=held.pk, to_on="2026-01-01")


def claimed(made: World, **more: object) -> State:
    measure = registered_measure(made, accountable=made.people["殷若渔"], **more)
    made.do("receive", measure, "殷若渔")
    return made.do("claim", measure, "殷若渔", result="制度已印发", evidence=[made.proof()])


def rule(made: World, name: str, steps: list[list[object]]) -> None:
    with book(made.org.pk, at=made.tick()) as open_book:
        facts = {"name": name, "value": steps, "from_on": "2026-01-01", "reason": "本单位规定"}
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), **facts)


def to_do(made: World, person: str) -> set[int]:
    return set(lists.turns(sight(made.org.pk, made.people[person], on=day(made)), limit=50, offset=0))


def test_the_next_above_countersigns_and_finds_it_on_his_page_only() -> None:
    made = world()
    leaves(made, "纪清晏")
    measure = claimed(made)
    assert now(measure).sign_by == "above" and now(measure).sign_unit == made.units["办公厅"]
    assert measure.id in to_do(made, "季望山") and measure.id not in to_do(made, "邹小禾")
    told = set(
        Notice.objects.filter(matter_id=measure.id, name="claimed").values_list("principal", flat=True)
    )
    assert told == {principal(OFFICE, made.register)}
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "needs_countersign_of"
    assert refusal(made, "countersign", measure, "殷若渔") == "no_right"
    made.do("countersign", measure, "季望山", opinion="同意")
    assert made.people["季望山"] in now(measure).hand_people
    made.do("verify", measure, "秦见微", finding="属实")


def test_an_acting_head_is_an_appointment_of_its_kind_and_signs_as_the_head() -> None:
    made = world()
    leaves(made, "纪清晏")
    head, contact = made.posts["纪清晏"], made.posts["殷若渔"]
    facts = {"person": made.people["田稼轩"], "from_on": "2026-02-01", "acting": True}
    charter = standing_matter(made.org.pk, "people")
    assert refusal(made, "appoint", charter, "费䶮", post=contact, **facts) == "acts_as_head"
    made.do("appoint", charter, "费䶮", post=head, **facts)
    assert Appointment.objects.get(person_id=made.people["田稼轩"], post_id=head).acting
    measure = claimed(made)
    assert now(measure).sign_by == "head"
    assert measure.id in to_do(made, "田稼轩") and measure.id not in to_do(made, "季望山")
    made.do("countersign", measure, "田稼轩")


def nobody_above(made: World) -> State:
    """A measure of an office that has neither a head nor anybody above."""
    leaves(made, "岳正衡")
    post = made.charter("add_post", unit=made.units["机关纪委"], name="干部", role="member")
    made.charter("appoint", person=made.people["田稼轩"], post=post, from_on="2025-01-01")
    measure = registered_measure(made, lead_unit=made.units["机关纪委"], accountable=made.people["田稼轩"])
    return made.do("receive", measure, "田稼轩")


def test_where_nobody_is_above_a_person_of_the_office_signs_and_then_decides_nothing() -> None:
    made = world()
    measure = nobody_above(made)
    made.do("claim", measure, "田稼轩", result="已办", evidence=[made.proof()])
    assert now(measure).sign_by == "office"
    assert measure.id in to_do(made, "邹小禾")
    made.do("countersign", measure, "秦见微")  # who is the register's only verifier as well
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_work"
    assert now(measure).check_by != "verifiers"


def test_the_head_of_the_unit_above_sees_what_waits_for_the_signature_and_only_that() -> None:
    made = world()
    post = made.charter("add_post", unit=made.units["机关党委"], name="机关党委负责人", role="head")
    made.charter("appoint", person=made.people["谷向原"], post=post, from_on="2025-01-01")
    measure = nobody_above(made)

    def sees() -> tuple[bool, bool]:
        eyes = sight(made.org.pk, made.people["谷向原"], on=day(made))
        return eyes.sees(now(measure)), visible(eyes).filter(pk=measure.id).exists()

    assert sees() == (False, False)
    made.do("claim", measure, "田稼轩", result="已办", evidence=[made.proof()])
    assert now(measure).sign_unit == made.units["机关党委"]
    assert sees() == (True, True) and measure.id in to_do(made, "谷向原")
    made.do("countersign", measure, "谷向原")
    assert measure.id not in to_do(made, "谷向原")


def test_it_is_named_anew_when_the_post_is_filled_again() -> None:
    made = world()
    leaves(made, "纪清晏")
    measure = claimed(made)
    made.charter("appoint", person=made.people["谷向原"], post=made.posts["纪清晏"], from_on="2026-02-01")
    with book(made.org.pk, at=made.tick()) as open_book:
        attempt("name_signer", open_book, measure.id)
    assert (now(measure).sign_by, now(measure).sign_unit) == ("head", None)
    made.do("countersign", measure, "谷向原")


def test_a_request_that_the_head_signs_first_goes_the_same_way() -> None:
    made = world()
    steps = [["head", "any", False], ["office", "any", False]]
    rule(made, "pause_steps", steps)
    leaves(made, "纪清晏")
    measure = registered_measure(made, accountable=made.people["殷若渔"])
    made.do("receive", measure, "殷若渔")
    made.do("request_pause", measure, "殷若渔", reason="等上级文件")
    request = waiting(measure.id)
    assert request in to_do(made, "季望山")
    made.do("approve", request, "季望山")
    made.do("approve", request, "邹小禾")
    assert now(measure).clock == "paused"


def test_where_nobody_is_above_the_office_answers_once_and_not_for_both_sides() -> None:
    made = world()
    rule(made, "extension_steps", [["head", "any", False], ["office", "any", False]])
    measure = nobody_above(made)
    later = DUE | {"on": "2026-12-30"}
    made.do("request_extension", measure, "田稼轩", due=later, reason="需再论证")
    assert [by for by, *_ in now(waiting(measure.id)).steps] == ["office"]
    made.do("approve", waiting(measure.id), "邹小禾")
    assert str(now(measure).due_on) == "2026-12-30"
