"""Desks and posts need two: guards on who is put where, and on what is erased of what is closed.

Nobody gives himself, by own act, a post that checks or approves (house.md, “Two for a desk”). Until a second
person has confirmed a register, one may set everything up, and nothing in it can be checked
(acts/verdict.py).
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from bihuan.core.acts.act import settles
from bihuan.core.acts.folding import ENDS
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import ending
from bihuan.core.state.actor import READ_ONLY, Desk
from bihuan.core.state.answers import ASKING as ASKING
from bihuan.core.state.answers import asked_by as asked_by
from bihuan.core.state.lives import STANDS
from bihuan.core.state.posts import ABOVE, OR, OUTSIDE, SECONDS, Posts
from bihuan.core.state.relations import answering
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason

SEATS = ("verifiers", "fallbacks", "outsiders", "approvers")
"""The facts, and the fields of a desk, that name the posts which check and approve."""
OPENING, NEW_DESK, APPOINTMENT, STAND_IN, ERASURE = "opening", "desk", "appointment", "stand_in", "erasure"
SIGN_IN, MASKING, REOPENING = "sign_in", "masking", "register_reopening"
NEW_UNIT, UNIT_END = "new_unit", "unit_end"
"""The requests by which a second person is asked."""
SECONDED = frozenset(
    {OPENING, NEW_DESK, APPOINTMENT, STAND_IN, SIGN_IN, ERASURE, MASKING, REOPENING, NEW_UNIT, UNIT_END}
)
WITNESS = "witness"
"""A relation of the request's own: who compares the signed sheet."""
STEPS = ((OR.join(SECONDS), "any", False),)
"""Who is asked, where nobody of them asks (loop/seconding.py)."""
ANSWERABLE = frozenset({"office", "branch"})
Facts = Mapping[str, Any]


def needs_second() -> Reason:
    """One person may not do it alone; it is asked for instead."""
    return Reason("needs_second", {"by": SECONDS})


# --- the desk of a register ------------------------------------------------------------------------------
def desk_by_two(snap: Snapshot) -> Reason | None:
    """A desk that a second person confirmed is set anew only with a second person's yes."""
    return needs_second() if snap.desk.confirmed and not (snap.granted or snap.within) else None


def desk_confirmed(snap: Snapshot) -> Reason | None:
    """What a desk decides, it decides once a second person has confirmed it."""
    return None if snap.desk.confirmed else Reason("desk_unconfirmed", {"by": SECONDS})


def second_is_needed(snap: Snapshot) -> Reason | None:
    """A second person is asked only where one alone may not do it."""
    return None if snap.desk.confirmed else Reason("one_is_enough")


def not_confirmed_yet(snap: Snapshot) -> Reason | None:
    """The opening of a register is confirmed once."""
    return Reason("one_is_enough") if snap.desk.confirmed else None


def outsiders_outside(snap: Snapshot) -> Reason | None:
    """An outside checker sits in a unit that is none of ours, and in no other: it leads nothing here."""
    named = () if snap.trying else snap.facts.get("outsiders") or ()
    for post, found in snap.posts.known(named).items():
        if snap.unit_kind(found.unit) != OUTSIDE:
            return Reason("not_outside", {"unit": found.unit})
        for person in snap.posts.holders((post,)):
            if inside := _inside(snap, snap.posts.held_by(person)):
                return Reason("sits_inside", {"person": person, "unit": inside})
    return None


def nobody_who_only_reads(snap: Snapshot) -> Reason | None:
    """Whoever oversees checks and approves nothing: a desk names no such post, which nobody could use."""
    named = {post for name in SEATS for post in snap.facts.get(name) or ()} if not snap.trying else ()
    for found in snap.posts.known(named).values():
        if found.role in READ_ONLY:
            return Reason("only_reads", {"unit": found.unit})
    return None


def _inside(snap: Snapshot, posts: Collection[int]) -> int | None:
    """A unit of ours, which may lead something, in which one of these posts is."""
    units = {one.unit for one in snap.posts.known(posts).values()}
    return next((unit for unit in sorted(units) if snap.unit_kind(unit) in ANSWERABLE), None)


