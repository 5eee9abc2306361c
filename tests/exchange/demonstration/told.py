"""What the tests of the demonstration share: the content, days to try, and who has had a hand."""

from datetime import date

from bihuan.exchange.demonstration.content import DemoContent, load_content
from bihuan.exchange.demonstration.shapes import DemoHistory
from bihuan.exchange.demonstration.timeline import DemoTimeline, shifted

CONTENT: DemoContent = load_content()
# Month's first and last days, a leap day, a turn of the year, a Saturday.
DAYS = [
    date(2026, 9, 21),
    date(2026, 9, 1),
    date(2026, 11, 24),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2027, 3, 31),
    date(2026, 10, 3),
]


def timeline(today: date) -> DemoTimeline:
    """The demonstration on that day."""
    return shifted(CONTENT, today=today)


def hands(history: DemoHistory) -> set[str]:
    """Who did, or on whose behalf was done, progress, claim or countersign (house.md)."""
    done = [step for step in history.steps if step.act in ("progress", "claim", "countersign")]
    return {step.by for step in done} | {step.for_whom for step in done if step.for_whom}


def last(history: DemoHistory, act: str) -> date:
    """The day of the last such step."""
    return [step.on for step in history.steps if step.act == act][-1]
