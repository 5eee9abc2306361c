"""台账: opened with a fallback, circulated, accepted, approved and issued; one matter in several."""

import pytest

from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.words.reasons import Refused
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.sight import sight
from bihuan.matters.writing.acts import open_matter
from bihuan.notices.models import Notice
from bihuan.rooms.registers.queries import versions
from tests.matters.scenes import another_register, signed_in
from tests.on_paper import as_entered, with_another_clerk
from tests.story.telling import DUE, auditors_told, below, day, now, refusal, told, waiting
from tests.world import confirm, countersigned_problem, list_there, open_register, registered_measure, world

pytestmark = pytest.mark.django_db


def seen_by_the_desk(made):
    """What somebody of the desk sees."""
    return sight(made.org.pk, made.people["邹小禾"], on=day(made))


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
    assert refused_to_open(made, "problem", title="问题", register=register.id) == "register_closed"
    made.do("set_desk", register, "邹小禾", fallbacks=[made.posts["岳正衡"]])
    made.do("open_register", register, "邹小禾")
    assert made.open("problem", "邹小禾", title="问题", register=register.id).number == "XC-2026-001"


def test_a_closed_register_opens_again_by_two_and_all_concerned_are_told() -> None:
    made = world()
    made.do("close_register", made.register, "邹小禾", reason="误操作")
    assert now(made.register).life == "register_closed" and not desk_of(made.register).open
    office = principal(OFFICE, made.register)
    for event in ("register_closed", "register_reopened"):
        if event == "register_reopened":
            for person in ("邹小禾", "费䶮"):
                why = {"reason": "仍有新增问题"}
                assert refusal(made, "reopen_register", made.register, person, **why) == "needs_second"
            made.do("ask_to_reopen", made.register, "邹小禾", reason="仍有新增问题")
            assert refusal(made, "approve", waiting(made.register), "邹小禾") == "no_right"
            made.do("approve", waiting(made.register), "严以宁")
        assert auditors_told(made, made.register, event)
        assert Notice.objects.filter(name=event, principal=office).exists()
    assert now(made.register).life == "opened" and desk_of(made.register).open
    assert made.open("problem", "邹小禾", title="新问题").life == "registered"


def test_what_stood_in_a_register_when_it_was_closed_goes_on_to_its_end() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    lasting = registered_measure(made, due={"kind": "recurring", "every": "quarter"})
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    assert refused_to_open(made, "problem", title="新问题") == "register_closed"
    assert refused_to_open(made, "measure", title="新措施") == "register_closed"
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    asked = made.do("request_pause", measure, "殷若渔", reason="等上级文件").pending or 0
    made.do("approve", asked, "温如砺")
    made.do("resume", measure, "邹小禾", reason="文件已到")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽查")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"
    made.do("receive", lasting, "殷若渔")
    made.do("open_instalment", lasting, "殷若渔", period="2026-Q1")
    assert [one.life for one in below(lasting, "instalment")] == ["under_way"]


def test_the_form_that_closes_a_register_says_how_much_of_it_is_still_open() -> None:
    made = world()
    registered_measure(made)
    client = signed_in(made, "邹小禾")
    page = client.get(f"/r/{made.register}/do/close_register/").content.decode()
    assert "还有 1 项没有办结" in page and "第二人确认" in page
    sent = client.post(f"/r/{made.register}/do/close_register/", {"reason": "专项结束", "once": "k"})
    assert sent.status_code == 302 and now(made.register).life == "register_closed"
    about = client.get(f"/r/{made.register}/about/").content.decode()
    assert f"/r/{made.register}/do/ask_to_reopen/" in about
    asked = client.post(f"/r/{made.register}/do/ask_to_reopen/", {"reason": "仍有新增问题", "once": "o"})
    assert asked.status_code == 302
    made.do("approve", waiting(made.register), "温如砺")
    assert now(made.register).life == "opened"


