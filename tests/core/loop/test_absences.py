"""登记外出: who is named as the own B角 alone, and for whom two are needed."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bihuan.core.loop import absences
from bihuan.core.state.actor import Actor
from bihuan.core.state.posts import NoPosts, Post, Term
from tests.core.looking import looking, why

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
