"""Proof stands when it counts: cited, present and whole; what is erased takes the claim with it."""

from typing import Any

import pytest

from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.files import whole
from bihuan.files.store import path_of
from bihuan.ledger.read import events_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.writing import store
from bihuan.matters.writing.rebuild import folded_state
from tests.exchange.verifying.full import differing
from tests.story.telling import DUE, below, now, refusal, said, told, waiting
from tests.story.test_cycles import QUARTERLY, received, shown
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def erased(made: World, matter: State, *citing: int, name: str = "file_names") -> State:
    """An administrator erases what these events cite."""
    pairs = [[event, name] for event in citing]
    return made.do("erase", matter, "费䶮", reason="依申请", erases=pairs)


def citing(matter: State, event: str = "claimed") -> int:
    """The event of that name that cites proof."""
    return [one.id for one in events_of(matter.id) if one.name == event][-1]


def received_problem(made: World) -> State:
    problem = made.open("problem", "邹小禾", title="问题")
    lead = {"lead_unit": made.units["秘书处"], "accountable": made.people["纪清晏"]}
    made.do("assign", problem, "邹小禾", **lead)
    return made.do("receive", problem, "殷若渔")


def verified(made: World, measure: State) -> State:
    return made.do("verify", measure, "秦见微", finding="属实")


def signed(made: World, measure: State) -> State:
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return made.do("sign_off", measure, "温如砺")


def as_folded(*matters: State) -> bool:
    return all(folded_state(one.id) == now(one) for one in matters)


# --- present and whole ---------------------------------------------------------------------------------
def why(made: World, name: str, matter: State, by: str, **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        made.do(name, matter, by, **facts)
    return f"{caught.value.reason.code}: {Names(made.org.pk, None).why(caught.value.reason).zh}"


def test_a_state_knows_the_pieces_that_prove_its_claim() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    one, two = made.proof("甲"), made.proof("乙")
    claim = made.do("claim", measure, "殷若渔", result="完成", evidence=[one])
    more = made.do("add_evidence", measure, "殷若渔", evidence=[two])
    assert more.proof == ((claim.seq, one), (more.seq, two)) and as_folded(measure)


@pytest.mark.parametrize(
    "harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"%PDF-1.4 other")]
)
def test_a_proof_that_is_lost_or_altered_is_neither_checked_nor_closed_on_and_is_named(harm) -> None:
    made = world()
    measure = claimed_measure(made)
    place = path_of(made.org.pk, measure.proof[0].digest)
    harm(place)
    assert "印发件.pdf" in why(made, "verify", measure, "秦见微", finding="属实")
    made.proof()  # the same content, sent again, heals it
    verified(made, measure)
    harm(place)
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert why(made, "sign_off", measure, "温如砺").startswith("proof_broken")
    made.proof()
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_a_file_that_is_altered_where_it_lies_can_be_cited_by_nothing() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    digest = made.proof()
    path_of(made.org.pk, digest).write_bytes(b"something else")
    facts = {"evidence": [digest], "file_names": ["印发件.pdf"]}
    told_why = why(made, "claim", measure, "殷若渔", result="完成", **facts)
    assert told_why.startswith("file_broken") and "印发件.pdf" in told_why
    assert refusal(made, "progress", measure, "殷若渔", progress="见附件", **facts) == "file_broken"


def test_what_the_nightly_verification_finds_wrong_is_closed_on_by_nobody_until_it_is_right() -> None:
    made = world()
    measure = verified(made, claimed_measure(made))
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    place = path_of(made.org.pk, measure.proof[0].digest)
    whole = place.read_bytes()
    place.write_bytes(b"other")
    assert [one.what for one in differing()] == ["altered"]
    place.write_bytes(whole)
    assert refusal(made, "sign_off", measure, "温如砺") == "proof_broken", "it is doubted still"
    assert differing() == []
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_a_problem_stands_on_the_files_of_its_measures_at_any_depth() -> None:
    made = world()
    problem = received_problem(made)
    measure = made.do("receive", registered_measure(made, problem.id, due=QUARTERLY), "殷若渔")
    shown(made, measure, "2026-Q1")
    shown(made, measure, "2026-Q2")
    rule = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **rule)
    made.do("countersign", measure, "纪清晏")
    verified(made, measure)
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"
    place = path_of(made.org.pk, below(measure, "instalment")[0].proof[0].digest)
    place.unlink()
    assert refusal(made, "claim", problem, "殷若渔", result="完成") == "proof_broken"
    made.proof("2026-Q1")
    made.do("claim", problem, "殷若渔", result="完成")
    made.do("countersign", problem, "纪清晏")
    path_of(made.org.pk, measure_proof(measure)).unlink()
    assert refusal(made, "verify", problem, "秦见微", finding="属实") == "proof_broken"
    made.proof("办法")
    assert verified(made, problem).life == "verified"


