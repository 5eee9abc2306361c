"""Requests: open ones hold what they are about; an answer frees it, and the last yes does what was asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import requesting
from bihuan.core.state.hands import Seat
from bihuan.core.state.relations import DOING_SIDE
from bihuan.rules.values import QUORUMS, STEP_BY
from tests.core.shop import DUE, PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, PLAIN, REGISTER, A, B


def received(shop: Shop):
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    return shop.do("receive", measure, DOER)


def test_the_last_yes_does_what_was_asked_with_what_was_asked() -> None:
    shop = Shop()
    measure = received(shop)
    asked = shop.do("request_transfer", measure, DOER, lead_unit=B, accountable=CHECKER, reason="职责")
    shop.do("approve", asked.pending or 0, CHECKER)
    moved = shop.now(measure)
    assert (moved.lead_unit, moved.accountable, moved.life, moved.pending) == (B, CHECKER, "assigned", None)
    assert shop.store.events[-1].plain["granted"] == asked.pending


def test_a_no_a_withdrawal_and_a_lapse_free_it_and_change_nothing() -> None:
    for answer, who, facts in (
        ("refuse", APPROVER, {"reason": "否"}),
        ("take_back", DOER, {}),
        ("lapse", None, {}),
    ):
        shop = Shop()
        measure = received(shop)
        asked = shop.do("request_pause", measure, DOER, reason="等")
        ended = shop.do(answer, asked.pending or 0, who, **facts)
        assert ended.life in ("refused", "withdrawn", "lapsed")
        assert shop.now(measure).pending is None and shop.now(measure).clock == "running"


def test_a_step_that_asks_for_all_waits_for_all_who_hold_the_post() -> None:
    from dataclasses import replace

    from bihuan.core.state.actor import Hat

    two = replace(PLAIN, hats=(*PLAIN.hats, Hat(9, 23, 103, "approver", CHECKER)))
    shop = Shop(two, pause_steps=[["approver", "all", False]])
    measure = received(shop)
    asked = shop.do("request_pause", measure, DOER, reason="等")
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(asked.pending or 0).life == "open"
    assert shop.why("approve", asked.pending or 0, APPROVER) == "already_answered"
    shop.do("approve", asked.pending or 0, CHECKER)
    assert shop.now(measure).clock == "paused"


def test_a_batch_decides_measures_before_their_problem_and_says_no_to_each_by_itself() -> None:
    shop = Shop()
    good, doubtful = shop.verified(), shop.claimed()
    shop.do("verify", doubtful, CHECKER, finding="实")
    both = [doubtful.id, good.id]
    shop.do("request_batch_approval", REGISTER, CHECKER, title="批", subjects=both)
    request = shop.now(good).pending or 0
    shop.do("approve", request, APPROVER)
    assert (shop.now(good).life, shop.now(doubtful).life) == ("signed_off", "verified")
    assert shop.now(doubtful).pending is None


def test_a_matter_waits_for_one_answer_at_a_time() -> None:
    shop = Shop()
    measure = shop.verified()
    shop.do("request_withdrawal", measure, DOER, reason="撤")
    nothing = {"title": "批", "subjects": [measure.id]}
    assert shop.why("request_batch_approval", REGISTER, CHECKER, **nothing) == "not_subject"
    assert shop.why("sign_off", measure, APPROVER, evidence=PROOF) == "request_open"


ASKING = [
    act
    for kind in KINDS.values()
    for act in kind.acts
    if act.asking in (requesting.open_request, requesting.open_batch)
]
step = st.tuples(st.sampled_from(STEP_BY), st.sampled_from(QUORUMS), st.booleans())


@given(
    st.sampled_from(ASKING),
    st.lists(step, max_size=4),
    st.dictionaries(st.sampled_from(("leader", "office")), st.just("approver")),
    st.booleans(),
)
def test_whatever_a_rule_says_another_than_the_side_that_asks_has_the_last_word(
    act: Act, rule: list[tuple[str, str, bool]], instead: dict[str, str], said_first: bool
) -> None:
    book = Shop(**{f"{act.asks}_steps": rule}).book
    steps = requesting._steps(book, act, instead, said_first=said_first)
    sides = [by in DOING_SIDE for by, *_ in steps]
    if act.own_unit:
        assert act.grants == "name_other", "only somebody else of the same unit is the unit's own to name"
    else:
        assert steps and not sides[-1], "the side that asks does not grant it to itself"


def test_a_unit_gives_its_work_away_by_its_own_yes_under_no_rule() -> None:
    shop = Shop(transfer_steps=[["head", "any", False]])
    measure = received(shop)
    asked = shop.do("request_transfer", measure, DOER, lead_unit=B, reason="职责")
    shop.do("approve", asked.pending or 0, HEAD)
    assert shop.now(measure).lead_unit == A, "the head has signed, and nobody has decided"
    assert shop.why("approve", asked.pending or 0, HEAD) == "no_right"
    shop.do("approve", asked.pending or 0, CHECKER)
    assert shop.now(measure).lead_unit == B


GIVING_UP = {"withdrawal_steps": [["office", "any", False], ["approver", "any", True]]}


def asked_to_give_up(shop: Shop, who: int, **more: Any) -> tuple[list[str], tuple[int, ...]]:
    """By whom it is answered, and whose asking counts as the first yes."""
    asked = shop.do("request_withdrawal", received(shop), who, reason="撤", **more)
    request = shop.now(asked.pending or 0)
    return [by for by, *_ in request.steps], request.first_yes


def test_whoever_asks_of_the_office_in_person_has_said_its_yes() -> None:
    assert asked_to_give_up(Shop(**GIVING_UP), CHECKER) == (["approver"], (CHECKER,))
    assert asked_to_give_up(Shop(**GIVING_UP), DOER) == (["office", "approver"], ())


def test_what_is_asked_in_somebodys_name_says_yes_for_nobody() -> None:
    shop = Shop(**GIVING_UP)
    in_its_name = {"for_whom": CHECKER, "basis": "call", "reason": "撤"}
    assert shop.why("request_withdrawal", received(shop), DOER, **in_its_name) == "asks_in_person"
    said = {"for_whom": HEAD, "basis": "call"}
    assert asked_to_give_up(Shop(**GIVING_UP), DOER, **said) == (["office", "approver"], ())


def test_whoever_had_a_hand_says_no_yes_by_asking() -> None:
    shop = Shop(**GIVING_UP)
    measure = received(shop)
    state = shop.now(measure)
    shop.store.states[measure.id] = state._replace(hand_people=state.hand_people | {CHECKER})
    asked = shop.do("request_withdrawal", measure, CHECKER, reason="撤")
    request = shop.now(asked.pending or 0)
    assert not request.first_yes and len(request.steps) == 1, "one yes of who may give both is enough"
    assert request.steps[0][0] == "approver"


@pytest.mark.parametrize("asker", [DOER, CHECKER])
def test_a_yes_of_somebody_who_had_a_hand_since_grants_nothing(asker: int) -> None:
    shop = Shop(**GIVING_UP)
    measure = received(shop)
    request = shop.do("request_withdrawal", measure, asker, reason="撤").pending or 0
    if asker == DOER:
        shop.do("approve", request, CHECKER)
    state = shop.now(measure)
    shop.store.states[measure.id] = state._replace(hand_people=state.hand_people | {CHECKER})
    assert shop.why("approve", request, APPROVER) == "yes_had_hand"


def test_whoever_had_a_hand_in_it_gives_it_to_nobody_else() -> None:
    """Transferring is no decision of its own, but the yes to it is."""
    shop = Shop()
    measure = received(shop)
    asked = shop.do("request_transfer", measure, HEAD, lead_unit=B, reason="职责")
    request = asked.pending or 0
    state = shop.now(measure)
    shop.store.states[measure.id] = state._replace(hand_people=state.hand_people | {CHECKER})
    assert shop.why("approve", request, CHECKER) == "own_work"


def test_what_goes_to_another_unit_is_in_its_hands_from_the_day_of_the_yes() -> None:
    shop = Shop()
    measure = received(shop)
    asked = shop.do("request_transfer", measure, DOER, lead_unit=B, reason="职责")
    shop.today += timedelta(days=3)
    shop.do("approve", asked.pending or 0, CHECKER)
    assert shop.now(measure).assigned_on == shop.today


def test_somebody_of_another_unit_is_who_sits_in_another_today() -> None:
    """What is back-filled is confirmed by a person of another 处室; to have sat there before bars nobody."""
    shop = Shop()
    row, register = KINDS["register"].act("request_back_fill"), shop.now(REGISTER)
    left = Seat(CHECKER, A, date.min, shop.today - timedelta(days=1))

    def steps(*sat: Seat) -> list[list[object]]:
        shop.store.held = [Seat(CHECKER, B, date.min), Seat(HEAD, A, date.min), *sat]
        return requesting._apart(shop.book, row, register, Mandate(shop.actor(HEAD)))

    assert steps(left) == [], "the steps of the rule will do"
    assert steps(left._replace(to_on=None)) == [["fallback", "any", True]]


def test_two_steps_of_the_same_people_are_one_and_forbid_what_either_forbids() -> None:
    row = KINDS["measure"].act("request_pause")
    for first, second in ((True, False), (False, True)):
        rule = [["approver", "any", first], ["approver", "any", second]]
        assert requesting._steps(Shop(pause_steps=rule).book, row, {}, said_first=False) == [
            ["approver", "any", True]
        ]
