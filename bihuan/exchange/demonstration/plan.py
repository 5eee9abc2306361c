"""Everything that happens in the demonstration, in the order in which it is written into the record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from bihuan.exchange.demonstration.cycles import cycles
from bihuan.exchange.demonstration.deeds import DEEDS, PLACE_OF_PROBLEM
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.parts import parts
from bihuan.exchange.demonstration.scene import Deed, Item, Scene
from bihuan.exchange.demonstration.shapes import DemoStep
from bihuan.exchange.demonstration.sheets import (
    away,
    back_fills,
    newly_raised,
    opened,
    opened_for_use,
    requests,
    sheets,
    versions,
)

GAP = 200  # between two steps of a history, for what happens in between on the same day
AWAY = "qiyouqing"
# Within a day: desks and absences first, then what is opened, then work, then what a meeting decides, then
# what follows from it. The first two have a book of their own, since what comes after reads what they wrote.
CREATED, CHARTER, OPENED, ENTERED, WORK, MERGED, BACK_FILLED, MEETING, AFTER = range(9)
# A problem is opened again before its measures are, and before new ones are listed under it.
PHASES = {"register": OPENED, "merge": MERGED}
PHASES_OF_PROBLEM = {"look_back": OPENED, "reopen": OPENED}


@dataclass(frozen=True, order=True)
class Planned:
    """One deed at its place in time."""

    on: date
    phase: int
    place: int
    nth: int
    deed: Deed = field(compare=False)

    @property
    def book(self) -> tuple[date, int]:
        """What shares a book."""
        return self.on, min(self.phase, OPENED)


def items(scene: Scene) -> list[Item]:
    """Problems and their measures, each problem before its own."""
    found = []
    for turn, problem in enumerate(scene.content.problems):
        place = (turn + 1) * PLACE_OF_PROBLEM
        found.append(Item(problem, None, scene.told.problems[problem.number], place))
        found += [
            Item(problem, measure, scene.told.measures[measure.number], place + nth)
            for nth, measure in enumerate(problem.measures, start=1)
        ]
    return found


def planned(scene: Scene, drive: Drive) -> list[Planned]:
    """All of it, sorted."""
    known = items(scene)
    found = list(_of_register(scene, drive, known))
    for turn, item in enumerate(known):
        found += _of_item(scene, drive, item, turn)
    return sorted(found)


def _of_register(scene: Scene, drive: Drive, known: list[Item]) -> Iterator[Planned]:
    first = scene.told.problems[known[0].number].steps[0].on
    yield Planned(first, CREATED, 0, 0, opened)
    yield Planned(first, CHARTER, 0, 1, opened_for_use)
    since, until = drive.workdays(-2), drive.workdays(3)
    yield Planned(since, CHARTER, 0, 2, away(AWAY, since, until))
    yield from _all(AFTER, versions(scene, drive))
    yield from _all(MEETING, sheets(scene, known))
    yield from _all(AFTER, requests(drive, known))
    for nth, (on, deed) in enumerate(back_fills(scene, drive, known)):
        yield Planned(on, ENTERED if on == scene.told.live_from else BACK_FILLED, 0, nth, deed)
    for nth, (new, on) in enumerate(scene.told.new_problems):
        yield Planned(on, AFTER, 1, nth, newly_raised(new, nth))


def _all(phase: int, deeds: Iterable[tuple[date, Deed]]) -> Iterator[Planned]:
    return (Planned(on, phase, 0, nth, deed) for nth, (on, deed) in enumerate(deeds))


def _of_item(scene: Scene, drive: Drive, item: Item, turn: int) -> Iterator[Planned]:
    """A history, each step after the one before; periods come after receipt and before the claim.

    A merge waits for the day on which what takes the measure in was entered (补录).
    """
    if item.measure and item.measure.back_filled:
        return
    last, phase = date.min, OPENED
    phases = PHASES if item.measure else PHASES | PHASES_OF_PROBLEM
    for nth, step in enumerate(item.history.steps):
        on = max(step.on, scene.told.live_from) if step.act == "merge" else step.on
        phase = max(phase if on == last else 0, phases.get(step.act, WORK))
        last = on
        place = item.place - (0 if item.measure else PLACE_OF_PROBLEM // 2)
        yield Planned(on, phase, place, nth * GAP, _deed(item, step))
    acts = [step.act for step in item.history.steps]
    for on, nth, deed in cycles(drive, item, turn):
        yield Planned(on, WORK, item.place, acts.index("receive") * GAP + 1 + nth, deed)
    for on, nth, deed in parts(scene, drive, item):
        yield Planned(on, WORK, item.place, acts.index("assign") * GAP + 1 + nth, deed)


def _deed(item: Item, step: DemoStep) -> Deed:
    act = DEEDS[step.act]
    return lambda scene: act(scene, item, step)
