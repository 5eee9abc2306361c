"""Who checks and approves: gathered parts, two checkers together, other people than those who worked."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.core.loop.deciding import others_must_decide
from bihuan.core.state.hands import Hands, Seat
from bihuan.core.state.principals import APPROVERS, CROSS_CHECKERS, OUTSIDERS, principal
from bihuan.core.state.state import State
from tests.core.looking import TODAY, looking, why
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DESK, DOER, HEAD, OUTSIDER, REGISTER, SPREAD, A, B, C


def shop_of_two() -> Shop:
    shop = Shop(SPREAD)
    shop.store.desks[REGISTER] = replace(DESK, outsiders=())
    return shop


def closed_measure(shop: Shop, problem: State, unit: int, doer: int, head: int, checker: int) -> State:
    measure = shop.open("measure", parent=problem.id)
    shop.do("assign", measure, CHECKER, lead_unit=unit, due=DUE)
    shop.do("claim", shop.do("receive", measure, doer), doer, result="完", evidence=PROOF)
    shop.do("countersign", measure, head)
    shop.do("verify", measure, checker, finding="实")
    return shop.do("sign_off", measure, OUTSIDER)


def claimed_problem(shop: Shop) -> State:
    """Led by C; below it a measure of A and one of B: nobody who checks is foreign to both."""
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=C)
    shop.do("receive", problem, HEAD)
    for unit, doer, head, checker in ((A, APPROVER, HEAD, CHECKER), (B, CHECKER, CHECKER, APPROVER)):
        closed_measure(shop, problem, unit, doer, head, checker)
    shop.do("claim", problem, HEAD, result="完")
    shop.do("countersign", problem, HEAD)
    return shop.do("name_checkers", problem, None)  # by persons: the fallback verifier sits in A too


def test_two_of_different_units_check_together_what_nobody_may_check_alone() -> None:
    shop = shop_of_two()
    problem = claimed_problem(shop)
    assert problem.check_by == "cross" and problem.turn == principal(CROSS_CHECKERS, REGISTER)
    assert shop.why("verify", problem, CHECKER, finding="实") == "needs_partner"
    begun = shop.do("cross_check", problem, CHECKER, finding="A 的措施属实")
    assert begun.life == "countersigned" and begun.turn == principal(CROSS_CHECKERS, REGISTER)
    assert shop.why("verify", problem, CHECKER, finding="实") == "needs_partner", "never the same hand twice"
    done = shop.do("verify", problem, APPROVER, finding="B 的措施属实")
    assert done.life == "verified" and done.checkers == {CHECKER, APPROVER}
    assert shop.store.events[-1].plain["cross"] is True
    assert done.approve_by == "approvers"
    shop.do("waive_hearing", problem, OUTSIDER, reason="匿名", sample="抽查")
    assert shop.now(problem).turn == principal(APPROVERS, REGISTER)
    assert shop.do("sign_off", problem, OUTSIDER).life == "signed_off"


def test_a_check_that_two_made_is_void_when_both_had_a_hand_in_one_measure() -> None:
    shop = shop_of_two()
    problem = claimed_problem(shop)
    shop.do("cross_check", problem, CHECKER, finding="实")
    shop.do("verify", problem, APPROVER, finding="实")
    shop.do("waive_hearing", problem, OUTSIDER, reason="匿名", sample="抽查")
    measure = next(one for one in shop.store.children(problem.id) if one.lead_unit == A)
    hand = measure.hand_people | {CHECKER}
    shop.store.states[measure.id] = measure._replace(hand_people=hand)
    assert shop.why("sign_off", problem, OUTSIDER) == "checker_had_hand"


def test_whoever_had_a_hand_in_the_problem_itself_is_not_one_of_two() -> None:
    shop = shop_of_two()
    problem = claimed_problem(shop)
    shop.store.states[problem.id] = problem._replace(hand_people=problem.hand_people | {CHECKER})
    assert shop.why("cross_check", problem, CHECKER, finding="实") == "own_work"
    assert shop.why("cross_check", problem, APPROVER, finding="实") == "no_partner"
    named = shop.do("name_checkers", problem, None)
    assert named.check_by == "nobody"


def test_where_one_may_check_alone_two_are_not_needed() -> None:
    shop = Shop()
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("receive", problem, DOER)
    measure = shop.claimed(problem.id)
    shop.do("verify", measure, CHECKER, finding="实")
    shop.do("sign_off", measure, APPROVER)
    shop.do("claim", problem, DOER, result="完")
    claimed = shop.do("countersign", problem, HEAD)
    assert claimed.check_by == "verifiers"
    assert shop.why("cross_check", problem, CHECKER, finding="实") == "one_may_check"
    verified = shop.do("verify", problem, CHECKER, finding="实")
    assert "cross" not in shop.store.events[-1].plain and len(verified.checks) == 1
    assert shop.why("waive_hearing", problem, OUTSIDER, reason="无", sample="无") == "no_right"


def test_an_outside_checker_who_comes_later_checks_alone_what_one_of_two_had_begun() -> None:
    shop = shop_of_two()
    problem = claimed_problem(shop)
    shop.do("cross_check", problem, CHECKER, finding="实")
    shop.store.actors = {**shop.store.actors, APPROVER: replace(shop.actor(APPROVER), hats=())}
    shop.store.desks[REGISTER] = replace(shop.store.desk(REGISTER), outsiders=DESK.outsiders)
    named = shop.do("name_checkers", problem, None)
    assert named.check_by == "outsider" and not named.checks and named.turn == principal(OUTSIDERS, REGISTER)
    assert shop.do("verify", problem, OUTSIDER, finding="实").checkers == {OUTSIDER}


@pytest.mark.parametrize(("since", "fine"), [(date(2026, 1, 1), False), (date(2026, 6, 1), True)])
def test_the_check_of_a_part_is_void_if_its_checker_sat_in_its_unit(since: date, fine: bool) -> None:
    shop = Shop()
    measure = shop.do("assign", shop.open("measure"), CHECKER, lead_group=7, due=DUE)
    first, second = shop.store.children(measure.id)
    for part, doer, head, checker in ((first, DOER, HEAD, CHECKER), (second, CHECKER, CHECKER, OUTSIDER)):
        shop.store.states[part.id] = shop.now(part)._replace(check_by="outsider")
        shop.do("report", part, doer, result="完", evidence=PROOF)
        shop.do("countersign", part, head)
        shop.store.states[part.id] = shop.now(part)._replace(check_by="outsider")
        shop.do("verify", part, checker, finding="实")
    assert shop.now(measure).life == "verified"
    shop.do("waive_hearing", measure, APPROVER, reason="匿名", sample="抽查")
    seats = shop.store.seats
    shop.store.seats = lambda people: [  # type: ignore[method-assign]
        *seats(people),
        *([Seat(CHECKER, A, since)] if CHECKER in people else []),
    ]
    if fine:
        assert shop.do("sign_off", measure, APPROVER).life == "signed_off"
    else:
        assert shop.why("sign_off", measure, APPROVER) == "part_checker_had_hand"


def test_whoever_checked_apart_is_judged_by_the_day_of_the_check() -> None:
    """Came into the unit after the check: free by that day, not by today."""
    came = [Seat(1, A, date(2026, 2, 20))]
    snap = {"hands_in": lambda matter: Hands(units={A: date(2026, 1, 1)}), "seats_of": lambda people: came}
    looked = looking(snap=snap)
    assert looked.free([1], date(2026, 2, 1)) and not looked.free([1]) and not looked.free([1], TODAY)


def test_no_partner_sits_in_the_same_unit() -> None:
    def partner(unit: int) -> int | None:
        seats = [Seat(1, B, date.min), Seat(2, unit, date.min)]
        held = {"verifier": frozenset({1}), "fallback": frozenset({2})}
        snap = {"holders_in": lambda: held, "seats_of": lambda people: seats}
        return looking("problem", snap=snap).partner_of([1])

    assert partner(C) == 2 and partner(B) is None


def test_a_part_that_nobody_checked_is_not_gathered() -> None:
    parts = [State(7, 1, "part", role="separate", finding=3), State(8, 1, "part", role="separate")]
    looked = looking(mode="separate", snap={"children": lambda: parts})
    assert [one.id for one in looked.gathered()] == [7]


def test_what_was_checked_and_heard_asks_nobody_else_to_check() -> None:
    """Whoever had been asked to check had a hand since: that matters only until it was checked and heard."""
    snap = {"holders_in": lambda: {"fallback": frozenset({2}), "approver": frozenset({3})}}
    done = looking(life="verified", finding=5, hearing="waived", check_by="verifiers", snap=snap)
    assert done.who_checks() == "fallback"
    assert why(others_must_decide, done) == "asked_already"
    heard = looking(life="verified", finding=5, check_by="verifiers", snap=snap)
    assert why(others_must_decide, heard) is None
