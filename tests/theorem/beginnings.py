"""The worlds that the search begins with: matters just opened, or brought near to where it matters."""

from collections.abc import Callable
from dataclasses import replace

from bihuan.core.state.state import State
from tests.theorem.cast import (
    APPROVER,
    BESIDE,
    CHECKER,
    DOER,
    HEAD,
    OUTSIDER,
    RAISER,
    REGISTER,
    A,
    B,
    C,
    Cast,
)
from tests.theorem.search import Opening, Scenario, after, opened
from tests.theorem.variants import PROOF
from tests.theorem.worlds import Facts, Move, World

DUE: Facts = {"due": {"kind": "date", "on": "2026-06-30"}}
LED_BY_A: Facts = {"lead_unit": A, **DUE}
CLOSED_BEFORE: Facts = {**LED_BY_A, "life": "claimed", "said_closed_on": "2026-01-10"}
UNDER: Opening = ("measure", "register", {}, 1)
FOR_GOOD: Facts = {"due": {"kind": "date", "on": "2026-06-30", "then": "long_term", "every": "year"}}
GROUP: Facts = {"lead_group": 7, "life": "assigned", **DUE}
QUARTERLY: Facts = {"lead_unit": A, "life": "under_way", "due": {"kind": "recurring", "every": "quarter"}}
MEASURE: Opening = ("measure", "register", {}, 0)
HEARD_ALONE: Opening = ("measure", "register", {"raisers": [RAISER]}, 0)
PROBLEM: Opening = ("problem", "register", {}, 0)
RAISED: Opening = ("problem", "register", {"raisers": [RAISER]}, 0)
RAISED_BY_THE_DOER: Opening = ("problem", "register", {"raisers": [DOER, RAISER]}, 0)


def begins(*openings: Opening) -> Callable[[Cast, Scenario], list[World]]:
    """A beginning that only opens matters."""
    return lambda cast, scenario: [opened(cast, *openings)]


def beside_another_register(*openings: Opening) -> Callable[[Cast, Scenario], list[World]]:
    """The same, and with its measure checked; there is a second register in which they can be listed too."""

    def begin(cast: Cast, scenario: Scenario) -> list[World]:
        world = opened(cast, *openings)
        other = State(id=BESIDE, org=1, kind="register", life="opened", register=BESIDE)
        world.store.states = {**world.store.states, BESIDE: other}
        world.store.desks = {**world.store.desks, BESIDE: replace(cast.desk, register=BESIDE)}
        measure = next(one.id for one in world.store.states.values() if one.kind == "measure")
        checked = after(world, scenario, *claimed(measure), Move("verify", measure, CHECKER))
        return [world, checked]

    return begin


def matters(world: World) -> list[int]:
    """What was opened beside what stands for ever, in that order."""
    return [one.id for one in world.store.states.values() if one.id > REGISTER]


def received(matter: int, unit: int = A, by: int | None = None, **owed: object) -> list[Move]:
    """The moves that hand something to a unit, which takes it up."""
    lead = by or (DOER if unit == A else CHECKER)
    return [Move("assign", matter, CHECKER, None, {"lead_unit": unit, **owed}), Move("receive", matter, lead)]


def handed_in(matter: int, by: int = DOER, head: int = HEAD, **proof: object) -> list[Move]:
    """The moves that claim something and bring it to its verification."""
    return [Move("claim", matter, by, None, proof), Move("countersign", matter, head)]


def claimed(matter: int, unit: int = A, by: int | None = None) -> list[Move]:
    """The moves that bring a measure from its registration to its verification."""
    lead, head = (DOER, HEAD) if unit == A else (CHECKER, CHECKER)
    return [*received(matter, unit, **DUE), *handed_in(matter, by or lead, head, evidence=PROOF)]


def struck_off(matter: int, unit: int = A, by: int | None = None, approver: int = APPROVER) -> list[Move]:
    """The same to its end: a measure of a problem, with which it is heard."""
    checker = CHECKER if unit == A else APPROVER
    return [
        *claimed(matter, unit, by),
        Move("verify", matter, checker),
        Move("sign_off", matter, approver),
    ]


