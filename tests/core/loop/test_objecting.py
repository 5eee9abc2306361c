"""Objecting to what somebody is said to have done, and confirming it on a sheet."""

from dataclasses import replace
from typing import Any

import pytest

from bihuan.core.acts.folding import fold
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import objecting
from bihuan.core.state.actor import SYSTEM, Hat
from bihuan.core.state.said import Said
from bihuan.core.state.state import State
from tests.core.looking import looking
from tests.core.loop.test_folds import happened
from tests.core.shop import DUE, PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import (
    APPROVER,
    CHECKER,
    DOER,
    HEAD,
    OUTSIDER,
    PLAIN,
    RAISER,
    REGISTER,
    A,
    C,
)

SHEET = {"basis": "signed_paper", "evidence": PROOF}
OBJECTED_TO = [kind for kind in KINDS.values() if "dispute_record" in kind.by_name]
TWO_STEPS = [["head", "any", False], ["approver", "any", False]]
SAID = Said(5, "receive", HEAD, CHECKER)


def in_life(kind: Kind, life: str, *said: Said) -> State:
    """A matter of that kind with what was said of it; a request has a step."""
    steps = (("office", "any", False),)
    return State(70, 1, kind.name, life=life, register=REGISTER, said_of=said, steps=steps)


def under_way(shop: Shop, parent: int | None = None, **facts: Any) -> State:
    measure = shop.open("measure", parent=parent)
    shop.do("assign", measure, CHECKER, **({"lead_unit": A, "due": DUE} | facts))
    return shop.do("receive", measure, DOER)


def signed_by_hearsay(shop: Shop) -> tuple[State, State]:
    """A measure, and the request to pause it that its head is said to have signed."""
    measure = under_way(shop)
    request = shop.do("request_pause", measure, DOER, reason="等").pending or 0
    return measure, shop.do("approve", request, CHECKER, for_whom=HEAD, **SHEET)


def sheet_says_no(shop: Shop, line: int) -> None:
    """The head's signed sheet objects to that line; one files it, another compares it."""
    facts = {"represented": HEAD, "month": "2026-03", "entries": [line], "disputes": [[line, "没签过"]]}
    shop.do("file_entries", REGISTER, CHECKER, evidence=PROOF, **facts)
    shop.do("compare_entries", REGISTER, APPROVER, paper=shop.now(REGISTER).entry_sheets[-1].seq)


@pytest.mark.parametrize("by_sheet", [False, True])
@pytest.mark.parametrize("granted", [False, True])
def test_a_request_rests_on_no_signature_to_which_its_head_objects(by_sheet: bool, granted: bool) -> None:
    shop = Shop(pause_steps=TWO_STEPS)
    measure, request = signed_by_hearsay(shop)
    if granted:
        shop.do("approve", request, APPROVER)
        assert shop.now(measure).clock == "paused"
    line = request.said_of[-1].seq
    if by_sheet:
        sheet_says_no(shop, line)
    else:
        shop.do("dispute_record", request, HEAD, paper=line, reason="没签过")
    after = shop.now(measure)
    assert (after.clock, after.pending) == ("running", None), "it can be asked for again"
    assert shop.now(request).life == ("granted" if granted else "lapsed")


@pytest.mark.parametrize(
    ("end", "who", "why", "life"),
    [("take_back", DOER, {}, "withdrawn"), ("refuse", APPROVER, {"reason": "否"}, "refused")],
)
def test_what_was_not_granted_stays_so_whoever_objects_to_a_signature_on_it(
    end: str, who: int, why: dict[str, str], life: str
) -> None:
    shop = Shop(pause_steps=TWO_STEPS)
    measure, request = signed_by_hearsay(shop)
    shop.do(end, request, who, **why)
    shop.do("dispute_record", request, HEAD, paper=request.said_of[-1].seq, reason="没签过")
    assert (shop.now(request).life, shop.now(measure).clock) == (life, "running")
    assert not shop.now(request).rests


