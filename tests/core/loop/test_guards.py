"""Each guard says no for its own reason, and yes when that is mended."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop import guards as guard
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State, with_changes
from tests.core.looking import looking, why
from tests.core.shop import DUE, PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DEPARTMENT, DOER, HEAD, A, B

ERASED = [kind for kind in KINDS.values() if "erase" in kind.by_name]


@pytest.fixture
def shop() -> Shop:
    return Shop()


def assigned(shop: Shop, **facts: object):
    measure = shop.open("measure")
    return shop.do("assign", measure, CHECKER, **({"lead_unit": A, "due": DUE} | facts))


def test_a_lead_that_can_answer_and_a_due(shop: Shop) -> None:
    measure = shop.open("measure")
    assert shop.why("assign", measure, CHECKER, due=DUE) == "no_lead"
    assert shop.why("assign", measure, CHECKER, lead_unit=DEPARTMENT, due=DUE) == "not_answerable"
    assert shop.why("assign", measure, CHECKER, lead_unit=A) == "no_due"
    assert shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE).life == "assigned"


def test_nothing_is_registered_in_a_register_that_is_not_open(shop: Shop) -> None:
    desk = shop.store.desks[9]
    shop.store.desks[9] = type(desk)(register=9, office=B, open=False)
    from bihuan.core.words.reasons import Refused

    with pytest.raises(Refused) as caught:
        shop.open("problem")
    assert caught.value.reason.code == "register_closed"


def test_a_return_has_its_working_days(shop: Shop) -> None:
    measure = assigned(shop)
    shop.today += timedelta(days=3)
    again = Shop()
    other = assigned(again)
    again.today += timedelta(days=4)
    assert again.why("return_wrong_unit", other, DOER, reason="不归我处") == "return_too_late"
    assert shop.do("return_wrong_unit", measure, DOER, reason="不归我处").life == "registered"


def test_a_problem_is_claimed_with_its_measures_done_and_one_of_them_closed(shop: Shop) -> None:
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("receive", problem, DOER)
    assert shop.why("claim", problem, DOER, result="完") == "no_measure"
    gone = shop.open("measure", parent=problem.id)
    assert shop.why("claim", problem, DOER, result="完") == "measures_open"
    asked = shop.do("request_withdrawal", gone, CHECKER, reason="撤")
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(gone).life == "withdrawn"
    assert shop.why("claim", problem, DOER, result="完") == "none_proved"
    measure = shop.claimed(problem.id)
    shop.do("verify", measure, CHECKER, finding="实")
    shop.do("sign_off", measure, APPROVER)
    assert shop.do("claim", problem, DOER, result="完").proof == ()


def test_an_extension_is_later_than_the_due_and_than_today(shop: Shop) -> None:
    measure = assigned(shop)
    for on in ("2026-06-30", "2026-02-01"):
        late = {"kind": "date", "on": on}
        assert shop.why("request_extension", measure, DOER, due=late, reason="迟") == "due_past"


def test_nothing_happens_on_a_day_to_come(shop: Shop) -> None:
    measure = assigned(shop)
    assert shop.why("receive", measure, DOER, occurred_on="2026-03-03") == "future"
    assert shop.do("receive", measure, DOER, occurred_on="2026-03-02").life == "received"


def test_an_instruction_names_a_unit_only_to_assign_anew(shop: Shop) -> None:
    measure = assigned(shop)
    told = {"instruction": "办"}
    assert shop.why("instruct", measure, APPROVER, lead_unit=B, **told) == "only_anew"
    assert shop.why("instruct", measure, APPROVER, due=DUE, **told) == "only_anew"
    anew = shop.do("instruct", measure, APPROVER, assign_anew=True, lead_unit=B, **told)
    assert anew.lead_unit == B and A in anew.led_units


def test_a_checker_who_came_to_have_a_hand_does_not_count(shop: Shop) -> None:
    measure = assigned(shop, joint=[B])
    (part,) = [one for one in shop.store.children(measure.id) if one.role]
    shop.today += timedelta(days=30)  # those who did not answer in time are not waited for
    shop.do("receive", measure, DOER)
    shop.do("claim", measure, DOER, result="完", evidence=PROOF)
    shop.do("countersign", measure, HEAD)
    shop.do("verify", measure, CHECKER, finding="实")
    shop.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查")
    asked = shop.do("request_change", measure, HEAD, accountable=CHECKER, reason="写错")
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(measure).hand_people == {DOER, HEAD}, "to be named is not to have done"
    shop.do("report", part, CHECKER, result="迟到的意见")
    assert shop.why("sign_off", measure, APPROVER) == "checker_had_hand"


def test_a_merge_joins_what_is_worked_on(shop: Shop) -> None:
    one, done = assigned(shop), shop.claimed()
    problem = shop.open("problem")
    for into, code in ((one.id, "same_matter"), (done.id, "other_kind"), (problem.id, "other_kind")):
        assert shop.why("merge", one, CHECKER, into=into, reason="同") == code
    two = assigned(shop)
    assert shop.do("merge", one, CHECKER, into=two.id, reason="同").life == "merged"


def test_a_request_is_answered_by_others_once_each(shop: Shop) -> None:
    measure = assigned(shop)
    steps = [["lead", "any", False], ["approver", "any", False]]
    shop.store.rules_ = {**shop.store.rules_, "pause_steps": steps}
    asked = shop.do("request_pause", measure, DOER, reason="等")
    assert shop.why("approve", asked.pending or 0, DOER) == "asked_it"
    assert shop.why("approve", asked.pending or 0, CHECKER) == "no_right"


def test_where_all_of_the_office_ask_the_approver_answers(shop: Shop) -> None:
    measure = assigned(shop)
    asked = shop.do("request_transfer", measure, CHECKER, lead_unit=B, reason="职责")
    assert shop.now(asked.pending or 0).steps == (("approver", "any", False),)
    assert shop.why("approve", asked.pending or 0, CHECKER) == "no_right"
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(measure).lead_unit == B


def test_a_step_is_closed_to_everybody_with_a_hand_but_for_the_doing_sides_own(shop: Shop) -> None:
    steps = [["head", "any", False], ["office", "any", False]]
    shop.store.rules_ = {**shop.store.rules_, "pause_steps": steps}
    measure = assigned(shop)
    asked = shop.do("request_pause", measure, DOER, reason="等")
    assert shop.do("approve", asked.pending or 0, HEAD).step == 1, "the head signs for the side that asks"
    assert shop.do("approve", asked.pending or 0, CHECKER).life == "granted"
    own = assigned(shop)
    shop.do("receive", own, DOER)
    shop.do("progress", own, DOER, progress="推进")
    asked = shop.do("request_pause", own, DOER, reason="等")
    shop.do("approve", asked.pending or 0, HEAD)
    stand_in = replace(shop.actor(CHECKER), stands_for=frozenset({DOER}))
    shop.store.actors = {**shop.store.actors, CHECKER: stand_in}
    assert shop.why("approve", asked.pending or 0, CHECKER) == "stands_in_for_doer"


def test_looking_back_has_its_day_and_reopening_its_rebound(shop: Shop) -> None:
    measure = shop.closed()
    found = {"result": "rebound", "finding": "又犯"}
    assert shop.why("look_back", measure, CHECKER, **found) == "look_back_early"
    assert shop.why("reopen", measure, APPROVER, reason="错") == "no_rebound"
    shop.today += timedelta(days=100)
    shop.do("look_back", measure, CHECKER, **found)
    assert shop.do("reopen", measure, APPROVER, reason="反弹").life == "under_way"


def test_proof_comes_with_the_claim(shop: Shop) -> None:
    measure = assigned(shop)
    shop.do("receive", measure, DOER)
    assert shop.why("claim", measure, DOER, result="完") == "no_proof"
    assert shop.why("add_evidence", measure, DOER) == "no_proof"
    claimed = shop.do("claim", measure, DOER, result="完", evidence=PROOF)
    assert claimed.proof == (Piece(claimed.seq, PROOF[0]),)


# --- one guard by itself -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["verifiers", "fallbacks", "outsiders"])
def test_a_register_opens_once_anybody_is_named_who_checks(role: str) -> None:
    assert why(guard.checker_named, looking(snap={"desk": Desk(**{role: ((1, 2),)})})) is None
    assert why(guard.checker_named, looking(snap={"desk": Desk(approvers=((1, 2),))})) == "no_checker"


def test_nothing_is_registered_at_a_desk_that_is_no_registers() -> None:
    assert why(guard.register_open, looking(snap={"desk": Desk()})) == "register_closed"
    assert why(guard.register_open, looking(snap={"desk": Desk(register=9)})) is None


def test_an_extension_names_a_day() -> None:
    owed = {"due_on": date(2026, 6, 30)}
    assert why(guard.due_later, looking(**owed)) == "extension_is_a_day"
    assert why(guard.due_later, looking(facts={"due": {"kind": "date"}}, **owed)) == "extension_is_a_day"
    later = {"due": {"kind": "date", "on": "2026-07-01"}}
    assert why(guard.due_later, looking(facts=later, **owed)) is None
    assert why(guard.due_later, looking(facts=later)) == "no_day_to_move"


@pytest.mark.parametrize(
    "listed", [None, [], ["title"], [[1]], [[1, 2]], [["1", "title"]], [[1, "title"], 2]]
)
def test_an_erasure_says_of_which_event_and_which_fact(listed: object) -> None:
    assert why(guard.erases_something, looking(facts={"erases": listed})) == "nothing_to_erase"
    assert why(guard.erases_something, looking(facts={"erases": [[1, "title"]]})) is None


def test_what_nobody_verified_has_no_finding() -> None:
    assert why(guard.finding, looking(life="verified")) == "no_finding"
    assert why(guard.finding, looking(life="verified", finding=5)) is None


def test_without_a_finding_nothing_is_struck_off_and_nothing_goes_over() -> None:
    shop = Shop()
    measure = shop.verified()
    for due, act in (("date", "sign_off"), ("recurring", "continue_long_term")):
        shop.store.states[measure.id] = with_changes(measure, {"due_kind": due, "finding": 0})
        assert shop.why(act, measure, APPROVER) == "no_finding"


@pytest.mark.parametrize(
    ("facts", "state", "decides"),
    [
        ({"assign_anew": True, "due": DUE}, {"life": "registered"}, False),
        ({"assign_anew": True, "due": DUE}, {"life": "assigned", "due_kind": "date"}, True),
        ({"assign_anew": True, "due": DUE}, {"life": "assigned", "due_on": date(2026, 6, 30)}, True),
        ({"assign_anew": True}, {"life": "assigned", "due_kind": "date"}, False),
        ({"assign_anew": True}, {"life": "received"}, True),
        ({"due": DUE}, {"life": "received", "due_kind": "date"}, False),
    ],
)
def test_an_instruction_decides_where_it_takes_something_away(facts: Any, state: Any, decides: bool) -> None:
    assert guard.instruction_decides(looking(facts=facts, **state)) is decides


@pytest.mark.parametrize(
    ("facts", "more", "code"),
    [
        ({}, {"basis": "signed_paper"}, "no_number"),
        ({}, {"basis": "meeting"}, "no_number"),
        ({}, {"basis": "call"}, "call_decides_nothing"),
        ({"document": "批示〔2026〕3号"}, {"basis": "signed_paper"}, None),
        ({"document": "批示〔2026〕3号"}, {"basis": "call"}, "call_decides_nothing"),
        ({"evidence": PROOF}, {"basis": "meeting"}, None),
        ({}, {"basis": "signed_paper", "on_paper": True}, None),
        ({}, {"basis": "signed_paper", "trying": True}, None),
        ({}, {"for_whom": Actor(1)}, None),
        ({}, {"for_whom": None}, None),
    ],
)
def test_what_somebody_else_records_hands_out_with_its_sheet_or_its_number(
    facts: Any, more: Any, code: str | None
) -> None:
    snap = {"for_whom": Actor(6), "unit_kind": lambda unit: "office", **more}
    facts = {"assign_anew": True, "lead_unit": B, **facts}
    assert why(guard.instructed_in_full, looking(facts=facts, snap=snap)) == code


def test_only_a_register_that_there_is_lists_and_once() -> None:
    there = {9: State(9, 1, "register"), 5: State(5, 1, "problem")}
    snap = {"siblings": there.get}
    for where in (5, 6):
        assert why(guard.listed_once, looking(facts={"in_register": where}, snap=snap)) == "not_found"
    facts = {"in_register": 9}
    assert why(guard.listed_once, looking(facts=facts, snap=snap)) is None
    assert why(guard.listed_once, looking(facts=facts, snap=snap, listings=((9, 3),))) == "exists"


def test_a_row_of_a_ledger_names_nobody_or_somebody_who_can_answer() -> None:
    snap = {"unit_kind": {A: "office", DEPARTMENT: "department"}.__getitem__}
    assert why(guard.named_lead_answers, looking(snap=snap)) is None
    assert why(guard.named_lead_answers, looking(facts={"lead_unit": A}, snap=snap)) is None
    named = looking(facts={"lead_unit": DEPARTMENT}, snap=snap)
    assert why(guard.named_lead_answers, named) == "not_answerable"


def test_it_stands_under_nothing_of_another_organisation() -> None:
    def under(org: int, kind: str = "problem", life: str = "under_way") -> str | None:
        return why(guard.under_what_takes_it, looking(snap={"subject": State(5, org, kind, life=life)}))

    assert under(1) is None and why(guard.under_what_takes_it, looking()) is None
    assert under(2) == under(1, "measure") == under(1, life="withdrawn") == "not_found"


@pytest.mark.parametrize(
    ("due", "has_end"),
    [
        ({"due_kind": "date"}, True),
        ({"due_kind": "recurring"}, False),
        ({"due_kind": "long_term"}, False),
        ({"due_kind": "date", "due_then": "long_term"}, False),
    ],
)
def test_what_lasts_is_never_struck_off_and_only_that_goes_over(due: Any, has_end: bool) -> None:
    assert why(guard.has_end, looking(**due)) == (None if has_end else "long_term")
    assert why(guard.has_no_end, looking(**due)) == ("not_long_term" if has_end else None)


def test_what_gathers_parts_is_claimed_by_them() -> None:
    assert why(guard.is_answered_apart, looking(mode="separate")) == "claimed_by_parts"
    assert why(guard.is_answered_apart, looking()) is None
    assert why(guard.is_answered_apart, looking("problem", mode="separate")) is None, "it has measures"


@pytest.mark.parametrize("life", ["claimed", "reported"])
def test_the_head_signs_first_where_the_rule_asks_for_it_and_one_unit_leads(life: str) -> None:
    assert why(guard.countersigned, looking(life=life)) == "needs_countersign"
    assert why(guard.countersigned, looking(life=life, mode="separate")) is None
    no_rule = {"rules_of": lambda: {"countersign_required": False}}
    assert why(guard.countersigned, looking(life=life, snap=no_rule)) is None
    assert why(guard.countersigned, looking(life="countersigned")) is None


def test_what_is_listed_already_is_named_though_it_has_no_title() -> None:
    snap = {"siblings": {9: State(9, 1, "register")}.get}
    reason = guard.listed_once(looking(facts={"in_register": 9}, snap=snap, listings=((9, 3),)))
    assert reason and reason.about == {"what": "—"}


def test_a_part_that_only_supports_is_checked_by_nobody() -> None:
    assert why(guard.answers_for_itself, looking("part", role="joint")) == "only_supports"
    assert why(guard.answers_for_itself, looking("part", role="separate")) is None


@pytest.mark.parametrize("act", ["countersign", "name_signer", "name_checkers", "verify"])
def test_what_a_part_that_only_supports_answered_waits_for_no_signature_and_no_check(act: str) -> None:
    row = KINDS["part"].act(act)
    desk = Desk(register=9, office=B, verifiers=((21, B),))
    head = Actor(1, (Hat(1, 12, A, "head", 1), Hat(2, 21, B, "verifier", 1)))
    by = Actor(None) if "system" in row.by else head
    for life in row.when:
        part = {"life": life, "role": "joint", "lead_unit": A, "register": 9, "sign_by": "office"}
        looked = looking("part", facts={"finding": "实"}, snap={"desk": desk, "actor": by}, **part)
        reason = verdict(row, looked)
        assert reason and reason.code == "only_supports"


@pytest.mark.parametrize("act", ["erase", "request_erasure"])
@pytest.mark.parametrize("kind", ERASED, ids=lambda kind: kind.name)
def test_in_every_kind_an_erasure_names_facts_of_the_record(kind: Kind, act: str) -> None:
    row = kind.act(act)
    who = {"actor": Actor(1, (Hat(1, 11, A, "admin", 1),))}
    for erases in (None, [], ["title"], [[5]], [[5, "title", 1]], [["5", "title"]]):
        facts = {"reason": "依申请"} | ({} if erases is None else {"erases": erases})
        reason = verdict(row, looking(kind.name, life=row.when[0], facts=facts, snap=who))
        assert reason and reason.code == "nothing_to_erase"
