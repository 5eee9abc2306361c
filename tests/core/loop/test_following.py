"""What follows from an act in the same breath."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.following import weigh_period
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import with_changes
from bihuan.core.words.reasons import Refused
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, RAISER, A, B


@pytest.fixture
def shop() -> Shop:
    return Shop()


def children(shop: Shop, matter: int, kind: str):
    return [one for one in shop.store.children(matter) if one.kind == kind]


def test_a_group_expands_and_the_whole_claims_itself() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_group=7, due=DUE)
    first, second = children(shop, measure.id, "part")
    assert (first.lead_unit, second.lead_unit) == (A, B)
    shop.do("report", first, DOER, result="完", evidence=PROOF)
    assert shop.now(measure).life == "assigned"
    shop.do("report", second, CHECKER, result="完", evidence=PROOF)
    for part, head, checker in ((first, HEAD, CHECKER), (second, CHECKER, APPROVER)):
        shop.do("countersign", part, head)
        shop.do("verify", part, checker, finding="属实")
    whole = shop.now(measure)
    assert whole.life == "verified" and not whole.hand_people, "hands are kept where they did"
    hands = shop.store.hands(measure.id)
    assert hands.people == {DOER, HEAD, CHECKER} and hands.units.keys() == {A, B}
    assert whole.check_by == "fallback"


def test_what_goes_on_by_itself_takes_over_only_raisers_whom_it_does_not_have(shop: Shop) -> None:
    for raisers, more, own in (([], False, []), ([RAISER], False, [RAISER]), ([RAISER], True, [])):
        problem = shop.open("problem", raisers=raisers)
        measure = shop.claimed(problem.id)
        shop.do("verify", measure, CHECKER, finding="实")
        closed = shop.do("sign_off", measure, APPROVER)
        shop.store.states[measure.id] = with_changes(closed, {"raisers": frozenset(own)})
        shop.do("decline", problem, CHECKER, reason="不采纳")
        after = shop.now(measure)
        told = [event.name for event in shop.store.events if event.matter == measure.id]
        assert after.life == "under_way" and after.raisers == frozenset(raisers)
        assert ("raisers_taken" in told) is more


def test_a_part_of_a_whole_that_is_no_longer_worked_on_can_still_be_answered() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_group=7, due=DUE)
    first, second = children(shop, measure.id, "part")
    shop.do("report", first, DOER, result="完", evidence=PROOF)
    asked = shop.do("request_withdrawal", measure, CHECKER, reason="撤")
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.do("report", second, CHECKER, result="完", evidence=PROOF).life == "reported"
    assert shop.now(measure).life == "withdrawn"


def test_a_new_measure_takes_a_checked_problem_back_to_work_and_stands_under_no_closed_one() -> None:
    for closed in (False, True):
        shop = Shop()
        problem = shop.open("problem")
        shop.do("assign", problem, CHECKER, lead_unit=A)
        shop.do("receive", problem, DOER)
        measure = shop.claimed(problem.id)
        shop.do("verify", measure, CHECKER, finding="实")
        shop.do("sign_off", measure, APPROVER)
        shop.do("claim", problem, DOER, result="完")
        shop.do("countersign", problem, HEAD)
        if closed:
            shop.do("verify", problem, CHECKER, finding="实")
            shop.do("waive_hearing", problem, CHECKER, reason="匿名", sample="抽查")
            shop.do("sign_off", problem, APPROVER)
            with pytest.raises(Refused):
                shop.open("measure", parent=problem.id)
            continue
        shop.open("measure", parent=problem.id)
        assert shop.now(problem).life == "under_way" and shop.now(problem).proof == ()


def test_an_imported_row_under_an_imported_claim_leaves_it_and_under_a_closed_problem_opens_it() -> None:
    shop = Shop()
    before = {"life": "claimed", "said_closed_on": "2026-01-10", "lead_unit": A, "due": DUE}
    problem = shop.open("problem", "take_over", **before)
    shop.open("measure", "take_over", parent=problem.id, **before)
    assert shop.now(problem).life == "claimed"


def test_a_merge_carries_raisers_and_measures_and_the_hands_hang_on_it() -> None:
    shop = Shop()
    stays, goes = shop.open("problem", raisers=[APPROVER]), shop.open("problem", raisers=[HEAD])
    shop.do("assign", goes, CHECKER, lead_unit=A)
    shop.do("receive", goes, DOER)
    measure = shop.open("measure", parent=goes.id)
    shop.do("merge", goes, CHECKER, into=stays.id, reason="同")
    survivor = shop.now(stays)
    assert survivor.raisers == {APPROVER, HEAD} and not survivor.led_units
    assert A in shop.store.hands(stays.id).units and A not in shop.store.hands(measure.id).units
    assert shop.now(measure).parent == stays.id


def test_each_line_of_a_split_is_a_problem_of_its_own_with_the_raisers_of_the_first_where_it_has_some(
    shop: Shop,
) -> None:
    for raisers in ([HEAD], []):
        whole = shop.open("problem", raisers=raisers)
        shop.do("split", whole, CHECKER, titles=["其一", "其二"], reason="两件事")
        opened = [one for one in shop.store.states.values() if one.split_from == whole.id]
        assert len(opened) == 2
        assert {one.raisers for one in opened} == {frozenset(raisers)}
        plain = next(one.plain for one in shop.store.events if one.matter == opened[0].id)
        assert ("raisers" in plain) == bool(raisers) and "unsolved" not in plain


@pytest.mark.parametrize("period", ["2026-Q1", "2026-Q4"])
def test_an_instalment_is_due_at_the_end_of_its_period(period: str) -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "recurring", "every": "quarter"})
    shop.do("open_instalment", measure, DOER, period=period)
    (one,) = children(shop, measure.id, "instalment")
    assert str(one.due_on) == {"2026-Q1": "2026-03-31", "2026-Q4": "2026-12-31"}[period]


def test_an_instruction_hands_out_what_it_opens_only_with_a_unit_and_a_due(shop: Shop) -> None:
    def opened(**facts: object) -> str:
        problem = shop.open("problem")
        shop.do("assign", problem, CHECKER, lead_unit=A)
        shop.do("instruct", problem, APPROVER, instruction="办", assign_anew=True, **facts)
        (measure,) = children(shop, problem.id, "measure")
        return measure.life

    assert opened(lead_unit=B, due=DUE) == "assigned"
    assert opened(lead_unit=B) == opened(due=DUE) == opened() == "registered"


def test_a_period_is_shown_by_whoever_answers_for_the_measure_or_by_each_member_of_its_group(
    shop: Shop,
) -> None:
    quarterly = {"kind": "recurring", "every": "quarter"}
    alone = shop.open("measure")
    shop.do("assign", alone, CHECKER, lead_unit=A, due=quarterly, accountable=DOER)
    shop.do("receive", alone, DOER)
    shop.do("open_instalment", alone, DOER, period="2026-Q1")
    assert [(one.lead_unit, one.accountable) for one in children(shop, alone.id, "instalment")] == [(A, DOER)]
    group = shop.open("measure")
    shop.do("assign", group, CHECKER, lead_group=7, due=quarterly)
    shop.do("open_instalment", group, CHECKER, period="2026-Q1")
    shown = [(one.lead_unit, one.accountable) for one in children(shop, group.id, "instalment")]
    assert shown == [(A, None), (B, None)]


def test_what_is_still_to_be_shown_is_shown_by_whoever_answers_for_the_measure_now(shop: Shop) -> None:
    measure = shop.open("measure")
    monthly = {"kind": "recurring", "every": "month"}
    shop.do("assign", measure, CHECKER, lead_unit=A, due=monthly, accountable=DOER)
    shop.do("receive", measure, DOER)
    for period in ("2026-03", "2026-04"):
        shop.do("open_instalment", measure, DOER, period=period)
    claimed, open_ = children(shop, measure.id, "instalment")
    shop.do("claim", claimed, DOER, result="完", evidence=PROOF)
    asked = shop.do("propose_other", measure, DOER, accountable=HEAD, reason="不分管")
    shop.do("approve", asked.pending or 0, HEAD)
    assert shop.now(measure).accountable == shop.now(open_).accountable == HEAD
    assert shop.now(claimed).accountable == DOER, "what is claimed was shown"


def test_what_an_instruction_hands_out_was_assigned_on_that_day(shop: Shop) -> None:
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("instruct", problem, APPROVER, instruction="办", assign_anew=True, lead_unit=B, due=DUE)
    (measure,) = children(shop, problem.id, "measure")
    assert (measure.life, measure.assigned_on) == ("assigned", shop.today)


def test_a_period_that_stands_already_is_counted_once(shop: Shop) -> None:
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "recurring", "every": "quarter"})
    shop.do("receive", measure, DOER)
    shop.do("open_instalment", measure, DOER, period="2026-Q1")
    (shown,) = children(shop, measure.id, "instalment")
    shop.do("claim", shown, DOER, result="完", evidence=PROOF)
    shop.do("countersign", shown, HEAD)
    shop.do("verify", shown, CHECKER, finding="属实")
    whole = shop.now(measure)
    assert whole.cycles == ("2026-Q1",)
    weigh_period(shop.book, shop.now(shown), shop.now(shown), {}, Mandate(SYSTEM))
    assert [one.name for one in shop.store.events].count("cycle_counted") == 1


def test_what_a_problem_claims_by_its_parts_is_checked_by_a_unit_foreign_to_them() -> None:
    """The verifiers sit in a unit of which a part was answered."""
    shop = Shop()
    problem = shop.do("assign", shop.open("problem"), CHECKER, lead_group=7, due=DUE)
    assert problem.check_by == "verifiers"
    first, second = children(shop, problem.id, "part")
    for part, doer, head, checker in ((first, DOER, HEAD, CHECKER), (second, CHECKER, CHECKER, APPROVER)):
        shop.do("report", part, doer, result="完", evidence=PROOF)
        shop.do("countersign", part, head)
        shop.do("verify", part, checker, finding="属实")
    claimed = shop.now(problem)
    assert (claimed.life, claimed.check_by) == ("claimed", "fallback")
