"""Who is asked to check is named anew as soon as hands or posts change, and not only by the daily sweep."""

import pytest

from bihuan.core.state.state import State
from bihuan.jobs.models import Job
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.upkeep import sweep
from bihuan.people.models import Appointment
from tests.matters.runs import Run
from tests.matters.scenes import state_of
from tests.world import World, claimed_measure, confirm, registered_measure, world

pytestmark = pytest.mark.django_db


def queued() -> int:
    return Job.objects.filter(name="matters.name_anew", state="queued").count()


def named_anew(made: World) -> None:
    """The worker does what was queued."""
    Job.objects.filter(name="matters.name_anew").delete()
    run = Run(made.tick(), {"org": made.org.pk})
    sweep.name_anew(run)  # type: ignore[arg-type]


def held(made: World, person: str, post: str) -> int:
    return int(Appointment.objects.get(person_id=made.people[person], post_id=made.posts[post]).pk)


def test_the_post_of_the_checker_falls_vacant_and_is_filled_again() -> None:
    made = world()
    measure = claimed_measure(made)
    named_anew(made)
    assert state_of(measure.id).check_by == "verifiers" and not queued()
    made.charter("end_appointment", appointment=held(made, "秦见微", "核验"), to_on="2026-03-01")
    assert queued() == 1
    named_anew(made)
    assert state_of(measure.id).check_by == "fallback"
    made.charter("appoint", person=made.people["谷向原"], post=made.posts["核验"], from_on="2026-03-01")
    assert queued() == 1
    named_anew(made)
    assert state_of(measure.id).check_by == "verifiers"


def test_what_is_claimed_while_the_post_is_vacant_goes_to_the_fallback_at_once() -> None:
    made = world()
    made.charter("end_appointment", appointment=held(made, "秦见微", "核验"), to_on="2026-03-01")
    assert claimed_measure(made).check_by == "fallback"


def test_the_signature_of_a_head_who_leaves_falls_to_the_next_above() -> None:
    made = world()
    measure = claimed(made)
    made.charter("end_appointment", appointment=held(made, "纪清晏", "纪清晏"), to_on="2026-03-01")
    named_anew(made)
    assert state_of(measure.id).sign_by == "above"


def claimed(made: World) -> State:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])


def test_a_checker_who_has_a_hand_after_the_claim_is_asked_no_longer() -> None:
    made = world()
    measure = claimed(made)
    sheet = {"basis": "signed_paper", "evidence": [made.proof("签字件")]}
    made.do("countersign", measure, "秦见微", for_whom="纪清晏", **sheet)
    assert made.people["秦见微"] in state_of(measure.id).hand_people
    assert state_of(measure.id).check_by == "fallback"


def test_a_doer_who_checks_nothing_changes_nobody() -> None:
    made = world()
    measure = claimed(made)
    seq = state_of(measure.id).seq
    made.do("countersign", measure, "纪清晏")
    assert state_of(measure.id).seq == seq + 1


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        ("change_unit", {"name": "督查一处"}),
        ("end_unit", {"to_on": "2026-12-31"}),
    ],
)
def test_units_that_change_are_looked_at_too(act: str, facts: dict[str, object]) -> None:
    made = world()
    claimed_measure(made)
    made.charter(act, unit=made.units["督查处"], **facts)
    assert queued() == 1


def test_an_absence_and_a_new_desk_are_looked_at_too() -> None:
    made = world()
    claimed_measure(made)
    people, today = standing_matter(made.org.pk, "people"), "2026-03-02"
    away = {"person": made.people["殷若渔"], "stand_in": made.people["田稼轩"], "from_on": today}
    made.do("declare_absence", people, "殷若渔", **away)
    assert queued() == 1
    named_anew(made)
    asked = {"verifiers": [made.posts["岳正衡"]], "reason": "换人"}
    made.do("request_desk", made.register, "邹小禾", **asked)
    assert not queued()
    confirm(made, made.register)
    assert queued() == 1


def test_what_moves_no_post_and_posts_for_which_nothing_waits_queue_nothing() -> None:
    made = world()
    made.charter("end_appointment", appointment=held(made, "田稼轩", "田稼轩"), to_on="2026-03-01")
    assert not queued()
    claimed_measure(made)
    made.charter("add_person", person_name="闻一新")
    assert not queued()
