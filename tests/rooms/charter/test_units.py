"""One name for one unit, a tree without loops, and nothing open left behind where a unit ends or somebody
leaves: through the pages of an administrator, who is told what is still open.
"""

import pytest
from django.test import Client

from bihuan.core.words.reasons import Refused
from bihuan.ledger.models import Event
from bihuan.matters.seeing.standing import standing_matter
from bihuan.people.models import Appointment, GroupMember, Person, Post, Unit, UnitGroup
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.rooms.charter.test_people import send, text_of
from tests.world import World, emptied, registered_measure, world

pytestmark = pytest.mark.django_db
NEW = {"kind": "office", "from_on": "2026-03-02"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def admin(made: World) -> Client:
    return signed_in(made, "费䶮")


def refused(client: Client, act: str, said: str, **given: object) -> None:
    """It is said why, and nothing is in the record."""
    before = Event.objects.count()
    page = send(client, act, **given)
    assert page.status_code == 422 and said in text_of(page), text_of(page)[:1500]
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", ["秘书处", " 秘书处 ", "秘 书 处", "秘书处　"])
@pytest.mark.parametrize("since", ["2025-01-01", "2026-03-02", "2030-01-01"])
def test_no_two_units_that_stand_at_one_time_have_one_name(name: str, since: str) -> None:
    made = world()
    client, given = admin(made), NEW | {"name": name, "from_on": since}
    refused(client, "add_unit", "已经有名为“秘书处”的单位", **given)
    refused(client, "add_unit", "已经有名为“秘书处”的单位", **given, above=made.units["机关党委"])


def test_a_unit_takes_the_name_of_none_that_stands_and_may_take_that_of_one_that_ended() -> None:
    made = world()
    client = admin(made)
    refused(client, "change_unit", "已经有名为“督查处”的单位", unit=made.units["委员工作处"], name="督查处")
    assert send(client, "change_unit", unit=made.units["委员工作处"], name="委员工作处").status_code == 302
    emptied(made, "委员工作处", until="2026-03-02")
    assert send(client, "end_unit", unit=made.units["委员工作处"], to_on="2026-03-02").status_code == 302
    refused(client, "add_unit", "已经有名为“委员工作处”的单位", **NEW | {"name": "委员工作处"})
    again = NEW | {"name": "委员工作处", "from_on": "2026-03-03"}
    assert send(client, "add_unit", **again).status_code == 302
    assert Unit.objects.filter(name="委员工作处").count() == 2


def test_no_two_groups_have_one_name() -> None:
    made = world()
    client = admin(made)
    for name in ("各处室", " 各处室", "各 处室"):
        refused(client, "add_group", "已经有名为“各处室”的集合单位", name=name)
    assert UnitGroup.objects.count() == 1


def test_a_unit_stands_neither_under_itself_nor_under_what_stands_under_it() -> None:
    made = world()
    client, above, below = admin(made), made.units["办公厅"], made.units["秘书处"]
    lowest = made.charter("add_unit", name="文印室", kind="office", above=below, from_on="2025-01-01")
    for unit, under in ((above, above), (above, below), (above, lowest), (below, lowest), (lowest, lowest)):
        refused(client, "change_unit", "就是这个单位本身，或在它之下", unit=unit, above=under)
    assert send(client, "change_unit", unit=lowest, above=above).status_code == 302


def test_the_program_makes_no_loop_either() -> None:
    made = world()
    with pytest.raises(Refused) as caught:
        made.charter("change_unit", unit=made.units["办公厅"], above=made.units["秘书处"])
    assert caught.value.reason.code == "unit_under_itself"


def test_a_unit_that_leads_something_open_does_not_end_and_it_is_said_what() -> None:
    made = world()
    client, unit = admin(made), made.units["秘书处"]
    first = registered_measure(made, title="修订首问负责制。")
    second = registered_measure(made, title="公开办事流程")
    for given in ({}, {"successor": made.units["委员工作处"]}):
        ends = {"unit": unit, "to_on": "2026-12-31", **given}
        refused(client, "end_unit", "还有 2 项没有办结", **ends)
        refused(
            client, "end_unit", f"{first.number} 修订首问负责制、{second.number} 公开办事流程。请先", **ends
        )
    for one in (first, second):
        asked = made.do(
            "request_transfer", one, "邹小禾", lead_unit=made.units["委员工作处"], reason="职能划转"
        )
        made.do("approve", asked.pending or 0, "秦见微")
    emptied(made, "秘书处", until="2026-12-31")
    assert send(client, "end_unit", unit=unit, to_on="2026-12-31").status_code == 302
    assert str(Unit.objects.get(pk=unit).to_on) == "2026-12-31"


def test_the_office_of_a_register_does_not_end() -> None:
    made = world()
    said = "还是 1 本台账的督查办公室：作风效能问题清单"
    refused(admin(made), "end_unit", said, unit=made.units["督查处"], to_on="2026-12-31")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to_on": "2024-12-31"}, "日期前后不符"),
        ({"to_on": "2026-12-31", "successor": "机关纪委"}, "就是这个单位本身"),
    ],
)
def test_a_unit_ends_after_it_began_and_not_into_itself(given: dict[str, str], said: str) -> None:
    made = world()
    more = {"successor": made.units[given["successor"]]} if "successor" in given else {}
    refused(admin(made), "end_unit", said, unit=made.units["机关纪委"], **given | more)


