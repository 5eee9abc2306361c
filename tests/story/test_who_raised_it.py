"""Whoever raised something is asked about it, wherever a merge, a split or a withdrawal has taken it."""

import pytest

from bihuan.core.state.state import State
from bihuan.matters.models import Matter
from bihuan.matters.writing.acts import open_matter
from tests.on_paper import compare, enter, with_another_clerk
from tests.story.telling import DUE, now, refusal, told
from tests.story.test_stand_ins import away
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def verified(made: World, measure: State | int) -> State:
    """Done by the unit that has it, and checked."""
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof(str(made.tick()))])
    made.do("countersign", measure, "纪清晏")
    return made.do("verify", measure, "秦见微", finding="属实")


def in_hand(made: World, *raisers: str) -> State:
    """A problem that these people raised, taken up by a unit."""
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people[one] for one in raisers])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    return made.do("receive", problem, "纪清晏")


def checked_with_its_measure(made: World, problem: State) -> State:
    """A problem is checked, once its only measure is signed off; that measure."""
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    verified(made, measure)
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    return measure


def said_not_to_be_solved(made: World) -> State:
    """A measure that stands alone, whose raiser says that it is not solved: back at work."""
    lone = open_matter(
        "measure",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        register=made.register,
        within=True,
        title="独立措施",
        lead_unit=made.units["秘书处"],
        due=DUE,
        raisers=[made.people["田稼轩"]],
    )
    made.do("assign", lone, "邹小禾")
    made.do("receive", lone, "殷若渔")
    verified(made, lone)
    made.do("ask_raisers", lone, "秦见微", result="完成")
    made.do("answer_hearing", lone, "田稼轩", answer="not_solved")
    return made.do("send_back", lone, "秦见微", still_to_do="再办")


def test_a_not_solved_of_a_measure_is_not_drowned_by_a_merge_into_one_of_a_problem(made: World) -> None:
    lone, problem = said_not_to_be_solved(made), in_hand(made)
    first, second = registered_measure(made, problem.id), registered_measure(made, problem.id)
    made.do("receive", second, "殷若渔")
    made.do("merge", lone, "邹小禾", into=first.id, reason="同类")
    made.do("merge", first, "邹小禾", into=second.id, reason="同类")
    assert verified(made, second).hearing is None, "no problem knows who raised it"
    assert refusal(made, "sign_off", second, "温如砺") == "no_hearing"
    assert refusal(made, "waive_hearing", second, "秦见微", reason="无", sample="抽") == "raisers_known"
    made.do("ask_raisers", second, "秦见微", result="完成")
    made.tick(days=30)
    made.do("note_silence", second, "秦见微")
    assert refusal(made, "sign_off", second, "温如砺") == "not_solved"
    made.do("overrule", second, "温如砺", reason="超出职责，已说明")
    assert made.do("sign_off", second, "温如砺").life == "signed_off"


def test_what_goes_from_problem_to_problem_is_heard_with_the_last(made: World) -> None:
    goes, stays = in_hand(made, "田稼轩"), in_hand(made)
    measure = registered_measure(made, goes.id)
    made.do("receive", measure, "殷若渔")
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    assert verified(made, measure).hearing == "with_problem"
    assert now(stays).raisers == {made.people["田稼轩"]}


def given_up(made: World, problem: State, way: str) -> None:
    """The problem is declined by a word, or withdrawn by a foreign approver's yes."""
    pending = made.do(way, problem, "邹小禾", reason="不属本机关职责").pending
    if pending:
        made.do("approve", pending, "温如砺")


@pytest.mark.parametrize("way", ["decline", "request_withdrawal"])
def test_whoever_raised_a_problem_is_asked_about_what_goes_on_without_it(made: World, way: str) -> None:
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people["田稼轩"]])
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    verified(made, measure)
    made.do("sign_off", measure, "温如砺")
    given_up(made, problem, way)
    assert now(measure).life == "under_way" and now(measure).raisers == {made.people["田稼轩"]}
    assert "田稼轩" in told(made, measure, "raisers_taken")
    verified(made, measure)
    assert refusal(made, "waive_hearing", measure, "秦见微", reason="无", sample="抽") == "raisers_known"
    made.do("ask_raisers", measure, "秦见微", result="完成")
    made.do("answer_hearing", measure, "田稼轩", answer="agreed")
    assert made.do("sign_off", measure, "温如砺").hearing == "agreed"


def test_what_was_said_of_the_problem_is_not_drowned_in_what_goes_on(made: World) -> None:
    problem = in_hand(made, "田稼轩")
    measure = checked_with_its_measure(made, problem)
    made.do("ask_raisers", problem, "秦见微", result="完成")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    made.do("send_back", problem, "秦见微", still_to_do="再办")
    given_up(made, problem, "request_withdrawal")
    verified(made, measure)
    made.do("ask_raisers", measure, "秦见微", result="完成")
    made.tick(days=30)
    made.do("note_silence", measure, "秦见微")
    assert refusal(made, "sign_off", measure, "温如砺") == "not_solved"


def heard_of_its_own(made: World, raiser: str) -> tuple[State, int]:
    """A problem that somebody raised, and a closed measure of it that 田稼轩 raised and agreed to."""
    lone, problem = said_not_to_be_solved(made), in_hand(made, raiser)
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    made.do("merge", lone, "邹小禾", into=measure.id, reason="同类")
    verified(made, measure)
    made.do("ask_raisers", measure, "秦见微", result="完成")
    made.do("answer_hearing", measure, "田稼轩", answer="agreed")
    return problem, made.do("sign_off", measure, "温如砺").id


