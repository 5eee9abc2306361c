"""B角: a stand-in wears hats, and never speaks as somebody else; nobody is away without knowing it."""

import pytest

from bihuan.core.state.answers import asked_by
from bihuan.core.state.state import State
from bihuan.ledger.read import events_of
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import open_matter
from tests.on_paper import compare, enter, heard, with_another_clerk
from tests.story.telling import auditors_told, now, refusal, told
from tests.story.test_hearing import verified_problem
from tests.story.test_vacant_heads import rule
from tests.world import World, confirm, registered_measure

pytestmark = pytest.mark.django_db
FROM, UNTIL = "2026-03-01", "2026-03-30"
CALL = {"basis": "call"}


def away(made: World, person: str, stand_in: str, by: str = "") -> int:
    """Somebody (or the person) says that a person is away, and who stands in."""
    people = standing_matter(made.org.pk, "people")
    made.do("declare_absence", people, by or person, **_away(made, person, stand_in))
    return people


def _away(made: World, person: str, stand_in: str) -> dict[str, object]:
    whom = {"person": made.people[person], "stand_in": made.people[stand_in]}
    return {**whom, "from_on": FROM, "to_on": UNTIL}


def test_nobody_declares_somebody_else_away_and_stands_in_for_him() -> None:
    made = with_another_clerk()
    people = standing_matter(made.org.pk, "people")
    for person in ("田稼轩", "纪清晏", "殷若渔", "秦见微"):
        why = refusal(made, "declare_absence", people, "费䶮", **_away(made, person, "费䶮"))
        assert why == "own_stand_in", person
    away(made, "田稼轩", "谷向原")  # who is away names whom he likes


def test_whoever_is_declared_away_by_another_is_told_and_the_auditor_too() -> None:
    made = with_another_clerk()
    people = away(made, "田稼轩", "谷向原", by="费䶮")
    assert told(made, people, "absence_declared") == {"田稼轩", "谷向原"}
    assert auditors_told(made, people, "absence_declared")


def test_the_own_absence_of_one_who_checks_nothing_troubles_no_auditor() -> None:
    made = with_another_clerk()
    people = away(made, "田稼轩", "谷向原")
    assert not auditors_told(made, people, "absence_declared")


def test_no_stand_in_answers_as_the_raiser() -> None:
    made = with_another_clerk()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订")
    away(made, "田稼轩", "谷向原", by="费䶮")
    assert refusal(made, "answer_hearing", problem, "谷向原", answer="agreed") == "no_right"
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    assert now(problem).unsolved == (made.people["田稼轩"],)


def test_a_raiser_who_stands_in_for_another_answers_for_himself_alone() -> None:
    made = with_another_clerk()
    problem = verified_problem(made, raisers=("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "邹小禾", result="已修订")
    away(made, "田稼轩", "谷向原")
    made.do("answer_hearing", problem, "谷向原", answer="agreed")
    assert now(problem).heard == (made.people["谷向原"],) and now(problem).hearing == "asked"
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    assert now(problem).hearing == "agreed"


def test_no_stand_in_objects_to_what_was_recorded_for_another() -> None:
    made = with_another_clerk()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    record = (
        made.do("progress", measure, "邹小禾", progress="已办", for_whom="殷若渔", **CALL).said_of[-1].seq
    )
    away(made, "殷若渔", "谷向原")
    objection = {"paper": record, "reason": "没有的事"}
    assert refusal(made, "dispute_record", measure, "谷向原", **objection) == "no_right"
    made.do("dispute_record", measure, "殷若渔", **objection)


def test_no_stand_in_disputes_a_decision_on_paper_of_another() -> None:
    made = with_another_clerk()
    measure = heard(made)
    paper = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    compare(made, measure, "池晚照")
    away(made, "温如砺", "田稼轩")
    assert refusal(made, "dispute_paper", measure, "田稼轩", paper=paper, reason="没有的事") == "no_right"
    made.do("dispute_paper", measure, "温如砺", paper=paper, reason="没有的事")


def from_outside(made: World) -> int:
    """A register whose checks may fall to an outside checker, 闻外; the post."""
    unit = made.charter("add_unit", name="派驻组", kind="outside", place=90, from_on="2025-01-01")
    post = made.charter("add_post", unit=unit, name="门外核验", role="outside_checker")
    made.people["闻外"] = made.charter("add_person", person_name="闻外", place=91)
    made.charter("appoint", person=made.people["闻外"], post=post, from_on="2025-01-01")
    return post


def owed_by_the_office(made: World, outsider: int) -> State:
    """A measure of the supervision office, which somebody from outside must check."""
    register = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title="自办事项",
        prefix="ZB",
        office=made.units["督查处"],
        verifiers=[made.posts["核验"]],
        fallbacks=[],
        outsiders=[outsider],
        approvers=[made.posts["温如砺"]],
    )
    made.do("open_register", register, "邹小禾")
    confirm(made, register)
    made.register = register.id
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=None)
    made.do("receive", measure, "邹小禾")
    made.do("claim", measure, "邹小禾", result="已办", evidence=[made.proof()])
    return made.do("countersign", measure, "秦见微")


