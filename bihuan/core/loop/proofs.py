"""Proof stands when it counts: cited, present and whole at claim, verification and closing.

What a matter is proved by is asked for at that moment: its own pieces, and those of what it closes by. What
is erased is in no state any more (loop/losing.py), so what is left to ask is whether the files are there.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bihuan.core.acts.act import settles
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.fields import OFFLINE
from bihuan.core.state.lives import CLOSED, REPORTED, VERIFIED
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

Facts = Mapping[str, Any]


def survivor(snap: Snapshot, one: State) -> State:
    """What was merged stands as that which took it over."""
    while one.merged_into and (into := snap.siblings(one.merged_into)):
        one = into
    return one


def rests_on(whole: State, child: State, counted: str | None) -> bool:
    """Whether a claim rests on the proof of this one below it: a measure, a report, a period that stands."""
    if child.kind == counted:
        return child.life in CLOSED
    if child.role:
        return child.life == (VERIFIED if child.role == "separate" else REPORTED)
    return child.period in whole.cycles and child.life == VERIFIED


def proved_by(snap: Snapshot) -> Iterator[State]:
    """The matter, and all below it on whose proof it closes."""
    yield snap.state
    counted = snap.counted if snap.kind.counted else ()
    closed = [one for one in (survivor(snap, one) for one in counted) if one.life in CLOSED]
    yield from closed
    if _by_many(snap.state):
        yield from _reports(snap.state, snap.children())
    if many := tuple(one for one in dict.fromkeys(closed) if _by_many(one)):
        below = snap.below(tuple(one.id for one in many))
        for one in many:
            yield from _reports(one, (child for child in below if child.parent == one.id))


def _reports(whole: State, children: Iterable[State]) -> Iterator[State]:
    return (one for one in children if rests_on(whole, one, None))


def _by_many(state: State) -> bool:
    """Whether some of its proof is cited below it: by those who answer beside it, or period by period."""
    return bool(state.joint or state.cycles) or state.mode == "separate"


def claimed_on_proof(snap: Snapshot) -> Reason | None:
    """The head signs what was proved; whether the files are whole is for those who check."""
    proved = any(one.proof or one.id != snap.state.id for one in proved_by(snap))
    return None if proved else Reason("no_proof")


def brings_proof(snap: Snapshot) -> Reason | None:
    """报结 without 佐证 is not a claim (rules.md §3): files, or what can be seen where it is kept."""
    given = snap.facts.get("evidence") or snap.facts.get("offline_title")
    return None if snap.trying or given else Reason("no_proof")


def told_in_full(snap: Snapshot) -> Reason | None:
    """What is seen offline is registered so that a checker finds it; no proof is of a day to come."""
    facts = snap.facts
    given = [one.name for one in OFFLINE if facts.get(one.name)]
    if given and len(given) < len(OFFLINE):
        return Reason("offline_in_full")
    days = (facts.get("proof_on"), facts.get("offline_on"))
    return Reason("future") if any(day and day > snap.today.isoformat() for day in days) else None


def stands(snap: Snapshot) -> Reason | None:
    """Nothing of what it closes on was erased, and every file is there and whole.

    What this very act cites is looked at by the book, once it is there (acts/book.py).
    """
    found = tuple(proved_by(snap))
    if lost := next((one for one in found if one.proof_erased), None):
        return Reason("proof_erased", {"matter": lost.id})
    pieces = [piece for one in found for piece in one.proof]
    broken = snap.broken(frozenset(one.digest for one in pieces if not one.offline))
    if not broken:
        return None
    return Reason("proof_broken", {"proofs": tuple(one for one in pieces if one.digest in broken)})


def is_there(snap: Snapshot) -> Reason | None:
    """The same of what was claimed: without any proof nothing is checked, nothing closed."""
    return stands(snap) if any(one.proof for one in proved_by(snap)) else Reason("no_proof")


def unseen(snap: Snapshot) -> tuple[Piece, ...]:
    """What is proved offline and was seen by no checker: of the matter, and of all that it closes on."""
    found = tuple(proved_by(snap))
    seen = {one for state in found for one in state.originals_seen}
    return tuple(one for state in found for one in state.proof if one.offline and one.seq not in seen)


def sees_originals(snap: Snapshot) -> Reason | None:
    """Whoever checks has seen each original since the claim, and says when and where."""
    if snap.trying:
        return None
    seen = {event: day for event, day, _ in snap.facts.get("originals") or ()}
    if left := tuple(one for one in unseen(snap) if one.seq not in seen):
        return Reason("original_not_seen", {"proofs": left})
    since = snap.state.rests_on
    if any(day > snap.today.isoformat() for day in seen.values()):
        return Reason("future")
    early = since and any(day < since.isoformat() for day in seen.values())
    return Reason("too_early", {"since": since}) if early else None


def originals_seen(snap: Snapshot) -> Reason | None:
    """Nothing closes on a paper that no checker has seen."""
    left = unseen(snap)
    return Reason("original_not_seen", {"proofs": left}) if left else None


@settles("proof_how")
def how_proved(snap: Snapshot, facts: Facts) -> Facts:
    """Whether something of it is to be seen offline: plain, and counted apart; what it is stays personal."""
    if facts.get("offline_title"):
        return {"offline": True, "proof_how": "offline"}
    return {"proof_how": "files"} if snap.state.proof_how not in (None, "files") else {}


@settles("proof_how")
def more_proved(snap: Snapshot, facts: Facts) -> Facts:
    """The same of what is added; before a claim it proves none."""
    if not facts.get("offline_title"):
        return {}
    return {"offline": True} | ({"proof_how": "offline"} if snap.state.claim_seq else {})


@settles("originals_seen")
def which_seen(snap: Snapshot, facts: Facts) -> Facts:
    """Whose originals the checker has seen; when and where can be erased."""
    seen = {event for event, _, _ in facts.get("originals") or ()}
    return {"originals_seen": sorted({*snap.state.originals_seen, *seen})}
