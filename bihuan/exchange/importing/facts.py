"""From a row as read to what its act is given: names become ids, words that fit nowhere are kept.

A placeholder that the commit will make stands as "new:NAME" until then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.core.acts.facts import LONG, SHORT
from bihuan.core.state.actor import Desk
from bihuan.core.state.lives import CLAIMED, REGISTERED
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.importing.items import Item
from bihuan.exchange.importing.names import Found, NameBook, is_set
from bihuan.exchange.importing.standing import (
    Standing,
    of_problem,
    said_closed_on,
    settled,
    triage,
    where_it_stands,
)
from bihuan.exchange.importing.words import Why

NEW = "new:"
_WORDS = {
    "progress": "progress",
    "difficulty": "difficulty",
    "next_step": "next_step",
    "standard": "standard",
    "evidence": "evidence_wanted",
}
_LIMITS = (
    ("text", LONG, labels.MEASURE),
    ("title", LONG, labels.PROBLEM),
    ("aspect", 120, labels.ASPECT),
    ("source", SHORT, labels.SOURCE),
    ("category", SHORT, labels.TYPE),
    ("number", 60, labels.NUMBER),
    ("status", SHORT, labels.STATE),
    ("lead_unit", 120, labels.LEAD_UNIT),
    *((name, LONG, Text(name, name)) for name in _WORDS),
)


UNKNOWN = Standing(REGISTERED)


@dataclass(slots=True)
class Made:
    """What a row would become: the facts of its act, why it may not be taken as it is, whom it names."""

    facts: dict[str, Any] = field(default_factory=dict)
    whys: list[Why] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)  # (refused | needs_mapping, by which field)
    stands: Standing = UNKNOWN
    asked: set[str] = field(default_factory=set)  # names that somebody must decide, as keys of choices
    sets: set[str] = field(default_factory=set)  # groups that support: who must answer can be chosen

    def stop(self, verdict: str, why: Why, by: str) -> None:
        """A reason for which the row is not taken over, and the field that it lies in."""
        self.whys.append(why)
        self.blocks.append((verdict, by))

    @property
    def verdict(self) -> str:
        """refused, needs_mapping, or nothing that stops it."""
        return blocked(self.blocks)


def blocked(blocks: Iterable[tuple[str, str]]) -> str:
    """The gravest of these: refused, needs_mapping, or none."""
    verdicts = {verdict for verdict, _ in blocks}
    return "refused" if "refused" in verdicts else "needs_mapping" if verdicts else ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all rows of one import share."""

    names: NameBook
    desk: Desk
    year: int
    today: date
    done_is_closed: bool = False  # as the clerk says: 已完成 means 已销号 in this sheet


def measure_facts(item: Item, ground: Ground) -> Made:
    """The facts of a measure's `take_over`."""
    data, made = item.data, Made()
    made.facts["title"] = data.get("text")
    _checked(item, made)
    _who(item, made, ground)
    due = data.get("due")
    has_lead = bool(made.facts.get("lead_unit") or made.facts.get("lead_group"))
    made.stands = settled(_stood(data, ground), has_lead=has_lead, due=due)
    _when(item, made, due)
    _stands(item, made, ground)
    for ours, theirs in _WORDS.items():
        made.facts[theirs] = data.get(ours)
    made.facts |= {name: data.get(name) for name in ("status", "aspect", "source", "category")}
    made.facts["number_there"] = data.get("number")
    made.facts["contacts"] = _contacts(data)
    made.facts["extra"] = _extra(data, made)
    return _bare(item, made)


def problem_facts(item: Item, measures: list[Made], ground: Ground) -> Made:
    """The facts of a problem's `take_over`: led by its first measure's lead, as far as its measures are."""
    data, made = item.data, Made()
    made.facts["title"] = data.get("title")
    _checked(item, made)
    if not data.get("title") and "title" not in {by for _, by in made.blocks}:
        made.stop("refused", Why("no_problem", item.cell("title")), "title")
    if any(one.asked for one in measures):
        made.stop("needs_mapping", Why("measures_wait"), "measures")
    if measures or "lead_unit" not in data:
        made.facts["lead_unit"] = next(
            (m.facts["lead_unit"] for m in measures if m.facts.get("lead_unit")), None
        )
        for name in ("accountable", "leader"):
            made.facts[name] = _shared(one.facts.get(name) for one in measures)
        made.stands = of_problem([one.stands for one in measures], has_lead=bool(made.facts["lead_unit"]))
        made.facts["extra"] = data.get("unattached")
    else:
        _who(item, made, ground)
        due = data.get("due")
        made.stands = settled(_stood(data, ground), has_lead=bool(made.facts.get("lead_unit")), due=due)
        _when(item, made, due)
        kept = {heading: data[name] for name, heading in _HEADINGS.items() if data.get(name)}
        made.facts["extra"] = kept | (_contacts(data) or {}) | (_extra(data, made) or {}) or None
    _stands(item, made, ground)
    if made.stands.closed and measures:
        made.facts["said_closed_on"] = _last_closed(measures)
    made.facts |= {name: data.get(name) for name in ("aspect", "source", "category")}
    made.facts["triage"] = triage(data.get("category"))
    made.facts["number_there"] = data.get("number")
    return _bare(item, made)