def measure_proof(measure: State) -> str:
    return now(measure).proof[0].digest


# --- erased in between ---------------------------------------------------------------------------------
@pytest.mark.parametrize("checked", [False, True])
def test_a_proof_that_is_erased_takes_the_claim_with_it(checked: bool) -> None:
    made = world()
    measure = claimed_measure(made)
    if checked:
        verified(made, measure)
    erased(made, measure, citing(measure))
    back = now(measure)
    assert (back.life, back.proof, back.finding) == ("under_way", (), 0) and as_folded(measure)
    assert told(made, measure, "sent_back") >= {"秘书处", "纪清晏"}
    assert said(measure, "sent_back")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof("另一份")])
    made.do("countersign", measure, "纪清晏")
    assert signed(made, verified(made, measure)).life == "signed_off"


def test_one_of_two_proofs_takes_it_too_and_what_is_no_proof_of_it_does_not() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do(
        "progress", measure, "殷若渔", progress="附件", evidence=[made.proof("旧")], file_names=["旧.pdf"]
    )
    old = citing(measure, "progressed")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof("甲")], file_names=["甲.pdf"])
    made.do("add_evidence", measure, "殷若渔", evidence=[made.proof("乙")], file_names=["乙.pdf"])
    erased(made, measure, old)
    assert now(measure).life == "claimed"
    erased(made, measure, citing(measure), name="result")
    assert now(measure).life == "claimed", "words may go, the proof stands"
    erased(made, measure, citing(measure, "evidence_added"))
    assert now(measure).life == "under_way"


def test_erased_from_another_matter_it_takes_the_claim_all_the_same() -> None:
    made = world()
    measure = claimed_measure(made)
    other = made.open("problem", "邹小禾", title="另一件")
    erased(made, other, citing(measure))
    assert now(measure).life == "under_way" and as_folded(measure, other)


SIGNS = {"秘书处": "纪清晏", "督查处": "秦见微", "委员工作处": "谷向原"}


def test_a_report_whose_proof_is_erased_takes_the_whole_back() -> None:
    made = world()
    group = made.open("measure", "邹小禾", title="各处室自查", lead_group=made.groups["各处室"], due=DUE)
    group = made.do("assign", group, "邹小禾")
    heads = {"秘书处": "殷若渔", "督查处": "秦见微", "委员工作处": "谷向原"}
    for part in below(group, "part"):
        unit = next(name for name, one in made.units.items() if one == part.lead_unit)
        report = {"result": "完成", "evidence": [made.proof(unit)], "file_names": ["自查.pdf"]}
        made.do("report", part, heads[unit], **report)
        made.do("countersign", part, SIGNS[unit])
        made.do("verify", part, "岳正衡", finding="属实")
    assert now(group).life == "verified"
    part = below(group, "part")[0]
    erased(made, part, citing(part, "reported"))
    assert (now(part).life, now(group).life) == ("received", "under_way") and as_folded(part, group)


