"""Two organisations in one house: nothing of one is found, named or changed from the other."""

import pytest

from tests.story.telling import DUE, refusal
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def both():
    return world(), world("heqi", "禾泉市政协机关")


def test_a_matter_of_the_other_one_is_not_found_by_anybody() -> None:
    here, there = both()
    theirs = registered_measure(there)
    for person in here.people:
        assert refusal(here, "receive", theirs, person) == "not_found"


@pytest.mark.parametrize("fact", ["lead_unit", "accountable", "leader", "lead_group", "supporting", "joint"])
def test_nobody_and_no_unit_of_the_other_one_is_named_in_an_act(fact: str) -> None:
    here, there = both()
    measure = here.open("measure", "邹小禾", title="压减会议", due=DUE)
    unit, person = there.units["秘书处"], there.people["殷若渔"]
    stranger = {
        "lead_unit": unit,
        "accountable": person,
        "leader": person,
        "lead_group": there.groups["各处室"],
    }
    value = stranger.get(fact, [unit])
    facts = {"lead_unit": here.units["秘书处"], fact: value}
    assert refusal(here, "assign", measure, "邹小禾", **facts) == "not_found"


def test_raisers_parents_registers_and_delegates_of_the_other_one_are_not_found() -> None:
    from bihuan.core.words.reasons import Refused

    here, there = both()
    theirs = there.open("problem", "邹小禾", title="别家的问题")
    stranger = there.people["田稼轩"]
    for facts in ({"raisers": [stranger]}, {"register": there.register}):
        with pytest.raises(Refused) as caught:
            here.open("problem", "邹小禾", title="问题", **facts)
        assert caught.value.reason.code == "not_found"
    with pytest.raises(Refused) as caught:
        here.open("measure", "邹小禾", title="措施", parent=theirs.id)
    assert caught.value.reason.code == "not_found"
    mine = registered_measure(here)
    whom = {"for_whom": stranger, "basis": "电话"}
    assert refusal(here, "receive", mine, "邹小禾", **whom) == "not_found"
    ours = here.open("problem", "邹小禾", title="我们的问题")
    assert refusal(here, "merge", ours, "邹小禾", into=theirs.id, reason="同一件事") == "not_found"


def test_the_administrator_of_one_changes_nobody_of_the_other() -> None:
    from bihuan.core.words.reasons import Refused
    from bihuan.matters.seeing.standing import standing_matter
    from bihuan.matters.writing.acts import perform
    from bihuan.people.models import Appointment, Unit

    here, there = both()
    appointment = Appointment.objects.get(person=there.people["殷若渔"])
    people = standing_matter(here.org.pk, "people")
    tries = (
        ("end_appointment", {"appointment": appointment.pk, "to_on": "2026-03-01"}),
        ("change_unit", {"unit": there.units["秘书处"], "name": "改名"}),
        ("change_person", {"person": there.people["殷若渔"], "person_name": "改名"}),
        ("appoint", {"person": here.people["费䶮"], "post": there.posts["温如砺"], "from_on": "2026-03-01"}),
    )
    for act, facts in tries:
        with pytest.raises(Refused) as caught:
            perform(act, people, org=here.org.pk, actor=here.people["费䶮"], at=here.tick(), **facts)
        assert caught.value.reason.code == "not_found"
    appointment.refresh_from_db()
    assert appointment.to_on is None
    assert Unit.objects.get(pk=there.units["秘书处"]).name == "秘书处"


def test_one_cannot_act_in_the_name_of_the_other() -> None:
    from bihuan.core.words.reasons import Refused
    from bihuan.matters.writing.acts import perform

    here, there = both()
    measure = registered_measure(here)
    with pytest.raises(Refused) as caught:
        perform("receive", measure.id, org=here.org.pk, actor=there.people["殷若渔"], at=here.tick())
    assert caught.value.reason.code == "not_found"
