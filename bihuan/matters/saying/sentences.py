"""The timeline: each event as a sentence, with what was written, the facts decided and the proof."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.loop.fields import NEW_DUE, REQUEST_ID
from bihuan.core.state.faces import PARTNER, shows
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text, in_words
from bihuan.ledger.append import Event
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.changes import changes_of
from bihuan.matters.saying.naming import ERASED, Names, joined, values_of
from bihuan.matters.saying.postponing import beside_before, dues_before
from bihuan.matters.saying.referring import Referred, referred
from bihuan.matters.saying.requested import asked_said, names_asked, new_due, request_said
from bihuan.web.pieces import Changed

SYSTEM = Text("系统", "The system")
ENTERED = Text("所录决定", "The decision")
NONE_LEFT = Text("已无", "none left")
NOT_SEEN = Text("原件尚未查阅", "original not seen yet")


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence as the timeline offers it."""

    digest: str  # empty for what is seen where it is kept
    name: str
    event: int
    on: str = ""  # its own date
    kept: Text | None = None  # number, keeper and place of what is not here
    seen: Text | None = None  # who saw the original, when and where


class Known(NamedTuple):
    """What is known beside an event when it is told: the request that it is about, the day owed until then,
    and the facts that the request says.
    """

    request: State | None = None
    due: date | None = None
    asked: Collection[str] = ()


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
    changed: tuple[Changed, ...] = ()
    about: tuple[Referred, ...] = ()  # earlier records of the matter


def timeline_of(
    kind: Kind,
    events: Sequence[Event],
    names: Names,
    *,
    face: str,
    me: int | None,
    requests: Iterable[State] = (),
) -> list[Told]:
    """The events, newest first. Names are looked up together.

    `requests`: those that were made here and can be seen: that somebody asked is told with what for.
    """
    _look_up(kind, events, names)
    asked, before = {one.id: one for one in requests if one.request}, dues_before(events)
    changes, seen = changes_of(kind, events, names, face=face), _originals(kind, events, names)
    by_seq = {event.seq: event for event in events}
    found = []
    for event in reversed(events):
        act, changed = kind.by_event[event.name], changes.get(event.seq, {})
        request = next((asked[one] for one in values_of(event.plain, REQUEST_ID.name) if one in asked), None)
        known = Known(request, before.get(event.seq), names_asked(request) if request and act.asks else ())
        told = _one(act, event, names, face, me, seen, changed, known)
        notes = (*_entered(kind, event), *told.notes)
        found.append(replace(told, notes=notes, about=referred(kind, event, by_seq, names)))
    return found


def _entered(kind: Kind, event: Event) -> Iterator[tuple[Text, Text]]:
    """Which decision was entered from a paper."""
    if act := kind.by_name.get(str(event.plain.get("paper_act"))):
        yield ENTERED, act.label


def proofs_told(tellings: Sequence[Told]) -> list[tuple[Proof, Told]]:
    """Every proof with the event that cites it, newest first; a file that several cite stands once."""
    found: dict[str | int, tuple[Proof, Told]] = {}
    for one in tellings:
        for proof in one.proofs:
            found.setdefault(proof.digest or proof.event, (proof, one))
    return list(found.values())


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


