"""A verdict says the first reason why not, in a fixed order; what is offered is what may come to pass."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import by_somebody, dated, hat_for, in_person, options, recorders, verdict
from bihuan.core.state.actor import Actor, Hat
from bihuan.core.state.lives import ENDED, GOING, RECEIVED
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from tests.core.looking import looking
from tests.core.shop import DUE, PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A

SAID = Text("做", "Do")


def test_reasons_come_in_order_life_right_hands_request_form_and_guards() -> None:
    shop = Shop()
    measure = shop.open("measure")
    assert shop.why("verify", measure, APPROVER, finding="好") == "wrong_life"
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    seen = shop.now(measure).seq
    shop.do("receive", measure, DOER)
    shop.do("request_extension", measure, DOER, due={"kind": "date", "on": "2026-08-31"}, reason="迟")
    assert shop.why("claim", measure, APPROVER, result="完") == "no_right"
    assert shop.why("claim", measure, DOER, result="完", seen=seen) == "request_open"
    shop.do("refuse", max(shop.store.states), APPROVER, reason="不准")
    assert shop.why("claim", measure, DOER, result="完", seen=seen) == "stale"
    assert shop.why("claim", measure, DOER, result="完") == "no_proof"


def test_what_is_offered_is_what_the_life_and_the_person_allow() -> None:
    shop = Shop()
    measure = shop.claimed()
    snap = shop.book.snapshot(
        KINDS["measure"].act("verify"), measure, Mandate(shop.actor(DOER)), {}, trying=True
    )
    offered = {act.name: why for act, why in options(KINDS["measure"], snap)}
    assert "claim" not in offered and "absorb" not in offered
    why = offered["verify"]
    assert why and why.code == "no_right", "the next step is shown grey to everybody, with its reason"


def test_trying_asks_nothing_of_a_form_that_is_not_filled_in() -> None:
    shop = Shop()
    measure = shop.open("measure")
    act = KINDS["measure"].act("assign")
    snap = shop.book.snapshot(act, measure, Mandate(shop.actor(CHECKER)), {}, trying=True)
    assert verdict(act, snap) is None
    assert verdict(act, replace(snap, trying=False)) is not None


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_act_has_a_name_and_an_event_of_its_own_and_somebody_who_may(kind: Kind) -> None:
    assert len(kind.by_name) == len(kind.by_event) == len(kind.acts)
    assert all(act.by and (act.opens or act.when) for act in kind.acts)


@pytest.mark.parametrize("kind", ["problem", "measure"])
def test_only_these_acts_close_and_each_needs_a_foreign_hand(kind: str) -> None:
    closing = {act.name for act in KINDS[kind].acts if act.then in ("signed_off", "continuing")}
    for_good = {"continue_long_term", "back_fill_long_term"}
    assert closing == {"sign_off", "back_fill"} | (for_good if kind == "measure" else set())
    assert all(KINDS[kind].act(name).never_by == "hands" for name in (*closing, "verify"))
    assert not any("system" in KINDS[kind].act(name).by for name in closing)


@pytest.mark.parametrize("kind", ["problem", "measure"])
def test_no_life_is_a_dead_end_and_none_is_out_of_reach(kind: str) -> None:
    acts = KINDS[kind].acts
    reached = {act.then for act in acts if act.then} | {"assigned", "claimed"}
    assert set(GOING) <= reached
    for life in GOING:
        assert any(life in act.when and act.then not in (None, life) for act in acts), life
    assert {act.then for act in acts} & set(ENDED)


def test_an_act_says_when_a_form_for_it_is_stale() -> None:
    made = Act("do", "done", SAID, SAID, (RECEIVED,), ("lead",))
    assert made.stale == "life" and made.version == 1
    state = State(1, 1, "measure")
    assert state.life == ""


def test_nobody_who_stands_in_no_relation_is_offered_a_check() -> None:
    shop = Shop()
    measure = shop.claimed()
    assert shop.why("verify", measure, HEAD, finding="好") == "no_right"
    assert shop.why("sign_off", measure, DOER, evidence=PROOF) == "wrong_life"


def test_an_act_is_done_in_the_appointment_of_the_first_relation_that_allows_it() -> None:
    shop = Shop()
    act, measure = KINDS["measure"].act("verify"), shop.claimed()
    snap = shop.book.snapshot(act, measure, Mandate(shop.actor(CHECKER)), {})
    assert hat_for(act, snap) == 3, "as the verifier, not as head of the own unit"
    elsewhere = shop.book.snapshot(act, measure, Mandate(shop.actor(HEAD)), {})
    assert hat_for(act, elsewhere) == 2, "who stands in none: the first"
    assert hat_for(act, replace(elsewhere, actor=Actor(6))) is None


def test_what_the_program_alone_does_is_offered_to_nobody() -> None:
    measure = KINDS["measure"]
    assert by_somebody(measure.act("verify")) and by_somebody(KINDS["request"].act("approve"))
    assert not any(map(by_somebody, (measure.act("transfer"), measure.act("count_cycle"))))


def test_who_records_follows_from_whether_it_decides() -> None:
    measure = KINDS["measure"]
    assert recorders(measure.act("progress")) == {"office", "lead", "head"}
    assert recorders(measure.act("verify")) == {"office", "verifier", "fallback"}
    assert recorders(measure.act("instruct")) == {"office", "lead", "head", "verifier", "fallback"}
    assert "outsider" in recorders(measure.act("answer_hearing"))


def test_a_day_before_what_nothing_rests_on_is_no_fault() -> None:
    progress = KINDS["measure"].act("progress")
    on = {"occurred_on": "2026-03-01"}
    assert dated(progress, looking(facts=on)) is None
    since = looking(facts=on, rests_on=date(2026, 3, 2))
    assert (reason := dated(progress, since)) and reason.code == "too_early"
    assert dated(KINDS["measure"].act("back_fill"), since) is None


def test_what_the_people_concerned_say_is_said_in_no_borrowed_hat() -> None:
    own, lent = Hat(1, 11, A, "member", 5), Hat(2, 12, A, "head", 7)
    snap = looking(snap={"actor": Actor(5, (own, lent), frozenset({7}))})
    assert in_person(KINDS["measure"].act("answer_hearing"), snap).actor == Actor(5, (own,))
    assert in_person(KINDS["measure"].act("progress"), snap) is snap


def test_while_a_request_waits_nothing_else_is_asked_or_claimed_and_a_claim_goes_on_being_checked() -> None:
    shop = Shop()
    working = shop.open("measure")
    shop.do("assign", working, CHECKER, lead_unit=A, due=DUE)
    shop.do("receive", working, DOER)
    shop.do("request_pause", working, DOER, reason="等")
    later = {"due": {"kind": "date", "on": "2026-08-31"}, "reason": "迟"}
    assert shop.why("request_extension", working, DOER, **later) == "request_open"
    assert shop.why("claim", working, DOER, result="完", evidence=PROOF) == "request_open"
    claimed = shop.claimed()
    shop.do("request_withdrawal", claimed, DOER, reason="撤")
    assert shop.do("verify", claimed, CHECKER, finding="实").life == "verified"
