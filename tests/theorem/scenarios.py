"""The worlds that the search begins with and what may happen in each."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.theorem.cast import (
    APPROVER,
    CHECKER,
    DOER,
    HEAD,
    PLAIN,
    RAISER,
    STAND_INS,
    STANDS_HIGH,
    TWO_HATS,
    A,
    B,
    Cast,
    lookup,
)
from tests.theorem.search import Opening, Scenario, after, opened
from tests.theorem.variants import PROOF, facts
from tests.theorem.worlds import Facts, Move, World

CASTS = (PLAIN, TWO_HATS, STAND_INS, STANDS_HIGH)
DUE: Facts = {"due": {"kind": "date", "on": "2026-06-30"}}
LED_BY_A: Facts = {"lead_unit": A, **DUE}
CLOSED_BEFORE: Facts = {**LED_BY_A, "life": "claimed", "said_closed_on": "2026-01-10"}
CHAIN = "assign receive claim countersign name_checkers verify send_back waive_hearing sign_off"
ANSWERS = "approve refuse take_back lapse"
HEARING = "ask_raisers answer_hearing note_silence overrule"


@dataclass(frozen=True)
class Case:
    """One search: its cast, its beginnings, its acts, and the least that it must have looked at."""

    name: str
    cast: Cast
    begin: Callable[[Cast, Scenario], list[World]]
    acts: dict[str, str]
    least: int
    behalf: bool = False
    most: int = 6_000
    whole: bool = True  # the search comes to its end before its bound

    def scenario(self) -> Scenario:
        """The same as the search wants it."""
        acts = {kind: frozenset(names.split()) for kind, names in self.acts.items()}
        return Scenario(self.name, acts, facts, lookup(self.cast), self.behalf, most_worlds=self.most)


def begins(*openings: Opening) -> Callable[[Cast, Scenario], list[World]]:
    """A beginning that only opens matters."""
    return lambda cast, scenario: [opened(cast, *openings)]


MEASURE: Opening = ("measure", "register", {}, 0)
PROBLEM: Opening = ("problem", "register", {}, 0)
RAISED: Opening = ("problem", "register", {"raisers": [RAISER]}, 0)
RAISED_BY_THE_DOER: Opening = ("problem", "register", {"raisers": [DOER, RAISER]}, 0)


def claimed(matter: int, unit: int = A) -> list[Move]:
    """The moves that bring a measure to its verification."""
    lead, head = (DOER, HEAD) if unit == A else (CHECKER, CHECKER)
    return [
        Move("assign", matter, CHECKER, None, {"lead_unit": unit, **DUE}),
        Move("receive", matter, lead),
        Move("claim", matter, lead, None, {"evidence": PROOF}),
        Move("countersign", matter, head),
    ]


def two_problems(cast: Cast, scenario: Scenario) -> list[World]:
    """Two problems with a measure each, at different places: what a merge joins."""
    world = opened(
        cast,
        ("problem", "register", {}, 0),
        ("measure", "register", {}, 1),
        ("problem", "register", {}, 0),
        ("measure", "register", {}, 3),
    )
    first, mine, second, theirs = [s.id for s in world.store.states.values()][1:]
    begun = [
        Move("assign", first, CHECKER, None, {"lead_unit": A}),
        Move("receive", first, DOER),
        Move("assign", second, CHECKER, None, {"lead_unit": B}),
        Move("receive", second, CHECKER),
    ]
    worked = after(world, scenario, *begun, *claimed(mine), *claimed(theirs, B))
    verified = after(
        worked,
        scenario,
        Move("verify", mine, CHECKER),
        Move("verify", theirs, APPROVER),
        Move("sign_off", mine, APPROVER),
        Move("claim", first, DOER),
        Move("countersign", first, HEAD),
    )
    return [worked, verified]


def two_verified(cast: Cast, scenario: Scenario) -> list[World]:
    """Two measures that wait for the approver: what a batch is made of."""
    world = opened(cast, ("measure", "register", {}, 0), ("measure", "register", {}, 0))
    one, other = [s.id for s in world.store.states.values()][1:]
    return [
        after(
            world,
            scenario,
            *claimed(one),
            *claimed(other, B),
            Move("verify", one, CHECKER),
            Move("waive_hearing", one, CHECKER),
            Move("verify", other, APPROVER),
        )
    ]


def two_received(cast: Cast, scenario: Scenario) -> list[World]:
    """Two measures in hand, in two units."""
    world = opened(cast, ("measure", "register", {}, 0), ("measure", "register", {}, 0))
    one, other = [s.id for s in world.store.states.values()][1:]
    return [after(world, scenario, *claimed(one)[:2], *claimed(other, B)[:2])]


def nearly_closed(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that waits for its approver, under it a measure that was signed off."""
    world = opened(cast, PROBLEM, UNDER)
    problem, measure = [s.id for s in world.store.states.values()][1:]
    return [
        after(
            world,
            scenario,
            Move("assign", problem, CHECKER, None, {"lead_unit": A}),
            Move("receive", problem, DOER),
            *claimed(measure),
            Move("verify", measure, CHECKER),
            Move("sign_off", measure, APPROVER),
            Move("claim", problem, HEAD),
            Move("countersign", problem, HEAD),
            Move("verify", problem, CHECKER),
            Move("waive_hearing", problem, CHECKER),
        )
    ]