def claimed_by_a(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that waits for its verification."""
    world = opened(cast, MEASURE)
    return [after(world, scenario, *claimed(*matters(world)))]


def received_by_a(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that its unit has taken up."""
    world = opened(cast, MEASURE)
    return [after(world, scenario, *received(*matters(world), **DUE))]


def in_hand_with_support(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem taken up by A, which B supports, by A alone, or by B, which A supports; with a measure."""
    world = opened(cast, PROBLEM, UNDER)
    problem, _ = matters(world)
    return [
        after(world, scenario, *received(problem, lead, supporting=supporting))
        for lead, supporting in ((A, [B]), (A, []), (B, [A]))
    ]


def asked_at_work(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure at work, whose transfer is asked for, and one whose withdrawal is."""
    found = []
    for name, more in (("request_transfer", {"lead_unit": B}), ("request_withdrawal", {})):
        world = opened(cast, MEASURE)
        measure = list(world.store.states)[1]
        world = after(
            world,
            scenario,
            Move("assign", measure, CHECKER, None, {"lead_unit": A, **DUE}),
            Move("receive", measure, DOER),
            Move(name, measure, DOER, None, {"reason": "-", **more}),
        )
        found.append(world)
    return found


def two_problems(cast: Cast, scenario: Scenario) -> list[World]:
    """Two problems with a measure each, at different places: what a merge joins."""
    world = opened(
        cast,
        ("problem", "register", {}, 0),
        ("measure", "register", {}, 1),
        ("problem", "register", {}, 0),
        ("measure", "register", {}, 3),
    )
    first, mine, second, theirs = matters(world)
    begun = [*received(first), *received(second, B)]
    worked = after(world, scenario, *begun, *claimed(mine), *claimed(theirs, B))
    verified = after(
        worked,
        scenario,
        Move("verify", mine, CHECKER),
        Move("verify", theirs, APPROVER),
        Move("sign_off", mine, APPROVER),
        *handed_in(first),
    )
    return [worked, verified]


def two_verified(cast: Cast, scenario: Scenario) -> list[World]:
    """Two measures that wait for the approver: what a batch is made of."""
    world = opened(cast, ("measure", "register", {}, 0), ("measure", "register", {}, 0))
    one, other = matters(world)
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


def one_verified_together(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that waits for several approvers, all of whom the rule asks; verified by one of two."""
    everybody = {"batch_approval_steps": [["approver", "all", True]]}
    world = opened(cast, ("measure", "register", {}, 0), **everybody)
    (one,) = matters(world)
    begun = after(world, scenario, *claimed(one))
    return [
        after(begun, scenario, Move("verify", one, checker), Move("waive_hearing", one, CHECKER))
        for checker in (CHECKER, APPROVER)
    ]


def two_received(cast: Cast, scenario: Scenario) -> list[World]:
    """Two measures in hand, in two units."""
    world = opened(cast, ("measure", "register", {}, 0), ("measure", "register", {}, 0))
    one, other = matters(world)
    return [after(world, scenario, *received(one, **DUE), *received(other, B, **DUE))]


def nearly_closed(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that waits for its approver, under it a measure that was signed off."""
    world = opened(cast, PROBLEM, UNDER)
    problem, measure = matters(world)
    return [
        after(
            world,
            scenario,
            *received(problem),
            *struck_off(measure),
            *handed_in(problem, HEAD),
            Move("verify", problem, CHECKER),
            Move("waive_hearing", problem, CHECKER),
        )
    ]


def one_cycle_shown(cast: Cast, scenario: Scenario) -> list[World]:
    """A quarterly measure of which one period stands and another is open; it waits for its approver."""
    world = opened(cast, ("measure", "take_over", QUARTERLY, 0))
    (measure,) = matters(world)
    shown = cycle(measure, measure + 2, "2026-Q1")
    waived = Move("waive_hearing", measure, CHECKER)
    return [after(world, scenario, *shown, *next_cycle(measure), waived)]


def cycle(measure: int, shown: int, period: str) -> list[Move]:
    """The moves that open a period and show it; `shown` is the matter that the first of them opens."""
    return [
        Move("open_instalment", measure, DOER, None, {"period": period}),
        *handed_in(shown, evidence=PROOF),
        Move("verify", shown, CHECKER),
    ]


def next_cycle(measure: int) -> list[Move]:
    """The moves that open another period, and bring the measure itself to its verification."""
    return [
        Move("open_instalment", measure, DOER, None, {"period": "2026-Q2"}),
        *handed_in(measure, evidence=PROOF, rule_issued="制度"),
        Move("verify", measure, CHECKER),
    ]


def shown_under_a_problem(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem in hand; its quarterly measure, verified, showed one period and has another open."""
    world = opened(cast, PROBLEM, ("measure", "take_over", QUARTERLY, 1))
    problem, measure = matters(world)
    return [
        after(
            world,
            scenario,
            *received(problem),
            *cycle(measure, world.store.seq + 4, "2026-Q1"),
            *next_cycle(measure),
        )
    ]


def shown_for_good(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure with a day and then for good, shown for the year."""
    world = opened(cast, ("measure", "take_over", {**LED_BY_A, **FOR_GOOD, "life": "under_way"}, 0))
    (measure,) = matters(world)
    return [after(world, scenario, *cycle(measure, measure + 2, "2026"))]


def done_by_both_units(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that C leads, claimed over a measure of A and one of B: nobody may check it alone."""
    world = opened(cast, PROBLEM, UNDER, UNDER)
    problem, mine, theirs = matters(world)
    return [
        after(
            world,
            scenario,
            *received(problem, C, HEAD),
            *struck_off(mine, by=APPROVER, approver=OUTSIDER),
            *struck_off(theirs, B, approver=OUTSIDER),
            *handed_in(problem, HEAD),
            Move("name_checkers", problem),
        )
    ]


def owed_by_two(cast: Cast, scenario: Scenario) -> list[World]:
    """What two units owe each year, with this year's period open for each of them."""
    yearly = {"due": {"kind": "recurring", "every": "year"}}
    world = opened(cast, ("measure", "take_over", {**GROUP, **yearly}, 0))
    (measure,) = matters(world)
    return [after(world, scenario, Move("open_instalment", measure, CHECKER, None, {"period": "2026"}))]


def asked_of_two(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that was checked and of which its two raisers were asked."""
    world = opened(cast, ("problem", "register", {"raisers": [OUTSIDER, RAISER]}, 0), UNDER)
    problem, measure = matters(world)
    return [
        after(
            world,
            scenario,
            *received(problem),
            *struck_off(measure),
            *handed_in(problem),
            Move("verify", problem, CHECKER),
            Move("ask_raisers", problem, CHECKER),
        )
    ]


def struck_off_with_its_problem(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem just handed out; under it one measure that was struck off and one that is registered."""
    world = opened(cast, RAISED, UNDER, UNDER)
    _, measure, _ = matters(world)
    return [after(world, scenario, *struck_off(measure))]


def two_of_one_and_one_of_another(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that waits for its claim with two measures, and a measure of another problem."""
    world = opened(cast, PROBLEM, UNDER, UNDER, PROBLEM, ("measure", "register", {}, 4))
    first, mine, more, _, theirs = matters(world)
    return [
        after(
            world,
            scenario,
            *received(first),
            *struck_off(mine),
            *received(more, **DUE),
            *received(theirs, **DUE),
        )
    ]