def held_as_asked(snap: Snapshot) -> Reason | None:
    """Nobody came into one of these posts between the asking and the yes."""
    if not snap.granted:
        return None
    came = snap.posts.holders(gained(snap.desk, snap.facts)) - set(snap.facts.get("held") or ())
    return Reason("posts_changed", {"person": min(came)}) if came else None


def gained(desk: Desk, facts: Facts) -> frozenset[int]:
    """The posts that come to a desk by what is asked; by its opening, all that stand at it."""
    if not desk.confirmed:
        return frozenset(post for name in SEATS for post in facts.get(name) or _stood(desk, name))
    return frozenset(post for name in SEATS for post in set(facts.get(name) or ()) - _stood(desk, name))


def changed(desk: Desk, facts: Facts) -> dict[str, Any]:
    """Of what is named, what is not so already: a form names all that there is."""
    now = {name: _stood(desk, name) for name in SEATS}
    seats = {name: value for name, value in facts.items() if name in SEATS and set(value) != now[name]}
    return seats | ({"office": facts["office"]} if facts.get("office", desk.office) != desk.office else {})


def changes_something(snap: Snapshot) -> Reason | None:
    """Nobody is asked to confirm a desk as it stands."""
    return None if snap.trying or changed(snap.desk, snap.facts) else Reason("nothing_changes")


def _stood(desk: Desk, name: str) -> frozenset[int]:
    return frozenset(post for post, _ in getattr(desk, name))


# --- appointments and sign-ins --------------------------------------------------------------------------
def post_by_two(snap: Snapshot) -> Reason | None:
    """One person appoints to a post that checks, approves or confirms only while no register is confirmed;
    nor to a seat among those who do the work anybody who holds such a post.
    """
    if snap.trying or snap.granted or snap.within:
        return None
    return needs_second() if _confirms(snap, snap.facts) is not None else None


def post_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    register = snap.posts.second(()) if snap.trying else _confirms(snap, snap.facts)
    return Reason("one_is_enough") if register is None else None


def _confirms(snap: Snapshot, facts: Facts) -> int | None:
    """The register whose leading group confirms an appointment.

    Whoever sits in a unit decides nothing of what it leads, for good: by one appointment, dated back if need
    be, an administrator would take a checker away, and by several all of them. Nor is what somebody checked
    voided by a seat that is dated back to when he held the post.
    """
    post, person = facts["post"], facts["person"]
    found = snap.posts.known((post,)).get(post)
    sits = found is not None and snap.unit_kind(found.unit) in ANSWERABLE
    held = snap.posts.held_by(person, facts["from_on"]) if sits else ()
    taken = snap.posts.second(held) if held else None  # of no posts it would name any register
    return snap.posts.second([post]) or taken


def succession_by_two(snap: Snapshot) -> Reason | None:
    """Nor does one person make two units one, where somebody who checks sits: the hands of both bar him."""
    if snap.trying or snap.granted or snap.within:
        return None
    return needs_second() if _confirms_succession(snap, snap.facts) is not None else None


def succession_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    register = snap.posts.second(()) if snap.trying else _confirms_succession(snap, snap.facts)
    return Reason("one_is_enough") if register is None else None


def _confirms_succession(snap: Snapshot, facts: Facts) -> int | None:
    """A unit that merely takes another's place has nobody's hands beside: only what joins several counts."""
    joined = {*facts.get("succeeds", ()), facts.get("unit"), facts.get("successor")} - {None}
    return snap.posts.second_among(frozenset(joined)) if len(joined) > 1 else None


def stays_outside(snap: Snapshot) -> Reason | None:
    """Whoever checks from outside sits in no unit of ours, nor does anybody who stands in there, or for whom:
    a stand-in wears the other's hats, and brings the own work along.
    """
    if snap.trying:
        return None
    person, stand_in, post = snap.facts["person"], snap.facts.get("stand_in"), snap.facts.get("post")
    alike = _in_each_others_place(snap, person) if stand_in is None else (stand_in,)
    posts = {one: set(snap.posts.held_by(one)) for one in (person, *alike)}
    posts[person] |= {post} if post else set()
    if not any(_from_outside(snap, held) for held in posts.values()):
        return None
    inside = ((one, unit) for one, held in posts.items() if (unit := _inside(snap, held)))
    return next((Reason("sits_inside", {"person": one, "unit": unit}) for one, unit in inside), None)


