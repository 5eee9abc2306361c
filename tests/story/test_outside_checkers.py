"""门外核验人: nameable beside verifiers and fallbacks, and of no unit that leads anything here."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.sight import sight
from bihuan.matters.seeing.standing import standing_matter
from tests.story.telling import day, refusal, waiting
from tests.world import confirm, world

pytestmark = pytest.mark.django_db
FROM = "2026-03-02"


def test_an_outside_checker_belongs_to_no_unit_of_ours() -> None:
    made = world()
    people = standing_matter(made.org.pk, "people")
    inside = {"outsiders": [made.posts["谷向原"]], "reason": "门外核验"}
    assert refusal(made, "request_desk", made.register, "邹小禾", **inside) == "not_outside"
    made.units["派驻组"] = made.charter(
        "add_unit", name="派驻纪检监察组", kind="outside", from_on="2025-01-01"
    )
    made.posts["门外"] = made.charter(
        "add_post", unit=made.units["派驻组"], name="门外核验", role="outside_checker"
    )
    ours = {"person": made.people["谷向原"], "post": made.posts["门外"], "from_on": FROM}
    assert refusal(made, "request_appointment", people, "费䶮", **ours) == "sits_inside"
    made.people["翁同舟"] = made.charter("add_person", person_name="翁同舟")
    made.do("request_appointment", people, "费䶮", **(ours | {"person": made.people["翁同舟"]}))
    made.do("approve", waiting(people), "严以宁")
    named = {"outsiders": [made.posts["门外"]], "reason": "门外核验"}
    made.do("request_desk", made.register, "邹小禾", **named)
    confirm(made, made.register)
    desk = desk_of(made.register)
    assert desk.outsiders == ((made.posts["门外"], made.units["派驻组"]),)
    eyes = sight(made.org.pk, made.people["翁同舟"], on=day(made))
    assert not eyes.sees(made.open("problem", "邹小禾", title="问题")), "sees only what he is to check"
    ours = {"person": made.people["翁同舟"], "post": made.posts["殷若渔"], "from_on": FROM}
    assert refusal(made, "appoint", people, "费䶮", **ours) == "sits_inside"


def test_no_outside_unit_leads_anything() -> None:
    made = world()
    unit = made.charter("add_unit", name="上级督查室", kind="outside", from_on="2025-01-01")
    with pytest.raises(Refused) as caught:
        made.do("assign", made.open("measure", "邹小禾", title="措施"), "邹小禾", lead_unit=unit,
                due={"kind": "date", "on": "2026-06-30"})  # fmt: skip
    assert caught.value.reason.code == "not_answerable"