def test_what_has_ended_ends_not_later_and_takes_nothing_in() -> None:
    made = world()
    client, unit = admin(made), made.units["秘书处党支部"]
    post = made.charter("add_post", unit=unit, name="书记", role="head")
    assert send(client, "end_unit", unit=unit, to_on="2026-03-02").status_code == 302
    refused(client, "end_unit", "只能提前", unit=unit, to_on="2026-03-03")
    people = standing_matter(made.org.pk, "people")
    for act, facts in (
        ("add_post", {"unit": unit, "name": "委员", "role": "member"}),
        ("add_to_group", {"group": made.groups["各处室"], "unit": unit, "from_on": "2026-03-10"}),
        ("appoint", {"person": made.people["田稼轩"], "post": post, "from_on": "2026-03-10"}),
        ("add_unit", {"name": "小组", "kind": "branch", "above": unit, "from_on": "2026-03-10"}),
    ):
        made.tick(days=2)
        with pytest.raises(Refused) as caught:
            made.do(act, people, "费䶮", **facts)
        assert caught.value.reason.code == "unit_has_ended", act


def test_the_last_post_of_somebody_who_answers_for_something_open_does_not_end() -> None:
    made = world()
    client = admin(made)
    measure = registered_measure(made, accountable=made.people["殷若渔"])
    (held,) = Appointment.objects.filter(person_id=made.people["殷若渔"]).values_list("id", flat=True)
    ends = {"appointment": held, "to_on": "2026-03-02"}
    refused(client, "end_appointment", "名下还有 1 项没有办结", **ends)
    refused(client, "end_appointment", str(measure.number), **ends)
    post = made.charter("add_post", unit=made.units["秘书处"], name="副处长", role="member")
    other = made.charter("appoint", person=made.people["殷若渔"], post=post, from_on="2026-03-02")
    assert send(client, "end_appointment", **ends).status_code == 302, "another post is left"
    refused(client, "end_appointment", "最后一个任职", appointment=other, to_on="2026-03-02")
    made.do("correct", measure, "邹小禾", accountable=made.people["纪清晏"], reason="调离")
    assert send(client, "end_appointment", appointment=other, to_on="2026-03-02").status_code == 302


def test_whoever_leads_something_open_stays_until_another_is_named() -> None:
    made = world()
    registered_measure(made, leader=made.people["季望山"])
    (held,) = Appointment.objects.filter(person_id=made.people["季望山"]).values_list("id", flat=True)
    said = "季望山最后一个任职"
    refused(admin(made), "end_appointment", said, appointment=held, to_on="2026-03-02")


def test_a_unit_joins_a_group_once_and_leaves_after_it_joined() -> None:
    made = world()
    client = admin(made)
    inside = {"group": made.groups["各处室"], "unit": made.units["秘书处"], "from_on": "2026-03-02"}
    refused(client, "add_to_group", "已在这个集合单位中", **inside)
    member = GroupMember.objects.get(unit_id=made.units["秘书处"])
    refused(client, "remove_from_group", "日期前后不符", member=member.pk, to_on="2024-01-01")
    assert send(client, "remove_from_group", member=member.pk, to_on="2026-03-01").status_code == 302
    assert send(client, "add_to_group", **inside).status_code == 302


