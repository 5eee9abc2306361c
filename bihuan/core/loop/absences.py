"""登记外出: while A is away B stands in, wears A's hats and inherits what A must keep out of.

Who declares it, who ends it, and what is called off before it begins.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import desks, ending
from bihuan.core.loop.charter_fields import AWAY, TO
from bihuan.core.loop.seconding import by_two
from bihuan.core.state.lives import STANDING
from bihuan.core.state.posts import Term
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
WHOSE = ("admin", "within", "anyone")


# --- declaring -------------------------------------------------------------------------------------------
def own_absence(snap: Snapshot) -> Reason | None:
    """Everybody declares the own absence, an administrator anybody's: a stand-in wears the other's hats.

    Nobody puts on another's hats by own act, whatever post that is.
    """
    person, stand_in = snap.facts.get("person"), snap.facts.get("stand_in")
    if stand_in is not None and stand_in == person:
        return Reason("bad_value", {"field": labels.STAND_IN, "why": labels.NOT_ONESELF})
    if snap.trying or snap.within or snap.granted or person == snap.actor.person:
        return None
    if not _administers(snap):
        return Reason("no_right", {"by": ("admin",)})
    return Reason("own_stand_in", {"person": person}) if stand_in in snap.actor.people else None


def _administers(snap: Snapshot) -> bool:
    return snap.within or any(hat.role == "admin" for hat in snap.actor.hats)


def in_order(snap: Snapshot) -> Reason | None:
    """Nothing ends before it begins."""
    first, last = snap.facts.get("from_on"), snap.facts.get("to_on")
    return Reason("bad_order") if first and last and last < first else None


def nobody_is_both(snap: Snapshot) -> Reason | None:
    """Nobody takes another's place on a day on which he is away himself: no chain, and no loop.

    Else somebody would speak in the place of one who speaks in the place of a third, and a step that takes
    two could be left with people who all stand behind each other.
    """
    if snap.trying:
        return None
    person, stand_in = snap.facts["person"], snap.facts["stand_in"]
    days = (snap.facts["from_on"], snap.facts.get("to_on"))
    for found in snap.posts.absences(stand_in):
        if found.person == stand_in and found.meets(*days):
            return Reason("stand_in_away", {"person": stand_in, "since": date.fromisoformat(found.from_on)})
    for found in snap.posts.absences(person):
        if found.what == person and found.meets(*days):
            return Reason("stands_in_then", {"person": person, "absent": found.person})
    return None


def stand_in_by_two(snap: Snapshot) -> Reason | None:
    """For whoever holds such a post it is asked for, unless that person may name the B角 alone.

    A stand-in wears the absent person's hats, and inherits both persons' exclusions.
    """
    if snap.trying or snap.granted or snap.within:
        return None
    return None if _named_alone(snap) else desks.needs_second()


def _named_alone(snap: Snapshot) -> bool:
    """Who holds such a post names the own B角, but not whoever put him there; of others it needs two."""
    person, stand_in = snap.facts["person"], snap.facts["stand_in"]
    if not stand_in_checks(snap, snap.facts):
        return True
    return bool(person == snap.actor.person and stand_in not in snap.posts.appointers(person))


def stand_in_is_free(snap: Snapshot) -> Reason | None:
    """Nobody takes a checker or an approver away by naming him as the own B角: he inherits what bars."""
    if snap.trying or snap.granted or snap.within:
        return None
    person, stand_in = snap.facts["person"], snap.facts["stand_in"]
    if stand_in == snap.actor.person:
        return None
    confirms = desks.holds_guarded(snap, stand_in) and not desks.holds_guarded(snap, person)
    taken = confirms or (_checks(snap, stand_in) and not _checks(snap, person))
    return Reason("stand_in_checks", {"person": stand_in}) if taken else None


def _checks(snap: Snapshot, person: int) -> bool:
    """Whether somebody checks or approves, and does not only lead, administer or oversee."""
    held = snap.posts.known(snap.posts.held_by(person))
    posts = [post for post, found in held.items() if found.role not in ("admin", "auditor", "leader")]
    return bool(posts) and snap.posts.second(posts) is not None


def stand_in_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    if snap.trying:
        return Reason("one_is_enough") if snap.posts.second(()) is None else None
    return Reason("one_is_enough") if _named_alone(snap) else None


def stand_in_checks(snap: Snapshot, facts: Facts) -> bool:
    """Whether the absent person holds a post for which two are needed."""
    return desks.holds_guarded(snap, facts["person"])


# --- ending and calling off ------------------------------------------------------------------------------
def absence_ends_sooner(snap: Snapshot) -> Reason | None:
    """Whoever is away, whoever stands in, and an administrator end an absence; nobody makes it longer."""
    if snap.trying:
        return None
    found = snap.posts.absence(snap.facts["absence"])
    if found is None or found.called_off:
        return Reason("not_found")
    before = snap.facts["to_on"] < found.from_on
    early = Reason("not_away_yet", {"since": date.fromisoformat(found.from_on)}) if before else None
    return _not_theirs(snap, found) or early or ending.sooner(snap, found)


def absence_to_come(snap: Snapshot) -> Reason | None:
    """What has not begun is called off by the same people; what has begun is ended."""
    if snap.trying:
        return None
    found = snap.posts.absence(snap.facts["absence"])
    if found is None or found.called_off:
        return Reason("not_found")
    since = date.fromisoformat(found.from_on)
    begun = Reason("away_already", {"since": since}) if since <= snap.today else None
    return _not_theirs(snap, found) or begun


def _not_theirs(snap: Snapshot, found: Term) -> Reason | None:
    if _administers(snap) or snap.actor.person in (found.person, found.what):
        return None
    return Reason("no_right", {"by": ("admin",)})


# --- who is told -----------------------------------------------------------------------------------------
@settles()
def stand_in_told(snap: Snapshot, facts: Facts) -> Facts:
    """Who wears the hats of one who holds such a post, for some time.

    Of whomever somebody else declares away: nobody is away without knowing it, nor behind the auditor's back.
    """
    people = {facts["person"], facts["stand_in"]}
    register = snap.posts.second(snap.posts.held_by(facts["person"]))
    if register is None and snap.actor.person not in (None, *people):
        return desks.told_of(snap.posts, people, ())
    return desks.told(snap.posts, people, register)


@settles()
def absence_told(snap: Snapshot, facts: Facts) -> Facts:
    """The same, that they are worn no longer or will not be."""
    found = snap.posts.absence(facts["absence"])
    return stand_in_told(snap, {"person": found.person, "stand_in": found.what}) if found else {}


@settles()
def day_before(snap: Snapshot, facts: Facts) -> Facts:
    """What is called off ends before it begins."""
    found = snap.posts.absence(facts["absence"])
    return {"until": (date.fromisoformat(found.from_on) - timedelta(1)).isoformat()} if found else {}


# --- the acts --------------------------------------------------------------------------------------------
ABSENCE = Field("absence", "id", Text("离岗", "Absence"), True)
DECLARE_ABSENCE = Act(
    "declare_absence",
    "absence_declared",
    Text("登记外出（B角代办）", "Declare an absence"),
    Text("已登记外出，由B角代办", "An absence was declared"),
    (STANDING,),
    (*WHOSE, "granted"),
    stale="never",
    moves_posts=True,
    fields=AWAY,
    needs=(stand_in_is_free, own_absence, in_order, nobody_is_both, stand_in_by_two, desks.stays_outside),
    decides=(stand_in_told,),
    tells=("posted",),
)
REQUEST_STAND_IN = by_two(
    "request_stand_in",
    Text("提请登记外出（B角代办）", "Ask to declare an absence"),
    Text("已提请登记外出，等第二人确认", "Asked; a second person must confirm it"),
    *AWAY,
    needs=(in_order, nobody_is_both, stand_in_needs_two, desks.stays_outside),
    asks=desks.STAND_IN,
    grants="declare_absence",
)
END_ABSENCE = Act(
    "end_absence",
    "absence_ended",
    Text("结束外出", "End an absence"),
    Text("外出已结束", "The absence ended"),
    (STANDING,),
    WHOSE,
    stale="never",
    moves_posts=True,
    fields=(ABSENCE, TO),
    needs=(absence_ends_sooner,),
    decides=(absence_told,),
    tells=("posted",),
)
CANCEL_ABSENCE = Act(
    "cancel_absence",
    "absence_cancelled",
    Text("取消外出登记", "Call off an absence"),
    Text("外出登记已取消", "The absence was called off"),
    (STANDING,),
    WHOSE,
    stale="never",
    moves_posts=True,
    fields=(ABSENCE,),
    needs=(absence_to_come,),
    decides=(absence_told, day_before),
    tells=("posted",),
)
ABSENCES = (DECLARE_ABSENCE, REQUEST_STAND_IN, END_ABSENCE, CANCEL_ABSENCE)
