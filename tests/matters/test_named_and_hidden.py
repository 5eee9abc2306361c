"""What somebody may not see cannot be named either: forms and acts answer as if it were not there."""

import re

import pytest
from django.test import Client

from bihuan.core.words.reasons import Refused
from bihuan.ledger.models import Event
from bihuan.matters.kinds import acts
from bihuan.matters.models import Matter
from bihuan.matters.pages.forms import NO_SUCH
from tests.matters.scenes import Busy, at_the_worlds_day, busy, every_state, signed_in
from tests.world import World, list_there, open_register, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def two_offices() -> tuple[World, int, int]:
    """Two registers with offices apart; (the world, the other register, a problem in it)."""
    made = world()
    other = open_register_of(made, "委员工作处", title="委员来信清单", prefix="WY")
    hidden = made.open("problem", "谷向原", title="不便公开的来信", register=other)
    return made, other, hidden.id


def open_register_of(made: World, office: str, **named: str) -> int:
    """A register at whose desk nobody of 督查处 sits."""
    from bihuan.matters.writing.acts import open_matter

    state = open_matter(
        "register", org=made.org.pk, actor=made.people["费䶮"], at=made.tick(), office=made.units[office],
        verifiers=[made.posts["岳正衡"]], fallbacks=[made.posts["温如砺"]], approvers=[made.posts["季望山"]],
        **named,
    )  # fmt: skip
    made.do("open_register", state, "谷向原")
    return state.id


def reason(made: World, act: str, matter: int, by: str, **facts: object) -> str:
    """Why somebody is refused."""
    with pytest.raises(Refused) as caught:
        made.do(act, matter, by, **facts)
    return caught.value.reason.code


def said(client: Client, address: str, **given: object) -> str:
    """What the form says of it, without what was typed and the keys that differ each time."""
    page = client.post(address, {"once": "k", **given})
    assert page.status_code == 422
    text = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    for typed in given.values():
        text = text.replace(str(typed), "…")
    return re.sub(r'name="(once|seen|csrfmiddlewaretoken)" value="[^"]*"', "", text)


def test_a_number_out_of_sight_is_none_on_a_form() -> None:
    made, _, hidden = two_offices()
    mine = made.open("problem", "邹小禾", title="自己的问题")
    number = Matter.objects.get(pk=hidden).number
    client = signed_in(made, "邹小禾")
    address = f"/m/{mine.id}/merge/"
    there, absent = (said(client, address, into=one, reason="同一件事") for one in (number, "WY-2026-999"))
    assert there == absent and NO_SUCH.zh in there and "不便公开" not in there


@pytest.mark.parametrize("act", ["merge", "list_matter", "request_listing", "unlist"])
def test_an_act_answers_of_what_is_hidden_as_of_what_is_not_there(act: str) -> None:
    made, other, hidden = two_offices()
    mine = made.open("problem", "邹小禾", title="自己的问题")
    field = "into" if act == "merge" else "in_register"
    facts = {"reason": "同一件事"} if act != "list_matter" else {}
    before = Event.objects.count()
    for one in (hidden if act == "merge" else other, hidden + 5_000, 1, 0, -1, 2**31, 2**63, 2**64, 10**40):
        assert reason(made, act, mine.id, "邹小禾", **facts | {field: one}) == "not_found", one
    assert Event.objects.count() == before


def test_a_batch_takes_nothing_that_whoever_asks_may_not_see() -> None:
    made, _, hidden = two_offices()
    for one in (hidden, hidden + 5_000, 2**63):
        asked = {"title": "第一批", "subjects": [one]}
        assert reason(made, "request_batch_approval", made.register, "邹小禾", **asked) == "not_found"


def test_every_field_that_names_a_matter_asks_for_sight() -> None:
    """Whatever act comes to name a matter: the book asks before the act's own guards do."""
    made, other, hidden = two_offices()
    office = {
        "problem": made.open("problem", "邹小禾", title="甲").id,
        "measure": registered_measure(made).id,
    }
    office["register"] = made.register
    tried = 0
    for kind, act in acts():
        for field in act.fields:
            if field.kind not in ("matter", "matters", "register") or field.hidden or kind.name not in office:
                continue
            one = other if field.kind == "register" else [hidden] if field.kind == "matters" else hidden
            needed = {f.name: "一句话" for f in act.fields if f.required and f.kind in ("text", "long")}
            more = {"evidence": [made.proof()]} if act.name == "request_back_fill" else {}
            more |= {"accountable": made.people["纪清晏"]} if act.name == "request_hand_over" else {}
            facts = needed | more | {field.name: one}
            assert reason(made, act.name, office[kind.name], "邹小禾", **facts) == "not_found", act.name
            tried += 1
    assert tried >= 10