_HEADINGS = {"standard": "完成标准", "evidence": "佐证材料", "progress": "进展情况", "difficulty": "存在困难",
             "next_step": "下一步打算", "status": "状态"}  # fmt: skip


def _bare(item: Item, made: Made) -> Made:
    made.facts["row"] = {"sheet": item.sheet, "row": item.row}
    made.facts = {name: value for name, value in made.facts.items() if value not in (None, "", [], {})}
    return made


def _shared(values: Iterable[Any]) -> Any:
    found = list(dict.fromkeys(values))
    return found[0] if len(found) == 1 else None


def _stood(data: Mapping[str, Any], ground: Ground) -> Standing:
    found = where_it_stands(data)
    return found._replace(closed=True) if found.life == CLAIMED and ground.done_is_closed else found


def _last_closed(measures: list[Made]) -> str | None:
    """A problem was signed off with the last of its measures, where the sheet says of all when."""
    days = [str(one.facts.get("said_closed_on") or "") for one in measures]
    return max(days) if all(days) else None


def _checked(item: Item, made: Made) -> None:
    for code, cell in item.errors:
        text = (item.data.get("due") or {}).get("text", "")
        why = Why(code, cell, {"text": text[:40]})
        if code in ("bad_date", "no_problem"):
            made.stop("refused", why, "due" if code == "bad_date" else "title")
        else:
            made.whys.append(why)
    for name, limit, label in _LIMITS:
        value = item.data.get(name)
        if isinstance(value, str) and len(value) > limit:
            made.stop(
                "refused", Why("too_long", item.cell(name), {"field": list(label), "limit": limit}), name
            )


def _who(item: Item, made: Made, ground: Ground) -> None:
    data, names = item.data, ground.names
    lead = data.get("lead_unit")
    if lead:
        _lead(item, made, names, lead)
    else:
        made.whys.append(Why("no_lead", item.cell("lead_unit")))
    _supporting(item, made, ground)
    people = [name for name in data.get("accountable") or () if name]
    if people:
        made.facts["accountable"] = _person(item, made, names, people[0], lead, "accountable")
    if leader := data.get("leader"):
        found = names.person(leader, lead)
        if found.kind in ("person", "new"):
            made.facts["leader"] = found.id or NEW + leader
        elif leader != (people or [None])[0]:
            made.whys.append(Why("person_text", item.cell("leader"), {"name": leader[:80]}))


def _lead(item: Item, made: Made, names: NameBook, name: str) -> None:
    found, cell = names.lead(name), item.cell("lead_unit")
    about = {"name": name[:120]}
    if found.kind == "group":
        made.facts["lead_group"] = found.id
        count = len(names.members.get(found.id or 0, ()))
        made.whys.append(Why("group_separate" if count else "group_empty", cell, about | {"count": count}))
    elif found.open:
        code = "not_answerable" if found.kind == "not_answerable" else f"lead_{found.kind}"
        made.stop("needs_mapping", Why(code, cell, about), "lead_unit")
        made.asked.add(f"lead:{name}")
    else:
        made.facts["lead_unit"] = _made(found, name, made, cell, "new_unit")


def _made(found: Found, name: str, made: Made, cell: str, code: str) -> int | str | None:
    if found.kind != "new":
        return found.id
    made.whys.append(Why(code, cell, {"name": name[:120]}))
    return NEW + name


