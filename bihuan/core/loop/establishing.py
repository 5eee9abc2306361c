"""Guards on the units, groups and posts of an organisation: one name for one unit, a tree without loops, and
nothing that is still open left behind where a unit ends or somebody leaves.

A unit's name tells it from all others: lists, forms and spreadsheets say the name alone. So no two that stand
at the same time have one name, whatever they stand under. What is open is handed over before whoever owes it
goes: nobody but the office knows to whom, so the program does not choose (product.md, "orphans"). Nor does
anything run on in a unit past its last day: posts held, a unit below, a place at a desk or in a group.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import ending
from bihuan.core.state.house import Stands, over, same_name
from bihuan.core.words.reasons import Reason

SHOWN = 3
"""So many of those that are open are named; all are counted."""


def unit_name_free(snap: Snapshot) -> Reason | None:
    """No other unit of that name stands on any of its days, nor began on the same one."""
    name = snap.facts.get("name")
    if snap.trying or not name:
        return None
    units = snap.house.units()
    mine = units.get(snap.facts.get("unit") or 0)
    since, until = (mine.from_on, mine.to_on) if mine else (str(snap.facts.get("from_on")), None)

    def stands_beside(one: Stands) -> bool:
        return one != mine and (one.meets(since, until) or one.from_on == since)

    taken = next((one for one in units.values() if same_name(one.name, name) and stands_beside(one)), None)
    return Reason("unit_of_that_name", {"unit": taken.id}) if taken else None


def group_name_free(snap: Snapshot) -> Reason | None:
    """No two groups have one name."""
    name = snap.facts.get("name")
    if snap.trying or not name:
        return None
    taken = next((one for one in snap.house.groups().values() if same_name(one, name)), None)
    return Reason("group_of_that_name", {"what": taken}) if taken else None


def under_what_stands(snap: Snapshot) -> Reason | None:
    """A unit stands under one that stands itself, and never under itself, by whatever way round."""
    above = snap.facts.get("above")
    if snap.trying or above is None:
        return None
    units, unit = snap.house.units(), snap.facts.get("unit")
    if unit is not None and unit in over(units, above):
        return Reason("unit_under_itself", {"unit": above})
    mine = units.get(unit or 0)
    if mine is not None and mine.above == above:
        return None
    return _stands(snap, units.get(above), until=mine.to_on if mine else None)


def unit_stands(snap: Snapshot) -> Reason | None:
    """What ended takes no more posts or members, and joins no group."""
    unit = snap.facts.get("unit")
    if snap.trying or unit is None:
        return None
    return _stands(snap, snap.house.units().get(unit))


def post_stands(snap: Snapshot) -> Reason | None:
    """Somebody is appointed to a post that there is, in a unit that has not ended by then."""
    if snap.trying:
        return None
    unit = snap.house.post_unit(snap.facts["post"])
    return _stands(snap, snap.house.units().get(unit or 0))


def _stands(snap: Snapshot, unit: Stands | None, until: str | None = None) -> Reason | None:
    """What has no end, or a later one (`until`), begins in no unit that has one: it would run on past it.

    The program may have made the unit in the same book, before the tables say so.
    """
    if unit is None:
        return None if _by_program(snap) else Reason("not_found")
    if unit.to_on is None or (until is not None and until <= unit.to_on):
        return None
    ended = unit.to_on < snap.today.isoformat()
    return Reason("unit_has_ended" if ended else "unit_will_end", {"unit": unit.id, "until": unit.to_on})


def _by_program(snap: Snapshot) -> bool:
    return snap.within or snap.actor.person is None


def unit_ends_sooner(snap: Snapshot) -> Reason | None:
    """A unit ends on or after the day on which it began, and what has an end is not made longer."""
    if snap.trying:
        return None
    unit, to_on = snap.house.units().get(snap.facts["unit"]), str(snap.facts["to_on"])
    if unit is None:
        return None if _by_program(snap) else Reason("not_found")
    if snap.facts.get("successor") == unit.id:
        return Reason("unit_under_itself", {"unit": unit.id})
    return ending.in_order(unit.from_on, unit.to_on, to_on)


def nothing_open_with_unit(snap: Snapshot) -> Reason | None:
    """A unit that leads something open, or looks after a register, does not end before that is handed over.

    A successor takes over its hands and what it may no longer check; whose its open matters are is decided
    for each, by a transfer that the record tells.
    """
    if snap.trying or _by_program(snap):
        return None
    unit = snap.facts["unit"]
    if registers := snap.house.looks_after(unit):
        return _left(snap, "unit_looks_after", registers, unit=unit)
    if still := snap.house.open_with_unit(unit):
        return _left(snap, "unit_has_open", still, unit=unit)
    return None


def nothing_goes_on_in_unit(snap: Snapshot) -> Reason | None:
    """Nor does anything in it run on past its last day: whoever held a post would decide from nowhere."""
    if snap.trying or _by_program(snap):
        return None
    unit, day, house = snap.facts["unit"], str(snap.facts["to_on"]), snap.house
    below = [one.id for one in house.units().values() if one.above == unit and one.meets(_after(day))]
    if below:
        return _named("unit_has_below", "units", below, unit)
    if desks := house.desks_naming(unit):
        return _left(snap, "unit_at_desks", desks, unit=unit)
    if held := house.held_in(unit, day):
        return _named("unit_is_held", "people", held, unit)
    groups = house.groups_with(unit, day)
    return _named("unit_in_groups", "groups", groups, unit) if groups else None


def _named(code: str, what: str, still: Sequence[int], unit: int) -> Reason:
    return Reason(code, {"unit": unit, "open": len(still), what: tuple(dict.fromkeys(still))[:SHOWN]})


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def an_administrator_stays(snap: Snapshot) -> Reason | None:
    """Somebody goes on administering who signs in, without a last day: else nobody could name another."""
    if snap.trying or _by_program(snap):
        return None
    held = snap.facts.get("appointment")
    if held is None:  # a sign-in is taken
        left, whose = snap.house.administrators(snap.today.isoformat()), snap.facts["person"]
        mine = [one for one in left if one[1] == whose]
        return Reason("last_admin") if mine and mine == list(left) else None
    term = snap.posts.appointment(held)
    post = snap.posts.known((term.what,)).get(term.what) if term else None
    if post is None or post.role != "admin":
        return None
    left = snap.house.administrators(_after(str(snap.facts["to_on"])))
    return None if any(one != held for one, _ in left) else Reason("last_admin")


def nothing_open_with_person(snap: Snapshot) -> Reason | None:
    """Whoever answers for something open, or leads it, keeps a post until that is somebody else's."""
    if snap.trying or _by_program(snap):
        return None
    appointment = snap.facts["appointment"]
    term = snap.posts.appointment(appointment)
    if term is None or set(snap.house.held_after(term.person, str(snap.facts["to_on"]))) - {appointment}:
        return None
    still = snap.house.open_with_person(term.person)
    return _left(snap, "person_has_open", still, person=term.person) if still else None


def _left(snap: Snapshot, code: str, still: Sequence[int], **about: Any) -> Reason:
    """How many are open, and the first of those that whoever does it may see."""
    seen = snap.in_sight(still)
    first = tuple(one for one in still if one in seen)[:SHOWN]
    return Reason(code, {**about, "open": len(still), "matters": first})


def joins_once(snap: Snapshot) -> Reason | None:
    """A unit is in a group once at a time."""
    if snap.trying:
        return None
    unit, since = snap.facts["unit"], str(snap.facts["from_on"])
    held = (one for one in snap.house.memberships(snap.facts["group"]).values() if one.unit == unit)
    inside = any(one.to_on is None or one.to_on >= since for one in held)
    return Reason("in_group_already", {"unit": unit}) if inside else None


def leaves_sooner(snap: Snapshot) -> Reason | None:
    """A membership ends on or after the day on which it began, and is not made longer."""
    if snap.trying:
        return None
    one = snap.house.membership(snap.facts["member"])
    if one is None:
        return None if _by_program(snap) else Reason("not_found")
    return ending.in_order(one.from_on, one.to_on, str(snap.facts["to_on"]))