def _in_each_others_place(snap: Snapshot, person: int) -> frozenset[int]:
    """Whoever stands in for somebody, and for whom that person does."""
    return frozenset(one for term in snap.posts.absences(person) for one in term[:2]) - {person}


def _from_outside(snap: Snapshot, posts: Collection[int]) -> bool:
    return any(snap.unit_kind(one.unit) == OUTSIDE for one in snap.posts.known(posts).values())


def serves_another(snap: Snapshot) -> Reason | None:
    """A secretary serves somebody else."""
    serves = snap.facts.get("serves")
    if serves is None or serves != snap.facts.get("person"):
        return None
    return Reason("bad_value", {"field": labels.SERVES, "why": labels.NOT_ONESELF})


def sign_in_by_two(snap: Snapshot) -> Reason | None:
    """Whoever sets the password of one who checks, approves or confirms could act in that person's place."""
    if snap.trying or snap.granted or snap.within:
        return None
    return needs_second() if holds_guarded(snap, snap.facts["person"]) else None


def sign_in_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    two = snap.posts.second(()) is not None if snap.trying else holds_guarded(snap, snap.facts["person"])
    return None if two else Reason("one_is_enough")


def holds_guarded(snap: Snapshot, person: int) -> bool:
    """Whether somebody holds a post for which two are needed."""
    held = snap.posts.held_by(person)
    return bool(held) and snap.posts.second(held) is not None


def appointment_ends_sooner(snap: Snapshot) -> Reason | None:
    """An appointment is ended, not made longer by another end, and what somebody held is not taken back."""
    if snap.trying:
        return None
    past = snap.facts["to_on"] < snap.today.isoformat() and snap.posts.second(()) is not None
    if past and not snap.within:
        return Reason("ended_before_today")
    return ending.sooner(snap, snap.posts.appointment(snap.facts["appointment"]))


# --- erasing ---------------------------------------------------------------------------------------------
def closed_by_two(snap: Snapshot) -> Reason | None:
    """What is closed rests on what is written there: nobody erases anything of it alone."""
    free = snap.granted or snap.within or snap.actor.person is None
    return None if free or not of_closed(snap) else needs_second()


def erasure_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    return None if of_closed(snap) else Reason("one_is_enough")


def of_closed(snap: Snapshot) -> bool:
    """Whether anything that is to be erased stands with a matter that has ended, or belongs to one.

    What stands for everybody (people, rules, a register) rests on as much, once a register is confirmed.
    """
    stands = snap.kind_of(snap.state.kind).lives[snap.state.life].phase == STANDS
    if stands and snap.posts.second(()) is not None:
        return True
    told = {snap.state.id, *snap.matters_of([event for event, _ in snap.facts.get("erases") or ()])}
    return any(ended(snap, one) for one in told)


def ended(snap: Snapshot, matter: int | None) -> bool:
    """Itself, what stands above it, or what a request was about."""
    state = snap.state if matter == snap.state.id else snap.siblings(matter) if matter else None
    if state is None:
        return False
    if state.subjects:
        return any(ended(snap, one) for one in state.subjects if one != state.parent) or ended(
            snap, state.parent
        )
    phase = snap.kind_of(state.kind).lives[state.life].phase
    return phase in ENDS or (phase != STANDS and ended(snap, state.parent))


# --- the yes of the second person ------------------------------------------------------------------------
def not_appointed_by_it(snap: Snapshot) -> Reason | None:
    """Whoever gains a post by it does not confirm it, nor whoever takes such a person's place."""
    people = snap.actor.people | snap.principal.people
    mine = people & who_gains(snap.state, snap)
    return Reason("appointed_by_it", {"person": min(mine)}) if mine else None


def named_in(request: State) -> frozenset[int]:
    """The persons whom a request for a post or a stand-in names."""
    asked: Facts = json.loads(request.asked or "{}")
    return frozenset(one for one in (asked.get("person"), asked.get("stand_in")) if one)


