"""审签、核验、退回: the chain of signatures, and what is still to be done when it breaks."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from tests.story.telling import below, now, refusal, said, told
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def received(made):
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return measure


def test_a_claim_needs_proof_and_then_the_heads_countersign() -> None:
    made = world()
    measure = received(made)
    assert refusal(made, "claim", measure, "殷若渔", result="完成") == "no_proof"
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    assert "秘书处" not in told(made, measure, "claimed")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "needs_countersign"
    assert refusal(made, "countersign", measure, "殷若渔") == "no_right"
    assert made.do("countersign", measure, "纪清晏", opinion="同意").life == "countersigned"


def test_where_the_rule_says_so_the_verifier_checks_without_a_countersign() -> None:
    made = world()
    with book(made.org.pk, at=made.tick()) as open_book:
        facts = {"name": "countersign_required", "value": False, "from_on": "2026-03-01", "reason": "试行"}
        open_book.perform(
            "set_rule", standing_matter(made.org.pk, "rules"), Mandate(SYSTEM, within=True), **facts
        )
    measure = received(made)
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"


def test_what_is_sent_back_says_what_is_still_to_be_done_and_its_proof_counts_no_longer() -> None:
    made = world()
    measure = claimed_measure(made)
    assert refusal(made, "send_back", measure, "秦见微") == "missing"
    back = made.do("send_back", measure, "秦见微", still_to_do="补签收表")
    assert back.life == "under_way" and (back.proof, back.claim_seq) == (0, 0)
    assert said(measure, "sent_back")["still_to_do"] == "补签收表"
    assert {"秘书处", "纪清晏"} <= told(made, measure, "sent_back")
    assert refusal(made, "claim", measure, "殷若渔", result="再报") == "no_proof"
    made.do("claim", measure, "殷若渔", result="再报", evidence=[made.proof("签收表")])
    made.do("countersign", measure, "纪清晏")
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"


def test_the_verifier_of_the_leading_office_gives_way_to_the_fallback() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=None)
    made.do("receive", measure, "邹小禾")
    made.do("claim", measure, "邹小禾", result="完成", evidence=[made.proof()])
    state = made.do("countersign", measure, "秦见微")
    assert state.check_by == "fallback"
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_work"
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"


def test_a_supporting_offices_verifier_gives_way_too_but_a_supporting_branch_excludes_nobody() -> None:
    made = world()
    helped = registered_measure(made, supporting=[made.units["督查处"]])
    branch = registered_measure(made, supporting=[made.units["秘书处党支部"]])
    for measure in (helped, branch):
        made.do("receive", measure, "殷若渔")
    named = registered_measure(made, supporting=[made.units["督查处"]])
    made.do("receive", named, "殷若渔")
    made.do("add_evidence", helped, "邹小禾", evidence=[made.proof("督查处的材料")])
    for measure in (helped, branch, named):
        made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
        made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", helped, "秦见微", finding="好") == "own_unit_work"
    assert now(named).check_by == "verifiers", "the turn is theirs all the same"
    assert refusal(made, "verify", named, "秦见微", finding="属实") == "answer_first"
    made.do("say_uninvolved", named, "秦见微")
    assert made.do("verify", named, "秦见微", finding="属实").life == "verified", (
        "to be named is not to have done"
    )
    assert made.do("verify", branch, "秦见微", finding="属实").life == "verified"


def test_whoever_comes_to_have_a_hand_after_verifying_makes_the_verification_void() -> None:
    made = world()
    measure = registered_measure(made, joint=[made.units["督查处"]])
    (part,) = below(measure, "part")
    made.tick(days=30)  # whoever has not answered in time is not waited for
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查三件")
    changed = {"accountable": made.people["秦见微"], "reason": "责任人写错"}
    asked = made.do("request_change", measure, "邹小禾", **changed)
    made.do("approve", asked.pending or 0, "岳正衡")
    made.do("report", part, "邹小禾", result="督查处的材料", evidence=[made.proof("材料")])
    assert refusal(made, "sign_off", measure, "温如砺") == "checker_had_hand"
    made.do("send_back", measure, "温如砺", still_to_do="另由他人核验")
    made.do("claim", measure, "殷若渔", result="再报", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"
