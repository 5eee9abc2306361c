"""What can be chosen for a name that nobody knows, a namesake, a group, a heading."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bihuan.core.sheets.columns import ROLES
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.importing.facts import default_choice
from bihuan.exchange.importing.mapping import suggestions
from bihuan.exchange.importing.models import Import
from bihuan.exchange.importing.names import ANSWERABLE, NameBook, where
from bihuan.matters.pages.choices import people
from bihuan.web.pieces import Words

MOST_PEOPLE = 2_000
Options = Sequence[tuple[str, Words]]
Asked = tuple[str, Words, Options, str]  # key, label, options, what is chosen

NEW_UNIT = Text("新建占位单位（以后再归并）", "A placeholder unit, to be placed later")
NEW_PERSON = Text("新建占位人员（以后再对应）", "A placeholder person, to be mapped later")
AS_TEXT = Text("仅作文字保留，不列单位", "Keep as text, no unit")
NOBODY = Text("仅作文字保留，不定责任人", "Keep as text, no person")
HEADINGS: dict[str, Text] = {
    "number": labels.NUMBER,
    "measure_number": Text("措施序号", "Number of the measure"),
    "problem_ref": Text("所属问题序号", "Number of its problem"),
    "measure_ref": Text("所属措施序号", "Number of its measure"),
    "aspect": labels.ASPECT,
    "title": labels.PROBLEM,
    "source": labels.SOURCE,
    "category": labels.TYPE,
    "measure": labels.MEASURE_COLUMN,
    "lead_unit": labels.LEAD_UNIT,
    "supporting_units": labels.SUPPORTING_UNITS,
    "accountable": labels.ACCOUNTABLE,
    "supporting_people": labels.SUPPORTING_PEOPLE,
    "leader": labels.LEADER,
    "contact": labels.CONTACT,
    "phone": labels.TELEPHONE,
    "due": labels.DUE,
    "standard": labels.STANDARD,
    "evidence": labels.PROOF,
    "progress": labels.PROGRESS,
    "difficulty": labels.DIFFICULTY,
    "next_step": labels.NEXT_STEP,
    "status": labels.STATE,
    "signed_off": labels.WHETHER_SIGNED_OFF,
}
EXTRA = Text("原样保留为其他栏", "Keep as another column")
LEAD = Text("牵头：{name}", "Lead: {name}")
SUPPORTING = Text("配合：{name}", "Supporting: {name}")
PERSON = Text("责任人：{name}", "Person: {name}")
PERSON_IN = Text("责任人：{name}（{unit}）", "Person: {name} ({unit})")


class Questions(NamedTuple):
    """The parts of the mapping page: names that wait, names that are settled and can be changed, headings."""

    waiting: list[Asked]
    settled: list[Asked]
    headings: list[Asked]

    @property
    def all(self) -> list[Asked]:
        return [*self.waiting, *self.settled, *self.headings]


def questions(one: Import, names: NameBook) -> Questions:
    """Everything that can be decided about an import."""
    asked: dict[str, Any] = json.loads(one.asked)
    kept: dict[str, Any] = json.loads(one.choices)
    decided: Mapping[str, str] = kept.get("names", {})
    waiting = [_question(key, "", names) for key in asked.get("names", ())]
    more = dict.fromkeys([*decided, *asked.get("sets", ())])
    settled = [_question(key, _standing(key, decided, names), names) for key in more]
    columns = [
        _heading(column, kept.get("headings", {})) for column in asked.get("columns", ()) if column["heading"]
    ]
    return Questions(waiting, [one for one in settled if one[0] not in asked.get("names", ())], columns)


def _standing(key: str, decided: Mapping[str, str], names: NameBook) -> str:
    if key in decided:
        return decided[key]
    found = names.supporting(key.partition(":")[2])
    return f"group:{found.id}:{found.how}" if found.kind == "group" else found.kind


def _question(key: str, chosen: str, names: NameBook) -> Asked:
    kind, _, name = key.partition(":")
    if kind == "person":
        return _person(key, name, chosen, names)
    label = (LEAD if kind == "lead" else SUPPORTING).format(name=_plain(name))
    return key, label, _units(name, names, lead=kind == "lead"), chosen or _preset(key)


def _preset(key: str) -> str:
    choice = default_choice(key)
    return choice if choice == "inform" else ""


def _plain(name: str) -> str:
    return name[:60]


def _units(name: str, names: NameBook, *, lead: bool) -> Options:
    near = suggestions(names, name, lead=lead)
    order = sorted(names.units.values(), key=lambda unit: (unit.place, unit.pk))
    units = [names.units[pk] for pk in near] + [unit for unit in order if unit.pk not in near]
    options: list[tuple[str, Words]] = [
        (f"unit:{unit.pk}", _unit_said(unit, names)) for unit in units if not lead or unit.kind in ANSWERABLE
    ]
    for group in sorted(names.groups.values(), key=lambda one: (one.place, one.pk)):
        count = len(names.members.get(group.pk, ()))
        if lead:
            said = Text(f"{group.name}：{count} 家各自负责", f"{group.name}: {count} units, each in charge")
            options.append((f"group:{group.pk}:separate", said))
        else:
            said = Text(
                f"{group.name}：{count} 家签收并反馈", f"{group.name}: {count} units sign for it and answer"
            )
            options.append((f"group:{group.pk}:joint", said))
            options.append(
                (f"group:{group.pk}:inform", Text(f"{group.name}：仅知会", f"{group.name}: only told"))
            )
    new = [] if names.has_unit(name) else [("new", NEW_UNIT)]
    return [*options, *([] if lead else [("inform", AS_TEXT)]), *new]


def _unit_said(unit: Any, names: NameBook) -> Text:
    above = names.units.get(unit.parent_id or 0)
    english = unit.name_en or unit.name
    return (
        Text(f"{unit.name}（{above.name}）", f"{english} ({above.name_en or above.name})")
        if above
        else Text(unit.name, english)
    )


def _person(key: str, name: str, chosen: str, names: NameBook) -> Asked:
    person, _, unit = name.partition("|")
    label = (
        PERSON_IN.format(name=_plain(person), unit=_plain(unit))
        if unit
        else PERSON.format(name=_plain(person))
    )
    same = names.namesakes(person)
    if same:
        told = where(same, on=names.on)
        options: list[tuple[str, Words]] = [
            (f"person:{pk}", f"{person} · {told.get(pk) or '—'}") for pk in same
        ]
    else:
        options = [(f"person:{pk}", said) for pk, said in people(names.org, names.on)[:MOST_PEOPLE]]
    preset = chosen or ("" if same else "new")
    new = [] if same else [("new", NEW_PERSON)]
    return key, label, [*new, ("none", NOBODY), *options], preset


def _heading(column: Mapping[str, str], decided: Mapping[str, str]) -> Asked:
    heading = column["heading"]
    options: list[tuple[str, Words]] = [
        ("extra", EXTRA),
        *((role, HEADINGS[role]) for role in ROLES if role in HEADINGS),
    ]
    label = Text(f"{column['column']} 列：{heading}", f"Column {column['column']}: {heading}")
    return f"column:{heading}", label, options, decided.get(heading, column["role"])
