"""What a changed file says otherwise than before, field by field, and by which act it is taken over.

Only what the *file* changed counts: a field that it says as last time stays as people have left it since.
`how`: correct (an office's correction), assign (handed out anew, before work has begun), request (never by a
file: the due and the lead of work in hand, and of what was claimed what is owed and by whom), too_late (that
it was closed before is said by the file that opens it, or by none).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bihuan.core.loop.after_claim import BOUND, WORDS
from bihuan.core.state.lives import ASSIGNED, CHECKING, CLOSED, DONE, GOES_ON, REGISTERED
from bihuan.core.state.state import State
from bihuan.core.time.phrases import day_given
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.importing.facts import NEW, Made
from bihuan.exchange.importing.items import Item, field_digests
from bihuan.exchange.importing.matching import Known
from bihuan.exchange.importing.names import NameBook
from bihuan.matters.kinds import life_of
from bihuan.matters.saying.describing import life_said
from bihuan.matters.saying.rhythm import rhythm_said
from bihuan.matters.saying.sheet_words import PROOF_GONE, proofs_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import texts_of

OTHER_COLUMNS = Text("其他栏", "Other columns")
CORRECT, ASSIGN, REQUEST, TOO_LATE = "correct", "assign", "request", "too_late"
TAKEN = (CORRECT, ASSIGN)
HANDED = ("lead_unit", "lead_group", "supporting", "joint", "due")
# the sheet's field: the fact that it becomes
FIELDS: dict[str, tuple[str, Text]] = {
    "title": ("title", labels.PROBLEM),
    "text": ("title", labels.MEASURE),
    "aspect": ("aspect", labels.ASPECT),
    "source": ("source", labels.SOURCE),
    "category": ("category", labels.TYPE),
    "number": ("number_there", labels.NUMBER),
    "lead_unit": ("lead_unit", labels.LEAD_UNIT),
    "supporting_units": ("supporting", labels.SUPPORTING_UNITS),
    "accountable": ("accountable", labels.ACCOUNTABLE),
    "leader": ("leader", labels.LEADER),
    "due": ("due", labels.DUE),
    "standard": ("standard", labels.STANDARD),
    "evidence": ("evidence_wanted", labels.PROOF_EXPECTED),
    "progress": ("progress", labels.PROGRESS),
    "difficulty": ("difficulty", labels.DIFFICULTY),
    "next_step": ("next_step", labels.NEXT_STEP),
    "status": ("status", labels.STATE),
    "signed_off": ("said_closed", labels.WHETHER_SIGNED_OFF),
    "extra": ("extra", OTHER_COLUMNS),
    "unattached": ("extra", OTHER_COLUMNS),
    "contact": ("contacts", labels.CONTACT),
    "contact_numbers": ("contacts", labels.TELEPHONE),
    "supporting_people": ("contacts", labels.SUPPORTING_PEOPLE),
}


class Difference(NamedTuple):
    """One field: what stands now, what the file says, how it is taken over."""

    field: str
    old: str
    new: str
    how: str


class Current(NamedTuple):
    """A matter as it stands: its state, the facts that stand with it, the names of its files of proof."""

    state: State
    words: Mapping[str, str]
    proofs: Sequence[str] = ()


def current_of(matters: list[int]) -> dict[int, Current]:
    """The matters as they stand now; a few statements for any number."""
    words, proofs = texts_of(matters), proofs_of(matters)
    return {
        state.id: Current(state, words.get(state.id, {}), (*proofs.get(state.id, ()), *_gone(state)))
        for state in rows.states(matters)
    }


def differences(
    item: Item, made: Made, known: Known, current: Current, names: NameBook, listed: str | None
) -> tuple[list[Difference], dict[str, dict[str, Any]]]:
    """(what differs, the facts of each act that takes it over: {"correct": …, "assign": …})."""
    now = field_digests(item.data, known.salt) if known.base else {}
    found: list[Difference] = []
    acts: dict[str, dict[str, Any]] = {}
    for name, (fact, _) in FIELDS.items():
        if name not in item.data and name not in known.base:
            continue
        if known.base and now.get(name) == known.base.get(name):
            continue
        old, new = _said(_now(fact, current, item, listed), names), _said(made.facts.get(fact), names)
        if old == new or not new:  # an empty cell takes nothing back
            continue
        if _our_own(name, item.data.get(name), current):
            continue
        how = _how(fact, current.state)
        found.append(Difference(name, old, new, how))
        if how in TAKEN:
            acts.setdefault(how, {})[fact] = made.facts.get(fact)
    _whole_hand(acts, made)
    return found, acts


def _gone(state: State) -> tuple[str, ...]:
    return (PROOF_GONE.zh,) if state.proof_erased else ()


def _our_own(name: str, said: Any, current: Current) -> bool:
    """Whether a cell says only what our own export says: where it stands, and by what it is proved."""
    if name == "unattached":  # the cells beside a problem that nothing stands under
        return said.keys() <= {"status", "signed_off"} and _our_own("status", said.get("status"), current)
    if name in ("status", "progress"):  # with how late it is, a state is read as progress
        word = life_said(current.state)
        bare = word.zh.partition("（")[0], word.en.partition(" (")[0]  # nor what waits on paper
        return str(said).partition("（")[0].partition(" (")[0] in bare
    if name == "evidence":
        return bool(current.proofs) and set(str(said).splitlines()) <= set(current.proofs)
    return name == "signed_off" and _closed(current.state)


def _closed(state: State) -> bool:
    """Whether it was closed here: no sheet says of that when."""
    return life_of(state.kind, state.life).phase in (DONE, GOES_ON)


def _whole_hand(acts: dict[str, dict[str, Any]], made: Made) -> None:
    """Who is handed a measure anew is handed all of it: unit, helpers and due."""
    if ASSIGN in acts:
        acts[ASSIGN] = {name: made.facts[name] for name in HANDED if name in made.facts}


def _how(fact: str, state: State) -> str:
    if fact == "said_closed":
        return TOO_LATE
    if fact not in HANDED:
        claimed = fact in BOUND and state.life in (*CHECKING, *CLOSED)
        return REQUEST if claimed or (fact in WORDS and state.cycles) else CORRECT
    return ASSIGN if state.life in (REGISTERED, ASSIGNED) else REQUEST


_STATE = ("title", "lead_unit", "accountable", "leader", "said_closed")


def _now(fact: str, current: Current, item: Item, listed: str | None) -> Any:
    state = current.state
    if fact == "due":
        return _due(state) if state.due_kind else None
    if fact == "supporting":
        return sorted(state.supporting)
    if fact == "number_there":
        return listed
    if fact in _STATE:
        return getattr(state, fact)
    kept = current.words.get(fact)
    return json.loads(kept) if kept and fact in ("extra", "contacts") else kept


def _due(state: State) -> dict[str, Any]:
    own = state.own_days.due_on
    on = own.isoformat() if own else None
    kept = {"kind": state.due_kind, "on": on, "every": state.due_every, "then": state.due_then}
    return kept | {"day": state.due_within, "text": state.due_text}


def _said(value: Any, names: NameBook) -> str:
    """A value as people read it; equal texts are equal values."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, dict):
        if "kind" in value:
            return _due_said(value)
        return "；".join(f"{name}：{_said(one, names)}" for name, one in sorted(value.items()))
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(sorted(_said(one, names) for one in value))
    if isinstance(value, bool):
        return labels.YES.zh if value else ""
    if isinstance(value, int):
        return names.units[value].name if value in names.units else names.person_named(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value).removeprefix(NEW).strip()


def _due_said(due: Mapping[str, Any]) -> str:
    kind = due.get("kind")
    words = {"immediate": "立行立改", "long_term": "长期坚持", "unread": f"“{due.get('text') or ''}”"}.get(
        kind or "", ""
    )
    if kind == "recurring":
        stored = "day" in due  # then its words say no more than was read of them
        words = rhythm_said(due.get("every"), due["day"] if stored else day_given(due)).zh
    day = due.get("on") if kind in ("date", "recurring") else None
    return "".join(filter(None, (words, day, "，并长期坚持" if due.get("then") else "")))