def test_what_is_not_there_is_refused_by_the_acts_themselves() -> None:
    made = world()
    people, absent = standing_matter(made.org.pk, "people"), made.units["秘书处"] + 5_000
    for act, facts in (
        ("change_unit", {"unit": absent, "name": "甲"}),
        ("change_unit", {"unit": made.units["秘书处"], "above": absent}),
        ("end_unit", {"unit": absent, "to_on": "2026-12-31"}),
        ("add_to_group", {"group": absent, "unit": made.units["秘书处"], "from_on": "2026-03-02"}),
        ("remove_from_group", {"member": absent, "to_on": "2026-12-31"}),
        ("add_post", {"unit": absent, "name": "甲", "role": "member"}),
        ("change_person", {"person": absent, "person_name": "甲"}),
        ("appoint", {"person": absent, "post": made.posts["田稼轩"], "from_on": "2026-03-02"}),
        ("appoint", {"person": made.people["田稼轩"], "post": absent, "from_on": "2026-03-02"}),
        ("end_appointment", {"appointment": absent, "to_on": "2026-12-31"}),
        ("take_sign_in", {"person": absent}),
    ):
        with pytest.raises(Refused) as caught:
            made.do(act, people, "费䶮", **facts)
        assert caught.value.reason.code == "not_found", (act, facts)


def test_posts_of_ended_units_and_people_who_left_are_not_offered() -> None:
    made = world()
    client = admin(made)
    made.hire("贾先离", "秘书处党支部", "干事", "member")
    gone = made.people["贾先离"]
    (held,) = Appointment.objects.filter(person_id=gone).values_list("id", flat=True)
    made.charter("end_appointment", appointment=held, to_on="2026-02-28")
    made.charter("end_unit", unit=made.units["秘书处党支部"], to_on="2026-02-28")
    page = client.get("/admin/people/appoint/").content.decode()
    post = Post.objects.get(name="干事").pk
    assert f'value="{post}"' not in page, "its unit has ended"
    assert f'value="{gone}"' in page.split('name="serves"')[0], "who left may come back"
    assert f'value="{gone}"' not in page.split('name="serves"', 1)[1]
    for act in ("declare_absence", "request_unit_end"):
        page = client.get(f"/admin/people/{act}/")
        assert f'value="{gone}"' not in page.content.decode(), act


# --- nothing runs on in what has ended ----------------------------------------------------------------------
def test_a_unit_does_not_end_while_its_posts_are_held_and_it_is_said_by_whom() -> None:
    made = world()
    client, unit = admin(made), made.units["秘书处党支部"]
    made.hire("沈知微", "秘书处党支部", "书记", "head")
    refused(client, "end_unit", "还有 1 项任职延续到那天以后：沈知微", unit=unit, to_on="2026-12-31")
    emptied(made, "秘书处党支部", until="2026-12-31")
    refused(client, "end_unit", "沈知微", unit=unit, to_on="2026-12-30")
    assert send(client, "end_unit", unit=unit, to_on="2026-12-31").status_code == 302


def test_a_unit_does_not_end_while_others_under_it_go_on_nor_the_topmost_of_all() -> None:
    made = world()
    client, top = admin(made), made.units["办公厅"]
    refused(client, "end_unit", "个单位在那天以后存续：秘书处", unit=top, to_on="2026-12-31")
    lowest = made.charter("add_unit", name="文印室", kind="office", above=top, from_on="2027-06-01")
    emptied(made, "委员工作处", until="2026-03-02")
    assert send(client, "end_unit", unit=made.units["委员工作处"], to_on="2026-03-02").status_code == 302
    refused(client, "end_unit", "存续", unit=top, to_on="2026-12-31")
    assert Unit.objects.get(pk=lowest).to_on is None


def test_a_unit_does_not_end_while_a_register_names_its_posts() -> None:
    made = world()
    said = "还写在 1 本台账的核验、兜底、审定岗里：作风效能问题清单"
    emptied(made, "省政协领导", until="2026-03-02")
    refused(admin(made), "end_unit", said, unit=made.units["省政协领导"], to_on="2026-03-02")