def one_cycle_shown(cast: Cast, scenario: Scenario) -> list[World]:
    """A quarterly measure of which one cycle was verified and another is open."""
    world = opened(cast, ("measure", "take_over", QUARTERLY, 0))
    measure = [s.id for s in world.store.states.values()][1]
    first = after(world, scenario, Move("open_instalment", measure, DOER, None, {"period": "2026-Q1"}))
    shown = max(first.store.states)
    return [
        after(
            first,
            scenario,
            Move("claim", shown, DOER, None, {"evidence": PROOF}),
            Move("countersign", shown, HEAD),
            Move("verify", shown, CHECKER),
            Move("open_instalment", measure, DOER, None, {"period": "2026-Q2"}),
        )
    ]


WORK = "claim countersign name_checkers verify waive_hearing sign_off"
UNDER: Opening = ("measure", "register", {}, 1)
GROUP: Facts = {"lead_group": 7, "life": "assigned", **DUE}
QUARTERLY: Facts = {"lead_unit": A, "life": "under_way", "due": {"kind": "recurring", "every": "quarter"}}
CASES = (
    *(
        Case(
            f"a measure, {cast.name}",
            cast,
            begins(MEASURE),
            {"measure": f"{CHAIN} return_wrong_unit progress add_evidence"},
            200,
            behalf=True,
        )
        for cast in CASTS
    ),
    *(
        Case(
            f"transfers, {cast.name}",
            cast,
            begins(MEASURE),
            {"measure": f"{CHAIN} request_transfer request_reopening", "request": "approve refuse"},
            2_000,
        )
        for cast in (PLAIN, STAND_INS)
    ),
    Case(
        "pauses and withdrawals",
        PLAIN,
        begins(MEASURE),
        {"measure": f"{CHAIN} request_pause resume request_withdrawal request_extension", "request": ANSWERS},
        500,
    ),
    *(
        Case(
            f"instructions and corrections, {cast.name}",
            cast,
            begins(MEASURE),
            {"measure": f"{CHAIN} instruct correct look_back reopen"},
            500,
        )
        for cast in (PLAIN, TWO_HATS)
    ),
    Case(
        "a problem, its raiser and its measure",
        PLAIN,
        begins(RAISED, UNDER),
        {"problem": f"{CHAIN} {HEARING}", "measure": CHAIN},
        8_000,
        most=20_000,
    ),
    Case(
        "a problem that nobody raised and its measure",
        PLAIN,
        begins(PROBLEM, UNDER),
        {"problem": CHAIN, "measure": CHAIN},
        1_000,
    ),
    Case(
        "a problem that is instructed and re-opened",
        TWO_HATS,
        nearly_closed,
        {
            "problem": f"{WORK} instruct look_back reopen",
            "measure": "assign receive claim verify sign_off reopen",
        },
        3_000,
        most=3_000,
        whole=False,
    ),
    Case(
        "what was closed before",
        PLAIN,
        begins(("problem", "take_over", CLOSED_BEFORE, 0), ("measure", "take_over", CLOSED_BEFORE, 1)),
        {
            "problem": f"{WORK} send_back",
            "measure": f"{WORK} add_evidence send_back",
            "register": "request_back_fill",
            "request": "approve refuse",
        },
        3_000,
    ),
    Case(
        "a merge of two problems",
        PLAIN,
        two_problems,
        {"problem": f"{WORK} merge send_back", "measure": "verify sign_off"},
        3_000,
    ),
    Case("a merge of two measures", PLAIN, two_received, {"measure": f"{WORK} merge send_back"}, 150),
    Case(
        "a merge while a request waits",
        PLAIN,
        two_received,
        {"measure": f"{WORK} merge request_withdrawal", "request": "approve refuse take_back"},
        500,
    ),
    Case(
        "a batch of two",
        PLAIN,
        two_verified,
        {
            "measure": f"{WORK} send_back request_withdrawal",
            "register": "request_batch_approval",
            "request": ANSWERS,
        },
        2_000,
    ),
    Case(
        "a group that answers part by part",
        PLAIN,
        begins(("measure", "take_over", GROUP, 0)),
        {
            "measure": f"{WORK} send_back assign receive",
            "part": "receive report send_back return_part excuse_part",
        },
        3_000,
    ),
    Case(
        "a recurring measure",
        PLAIN,
        one_cycle_shown,
        {
            "measure": f"{WORK} send_back continue_long_term request_continuing",
            "instalment": "claim countersign name_checkers verify",
            "request": "approve refuse",
        },
        300,
    ),
)
