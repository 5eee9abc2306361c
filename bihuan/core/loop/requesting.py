"""Requests: an act that needs a yes first, with steps and a quorum for each.

会签 (all), 或签 (any) and 依次 (one step after another) are steps here; nothing else counts approvals.
The last yes performs the granted act on the matter in the same transaction; 批次审定 is one request
over many matters, with a verdict for each. What is asked for, and what a yes performs, stands in the row of
the act that asks.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.answering import given_out
from bihuan.core.loop.one_yes_each import behind_asking, says_yes_by_asking
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.answers import ASKING
from bihuan.core.state.hands import Seat
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused

REQUEST_KIND = "request"
"""The spine's own kind of a request (spine_kinds.py)."""
APART = ("verifier", "fallback", "approver")
"""Who confirms what somebody of another 处室 must confirm, in this order."""
NOT_ASKED = ("reason", "occurred_on")
Facts = Mapping[str, Any]


def open_request(book: Book, act: Act, state: State, how: Mandate, facts: Facts) -> State:
    """The child matter that asks for `act.asks` of `state`, with the steps of the rule of the day."""
    granted = book.store.kind(state.kind).act(act.grants)
    asked = asked_of(granted, facts)
    return _opened(book, act, state, how, facts, subjects=[state.id], asked=asked, title=state.title)


def divided_of(act: Act, asked: Facts) -> dict[str, str | None]:
    """What would be done as two texts: one that stands for ever, and one of personal words, to be erased."""
    personal = {field.name for field in act.fields if field.personal}
    words = {name: value for name, value in asked.items() if name in personal}
    rest = {name: value for name, value in asked.items() if name not in personal}
    return {"asked": _text(rest), "words": _text(words) if words else None}


def said_of(request: State) -> dict[str, Any]:
    """The same read back, as facts."""
    found: dict[str, Any] = json.loads(request.asked or "{}") | json.loads(request.words or "{}")
    return found


