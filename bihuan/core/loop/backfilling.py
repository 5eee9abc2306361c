"""What may be back-filled (补录): only what was closed before it came in here, and never lived here.

The row said so in the import that opened the matter, no act of work stands on it or on anything below it, it
was signed before that import, and somebody of another 处室 than the asking one and the lead's confirms it.
What was raised here, or has raisers who are to be heard, neither goes into it nor comes out of it.
Everything else closes by claim, check, hearing and approval, as it can from any life.
"""

from collections.abc import Collection
from datetime import date

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.desks import asked_by
from bihuan.core.state.hands import fallback_units
from bihuan.core.words.reasons import Reason


def said_closed(snap: Snapshot) -> Reason | None:
    """The row said that it was closed in the import that opened it: no later file can say that."""
    return None if snap.state.said_closed else Reason("not_said_closed")


def never_lived(snap: Snapshot) -> Reason | None:
    """Nothing was done, judged, re-opened, merged in or split off here, of it or of what hangs together
    with it; but for what came in as closed too, and has no raisers.
    """
    return Reason("lived_here") if snap.hands().lived else None


def signed_before(snap: Snapshot) -> Reason | None:
    """It was signed before the import that opened it; where the sheet gives no day, whoever asks does."""
    day = snap.state.said_closed_on or _day(snap)
    if day is None:
        return Reason("no_signing_day")
    since = snap.state.opened_on
    return Reason("signed_late", {"since": since}) if since and day >= since else None


CLOSED_BEFORE = (said_closed, never_lived, signed_before)
"""What a row must be, both when it is asked for and when somebody confirms it."""


def _day(snap: Snapshot) -> date | None:
    given = snap.facts.get("said_closed_on") or snap.facts.get("occurred_on")
    return date.fromisoformat(given) if given else None


def confirmed_elsewhere(snap: Snapshot) -> Reason | None:
    """Whoever confirms sits neither where the asker sits nor in the unit that leads."""
    asked = snap.granting
    if asked is None:
        return None
    people = snap.actor.people | snap.principal.people
    mine, fallback = _offices(snap, people), {"fallback": fallback_units(snap.desk)}
    if lead := mine & {snap.state.lead_unit}:
        return Reason("leads_it", {"unit": min(filter(None, lead)), **fallback})
    both = mine & _offices(snap, asked_by(asked))
    return Reason("same_office", {"unit": min(both), **fallback}) if both else None


def answered_elsewhere(snap: Snapshot) -> Reason | None:
    """The yes itself is refused to whoever sits where it was asked, so that it still waits for another."""
    if not snap.state.apart:
        return None
    both = _offices(snap, snap.actor.people | snap.principal.people) & _offices(snap, asked_by(snap.state))
    return Reason("same_office", {"unit": min(both), "fallback": fallback_units(snap.desk)}) if both else None


def _offices(snap: Snapshot, people: Collection[int]) -> frozenset[int]:
    """The units in which these people hold a post today."""
    seats = snap.seats_of(frozenset(people))
    return frozenset(one.unit for one in seats if one.sits(snap.today) and one.person in people)


def entry_stands(snap: Snapshot) -> Reason | None:
    """Somebody entered something on what was closed before, and nothing rests on it."""
    return None if snap.state.entries and not snap.state.lived else Reason("no_entry")


def another_corrects(snap: Snapshot) -> Reason | None:
    """Nobody corrects away what was entered by oneself, or by whose place one takes."""
    own = (snap.actor.people | snap.principal.people) & set(snap.state.entries)
    return Reason("own_entry", {"person": min(own)}) if own else None
