"""Honest people bring every request to its end, in whatever order they come to it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bihuan.core.acts.book import HalfDone
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.quorum import LEAST
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.answering import nobody_can_answer
from bihuan.core.loop.left_to_answer import KNOWN, Step, needed, not_by, waiting, who_may
from bihuan.core.state.actor import SYSTEM, Desk, Hat
from bihuan.core.state.answers import Answer, asked_by
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from tests.core.looking import looking
from tests.core.loop.test_matching import apart_slowly
from tests.core.shop import Shop
from tests.memory import KINDS
from tests.theorem.cast import DOER, HEAD, PEOPLE, PLAIN, REGISTER, START, A, B, Cast, Choice
from tests.theorem.office import Office as Tables

DESK_OF = {"verifier": 31, "fallback": 32, "approver": 33, "outsider": 34}
"""The post of each relation of this desk, each in a unit of its own."""
POOL = (3, 4, 5, 6)
OF_THE_UNIT = frozenset({DOER, HEAD})
"""Who sits where the work is done, and answers nothing, nor does whoever takes such a person's place."""
SOMEBODY = st.sampled_from(POOL) | st.sampled_from(sorted(OF_THE_UNIT))
SOME = st.frozensets(st.sampled_from(POOL), max_size=3)
STEP = st.tuples(st.sampled_from(sorted(KNOWN)), st.sampled_from(["any", "2", "3", "all"]), st.just(True))


@dataclass(frozen=True)
class Office:
    """Who holds which post, who stands in for whom, which steps the rule names, who leads."""

    held: Mapping[str, frozenset[int]]
    office: frozenset[int]
    leader: int | None
    stands_in: tuple[tuple[int, int], ...]
    """(stand-in, absent) as people would have it, one after another."""
    steps: tuple[Step, ...]
    request: str

    def shop(self) -> Shop:
        hats = [hat for hat in PLAIN.hats if hat.person in (1, 2)]
        for by, people in self.held.items():
            hats += [self._hat(DESK_OF[by], 200 + DESK_OF[by], one) for one in people]
        hats += [self._hat(41, B, one) for one in self.office]
        hats += [self._hat(42, 242, self.leader)] if self.leader else []
        posts = {by: ((post, 200 + post),) for by, post in DESK_OF.items()}
        desk = Desk(
            register=REGISTER,
            office=B,
            verifiers=posts["verifier"],
            fallbacks=posts["fallback"],
            approvers=posts["approver"],
            outsiders=posts["outsider"],
            prefix="ZF",
        )
        cast = Cast("an office", tuple(hats), desk=desk, may=(Choice("declare_absence", {}),))
        shop = Shop(cast, **{f"{self.request}_steps": [list(one) for one in self.steps]})
        for by, of in self.stands_in:
            _declared_away(shop, of, by)
        return shop

    def due(self, by: str) -> frozenset[int]:
        """Who must come to a collective step."""
        both = ("verifier", "fallback") if by == "verifier" else (by,)
        found = frozenset().union(*(self.held.get(one, frozenset()) for one in both))
        return self.office if by == "office" else found

    @staticmethod
    def _hat(post: int, unit: int, person: int) -> Hat:
        return Hat(post * 10 + person, post, unit, "member", person)


def _declared_away(shop: Shop, person: int, stand_in: int) -> None:
    """Somebody names a stand-in: whatever the rules let him."""
    away = {"person": person, "stand_in": stand_in, "from_on": START.isoformat()}
    with suppress(Refused):
        shop.book.perform("declare_absence", PEOPLE, Mandate(SYSTEM, within=True), **away)


OFFICES = st.builds(
    Office,
    st.fixed_dictionaries(dict.fromkeys(DESK_OF, SOME)),
    SOME,
    st.none() | st.sampled_from(POOL),
    st.lists(st.tuples(SOMEBODY, SOMEBODY), max_size=3).map(tuple),
    st.lists(STEP, min_size=1, max_size=4).map(tuple),
    st.sampled_from(["pause", "withdrawal"]),
)


IN_A_CHAIN = Office(
    {"verifier": frozenset({3}), "fallback": frozenset({4, 5}), "outsider": frozenset({6})},
    office=frozenset(),
    leader=None,
    stands_in=((3, 4), (4, 6)),
    steps=(("verifier", "3", True), ("approver", "any", True)),
    request="pause",
)
"""6 is away, for whom 4 stands in; and 4 would be away too, with 3 in his place."""