def _one(
    act: Act,
    event: Event,
    names: Names,
    face: str,
    me: int | None,
    seen: Mapping[int, Text],
    changed: Mapping[str, Changed],
    known: Known,
) -> Told:
    quotes, erased = [], False
    for field in act.fields:
        if field.personal and field.name in event.personal and not field.quiet:
            value = event.personal[field.name]
            erased = erased or value is None
            elsewhere = field.name in changed or field.name in known.asked
            if not elsewhere and isinstance(value, str) and shows(face, field.face):
                quotes.append((field.label, value))
    return Told(
        seq=event.seq,
        at=event.at,
        event=event.name,
        sentence=_sentence(act, event, names),
        quotes=tuple(quotes),
        notes=tuple(_notes(act, event, names, face, changed, known)),
        proofs=_proofs(event, face, seen),
        mine=me is not None and me in (event.actor, event.for_whom),
        weighty=act.weighty,
        erased=erased,
        changed=tuple(changed.values()),
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


def _notes(
    act: Act, event: Event, names: Names, face: str, changed: Mapping[str, Changed], known: Known
) -> list[tuple[Text, Text]]:
    found = []
    for field in act.fields:
        label, value = field.note if field.hidden else field.label, event.plain.get(field.name)
        if field.kind == "asked":
            words = event.personal.get("words") if shows(face, PARTNER) else None
            found += asked_notes(event.plain, names, words)
            continue
        if known.request and field.name == REQUEST_ID.name:
            found += _of_request(act, known.request, names, face, known.due)
            continue
        if act.gathers and label is not None and value is None:
            found.append((label, NONE_LEFT))
        if (
            field.name in changed
            or field.name in known.asked
            or label is None
            or value in (None, [], False)
            or field.kind in ("evidence", "json", "names")
        ):
            continue
        if said := _said(field.kind, value, names, dict(field.choices)):
            found.append((label, said))
    if event.plain.get("due_on") and act.field("due"):
        on = date.fromisoformat(str(event.plain["due_on"]))
        found.append((labels.DUE_SHORT, beside_before(on, known.due)))
    return found


def _of_request(
    act: Act, request: State, names: Names, face: str, due: date | None
) -> Iterator[tuple[Text, Text]]:
    """What was asked for, where it is told that somebody asked; which request it was, where it ended."""
    if not act.asks:
        yield labels.REQUEST, request_said(request.request)
        return
    words = request.words if shows(face, PARTNER) else None
    for label, value in asked_said(request.request, request.asked, names, words):
        if label == NEW_DUE.label and (on := new_due(request)):
            yield label, beside_before(on, due)
        else:
            yield label, in_words(value)


def asked_notes(plain: Mapping[str, Any], names: Names, words: Any = None) -> list[tuple[Text, Text]]:
    """What a request asks for, each with its label."""
    asked = asked_said(plain.get("request"), plain.get("asked"), names, words)
    first = (labels.REQUEST, request_said(plain.get("request")))
    return [first, *((label, in_words(value)) for label, value in asked)]


def _said(kind: str, value: Any, names: Names, choices: dict[str, Text]) -> Text | None:
    if kind in ("unit", "units"):
        return joined(names.unit(one) for one in values_of({"v": value}, "v"))
    if kind in ("person", "people"):
        return joined(names.person(one) for one in values_of({"v": value}, "v"))
    if kind in ("matter", "matters", "register"):
        return names.matters(values_of({"v": value}, "v")[:20])
    if kind == "group":
        return names.group(value)
    if kind == "choice":
        return choices.get(value)
    if kind == "yes":
        return labels.YES
    return in_words(value) if kind in ("text", "date", "int") else None


def _proofs(event: Event, face: str, seen: Mapping[int, Text]) -> tuple[Proof, ...]:
    if face == "public":
        return ()
    digests: Any = event.plain.get("evidence", ())
    names: Any = event.personal.get("file_names", ())
    if names is None:  # erased, and the files with them
        return (*_offline(event, seen),)
    on = str(event.plain.get("proof_on") or "")
    files = [
        Proof(str(digest), str(names[place]) if place < len(names) else str(digest)[:12], event.id, on)
        for place, digest in enumerate(digests)
    ]
    return (*files, *_offline(event, seen))


def _offline(event: Event, seen: Mapping[int, Text]) -> Iterator[Proof]:
    """What is registered to be seen where it is kept."""
    told = event.personal
    if not event.plain.get("offline"):
        return
    if not told.get("offline_title"):
        yield Proof("", ERASED.zh, event.id)
        return
    number, keeper, place = (str(told.get(f"offline_{one}") or "—") for one in ("number", "keeper", "place"))
    kept = Text(
        f"线下查阅 · 文号或编号 {number} · 保管人 {keeper} · 存放 {place}",
        f"seen offline · no. {number} · kept by {keeper} at {place}",
    )
    title, on = f"《{told['offline_title']}》", str(event.plain.get("offline_on") or "")
    yield Proof("", title, event.id, on, kept, seen.get(event.seq))


def _originals(kind: Kind, events: Sequence[Event], names: Names) -> dict[int, Text]:
    """Who saw which originals, when and where; of what nobody checks by itself nothing is said."""
    if not any(field.kind == "originals" for act in kind.acts for field in act.fields):
        return {}
    found = {event.seq: NOT_SEEN for event in events if event.plain.get("offline")}
    for event in events:
        for field in kind.by_event[event.name].fields:
            given: Any = event.personal.get(field.name) if field.kind == "originals" else None
            for seq, on, place in given or ():
                who = names.person(event.actor)
                zh, en = f"原件：{who.zh} {on} 在{place}查阅", f"original seen by {who.en} on {on} at {place}"
                found[seq] = Text(zh, en)
    return found


def event_said(kind: str, event: str) -> Text:
    """What an event says happened."""
    act = kind_of(kind).by_event.get(event)
    return act.done if act else in_words(event)