def who_gains(request: State, snap: Snapshot) -> frozenset[int]:
    """The persons that come into a post that checks or approves when the request is granted."""
    if request.request not in SECONDED:
        return frozenset()
    asked: Facts = json.loads(request.asked or "{}")
    found = {asked.get("stand_in") if request.request == STAND_IN else asked.get("person")}
    found |= set(asked.get("held") or ())
    if request.request == OPENING:
        found |= snap.posts.holders(gained(snap.desk, {}))
    return frozenset(one for one in found if one)


def answered_in_person(snap: Snapshot) -> Reason | None:
    """The second person answers in person; on paper, a signed sheet is compared by somebody named."""
    seconded = snap.state.request in SECONDED
    return Reason("not_for_others") if seconded and snap.for_whom is not None else None


def desk_answers(snap: Snapshot) -> Reason | None:
    """Verifiers and approvers who are not confirmed answer for nothing."""
    if snap.desk.confirmed or snap.state.request in SECONDED:
        return None
    decides = {"verifier", "fallback", "approver"} & set(answering(snap.state))
    return Reason("desk_unconfirmed", {"by": SECONDS}) if decides else None


def sheet_is_there(snap: Snapshot) -> Reason | None:
    """Who is to compare a signed 岗位设置表 is named with its scan, and is appointed by it in nothing."""
    if snap.trying or not snap.facts.get(WITNESS):
        return None
    if not snap.facts.get("evidence"):
        return Reason("no_sheet")
    return Reason("no_witness") if snap.facts[WITNESS] in snap.actor.people else None


# --- who is told -----------------------------------------------------------------------------------------
@settles()
def desk_told(snap: Snapshot, facts: Facts) -> Facts:
    """Those who gain and lose a post at the desk, once it stands."""
    if not snap.granted:
        return {}
    posts = set(gained(snap.desk, facts))
    for name in SEATS:
        posts |= _stood(snap.desk, name) - set(facts[name]) if facts.get(name) else set()
    return told(snap.posts, snap.posts.holders(posts), snap.state.id)


@settles()
def register_told(snap: Snapshot, facts: Facts) -> Facts:
    """The office and the auditors, when a register takes no more, or takes matters again."""
    return told(snap.posts, (), snap.state.id)


@settles()
def appointment_told(snap: Snapshot, facts: Facts) -> Facts:
    """Who gains a post for which two are needed, or may no longer check what a unit does."""
    return told(snap.posts, {facts["person"]}, _confirms(snap, facts))


@settles()
def succession_told(snap: Snapshot, facts: Facts) -> Facts:
    """That two units are one now, where somebody who checks sits."""
    return told(snap.posts, (), _confirms_succession(snap, facts))


@settles()
def end_told(snap: Snapshot, facts: Facts) -> Facts:
    """Who loses one."""
    term = snap.posts.appointment(facts["appointment"])
    return told(snap.posts, {term.person}, snap.posts.second([term.what])) if term else {}


@settles()
def sign_in_told(snap: Snapshot, facts: Facts) -> Facts:
    """Whose password somebody else has set, where that person holds such a post."""
    register = snap.posts.second(snap.posts.held_by(facts["person"]))
    return told(snap.posts, {facts["person"]}, register)


@settles()
def erasure_told(snap: Snapshot, facts: Facts) -> Facts:
    """That something of a closed matter was taken away."""
    return told(snap.posts, (), snap.state.register) if snap.granted and snap.state.register else {}


def told(posts: Posts, people: Collection[int], register: int | None) -> Facts:
    """Who gains or loses something, where a register's leading group confirms it."""
    return {} if register is None else told_of(posts, people, [register])


def told_of(posts: Posts, people: Collection[int], registers: Collection[int]) -> Facts:
    """These people, the offices of these registers, and the auditors.

    Nothing automatic reaches anybody above a head of 处室 (product.md, Tone).
    """
    below = {
        one for one in people if not ABOVE & {post.role for post in posts.known(posts.held_by(one)).values()}
    }
    return {"told_people": sorted(below), "told_desks": sorted(registers)}