THREE_TOGETHER = replace(
    IN_A_CHAIN,
    held={"verifier": frozenset({3, 4, 5}), "fallback": frozenset(), "outsider": frozenset({6})},
    stands_in=(),
    steps=(("verifier", "all", True),),
)
TWO_BEFORE_ONE = replace(
    IN_A_CHAIN,
    held={"verifier": frozenset({3, 4}), "approver": frozenset({5})},
    stands_in=(),
    steps=(("verifier", "2", True), ("approver", "any", True)),
)


ONE_BEFORE_ONE = replace(
    IN_A_CHAIN,
    held={"outsider": frozenset({3})},
    office=frozenset({4}),
    stands_in=(),
    steps=(("approver", "any", True),),
    request="withdrawal",
)
FROM_TWO_TO_ONE = replace(
    IN_A_CHAIN,
    held={"approver": frozenset({3, 4, 5}), "outsider": frozenset({3})},
    stands_in=((4, 1),),
    steps=(("approver", "2", True),),
)
"""4 stands in for whoever does the work: of the two that it takes 5 says yes, and has a hand then."""


def asked(office: Office) -> tuple[Shop, int]:
    """A request of somebody of the unit."""
    shop = office.shop()
    measure = shop.open("measure")
    since = ((A, START.isoformat()),)
    received = {"life": "received", "lead_unit": A, "led_units": frozenset({A}), "units_from": since}
    received["leader"] = office.leader
    shop.store.states[measure.id] = shop.now(measure)._replace(**received)
    return shop, shop.do(f"request_{office.request}", measure, DOER, reason="等").pending or 0


def answered(shop: Shop, request: int, order: Sequence[int], most: int = 99) -> State:
    """What comes of it when each in turn says yes, as often as may be; at most so many of them."""
    for _ in range(most):
        if shop.now(request).life != "open" or not any(_says_yes(shop, request, one) for one in order):
            break
    return shop.now(request)


def _says_yes(shop: Shop, request: int, person: int) -> bool:
    store = shop.store
    before = (dict(store.states), store.events, store.seq)
    try:
        shop.do("approve", request, person)
    except (Refused, HalfDone):  # then nothing of it is written
        store.states, store.events, store.seq = before
        return False
    return True


def others_asked(shop: Shop, request: int, order: Sequence[int]) -> State:
    """What comes of it when the sweep has asked others, where there are some."""
    for act in KINDS["request"].naming:
        with suppress(Refused):
            shop.do(act.name, request, None)
    return answered(shop, request, order)


def seen(shop: Shop, request: int) -> Snapshot:
    """What somebody of the office who would let it lapse sees."""
    state = shop.now(request)
    return shop.book.snapshot(KINDS["request"].act("lapse"), state, Mandate(shop.actor(3)), {}, trying=True)


def departs(shop: Shop, request: int, person: int, how: str) -> None:
    """Somebody holds no post any more, or has a hand in what is asked about."""
    store = shop.store
    if how == "hand":
        measure = shop.now(shop.now(request).parent or 0)
        store.states[measure.id] = measure._replace(hand_people=frozenset({person}))
        return
    assert isinstance(store, Tables) and store.roster
    until = START - timedelta(1)
    held = (one._replace(to_on=until) if one.person == person else one for one in store.roster.held)
    store.roster = replace(store.roster, held=tuple(held))
    store.seated(START)


def can_be_answered(shop: Shop, request: int) -> bool:
    """Whether different persons can answer all of a request to which nobody has said yes, by trying all."""
    snap = seen(shop, request)
    state = snap.state
    sets = [
        who_may(snap, waiting(snap), state.leader, one, not_by(snap))
        for one in state.steps
        for _ in range(needed(one))
    ]
    return apart_slowly(sets, {one: actor.stands_for for one, actor in shop.store.actors.items()})


ALL = "all are not all of those who answer nothing else"