def _text(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def asked_of(granted: Act, facts: Facts) -> dict[str, Any]:
    """Of the facts of what asks, those of what would be done."""
    names = {field.name for field in granted.fields} - set(NOT_ASKED)
    return {name: value for name, value in facts.items() if name in names}


def open_batch(book: Book, act: Act, register: State, how: Mandate, facts: Facts) -> State:
    """One request over many matters; each that can be taken is marked as waiting for it."""
    asked = {name: facts[name] for name in act.shares if name in facts}
    book.store.expect(facts["subjects"])
    why = {one: why_not(book, act, one, register.id, how, asked) for one in facts["subjects"]}
    if whole := next((one for one in why.values() if one and one.of_all), None):
        raise Refused(whole)  # no row slips out of a batch for want of what is said once for all
    subjects = sorted(
        (one for one, reason in why.items() if reason is None),
        key=lambda one: _closes_by_children(book, one),  # measures before their problem
    )
    if not subjects:
        raise Refused(next((one for one in why.values() if one), None) or Reason("not_subject"))
    request = _opened(
        book, act, register, how, facts, subjects=subjects, asked=asked, title=facts.get("title")
    )
    for subject in subjects:
        book.perform("propose", subject, Mandate(SYSTEM), request_id=request.id, for_act=act.grants)
    return request


def _closes_by_children(book: Book, matter: int) -> bool:
    state = book.store.state(matter)
    return state is not None and book.store.kind(state.kind).counted is not None


def why_not(book: Book, act: Act, matter: int, register: int, how: Mandate, asked: Facts) -> Reason | None:
    """Why a matter of this register cannot go into a batch: not free, not where the batch takes it from."""
    state = book.store.state(matter)
    if state is None or state.org != book.org or state.register != register or state.pending:
        return Reason("not_subject")
    granted = book.store.kind(state.kind).by_name.get(act.grants)
    if granted is None or state.life not in granted.when:
        return Reason("not_subject")
    snap = book.snapshot(granted, state, how, asked)
    return next((reason for guard in act.takes if (reason := guard(snap))), None)


def _opened(
    book: Book,
    act: Act,
    above: State,
    how: Mandate,
    facts: Facts,
    *,
    subjects: list[int],
    asked: Facts,
    title: str | None,
) -> State:
    lead_unit, leader = (None, None) if act.many else (above.lead_unit, above.leader)
    snap = book.snapshot(act, above, how, {}, trying=True)
    behind, says_yes = behind_asking(snap), says_yes_by_asking(snap, act.first)
    given: dict[str, Any] = {
        "request": act.asks,
        "steps": _apart(book, act, above, how)
        or _open_to(
            book,
            snap,
            subjects,
            leader,
            _steps(
                book,
                act,
                _instead(book, act, above, None if leader in behind else leader),
                said_first=says_yes,
            ),
        ),
        "subjects": subjects,
        **divided_of(act, asked),
        "why": facts.get("reason"),
        "lead_unit": lead_unit,
        "leader": leader,
        "title": title,
        "evidence": facts.get("evidence"),
        "file_names": facts.get("file_names"),
    }
    given[ASKING] = sorted(behind - {how.actor.person}) or None
    if says_yes:
        given["first_yes"] = sorted(snap.deciders)
    if act.apart:
        given["apart"] = True
    made = replace(how, seen=None, within=True)
    return book.open(REQUEST_KIND, made, register=above.register, parent=above.id, **given)


def _instead(book: Book, act: Act, above: State, leader: int | None) -> Mapping[str, str]:
    """Whose step others take: a leader's the approvers where none is in charge, the office's where it had a
    hand; a head's the office where the unit has none, nor anybody above.
    """
    office = book.store.desk(above.register).office
    had_hand = office in {above.lead_unit, *above.led_units, *above.hand_units}
    found = {"leader": "approver"} if leader is None else {}
    found |= {"office": "approver"} if had_hand else {}
    headed = act.many or above.lead_unit is None or "head" not in _named(book, act)
    if not headed and book.store.signs(above.lead_unit or 0)[0] == "office":
        found["head"] = found.get("office", "office")
    return found


def _named(book: Book, act: Act) -> frozenset[str]:
    return frozenset(by for by, *_ in book.store.rules().get(f"{act.asks}_steps", act.steps))


def _steps(book: Book, act: Act, instead: Mapping[str, str], *, said_first: bool) -> list[list[Any]]:
    """The steps of the rule, or of the row; some of them the approvers take.

    No rule leaves out those whose yes comes first and last, unless it was said by asking.
    And by no rule does the side that asks grant it to itself: it signs first, and another has the last word.
    """
    asked = [
        [instead.get(by, by), quorum, never]
        for by, quorum, never in book.store.rules().get(f"{act.asks}_steps", act.steps)
    ]
    if not act.own_unit:
        asked.sort(key=lambda step: step[0] not in DOING_SIDE)
        if not asked or asked[-1][0] in DOING_SIDE:
            asked.append([instead.get("office", "office"), "any", True])
    steps: list[list[Any]] = []
    for step in asked:
        if not steps or steps[-1][0] != step[0]:
            steps.append(step)
        else:
            steps[-1][2] = steps[-1][2] or step[2]
    if not act.last:
        return steps
    between = [step for step in steps if step[0] not in (act.first, act.last)]
    opening = [] if said_first else _of(steps, act.first)[:1]
    return [*opening, *between, [act.last, _of(steps, act.last)[-1][1], True]]


def _open_to(
    book: Book, snap: Snapshot, subjects: Sequence[int], leader: int | None, steps: list[list[Any]]
) -> list[list[Any]]:
    """The steps, each by somebody who may answer it, and by different persons (answering.py)."""
    about = [one for subject in subjects if (one := book.store.state(subject))]
    asked = [(by, quorum, never) for by, quorum, never in steps]
    return [list(step) for step in given_out(snap, about, leader, asked, behind_asking(snap))]


def _apart(book: Book, act: Act, above: State, how: Mandate) -> list[list[Any]]:
    """Where somebody of another 处室 must answer: the first of those of whom somebody sits elsewhere.

    Empty where the steps of the rule will do.
    """
    if not act.apart:
        return []
    held = book.store.holders(above.register)
    mine = {seat.unit for seat in _sitting(book, how.actor.people)}
    for by in APART:
        elsewhere = [one for one in held.get(by, ()) if not mine & {s.unit for s in _sitting(book, {one})}]
        if elsewhere:
            return [[by, "any", True]] if by != APART[0] else []
    return []


def _sitting(book: Book, people: Collection[int]) -> list[Seat]:
    """The posts that they hold today."""
    seats = book.store.seats(frozenset(people))
    return [one for one in seats if one.sits(book.today)]


def _of(steps: list[list[Any]], by: str) -> list[list[Any]]:
    return [step for step in steps if step[0] == by] or [[by, "any", False]]


def grant(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of a yes: after the last one, perform what was asked on each subject."""
    if after.life != "granted":
        return
    act = asking_act(book, after)
    rests = tuple((one.seq, one.person) for one in after.rests)  # of every step, not of the last alone
    given = Mandate(how.actor, how.for_whom, how.basis, granted=after.id, paper=how.paper, rests=rests)
    if act.many:
        book.store.expect(after.subjects)
    done, why = 0, None
    for subject in after.subjects:
        state = book.store.state(subject)
        if state is None or (act.many and state.pending != after.id):
            continue  # it has left the batch since
        try:
            _perform(book, act, after, state, given)
            done += 1
        except Refused as refused:
            if not act.many:
                raise
            why = refused
            _end(book, state, after.id, "refused", why=refused.reason.code)
    if why and not done:  # a yes that grants nothing is somebody else's to give
        raise why


def asking_act(book: Book, request: State) -> Act:
    """The act by which the request was opened, on the matter above it."""
    above = book.store.state(request.parent) if request.parent else None
    assert above is not None
    return next(act for act in book.store.kind(above.kind).acts if act.asks == request.request)


def _perform(book: Book, act: Act, request: State, state: State, given: Mandate) -> None:
    granted = act.granted_on(book.store.kind(state.kind).by_name, state)
    assert granted is not None
    extra = {name: value for name, value in said_of(request).items() if granted.field(name)}
    if granted.field("reason"):
        extra["reason"] = "—"
    if act.dated_by:  # 补录 is dated as it was signed (product.md, "How offices really work" 7)
        extra["occurred_on"] = getattr(state, act.dated_by) or said_of(request).get(act.dated_by)
    if granted.field("file_names") and "evidence" in extra:  # their names are personal: not in what is asked
        named = dict(book.store.files_of(request.id))
        extra["file_names"] = [named.get(one, "—") for one in extra["evidence"]]
    book.perform(granted.name, state.id, given, **extra)


def waits_no_longer(book: Book, state: State) -> None:
    """What ends otherwise takes its open request along, or leaves its batch; the last one ends that."""
    request = book.store.state(state.pending) if state.pending else None
    if request is None:
        return
    if asking_act(book, request).many:
        _end(book, state, request.id, "withdrawn")
        left = (book.store.state(one) for one in request.subjects)
        if any(one is not None and one.pending == request.id for one in left):
            return
    book.perform("lapse", request.id, Mandate(SYSTEM))


def end_request(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of a no, a withdrawal or a lapse: the subjects wait no longer."""
    for subject in after.subjects:
        state = book.store.state(subject)
        if state and state.pending == after.id:
            _end(book, state, after.id, after.life)


def _end(book: Book, state: State, request: int, outcome: str, **more: Any) -> None:
    """The matter waits for the request no longer, by the act whose row says so."""
    act = next(one for one in book.store.kind(state.kind).acts if one.ends_request)
    book.perform(act.name, state.id, Mandate(SYSTEM), request_id=request, outcome=outcome, **more)
