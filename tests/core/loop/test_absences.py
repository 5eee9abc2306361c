"""登记外出: who is named as the own B角 alone, and for whom two are needed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import absences
from bihuan.core.state.actor import SYSTEM, Actor
from bihuan.core.state.posts import NoPosts, Post, Term
from bihuan.core.words.reasons import Refused
from tests.core.looking import looking, why
from tests.core.shop import Shop
from tests.theorem.cast import PEOPLE, PLAIN, START, Choice
from tests.theorem.office import Office

CLERK, CHECKER, ADMINISTRATOR, LEADER = 1, 2, 3, 4
HELD = {CLERK: 11, CHECKER: 12, ADMINISTRATOR: 13, LEADER: 14}
ROLES = {11: "contact", 12: "verifier", 13: "admin", 14: "leader"}


class Posts(NoPosts):
    """Each person holds one post; the administrator put the checker into the post of a checker."""

    def known(self, posts: Collection[int]) -> Mapping[int, Post]:
        return {one: Post(101, ROLES[one]) for one in posts}

    def held_by(self, person: int, since: str | None = None) -> frozenset[int]:
        return frozenset({HELD[person]})

    def second(self, posts: Collection[int]) -> int | None:
        return 9 if {12, 13, 14} & set(posts) else None

    def appointers(self, person: int) -> frozenset[int]:
        return frozenset({ADMINISTRATOR} if person == CHECKER else ())

    def absence(self, one: int) -> Term | None:
        return Term(CHECKER, CLERK, "2026-03-10", "2026-03-20")


def away(by: int, person: int, stand_in: int):
    facts = {"person": person, "stand_in": stand_in}
    return looking("register", facts=facts, snap={"posts": Posts(), "actor": Actor(by)})


def test_who_leads_names_whomever_checks_nothing() -> None:
    assert why(absences.stand_in_is_free, away(LEADER, LEADER, CLERK)) is None
    assert why(absences.stand_in_is_free, away(LEADER, LEADER, CHECKER)) == "stand_in_checks"


def test_a_stand_in_is_asked_for_exactly_where_one_alone_may_not_name_him() -> None:
    alone = {(CHECKER, CHECKER, CLERK), (CLERK, CLERK, ADMINISTRATOR), (ADMINISTRATOR, CLERK, LEADER)}
    for one in alone:
        assert why(absences.stand_in_by_two, away(*one)) is None, one
        assert why(absences.stand_in_needs_two, away(*one)) == "one_is_enough", one
    for one in ((CHECKER, CHECKER, ADMINISTRATOR), (ADMINISTRATOR, CHECKER, CLERK)):
        assert why(absences.stand_in_by_two, away(*one)) == "needs_second", one
        assert why(absences.stand_in_needs_two, away(*one)) is None, one
        granted = replace(away(*one), granted=True)
        assert why(absences.stand_in_by_two, granted) is None, "a second person has said yes"


def test_what_is_called_off_ends_on_the_day_before_it_would_begin() -> None:
    looked = looking("register", snap={"posts": Posts()})
    assert absences.day_before.decide(looked, {"absence": 5}) == {"until": "2026-03-09"}


# --- no chains, no loops ---------------------------------------------------------------------------------
SPANS = st.tuples(st.integers(0, 6), st.none() | st.integers(0, 4))
"""(the day on which it begins, how many days follow; None: for good)."""
ABSENCES = st.lists(st.tuples(st.sampled_from((1, 2, 3)), st.sampled_from((1, 2, 3)), SPANS), max_size=6)
HORIZON = 12


def days_of(span: tuple[int, int | None]) -> set[int]:
    first, more = span
    return set(range(first, HORIZON if more is None else first + more + 1))


def declares(shop: Shop, person: int, stand_in: int, span: tuple[int, int | None]) -> str | None:
    """Why somebody may not be away with that stand-in; None where it is declared."""
    first, more = span
    given = {"person": person, "stand_in": stand_in, "from_on": (START + timedelta(first)).isoformat()}
    if more is not None:
        given["to_on"] = (START + timedelta(first + more)).isoformat()
    try:
        shop.book.perform("declare_absence", PEOPLE, Mandate(SYSTEM, within=True), **given)
    except Refused as refused:
        return refused.reason.code
    return None


@given(ABSENCES)
def test_nobody_is_away_and_takes_anothers_place_on_the_same_day_and_nothing_else_is_refused(
    tried: list[tuple[int, int, tuple[int, int | None]]],
) -> None:
    shop = Shop(replace(PLAIN, may=(Choice("declare_absence", {}),)))
    away: set[tuple[int, int]] = set()
    stands_in: set[tuple[int, int]] = set()
    for person, stand_in, span in tried:
        gone = {(person, one) for one in days_of(span)}
        there = {(stand_in, one) for one in days_of(span)}
        expected = (
            "bad_value"
            if person == stand_in
            else "stand_in_away"
            if there & away
            else "stands_in_then"
            if gone & stands_in
            else None
        )
        assert declares(shop, person, stand_in, span) == expected
        if expected is None:
            away |= gone
            stands_in |= there
    assert not away & stands_in
    assert isinstance(shop.store, Office)
    for one in range(HORIZON):
        actors = shop.store.seated(START + timedelta(one)).actors.values()
        both = [who for who in actors if any(shop.actor(of).stands_for for of in who.stands_for)]
        assert not both, "somebody speaks in the place of one who speaks in the place of a third"


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("2026-03-10", "2026-03-20"), ("2026-03-20", None), True),
        (("2026-03-10", "2026-03-20"), ("2026-03-21", None), False),
        (("2026-03-10", None), ("2026-03-01", "2026-03-09"), False),
        (("2026-03-10", None), ("2026-03-01", "2026-03-10"), True),
        (("2026-03-10", None), ("2026-03-01", None), True),
    ],
)
def test_two_spans_meet_where_they_have_a_day_in_common(
    one: tuple[str, str | None], other: tuple[str, str | None], meet: bool
) -> None:
    assert Term(1, 2, *one).meets(*other) is Term(1, 2, *other).meets(*one) is meet


def test_the_refusal_says_from_when_the_stand_in_is_away_and_in_whose_place_somebody_is() -> None:
    shop = Shop(replace(PLAIN, may=(Choice("declare_absence", {}),)))
    assert declares(shop, 1, 2, (1, 2)) is None
    for named, about in (
        ({"person": 3, "stand_in": 1}, {"person": 1, "since": START + timedelta(1)}),
        ({"person": 2, "stand_in": 3}, {"person": 2, "absent": 1}),
    ):
        facts = {**named, "from_on": START.isoformat(), "to_on": None}
        found = absences.nobody_is_both(looking("register", facts=facts, snap={"posts": shop.store.posts()}))
        assert found and found.about == about
