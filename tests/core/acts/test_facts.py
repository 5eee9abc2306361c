"""The facts of an act: only those it declares, each of its kind, none missing, none too long."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.facts import LONG, SHORT, checked, divided, named
from bihuan.core.words.cleaned import cleaned
from bihuan.core.words.reasons import Refused
from bihuan.core.words.text import Text

SAID = Text("做", "Do")

LABEL = Text("项", "Item")


def act(*fields: Field) -> Act:
    return Act("do", "done", SAID, SAID, (), (), fields=fields)


def one(kind: str, **more: Any) -> Act:
    return act(Field("x", kind, LABEL, **more))


def refused(spoken: Act, *, system: bool = False, **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        checked(spoken, facts, system=system)
    return caught.value.reason.code


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("text", "长" * (SHORT + 1)), ("long", "长" * (LONG + 1)),
        ("date", "2026-02-30"), ("date", "6月底"), ("unit", "101"), ("unit", True), ("units", ["x"]),
        ("due", {"kind": "soon"}), ("due", "soon"), ("choice", "third"), ("lines", ["长" * (LONG + 1)]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(kind: str, bad: Any) -> None:
    choices = (("first", LABEL),) if kind == "choice" else ()
    assert refused(one(kind, choices=choices), x=bad) == "bad_value"


def test_what_is_missing_unknown_or_hidden_is_refused_and_empty_is_missing() -> None:
    assert refused(one("text", required=True)) == "missing"
    assert refused(one("text", required=True), x="  ") == "missing"
    assert refused(one("units", required=True), x=[]) == "missing"
    assert refused(one("text"), y="?") == "unknown_fact"
    assert refused(one("text", hidden=True), x="?") == "unknown_fact"
    assert checked(one("text", hidden=True), {"x": "!"}, system=True) == {"x": "!"}


def test_values_are_made_ready_for_the_record() -> None:
    from datetime import date

    assert checked(one("text"), {"x": " 一句话 "}) == {"x": "一句话"}
    assert checked(one("units"), {"x": [3, 1, 3]}) == {"x": [1, 3]}
    assert checked(one("matters"), {"x": [3, 1, 3]}) == {"x": [3, 1]}, "a batch keeps its order"
    assert checked(one("date"), {"x": date(2026, 3, 2)}) == {"x": "2026-03-02"}
    assert checked(one("lines"), {"x": ["甲", " ", "乙 "]}) == {"x": ["甲", "乙"]}


@given(st.text(st.characters(), max_size=40))
def test_any_text_is_kept_as_it_can_be_seen_and_never_breaks(text: str) -> None:
    assert checked(one("text"), {"x": text}).get("x", "") == cleaned(text)
    assert checked(one("lines"), {"x": [text]}).get("x", []) == [line for line in [cleaned(text)] if line]


def test_of_several_names_one_that_cannot_be_seen_keeps_its_place() -> None:
    assert checked(one("names"), {"x": ["甲.pdf", "\u202e", "乙.pdf"]}) == {"x": ["甲.pdf", "—", "乙.pdf"]}


def test_personal_facts_stand_apart_and_dates_of_a_due_are_stored_not_typed() -> None:
    spoken = act(
        Field("a", "text", LABEL),
        Field("b", "text", LABEL, personal=True),
        Field("due", "due", LABEL),
        Field("occurred_on", "date", LABEL),
    )
    facts = {"a": "甲", "b": "乙", "due": {"kind": "immediate"}, "occurred_on": "2026-03-02"}
    assert divided(spoken, facts) == ({"a": "甲"}, {"b": "乙"})


def test_every_id_is_named_whatever_its_kind() -> None:
    spoken = act(Field("lead", "unit", LABEL), Field("many", "people", LABEL), Field("post", "id", LABEL),
                 Field("place", "int", LABEL))  # fmt: skip
    assert sorted(named(spoken, {"lead": 1, "many": [2, 3], "post": 4, "place": 5})) == [1, 2, 3, 4]
