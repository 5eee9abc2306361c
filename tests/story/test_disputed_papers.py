"""异议: what somebody is said to have decided on paper, and did not, falls back."""

import pytest

from bihuan.core.chain.ids import event_id
from bihuan.core.state.state import State
from bihuan.core.time.dues import period_of_key
from bihuan.matters.models import KeptFact
from tests.on_paper import asked_now, compare, enter, heard, with_another_clerk
from tests.story.telling import DUE, below, day, now, refusal
from tests.story.test_back_fill import back_fill, closed_the_ordinary_way, imported
from tests.world import World, claimed_measure, registered_measure

pytestmark = pytest.mark.django_db
QUARTERLY = {"kind": "recurring", "every": "quarter"}
LATER = {"due": {"kind": "date", "on": "2030-06-30"}}


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def test_what_is_disputed_falls_back(made: World) -> None:
    measure = heard(made)
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    before = compare(made, measure, "池晚照")
    assert refusal(made, "dispute_paper", measure, "季望山", paper=seq, reason="没签过") == "no_right"
    after = made.do("dispute_paper", measure, "温如砺", paper=seq, reason="没签过")
    assert before.life == "signed_off"
    assert (after.life, after.finding > 0, after.closed_on, after.rests) == ("verified", True, None, ())
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_a_disputed_finding_takes_the_sign_off_that_rests_on_it(made: World) -> None:
    measure = claimed_measure(made)
    seq = enter(made, "verify", measure, "邹小禾", "岳正衡", finding="好").papers[0].seq
    compare(made, measure, "池晚照")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    after = made.do("dispute_paper", measure, "岳正衡", paper=seq, reason="没签过")
    assert (after.life, after.finding, after.hearing, after.deciders) == ("countersigned", 0, None, ())
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"