@pytest.mark.parametrize(
    ("raiser", "life"), [("田稼轩", "signed_off"), ("谷向原", "under_way"), ("殷若渔", "signed_off")]
)
def test_what_was_heard_by_itself_opens_again_where_a_raiser_who_could_be_asked_was_not(
    made: World, raiser: str, life: str
) -> None:
    problem, measure = heard_of_its_own(made, raiser)
    given_up(made, problem, "request_withdrawal")
    assert now(measure).life == life
    assert made.people[raiser] in now(measure).raisers


def withdrawn_on_paper(made: World, verify: bool) -> tuple[State, State, int]:
    """A problem that somebody raised, its measure, and the paper on which the approver lets both go."""
    made.hire("辛未眠", "督查处", "核对岗", "supervisor")
    problem = in_hand(made, "田稼轩")
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    if verify:
        verified(made, measure)
    asked = made.do("request_withdrawal", problem, "邹小禾", reason="不属本机关职责").pending
    assert asked
    paper = enter(made, "approve", asked, "池晚照", "温如砺").papers[-1].seq
    compare(made, asked, "辛未眠")
    assert now(measure).life == "withdrawn"
    return problem, measure, paper


def test_a_measure_whose_withdrawal_alone_is_denied_is_heard_of_the_problems_raiser(made: World) -> None:
    problem, measure, paper = withdrawn_on_paper(made, verify=True)
    after = made.do("dispute_paper", measure, "温如砺", paper=paper, reason="没有同意过")
    assert after.life == "verified" and after.hearing is None
    assert now(problem).life == "withdrawn"
    assert refusal(made, "waive_hearing", measure, "秦见微", reason="无", sample="抽") == "raisers_known"


def test_what_goes_on_with_its_problem_is_heard_with_it(made: World) -> None:
    problem, measure, paper = withdrawn_on_paper(made, verify=False)
    made.do("dispute_paper", problem, "温如砺", paper=paper, reason="没有同意过")
    assert (now(problem).life, now(measure).life) == ("received", "received")
    assert not now(measure).raisers and verified(made, measure).hearing == "with_problem"


def entered_for_him(made: World, problem: State | int) -> tuple[State, int]:
    """A measure of a problem, and the record on it that says 谷向原 worked on it: his unit supports it."""
    identity = problem.id if isinstance(problem, State) else problem
    measure = registered_measure(made, identity, supporting=[made.units["委员工作处"]])
    made.do("receive", measure, "纪清晏")
    sheet = {"basis": "signed_paper", "evidence": [made.proof("不是本人签的")]}
    entered = made.do("add_evidence", measure, "纪清晏", for_whom="谷向原", **sheet)
    return measure, entered.said_of[-1].seq


def split_off(made: World, problem: State) -> State:
    """One half of it, taken up by the same unit."""
    made.do("split", problem, "邹小禾", titles=["拆出的问题"], reason="两件事")
    half = Matter.objects.filter(kind="problem").latest("id").pk
    made.do("assign", half, "邹小禾", lead_unit=made.units["秘书处"])
    return made.do("receive", half, "纪清晏")


def closed_without_him(made: World, problem: State) -> None:
    """A problem of which the one who raised it is passed over, since he is said to have worked on it."""
    checked_with_its_measure(made, problem)
    assert refusal(made, "ask_raisers", problem, "秦见微", result="完成") == "raisers_barred"
    made.do("waive_hearing", problem, "秦见微", reason="提出人经办", sample="抽查")
    made.do("sign_off", problem, "温如砺")


@pytest.mark.parametrize("merged", [False, True])
def test_what_was_split_off_opens_again_where_its_raiser_was_no_hand_after_all(
    made: World, merged: bool
) -> None:
    problem = in_hand(made, "谷向原")
    measure, entry = entered_for_him(made, problem)
    if merged:
        stays = in_hand(made)
        made.do("merge", problem, "邹小禾", into=stays.id, reason="同一件事")
        problem = now(stays)
    half = split_off(made, problem)
    closed_without_him(made, half)
    made.do("dispute_record", measure, "谷向原", paper=entry, reason="没有签过")
    assert now(half).life == "under_way", "it closed without asking him"


def test_so_does_what_it_was_split_off(made: World) -> None:
    problem = in_hand(made, "谷向原")
    half = split_off(made, problem)
    measure, entry = entered_for_him(made, half)
    closed_without_him(made, problem)
    made.do("dispute_record", measure, "谷向原", paper=entry, reason="没有签过")
    assert now(problem).life == "under_way", "it closed without asking him"


@pytest.mark.parametrize("sits", [False, True])
def test_nobody_takes_a_raisers_say_by_standing_in_for_him(made: World, sits: bool) -> None:
    raiser = "殷若渔" if sits else "田稼轩"
    problem = in_hand(made, raiser)
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "纪清晏")
    away(made, raiser, "谷向原", by="费䶮")
    if not sits:
        made.do("correct", measure, "邹小禾", reason="定责任人", accountable=made.people[raiser])
    made.do("progress", measure, "谷向原", progress="已做")
    after = now(measure)
    assert made.people["谷向原"] in after.hand_people and made.people[raiser] not in after.hand_people
