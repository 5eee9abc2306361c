"""The timeline: each event as a sentence, with what was written, the facts decided and the proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.state.faces import shows
from bihuan.core.words import labels
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.ledger.append import Event
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names, joined, values_of
from bihuan.matters.saying.requested import asked_said, request_said

SYSTEM = Text("系统", "The system")


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence as the timeline offers it."""

    digest: str
    name: str
    event: int


@dataclass(frozen=True, slots=True)
class Told:
    """One event, told."""

    seq: int
    at: int
    event: str
    sentence: Text
    quotes: tuple[tuple[Text, str], ...]
    notes: tuple[tuple[Text, Text], ...]
    proofs: tuple[Proof, ...]
    mine: bool
    weighty: bool
    erased: bool


def timeline_of(
    kind: Kind, events: Sequence[Event], names: Names, *, face: str, me: int | None
) -> list[Told]:
    """The events, newest first. Names are looked up together."""
    _look_up(kind, events, names)
    return [_one(kind.by_event[event.name], event, names, face, me) for event in reversed(events)]


def _look_up(kind: Kind, events: Sequence[Event], names: Names) -> None:
    names.need(
        units=ids_named(kind, events, "unit", "units"),
        people=[
            *(one for event in events for one in (event.actor, event.for_whom)),
            *(one for event in events for one in values_of(event.plain, "on_paper")[1:]),
            *ids_named(kind, events, "person", "people"),
        ],
        matters=ids_named(kind, events, "matter", "register"),
    )


def ids_named(kind: Kind, events: Sequence[Event], *types: str) -> list[int]:
    """Every id of these types that the events name."""
    return [
        one
        for event in events
        for field in kind.by_event[event.name].fields
        if field.kind in types
        for one in values_of(event.plain, field.name)
    ]


def _one(act: Act, event: Event, names: Names, face: str, me: int | None) -> Told:
    quotes, erased = [], False
    for field in act.fields:
        if field.personal and field.name in event.personal and not field.quiet:
            value = event.personal[field.name]
            erased = erased or value is None
            if isinstance(value, str) and shows(face, field.face):
                quotes.append((field.label, value))
    return Told(
        seq=event.seq,
        at=event.at,
        event=event.name,
        sentence=_sentence(act, event, names),
        quotes=tuple(quotes),
        notes=tuple(_notes(act, event, names)),
        proofs=_proofs(event, face),
        mine=me is not None and me in (event.actor, event.for_whom),
        weighty=act.weighty,
        erased=erased,
    )


def _sentence(act: Act, event: Event, names: Names) -> Text:
    who = names.person(event.actor) if event.actor else SYSTEM
    done, verb = act.done, act.label
    if event.for_whom:
        known = BASES.get(event.basis or "")
        whom, basis = names.person(event.for_whom), known.said if known else Text("—", "—")
        if on_paper := values_of(event.plain, "on_paper"):
            other = names.person(on_paper[1])
            return Text(
                f"{whom.zh}{verb.zh}：据{basis.zh}代录，{who.zh}录入，{other.zh}核对",
                f"{done.en}: {whom.en}; {who.en} entered it from {basis.en}, {other.en} compared it",
            )
        return Text(
            f"{who.zh}代{whom.zh}{verb.zh}，依据：{basis.zh}",
            f"{done.en}: {who.en} for {whom.en}, on the basis of {basis.en}",
        )
    return Text(f"{who.zh}{verb.zh}", f"{done.en}: {who.en}")


def _notes(act: Act, event: Event, names: Names) -> list[tuple[Text, Text]]:
    found = []
    for field in act.fields:
        label, value = field.note if field.hidden else field.label, event.plain.get(field.name)
        if field.kind == "asked":
            found += asked_notes(event.plain, names)
            continue
        if label is None or value in (None, [], False) or field.kind in ("evidence", "json", "names"):
            continue
        if said := _said(field.kind, value, names, dict(field.choices)):
            found.append((label, said))
    if event.plain.get("due_on") and act.field("due"):
        found.append((labels.DUE_SHORT, _plain(event.plain["due_on"])))
    return found


def asked_notes(plain: Mapping[str, Any], names: Names) -> list[tuple[Text, Text]]:
    """What a request asks for, each with its label."""
    asked = asked_said(plain.get("request"), plain.get("asked"), names)
    first = (labels.REQUEST, request_said(plain.get("request")))
    return [first, *((label, value if isinstance(value, Text) else _plain(value)) for label, value in asked)]


def _said(kind: str, value: Any, names: Names, choices: dict[str, Text]) -> Text | None:
    if kind in ("unit", "units"):
        return joined(names.unit(one) for one in values_of({"v": value}, "v"))
    if kind in ("person", "people"):
        return joined(names.person(one) for one in values_of({"v": value}, "v"))
    if kind in ("matter", "matters", "register"):
        return joined(names.matter(one) for one in values_of({"v": value}, "v")[:20])
    if kind == "group":
        return names.group(value)
    if kind == "choice":
        return choices.get(value)
    if kind == "yes":
        return labels.YES
    return _plain(value) if kind in ("text", "date", "int") else None


def _plain(value: object) -> Text:
    return Text(str(value), str(value))


def _proofs(event: Event, face: str) -> tuple[Proof, ...]:
    if face == "public":
        return ()
    digests: Any = event.plain.get("evidence", ())
    names: Any = event.personal.get("file_names") or ()
    return tuple(
        Proof(str(digest), str(names[place]) if place < len(names) else str(digest)[:12], event.id)
        for place, digest in enumerate(digests)
    )


def event_said(kind: str, event: str) -> Text:
    """What an event says happened."""
    act = kind_of(kind).by_event.get(event)
    return act.done if act else _plain(event)
