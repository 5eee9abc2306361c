"""Requests: an act that needs a yes first, with steps and a quorum for each.

会签 (all), 或签 (any) and 依次 (one step after another) are steps here; nothing else counts approvals.
The last yes performs the granted act on the matter in the same transaction; 批次审定 is one request
over many matters, with a verdict for each.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.changing import GRANTS
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused

MANY = ("batch_approval", "back_fill")
NOT_ASKED = ("reason", "occurred_on")


def open_request(book: Book, act: Act, state: State, how: Mandate, facts: Mapping[str, Any]) -> State:
    """The child matter that asks for `act.asks` of `state`, with the steps of the rule of the day."""
    assert act.asks
    granted = book.store.kind(state.kind).act(GRANTS[act.asks])
    names = {field.name for field in granted.fields} - set(NOT_ASKED)
    asked = {name: value for name, value in facts.items() if name in names}
    return _opened(
        book,
        act.asks,
        how,
        Mandate,
        register=state.register,
        parent=state.id,
        subjects=[state.id],
        asked=asked,
        facts=facts,
        lead_unit=state.lead_unit,
        leader=state.leader,
        title=state.title,
    )


def open_batch(book: Book, name: str, register: State, how: Mandate, facts: Mapping[str, Any]) -> State:
    """One request over many matters; each that can be taken is marked as waiting for it."""
    subjects = sorted(
        (one for one in facts["subjects"] if takes(book, name, one, register.id)),
        key=lambda one: _is_above(book, one),  # measures before their problem
    )
    if not subjects:
        raise Refused(Reason("not_subject"))
    shared = {
        key: facts[key] for key in ("evidence", "file_names", "heard") if key in facts and name == "back_fill"
    }
    request = _opened(
        book,
        name,
        how,
        Mandate,
        register=register.id,
        parent=register.id,
        subjects=subjects,
        asked=shared,
        facts=facts,
        lead_unit=None,
        leader=None,
        title=facts.get("title"),
    )
    for subject in subjects:
        book.perform("propose", subject, Mandate(SYSTEM), request_id=request.id, for_act=GRANTS[name])
    return request


def _is_above(book: Book, matter: int) -> bool:
    state = book.store.state(matter)
    return state is not None and state.kind == "problem"


def takes(book: Book, name: str, matter: int, register: int) -> bool:
    """Whether a matter of this register can go into a batch: free, and where the batch takes it from."""
    state = book.store.state(matter)
    if state is None or state.org != book.org or state.register != register or state.pending:
        return False
    act = book.store.kind(state.kind).by_name.get(GRANTS[name])
    if act is None or state.life not in act.when:
        return False
    return bool(state.said_closed_on) if name == "back_fill" else True


def _opened(
    book: Book,
    name: str,
    how: Mandate,
    system: Any,
    *,
    register: int | None,
    parent: int,
    subjects: list[int],
    asked: Mapping[str, Any],
    facts: Mapping[str, Any],
    lead_unit: int | None,
    leader: int | None,
    title: str | None,
) -> State:
    steps = _steps(book, name, leader)
    given: dict[str, Any] = {
        "request": name,
        "steps": steps,
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
    return book.open("request", made, register=register, parent=parent, **given)


def _steps(book: Book, name: str, leader: int | None) -> list[list[Any]]:
    """The steps of the rule; where no leader is in charge, the approvers take that step."""
    steps: list[list[Any]] = []
    for by, quorum, never in book.store.rules()[f"{name}_steps"]:
        step = ["approver" if by == "leader" and leader is None else by, quorum, never]
        if not steps or steps[-1][0] != step[0]:
            steps.append(step)
    return steps


def grant(book: Book, before: State, after: State, facts: Mapping[str, Any], how: Mandate) -> None:
    """Follow-up of a yes: after the last one, perform what was asked on each subject."""
    if after.life != "granted":
        return
    asked = json.loads(after.asked or "{}")
    name = GRANTS[after.request or ""]
    given = Mandate(how.actor, how.for_whom, how.basis, granted=after.id)
    many = after.request in MANY
    for subject in after.subjects:
        state = book.store.state(subject)
        if state is None or (many and state.pending != after.id):
            continue  # it has left the batch since
        try:
            act = book.store.kind(state.kind).act(_end_of(book, name, state))
            extra = {k: v for k, v in asked.items() if act.field(k)}
            if act.field("reason"):
                extra["reason"] = "—"
            if name == "back_fill":  # 补录 is dated as it was signed (product.md, "Mandate offices work" 7)
                extra["occurred_on"] = state.said_closed_on
            book.perform(act.name, subject, given, **extra)
        except Refused as refused:
            if not many:
                raise
            book.perform(
                "end_request",
                subject,
                Mandate(SYSTEM),
                request_id=after.id,
                outcome="refused",
                why=refused.reason.code,
            )


def _end_of(book: Book, name: str, state: State) -> str:
    """In a batch, long-term measures go over into 常态化 where the others are signed off."""
    kind = book.store.kind(state.kind)
    if (
        name == "sign_off"
        and "continue_long_term" in kind.by_name
        and (state.due_kind in ("recurring", "long_term") or state.due_then == "long_term")
    ):
        return "continue_long_term"
    return name


def waits_no_longer(book: Book, state: State) -> None:
    """What ends otherwise takes its open request along, or leaves its batch; the last one ends that."""
    request = book.store.state(state.pending) if state.pending else None
    if request is None:
        return
    if request.request in MANY:
        book.perform("end_request", state.id, Mandate(SYSTEM), request_id=request.id, outcome="withdrawn")
        left = (book.store.state(one) for one in request.subjects)
        if any(one is not None and one.pending == request.id for one in left):
            return
    book.perform("lapse", request.id, Mandate(SYSTEM))


def end_request(book: Book, before: State, after: State, facts: Mapping[str, Any], how: Mandate) -> None:
    """Follow-up of a no, a withdrawal or a lapse: the subjects wait no longer."""
    for subject in after.subjects:
        state = book.store.state(subject)
        if state and state.pending == after.id:
            book.perform("end_request", subject, Mandate(SYSTEM), request_id=after.id, outcome=after.life)