def test_a_period_whose_proof_is_erased_stands_no_longer_and_takes_the_claim() -> None:
    made = world()
    measure = received(made)
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (one,) = below(measure, "instalment")
    proof = {"evidence": [made.proof("签到表")], "file_names": ["签到表.pdf"]}
    made.do("claim", one, "殷若渔", result="本期已开展", **proof)
    made.do("countersign", one, "纪清晏")
    verified(made, one)
    rule = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **rule)
    assert now(measure).cycles == ("2026-Q1",)
    erased(made, one, citing(one))
    assert now(one).life == "under_way" and now(measure).cycles == ()
    assert now(measure).life == "under_way" and as_folded(one, measure)


# --- of what is closed ---------------------------------------------------------------------------------
def closed_without_its_proof(made: World, parent: int | None = None) -> State:
    """Signed off, and then its proof was erased: one asked, another said yes."""
    measure = claimed_measure(made, parent)
    verified(made, measure)
    if parent is None:
        made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    pairs = [[citing(measure), "file_names"]]
    assert refusal(made, "erase", measure, "费䶮", reason="依申请", erases=pairs) == "needs_second"
    made.do("request_erasure", measure, "费䶮", reason="依申请", erases=pairs)
    made.do("approve", waiting(measure.id), "严以宁")
    return now(measure)


def test_what_is_closed_stands_as_closed_with_its_proof_erased_and_is_looked_at_again() -> None:
    made = world()
    measure = closed_without_its_proof(made)
    assert (measure.life, measure.proof, measure.proof_erased) == ("signed_off", (), True) and as_folded(
        measure
    )
    assert told(made, measure, "proof_lost") >= {"秘书处"}
    back = made.do("look_back", measure, "秦见微", result="rebound", finding="查无实据")
    again = made.do("reopen", back, "温如砺", reason="须重新证明")
    assert again.life == "under_way" and not again.proof_erased


def test_no_problem_closes_on_it_until_it_is_proved_anew() -> None:
    made = world()
    problem = received_problem(made)
    measure = closed_without_its_proof(made, problem.id)
    told_why = why(made, "claim", problem, "殷若渔", result="完成")
    assert told_why.startswith("proof_erased") and "修订首问负责制" in told_why
    asked = made.do("request_reopening", measure, "邹小禾", reason="补充佐证")
    made.do("approve", asked.pending, "温如砺")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof("另一份")])
    made.do("countersign", measure, "纪清晏")
    verified(made, measure)
    made.do("sign_off", measure, "温如砺")
    assert made.do("claim", problem, "殷若渔", result="完成").life == "claimed"


def test_a_problem_that_is_checked_on_it_goes_back_and_one_that_is_closed_stands_as_that() -> None:
    made = world()
    for closes in (False, True):
        problem = made.open("problem", "邹小禾", title="问题")
        made.do(
            "assign", problem, "邹小禾", lead_unit=made.units["秘书处"], accountable=made.people["纪清晏"]
        )
        made.do("receive", problem, "殷若渔")
        measure = claimed_measure(made, problem.id)
        verified(made, measure)
        made.do("sign_off", measure, "温如砺")
        made.do("claim", problem, "殷若渔", result="完成")
        made.do("countersign", problem, "纪清晏")
        if closes:
            signed(made, verified(made, problem))
        pairs = [[citing(measure), "file_names"]]
        made.do("request_erasure", measure, "费䶮", reason="依申请", erases=pairs)
        made.do("approve", waiting(measure.id), "严以宁")
        stands = now(problem)
        assert stands.life == ("signed_off" if closes else "under_way") and stands.proof_erased == closes
        assert as_folded(problem, measure)


def test_a_large_proof_is_read_before_anybody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    measure = claimed_measure(made)
    monkeypatch.setattr(store, "AT_ONCE", 1)
    whole._known.clear()
    assert verified(made, measure).life == "verified"
    whole._known.clear()
    path_of(made.org.pk, measure.proof[0].digest).write_bytes(b"other, and longer than it was before")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert refusal(made, "sign_off", measure, "温如砺") == "proof_broken"
