"""What people type into any act's form: facts drawn by the kind of each field, right ones and wrong ones."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bihuan.core.acts.act import Act, Field
from bihuan.core.state.state import State
from tests.world import World

Draw = Any
TEXTS = ("已按要求办理", "还差一份签收表", "电话抽测十件，均已落实")


def typed(draw: Draw, act: Act, made: World, matters: Sequence[State], today: date) -> dict[str, Any]:
    """Facts for an act: everything it requires, and of the rest what somebody felt like filling in."""
    facts = {}
    for field in act.fields:
        if field.hidden or not (field.required or draw(st.integers(0, 3)) == 0 or _telling(field)):
            continue
        value = _value(draw, field, made, matters, today)
        if value is not None:
            facts[field.name] = value
    return facts


def _telling(field: Field) -> bool:
    """Fields that are worth filling in more often than not."""
    return field.name in ("evidence", "rule_issued", "lead_unit", "due")


def _value(draw: Draw, field: Field, made: World, matters: Sequence[State], today: date) -> Any:
    kind = field.kind
    pick = lambda found: draw(st.sampled_from(list(found)))  # noqa: E731
    simple: Mapping[str, Any] = {
        "unit": made.units.values(),
        "person": made.people.values(),
        "group": made.groups.values(),
        "text": ("2026-Q1", "2026-Q2", "批次"),
        "long": TEXTS,
        "choice": [code for code, _ in field.choices],
        "due": _dues(today),
        "date": [(today + timedelta(days=days)).isoformat() for days in (-3, 0, 0, 90)],
        "yes": (True, False),
        "lines": (["甲问题"], ["甲问题", "乙问题"]),
        "evidence": (("制度印发件",), ("制度印发件", "照片")),
    }
    if kind in simple:
        found = pick(simple[kind]) if len(list(simple[kind])) else None
        return [made.proof(one) for one in found] if kind == "evidence" else found
    if kind in ("units", "people"):
        some = made.units.values() if kind == "units" else made.people.values()
        return draw(st.lists(st.sampled_from(list(some)), min_size=1, max_size=2))
    if kind in ("matter", "matters") and matters:
        some = draw(
            st.lists(st.sampled_from([one.id for one in matters]), min_size=1, max_size=4, unique=True)
        )
        return some if kind == "matters" else some[0]
    return None


def _dues(today: date) -> list[dict[str, Any]]:
    later = (today + timedelta(days=60)).isoformat()
    return [
        {"kind": "date", "on": later},
        {"kind": "date", "on": (today + timedelta(days=5)).isoformat()},
        {"kind": "date", "on": later, "then": "long_term"},
        {"kind": "immediate"},
        {"kind": "recurring", "every": "quarter"},
        {"kind": "long_term"},
    ]