def test_a_unit_does_not_end_while_it_belongs_to_a_group() -> None:
    made = world()
    client, unit = admin(made), made.units["秘书处党支部"]
    joins = {"group": made.groups["各处室"], "unit": unit, "from_on": "2026-03-02"}
    assert send(client, "add_to_group", **joins).status_code == 302
    refused(client, "end_unit", "还在 1 个集合单位中：各处室", unit=unit, to_on="2026-03-02")


def test_what_is_to_end_takes_nothing_in_that_would_run_on() -> None:
    made = world()
    client, unit = admin(made), made.units["秘书处党支部"]
    post = made.charter("add_post", unit=unit, name="书记", role="head")
    assert send(client, "end_unit", unit=unit, to_on="2026-12-31").status_code == 302
    said = "定于 2026-12-31 撤销"
    refused(client, "appoint", said, person=made.people["田稼轩"], post=post, from_on="2026-03-02")
    refused(client, "add_post", said, unit=unit, name="委员", role="member")
    refused(client, "add_unit", said, **NEW | {"name": "小组"}, above=unit)
    refused(client, "change_unit", said, unit=made.units["委员工作处"], above=unit)
    group = {"group": made.groups["各处室"], "unit": unit, "from_on": "2026-03-02"}
    refused(client, "add_to_group", said, **group)


@pytest.mark.parametrize(
    "name", ["秘书\u200b处", "秘书处\u2060", "秘\u00ad书处", "秘书处\u3164", "\ufeff秘书处\ufe0f"]
)
def test_what_nobody_sees_makes_no_other_name(name: str) -> None:
    made = world()
    client = admin(made)
    refused(client, "add_unit", "已经有名为“秘书处”的单位", **NEW | {"name": name})
    group = name.replace("秘", "各").replace("书", "").replace("处", "处室")
    refused(client, "add_group", "已经有名为“各处室”的集合单位", name=group)
    made.charter("add_person", person_name=name)
    made.charter("add_person", person_name="秘书处")
    assert text_of(client.get("/admin/people/")).count("同名") == 2, "namesakes are told apart"


@pytest.mark.parametrize("act", ["add_unit", "add_group", "add_post", "add_person"])
def test_places_begin_at_nought(act: str) -> None:
    made = world()
    given = {
        "add_unit": NEW | {"name": "信息处"},
        "add_group": {"name": "各支部"},
        "add_post": {"unit": made.units["秘书处"], "name": "委员", "role": "member"},
        "add_person": {"person_name": "沈知微"},
    }[act]
    refused(admin(made), act, "0", **given, place=-1)
    with pytest.raises(Refused) as caught:
        made.do(act, standing_matter(made.org.pk, "people"), "费䶮", **given, place=-1)
    assert caught.value.reason.code == "bad_value"
    assert send(admin_again(made), act, **given, place=0).status_code == 302


def admin_again(made: World) -> Client:
    client = Client(raise_request_exception=False)
    user = Person.objects.get(pk=made.people["费䶮"]).user
    assert user is not None
    client.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
    return client


def test_nothing_ends_before_it_begins() -> None:
    made = world()
    client = admin(made)
    post = made.charter("add_post", unit=made.units["秘书处"], name="副处长", role="member")
    coming = made.charter("appoint", person=made.people["田稼轩"], post=post, from_on="2026-12-01")
    refused(client, "end_appointment", "自 2026-12-01 起", appointment=coming, to_on="2026-11-30")
    assert send(client, "end_appointment", appointment=coming, to_on="2026-12-01").status_code == 302
    unit = made.charter("add_unit", name="信息处", kind="office", from_on="2026-12-01")
    joined = made.charter("add_to_group", group=made.groups["各处室"], unit=unit, from_on="2026-12-01")
    refused(client, "remove_from_group", "自 2026-12-01 起", member=joined, to_on="2026-11-30")
    away = {"person": made.people["田稼轩"], "stand_in": made.people["谷向原"], "from_on": "2026-12-01"}
    refused(client, "declare_absence", "日期前后不符", **away, to_on="2026-11-30")
    absent = made.charter("declare_absence", **away)
    for act, facts, code in (
        ("end_unit", {"unit": unit}, "ends_too_soon"),
        ("end_absence", {"absence": absent}, "not_away_yet"),
    ):
        with pytest.raises(Refused) as caught:
            made.do(act, standing_matter(made.org.pk, "people"), "费䶮", **facts, to_on="2026-11-30")
        assert caught.value.reason.code == code