def test_nobody_of_ours_checks_as_an_outside_checkers_stand_in() -> None:
    made = with_another_clerk()
    post = from_outside(made)
    assert owed_by_the_office(made, post).check_by == "outsider"
    people = standing_matter(made.org.pk, "people")
    assert refusal(made, "declare_absence", people, "闻外", **_away(made, "闻外", "田稼轩")) == "sits_inside"
    assert (
        refusal(made, "declare_absence", people, "秦见微", **_away(made, "秦见微", "闻外")) == "sits_inside"
    )
    asked = _away(made, "闻外", "田稼轩")
    assert refusal(made, "request_stand_in", people, "费䶮", **asked) == "sits_inside"


def test_whoever_stands_in_for_an_outside_checker_comes_into_no_post_of_ours() -> None:
    made = with_another_clerk()
    from_outside(made)
    made.people["卞无"] = made.charter("add_person", person_name="卞无", place=92)
    people = away(made, "闻外", "卞无")
    inside = {"person": made.people["卞无"], "post": made.posts["殷若渔"], "from_on": FROM}
    assert refusal(made, "appoint", people, "费䶮", **inside) == "sits_inside"


def two_approvers(made: World) -> None:
    """孟二 approves beside 温如砺, and a batch takes the yes of all of them."""
    made.people["孟二"] = made.charter("add_person", person_name="孟二", place=70)
    made.charter("appoint", person=made.people["孟二"], post=made.posts["温如砺"], from_on="2025-01-01")
    rule(made, "batch_approval_steps", [["approver", "all", True]])


def batch(made: World) -> tuple[int, int]:
    """A measure that is heard, and the batch in which it waits."""
    measure = heard(made)
    made.do("request_batch_approval", made.register, "邹小禾", title="一批", subjects=[measure])
    return measure, now(measure).pending or 0


def test_an_approver_and_his_stand_in_are_one_of_those_who_must_all_agree() -> None:
    made = with_another_clerk()
    two_approvers(made)
    measure, request = batch(made)
    away(made, "温如砺", "田稼轩")
    made.do("approve", request, "田稼轩")
    assert refusal(made, "approve", request, "温如砺") == "already_answered"
    assert refusal(made, "approve", request, "田稼轩") == "already_answered"
    assert now(measure).life == "verified"
    made.do("approve", request, "孟二")
    assert now(measure).life == "signed_off"
    listed = [one for one in events_of(request) if one.name == "approved"][-1].plain
    assert listed["attended"] == sorted(made.people[one] for one in ("温如砺", "孟二"))


def test_an_approver_who_stands_in_for_the_other_says_his_own_yes_and_not_both() -> None:
    made = with_another_clerk()
    two_approvers(made)
    measure, request = batch(made)
    away(made, "温如砺", "孟二")
    made.do("approve", request, "孟二")
    assert refusal(made, "approve", request, "孟二") == "already_answered"
    in_his_place = {"for_whom": "温如砺", "basis": "signed_paper"}
    assert refusal(made, "approve", request, "孟二", **in_his_place) == "may_not_record_for"
    assert now(measure).life == "verified"
    made.do("approve", request, "温如砺")
    assert now(measure).life == "signed_off"


def withdrawal(made: World, by: str = "殷若渔", **how: object) -> tuple[int, int]:
    """A measure that is worked on, and the request to give it up."""
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked = made.do("request_withdrawal", measure, by, reason="上级已统一安排", **how)
    return measure.id, asked.pending or 0


def test_the_office_and_the_approver_who_give_work_up_are_two_persons() -> None:
    made = with_another_clerk()
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["温如砺"], from_on="2025-01-01")
    measure, request = withdrawal(made)
    assert [by for by, *_ in now(request).steps] == ["office", "approver"]
    made.do("approve", request, "秦见微")
    assert refusal(made, "approve", request, "秦见微") == "answered_before"
    made.do("approve", request, "温如砺")
    assert now(measure).life == "withdrawn"


