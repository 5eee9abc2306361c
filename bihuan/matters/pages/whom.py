"""For whom an act may be recorded (代谁办理): those whom the verdict on it allows, the most likely first.

Only those are judged who stand in one of the relations that the act asks for; they are read at once, so that
a form costs as many statements in a house of five thousand as in one of five.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.deciding import decides
from bihuan.core.acts.entering import as_entered, may_bring_in, nobody_of_the_desk, why_not_enter
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.desks import SECONDED
from bihuan.core.loop.papers import for_whom_one_serves
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.papers import DESK, SIGNED
from bihuan.core.state.principals import PERSON, UNIT, principal_kind, principal_number
from bihuan.core.state.relations import BESIDES, answering, relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text
from bihuan.matters.pages import choices
from bihuan.matters.pages.choices import Options
from bihuan.matters.pages.on_paper import may_decide
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.naming import relation_said
from bihuan.matters.seeing.behalf import Near, people_near
from bihuan.matters.writing.acts import know, reading
from bihuan.web.acting import SignedInRequest

NAMED = ("accountable", "leader", "raiser", "represented", "asker")
"""Relations of persons, not of posts: whoever is meant by name is the most likely."""
OF_THE_FORM = frozenset({"no_scan"})
"""Refusals that the form itself mends."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Those for whom it may be recorded, as a form offers them; or why for none who could do it."""

    options: Sequence[tuple[str, Text]] = ()
    why: Reason | None = None

    def offered(self, request: SignedInRequest) -> Options | None:
        """What the form offers; where there is nobody, nothing is asked, unless somebody was sent."""
        return list(self.options) if self.options or request.POST.get("for_whom") else None


def whom_of(request: SignedInRequest, act: Act, state: State) -> Whom | None:
    """Whom the form offers to whoever has it open; None where that person records this for nobody."""
    if not act.behalf or state.request in SECONDED:  # a second person answers in person
        return None
    book, me = reading(state.org, today=today_of(request)), sight_of(request).actor
    if not may_bring_in(act, book.snapshot(act, state, Mandate(me), {}, trying=True)):
        return None
    return recordable(book, act, state, me)


def recordable(book: Book, act: Act, state: State, me: Actor) -> Whom:
    """Whom the form of an act offers to somebody who may record it."""
    desk, by = book.store.desk(state.register), _asked_of(act, state)
    people = people_near(book.org, _near(state, desk, by), book.today)
    people = [one for one in people if one != me.person]
    know(book, people)
    found: list[tuple[int, int, str]] = []
    why: Reason | None = None
    for place, person in enumerate(people):
        held = relations(book.store.actor(person), state, desk)
        if not (mine := [one for one in by if one in held]):
            continue
        if reason := _why_not(book, act, state, me, person):
            why = why or reason
        else:
            found.append((by.index(mine[0]), place, mine[0]))
    order = [(people[place], relation) for _, place, relation in sorted(found)]
    return Whom(_offered(book, order), None if order else why)


def _asked_of(act: Act, state: State) -> list[str]:
    """The relations of those who may do it, the most likely first; of a step, of those who answer it."""
    by = [*(answering(state) if "step" in act.by and state.steps else ()), *act.by]
    return sorted(dict.fromkeys(by), key=lambda one: one not in NAMED)


def _near(state: State, desk: Desk, by: Sequence[str]) -> Near:
    """Where those sit, or who they are, that stand in one of these relations."""
    asked = {*by, *(BESIDES[one] for one in by if one in BESIDES)}
    units: set[int | None] = set(state.supporting if "supporting" in asked else ())
    units |= {state.lead_unit, state.sign_unit} if asked & {"lead", "head"} else set()
    if "office" in asked or ("head" in asked and state.sign_by == "office"):
        units.add(desk.office)
    tied = [who for name, who in state.ties if name in asked]
    units |= {principal_number(who) for who in tied if principal_kind(who) == UNIT}
    roles = asked & {"leader", "admin", "auditor", "supervisor"}
    return Near(
        units={one for one in units if one},
        posts=desk.posts if asked & {"verifier", "fallback", "approver", "outsider"} else (),
        roles=roles,
        people=[*_by_name(state, asked), *(principal_number(w) for w in tied if principal_kind(w) == PERSON)],
    )


def _by_name(state: State, asked: set[str]) -> Iterator[int]:
    for name, people in (
        ("accountable", [state.accountable]),
        ("leader", [state.leader]),
        ("raiser", sorted(state.raisers)),
        ("asker", [state.opened_by]),
        ("represented", sorted(state.spoken_for)),
    ):
        yield from (one for one in people if one and name in asked)


def _why_not(book: Book, act: Act, state: State, me: Actor, person: int) -> Reason | None:
    """Why it may not be recorded for somebody, with the signed sheet in hand."""
    snap = book.snapshot(act, state, Mandate(me, person, SIGNED), {}, trying=True)
    if may_decide(act) and person not in me.people and decides(act, snap):
        return _why_not_entered(act, snap, person)
    reason = verdict(act, snap)
    return None if reason and reason.code in OF_THE_FORM else reason


def _why_not_entered(act: Act, snap: Snapshot, person: int) -> Reason | None:
    """The same of a decision, which is entered from its paper and compared by another."""
    assert snap.for_whom is not None
    if any((one.act, one.person) == (act.name, person) for one in snap.state.papers):
        return Reason("paper_waits")
    entered = as_entered(snap, snap.actor, snap.for_whom)
    if why := for_whom_one_serves(replace(snap, facts={"represented": person})):
        return why
    of_the_desk = {*DESK, "secretary"} & relations(snap.actor, snap.state, snap.desk).keys()
    if not of_the_desk and not nobody_of_the_desk(act, entered):
        return Reason("desk_enters_it")
    return why_not_enter(act, entered)


def _offered(book: Book, order: Sequence[tuple[int, str]]) -> list[tuple[str, Text]]:
    named = dict(choices.people(book.org, book.today, only=[person for person, _ in order]))
    return [
        (str(person), choices.marked(named[str(person)], relation_said(relation)))
        for person, relation in order
    ]
