"""The periods of recurring measures: opened, shown with proof, countersigned, checked by another hand.

Two checked cycles and a rule are what 转入常态化 needs (product.md, "How offices really work" 6).
"""

from collections.abc import Iterator
from datetime import date

from bihuan.core.time.dues import Period, period_of
from bihuan.exchange.demonstration import evidence
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.scene import Deed, Item, Scene
from bihuan.exchange.demonstration.sheets import sentence

DAY_ONE, DAYS_TO_COUNTERSIGN, DAYS_TO_VERIFY = 1, 1, 2


def cycles(drive: Drive, item: Item, turn: int) -> Iterator[tuple[date, int, Deed]]:
    """(day, order within the day, deed) for every period of a measure that is shown."""
    history = item.history
    received = next((step.on for step in history.steps if step.act == "receive"), None)
    if item.measure is None or received is None:
        return
    if history.state == "转入常态化":
        claim = next(step.on for step in history.steps if step.act == "claim")
        yield from two_shown(drive, item, turn, received, claim)
    elif history.state == "推进中" and history.due.kind == "recurring":
        every = history.due.every or "quarter"
        last = period_of(drive.today, every)
        start = max(received, drive.calendar.first_workday_on_or_after(last.first_on))
        yield min(start, drive.today), 0, opened(item, last)


def two_shown(
    drive: Drive, item: Item, turn: int, received: date, claim: date
) -> Iterator[tuple[date, int, Deed]]:
    """Two periods of the measure, each shown and checked by itself before the whole is claimed."""
    day, later = drive.calendar.last_workday_on_or_before, drive.calendar.add_workdays
    for nth, (period, start, end) in enumerate(two_periods(drive, item.history.due.every, received, claim)):
        opened_on = max(received, drive.calendar.first_workday_on_or_after(start))
        shown_on = max(opened_on, day(date.fromordinal(start.toordinal() + (end - start).days // 2)))
        place = nth * 4
        yield opened_on, place, opened(item, period)
        yield shown_on, place + 1, shown(item, period, turn)
        yield min(later(shown_on, DAYS_TO_COUNTERSIGN), claim), place + 2, signed(item, period)
        yield min(later(shown_on, DAYS_TO_VERIFY), claim), place + 3, checked(item, period, turn + nth)


def two_periods(
    drive: Drive, every: str | None, received: date, claim: date
) -> tuple[tuple[Period, date, date], tuple[Period, date, date]]:
    """The first two periods since it was received, and between which days each is shown.

    Where the second has hardly begun when the whole is claimed, they are the first and the one before it,
    which counts as well (docs/decisions/0029).
    """
    first = period_of(received, every or "quarter")
    second = _next_to(first, first.last_on.toordinal() + 1)
    begun = drive.calendar.first_workday_on_or_after(second.first_on)
    if drive.calendar.add_workdays(begun, DAYS_TO_VERIFY + 1) <= claim:
        return (first, received, first.last_on), (second, second.first_on, claim)
    half = date.fromordinal((received.toordinal() + claim.toordinal()) // 2)
    return (_next_to(first, first.first_on.toordinal() - 1), received, half), (first, half, claim)


def _next_to(period: Period, day: int) -> Period:
    """The period of the same length in which that day lies."""
    return period_of(date.fromordinal(day), period.every)


def opened(item: Item, period: Period) -> Deed:
    def deed(scene: Scene) -> None:
        scene.do("open_instalment", item.number, scene.how(handler(scene, item, 0)), period=period.key)
        children = scene.book.store.children(scene.matters[item.number])
        made = next(one for one in children if one.kind == "instalment" and one.period == period.key)
        scene.matters[name(item, period)] = made.id

    return deed


def shown(item: Item, period: Period, turn: int) -> Deed:
    def deed(scene: Scene) -> None:
        assert item.measure is not None
        proof = evidence.of_measure(scene.cast.org, item.measure, on=scene.on, at=scene.at)
        scene.do(
            "claim",
            name(item, period),
            scene.how(handler(scene, item, turn)),
            result=f"{period.label.zh}“{item.measure.topic}”按要求开展，记录见附件。",
            **proof,
        )

    return deed


def signed(item: Item, period: Period) -> Deed:
    def deed(scene: Scene) -> None:
        head = scene.content.head(item.unit).key
        scene.do("countersign", name(item, period), scene.how(head), opinion="同意。")

    return deed


def checked(item: Item, period: Period, turn: int) -> Deed:
    def deed(scene: Scene) -> None:
        able = scene.content.verifiers(item.problem)
        who = able[turn % len(able)]
        originals = evidence.seen(scene.now(name(item, period)), on=scene.on)
        finding = sentence(turn, item.unit)
        scene.do("verify", name(item, period), scene.how(who), finding=finding, **originals)

    return deed


def handler(scene: Scene, item: Item, turn: int) -> str:
    """Who does the work in the measure's 处室."""
    able = scene.content.handlers(item.unit)
    return able[turn % len(able)].key


def name(item: Item, period: Period) -> str:
    return f"{item.number}#{period.key}"
