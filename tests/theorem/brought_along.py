"""Cases of what a merge or a split brings along: who raised it, what they said, and who had no hand."""

from tests.theorem.beginnings import (
    CLOSED_BEFORE,
    DUE,
    HEARD_ALONE,
    PROBLEM,
    RAISED,
    UNDER,
    claimed,
    handed_in,
    matters,
    received,
    struck_off,
)
from tests.theorem.case import HEARING, WORK, Case
from tests.theorem.cast import APPROVER, BESIDE_THE_WORK, CHECKER, DOER, HEAD, PLAIN, RAISER, B, C, Cast
from tests.theorem.search import Opening, Scenario, after, opened
from tests.theorem.variants import PROOF
from tests.theorem.worlds import Move, World

INTO_A_SHEET = "what was raised here goes into what was closed before"
NOT_SOLVED = "what its raiser says is not solved goes into a measure of a problem"
WASHED = "what was split off, worked on and merged elsewhere"
NO_HAND = "what was split off is heard of whoever was no hand after all"


def closed_before_and_raised_here(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem and its measure of a sheet that says they are closed, nobody leads the problem; and one that
    is raised here.
    """
    nobodys = {name: fact for name, fact in CLOSED_BEFORE.items() if name != "lead_unit"}
    under: Opening = ("measure", "take_over", CLOSED_BEFORE, 1)
    return [opened(cast, ("problem", "take_over", nobodys, 0), under, RAISED)]


def said_not_to_be_solved(cast: Cast, scenario: Scenario) -> list[World]:
    """A measure that stood alone, whose raiser says that it is not solved, went into one of a problem."""
    world = opened(cast, HEARD_ALONE, PROBLEM, ("measure", "register", {}, 2))
    lone, problem, other = matters(world)
    return [
        after(
            world,
            scenario,
            *claimed(lone),
            Move("verify", lone, CHECKER),
            Move("ask_raisers", lone, CHECKER),
            Move("answer_hearing", lone, RAISER, None, {"answer": "not_solved"}),
            Move("send_back", lone, CHECKER),
            *received(problem),
            *received(other, **DUE),
            Move("merge", lone, CHECKER, None, {"into": other}),
            *handed_in(other, evidence=PROOF),
        )
    ]


def said_to_have_worked(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem on whose measure its raiser is said to have worked, given up since; half of it was split off,
    and is checked.
    """
    problem, measure = matters(opened(cast, RAISED, UNDER))
    split_off: Opening = ("problem", "register", {"raisers": [RAISER], "split_from": problem}, 0)
    world = opened(cast, RAISED, UNDER, split_off, ("measure", "register", {}, 3))
    *_, half, done = matters(world)
    said = Move("add_evidence", measure, DOER, RAISER, {"evidence": PROOF})
    given_up = Move("request_withdrawal", problem, CHECKER)
    world = after(world, scenario, *received(measure, supporting=[C], **DUE), said, given_up)
    asked = world.store.states[problem].pending or 0
    checked = (*received(half), *struck_off(done), *handed_in(half, HEAD), Move("verify", half, CHECKER))
    return [after(world, scenario, Move("approve", asked, APPROVER), *checked)]


def worked_on_and_moved_away(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that waits for its verification; half of it was split off, worked on by whoever verifies, and
    merged into another problem, which was given up.
    """
    problem, _ = matters(opened(cast, PROBLEM, UNDER))
    split_off: Opening = ("problem", "register", {"split_from": problem}, 0)
    world = opened(cast, PROBLEM, UNDER, split_off, ("measure", "register", {}, 3), PROBLEM)
    _, measure, half, moved, other = matters(world)
    worked = (*received(moved, B, **DUE), Move("progress", moved, CHECKER))
    merged = (Move("merge", half, CHECKER, None, {"into": other}), Move("request_withdrawal", other, CHECKER))
    world = after(world, scenario, *worked, *merged)
    asked = world.store.states[other].pending or 0
    done = (*received(problem), *struck_off(measure), *handed_in(problem, HEAD))
    return [after(world, scenario, Move("approve", asked, APPROVER), *done)]


BROUGHT_ALONG = (
    Case(
        INTO_A_SHEET,
        PLAIN,
        closed_before_and_raised_here,
        {
            "problem": "merge split decline",
            "register": "request_back_fill",
            "request": "approve refuse name_answerer",
        },
        380,
    ),
    Case(
        NOT_SOLVED,
        PLAIN,
        said_not_to_be_solved,
        {"problem": WORK, "measure": f"{WORK} {HEARING}"},
        1_300,
    ),
    Case(
        NO_HAND,
        BESIDE_THE_WORK,
        said_to_have_worked,
        {
            "problem": f"{WORK} {HEARING}",
            "measure": "dispute_record",
        },
        150,
    ),
    Case(WASHED, PLAIN, worked_on_and_moved_away, {"problem": f"{WORK} send_back"}, 100),
)