def test_registers_are_chosen_from_those_in_sight() -> None:
    made, other, _ = two_offices()
    mine = made.open("problem", "邹小禾", title="自己的问题").id
    third = open_register(made, title="巡察整改", prefix="XC")
    page = signed_in(made, "邹小禾").get(f"/m/{mine}/list_matter/").content.decode()
    assert f'value="{third}"' in page and f'value="{other}"' not in page and "委员来信" not in page
    assert f'value="{made.register}"' not in page, "where it stands already"
    assert f'value="{third}"' not in signed_in(made, "秦见微").get(f"/m/{mine}/unlist/").content.decode()


def test_another_register_lists_it_by_its_own_office_or_with_its_yes() -> None:
    found = busy()
    made, matter = found.made, found.matters["late"]
    there = {"in_register": found.second}
    assert reason(made, "list_matter", matter, "秦见微", **there) == "its_office_lists"
    client = signed_in(made, "秦见微")
    page = said(client, f"/m/{matter}/list_matter/", **there)
    assert "由该台账的督查办公室（委员工作处）决定" in page
    asked = made.do("request_listing", matter, "秦见微", reason="一事多账", number_there="9", **there)
    request = Matter.objects.filter(parent_id=matter, kind="request", life="open").latest("id").pk
    assert asked.pending is None, "it holds nothing up"
    assert reason(made, "request_listing", matter, "秦见微", reason="再问", **there) == "listing_asked"
    for person in ("秦见微", "邹小禾", "费䶮"):
        assert reason(made, "approve", request, person) == "no_right", person
    assert f"/m/{request}/" in signed_in(made, "谷向原").get("/").content.decode(), "it waits for its office"
    made.do("approve", request, "谷向原")
    state = found.state("late")
    assert found.second in state.registers and state.register == made.register
    assert reason(made, "request_listing", matter, "秦见微", reason="再问", **there) == "exists"


def test_a_no_lists_it_nowhere_and_it_can_be_asked_again() -> None:
    found = busy()
    made, matter, there = found.made, found.matters["late"], {"in_register": found.second}
    for _ in range(2):
        made.do("request_listing", matter, "秦见微", reason="一事多账", **there)
        request = Matter.objects.filter(parent_id=matter, kind="request", life="open").latest("id").pk
        made.do("refuse", request, "谷向原", reason="不属于来信")
    assert found.second not in found.state("late").registers


def test_an_office_that_leads_the_matter_can_still_take_it_into_its_register() -> None:
    found = busy()
    made = found.made
    list_there(made, found.matters["helped"], found.second)
    assert found.second in found.state("helped").registers


def test_whoever_sits_in_both_offices_lists_it_at_once() -> None:
    made = world()
    third = open_register(made, title="巡察整改", prefix="XC")
    mine = made.open("problem", "邹小禾", title="自己的问题").id
    ask = {"in_register": third, "reason": "一事多账"}
    assert reason(made, "request_listing", mine, "邹小禾", **ask) == "own_office_lists"
    assert third in made.do("list_matter", mine, "邹小禾", in_register=third).registers


def test_a_closed_register_and_one_that_never_opened_take_nothing() -> None:
    made = world()
    third = open_register(made, title="巡察整改", prefix="XC")
    mine = made.open("problem", "邹小禾", title="自己的问题").id
    asked = made.open("problem", "邹小禾", title="另一问题").id
    made.do("close_register", third, "邹小禾", reason="专项结束")
    assert reason(made, "list_matter", mine, "邹小禾", in_register=third) == "register_there_closed"
    asks = {"in_register": third, "reason": "一事多账"}
    assert reason(made, "request_listing", asked, "邹小禾", **asks) == "register_there_closed"


def test_a_register_that_closes_meanwhile_takes_nothing_by_a_late_yes() -> None:
    found = busy()
    made, matter = found.made, found.matters["late"]
    made.do("request_listing", matter, "秦见微", reason="一事多账", in_register=found.second)
    request = Matter.objects.filter(parent_id=matter, kind="request", life="open").latest("id").pk
    made.do("close_register", found.second, "谷向原", reason="专项结束")
    assert reason(made, "approve", request, "谷向原") == "register_there_closed"


def test_units_people_and_groups_that_are_not_there_are_named_by_no_act() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="措施", due={"kind": "immediate"})
    absent = max(made.people.values()) + 9_000
    base = {"lead_unit": made.units["秘书处"]}
    for facts in (
        {"lead_unit": absent}, base | {"supporting": [absent]}, base | {"joint": [absent]},
        base | {"accountable": absent}, base | {"leader": absent}, {"lead_group": absent},
    ):  # fmt: skip
        assert reason(made, "assign", measure.id, "邹小禾", **facts) == "not_found", facts
    assert made.do("assign", measure, "邹小禾", **base).lead_unit == made.units["秘书处"]


def test_the_scene_has_what_is_out_of_sight_of_somebody() -> None:
    found: Busy = busy()
    eyes = found.sight("田稼轩")
    assert [state for state in every_state() if not eyes.sees(state)]