def test_a_disputed_sign_off_takes_the_problem_back_too(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    compare(made, measure, "池晚照")
    made.do("claim", problem, "殷若渔", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("dispute_paper", measure, "温如砺", paper=seq, reason="没签过")
    assert (now(measure).life, now(problem).life) == ("verified", "under_way")


def test_a_disputed_extension_brings_the_old_due_back(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    request = made.do("request_extension", measure, "殷若渔", reason="等文件", **LATER).pending or 0
    while now(request).life == "open":
        who = asked_now(made, request)
        if who in ("秦见微", "纪清晏"):
            made.do("approve", request, who)
            continue
        enter(made, "approve", request, "邹小禾", who)
        compare(made, request, "池晚照")
    assert str(now(measure).due_on) == "2030-06-30"
    rest = now(measure).rests[0]
    who = next(name for name, one in made.people.items() if one == rest.person)
    after = made.do("dispute_paper", measure, who, paper=rest.seq, reason="没批过")
    assert (after.due_on, after.yellow_on, after.red_on) == (
        measure.due_on,
        measure.yellow_on,
        measure.red_on,
    )


def test_an_uncompared_paper_that_is_disputed_is_dropped(made: World) -> None:
    measure = heard(made)
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    assert refusal(made, "dispute_paper", measure, "邹小禾", paper=seq, reason="x", for_whom="温如砺",
                   basis="signed_paper") == "no_scan"  # fmt: skip
    after = made.do("dispute_paper", measure, "邹小禾", paper=seq, reason="本人不认可", for_whom="温如砺",
                    basis="signed_paper", evidence=[made.proof("异议")])  # fmt: skip
    assert (after.life, after.papers) == ("verified", ())


def test_a_handler_does_not_dispute_for_the_leader_what_made_his_due_stricter(made: World) -> None:
    measure = registered_measure(made)
    sooner = {"due": {"kind": "date", "on": "2026-04-30"}, "lead_unit": made.units["秘书处"]}
    seq = enter(made, "instruct", measure, "邹小禾", "季望山", instruction="提前", assign_anew=True, **sooner)
    seq = seq.papers[0].seq
    compare(made, measure, "池晚照")
    objection = {"paper": seq, "reason": "没批过", "evidence": [made.proof("假的")]}
    whom = {"for_whom": "季望山", "basis": "signed_paper"}
    assert refusal(made, "dispute_paper", measure, "纪清晏", **objection, **whom) == "own_unit_work"
    assert str(now(measure).due_on) == "2026-04-30"
    after = made.do("dispute_paper", measure, "岳正衡", **objection, **whom)
    assert (after.life, after.due_on) == ("assigned", measure.due_on)


def granted_on_paper(made: World, name: str, matter: int | State, by: str, only: str = "", **facts: object):
    """A request of which every decision, or that of one role alone, is entered from a paper and compared."""
    request = made.do(name, matter, by, reason="请予批准", **facts).pending or 0
    while now(request).life == "open":
        role, who = now(request).steps[now(request).step][0], asked_now(made, request)
        if role == "head" or (only and role != only):
            made.do("approve", request, who)
            continue
        clerk, other = ("邹小禾", "池晚照") if who != "秦见微" else ("池晚照", "岳正衡")
        enter(made, "approve", request, clerk, who)
        compare(made, request, other)
    return now(request)


def disputed_by(made: World, matter: int | State) -> State:
    """Whoever is said to have decided last on paper objects."""
    rest = now(matter).rests[-1]
    who = next(name for name, one in made.people.items() if one == rest.person)
    return made.do("dispute_paper", matter, who, paper=rest.seq, reason="没批过")


def at_work(made: World, parent: int | None = None, **more: object) -> State:
    measure = registered_measure(made, parent, **more)
    made.do("receive", measure, "殷若渔")
    return made.do("progress", measure, "殷若渔", progress="已起草")


def test_a_disputed_transfer_gives_the_work_back_though_the_other_unit_has_begun(made: World) -> None:
    measure = at_work(made)
    granted_on_paper(
        made, "request_transfer", measure, "殷若渔", lead_unit=made.units["委员工作处"],
        accountable=made.people["谷向原"],
    )  # fmt: skip
    assert now(measure).lead_unit == made.units["委员工作处"]
    made.do("receive", measure, "谷向原")
    after = disputed_by(made, measure)
    assert (after.lead_unit, after.accountable, after.life) == (
        made.units["秘书处"], measure.accountable, "under_way",
    )  # fmt: skip
    assert made.units["委员工作处"] in after.led_units, "it led it all the same"
    assert made.do("progress", measure, "殷若渔", progress="接着办").life == "under_way"


def test_a_disputed_transfer_to_one_unit_asks_the_members_of_the_group_again(made: World) -> None:
    group = made.charter("add_group", name="两处")
    for unit in ("秘书处", "委员工作处"):
        made.charter("add_to_group", group=group, unit=made.units[unit], from_on="2025-01-01")
    measure = made.open("measure", "邹小禾", title="各自清理", lead_group=group, due=DUE)
    made.do("assign", measure, "邹小禾")
    first, second = below(measure, "part")
    made.do("receive", first, "殷若渔")
    made.do("report", second, "谷向原", result="已清理", evidence=[made.proof()])
    granted_on_paper(made, "request_transfer", measure, "邹小禾", lead_unit=made.units["委员工作处"])
    assert {now(one).life for one in (first, second)} == {"lapsed"}
    after = disputed_by(made, measure)
    assert (after.lead_unit, after.lead_group, after.mode) == (None, group, "separate")
    assert {now(one).life for one in (first, second)} == {"received"}, "each owes its part again"


def test_a_disputed_pause_lets_the_clock_run_again(made: World) -> None:
    measure = at_work(made)
    granted_on_paper(made, "request_pause", measure, "殷若渔")
    assert now(measure).clock == "paused"
    after = disputed_by(made, measure)
    assert (after.clock, after.paused_on, after.due_on) == ("running", None, measure.due_on)


def test_a_disputed_withdrawal_takes_up_again_what_was_given_up_with_it(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    begun, waiting = at_work(made, problem.id), registered_measure(made, problem.id)
    granted_on_paper(made, "request_withdrawal", problem, "殷若渔")
    assert {now(one).life for one in (problem, begun, waiting)} == {"withdrawn"}
    disputed_by(made, problem)
    assert [now(one).life for one in (problem, begun, waiting)] == ["received", "under_way", "assigned"]


def test_a_disputed_reopening_closes_nothing(made: World) -> None:
    measure = heard(made)
    made.do("sign_off", measure, "温如砺")
    granted_on_paper(made, "request_reopening", measure, "岳正衡")
    assert now(measure).life == "under_way"
    after = disputed_by(made, measure)
    assert (after.life, after.rests, after.claim_seq) == ("under_way", (), 0)


def test_a_yes_of_an_earlier_step_is_disputed_on_what_it_granted_too(made: World) -> None:
    measure = at_work(made, leader=made.people["季望山"])
    request = granted_on_paper(
        made, "request_extension", measure, "殷若渔", only="leader", due={"kind": "date", "on": "2030-06-30"}
    )
    assert str(now(measure).due_on) == "2030-06-30"
    rest = request.rests[0]
    who = next(name for name, one in made.people.items() if one == rest.person)
    made.do("dispute_paper", request, who, paper=rest.seq, reason="没批过")
    assert (now(measure).due_on, now(measure).rests, now(request).rests) == (measure.due_on, (), ())


def test_a_disputed_check_of_a_period_opens_what_went_over_on_it(made: World) -> None:
    measure = continuing(made, on_paper="2026-Q2")
    period = below(measure, "instalment")[1]
    disputed_by(made, period)
    assert now(period).life == "countersigned"
    assert (now(measure).life, now(measure).cycles) == ("under_way", ("2026-Q1",))


def test_a_disputed_confirmation_of_what_was_closed_before_closes_nothing(made: World) -> None:
    measure = imported(made)
    request = back_fill(made, measure)
    made.people["卓然"] = made.charter("add_person", person_name="卓然", place=60)
    made.charter("appoint", person=made.people["卓然"], post=made.posts["岳正衡"], from_on="2025-01-01")
    enter(made, "approve", request, "卓然", "岳正衡")
    compare(made, request, "池晚照")
    assert (now(measure).life, now(measure).back_filled) == ("signed_off", True)
    after = disputed_by(made, measure)
    assert (after.life, after.back_filled, after.finding, after.proof) == ("claimed", False, 0, ())
    closed_the_ordinary_way(made, measure)


def continuing(made: World, on_paper: str) -> State:
    """A recurring measure that went over on two periods, of which one was checked on paper."""
    measure = registered_measure(made, due=QUARTERLY)
    made.do("receive", measure, "殷若渔")
    shown(made, measure, "2026-Q1")
    shown(made, measure, "2026-Q2", on_paper=on_paper)
    made.do("claim", measure, "殷若渔", result="制度已建", rule_issued="办法", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    return made.do("continue_long_term", measure, "温如砺")


def shown(made: World, measure: State, period: str, on_paper: str = "") -> None:
    begins = period_of_key(period).first_on
    made.tick(days=max(0, (begins - day(made)).days))
    made.do("open_instalment", measure, "殷若渔", period=period)
    one = next(part for part in below(measure, "instalment") if part.period == period)
    made.do("claim", one, "殷若渔", result="本期已开展", evidence=[made.proof(period)])
    made.do("countersign", one, "纪清晏")
    if period == on_paper:
        enter(made, "verify", one, "邹小禾", "岳正衡", finding="好")
        compare(made, one, "池晚照")
    else:
        made.do("verify", one, "秦见微", finding="属实")


def test_not_solved_outlives_the_check_that_it_answered(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "殷若渔", result="完成")
    made.do("countersign", problem, "纪清晏")
    seq = enter(made, "verify", problem, "邹小禾", "岳正衡", finding="好").papers[0].seq
    compare(made, problem, "池晚照")
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    after = made.do("dispute_paper", problem, "岳正衡", paper=seq, reason="没签过")
    assert (after.life, after.unsolved) == ("countersigned", (made.people["田稼轩"],))
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    made.tick(days=20)
    assert made.do("note_silence", problem, "秦见微").hearing == "not_solved"


def instructed_away(made: World, measure: State) -> int:
    """The paper by which a leader is said to have given the measure to another unit."""
    away = {"lead_unit": made.units["委员工作处"], "due": {"kind": "date", "on": "2026-08-30"}}
    enter(made, "instruct", measure, "邹小禾", "季望山", instruction="转办", assign_anew=True, **away)
    compare(made, measure, "池晚照")
    return now(measure).rests[-1].seq


def test_an_objection_moves_nothing_forward(made: World) -> None:
    measure = claimed_measure(made)
    seq = instructed_away(made, measure)
    made.do("receive", measure, "谷向原")
    made.do("claim", measure, "谷向原", result="完成", evidence=[made.proof("另一份")])
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "needs_countersign"
    after = made.do("dispute_paper", measure, "季望山", paper=seq, reason="没批过")
    assert after.life == "claimed"
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "needs_countersign"


def test_a_later_good_closing_does_not_fall_with_an_earlier_claim(made: World) -> None:
    measure = claimed_measure(made)
    seq = instructed_away(made, measure)
    made.do("receive", measure, "谷向原")
    made.do("claim", measure, "谷向原", result="完成", evidence=[made.proof("另一份")])
    made.do("countersign", measure, "谷向原")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    assert made.do("dispute_paper", measure, "季望山", paper=seq, reason="没批过").life == "signed_off"


def test_a_disputed_change_gives_the_words_back_and_the_claim_is_checked_by_them(made: World) -> None:
    measure = registered_measure(made, standard="印发制度")
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    granted_on_paper(made, "request_change", measure, "邹小禾", title="开一次会", standard="开会")
    seq = now(measure).rests[-1].seq
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "岳正衡", finding="属实")
    after = made.do("dispute_paper", measure, "秦见微", paper=seq, reason="没批过")
    assert (after.title, after.life, after.finding) == (measure.title, "claimed", 0)
    assert KeptFact.objects.get(matter_id=measure.id, name="standard").text == "印发制度"


def test_a_disputed_change_of_a_person_alone_leaves_the_check(made: World) -> None:
    measure = claimed_measure(made)
    granted_on_paper(made, "request_change", measure, "邹小禾", accountable=made.people["殷若渔"])
    after = disputed_by(made, measure)
    assert (after.life, after.accountable) == ("countersigned", measure.accountable)


def test_under_what_was_given_up_meanwhile_nothing_is_heard_with_it(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    granted_on_paper(made, "request_withdrawal", measure, "殷若渔")
    request = made.do("request_withdrawal", problem, "殷若渔", reason="不办了").pending or 0
    while now(request).life == "open":
        made.do("approve", request, asked_now(made, request))
    after = disputed_by(made, measure)
    assert (after.life, after.hearing) == ("verified", None)
    assert refusal(made, "sign_off", measure, "温如砺") == "no_hearing"


def test_a_disputed_extension_goes_back_though_the_claim_was_sent_back_since(made: World) -> None:
    measure = at_work(made)
    granted_on_paper(made, "request_extension", measure, "殷若渔", **LATER)
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("send_back", measure, "纪清晏", still_to_do="再补")
    assert disputed_by(made, measure).due_on == measure.due_on


def test_a_disputed_pause_gives_back_what_its_end_moved(made: World) -> None:
    measure = at_work(made)
    granted_on_paper(made, "request_pause", measure, "殷若渔")
    made.tick(days=60)
    made.do("resume", measure, "殷若渔", reason="文件到了")
    assert now(measure).due_on != measure.due_on
    after = disputed_by(made, measure)
    assert (after.due_on, after.clock) == (measure.due_on, "running")


def test_what_was_merged_since_is_marked_and_holds_up_nothing(made: World) -> None:
    measure, other = at_work(made), at_work(made)
    request = granted_on_paper(made, "request_extension", measure, "殷若渔", **LATER)
    made.do("merge", measure, "邹小禾", into=other.id, reason="同一件事")
    rest = now(request.id).rests[-1]
    who = next(name for name, one in made.people.items() if one == rest.person)
    made.do("dispute_paper", request.id, who, paper=rest.seq, reason="没批过")
    assert now(request.id).rests == () and now(measure).life == "merged"


def test_disputing_an_extension_takes_up_nothing_that_was_given_up_in_person(made: World) -> None:
    measure = at_work(made)
    granted_on_paper(made, "request_extension", measure, "殷若渔", **LATER)
    request = made.do("request_withdrawal", measure, "殷若渔", reason="不办了").pending or 0
    while now(request).life == "open":
        made.do("approve", request, asked_now(made, request))
    assert disputed_by(made, measure).life == "withdrawn"


def test_a_scan_that_is_erased_is_compared_with_nothing(made: World) -> None:
    measure = heard(made)
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    erases = [[event_id(made.org.pk, seq), "file_names"]]
    made.do("erase", measure, "费䶮", reason="误传", erases=erases)
    assert refusal(made, "compare_paper", measure, "池晚照", paper=seq) == "scan_gone"
    made.do("refuse_paper", measure, "池晚照", paper=seq, reason="没有扫描件")
