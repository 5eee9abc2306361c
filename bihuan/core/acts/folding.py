"""`fold`: a matter's state after one more event. Pure, and the only place where a state changes.

Most events say plainly what they set: every plain fact whose name is in `COPIED` is taken over. The
few that mean more have a function each. A retired act keeps its row, so old events fold for ever.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, Protocol, cast

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.state.lives import (
    ASSIGNED,
    CLAIMED,
    COUNTERSIGNED,
    ENDED,
    RECEIVED,
    REGISTERED,
    UNDER_WAY,
    VERIFIED,
)
from bihuan.core.state.principals import APPROVERS, FALLBACK, HEAD, OFFICE, PERSON, UNIT, VERIFIERS, principal
from bihuan.core.state.state import DATES, State, with_changes

COPIED = frozenset({
    "life", "number", "register", "parent", "lead_unit", "accountable", "leader", "opened_by",
    "due_kind", "due_on", "yellow_on", "red_on", "opened_on", "due_every", "due_then", "due_day",
    "due_text", "due_reckoned", "due_provisional", "mode", "triage", "hear_until", "assigned_on",
    "look_back_on", "imported",
    "said_closed_on", "request", "steps", "step", "subjects", "asked", "role", "period",
    "check_by", "open_to_all", "clock", "lead_group", "joint",
})  # fmt: skip
SETS = frozenset({"supporting", "raisers"})
HEARD = ("agreed", "silent", "waived", "overruled", "as_signed", "with_problem")


class Happened(Protocol):
    """What `fold` reads of an event."""

    @property
    def matter(self) -> int: ...
    @property
    def org(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def actor(self) -> int | None: ...
    @property
    def for_whom(self) -> int | None: ...
    @property
    def occurred_on(self) -> date: ...
    @property
    def plain(self) -> Mapping[str, Any]: ...
    @property
    def personal(self) -> Mapping[str, Any]: ...


def fold(kind: Kind, state: State | None, event: Happened) -> State:
    """The state after `event`. `state` None: the event opens the matter."""
    act = kind.by_event[event.name]
    event = recast(kind, event)
    before = state or State(id=event.matter, org=event.org, kind=event.kind)
    changes = {} if act.asks else _plain(act, event)  # what is only asked for changes nothing yet
    changes |= _region(act, event)
    changes["seq"] = event.seq
    if state is None:
        home = event.plain.get("register") or (event.matter if event.kind == "register" else 0)
        changes["listings"] = ((home, event.plain.get("place", event.seq)),) if home else ()
    if act.asks:
        changes["pending"] = event.plain["request_id"]
    elif event.plain.get("granted"):
        changes["pending"] = None
    if special := _SPECIAL.get(event.name):
        changes |= special(with_changes(before, changes), event)
    if changes.get("life", before.life) != before.life or event.name in _RESTARTS or state is None:
        changes["life_seq"] = event.seq
    _hands(act, before, changes, event)
    after = with_changes(before, changes)
    turn = turn_of(after)
    return after if turn == after.turn else with_changes(after, {"turn": turn})


def folded(kind: Kind, events: Iterable[Happened]) -> State | None:
    """The state after all events of one matter, in order; None for none."""
    first: State | None = None
    return reduce(lambda state, event: fold(kind, state, event), events, first)


class _Recast:
    """An old event read as a new one."""

    def __init__(self, event: Happened, plain: Mapping[str, Any]) -> None:
        self._event = event
        self.plain = plain

    def __getattr__(self, name: str) -> Any:
        return getattr(self._event, name)


def recast(kind: Kind, event: Happened) -> Happened:
    """The event as its act would write it today: what an older version said is cast up, purely."""
    steps = kind.by_event[event.name].upcasts[event.version - 1 :]
    if not steps:
        return event
    plain = event.plain
    for upcast in steps:
        plain = upcast(plain)
    found: Any = _Recast(event, plain)
    return cast(Happened, found)


def _plain(act: Act, event: Happened) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in event.plain.items():
        if name == "subjects" and event.kind != "request":
            continue  # a register's batch is its request's
        if name in COPIED:
            if name in DATES and value is not None:
                value = date.fromisoformat(value)
            elif name in ("steps", "subjects", "joint"):
                value = tuple(tuple(v) if isinstance(v, list) else v for v in value)
            found[name] = value
        elif name in SETS:
            found[name] = frozenset(value)
    if "title" in event.personal and (act.opens or event.name == "corrected"):
        found["title"] = event.personal["title"]
    return found


def _region(act: Act, event: Happened) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if act.then:
        found["life"] = act.then
        if act.then in ENDED:
            found["closed_on"] = event.occurred_on
    if act.then_clock:
        found["clock"] = act.then_clock
    return found


def _hands(act: Act, before: State, changes: dict[str, Any], event: Happened) -> None:
    people = set(event.plain.get("hand_people", ()))
    units = set(event.plain.get("hand_units", ()))
    people.update((before.accountable, changes.get("accountable")))
    units.update((before.lead_unit, changes.get("lead_unit")))
    units |= before.supporting | changes.get("supporting", frozenset())
    led = {before.lead_unit, changes.get("lead_unit"), *event.plain.get("led_units", ())}
    if act.hand:
        people.update((event.actor, event.for_whom))
    for name, found in (("hand_people", people), ("hand_units", units), ("led_units", led)):
        found.discard(None)
        if not found <= getattr(before, name):
            changes[name] = getattr(before, name) | found


def _cleared(state: State, event: Happened) -> dict[str, Any]:
    """Whatever was proved, checked and heard of the last claim counts no longer."""
    return {
        "proof": 0,
        "claim_seq": 0,
        "finding": 0,
        "finder": None,
        "finder_people": (),
        "finder_units": (),
        "hearing": None,
        "hear_until": None,
        "heard": (),
        "closed_on": None,
        "looked_back": None,
        "back_filled": False,
    }


def _claimed(state: State, event: Happened) -> dict[str, Any]:
    found = _cleared(state, event)
    found["proof"] = len(event.plain.get("evidence", ())) + int(event.plain.get("proof_below", 0))
    found["claim_seq"] = event.seq
    found["rule_issued"] = event.plain.get("rule_issued") is True or state.rule_issued
    return found


def _claim_imported(state: State, event: Happened) -> dict[str, Any]:
    return _cleared(state, event) | {"claim_seq": event.seq if state.life == CLAIMED else 0}


def _proved(state: State, event: Happened) -> dict[str, Any]:
    return {"proof": state.proof + len(event.plain.get("evidence", ()))} if state.claim_seq else {}


def _verified(state: State, event: Happened) -> dict[str, Any]:
    return {"finding": event.seq, "finder": event.actor, "hearing": event.plain.get("hearing")} | _eyes(event)


def _eyes(event: Happened) -> dict[str, Any]:
    """All that the checker was at that moment: hands that come later are held against it too."""
    return {name: tuple(event.plain.get(name, ())) for name in ("finder_people", "finder_units")}


def _back_filled(state: State, event: Happened) -> dict[str, Any]:
    return {
        "proof": len(event.plain.get("evidence", ())),
        "finding": event.seq,
        "finder": event.actor,
        "hearing": "as_signed",
        "back_filled": True,
        "claim_seq": state.claim_seq or event.seq,
        "closed_on": event.occurred_on,
    } | _eyes(event)


def _answer(state: State, event: Happened) -> dict[str, Any]:
    """One “not solved” is enough; “solved” is heard when every raiser has said so."""
    if event.plain["answer"] == "not_solved":
        return {"hearing": "not_solved"}
    heard = {*state.heard, *event.plain.get("answered_for", ())}
    return {"heard": tuple(sorted(heard)), "hearing": "agreed" if state.raisers <= heard else "asked"}


def _yes(state: State, event: Happened) -> dict[str, Any]:
    who = event.for_whom or event.actor
    if event.plain.get("next_step"):
        return {"yes": ()}
    return {"yes": (*state.yes, who) if who else state.yes}


def _listed(state: State, event: Happened) -> dict[str, Any]:
    return {"listings": (*_without(state, event), (event.plain["in_register"], event.seq))}


def _unlisted(state: State, event: Happened) -> dict[str, Any]:
    return {"listings": _without(state, event)}


def _without(state: State, event: Happened) -> tuple[tuple[int, int], ...]:
    return tuple(pair for pair in state.listings if pair[0] != event.plain["in_register"])


_SPECIAL: dict[str, Callable[[State, Happened], dict[str, Any]]] = {
    "claimed": _claimed,
    "claimed_by_parts": _claimed,
    "reported": _claimed,
    "handed_out": _cleared,
    "taken_over": _claim_imported,
    "evidence_added": _proved,
    "verified": _verified,
    "back_filled": _back_filled,
    "sent_back": _cleared,
    "reopened": _cleared,
    "assigned": _cleared,
    "transferred": _cleared,
    "instructed": lambda s, e: _cleared(s, e) if e.plain.get("life") else {},
    "raisers_asked": lambda s, e: {"hearing": "asked", "heard": ()},
    "hearing_answered": _answer,
    "hearing_waived": lambda s, e: {"hearing": "waived"},
    "silence_noted": lambda s, e: {"hearing": "silent"},
    "overruled": lambda s, e: {"hearing": "overruled"},
    "looked_back": lambda s, e: {"looked_back": e.plain["result"]},
    "help_asked": lambda s, e: {"help_asked": True},
    "help_resolved": lambda s, e: {"help_asked": False},
    "proposed_for_batch": lambda s, e: {"pending": e.plain["request_id"]},
    "request_ended": lambda s, e: {"pending": None},
    "merged": lambda s, e: {"merged_into": e.plain["into"]},
    "absorbed": lambda s, e: {"raisers": s.raisers | frozenset(e.plain.get("more_raisers", ()))},
    "returned_wrong_unit": lambda s, e: {"lead_unit": None, "accountable": None},
    "approved": _yes,
    "clock_paused": lambda s, e: {"paused_on": e.occurred_on},
    "clock_resumed": lambda s, e: {"paused_on": None},
    "listed": _listed,
    "unlisted": _unlisted,
    "cycle_counted": lambda s, e: {"cycles": s.cycles + 1},
}
_RESTARTS = frozenset(
    {"assigned", "handed_out", "transferred", "instructed", "extended", "clock_paused", "clock_resumed"}
)


def turn_of(state: State) -> int | None:
    """Whose turn it is, as a principal: what the to-do lists and the spells are made of."""
    life, register = state.life, state.register or 0
    if state.request:
        return _turn_of_request(state) if life == "open" else None
    if life == REGISTERED:
        return principal(OFFICE, register)
    if life in (ASSIGNED, RECEIVED, UNDER_WAY):
        if state.lead_unit and state.mode == "lead":
            return principal(UNIT, state.lead_unit)
        return principal(OFFICE, register)
    if life == CLAIMED and state.mode == "lead" and state.lead_unit and state.role is None:
        return principal(HEAD, state.lead_unit)
    if life in (CLAIMED, COUNTERSIGNED):
        return principal(FALLBACK if state.check_by == "fallback" else VERIFIERS, register)
    if life == VERIFIED and state.period is None:
        return principal(APPROVERS if state.hearing in HEARD else OFFICE, register)
    return None


def _turn_of_request(state: State) -> int:
    by, register = state.steps[state.step][0], state.register or 0
    if by == "leader" and state.leader:
        return principal(PERSON, state.leader)
    if by in ("head", "lead") and state.lead_unit:
        return principal(HEAD, state.lead_unit)
    desks = {"office": OFFICE, "approver": APPROVERS, "verifier": VERIFIERS, "fallback": FALLBACK}
    return principal(desks.get(by, APPROVERS), register)