def _supporting(item: Item, made: Made, ground: Ground) -> None:
    names, cell = ground.names, item.cell("supporting_units")
    single: list[int | str] = []
    joint: list[int] = []
    told: list[str] = []
    for name in item.data.get("supporting_units") or ():
        found, about = names.supporting(name), {"name": name[:120]}
        if found.open:
            made.stop("needs_mapping", Why(f"supporting_{found.kind}", cell, about), "supporting_units")
            made.asked.add(f"supporting:{name}")
        elif found.kind in ("inform", "none") or (found.kind == "group" and found.how == "inform"):
            made.sets.add(f"supporting:{name}")
            made.whys.append(Why("informed", cell, about))
            told.append(name)
        elif found.kind == "group":
            made.sets.add(f"supporting:{name}")
            members = names.members.get(found.id or 0, [])
            made.whys.append(
                Why("group_joint" if members else "group_empty", cell, about | {"count": len(members)})
            )
            joint += members
        else:
            value = _made(found, name, made, cell, "new_unit")
            single += [value] if value else []
    lead = made.facts.get("lead_unit")
    made.facts["joint"] = [one for one in dict.fromkeys(joint) if one != lead]
    made.facts["supporting"] = [one for one in dict.fromkeys([*single, *joint]) if one != lead]
    if told:
        made.facts.setdefault("told", told)


def _person(
    item: Item, made: Made, names: NameBook, name: str, unit: str | None, role: str
) -> int | str | None:
    found, cell, about = names.person(name, unit), item.cell(role), {"name": name[:80]}
    if len(name) > 80:
        made.stop(
            "refused", Why("too_long", cell, {"field": ["责任人", "Person"], "limit": 80}), "accountable"
        )
    elif found.open:
        made.stop("needs_mapping", Why(f"person_{found.kind}", cell, about), "accountable")
        made.asked.add(f"person:{name}|{unit or ''}" if found.kind == "ambiguous" else f"person:{name}")
    elif found.kind == "none":
        made.whys.append(Why("person_text", cell, about))
    else:
        return _made(found, name, made, cell, "new_person")
    return None


def _when(item: Item, made: Made, due: Mapping[str, Any] | None) -> None:
    if due:
        made.facts["due"] = {name: value for name, value in due.items() if value}
    elif made.stands.life != CLAIMED:
        made.whys.append(Why("no_due", item.cell("due")))


def said_at(item: Item) -> str:
    """The cell that says how far it is."""
    return item.cell("status") or item.cell("progress") or item.cell("signed_off")


def _stands(item: Item, made: Made, ground: Ground) -> None:
    made.facts["life"] = made.stands.life
    if made.stands.closed:
        made.facts["said_closed"] = True
        day = said_closed_on(item.data, year=ground.year, today=ground.today)
        made.facts["said_closed_on"] = day.isoformat() if day else None
        made.whys.append(Why("said_closed", item.cell("signed_off") or item.cell("status")))
    elif made.stands.life == CLAIMED:
        made.whys.append(Why("said_done", said_at(item)))


def _contacts(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """People and numbers for whom a matter has no field of its own."""
    found = {
        "责任人": (data.get("accountable") or [])[1:],
        "配合单位责任人": data.get("supporting_people"),
        "联络员": data.get("contact"),
        "联系电话": data.get("contact_numbers"),
    }
    return {name: value for name, value in found.items() if value} or None


def _extra(data: Mapping[str, Any], made: Made) -> dict[str, Any] | None:
    found = dict(data.get("extra") or {})
    found |= {"责任领导": data["leader"]} if data.get("leader") and "leader" not in made.facts else {}
    found |= {"是否销号": data["signed_off"]} if data.get("signed_off") else {}
    found |= {"仅知会": "、".join(made.facts.pop("told"))} if made.facts.get("told") else {}
    names = data.get("accountable") or []
    found |= {"责任人": names[0]} if names and not made.facts.get("accountable") else {}
    return found or None


def with_placeholders(
    facts: Mapping[str, Any], units: Mapping[str, int], people: Mapping[str, int]
) -> dict[str, Any]:
    """The facts with every "new:NAME" replaced by what was made for it."""
    found = dict(facts)
    for name in ("accountable", "leader"):
        if isinstance(found.get(name), str):
            found[name] = people[found[name].removeprefix(NEW)]
    if isinstance(found.get("lead_unit"), str):
        found["lead_unit"] = units[found["lead_unit"].removeprefix(NEW)]
    for name in ("supporting", "joint"):
        if name in found:
            found[name] = [
                units[one.removeprefix(NEW)] if isinstance(one, str) else one for one in found[name]
            ]
    return found


def placeholders(facts: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The names of the units and people that the facts need made: (units, people)."""
    units = [facts.get("lead_unit"), *(facts.get("supporting") or ())]
    people = [facts.get("accountable"), facts.get("leader")]
    return _named(units), _named(people)


def _named(values: Iterable[Any]) -> set[str]:
    return {one.removeprefix(NEW) for one in values if isinstance(one, str) and one.startswith(NEW)}


def default_choice(key: str) -> str:
    """What `--placeholders` and the page's first suggestion do with a name that nobody knows."""
    kind, _, name = key.partition(":")
    if kind == "supporting" and is_set(name):
        return "inform"
    return "new"
