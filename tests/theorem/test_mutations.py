"""The search can fail: take one rule of the table of acts away, and the witness finds what breaks it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import after_claim, comparing, deciding, hearings, periods, proofs
from bihuan.core.loop import backfilling as before
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import folds as fold
from bihuan.core.loop import guards as guard
from bihuan.core.loop.uninvolved import answered_first
from bihuan.core.state.hands import own_hands
from bihuan.core.state.lives import COUNTERSIGNED
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from tests.memory import KINDS, MemoryStore
from tests.theorem.beginnings import QUARTERLY, one_cycle_shown
from tests.theorem.cast import COUNTY, PLAIN, TWO_HATS, Cast
from tests.theorem.scenarios import CASES, CHAIN, HEARING, MEASURE, PROBLEM, RAISED, Case, begins
from tests.theorem.search import search

pytestmark = pytest.mark.exhaustive
Change = Callable[[Act], Act]
UNDER: Any = ("measure", "register", {}, 1)
ALONE = {"measure": CHAIN}
ON_PROOF = (proofs.brings_proof, proofs.claimed_on_proof, proofs.is_there)
BOTH = {"problem": CHAIN, "measure": CHAIN}


def changed(kind: str, names: str, change: Change) -> dict[str, Kind]:
    """The kinds, with some acts of one of them changed."""
    old = KINDS[kind]
    acts = tuple(change(act) if act.name in names.split() else act for act in old.acts)
    return {**KINDS, kind: replace(old, acts=acts)}


def without(*guards: object) -> Change:
    """An act that lost these guards and decisions."""

    def change(act: Act) -> Act:
        return replace(
            act,
            needs=tuple(one for one in act.needs if one not in guards),
            decides=tuple(one for one in act.decides if one not in guards),
        )

    return change


def anyone(act: Act) -> Act:
    return replace(act, never_by=None)


def unchecked(act: Act) -> Act:
    return replace(without(guard.finding, hearings.hearing)(act), when=(*act.when, COUNTERSIGNED))


MUTATIONS = (
    (
        "whoever worked on it verifies",
        TWO_HATS,
        ("measure", "verify", anyone),
        ALONE,
        "the checker had a hand",
    ),
    (
        "whoever worked on it signs off",
        TWO_HATS,
        ("measure", "sign_off", anyone),
        ALONE,
        "the approver had a hand",
    ),
    (
        "nobody asks for proof",
        PLAIN,
        (
            "measure",
            "claim countersign verify sign_off",
            without(*ON_PROOF),
        ),
        ALONE,
        "without a proof",
    ),
    (
        "nobody is heard",
        PLAIN,
        ("measure", "sign_off", without(hearings.hearing)),
        ALONE,
        "without a hearing",
    ),
    ("nobody verifies", PLAIN, ("measure", "sign_off", unchecked), ALONE, "without a verification"),
    (
        "whoever verified approves too",
        PLAIN,
        ("measure", "sign_off", without(deciding.checked_by_another)),
        ALONE,
        "checker and approver are one person",
    ),
    (
        "whoever worked on it waives the hearing",
        TWO_HATS,
        ("measure", "waive_hearing", anyone),
        ALONE,
        "the decider had a hand",
    ),
    (
        "measures need not be done",
        PLAIN,
        (
            "problem",
            "claim verify sign_off",
            without(guard.measures_done, *ON_PROOF),
        ),
        BOTH,
        "without a proof",
    ),
    (
        "no answer is no objection at once",
        PLAIN,
        ("problem", "note_silence sign_off", without(hearings.silence_lasted)),
        {"problem": f"{CHAIN} {HEARING}", "measure": CHAIN},
        "without a hearing",
    ),
    (
        "long-term measures are struck off",
        PLAIN,
        ("measure", "sign_off", without(guard.has_end)),
        {"measure": CHAIN},
        "a long-term matter is struck off",
    ),
)


def kept(state: State, event: Happened) -> dict[str, Any]:
    return {}


def hears_no_no(state: State, event: Happened) -> dict[str, Any]:
    voices = fold.answered(state, event)["voices"]
    return fold.reheard(state, event, tuple(one._replace(solved=True) for one in voices))


IN_CASES = (
    (
        "a recurring measure",
        ("measure", "continue_long_term", without(periods.cycles_shown)),
        "it goes over on the periods",
    ),
    (
        "a problem that is declined or withdrawn over what was struck off with it",
        ("problem", "decline", without(guard.none_at_work)),
        "work was given up without a foreign yes",
    ),
    (
        "a problem that is declined or withdrawn over what was struck off with it",
        ("problem", "decline", lambda act: replace(act, follows=None)),
        "was to be heard with a problem that is declined",
    ),
    (
        "a problem that is declined or withdrawn over what was struck off with it",
        ("problem", "withdraw", lambda act: replace(act, follows=None)),
        "was to be heard with a problem that is withdrawn",
    ),
    (
        "a problem that is declined or withdrawn over what was struck off with it",
        ("measure", "take_raisers", lambda act: replace(act, folds=kept)),
        "somebody who raised it could be asked, and was not",
    ),
    (
        "a merge of measures under problems",
        ("problem", "claim verify sign_off", without(guard.measures_done)),
        "without a proof",
    ),
    (
        "a measure with a day and then for good",
        ("measure", "extend", lambda act: replace(act, decides=(decide.due,))),
        "an extension changed what it is",
    ),
    (
        "what was closed before and goes on",
        ("measure", "back_fill", lambda act: replace(without(guard.has_end)(act), instead=None)),
        "a long-term matter is struck off",
    ),
    (
        "what was closed before",
        ("measure", "back_fill", without(before.never_lived)),
        "although it lived here",
    ),
    (
        "a file that the checker carried in",
        ("measure", "verify", lambda act: replace(act, no_carrier=None)),
        "the checker carried the file in",
    ),
    (
        "two raisers, one of whom says that it is not solved",
        ("problem", "answer_hearing", lambda act: replace(act, folds=hears_no_no)),
        "closed over a word that it is not solved",
    ),
    (
        "a supporting unit that checks, each in one place",
        ("measure", "verify", without(answered_first)),
        "which did not say what it did",
    ),
    (
        "changes after the claim, each in one place",
        ("measure", "correct", without(after_claim.claimed_stays)),
        "corrected changes what was claimed",
    ),
    (
        "changes after the claim, each in one place",
        ("measure", "request_change change", without(after_claim.change_fits)),
        "changed changes what was claimed",
    ),
    (
        "changes after the claim, each in one place",
        ("measure", "change", lambda act: replace(without(after_claim.checked_anew)(act), folds=None)),
        "closed without a verification",
    ),
    (
        "decisions on paper, each in one place",
        ("measure", "compare_paper", without(comparing.still_holds)),
        "whoever compared it entered or decided it",
    ),
)


@pytest.mark.parametrize("mutation", IN_CASES, ids=lambda one: f"{one[0]}: {one[1][1]}")
def test_each_case_finds_what_it_is_there_for(mutation: tuple[Any, ...]) -> None:
    name, (kind, names, change), expected = mutation
    case = next(one for one in CASES if one.name == name)
    kinds, scenario = changed(kind, names, change), case.scenario()
    worlds = case.begin(case.cast, scenario)
    for world in worlds:
        world.store.kinds = kinds
    found = search(worlds, scenario, until=expected)
    assert found.wrong and expected in "; ".join(found.wrong[-1][0]), (
        f"nothing found in {found.worlds} worlds"
    )


def test_a_decision_that_one_records_for_another_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.core.acts.verdict.needs_paper", lambda act, snap: None)
    case = next(one for one in CASES if one.name == "a measure, each in one place")
    scenario = case.scenario()
    found = search(case.begin(case.cast, scenario), scenario, until="was done by one for another")
    assert found.wrong and "was done by one for another" in "; ".join(found.wrong[-1][0])


def test_two_who_carry_check_and_approval_in_turn_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = property(lambda snap: snap.actor.people | snap.principal.people)
    monkeypatch.setattr(Snapshot, "deciders", alone)
    case = next(one for one in CASES if one.name == f"decisions on paper, {PLAIN.name}")
    scenario = case.scenario()
    expected = "who brought the check in brought the approval in"
    found = search(case.begin(case.cast, scenario), scenario, until=expected)
    assert found.wrong and expected in "; ".join(found.wrong[-1][0])


def test_a_day_that_nobody_holds_against_anything_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.core.acts.verdict.dated", lambda act, snap: None)
    case = next(one for one in CASES if one.dated)
    scenario = case.scenario()
    found = search(case.begin(case.cast, scenario), scenario, until="is dated before what it rests on")
    assert found.wrong and "is dated before what it rests on" in "; ".join(found.wrong[-1][0])


def test_the_witness_finds_the_trace_when_nobody_looks_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "hands", lambda store, matter: own_hands(store.states[matter]))
    case = Case("the hands below are forgotten", PLAIN, begins(PROBLEM, UNDER), BOTH, 0)
    scenario = case.scenario()
    found = search(case.begin(PLAIN, scenario), scenario, until="the checker had a hand")
    assert "the checker had a hand" in "; ".join(found.wrong[-1][0])


def only_directly(snap: Snapshot) -> Reason | None:
    """As `none_at_work`, but for what hangs on the measures and on the problem."""
    begun = [one for one in snap.counted if one.hand_people]
    return Reason("measures_at_work", {"open": len(begun)}) if begun else None


def test_the_witness_finds_the_trace_when_a_merge_takes_the_work_off() -> None:
    """A problem on which somebody worked goes into one that nobody began, and that is declined."""
    problem = ("problem", "register", {}, 0)
    acts = {"problem": "assign receive progress merge decline"}
    case = Case("work that was merged away", PLAIN, begins(problem, problem), acts, 0)
    scenario = case.scenario()
    worlds = case.begin(PLAIN, scenario)
    for world in worlds:
        change = lambda act: replace(act, needs=(only_directly,))  # noqa: E731
        world.store.kinds = changed("problem", "decline", change)
    found = search(worlds, scenario, until="work was given up without a foreign yes")
    assert found.wrong, f"nothing found in {found.worlds} worlds"
    assert "work was given up without a foreign yes" in "; ".join(found.wrong[-1][0])


def test_the_witness_finds_the_trace_when_a_period_forgets_the_measure_that_it_is_a_piece_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever checks sits where the measure was led before it was given away; the period was opened since."""
    monkeypatch.setattr(MemoryStore, "_whole", lambda store, matter: set())
    acts = {
        "measure": "receive request_transfer open_instalment",
        "request": "approve",
        "instalment": "claim countersign verify",
    }
    beginning = begins(("measure", "take_over", QUARTERLY, 0))
    case = Case("a period of what was given away", COUNTY, beginning, acts, 0, matters=2)  # and one period
    scenario = case.scenario()
    found = search(case.begin(COUNTY, scenario), scenario, until="the checker had a hand")
    assert found.wrong, f"nothing found in {found.worlds} worlds"
    assert "the checker had a hand" in "; ".join(found.wrong[-1][0])