def wrong_with(shop: Shop, office: Office, request: State) -> list[str]:
    """What is wrong with the yes that were given."""
    found = []
    behind = [
        frozenset().union(*(one.people for one in request.answers if one.place == place))
        for place in range(len(request.steps))
    ]
    everybody = frozenset[int]().union(*behind)
    nowhere_else = everybody | asked_by(request) | OF_THE_UNIT
    if any(one & other for one, other in combinations(behind, 2)):
        found.append("somebody is behind two steps")
    if asked_by(request) & everybody:
        found.append("whoever asked answers")
    for place, (by, quorum, _) in enumerate(request.steps):
        speakers = {one.speaker for one in request.answers if one.place == place}
        if quorum != "any" and len(speakers) < LEAST:
            found.append("a collective of one")
        silent = office.due(by) - everybody
        if quorum == "all" and any(shop.actor(one).people.isdisjoint(nowhere_else) for one in silent):
            found.append(ALL)
    return found


@settings(max_examples=300)
@given(OFFICES, st.permutations(POOL))
@example(IN_A_CHAIN, list(POOL))
def test_what_different_persons_can_answer_is_granted_in_whatever_order_they_come(
    office: Office, order: list[int]
) -> None:
    shop, request = asked(office)
    can = can_be_answered(shop, request)
    assert (nobody_can_answer(seen(shop, request)) is None) is not can
    found = answered(shop, request, order)
    assert (found.life == "granted") or not can, (found.steps, found.step, found.answers)
    if not can:
        found = others_asked(shop, request, order)
    if found.life == "granted":
        assert wrong_with(shop, office, found) == []
    else:
        assert nobody_can_answer(seen(shop, request)) is None


def nobody_is_missing(shop: Shop, request: State) -> bool:
    """Whether all who must come to the first step, and may, have agreed: each has spoken, two at least."""
    if request.life != "open" or request.step or request.steps[0][1] == "any":
        return False
    by = request.steps[0][0]
    known = {**shop.store.comparers(REGISTER), **shop.store.holders(REGISTER)}
    asked_of = ("verifier", "fallback") if by == "verifier" else (by,)
    due = frozenset().union(*(known.get(one, frozenset()) for one in asked_of))
    hands = OF_THE_UNIT | shop.now(request.parent or 0).hand_people
    may = {one for one in due if shop.actor(one).people.isdisjoint(hands | asked_by(request))}
    spoken = {one.speaker for one in request.answers if not hands & one.everybody}
    return len(may) > 1 and may <= spoken


LEAVING = st.tuples(st.sampled_from(POOL), st.sampled_from(["post", "hand"]))


@settings(max_examples=300)
@given(OFFICES, st.permutations(POOL), LEAVING, st.integers(0, 3))
@example(THREE_TOGETHER, list(POOL), (5, "post"), 2)
@example(THREE_TOGETHER, list(POOL), (5, "hand"), 2)
@example(TWO_BEFORE_ONE, list(POOL), (4, "post"), 2)
@example(ONE_BEFORE_ONE, list(POOL), (4, "hand"), 1)
@example(FROM_TWO_TO_ONE, [4, 5, 3, 6], (5, "hand"), 1)
def test_when_somebody_leaves_meanwhile_it_is_granted_or_may_lapse(
    office: Office, order: list[int], leaves: tuple[int, str], after: int
) -> None:
    shop, request = asked(office)
    answered(shop, request, order, most=after)
    before = shop.now(request)
    departs(shop, request, *leaves)
    assert shop.now(request) == before, "nothing is granted because somebody leaves"
    if len(before.steps) == 1 and nobody_is_missing(shop, before):
        assert nobody_can_answer(seen(shop, request)), "nor given up"
    found = others_asked(shop, request, order)
    assert found.life == "granted" or nobody_can_answer(seen(shop, request)) is None, found
    assert not nobody_is_missing(shop, found), "one of those who agreed says so once more"
    assert set(wrong_with(shop, office, found)) <= {ALL} or found.life != "granted"


def test_whoever_answered_the_present_step_may_still_speak_in_it_and_no_earlier_one() -> None:
    said = (Answer.of(0, [5], [5], "2026-03-02"), Answer.of(1, [6], [6], "2026-03-02"))
    steps = (("approver", "any", True), ("verifier", "2", True))
    request = looking("request", life="open", opened_by=4, steps=steps, step=1, answers=said)
    assert not_by(request) == {4, 5}
