"""Requests: an act that needs a yes first, with steps and a quorum for each.

会签 (all), 或签 (any) and 依次 (one step after another) are steps here; nothing else counts approvals.
The last yes performs the granted act on the matter in the same transaction; 批次审定 is one request
over many matters, with a verdict for each. What is asked for, and what a yes performs, stands in the row of
the act that asks.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused

REQUEST_KIND = "request"
"""The spine's own kind of a request (spine_kinds.py)."""
NOT_ASKED = ("reason", "occurred_on")
Facts = Mapping[str, Any]


def open_request(book: Book, act: Act, state: State, how: Mandate, facts: Facts) -> State:
    """The child matter that asks for `act.asks` of `state`, with the steps of the rule of the day."""
    granted = book.store.kind(state.kind).act(act.grants)
    asked = asked_of(granted, facts)
    return _opened(book, act, state, how, facts, subjects=[state.id], asked=asked, title=state.title)


def asked_of(granted: Act, facts: Facts) -> dict[str, Any]:
    """Of the facts of what asks, those of what would be done."""
    names = {field.name for field in granted.fields} - set(NOT_ASKED)
    return {name: value for name, value in facts.items() if name in names}


def open_batch(book: Book, act: Act, register: State, how: Mandate, facts: Facts) -> State:
    """One request over many matters; each that can be taken is marked as waiting for it."""
    subjects = sorted(
        (one for one in facts["subjects"] if takes(book, act, one, register.id)),
        key=lambda one: _closes_by_children(book, one),  # measures before their problem
    )
    if not subjects:
        raise Refused(Reason("not_subject"))
    asked = {name: facts[name] for name in act.shares if name in facts}
    request = _opened(
        book, act, register, how, facts, subjects=subjects, asked=asked, title=facts.get("title")
    )
    for subject in subjects:
        book.perform("propose", subject, Mandate(SYSTEM), request_id=request.id, for_act=act.grants)
    return request


def _closes_by_children(book: Book, matter: int) -> bool:
    state = book.store.state(matter)
    return state is not None and book.store.kind(state.kind).counted is not None


def takes(book: Book, act: Act, matter: int, register: int) -> bool:
    """Whether a matter of this register can go into a batch: free, and where the batch takes it from."""
    state = book.store.state(matter)
    if state is None or state.org != book.org or state.register != register or state.pending:
        return False
    granted = book.store.kind(state.kind).by_name.get(act.grants)
    if granted is None or state.life not in granted.when:
        return False
    return act.taken_if is None or act.taken_if(state)


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
    given: dict[str, Any] = {
        "request": act.asks,
        "steps": _steps(book, act, _instead(book, above, leader), _asking_as(book, above, how)),
        "subjects": subjects,
        "asked": json.dumps(asked, ensure_ascii=False, sort_keys=True),
        "why": facts.get("reason"),
        "lead_unit": lead_unit,
        "leader": leader,
        "title": title,
        "evidence": facts.get("evidence"),
        "file_names": facts.get("file_names"),
    }
    made = replace(how, seen=None, within=True)
    return book.open(REQUEST_KIND, made, register=above.register, parent=above.id, **given)


def _asking_as(book: Book, above: State, how: Mandate) -> Collection[str]:
    """The relations in which whoever asks stands towards what it is about."""
    asker = book.store.actor(how.for_whom) if how.for_whom else how.actor
    return relations(asker, above, book.store.desk(above.register)).keys()


def _instead(book: Book, above: State, leader: int | None) -> frozenset[str]:
    """Whose step the approvers take: a leader's where none is in charge, the office's where it had a hand."""
    office = book.store.desk(above.register).office
    had_hand = office in {above.lead_unit, *above.led_units, *above.hand_units}
    return frozenset({"leader"} if leader is None else ()) | frozenset({"office"} if had_hand else ())


def _steps(book: Book, act: Act, instead: Collection[str], asking_as: Collection[str]) -> list[list[Any]]:
    """The steps of the rule, or of the row; some of them the approvers take.

    No rule leaves out those whose yes comes first and last; who asks has said yes where that comes first.
    """
    steps: list[list[Any]] = []
    for by, quorum, never in book.store.rules().get(f"{act.asks}_steps", act.steps):
        step = ["approver" if by in instead else by, quorum, never]
        if not steps or steps[-1][0] != step[0]:
            steps.append(step)
        else:
            steps[-1][2] = steps[-1][2] or never
    if not act.last:
        return steps
    between = [step for step in steps if step[0] not in (act.first, act.last)]
    opening = [] if act.first in asking_as else _of(steps, act.first)[:1]
    return [*opening, *between, [act.last, _of(steps, act.last)[-1][1], True]]


def _of(steps: list[list[Any]], by: str) -> list[list[Any]]:
    return [step for step in steps if step[0] == by] or [[by, "any", False]]


def grant(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of a yes: after the last one, perform what was asked on each subject."""
    if after.life != "granted":
        return
    act = _asking(book, after)
    given = Mandate(how.actor, how.for_whom, how.basis, granted=after.id, paper=how.paper)
    for subject in after.subjects:
        state = book.store.state(subject)
        if state is None or (act.many and state.pending != after.id):
            continue  # it has left the batch since
        try:
            _perform(book, act, after, state, given)
        except Refused as refused:
            if not act.many:
                raise
            _end(book, state, after.id, "refused", why=refused.reason.code)


def _asking(book: Book, request: State) -> Act:
    """The act by which the request was opened, on the matter above it."""
    above = book.store.state(request.parent or 0)
    assert above is not None
    return next(act for act in book.store.kind(above.kind).acts if act.asks == request.request)


def _perform(book: Book, act: Act, request: State, state: State, given: Mandate) -> None:
    kind = book.store.kind(state.kind)
    granted = kind.act(act.grants)
    if act.many and granted.instead and granted.instead[1](state):
        granted = kind.act(granted.instead[0])
    asked = json.loads(request.asked or "{}")
    extra = {name: value for name, value in asked.items() if granted.field(name)}
    if granted.field("reason"):
        extra["reason"] = "—"
    if act.dated_by:  # 补录 is dated as it was signed (product.md, "How offices really work" 7)
        extra["occurred_on"] = getattr(state, act.dated_by)
    book.perform(granted.name, state.id, given, **extra)


def waits_no_longer(book: Book, state: State) -> None:
    """What ends otherwise takes its open request along, or leaves its batch; the last one ends that."""
    request = book.store.state(state.pending) if state.pending else None
    if request is None:
        return
    if _asking(book, request).many:
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