def test_nobody_of_the_office_says_the_approvers_yes_in_his_place_after_the_offices() -> None:
    made = with_another_clerk()
    away(made, "温如砺", "池晚照")
    measure, request = withdrawal(made)
    made.do("approve", request, "邹小禾")
    made.do("approve", request, "池晚照")
    assert now(measure).life == "withdrawn", "two persons, one of them in the approver's place"
    _, request = withdrawal(made)
    assert refusal(made, "approve", request, "池晚照") == "needed_later", (
        "he alone has the approver's hat too"
    )
    made.do("approve", request, "邹小禾")
    made.do("approve", request, "温如砺")


def test_whose_stand_in_asked_does_not_approve() -> None:
    made = with_another_clerk()
    two_approvers(made)
    post = made.charter("add_post", unit=made.units["秘书处"], name="干部", role="member")
    made.people["井长青"] = made.charter("add_person", person_name="井长青", place=71)
    made.charter("appoint", person=made.people["井长青"], post=post, from_on="2025-01-01")
    away(made, "温如砺", "井长青")
    _, request = withdrawal(made, "井长青")
    made.do("approve", request, "邹小禾")
    assert refusal(made, "approve", request, "温如砺") == "asked_it"
    made.do("approve", request, "孟二")


def test_in_whose_name_it_was_asked_does_not_approve() -> None:
    made = with_another_clerk()
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["温如砺"], from_on="2025-01-01")
    measure = registered_measure(made, lead_unit=made.units["委员工作处"], accountable=None)
    made.do("receive", measure, "谷向原")
    sheet = {"basis": "signed_paper"}
    asked = made.do("request_pause", measure, "邹小禾", reason="等", for_whom="田稼轩", **sheet)
    assert made.people["田稼轩"] in asked_by(now(asked.pending or 0))


def test_where_the_office_is_the_only_approver_somebody_from_outside_approves() -> None:
    made = with_another_clerk()
    outsider = from_outside(made)
    measure = alone_in_the_office(made, [outsider])
    request = made.do("request_withdrawal", measure, "殷若渔", reason="撤").pending or 0
    assert [by for by, *_ in now(request).steps] == ["office", "outsider"]
    made.do("approve", request, "单守一")
    made.do("approve", request, "闻外")
    assert now(measure).life == "withdrawn"


def alone_in_the_office(made: World, outsiders: list[int]) -> State:
    """A measure of a register whose office is one person, who alone approves as well."""
    unit = made.charter("add_unit", name="小督查室", kind="office", place=93, from_on="2025-01-01")
    post = made.charter("add_post", unit=unit, name="主任", role="approver")
    made.people["单守一"] = made.charter("add_person", person_name="单守一", place=94)
    made.charter("appoint", person=made.people["单守一"], post=post, from_on="2025-01-01")
    register = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title="小台账",
        prefix="XT",
        office=unit,
        verifiers=[made.posts["核验"]],
        fallbacks=[],
        outsiders=outsiders,
        approvers=[post],
    )
    made.do("open_register", register, "单守一")
    confirm(made, register)
    made.register = register.id
    facts = {"lead_unit": made.units["秘书处"], "due": {"kind": "date", "on": "2026-06-30"}}
    measure = made.open("measure", "单守一", title="修订首问负责制", **facts)
    made.do("assign", measure, "单守一")
    return made.do("receive", measure, "殷若渔")


def test_a_leader_who_alone_approves_says_yes_once() -> None:
    made = with_another_clerk()
    leads = {"leader": made.people["温如砺"], "accountable": None}
    measure = registered_measure(made, **leads)
    made.do("receive", measure, "殷若渔")
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    request = made.do("request_extension", measure, "殷若渔", **later).pending or 0
    assert [by for by, *_ in now(request).steps] == ["approver"]
    made.do("approve", request, "温如砺")
    assert str(now(measure).due_on) == "2026-07-31"


def test_what_is_done_in_somebodys_place_is_done_for_that_person() -> None:
    """The checker is accountable here, and whoever stands in for him did it in that right alone."""
    made = with_another_clerk()
    measure = registered_measure(made, accountable=made.people["秦见微"])
    made.do("receive", measure, "殷若渔")
    away(made, "秦见微", "田稼轩")
    made.do("progress", measure, "田稼轩", progress="代为办理")
    assert made.people["秦见微"] in now(measure).hand_people
    made.do("claim", measure, "田稼轩", result="已办", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_work"


def test_what_a_stand_in_does_in_his_own_right_is_his_own() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, accountable=made.people["秦见微"])
    away(made, "秦见微", "殷若渔")
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="初稿已成")
    assert now(measure).hand_people == {made.people["殷若渔"]}
