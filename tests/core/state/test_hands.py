"""Who may decide: nobody who had a hand, stands in for one who had, or sat where one was had since then."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.state.actor import SYSTEM, Actor, Desk, Hat
from bihuan.core.state.hands import (
    CHECKS,
    NOBODY,
    Hands,
    Seat,
    all_hands,
    barred,
    checked,
    fallback_units,
    first_free,
    foreign,
    others,
    own_hands,
    posts_of,
    sat,
    sit_apart,
)
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason

DESK = Desk(verifiers=((1, 101),), fallbacks=((2, 102), (3, 103)), outsiders=((4, 104),))
MARCH, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (3, 6, 7, 8))
few = st.frozensets(st.integers(1, 6), max_size=4)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
hands = st.builds(Hands, few, st.dictionaries(st.integers(1, 6), days, max_size=4))
seats = st.lists(
    st.builds(Seat, st.integers(1, 3), st.integers(1, 6), days, st.one_of(st.none(), days)), max_size=5
)


def code(actor: Actor, found: Hands, *held: Seat) -> str | None:
    reason = foreign(actor, held, found, DESK, JULY)
    return reason.code if reason else None


@given(days, st.one_of(st.none(), days), days, days)
def test_a_post_is_held_from_its_first_day_to_its_last(since, until, first, last) -> None:
    seat = Seat(1, 101, since, until)
    assert seat.sits(since) is (until is None or since <= until)
    held = {day for day in (first, last, since, until) if day and seat.sits(day)}
    assert all(since <= day and (until is None or day <= until) for day in held)
    if held and first <= min(held) and max(held) <= last:
        assert seat.sat(first, last)


def test_each_way_of_having_had_a_hand_shuts_out_and_says_which() -> None:
    seat = Seat(1, 101, MARCH)
    assert code(Actor(1), Hands(frozenset({1})), seat) == "own_work"
    assert code(Actor(1, (), frozenset({2})), Hands(frozenset({2})), seat) == "stands_in_for_doer"
    assert code(Actor(1), Hands(units={101: JUNE}), seat) == "own_unit_work"
    assert code(Actor(1), Hands(frozenset({2}), {102: JUNE}), seat) is None
    assert code(SYSTEM, Hands()) == "system_may_not_check"


@pytest.mark.parametrize(
    ("held", "shut"),
    [
        (Seat(1, 101, MARCH, None), True),  # sat there before and ever since
        (Seat(1, 101, MARCH, MARCH), False),  # had left before it was handed over
        (Seat(1, 101, MARCH, JUNE), True),  # left on the day of the hand-over
        (Seat(1, 101, JULY, None), True),  # came on the day of the own act
        (Seat(1, 101, AUGUST, None), False),  # came after it
        (Seat(2, 101, MARCH, None), False),  # somebody else
        (Seat(1, 102, MARCH, None), False),  # elsewhere
    ],
)
def test_to_sit_in_a_unit_is_dated_between_its_hand_over_and_the_own_act(held: Seat, shut: bool) -> None:
    assert barred([1], [held], Hands(units={101: JUNE}), JULY) is shut


def test_a_stand_in_sits_where_the_absent_person_sits() -> None:
    assert (
        code(Actor(1, (), frozenset({2})), Hands(units={101: JUNE}), Seat(2, 101, MARCH)) == "own_unit_work"
    )


@given(hands, hands, seats, days)
def test_more_hands_never_let_anybody_in(less: Hands, more: Hands, held: list[Seat], on: date) -> None:
    both = less | more
    assert both.people >= less.people and both.units.keys() >= less.units.keys()
    assert all(both.units[unit] <= day for unit, day in less.units.items()), "the earliest hand-over counts"
    if barred([1, 2], held, less, on):
        assert barred([1, 2], held, both, on)


@given(hands, seats, days, days)
def test_who_was_barred_on_a_day_stays_so(found: Hands, held: list[Seat], one: date, other: date) -> None:
    if sat([1], held, found, min(one, other)) is not None:
        assert barred([1], held, found, max(one, other))


def test_a_state_keeps_its_own_hands_with_their_days() -> None:
    one = State(1, 1, "measure", hand_people=frozenset({7}), units_from=((101, "2026-06-01"),))
    other = State(
        2, 1, "part", hand_people=frozenset({8}), units_from=((101, "2026-03-01"), (102, "2026-07-01"))
    )
    assert own_hands(one) == Hands(frozenset({7}), {101: JUNE}, lived=True)
    assert all_hands([one, other]) == Hands(frozenset({7, 8}), {101: MARCH, 102: JULY}, lived=True)


def test_a_refusal_names_who_must_check_instead() -> None:
    reason = foreign(Actor(1), (), Hands(frozenset({1})), DESK, JULY)
    assert reason and reason.about["fallback"] == fallback_units(DESK) == (102, 103, 104)


def test_the_first_of_the_checkers_who_is_free_is_asked() -> None:
    posts = posts_of(DESK)

    def chosen(*touched: int) -> str:
        return first_free(CHECKS, lambda role: any(unit not in touched for _, unit in posts[role]))

    assert chosen() == "verifiers"
    assert chosen(101) == "fallback"
    assert chosen(101, 102) == "fallback"
    assert chosen(101, 102, 103) == "outsider"
    assert chosen(101, 102, 103, 104) == NOBODY


def test_a_refusal_sends_nobody_to_the_own_office() -> None:
    here = Actor(1, (Hat(7, 2, 102, "fallback_verifier", 1),))
    reason = foreign(here, (), Hands(frozenset({1})), DESK, JULY)
    assert reason and reason.about["fallback"] == (103, 104)
    everywhere = Actor(1, tuple(Hat(7, 2, unit, "member", 1) for unit in (102, 103, 104)))
    reason = foreign(everywhere, (), Hands(frozenset({1})), DESK, JULY)
    assert reason and reason.about["fallback"] == labels.AN_OUTSIDER, "all of them are the own offices"


def test_a_refusal_names_nobody_who_had_a_hand_and_to_an_approver_those_who_approve() -> None:
    hands = Hands(frozenset({1}), {103: MARCH})
    reason = foreign(Actor(1), (), hands, DESK, JULY)
    assert reason and reason.about["fallback"] == (102, 104)
    approver = Actor(1, (Hat(7, 9, 109, "approver", 1),))
    desk = replace(DESK, approvers=((9, 109), (8, 108)))
    reason = foreign(approver, (), hands, desk, JULY, ("approver", "granted"))
    assert reason and reason.about["fallback"] == (108,)
    reason = foreign(approver, (), hands, replace(desk, approvers=((9, 109),)), JULY, ("approver",))
    assert reason and reason.about["fallback"] == labels.ANOTHER_APPROVER


def test_what_lived_in_one_of_several_lived() -> None:
    assert (Hands(lived=True) | Hands()).lived and (Hands() | Hands(lived=True)).lived
    assert not (Hands() | Hands()).lived


def test_on_the_last_day_of_a_post_one_still_sits_there() -> None:
    held = [Seat(1, 101, MARCH, JULY), Seat(2, 101, MARCH), Seat(3, 102, MARCH)]
    assert not sit_apart([1], [2], held, JULY)
    assert sit_apart([1], [2], held, AUGUST) and sit_apart([1], [3], held, JULY)
    assert sit_apart([1], [2], [Seat(1, 101, MARCH), Seat(2, 101, AUGUST)], JULY), "who comes later"


def test_of_several_doers_whose_place_is_taken_the_same_is_named_each_time() -> None:
    reason = foreign(Actor(1, (), frozenset({2, 3})), (), Hands(frozenset({2, 3})), DESK, JULY)
    assert reason and reason.about == {"person": 2}


def test_whoever_checked_it_is_named_and_of_several_the_first() -> None:
    assert checked({5, 9}, {1}) is None
    assert checked({9, 5, 1}, {9, 5}) == Reason("checked_it", {"person": 5})


def test_whoever_checks_is_sent_to_others_who_check_and_not_to_who_also_may() -> None:
    assert others(DESK, Actor(1), Hands(), {"verifier", "approver"}) == fallback_units(DESK)
