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


def claimed(matter: int, unit: int = A) -> list[Move]:
    """The moves that bring a measure to its verification."""
    lead, head = (DOER, HEAD) if unit == A else (CHECKER, CHECKER)
    return [
        Move("assign", matter, CHECKER, None, {"lead_unit": unit, **DUE}),
        Move("receive", matter, lead),
        Move("claim", matter, lead, None, {"evidence": PROOF}),
        Move("countersign", matter, head),
    ]


def claimed_by_a(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that waits for its verification."""
    world = opened(cast, MEASURE)
    return [after(world, scenario, *claimed([s.id for s in world.store.states.values()][1]))]


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


def one_verified_together(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that waits for several approvers, all of whom the rule asks; verified by one of two."""
    everybody = {"batch_approval_steps": [["approver", "all", True]]}
    world = opened(cast, ("measure", "register", {}, 0), **everybody)
    one = [s.id for s in world.store.states.values()][1]
    begun = after(world, scenario, *claimed(one))
    return [
        after(begun, scenario, Move("verify", one, checker), Move("waive_hearing", one, CHECKER))
        for checker in (CHECKER, APPROVER)
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
    """A quarterly measure of which one period stands and another is open; it waits for its approver."""
    world = opened(cast, ("measure", "take_over", QUARTERLY, 0))
    measure = [s.id for s in world.store.states.values()][1]
    world = after(world, scenario, *cycle(measure, measure + 2, "2026-Q1"))
    return [
        after(
            world,
            scenario,
            Move("open_instalment", measure, DOER, None, {"period": "2026-Q2"}),
            Move("claim", measure, DOER, None, {"evidence": PROOF, "rule_issued": "制度"}),
            Move("countersign", measure, HEAD),
            Move("verify", measure, CHECKER),
            Move("waive_hearing", measure, CHECKER),
        )
    ]


def cycle(measure: int, shown: int, period: str) -> list[Move]:
    """The moves that open a period and show it; `shown` is the matter that the first of them opens."""
    return [
        Move("open_instalment", measure, DOER, None, {"period": period}),
        Move("claim", shown, DOER, None, {"evidence": PROOF}),
        Move("countersign", shown, HEAD),
        Move("verify", shown, CHECKER),
    ]


def shown_under_a_problem(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem in hand; its quarterly measure, verified, showed one period and has another open."""
    world = opened(cast, PROBLEM, ("measure", "take_over", QUARTERLY, 1))
    problem, measure = [s.id for s in world.store.states.values()][1:]
    return [
        after(
            world,
            scenario,
            Move("assign", problem, CHECKER, None, {"lead_unit": A}),
            Move("receive", problem, DOER),
            *cycle(measure, world.store.seq + 4, "2026-Q1"),
            Move("open_instalment", measure, DOER, None, {"period": "2026-Q2"}),
            Move("claim", measure, DOER, None, {"evidence": PROOF, "rule_issued": "制度"}),
            Move("countersign", measure, HEAD),
            Move("verify", measure, CHECKER),
        )
    ]


def shown_for_good(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure with a day and then for good, shown for the year."""
    world = opened(cast, ("measure", "take_over", {**LED_BY_A, **FOR_GOOD, "life": "under_way"}, 0))
    measure = [s.id for s in world.store.states.values()][1]
    return [after(world, scenario, *cycle(measure, measure + 2, "2026"))]


def done_by_both_units(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that C leads, claimed over a measure of A and one of B: nobody may check it alone."""
    world = opened(cast, PROBLEM, UNDER, UNDER)
    problem, mine, theirs = [s.id for s in world.store.states.values()][1:]
    return [
        after(
            world,
            scenario,
            Move("assign", problem, CHECKER, None, {"lead_unit": C}),
            Move("receive", problem, HEAD),
            *claimed(mine)[:2],
            Move("claim", mine, APPROVER, None, {"evidence": PROOF}),
            Move("countersign", mine, HEAD),
            Move("verify", mine, CHECKER),
            Move("sign_off", mine, OUTSIDER),
            *claimed(theirs, B),
            Move("verify", theirs, APPROVER),
            Move("sign_off", theirs, OUTSIDER),
            Move("claim", problem, HEAD),
            Move("countersign", problem, HEAD),
            Move("name_checkers", problem),
        )
    ]


def owed_by_two(cast: Cast, scenario: Scenario) -> list[World]:
    """What two units owe each year, with this year's period open for each of them."""
    yearly = {"due": {"kind": "recurring", "every": "year"}}
    world = opened(cast, ("measure", "take_over", {**GROUP, **yearly}, 0))
    measure = [s.id for s in world.store.states.values()][1]
    return [after(world, scenario, Move("open_instalment", measure, CHECKER, None, {"period": "2026"}))]


def asked_of_two(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that was checked and of which its two raisers were asked."""
    world = opened(cast, ("problem", "register", {"raisers": [OUTSIDER, RAISER]}, 0), UNDER)
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
            Move("claim", problem, DOER),
            Move("countersign", problem, HEAD),
            Move("verify", problem, CHECKER),
            Move("ask_raisers", problem, CHECKER),
        )
    ]


def struck_off_with_its_problem(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem just handed out; under it one measure that was struck off and one that is registered."""
    world = opened(cast, RAISED, UNDER, UNDER)
    _, measure, _ = [s.id for s in world.store.states.values()][1:]
    done = [*claimed(measure), Move("verify", measure, CHECKER), Move("sign_off", measure, APPROVER)]
    return [after(world, scenario, *done)]


def two_of_one_and_one_of_another(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that waits for its claim with two measures, and a measure of another problem."""
    world = opened(cast, PROBLEM, UNDER, UNDER, PROBLEM, ("measure", "register", {}, 4))
    first, mine, more, _, theirs = [s.id for s in world.store.states.values()][1:]
    return [
        after(
            world,
            scenario,
            Move("assign", first, CHECKER, None, {"lead_unit": A}),
            Move("receive", first, DOER),
            *claimed(mine),
            Move("verify", mine, CHECKER),
            Move("sign_off", mine, APPROVER),
            *claimed(more)[:2],
            *claimed(theirs)[:2],
        )
    ]
