"""What a request asks for, in words; and what tells the children of a matter apart."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bihuan.core.acts.act import Field
from bihuan.core.loop.desks import APPOINTMENT, NEW_DESK, OPENING, SIGN_IN, STAND_IN, gained
from bihuan.core.loop.fields import ERASES, NEW_DUE
from bihuan.core.loop.spine_kinds import REQUEST
from bihuan.core.loop.tables import ROLES
from bihuan.core.state.lives import OPEN
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text, in_words
from bihuan.matters.kinds import asking, granted, kind_of
from bihuan.matters.saying.naming import Names, joined, relation_said, values_of
from bihuan.matters.saying.postponing import moved_said
from bihuan.matters.saying.signed import signs_said
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.posts import PostsOf
from bihuan.web.pieces import Fact


def request_said(request: str | None) -> Text:
    """Which kind of request it is: 申请延期, 申请转办, …"""
    act = asking(request) if request else None
    return act.label if act else REQUEST.label


def child_said(state: State, names: Names) -> Text | None:
    """What tells a matter from others of the same title, as its kind says: its request, period or unit."""
    apart = kind_of(state.kind).told_apart
    found = apart(state) if apart else None
    if found is None:
        return None
    what, value = found
    if what == "request":
        act = asking(str(value))
        return (seconded_said(state, names) or request_said(str(value))) if act and not act.many else None
    return names.unit(int(value)) if what == "unit" else in_words(value)


PERSONNEL: Mapping[str, Text] = {
    APPOINTMENT: Text("任命", "Appointment"),
    STAND_IN: Text("外出代办", "Stand-in"),
    SIGN_IN: Text("账号密码", "Sign-in"),
}
"""The requests about a person, as a list says what they are."""


def person_said(state: State, names: Names) -> Text | None:
    """Of a request about a person: about whom, and which post or whose place. 任命：甲 → 督查处 核验岗"""
    what, asked = PERSONNEL.get(state.request or ""), _given(state.asked)
    if what is None or not asked.get("person"):
        return None
    who = names.person(asked["person"])
    to = names.post(asked["post"]) if asked.get("post") else None
    to = names.person(asked["stand_in"]) if asked.get("stand_in") else to
    return _arrow(what, who, to)


def seconded_said(state: State, names: Names) -> Text | None:
    """The same; of a desk, which posts would stand there in which role."""
    if state.request != NEW_DESK:
        return person_said(state, names)
    asked = _given(state.asked)
    roles = [
        _arrow(relation_said(role), joined(map(names.post, asked[name])), None)
        for name, role in ROLES.items()
        if asked.get(name)
    ]
    office = [_arrow(labels.OFFICE, names.unit(asked["office"]), None)] if asked.get("office") else []
    said = request_said(state.request)
    parts = [*office, *roles]
    if not parts:
        return said
    zh, en = "；".join(one.zh for one in parts), "; ".join(one.en for one in parts)
    return Text(f"{said.zh}（{zh}）", f"{said.en} ({en})")


def _arrow(what: Text, who: Text, to: Text | None) -> Text:
    zh, en = (f" → {to.zh}", f" → {to.en}") if to else ("", "")
    return Text(f"{what.zh}：{who.zh}{zh}", f"{what.en}: {who.en}{en}")


def asked_said(
    request: str | None, asked: str | None, names: Names, words: str | None = None
) -> list[tuple[Text, Text | date]]:
    """(label, value) of everything that would be settled by a yes; `words`: what is personal in it."""
    found: list[tuple[Text, Text | date]] = []
    order = [field.name for act in (granted(request) if request else ()) for field in act.fields]
    given = {**_given(asked), **_given(words)}
    for name in sorted(given, key=lambda one: order.index(one) if one in order else len(order)):
        value = given[name]
        field = _field(request, name)
        said = value_said(field, value, names) if field else None
        if name == ERASES.name:
            found.append((ERASES.label, Text(f"{len(value)} 项", f"{len(value)} items")))
        elif field and said is not None:
            found.append((field.label, said))
    return found


def facts_of_request(state: State, names: Names, *, on: date) -> list[Fact]:
    """The facts of a request's page, the matter itself first: for whoever sees more than its public face.

    `on`: the day on which they are read.
    """
    found = [Fact(labels.REQUEST, request_said(state.request))]
    if len(state.subjects) == 1 and names.opens(state.subjects[0]):
        found.append(Fact(Text("所涉事项", "About"), names.matter(state.subjects[0])))
    if state.opened_by:
        found.append(Fact(Text("申请人", "Asker"), names.person(state.opened_by)))
    if signs := signs_said(state, names):
        found.append(signs)
    moved = _moved(state)
    for label, value in asked_said(state.request, state.asked, names, state.words):
        found.append(Fact(label, value, note=moved if moved and label == NEW_DUE.label else ""))
    return [*found, *posts_said(state, names, on=on)]


def names_asked(request: State) -> frozenset[str]:
    """The facts of which it says what they would be."""
    return frozenset(_given(request.asked).keys() | _given(request.words).keys())


def new_due(request: State) -> date | None:
    """The day for which a request asks, if it is for another due."""
    given = _given(request.asked).get(NEW_DUE.name)
    on = given.get("on") if isinstance(given, Mapping) else None
    return date.fromisoformat(on) if on else None


def _moved(request: State) -> Text | None:
    """Of a request that waits for a yes: by how many days it would move the due that stands."""
    on = new_due(request)
    if on is None or request.life != OPEN or len(request.subjects) != 1:
        return None
    before = next((one.own_days.due_on for one in rows.states(list(request.subjects))), None)
    moved = moved_said(on, before)
    return moved and Text(f"现时限 {before}，{moved.zh}", f"now due on {before}: {moved.en}")


LEFT_SINCE = Text("提请以后已离岗", "Has left since it was asked")


def posts_said(state: State, names: Names, *, on: date) -> Iterator[Fact]:
    """Of a request about a desk: how it stands, and who holds on that day the posts that come to it."""
    if state.request not in (OPENING, NEW_DESK):
        return
    desk, asked = desk_of(state.register), _given(state.asked)
    for name, role in ROLES.items():
        stands = joined(names.post(post) for post, _ in getattr(desk, name))
        if stands.zh and (state.request == OPENING or name in asked):
            said = relation_said(role)
            yield Fact(said if state.request == OPENING else Text(f"{said.zh}现为", f"Now {said.en}"), stands)
    if held := asked.get("held"):
        now = PostsOf(state.org, on).holders(gained(desk, asked))
        left = [one for one in held if one not in now]
        yield Fact(labels.POST_HOLDERS, joined(names.person(one) for one in held if one in now))
        if left:
            yield Fact(LEFT_SINCE, joined(map(names.person, left)))


def _given(asked: str | None) -> Mapping[str, Any]:
    try:
        found = json.loads(asked or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _field(request: str | None, name: str) -> Field | None:
    """The fact as the act that would be performed declares it."""
    for act in granted(request) if request else ():
        field = act.field(name)
        if field and not field.hidden and field.kind not in ("evidence", "names"):
            return field
    return None


def value_said(field: Field, value: Any, names: Names) -> Text | date | None:
    """One fact in words, as its field declares it."""
    if isinstance(value, Mapping):
        said = value.get("on") or value.get("text")
        return in_words(said) if said else None
    if field.kind in ("unit", "units"):
        return joined(names.unit(one) for one in values_of({"v": value}, "v"))
    if field.kind == "posts" or field.name == "post":
        return joined(names.post(one) for one in values_of({"v": value}, "v"))
    if field.kind == "date":
        return date.fromisoformat(value)
    if field.kind == "register":
        return names.matter(value)
    if field.kind in ("person", "people"):
        return joined(names.person(one) for one in values_of({"v": value}, "v"))
    if field.kind == "choice":
        return dict(field.choices).get(value)
    if field.kind == "yes":
        return labels.YES
    return Text(value, value) if isinstance(value, str) else None
