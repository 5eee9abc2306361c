"""台账: opened with a fallback, circulated, accepted, approved and issued; one matter in several."""

import pytest

from bihuan.matters.writing.acts import open_matter
from tests.story.telling import day, now, refusal, told
from tests.world import confirm, open_register, world

pytestmark = pytest.mark.django_db


def draft(made, **more):
    facts = {
        "title": "巡察整改台账",
        "prefix": "XC",
        "office": made.units["督查处"],
        "verifiers": [made.posts["核验"]],
        "fallbacks": [made.posts["岳正衡"]],
        "approvers": [made.posts["温如砺"]],
    } | more
    given = {name: value for name, value in facts.items() if value is not None}
    return open_matter("register", org=made.org.pk, actor=made.people["邹小禾"], at=made.tick(), **given)


def test_without_anybody_to_check_it_cannot_open_and_nothing_is_registered_in_it() -> None:
    made = world()
    register = draft(made, verifiers=None, fallbacks=None)
    assert refusal(made, "open_register", register, "邹小禾") == "no_checker"
    from bihuan.core.words.reasons import Refused

    with pytest.raises(Refused) as caught:
        made.open("problem", "邹小禾", title="问题", register=register.id)
    assert caught.value.reason.code == "register_closed"
    made.do("set_desk", register, "邹小禾", fallbacks=[made.posts["岳正衡"]])
    made.do("open_register", register, "邹小禾")
    assert made.open("problem", "邹小禾", title="问题", register=register.id).number == "XC-2026-001"


def test_it_goes_from_draft_to_issued_by_its_steps_and_names_each_version() -> None:
    from bihuan.rooms.registers.models import Acceptance, RegisterVersion

    made = world()
    register = draft(made)
    made.do("open_register", register, "邹小禾")
    confirm(made, register)
    lead = made.units["秘书处"]
    made.open("measure", "邹小禾", title="措施", register=register.id, lead_unit=lead)
    assert refusal(made, "issue_version", register, "邹小禾") == "wrong_life"
    made.do("circulate", register, "邹小禾", document="征求意见稿")
    assert told(made, register, "circulated") == {"秘书处"}, "the units that it lists"
    unit = {"unit": made.units["秘书处"]}
    assert refusal(made, "accept", register, "谷向原", **unit) == "no_right"
    made.do("accept", register, "殷若渔", **unit)
    assert refusal(made, "approve_version", register, "邹小禾") == "no_right"
    paper = {
        "document": "领导小组会议纪要",
        "document_on": "2026-03-02",
        "document_number": "霁政办〔2026〕3号",
    }
    made.do("approve_version", register, "温如砺", **paper)
    made.do("issue_version", register, "邹小禾", **paper)
    stages = RegisterVersion.objects.filter(register_id=register.id).order_by("at_seq")
    assert [one.stage for one in stages] == ["circulated", "version_approved", "version_issued"]
    assert Acceptance.objects.get(register_id=register.id).unit_id == made.units["秘书处"]


def test_one_matter_stands_in_several_and_both_desks_see_it() -> None:
    from bihuan.matters.seeing.sight import sight

    made = world()
    other = draft(made, title="年度重点", prefix="ND", office=made.units["委员工作处"])
    made.do("open_register", other, "费䶮")
    problem = made.open("problem", "邹小禾", title="问题")
    eyes = sight(made.org.pk, made.people["谷向原"], on=day(made))
    assert not eyes.sees(now(problem))
    made.do("list_matter", problem, "邹小禾", in_register=other.id, number_there="7")
    assert eyes.sees(now(problem))
    assert now(problem).register == made.register, "its progress is entered once"
    made.do("unlist", problem, "邹小禾", in_register=other.id, reason="重复")
    assert not eyes.sees(now(problem))
    assert refusal(made, "list_matter", problem, "纪清晏", in_register=other.id) == "no_right"


def test_numbers_are_given_at_registration_and_never_twice() -> None:
    made = world()
    numbers = [made.open("problem", "邹小禾", title=f"问题{one}").number for one in range(3)]
    assert numbers == ["ZF-2026-001", "ZF-2026-002", "ZF-2026-003"]
    second = open_register(made, title="巡察整改", prefix="XC")
    assert made.open("problem", "邹小禾", title="问题", register=second).number == "XC-2026-001"


def test_a_desk_is_set_anew_in_an_organisation_with_a_great_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ids of its posts' rows are greater than the record can number, so they do not stand in it whole."""
    from bihuan.matters.seeing.desks import desk_of
    from bihuan.people.models import Organisation

    create = Organisation.objects.create
    monkeypatch.setattr(Organisation.objects, "create", lambda **given: create(pk=4_000, **given))
    made = world()
    made.do("request_desk", made.register, "邹小禾", approvers=[made.posts["季望山"]], reason="分工调整")
    confirm(made, made.register)
    desk = desk_of(made.register)
    assert [post for post, _ in desk.approvers] == [made.posts["季望山"]]
    assert [post for post, _ in desk.verifiers] == [made.posts["核验"]]
