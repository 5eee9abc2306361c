"""Whether an act may happen, and why not.

One row of the table draws the button (with the reason when it is grey), checks permission, builds
the form, names the event and writes the help page. Everything here is pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bihuan.core.acts.act import Act
from bihuan.core.acts.deciding import decides, judged_apart, needs_paper, needs_sheet
from bihuan.core.acts.folding import ENDS
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.naming import names_no_checker, names_somebody_here
from bihuan.core.acts.quorum import collective, said_by_foreign_hands, why_no_quorum
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.actor import Actor
from bihuan.core.state.hands import CROSS
from bihuan.core.state.lives import DONE, GOES_ON, IN_CHECK, WORKED_ON
from bihuan.core.state.papers import DESK
from bihuan.core.state.posts import SECONDS
from bihuan.core.state.relations import NEEDS_NOBODY, answering, relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

RECORDERS = frozenset({"office", "lead", "head"})
"""Who may record for somebody else."""
DECISIONS_TOO = frozenset({"verifier", "fallback"})
"""Who may record what is said or decided, too; whoever recorded work would have a hand in it."""


def verdict(act: Act, snap: Snapshot) -> Reason | None:
    """None when the act may happen, else the first reason why not, in a fixed order."""
    snap = in_person(act, snap)
    return (
        _life(act, snap)
        or _right(act, snap)
        or _hands(act, snap)
        or said_by_foreign_hands(snap)
        or why_no_quorum(snap)
        or _pending(act, snap)
        or _stale(act, snap)
        or dated(act, snap)
        or names_somebody_here(act, snap)
        or names_no_checker(act, snap, about(act, snap))
        or next((reason for guard in act.needs if (reason := guard(snap))), None)
        or _alone(act, snap)
    )


def options(kind: Kind, snap: Snapshot) -> list[tuple[Act, Reason | None]]:
    """Each act of the matter's life with its verdict: what the page shows, the grey ones with reasons.

    Acts that the life rules out, or to which the person stands in no relation, are left out.
    """
    found = []
    for act in kind.acts:
        if act.opens or _life(act, snap) or not by_somebody(act):
            continue
        stranger = snap.held.keys().isdisjoint(act.by)  # then nor is any right held in one's own person
        if act.never_by is None and (stranger or _right(act, in_person(act, snap))):
            continue
        found.append((act, verdict(act, snap)))
    return found


def by_somebody(act: Act) -> bool:
    """Whether a person can do it by a right of one's own, and not only the program or a granted request."""
    return not set(act.by) <= NEEDS_NOBODY - {"step"}


def in_person(act: Act, snap: Snapshot) -> Snapshot:
    """What somebody concerned says is said in one's own person: no stand-in says it, and nobody is silenced
    by being made somebody's stand-in.
    """
    if not act.testimony:
        return snap
    if snap.for_whom is not None:
        return replace(snap, for_whom=_oneself(snap.for_whom))
    return replace(snap, actor=_oneself(snap.actor))


def hat_for(act: Act, snap: Snapshot) -> int | None:
    """The appointment by which the person may do the act (the first relation that allows it)."""
    held = held_towards(act, snap)
    first = snap.principal.hats[0].appointment if snap.principal.hats else None
    return next((held[by] for by in act.by if by in held), first)


def held_towards(act: Act, snap: Snapshot) -> Mapping[str, int | None]:
    """How whoever does it stands towards what it is about, with the appointments that give it."""
    if act.opens and snap.subject is not None:
        return relations(snap.principal, snap.subject, snap.desk)
    return snap.held


def in_place_of(act: Act, snap: Snapshot) -> int | None:
    """For whom it is done: in whose standing, where the person has no right of one's own."""
    person = snap.principal.person
    if person is None or all(hat.person == person for hat in snap.principal.hats):
        return None
    own = relations(_oneself(snap.principal), about(act, snap), snap.desk)
    if any(by in own for by in act.by):
        return None
    worn = hat_for(act, snap)
    whose = next((hat.person for hat in snap.principal.hats if hat.appointment == worn), None)
    return whose if whose != person else None


def _life(act: Act, snap: Snapshot) -> Reason | None:
    if act.opens:
        return None
    if snap.state.life not in act.when:
        return Reason("wrong_life", {"life": snap.life_said})
    if act.clock and snap.state.clock != act.clock:
        return Reason("clock_paused" if act.clock == "running" else "clock_running")
    return None


def _right(act: Act, snap: Snapshot) -> Reason | None:
    if ("granted" in act.by and snap.granted) or ("within" in act.by and snap.within):
        return None
    held = held_towards(act, snap)
    if not any(by in held for by in act.by):
        return Reason("no_right", {"by": act.by})
    if snap.for_whom is None:
        return None
    if not act.behalf:
        return Reason("not_for_others")
    if not snap.basis:
        return Reason("no_basis")
    if snap.on_paper:
        return None  # whoever entered it was judged then
    return None if may_record(act, snap) else Reason("may_not_record_for")


def may_record(act: Act, snap: Snapshot) -> bool:
    """Whether the person at the keyboard may record the act for somebody else (代填/代录).

    Of what is entered from paper instead, an auditor enters what the desk may not (entering.py).
    """
    if not act.behalf:
        return False
    matter = about(act, snap)
    own = relations(snap.actor, matter, snap.desk)
    return bool(recorders(act) & own.keys()) or _served(act, snap, matter)


