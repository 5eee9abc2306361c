"""What decides, by its row alone; nobody does it for somebody without a paper."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.acts.deciding import decides, judged_apart, needs_paper, needs_sheet
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.verdict import recorders
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import Seat
from bihuan.core.state.state import State
from tests.core.shop import DUE, Shop
from tests.memory import KINDS
from tests.theorem.cast import CHECKER, DOER, HEAD, PLAIN, RAISER, START, A, C

KEYBOARD, DECIDER = Actor(1), Actor(2)
EVERY = [(kind.name, act) for kind in KINDS.values() for act in kind.acts]
DECISIONS = [
    (name, act) for name, act in EVERY if act.never_by == "hands" and act.behalf and not act.testimony
]


def snap(**more: Any) -> Snapshot:
    given: dict[str, Any] = {
        "state": State(
            1, 1, "measure", "verified", parent=5, subjects=(5,), steps=(("leader", "any", False),)
        ),
        "desk": Desk(),
        "actor": KEYBOARD,
        "today": date(2026, 3, 2),
        "rules_of": dict,
        "kind_of": KINDS.__getitem__,
        "for_whom": DECIDER,
        "basis": "signed_paper",
    }
    return Snapshot(**{**given, **more})


def code(act: Act, **more: Any) -> str | None:
    reason = needs_paper(act, snap(**more))
    return reason.code if reason else None


@pytest.mark.parametrize(("kind", "act"), DECISIONS, ids=lambda one: getattr(one, "name", one))
def test_no_decision_is_done_for_somebody_by_one_alone(kind: str, act: Act) -> None:
    assert decides(act, snap())
    assert code(act) == code(act, basis="meeting") == "needs_paper"
    assert code(act, basis="call") == "call_decides_nothing"
    assert code(act, on_paper=True) is None
    assert not {"lead", "head"} & recorders(act), "the doing side enters no decision"


def test_the_own_decision_and_that_of_whose_place_is_taken_need_none() -> None:
    act = KINDS["measure"].act("sign_off")
    assert code(act, for_whom=None) is None
    assert code(act, for_whom=KEYBOARD) is None
    assert code(act, actor=Actor(1, stands_for=frozenset({2}))) is None


def test_what_raisers_say_and_what_is_disputed_are_testimony() -> None:
    said = {(kind, act.name) for kind, act in EVERY if act.testimony}
    kinds = ("measure", "problem", "instalment", "part", "request", "register")
    disputing = {(kind, "dispute_paper") for kind in kinds}
    objecting = {(kind, "dispute_record") for kind, act in EVERY if act.behalf}
    assert said == {("measure", "answer_hearing"), ("problem", "answer_hearing")} | disputing | objecting
    assert code(KINDS["problem"].act("answer_hearing"), basis="call") is None


@pytest.mark.parametrize(
    ("by", "decision"),
    [("leader", True), ("approver", True), ("office", True), ("lead", False), ("head", False)],
)
def test_a_step_of_a_request_decides_unless_it_is_the_doing_sides_own(by: str, decision: bool) -> None:
    state = replace_steps(by)
    assert decides(KINDS["request"].act("approve"), snap(state=state)) is decision


def replace_steps(by: str) -> State:
    return snap().state._replace(steps=((by, "any", False),))


@pytest.mark.parametrize(
    ("life", "facts", "decision"),
    [
        ("assigned", {}, False),
        ("assigned", {"assign_anew": True}, False),
        ("assigned", {"assign_anew": True, "due": {"kind": "date"}}, True),
        ("claimed", {"assign_anew": True}, True),
        ("signed_off", {"assign_anew": True}, True),
        ("signed_off", {}, False),
    ],
)
def test_an_instruction_decides_where_it_moves_a_due_re_opens_or_takes_back(
    life: str, facts: dict[str, Any], decision: bool
) -> None:
    state = snap().state._replace(life=life, due_on=date(2026, 6, 30))
    assert decides(KINDS["measure"].act("instruct"), snap(state=state, facts=facts)) is decision


def test_what_is_done_and_not_decided_goes_on_as_before() -> None:
    for name in ("receive", "progress", "claim", "countersign"):
        act = KINDS["measure"].act(name)
        assert not decides(act, snap())
        assert recorders(act) == {"office", "lead", "head"}


def test_what_only_a_head_signs_is_a_signature() -> None:
    signed = {act.name for _, act in EVERY if act.behalf and act.by == ("head",)}
    assert signed and signed <= {act.name for _, act in EVERY if act.signs}


@pytest.mark.parametrize("by", ["lead", "head"])
def test_a_signature_of_the_doing_side_needs_its_sheet_and_no_call_gives_it(by: str) -> None:
    for act in (KINDS["measure"].act("countersign"), KINDS["request"].act("approve")):
        state = replace_steps(by)
        sheet = {"evidence": ["aa"]}
        found = [
            needs_sheet(act, snap(state=state, **more))
            for more in (
                {"basis": "call", "facts": sheet}, {"basis": "meeting", "facts": sheet}, {}, {"facts": sheet},
            )
        ]  # fmt: skip
        codes = [one.code if one else None for one in found]
        assert codes == ["signs_by_sheet", "signs_by_sheet", "no_scan", None]
        assert needs_sheet(act, snap(state=state, for_whom=None)) is None


def test_any_act_that_can_be_recorded_for_somebody_can_be_objected_to_and_confirmed() -> None:
    for kind in KINDS.values():
        recorded = [act for act in kind.acts if act.behalf]
        assert not recorded or {"dispute_record", "confirm_record"} <= kind.by_name.keys(), kind.name
        lives = {life for act in recorded for life in (*act.when, *filter(None, (act.then,)))}
        assert not recorded or lives <= set(kind.act("dispute_record").when), kind.name


def test_a_yes_to_one_is_judged_at_once_and_a_yes_to_many_where_each_is_granted() -> None:
    approve, verify = KINDS["request"].act("approve"), KINDS["measure"].act("verify")
    assert not judged_apart(approve, snap())
    assert judged_apart(approve, snap(state=State(2, 1, "request", parent=9, subjects=(5, 6))))
    assert not judged_apart(verify, snap(state=State(5, 1, "measure", parent=9, subjects=())))


@pytest.mark.parametrize(("whom", "code"), [(RAISER, "barred_by_sheet"), (HEAD, "unit_barred_by_sheet")])
def test_no_call_about_a_part_keeps_whoever_raised_the_problem_far_above_it_from_being_heard(
    whom: int, code: str
) -> None:
    seats = (Hat(50, 50, C, "contact", RAISER), Hat(51, 51, C, "head", HEAD))
    shop = Shop(replace(PLAIN, hats=(*PLAIN.hats, *seats)))
    for raisers in ([RAISER], []):
        problem = shop.open("problem", raisers=raisers)
        measure = shop.open("measure", parent=problem.id)
        shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE, joint=[C])
        part = next(one for one in shop.store.children(measure.id) if one.role)
        report = {"result": "完", "for_whom": whom, "basis": "call"}
        if raisers:
            assert shop.why("report", part, CHECKER, **report) == code
        else:
            assert shop.do("report", part, CHECKER, **report).life == "reported"


@pytest.mark.parametrize(("left", "code"), [(date(2026, 3, 20), "unit_barred_by_sheet"), (START, None)])
def test_no_call_makes_a_unit_a_hand_in_which_a_raiser_sat_since_it_was_handed_out(
    left: date, code: str | None
) -> None:
    """Who left it before has sat in no unit with a hand."""
    shop = Shop(replace(PLAIN, hats=(*PLAIN.hats, Hat(51, 51, C, "head", HEAD))))
    shop.today = date(2026, 3, 9)
    measure = shop.open("measure", parent=shop.open("problem", raisers=[RAISER]).id)
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE, supporting=[C])
    shop.do("receive", measure, DOER)
    shop.today = date(2026, 4, 1)
    shop.store.held = [Seat(RAISER, C, date.min, left)]
    said = {"evidence": ["ab" * 32], "for_whom": HEAD, "basis": "call"}
    if code:
        assert shop.why("add_evidence", measure, CHECKER, **said) == code
    else:
        assert shop.do("add_evidence", measure, CHECKER, **said).hand_units


def test_a_paper_that_was_compared_needs_no_other_sheet() -> None:
    countersign = KINDS["measure"].act("countersign")
    reason = needs_sheet(countersign, snap(basis="call"))
    assert reason and reason.code == "signs_by_sheet"
    assert needs_sheet(countersign, snap(basis="call", on_paper=True)) is None
