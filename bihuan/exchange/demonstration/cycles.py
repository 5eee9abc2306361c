"""The periods of recurring measures: opened, shown with proof, countersigned, checked by another hand.

Two checked cycles and a rule are what 转入常态化 needs (product.md, "How offices really work" 6).
"""

from collections.abc import Iterator
from datetime import date

from bihuan.core.time.dues import Period, period_of, periods
from bihuan.core.time.phrases import day_given
from bihuan.exchange.demonstration import evidence
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.scene import Deed, Item, Scene, due
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
        yield from as_they_began(drive, item, turn, received)


def as_they_began(drive: Drive, item: Item, turn: int, received: date) -> Iterator[tuple[date, int, Deed]]:
    """Every period that the nightly sweep would have opened since; those whose day has come were shown."""
    told = item.history.due
    assigned = next(step.on for step in item.history.steps if step.act == "assign")
    day, calendar = day_given(due(told, keep_day=True)), drive.calendar
    owed = periods(told.every or "quarter", assigned, drive.today, day=day, calendar=calendar)
    for nth, period in enumerate(owed):
        opened_on = max(received, calendar.first_workday_on_or_after(period.first_on))
        yield min(opened_on, drive.today), nth * 4, opened(item, period)
        if period.due_on >= drive.today:
            continue
        half = date.fromordinal((opened_on.toordinal() + period.due_on.toordinal()) // 2)
        shown_on = max(opened_on, calendar.last_workday_on_or_before(half))
        yield from _done(drive, item, period, (turn, nth), shown_on, until=drive.today)


def _done(
    drive: Drive, item: Item, period: Period, turn: tuple[int, int], shown_on: date, *, until: date
) -> Iterator[tuple[date, int, Deed]]:
    """Shown, signed and checked by another hand, none of it later than a day. `turn`: of the item, and the
    period's own.
    """
    (of_item, nth), later = turn, drive.calendar.add_workdays
    yield min(shown_on, until), nth * 4 + 1, shown(item, period, of_item)
    yield min(later(shown_on, DAYS_TO_COUNTERSIGN), until), nth * 4 + 2, signed(item, period)
    yield min(later(shown_on, DAYS_TO_VERIFY), until), nth * 4 + 3, checked(item, period, of_item + nth)


def two_shown(
    drive: Drive, item: Item, turn: int, received: date, claim: date
) -> Iterator[tuple[date, int, Deed]]:
    """Two periods of the measure, each shown and checked by itself before the whole is claimed."""
    day = drive.calendar.last_workday_on_or_before
    for nth, (period, start, end) in enumerate(two_periods(drive, item.history.due.every, received, claim)):
        opened_on = max(received, drive.calendar.first_workday_on_or_after(start))
        shown_on = max(opened_on, day(date.fromordinal(start.toordinal() + (end - start).days // 2)))
        yield opened_on, nth * 4, opened(item, period)
        yield from _done(drive, item, period, (turn, nth), shown_on, until=claim)


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
