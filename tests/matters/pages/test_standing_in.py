"""B角: colleagues of the same unit first; whoever would be refused is not offered."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.pages.standing_in import stand_ins
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import judge
from tests.matters.scenes import signed_in, statements
from tests.rooms.registers.test_pages import text_of
from tests.world import START, World, world

pytestmark = pytest.mark.django_db
LEFT = ("needs_second", "stand_in_checks", "own_stand_in")
"""What a second person mends, and that whoever administers names himself, whom the page leaves out."""


@pytest.fixture
def made() -> World:
    """The usual cast, with two who check from outside, and one who will come."""
    found = world()
    found.units["派驻组"] = found.charter("add_unit", name="派驻组", kind="outside", from_on="2025-01-01")
    for person in ("翁同舟", "魏问渠"):
        found.hire(person, "派驻组", "门外核验", "outside_checker")
    found.hire("池晚照", "秘书处", "主任科员", "member")
    return found


def offered(made: World, person: str, *, own: bool = True) -> list[str]:
    back = {str(one): name for name, one in made.people.items()}
    return [back[value] for value, _ in stand_ins(made.org.pk, START, made.people[person], own=own)]


def why(made: World, by: str, person: str, stand_in: str) -> str | None:
    """Why somebody cannot say that a person is away, and who stands in."""
    facts = {"person": made.people[person], "stand_in": made.people[stand_in], "from_on": "2026-03-02"}
    people = standing_matter(made.org.pk, "people")
    try:
        judge("declare_absence", people, org=made.org.pk, actor=made.people[by], at=made.at, **facts)
    except Refused as refused:
        return refused.reason.code
    return None


def test_whoever_is_offered_may_stand_in_and_nobody_who_may_is_left_out(made: World) -> None:
    pairs = 0
    for person in made.people:
        refused = {one: why(made, person, person, one) for one in made.people if one != person}
        if set(refused.values()) == {"no_right"}:
            continue  # who only reads declares nothing
        assert set(offered(made, person)) == {one for one in refused if refused[one] is None}, person
        pairs += len(refused)
    assert pairs > 80


def test_where_two_are_needed_an_administrator_may_ask_for_anybody(made: World) -> None:
    for person in ("殷若渔", "秦见微", "季望山"):
        found = offered(made, person, own=False)
        for other in found:
            assert why(made, "费䶮", person, other) in (
                None,
                "needs_second",
                "stand_in_checks",
                "own_stand_in",
            )
    assert "秦见微" not in offered(made, "殷若渔", own=False) and "秦见微" in offered(
        made, "季望山", own=False
    )


def test_colleagues_of_the_unit_come_first_and_are_said_to_be(made: World) -> None:
    found = stand_ins(made.org.pk, START, made.people["殷若渔"], own=True)
    assert {said.zh for _, said in found[:2]} == {"纪清晏 · 同处室（秘书处）", "池晚照 · 同处室（秘书处）"}
    english = {said.en for _, said in found[:2]}
    assert "纪清晏 · same unit (秘书处)" in english
    assert not any("同处室" in said.zh for _, said in found[2:]) and len(found) > 2
    assert offered(made, "翁同舟")[0] == "魏问渠", "nobody else may stand in there"


def test_it_costs_the_same_however_many_there_are(made: World) -> None:
    def cost() -> int:
        return len(statements(lambda: offered(made, "秦见微")))

    before = cost()
    for number in range(10):
        made.hire(f"同事{number}", "督查处", f"岗{number}", "supervisor")
    assert cost() == before


def test_the_form_says_what_a_stand_in_inherits_and_what_not(made: World) -> None:
    text = text_of(signed_in(made, "殷若渔").get("/account/absence/"))
    for said in (
        "B 角代办什么",
        "所办的也算本人经办",
        "两人只算一人",
        "账号和密码",
        "池晚照 · 同处室（秘书处）",
    ):
        assert said in text
    named = f"/admin/people/declare_absence/?person={made.people['殷若渔']}"
    asked = text_of(signed_in(made, "费䶮").get(named))
    assert "B 角代办什么" in asked and "池晚照 · 同处室（秘书处）" in asked