def test_the_witness_finds_the_trace_when_the_checkers_later_hand_is_forgotten() -> None:
    """Whoever verified the measure records, for its doer, what a period brought that was still open."""
    acts = {"measure": "claim countersign verify waive_hearing continue_long_term", "instalment": "claim"}
    case = Case("a later hand", PLAIN, one_cycle_shown, acts, 0, behalf=True)
    scenario = case.scenario()
    rules = {"verified_cycles": 1}
    worlds = case.begin(PLAIN, scenario)
    for world in worlds:
        world.store.rules_ = {**world.store.rules_, **rules}
        world.store.kinds = changed("measure", "continue_long_term", without(deciding.still_foreign))
    found = search(worlds, scenario, until="the checker, at the end, had a hand")
    assert found.wrong, f"nothing found in {found.worlds} worlds"
    assert "the checker, at the end, had a hand" in "; ".join(found.wrong[-1][0])


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation[0])
def test_the_witness_finds_the_trace_when_a_rule_is_taken_away(mutation: tuple[Any, ...]) -> None:
    assert mutation[-1] in found_without(mutation)


def found_without(mutation: tuple[Any, ...]) -> str:
    """What the witness says when it has searched with one rule gone."""
    name, cast, (kind, names, change), acts, expected = mutation
    case = Case(name, cast, begin(name, kind), acts, 0)
    kinds = changed(kind, names, change)
    assert kinds[kind] != KINDS[kind], "the mutation changed nothing"
    scenario = case.scenario()
    worlds = case.begin(cast, scenario)
    for world in worlds:
        world.store.kinds = kinds
    found = search(worlds, scenario, until=expected)
    assert found.wrong, f"{name}: nothing found in {found.worlds} worlds"
    return "; ".join(found.wrong[-1][0])


def begin(name: str, kind: str) -> Callable[[Cast, Any], Any]:
    if "long-term" in name:
        due = {"due": {"kind": "long_term"}}
        return begins(("measure", "register", due, 0))
    opening = RAISED if "no answer" in name else PROBLEM
    return begins(opening, UNDER) if kind == "problem" else begins(MEASURE)
