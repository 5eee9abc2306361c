"""The facts of an act: only those that it declares, each of its kind, none too long."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.words.cleaned import cleaned
from bihuan.core.words.reasons import Reason, Refused

SHORT, LONG, MANY = 200, 5_000, 2_000
NAMELESS = "—"
"""Of several names one of which nothing can be seen: the others stay in their places."""
_IDS = ("unit", "group", "person", "matter", "register", "id")
_NUMBERS = (*_IDS, "int", "paper")
_LISTS = ("units", "people", "matters", "posts")
MATTERS = ("matter", "matters", "register")
PARTS = {
    "unit": "units", "units": "units", "group": "groups", "person": "people", "people": "people",
    "posts": "posts",
}  # fmt: skip
"""What an organisation is made of, by the type of the fact that names it."""
_CITED = re.compile("[0-9]{1,19}:[0-9a-f]{64}")
DUES = ("date", "immediate", "long_term", "recurring", "unread")


def checked(act: Act, given: Mapping[str, Any], *, system: bool = False) -> dict[str, Any]:
    """The facts, JSON-ready, empty ones left out. Raises `Refused` for one missing, unknown or impossible."""
    known = {field.name: field for field in act.fields}
    for name in given:
        if name not in known or (known[name].hidden and not system and not known[name].by_page):
            raise Refused(Reason("unknown_fact", {"field": name}))
    facts = {}
    for field in act.fields:
        value = given.get(field.name)
        if value is not None and (value := _one(field, value)) not in (None, "", [], {}):
            facts[field.name] = value
        elif field.required:
            raise Refused(Reason("missing", {"field": field.label}))
    return facts


def named(act: Act, facts: Mapping[str, Any]) -> Iterator[int]:
    """Every id that the facts name: of units, groups, people, posts and matters."""
    for field in act.fields:
        value = facts.get(field.name)
        if value is None:
            continue
        if field.kind in _IDS:
            yield value
        elif field.kind in _LISTS:
            yield from value


def matters_named(act: Act, facts: Mapping[str, Any]) -> list[int]:
    """The matters and registers among them."""
    return [one for field in act.fields if field.kind in MATTERS for one in _ids(facts.get(field.name))]


def parts_named(act: Act, facts: Mapping[str, Any]) -> dict[str, set[int]]:
    """The units, groups, people and posts among them, by which of these they are."""
    found: dict[str, set[int]] = {}
    for field in act.fields:
        if (what := PARTS.get(field.kind)) and (ids := _ids(facts.get(field.name))):
            found.setdefault(what, set()).update(ids)
    return found


def _ids(value: Any) -> Sequence[int]:
    return () if value is None else value if isinstance(value, list | tuple) else (value,)


def divided(act: Act, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(plain, personal): what the record keeps for ever, and what can be erased. `due` is stored as dates."""
    plain: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for field in act.fields:
        if field.name in facts and field.name != "occurred_on" and field.kind != "due":
            (personal if field.personal else plain)[field.name] = facts[field.name]
    return plain, personal


def _one(field: Field, value: Any) -> Any:
    why = None
    if field.kind in ("text", "long"):
        value = cleaned(str(value))
        limit = SHORT if field.kind == "text" else LONG
        why = f"≤ {limit}" if len(value) > limit else None
    elif field.kind in _NUMBERS:
        why = None if isinstance(value, int) and not isinstance(value, bool) else "id"
        if why is None and field.least is not None and value < field.least:
            why = f"≥ {field.least}"
    elif field.kind in _LISTS:
        value = sorted(set(value)) if field.kind != "matters" else list(dict.fromkeys(value))
        why = None if len(value) <= MANY and all(isinstance(one, int) for one in value) else "ids"
    elif field.kind == "date":
        value, why = _date(value)
    elif field.kind == "due":
        why = None if isinstance(value, Mapping) and value.get("kind") in DUES else "due"
    elif field.kind == "choice":
        why = None if value in {code for code, _ in field.choices} else "choice"
    elif field.kind == "yes":
        value = bool(value) or None
    elif field.kind == "cited":
        why = None if _CITED.fullmatch(str(value)) else str(value)[:20]
    elif field.kind == "originals":
        value, why = _originals(value)
    elif field.kind in ("evidence", "names"):
        value = [(cleaned(str(one)) or NAMELESS)[:LONG] for one in value if str(one).strip()]
    elif field.kind == "lines":
        value = _lines(value)
        why = next((f"≤ {LONG}" for one in value if len(one) > LONG), None)
    if why:
        raise Refused(Reason("bad_value", {"field": field.label, "why": why}))
    return value


def _date(value: Any) -> tuple[str | None, str | None]:
    if isinstance(value, date):
        return value.isoformat(), None
    try:
        return date.fromisoformat(str(value)).isoformat(), None
    except ValueError:
        return None, str(value)[:20]


def _originals(value: Any) -> tuple[list[list[Any]], str | None]:
    """Which originals were seen: [[number of the event that cites it, day, place], …]."""
    found = []
    for event, day, place in value:
        on, why = _date(day)
        said = cleaned(str(place))
        why = why or (f"≤ {SHORT}" if len(said) > SHORT else None)
        if why or not said or not isinstance(event, int):
            return [], why or "—"
        found.append([event, on, said])
    return found, None


def _lines(value: Any) -> list[str]:
    return [line for line in (cleaned(str(one)) for one in value) if line]
