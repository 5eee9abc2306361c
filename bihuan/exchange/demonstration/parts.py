"""Measures that a collective unit answers for too: one receipt and one answer each (一家一份).

One of them is done, the other was handed out in these days: some have answered, some have only signed for it.
"""

from collections.abc import Iterator
from datetime import date

from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.scene import Deed, Item, Scene
from bihuan.exchange.demonstration.shapes import DemoUnit

# number of the measure: (collective unit, what each answers)
JOINT = {
    "四-2.1": ("各专委会办公室", "本办现有向下报表已逐张列出：保留 1 张，其余取消或合并，明细已报综合处。"),
    "九-3.4": ("各处室", "本处数据员已确定，姓名和职责已报人事处。"),
}
DAYS_TO_SIGN, DAYS_TO_ANSWER = 1, 3


def parts(scene: Scene, drive: Drive, item: Item) -> Iterator[tuple[date, int, Deed]]:
    """(day, order within the day, deed) for every part of a measure that was handed out."""
    assigned = next((step.on for step in item.history.steps if step.act == "assign"), None)
    if item.number not in JOINT or assigned is None:
        return
    claimed = any(step.act == "claim" for step in item.history.steps)
    signed_on = min(drive.calendar.add_workdays(assigned, DAYS_TO_SIGN), drive.today)
    answered_on = min(drive.calendar.add_workdays(assigned, DAYS_TO_ANSWER), drive.today)
    for nth, unit in enumerate(asked(scene, item)):
        if claimed or nth % 4 != 3:
            yield signed_on, nth, received(item, unit)
        if claimed or nth % 4 == 0:
            yield answered_on, 100 + nth, answered(item, unit)


def joint(scene: Scene, item: Item) -> dict[str, list[int]]:
    """The fact of the assignment that asks them all."""
    units = [scene.cast.units[unit.key] for unit in asked(scene, item)]
    return {"joint": units} if units else {}


def asked(scene: Scene, item: Item) -> list[DemoUnit]:
    """The units that are asked beside the one that leads."""
    if item.measure is None or item.number not in JOINT:
        return []
    group = scene.content.group(JOINT[item.number][0])
    units = [scene.content.unit(key) for key in (group.members if group else ())]
    return [unit for unit in units if unit.name.zh != item.measure.unit]


def received(item: Item, unit: DemoUnit) -> Deed:
    def deed(scene: Scene) -> None:
        scene.book.perform("receive", part(scene, item, unit), scene.how(handler(scene, unit)))

    return deed


def answered(item: Item, unit: DemoUnit) -> Deed:
    def deed(scene: Scene) -> None:
        how = scene.how(handler(scene, unit))
        scene.book.perform("report", part(scene, item, unit), how, result=JOINT[item.number][1])

    return deed


def part(scene: Scene, item: Item, unit: DemoUnit) -> int:
    """The id of the part that a unit has in a measure."""
    found = scene.cast.units[unit.key]
    children = scene.book.store.children(scene.matters[item.number])
    return next(one.id for one in children if one.kind == "part" and one.lead_unit == found)


def handler(scene: Scene, unit: DemoUnit) -> str:
    return scene.content.handlers(unit.name.zh)[0].key
