"""What the fields of an act can be chosen from: registers in sight, people who work here."""

from datetime import date

import pytest

from bihuan.core.acts.act import Field
from bihuan.core.words.text import Text
from bihuan.matters.pages import choices
from bihuan.matters.seeing.sight import sight
from bihuan.people.models import Appointment
from tests.world import world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def said(options: choices.Options) -> list[str]:
    return [label.zh for _, label in options]


def test_only_open_registers_in_sight_are_offered_by_their_title() -> None:
    made, _ = world(), world("heqi", "禾泉市政协机关")
    field = Field("in_register", "register", Text("台账", "Register"), True)

    def offered(who: str) -> list[str]:
        return said(choices.registers(sight(made.org.pk, made.people[who], on=TODAY), field, None))

    assert offered("邹小禾") == ["作风效能问题清单"] and offered("田稼轩") == []
    assert choices.registers(None, field, None) == [], "whoever forgets to say who asks offers nothing"
    made.do("close_register", made.register, "邹小禾", reason="办完了")
    assert offered("邹小禾") == []


def test_who_left_is_offered_only_where_somebody_is_appointed_or_looked_after() -> None:
    made = world()
    made.hire("贾先离", "督查处", "干事", "member")
    gone, held = made.people["贾先离"], Appointment.objects.latest("id").pk
    made.charter("end_appointment", appointment=held, to_on="2026-02-28")
    raiser = made.charter("add_person", person_name="尹稚川")
    everybody = [int(one) for one, _ in choices.people(made.org.pk, TODAY)]
    assert gone not in everybody and raiser in everybody, "who only raised something never left"
    assert gone in [int(one) for one, _ in choices.people(made.org.pk, TODAY, left=True)]
    assert gone in [int(one) for one, _ in choices.people(made.org.pk, date(2026, 2, 28))]
