"""Who brings a decision on paper into the record: who may enter it for somebody, and who may compare it.

One question, with the act and the person represented in hand, and the verdict itself answers it: a hand, a
file carried in, a check, an asking bar as they bar whoever decides. Whoever is asked to enter or to compare,
and whatever is offered for entering, is reckoned by it; so nobody is asked who would be refused.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from bihuan.core.acts.act import Act
from bihuan.core.acts.deciding import decides
from bihuan.core.acts.quorum import attendance, behind_before, collective, waiting
from bihuan.core.acts.snapshot import Snapshot, Traits
from bihuan.core.acts.verdict import barred_from, may_record, verdict
from bihuan.core.state.actor import Actor
from bihuan.core.state.answers import Answer
from bihuan.core.state.entry_sheets import EntrySheet
from bihuan.core.state.hands import barred_at_sight, carries, checked, foreign
from bihuan.core.state.lives import DONE, GOES_ON
from bihuan.core.state.papers import COMPARED_BY, DESK, LAST, SIGNED, Paper
from bihuan.core.state.relations import answering, relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason


def as_entered(snap: Snapshot, by: Actor, whom: Actor, basis: str = SIGNED) -> Snapshot:
    """The same moment, in the right of whoever decided on paper, by whoever enters that."""
    return replace(snap, actor=by, for_whom=whom, basis=basis, on_paper=True, compared_by=None, seen=None)


# --- one person ------------------------------------------------------------------------------------------
def why_not_enter(act: Act, entered: Snapshot) -> Reason | None:
    """Why the actor may not enter that another person decides it; that person decides it oneself, too."""
    assert entered.for_whom is not None
    if entered.for_whom.person in entered.actor.people:
        return Reason("decide_yourself")
    return verdict(act, entered) or _of_what_is_granted(act, entered, entered.actor)


def why_not_compare(act: Act, entered: Snapshot, by: Actor, wrote: Collection[int]) -> Reason | None:
    """Why somebody may not compare what was entered so; these entered, filed or signed it."""
    if by.people & set(wrote):
        return Reason("entered_it")
    compared = replace(entered, compared_by=by)
    return compared.why_barred(by) or verdict(act, compared) or _of_what_is_granted(act, compared, by)


def why_not_asked(
    snap: Snapshot, *, papers: tuple[Paper, ...] = (), sheets: tuple[EntrySheet, ...] = ()
) -> Reason | None:
    """Why the actor is asked to compare none of these, whatever else waits here; the desk may always."""
    these = snap.state._replace(papers=papers, entry_sheets=sheets)
    if {*DESK, "comparer"} & relations(snap.actor, these, snap.desk).keys():
        return None
    asked = (DESK if one == "desk" else (one,) for one in COMPARED_BY if one in these.comparing)
    return Reason("no_right", {"by": tuple(by for several in asked for by in several)})


def _of_what_is_granted(act: Act, entered: Snapshot, by: Actor) -> Reason | None:
    """Why a yes brings nothing about that came through these hands: it would grant none of what is asked."""
    if act.never_by != "step" or not entered.state.request or not decides(act, entered):
        return None
    why = [_why_not_granted(entered, one, by) for one in waiting(entered)]
    return None if None in why else next(iter(why), None)


def _why_not_granted(entered: Snapshot, about: State, by: Actor) -> Reason | None:
    """The same of one matter: what is decided there is held against whoever brings the yes in."""
    granted, hands = granted_by(entered, about), entered.hands_in(about.id)
    assert granted is not None
    both = checked(by.people, entered.checkers_of(about))
    return (
        foreign(by, entered.seats_of(by.people), hands, entered.desk, entered.today)
        or (carries(by, hands, entered.desk) if granted.no_carrier == "does" else None)
        or (both if _ends_in(granted, entered.kind_of(about.kind)) else None)
        or _why_not_counted(entered, about, by, both)
    )


def _ends_in(act: Act, kind: Traits) -> bool:
    """Whether it closes a matter of the kind: what a checker neither decides nor brings in."""
    return act.then is not None and kind.lives[act.then].phase in (DONE, GOES_ON)


def _why_not_counted(entered: Snapshot, about: State, by: Actor, both: Reason | None) -> Reason | None:
    """Of a collective no yes counts that came through the hands of somebody who is 回避."""
    request = entered.state
    step = request.steps[request.step]
    if not collective(step):
        return None
    mine = Answer(request.step, (), tuple(by.people), entered.today.isoformat())
    behind = behind_before(request, request.step)
    excused = attendance(entered, [about], step[0], [mine], behind=behind).excused & by.people
    return (both or Reason("yes_not_counted", {"person": min(excused)})) if excused else None


def granted_by(snap: Snapshot, about: State) -> Act | None:
    """What the request that is answered does with one of the matters that it is about."""
    above = snap.subject
    rows: Iterable[Act] = snap.kind_of(above.kind).by_name.values() if above else ()
    asks = next((row for row in rows if row.asks == snap.state.request), None)
    return asks.granted_on(snap.kind_of(about.kind).by_name, about) if asks else None


# --- several ---------------------------------------------------------------------------------------------
def at_the_desk(snap: Snapshot) -> frozenset[int]:
    """Whoever of the office checks or sits there today."""
    held, more = snap.holders_in(), snap.comparers_in()
    return frozenset().union(*({**more, **held}.get(name, frozenset()) for name in DESK))


def nobody_of_the_desk(act: Act, entered: Snapshot) -> bool:
    """Whether none of them may enter what somebody else enters so."""
    each = (replace(entered, actor=entered.actor_of(one)) for one in sorted(at_the_desk(entered)))
    return all(why_not_enter(act, one) is not None for one in each)


def who_compares(act: Act, entered: Snapshot, wrote: Collection[int]) -> str:
    """Who is asked to compare it: the desk; where all are barred an auditor, then an outside checker."""

    def free(person: int) -> bool:
        return why_not_compare(act, entered, entered.actor_of(person), wrote) is None

    return first_who(entered, free)


def first_who(snap: Snapshot, free: Callable[[int], bool]) -> str:
    """The first of those who can be asked to compare of whom somebody is free to."""
    asked = {
        "desk": at_the_desk(snap),
        "auditor": snap.comparers_in().get("auditor", frozenset()),
        "outsider": snap.holders_in().get("outsider", frozenset()),
    }
    found = (role for role in COMPARED_BY if any(free(one) for one in sorted(asked[role])))
    return next(found, "desk")


# --- before it is known whose decision it is ---------------------------------------------------------------
def may_bring_in(act: Act, snap: Snapshot) -> bool:
    """Whether the actor may open its form for others: those who record; where none of the desk may enter it
    for some person, an auditor who may.
    """
    return may_record(act, snap) or _is_the_last(act, snap)


def brings_in_something(act: Act, snap: Snapshot) -> bool:
    """The same, and nothing bars the actor from it, whoever decides: it would not be refused for that."""
    if may_record(act, snap):
        return not _barred_at_sight(act, snap) and _why_barred(act, snap) is None
    return _is_the_last(act, snap)


def _barred_at_sight(act: Act, snap: Snapshot) -> bool:
    """Whether nothing more need be read to know it: most who look at a page sit where it is worked on."""
    if act.testimony or not (act.never_by == "hands" or act.decides_if):
        return False
    return barred_at_sight(snap.actor, snap.state)


def _why_barred(act: Act, snap: Snapshot) -> Reason | None:
    if not (decides(act, snap) or act.decides_if):
        return None
    return (
        (checked(snap.actor.people, snap.checkers) if _ends_in(act, snap.kind) or act.testimony else None)
        or barred_from(act, snap, [snap.actor], snap.actor)
        or _of_what_is_granted(act, snap, snap.actor)
    )


def _is_the_last(act: Act, snap: Snapshot) -> bool:
    """Of an act that decides only sometimes, it is a paper by which it does: all else is not entered so."""
    if not act.behalf or act.testimony or not (decides(act, snap) or act.decides_if):
        return False
    if LAST not in relations(snap.actor, snap.state, snap.desk):
        return False
    each = (as_entered(snap, snap.actor, snap.actor_of(one)) for one in sorted(_deciders(act, snap)))
    return any(_is_last_for(act, one) for one in each)


def _is_last_for(act: Act, entered: Snapshot) -> bool:
    """Whether the actor may enter that this person decides it, and nobody of the desk may."""
    return decides(act, entered) and why_not_enter(act, entered) is None and nobody_of_the_desk(act, entered)


def _deciders(act: Act, snap: Snapshot) -> frozenset[int]:
    """Who could decide it, by the posts of today."""
    state, held = snap.state, {**snap.comparers_in(), **snap.holders_in()}
    by = {*act.by, *(answering(state) if "step" in act.by and state.steps else ())}
    leader = {state.leader} if "leader" in by and state.leader else frozenset[int]()
    return frozenset(leader).union(*(held.get(one, frozenset()) for one in by))
