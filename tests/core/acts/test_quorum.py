"""应到、实到、回避: a collective yes is of those who are not excused, and of two at least."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.quorum import LEAST, Attendance, attendance, behind_after, decided_alone, said_in
from bihuan.core.acts.verdict import verdict
from bihuan.core.state.actor import Actor, Hat
from bihuan.core.state.answers import Answer
from bihuan.core.state.papers import SIGNED
from bihuan.core.state.state import State
from tests.core.looking import looking
from tests.core.shop import Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, APPROVES, CHECKER, DOER, OUTSIDER, PLAIN, RAISER, A, G

PEOPLE = st.frozensets(st.integers(1, 8))


@given(PEOPLE, PEOPLE, PEOPLE, st.sampled_from(["all", "1", "2", "5"]))
def test_no_yes_of_the_excused_counts_and_two_others_are_always_needed(
    due: frozenset[int], excused: frozenset[int], present: frozenset[int], quorum: str
) -> None:
    found = attended(due, excused, present)
    counted = present & due - excused
    assert found.enough(quorum) == (len(counted) >= found.needed(quorum))
    assert found.needed(quorum) >= LEAST
    assert attended(due, excused, present | excused).enough(quorum) == found.enough(quorum)
    if quorum == "all" and found.enough(quorum):
        assert counted == due - excused


def attended(due: frozenset[int], excused: frozenset[int], present: frozenset[int]) -> Attendance:
    return Attendance(due, excused, tuple(yes([one]) for one in present))


def yes(people: Collection[int], *beside: int) -> Answer:
    return Answer.of(0, people, {*people, *beside}, "2026-03-02")


def said_at(place: int, *people: int) -> Answer:
    return Answer.of(place, people, people, "2026-03-02")


IN_PLACES = st.lists(st.integers(1, 8), min_size=1, max_size=3, unique=True)
"""Who speaks, then those whose place that person takes."""


@given(PEOPLE, PEOPLE, st.lists(IN_PLACES, max_size=6))
def test_one_person_in_several_places_says_yes_once_and_nobody_is_counted_twice(
    due: frozenset[int], excused: frozenset[int], said: list[list[int]]
) -> None:
    found = Attendance(due, excused, tuple(map(yes, said)))
    assert not any(one.everybody & excused for one in found.counted)
    assert len(found.counted) <= len({people[0] for people in said}), "as many natural persons"
    members = {one for people in said for one in people} & due - excused
    assert found.facts().get("attended", []) == sorted(found.said) and found.said.keys() <= members
    assert len(found.counted) == len(found.said)


def test_a_member_and_his_stand_in_are_one() -> None:
    due = frozenset({1, 2})
    stand_in, himself, other = yes([5, 1]), yes([1]), yes([2])
    assert not Attendance(due, frozenset(), (stand_in, himself)).enough("all")
    assert Attendance(due, frozenset(), (stand_in, other)).enough("all")
    both = yes([2, 1])  # a member who stands in for the other speaks for himself
    assert not Attendance(due, frozenset(), (both, yes([2, 1]))).enough("all")
    assert Attendance(due, frozenset(), (both, himself)).enough("all")


@given(PEOPLE, PEOPLE, PEOPLE.filter(bool), st.integers(1, 8))
def test_whoever_only_brought_a_yes_in_did_not_attend_and_spoils_it_where_he_is_excused(
    due: frozenset[int], excused: frozenset[int], people: frozenset[int], clerk: int
) -> None:
    found = Attendance(due, excused, (yes(people, clerk),))
    assert set(found.facts().get("attended", ())) <= people & due - excused
    assert not (clerk in excused and found.counted)


def collective(*approvers: int, stands_in: tuple[tuple[int, int], ...] = ()) -> Shop:
    return Shop(
        replace(
            PLAIN,
            stands_in=stands_in,
            hats=(*PLAIN.hats, *(Hat(40 + one, APPROVES, G, "approver", one) for one in approvers)),
        ),
        batch_approval_steps=[["approver", "all", True]],
    )


def two_verified(shop: Shop) -> tuple[State, State]:
    """One that the first approver verified as fallback, one that a verifier did."""
    found = []
    for checker in (APPROVER, CHECKER):
        measure = shop.claimed()
        shop.do("verify", measure, checker, finding="实")
        found.append(shop.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查"))
    return found[0], found[1]


def batch(shop: Shop, *subjects: State) -> int:
    shop.do("request_batch_approval", 9, CHECKER, title="批次", subjects=[one.id for one in subjects])
    return max(one.id for one in shop.store.states.values() if one.request)


def test_in_a_batch_each_matter_has_its_own_excused() -> None:
    shop = collective(OUTSIDER, RAISER)
    mine, other = two_verified(shop)
    request = batch(shop, mine, other)
    for one in (OUTSIDER, RAISER):
        assert shop.do("approve", request, one).life == "open"
    assert shop.do("approve", request, APPROVER).life == "granted"
    assert [shop.now(one).life for one in (mine, other)] == ["signed_off", "signed_off"]
    listed = {one.matter: one.plain for one in shop.store.events if one.name == "signed_off"}
    assert listed[mine.id]["excused"] == [APPROVER] and "excused" not in listed[other.id]
    assert listed[mine.id]["attended"] == sorted([OUTSIDER, RAISER])


def test_whoever_takes_a_doers_place_is_not_waited_for() -> None:
    """He inherits what bars the doer, and nobody would hear his yes: for that matter, or at all where it is
    asked about nothing else.
    """
    shop = collective(OUTSIDER, RAISER, stands_in=((RAISER, DOER),))
    _, measure = two_verified(shop)
    request = batch(shop, measure)
    assert shop.do("approve", request, OUTSIDER).life == "open"
    assert shop.do("approve", request, APPROVER).life == "granted"
    listed = {one.matter: one.plain for one in shop.store.events if one.name == "signed_off"}[measure.id]
    assert listed["excused"] == [RAISER] and listed["attended"] == sorted([OUTSIDER, APPROVER])


@pytest.mark.parametrize(
    ("clerk", "comparer", "code"),
    [(CHECKER, RAISER, None), (DOER, RAISER, "own_work"), (CHECKER, DOER, "own_work")],
)
def test_nobody_with_a_hand_in_it_brings_in_the_last_yes_though_the_quorum_is_there_without(
    clerk: int, comparer: int, code: str | None
) -> None:
    """Where he says it in person, a member who had a hand is merely excused."""
    shop = collective(OUTSIDER, RAISER)
    mine, other = two_verified(shop)
    request = batch(shop, mine, other)
    for one in (OUTSIDER, RAISER):
        shop.do("approve", request, one)
    row, measure = KINDS["measure"].act("sign_off"), shop.now(mine)
    on_paper = Mandate(shop.actor(clerk), APPROVER, SIGNED, granted=request, paper=(1, comparer))
    reason = verdict(row, shop.book.snapshot(row, measure, on_paper, {}))
    assert (reason and reason.code) == code
    in_person = Mandate(shop.actor(DOER), granted=request)
    assert verdict(row, shop.book.snapshot(row, measure, in_person, {})) is None


def test_a_matter_for_which_two_are_not_left_leaves_the_batch() -> None:
    shop = collective(RAISER)
    mine, other = two_verified(shop)
    request = batch(shop, mine, other)
    for one in (RAISER, APPROVER):
        shop.do("approve", request, one)
    assert [shop.now(one).life for one in (mine, other)] == ["verified", "signed_off"]
    ended = [one for one in shop.store.events if one.name == "request_ended"]
    assert [(one.matter, one.plain["why"]) for one in ended] == [(mine.id, "no_quorum")]
    assert shop.now(mine).approve_by == "approvers"
    assert shop.do("sign_off", mine, RAISER).life == "signed_off", "alone, by one who did not verify it"


@pytest.mark.parametrize("approvers", [(RAISER,), ()])
def test_where_fewer_than_two_may_somebody_from_outside_is_asked(approvers: tuple[int, ...]) -> None:
    shop = collective(*approvers)
    shop.store.rules_ = {**shop.store.rules_, "withdrawal_steps": [["approver", "all", True]]}
    measure = shop.claimed()
    shop.store.states[measure.id] = measure._replace(hand_people=measure.hand_people | {APPROVER})
    asked = shop.do("request_withdrawal", measure, DOER, reason="撤")
    request = shop.now(asked.pending or 0)
    assert [by for by, *_ in request.steps][-1] == "outsider"
    shop.do("approve", request, CHECKER)
    assert shop.do("approve", request, OUTSIDER).life == "granted"
    assert shop.now(measure).life == "withdrawn"


def test_whoever_supervises_the_unit_is_excused_from_a_collective_and_not_from_deciding_alone() -> None:
    for quorum, needed in (("all", 2), ("any", 1)):
        shop = collective(RAISER, OUTSIDER)
        chief = shop.actor(RAISER)
        leads = Hat(60, 60, G, "leader", RAISER, frozenset({A}))
        shop.store.actors = {**shop.store.actors, RAISER: replace(chief, hats=(*chief.hats, leads))}
        shop.store.rules_ = {**shop.store.rules_, "pause_steps": [["approver", quorum, False]]}
        measure = shop.open("measure")
        shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "date", "on": "2026-06-30"})
        shop.do("receive", measure, DOER)
        request = shop.do("request_pause", measure, DOER, reason="等").pending or 0
        shop.do("approve", request, RAISER)
        assert (shop.now(measure).clock == "paused") is (needed == 1)
        if needed > 1:
            for one in (APPROVER, OUTSIDER):
                shop.do("approve", request, one)
            assert shop.now(measure).clock == "paused"


def test_a_yes_counts_in_its_own_step() -> None:
    said = (said_at(0, 5), said_at(1, 6, 7), said_at(0, 8))
    request = State(2, 1, "request", answers=said)
    assert said_in(request, 0) == [said[0], said[2]] and said_in(request, 1) == [said[1]]


def test_each_yes_that_counts_by_itself_is_kept_but_for_the_doing_sides_signature() -> None:
    steps = (("head", "any", False), ("office", "any", False), ("approver", "all", True))
    said = (said_at(0, 5), said_at(1, 6), said_at(2, 7))
    assert decided_alone(State(2, 1, "request", steps=steps, answers=said)) == (((6,), "2026-03-02"),)


def test_after_a_step_come_only_those_who_answered_a_later_one_and_decided() -> None:
    steps = (("approver", "all", True), ("head", "any", False), ("office", "any", False))
    said = (said_at(0, 5), said_at(1, 6), said_at(2, 7))
    request = State(2, 1, "request", steps=steps, answers=said)
    assert behind_after(request, 0) == {7}, "the doing side's signature decides nothing"
    assert behind_after(request, 2) == frozenset()


def test_a_stand_in_of_who_is_behind_an_earlier_step_need_not_come_to_this_one() -> None:
    snap = {"holders_in": lambda: {"approver": frozenset({5, 6})}}
    snap |= {"actor_of": lambda one: Actor(one, (), frozenset({7} if one == 5 else ()))}
    came = attendance(looking("request", snap=snap), [], "approver", [], behind={7})
    assert came.spared == {5} and came.rest == {6}
