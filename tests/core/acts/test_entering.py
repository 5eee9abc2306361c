"""Who enters a decision from paper, and who compares it: the verdict answers for each person."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.entering import (
    as_entered,
    at_the_desk,
    brings_in_something,
    may_bring_in,
    nobody_of_the_desk,
    who_compares,
    why_not_compare,
    why_not_enter,
)
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import Hands
from bihuan.core.state.papers import SIGNED
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.matters.kinds import kind_of
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem import cast

ON = date(2026, 3, 2)
CLERK, CHECKER, APPROVER, AUDITOR, OUTSIDER = 1, 2, 3, 9, 7
VERIFY = replace(kind_of("measure").act("verify"), needs=())  # what it asks of the matter is no matter here
HATS = {
    CLERK: Hat(1, 11, 10, "supervisor", CLERK),
    CHECKER: Hat(2, 12, 20, "verifier", CHECKER),
    APPROVER: Hat(3, 13, 30, "approver", APPROVER),
    AUDITOR: Hat(9, 19, 90, "auditor", AUDITOR),
    OUTSIDER: Hat(7, 17, 70, "outside_checker", OUTSIDER),
}


def somebody(person: int) -> Actor:
    return Actor(person, (HATS[person],))


def snap(
    *hands: int, carried: tuple[int, ...] = (), check_by: str = "outsider", by: int = AUDITOR
) -> Snapshot:
    """A measure in check, at a desk of two: a clerk and one who verifies; some had a hand, some carried."""
    state = State(1, 1, "measure", life="countersigned", lead_unit=40, check_by=check_by)
    desk = Desk(
        office=10, verifiers=((12, 20),), approvers=((13, 30),), outsiders=((17, 70),), confirmed=True
    )
    return Snapshot(
        state=state,
        actor=somebody(by),
        desk=desk,
        today=ON,
        rules_of=dict,
        kind_of=kind_of,
        hands_in=lambda matter: Hands(frozenset(hands), carriers=frozenset(carried)),
        holders_in=lambda: {
            "verifier": frozenset({CHECKER}),
            "approver": frozenset({APPROVER}),
            "outsider": frozenset({OUTSIDER}),
        },
        comparers_in=lambda: {"office": frozenset({CLERK}), "auditor": frozenset({AUDITOR})},
        actor_of=somebody,
        trying=True,
    )


def entered(found: Snapshot, by: int, whom: int = OUTSIDER) -> Snapshot:
    return as_entered(found, somebody(by), somebody(whom))


def code(reason: Any) -> str | None:
    return reason.code if reason else None


def test_the_desk_is_the_office_and_whoever_checks() -> None:
    assert at_the_desk(snap()) == {CLERK, CHECKER}


def test_hands_carriers_and_whoever_is_represented_enter_nothing() -> None:
    assert why_not_enter(VERIFY, entered(snap(), CLERK)) is None
    assert code(why_not_enter(VERIFY, entered(snap(CLERK), CLERK))) == "own_work"
    assert code(why_not_enter(VERIFY, entered(snap(carried=(CLERK,)), CLERK))) == "carried_it"
    own = entered(snap(check_by="verifiers"), CHECKER, CHECKER)
    assert code(why_not_enter(VERIFY, own)) == "decide_yourself"
    in_place = replace(own, actor=Actor(CLERK, (HATS[CLERK],), stands_for=frozenset({CHECKER})))
    assert code(why_not_enter(VERIFY, in_place)) == "decide_yourself"


@pytest.mark.parametrize(
    ("hands", "carried", "whom", "last"),
    [
        ((), (), OUTSIDER, False),
        ((CLERK,), (), OUTSIDER, False),
        ((CLERK, CHECKER), (), OUTSIDER, True),
        ((CHECKER,), (CLERK,), OUTSIDER, True),
        ((), (CLERK, CHECKER), OUTSIDER, True),
        ((CLERK,), (), CHECKER, True),
    ],
)
def test_an_auditor_enters_where_nobody_of_the_desk_may_and_nowhere_else(
    hands: tuple[int, ...], carried: tuple[int, ...], whom: int, last: bool
) -> None:
    found = snap(*hands, carried=carried, check_by="verifiers" if whom == CHECKER else "outsider")
    assert nobody_of_the_desk(VERIFY, entered(found, AUDITOR, whom)) is last
    if last:
        assert may_bring_in(VERIFY, found) and brings_in_something(VERIFY, found)


def test_nobody_is_offered_what_would_be_refused() -> None:
    assert not may_bring_in(VERIFY, snap()), "whoever decides it, somebody of the desk enters it"
    assert brings_in_something(VERIFY, snap(by=CLERK))
    assert may_bring_in(VERIFY, snap(carried=(CLERK,), by=CLERK)), "the form says why"
    assert not brings_in_something(VERIFY, snap(carried=(CLERK,), by=CLERK))
    assert not brings_in_something(VERIFY, snap(CLERK, by=CLERK))
    assert not may_bring_in(VERIFY, snap(CLERK, CHECKER, by=APPROVER)), "nobody else is the last"


def test_whoever_wrote_it_or_carried_the_file_in_compares_nothing() -> None:
    found, wrote = entered(snap(), CLERK), {CLERK, OUTSIDER}
    assert code(why_not_compare(VERIFY, found, somebody(CLERK), wrote)) == "entered_it"
    assert why_not_compare(VERIFY, found, somebody(CHECKER), wrote) is None
    carried = entered(snap(carried=(CHECKER,)), CLERK)
    assert code(why_not_compare(VERIFY, carried, somebody(CHECKER), wrote)) == "carried_it"
    in_place = Actor(CHECKER, (HATS[CHECKER],), stands_for=frozenset({CLERK}))
    assert code(why_not_compare(VERIFY, found, in_place, wrote)) == "entered_it"


def test_who_compares_is_the_desk_then_an_auditor_then_somebody_from_outside() -> None:
    wrote = {CLERK, OUTSIDER}
    assert who_compares(VERIFY, entered(snap(), CLERK), wrote) == "desk"
    assert who_compares(VERIFY, entered(snap(CHECKER), CLERK), wrote) == "auditor"
    assert who_compares(VERIFY, entered(snap(carried=(CHECKER,)), CLERK), wrote) == "auditor"
    own = entered(snap(CLERK, check_by="verifiers"), AUDITOR, CHECKER)
    assert who_compares(VERIFY, own, {AUDITOR, CHECKER}) == "outsider"


def test_no_yes_of_several_is_brought_in_by_whoever_is_excused_from_it() -> None:
    """Of a batch, one matter that the yes would count for is enough."""
    brings, gives = cast.RAISER, cast.APPROVER
    clerk = cast.hat(20, 15, cast.B, "supervisor", brings)
    member = cast.hat(21, cast.APPROVES, cast.G, "approver", cast.OUTSIDER)
    among = replace(cast.PLAIN, hats=(*cast.PLAIN.hats, clerk, member))
    shop = Shop(among, batch_approval_steps=[["approver", "all", True]])
    subjects = [shop.verified().id]
    shop.do("request_batch_approval", cast.REGISTER, cast.CHECKER, title="批次", subjects=subjects)
    request = shop.now(shop.now(subjects[0]).pending or 0)
    row = shop.store.kind("request").act("approve")

    def enters(*hats: Hat) -> str | None:
        shop.store.actors = {**shop.store.actors, brings: Actor(brings, hats)}
        looked = shop.book.snapshot(row, request, Mandate(shop.actor(brings)), {})
        return code(why_not_enter(row, as_entered(looked, shop.actor(brings), shop.actor(gives))))

    assert enters(clerk) is None
    leads = Hat(60, 60, cast.G, "leader", brings, frozenset({cast.A}))
    assert enters(clerk, leads) == "yes_not_counted", "whoever supervises the unit"


def test_the_side_that_asks_signs_through_whoever_had_a_hand_and_is_decided_by_no_such_yes() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, cast.CHECKER, lead_unit=cast.A, due=DUE)
    shop.do("receive", measure, cast.DOER)
    request = shop.do("request_transfer", measure, cast.DOER, lead_unit=cast.B, reason="职责").pending or 0
    state = shop.now(measure)
    shop.store.states[measure.id] = state._replace(hand_people=frozenset({cast.CHECKER}))

    def enters(step: str) -> str | None:
        asked = shop.now(request)._replace(steps=((step, "any", False),))
        row = shop.store.kind("request").act("approve")
        looked = shop.book.snapshot(row, asked, Mandate(shop.actor(cast.CHECKER)), {})
        whom = cast.HEAD if step == "head" else cast.APPROVER
        return code(why_not_enter(row, as_entered(looked, shop.actor(cast.CHECKER), shop.actor(whom))))

    assert (enters("head"), enters("approver")) == (None, "own_work")


def test_whoever_checked_it_is_offered_no_entering_of_what_closes_it_and_any_other() -> None:
    found = snap(by=CLERK)
    checked = replace(found, state=found.state._replace(checks=(((CLERK,), "2026-03-01"),)))
    sign_off, waive = (kind_of("measure").act(name) for name in ("sign_off", "waive_hearing"))
    assert brings_in_something(sign_off, found) and not brings_in_something(sign_off, checked)
    assert brings_in_something(VERIFY, checked) and brings_in_something(waive, checked)


# --- what is offered to an auditor, and what the verdict says of it ----------------------------------------
OVERSEES = cast.RAISER
DESK_OF_THREE = replace(
    cast.PLAIN,
    name="a clerk in the office, and an auditor",
    hats=(
        *(one for one in cast.PLAIN.hats if one.person != cast.DOER),
        cast.hat(20, 15, cast.B, "supervisor", cast.DOER),
        cast.hat(21, 16, cast.C, "auditor", OVERSEES),
    ),
)
SAID: dict[str, dict[str, Any]] = {
    "instruct": {
        "paper_facts": {"assign_anew": True, "lead_unit": cast.A, "due": DUE},
        "paper_words": {"instruction": "再办"},
    },
    "verify": {"paper_words": {"finding": "实"}},
    "waive_hearing": {"paper_words": {"reason": "匿名", "sample": "抽查"}},
    "sign_off": {},
}
PARTS = st.frozensets(st.sampled_from((cast.A, cast.B, cast.G)), max_size=3)
MATTERS = st.builds(
    State(70, 1, "measure", register=cast.REGISTER, lead_unit=cast.A)._replace,
    life=st.sampled_from(("registered", "assigned", "received", "countersigned", "verified", "signed_off")),
    due_on=st.sampled_from((None, date(2026, 6, 30))),
    leader=st.sampled_from((None, cast.HEAD)),
    check_by=st.sampled_from(("verifiers", "fallback", "outsider")),
    hand_people=st.frozensets(st.sampled_from((cast.DOER, cast.CHECKER, cast.APPROVER)), max_size=3),
    units_from=PARTS.map(lambda units: tuple((one, "2026-03-02") for one in sorted(units))),
)


@given(st.sampled_from(sorted(SAID)), MATTERS)
def test_an_auditor_is_offered_exactly_what_he_may_enter(name: str, state: State) -> None:
    shop = Shop(DESK_OF_THREE)
    shop.store.states[state.id] = state
    row = kind_of("measure").act(name)
    snap = shop.book.snapshot(row, state, Mandate(shop.actor(OVERSEES)), {}, trying=True)
    may = [one for one in shop.store.actors if _may_enter(shop, state, name, one)]
    if state.life in row.when:
        assert brings_in_something(row, snap) is bool(may), may
    else:
        assert not may


def _may_enter(shop: Shop, state: State, name: str, whom: int) -> bool:
    """Whether the auditor may enter that this person has decided it."""
    said = {"paper_act": name, "represented": whom, "paper_basis": SIGNED, "evidence": PROOF}
    how = Mandate(shop.actor(OVERSEES))
    try:
        shop.book.judge("record_on_paper", state.id, how, **said, **SAID[name], file_names=["签字件.pdf"])
    except Refused:
        return False
    return True