def _served(act: Act, snap: Snapshot, matter: State) -> bool:
    """A secretary records for the person served, and for nobody else."""
    served = (one for one in snap.actor.serves if snap.for_whom in (None, one))
    return any(set(act.by) & relations(one, matter, snap.desk).keys() for one in served)


def recorders(act: Act) -> frozenset[str]:
    """The relations of those who may record the act for somebody else."""
    if act.never_by == "hands" and not act.testimony:
        return frozenset(DESK)
    if act.testimony:
        return RECORDERS | DECISIONS_TOO | {"outsider"}
    return RECORDERS | DECISIONS_TOO if act.never_by or act.decides_if else RECORDERS


def about(act: Act, snap: Snapshot) -> State:
    """Towards what the person must stand in a relation: for what is opened, what stands above it."""
    return snap.subject if act.opens and snap.subject is not None else snap.state


def _hands(act: Act, snap: Snapshot) -> Reason | None:
    if not decides(act, snap) or (snap.actor.person is None and "system" in act.by):
        return None
    own_decision = act.never_by == "hands" or act.decides_if  # a step of a request looks at the desk itself
    if own_decision and not snap.desk.confirmed:
        return Reason("desk_unconfirmed", {"by": SECONDS})
    people = [one for one in (snap.actor, snap.for_whom, snap.compared_by) if one]
    if snap.granting and any(map(collective, snap.granting.steps)):
        return _recorded(snap)
    return barred_from(act, snap, people, snap.actor if snap.for_whom else None)


def barred_from(act: Act, snap: Snapshot, people: Sequence[Actor], recorder: Actor | None) -> Reason | None:
    """Why one of these may not stand behind a decision; somebody records it, if it is another's.

    Who carried the file in does not check what it says, nor record that somebody did.
    """
    if act.testimony:  # whoever writes it down is judged by the own hands, too
        people = [_oneself(one) for one in people]
    judged = () if judged_apart(act, snap) else people
    why = snap.why_barred_apart if act.checks and snap.state.check_by == CROSS else snap.why_barred
    by = answering(snap.state) if act.never_by == "step" else act.by
    barred = next((reason for one in judged if (reason := why(one, by))), None)
    if barred or act.no_carrier is None:
        return barred
    carried = people if act.no_carrier == "does" else [recorder] if recorder else []
    return next((reason for one in carried if (reason := snap.why_carrier(one))), None)


def _oneself(actor: Actor) -> Actor:
    """The person in the posts held in one's own name, as nobody's stand-in."""
    return Actor(actor.person, tuple(hat for hat in actor.hats if hat.person == actor.person))


def _recorded(snap: Snapshot) -> Reason | None:
    """Who only enters or compares the last yes of a collective has no hand in any of it."""
    people = (snap.actor if snap.for_whom else None, snap.compared_by)
    return next((reason for one in people if one and (reason := snap.why_barred(one))), None)


def _alone(act: Act, snap: Snapshot) -> Reason | None:
    """Last of all: nobody is sent for a paper to what could not be done with one either."""
    return needs_paper(act, snap) if snap.for_whom and decides(act, snap) else needs_sheet(act, snap)


def _pending(act: Act, snap: Snapshot) -> Reason | None:
    """One request open at a time (rules.md §3), and nothing ends a matter while one waits."""
    waits = snap.state.pending and not snap.granted and not act.beside
    if waits and (act.asks or _settles(act, snap)) and not snap.within:
        return Reason("request_open", {"request": snap.state.pending})
    return None


def _settles(act: Act, snap: Snapshot) -> bool:
    """Whether it ends the matter, or hands the work over to be checked."""
    if act.then is None:
        return False
    claims = act.then.phase == IN_CHECK and snap.kind.lives[snap.state.life].phase in WORKED_ON
    return claims or act.then.phase in ENDS


def _stale(act: Act, snap: Snapshot) -> Reason | None:
    if snap.seen is None or act.stale == "never":
        return None
    newest = snap.state.life_seq if act.stale == "life" else snap.state.seq
    return Reason("stale") if newest > snap.seen else None


def dated(act: Act, snap: Snapshot) -> Reason | None:
    """What happened lies between the act that it rests on and today; only 补录 may lie before.

    It stands here and not among the guards of a row, so that no act with a day can be without it.
    """
    on = snap.facts.get("occurred_on")
    if on is None:
        return None
    if on > snap.today.isoformat():
        return Reason("future")
    since = max(_rests_on(act, snap), default=None)
    early = since is not None and on < since.isoformat() and not act.as_signed
    return Reason("too_early", {"since": since}) if early else None


def _rests_on(act: Act, snap: Snapshot) -> Iterator[date]:
    """Opening, hand-over, claim, finding; what ends or claims a matter rests on what is below it, too."""
    yield from filter(None, (snap.state.opened_on, snap.state.rests_on))
    for one in snap.children() if _settles(act, snap) else ():
        phase = snap.kind_of(one.kind).lives[one.life].phase
        day = one.rests_on if phase == IN_CHECK else one.closed_on if phase in (DONE, GOES_ON) else None
        if day and not one.request:
            yield day