def refused_to_open(made, kind: str, **facts) -> str:
    with pytest.raises(Refused) as caught:
        made.open(kind, "邹小禾", **facts)
    return caught.value.reason.code


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
    list_there(made, problem, other.id, number_there="7")
    assert eyes.sees(now(problem))
    assert now(problem).register == made.register, "its progress is entered once"
    made.do("unlist", problem, "邹小禾", in_register=other.id, reason="重复")
    assert not eyes.sees(now(problem))
    assert refusal(made, "list_matter", problem, "纪清晏", in_register=other.id) == "not_found"


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


@pytest.mark.parametrize("issued", [False, True])
def test_a_version_that_nobody_approved_is_out_for_comment_again(issued: bool) -> None:
    made = with_another_clerk()
    made.do("circulate", made.register, "邹小禾", document="征求意见稿", document_on="2026-03-01")
    given = as_entered(kind_of("register").act("approve_version"), {"document": "会议纪要"})
    signed = {"represented": made.people["温如砺"], "paper_basis": "signed_paper", **given}
    scan = {"evidence": [made.proof("纪要")], "file_names": ["纪要.pdf"]}
    entered = made.do("record_on_paper", made.register, "邹小禾", **signed, **scan)
    made.do("compare_paper", made.register, "池晚照", paper=entered.papers[0].seq)
    assert now(made.register).life == "version_approved"
    if issued:
        made.do("issue_version", made.register, "邹小禾", document="印发稿", document_on="2026-03-02")
    seq = now(made.register).rests[-1].seq
    after = made.do("dispute_paper", made.register, "温如砺", paper=seq, reason="没批过")
    assert after.life == "circulated"
    marked = [one.disputed for one in versions(after, seen_by_the_desk(made))]
    assert marked == [*([True] if issued else []), True, False], "what was issued is marked"
    made.do("approve_version", made.register, "温如砺", document="再次审定")
    assert not versions(now(made.register), seen_by_the_desk(made))[0].disputed


def test_an_approval_of_an_earlier_round_says_nothing_of_this_one() -> None:
    made = with_another_clerk()
    given = as_entered(kind_of("register").act("approve_version"), {"document": "会议纪要"})
    signed = {"represented": made.people["温如砺"], "paper_basis": "signed_paper", **given}
    scan = {"evidence": [made.proof("纪要")], "file_names": ["纪要.pdf"]}
    made.do("circulate", made.register, "邹小禾", document="征求意见稿")
    entered = made.do("record_on_paper", made.register, "邹小禾", **signed, **scan)
    made.do("compare_paper", made.register, "池晚照", paper=entered.papers[0].seq)
    seq = now(made.register).rests[-1].seq
    made.do("issue_version", made.register, "邹小禾", document="印发稿")
    made.do("circulate", made.register, "邹小禾", document="第二稿")
    made.do("approve_version", made.register, "温如砺", document="第二稿")
    after = made.do("dispute_paper", made.register, "温如砺", paper=seq, reason="第一稿没批过")
    assert after.life == "version_approved", "the second was approved in person"
    assert [one.disputed for one in versions(after, seen_by_the_desk(made))] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_measure_stands_in_the_register_of_its_problem() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风")
    other = another_register(made, "另一本", "E", "委员工作处")
    confirm(made, other)
    for who in ("谷向原", "邹小禾"):
        with pytest.raises(Refused):
            made.open("measure", who, parent=problem.id, title="措施", due=DUE, register=other)
    assert (
        made.open("measure", "邹小禾", parent=problem.id, title="措施", due=DUE).register == problem.register
    )


def test_nothing_closed_is_opened_again_by_a_measure_under_it() -> None:
    made = world()
    problem, _ = countersigned_problem(made)
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="内部", sample="抽查")
    made.do("sign_off", problem, "温如砺")
    for who in ("纪清晏", "邹小禾"):
        with pytest.raises(Refused) as refused:
            made.open("measure", who, parent=problem.id, title="措施", due=DUE)
        assert refused.value.reason.code == "closed_above"
