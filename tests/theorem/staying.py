"""What stays as it was set: words and persons from the claim on, days and natures from the beginning."""

from typing import Any

from tests.theorem.seen import Seen
from tests.theorem.told import CLOSED, OWED, REWORDED


def stays(before: Seen, event: Any) -> list[str]:
    """What was claimed keeps its words and its people; what is closed keeps its words whoever says yes."""
    said = OWED & (event.plain.keys() | event.personal.keys())
    if not before.claimed or not said or event.name not in {"corrected", "planned", "changed", "other_named"}:
        return []
    closed = before.end in CLOSED and said & REWORDED
    unasked = event.name != "changed" or not event.plain.get("granted")
    return [f"{event.name} changes what was claimed: {sorted(said)}"] if unasked or closed else []


def as_set(before: Seen, after: Seen, event: Any) -> list[str]:
    """What was set to last lasts, and a day that was set moves later by no hand-over."""
    wrong = []
    if before.long and not after.long and before.kind == "measure" and event.name != "paper_disputed":
        wrong.append(f"{event.name} gave an end to what has none")
    typed = before.opened_on == event.occurred_on and not before.units and not before.came_in
    if event.name == "assigned" and before.due_on and not typed:
        later = not after.due_on or after.due_on > before.due_on
        at_once = event.plain.get("due_kind") == "immediate" and not before.units
        wrong += ["a hand-over moved a day to a later one"] if later and not at_once else []
    return wrong


def moved(before: Seen, after: Seen) -> list[str]:
    """An extension moves a day to a later one, and nothing else."""
    later = bool(before.due_on and after.due_on) and str(after.due_on) > str(before.due_on)
    return ([] if later else ["an extension moved no day"]) + (
        ["an extension changed what it is"] if before.long != after.long else []
    )
