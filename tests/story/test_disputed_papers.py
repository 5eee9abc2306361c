"""异议: what somebody is said to have decided on paper, and did not, falls back."""

import pytest

from tests.on_paper import asked_now, compare, enter, heard, with_another_clerk
from tests.story.telling import now, refusal
from tests.world import World, claimed_measure, registered_measure

pytestmark = pytest.mark.django_db
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