def test_only_the_request_that_was_asked_in_somebodys_name_lapses_with_the_objection() -> None:
    shop = Shop()
    measure = under_way(shop)
    said = shop.do("progress", measure, CHECKER, progress="代写", for_whom=HEAD, basis="call")
    asked = shop.do("request_pause", measure, DOER, reason="等").pending
    after = shop.do("dispute_record", measure, HEAD, paper=said.said_of[-1].seq, reason="没说过")
    assert after.pending == asked, "that was asked in person"
    assert shop.do("take_back", asked or 0, DOER).life == "withdrawn"
    again = shop.do("request_pause", measure, CHECKER, reason="等", for_whom=DOER, basis="call")
    after = shop.do("dispute_record", measure, DOER, paper=again.said_of[-1].seq, reason="没申请过")
    assert (after.pending, shop.now(again.pending or 0).life) == (None, "lapsed")


def test_what_can_be_objected_to_is_what_nobody_has_objected_to_yet() -> None:
    both = looking(said_of=(SAID, SAID._replace(seq=6, disputed=True))).state
    assert objecting.all_said(both) == [5]


def test_it_stays_known_what_was_objected_to_on_a_sheet_though_it_was_not_known_here() -> None:
    event = happened("record_disputed", paper=5, recorded_act="receive", recorded_by=CHECKER)
    found = objecting.objected(looking().state, event._replace(for_whom=HEAD))
    assert found["said_of"] == (SAID._replace(disputed=True),)


@pytest.mark.parametrize("kind", OBJECTED_TO, ids=lambda kind: kind.name)
def test_in_every_kind_what_somebody_confirms_on_a_sheet_is_said_with_his_word(kind: Kind) -> None:
    event = happened("record_confirmed", actor=None, records=[5], sheet=8)
    other = SAID._replace(seq=6)
    for life in kind.act("confirm_record").when:
        after = fold(kind, in_life(kind, life, SAID, other), event._replace(kind=kind.name))
        assert after.said_of == (SAID._replace(confirmed=True), other)


@pytest.mark.parametrize("kind", OBJECTED_TO, ids=lambda kind: kind.name)
def test_in_every_kind_whoever_recorded_it_is_told_of_the_objection(kind: Kind) -> None:
    shop = Shop()
    row = kind.act("dispute_record")
    for life in row.when:
        shop.store.states[70] = in_life(kind, life, SAID)
        shop.do("dispute_record", 70, HEAD, paper=5, reason="没做过")
        told = next(one.plain for one in reversed(shop.store.events) if one.name == row.event)
        assert told["told_people"] == [CHECKER]


def test_a_raiser_who_is_no_hand_in_a_part_after_all_is_asked_about_the_problem_above_it() -> None:
    shop = Shop(replace(PLAIN, hats=(*PLAIN.hats, Hat(50, 50, C, "contact", RAISER))))
    problem = shop.open("problem", raisers=[RAISER])
    shop.do("receive", shop.do("assign", problem, CHECKER, lead_unit=A), DOER)
    measure = under_way(shop, problem.id, joint=[C])
    part = next(one for one in shop.store.children(measure.id) if one.role)
    said = shop.do("report", part, CHECKER, result="完", for_whom=RAISER, **SHEET).said_of[-1]
    for matter, proof in ((measure, {"evidence": PROOF}), (problem, {})):
        shop.do("claim", matter, DOER, result="完成", **proof)
        shop.do("countersign", matter, HEAD)
        shop.do("verify", matter, APPROVER, finding="实")
        if matter is problem:
            shop.do("waive_hearing", problem, APPROVER, reason="提出人经手", sample="抽查")
        assert shop.do("sign_off", matter, OUTSIDER).life == "signed_off"
    shop.do("dispute_record", part, RAISER, paper=said.seq, reason="没做过")
    assert RAISER not in shop.store.hands(problem.id).people
    assert shop.now(problem).life == "under_way", "whoever can be asked is asked"
    assert shop.now(measure).life == "signed_off", "its people are heard with the problem"


def test_a_record_of_a_period_that_somebody_confirmed_is_marked_and_no_other() -> None:
    shop = Shop()
    shown = shop.monthly()
    for words in ("初稿", "二稿"):
        shop.do("progress", shown, CHECKER, progress=words, for_whom=DOER, basis="call")
    first, second = (one.seq for one in shop.now(shown).said_of)
    book = shop.book
    book.perform("confirm_record", shown.id, Mandate(SYSTEM, within=True), records=[first])
    book.end()
    assert {one.seq: one.confirmed for one in shop.now(shown).said_of} == {first: True, second: False}
