"""How the acts of the standing matters are folded into the tables of people and rules.

Every row's id is that of the event which added it, so that acts can name what acts made.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bihuan.core.acts.happened import Happened
from bihuan.core.acts.puts import Call, Effect, Put
from bihuan.core.chain.ids import id_of, row_id
from bihuan.core.state.state import State
from bihuan.core.words.text import Text


def _unit_added(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.Unit",
        id_of(event),
        {
            "org_id": event.org,
            "parent_id": plain.get("above"),
            "kind": plain["kind"],
            "name": plain["name"],
            "name_en": plain.get("name_en", ""),
            "place": plain.get("place", 0),
            "from_on": plain["from_on"],
            "placeholder": bool(plain.get("placeholder")),
        },
        new=True,
    )
    yield from _succeeding(event, state)


def _succeeding(event: Happened, state: State) -> Iterable[Put]:
    """Each unit that a new one takes over from."""
    for place, before in enumerate(event.plain.get("succeeds", ())):
        values = {"before_id": before, "after_id": id_of(event)}
        yield Put("people.Succession", row_id(id_of(event), place), values, new=True)


def _unit_ended(event: Happened, state: State) -> Iterable[Put]:
    yield Put("people.Unit", event.plain["unit"], {"to_on": event.plain["to_on"]})
    if after := event.plain.get("successor"):
        values = {"before_id": event.plain["unit"], "after_id": after}
        yield Put("people.Succession", id_of(event), values, new=True)


def _unit_changed(event: Happened, state: State) -> Iterable[Put]:
    renamed = {"above": "parent_id"}
    values = {
        renamed.get(k, k): v for k, v in event.plain.items() if k in ("name", "name_en", "place", "above")
    }
    yield Put("people.Unit", event.plain["unit"], values | {"placeholder": False})


def _ended(table: str, fact: str) -> Effect:
    def effect(event: Happened, state: State) -> Iterable[Put]:
        yield Put(table, event.plain[fact], {"to_on": event.plain["to_on"]})

    return effect


def _group_added(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.UnitGroup",
        id_of(event),
        {
            "org_id": event.org,
            "name": plain["name"],
            "name_en": plain.get("name_en", ""),
            "place": plain.get("place", 0),
        },
        new=True,
    )


def _member_added(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.GroupMember",
        id_of(event),
        {"group_id": plain["group"], "unit_id": plain["unit"], "from_on": plain["from_on"]},
        new=True,
    )


def _post_added(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.Post",
        id_of(event),
        {
            "org_id": event.org,
            "unit_id": plain["unit"],
            "name": plain["name"],
            "name_en": plain.get("name_en", ""),
            "role": plain["role"],
            "place": plain.get("place", 0),
        },
        new=True,
    )


def _person_added(event: Happened, state: State) -> Iterable[Put]:
    plain, said = event.plain, event.personal
    yield Put(
        "people.Person",
        id_of(event),
        {
            "org_id": event.org,
            "user_id": plain.get("user"),
            "name": said.get("person_name") or "",
            "note": said.get("note") or "",
            "place": plain.get("place", 0),
            "placeholder": bool(plain.get("placeholder")),
            "erased": said.get("person_name") is None,
        },
        new=True,
    )


def _person_changed(event: Happened, state: State) -> Iterable[Put]:
    said = event.personal
    values: dict[str, Any] = {"place": event.plain["place"]} if "place" in event.plain else {}
    if "person_name" in said:
        values |= {
            "name": said["person_name"] or "",
            "placeholder": False,
            "erased": said["person_name"] is None,
        }
    if "note" in said:
        values["note"] = said["note"] or ""
    yield Put("people.Person", event.plain["person"], values)


def _sign_in(event: Happened, state: State) -> Iterable[Put]:
    yield Put("people.Person", event.plain["person"], {"user_id": event.plain.get("user")})


def _appointed(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.Appointment",
        id_of(event),
        {
            "person_id": plain["person"],
            "post_id": plain["post"],
            "serves_id": plain.get("serves"),
            "from_on": plain["from_on"],
            "acting": bool(plain.get("acting")),
        },
        new=True,
    )


def _absent(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "people.Absence",
        id_of(event),
        {
            "person_id": plain["person"],
            "stand_in_id": plain["stand_in"],
            "from_on": plain["from_on"],
            "to_on": plain.get("to_on"),
        },
        new=True,
    )


def _called_off(event: Happened, state: State) -> Iterable[Put]:
    """It ends the day before it begins: it stands there, and nobody ever stood in."""
    yield Put("people.Absence", event.plain["absence"], {"to_on": event.plain["until"]})


def _rule_set(event: Happened, state: State) -> Iterable[Call]:
    plain = event.plain
    yield Call(
        "bihuan.rules.write.write_rule",
        (event.org, plain["name"], plain["value"], date.fromisoformat(plain["from_on"])),
    )


def _day_set(event: Happened, state: State) -> Iterable[Call]:
    plain = event.plain
    name = Text(plain.get("name", ""), plain.get("name_en", ""))
    yield Call(
        "bihuan.rules.write.write_calendar_day",
        (event.org, date.fromisoformat(plain["day"]), plain.get("kind")),
        {"from_on": date.fromisoformat(plain["from_on"]), "name": name, "layer": plain.get("layer", "")},
    )


def _published(event: Happened, state: State) -> Iterable[Call]:
    yield Call("bihuan.rules.write.publish_year", (event.org, event.plain["year"], event.plain["source"]))


def _layer_added(event: Happened, state: State) -> Iterable[Call]:
    plain = event.plain
    yield Call(
        "bihuan.rules.write.write_calendar_layer",
        (
            event.org,
            plain["code"],
            Text(plain["name"], plain.get("name_en", "")),
            date.fromisoformat(plain["from_on"]),
        ),
        {"everyone": bool(plain.get("everyone")), "place": plain.get("place", 0)},
    )


def _layer_ended(event: Happened, state: State) -> Iterable[Call]:
    to_on = date.fromisoformat(event.plain["to_on"])
    yield Call("bihuan.rules.write.end_calendar_layer", (event.org, event.plain["code"], to_on))


PEOPLE: Mapping[str, Effect] = {
    "unit_added": _unit_added,
    "unit_changed": _unit_changed,
    "unit_ended": _unit_ended,
    "group_added": _group_added,
    "group_member_added": _member_added,
    "group_member_ended": _ended("people.GroupMember", "member"),
    "post_added": _post_added,
    "person_added": _person_added,
    "person_changed": _person_changed,
    "sign_in_given": _sign_in,
    "sign_in_taken": _sign_in,
    "appointed": _appointed,
    "appointment_ended": _ended("people.Appointment", "appointment"),
    "absence_declared": _absent,
    "absence_ended": _ended("people.Absence", "absence"),
    "absence_cancelled": _called_off,
}
RULES: Mapping[str, Effect] = {
    "rule_set": _rule_set,
    "calendar_day_set": _day_set,
    "calendar_layer_added": _layer_added,
    "calendar_layer_ended": _layer_ended,
    "year_published": _published,
}
