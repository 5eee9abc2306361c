"""Whose turn it is, in a line: which unit or post, who of them may, what is waited for and how long already.

Where nobody may check or approve, it is said who could not and why, and what would help.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.desks import SECONDED
from bihuan.core.loop.hearing_acts import being_asked
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.hands import APPROVES, CHECKS, HOLDERS, NOBODY, sat
from bihuan.core.state.lives import asked_to
from bihuan.core.state.papers import COMPARED_BY
from bihuan.core.state.principals import (
    CROSS_CHECKERS,
    HEAD,
    OFFICE,
    OUTSIDERS,
    PERSON,
    SUPERIORS,
    UNIT,
    principal_kind,
    principal_number,
)
from bihuan.core.state.relations import answering
from bihuan.core.state.state import State
from bihuan.core.state.turns import DECIDERS, RELATION_OF
from bihuan.core.time.days import day_of
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.naming import Names, joined, relation_said
from bihuan.matters.saying.offering import next_act
from bihuan.matters.saying.seconding import missing_second, who_may_confirm
from bihuan.matters.seeing.in_turn import held_since, people_in, people_of

FEW = 4
"""So many persons are named; more are only counted."""
JUDGED = 12
"""So many are asked whether they may answer a request."""
COMPARING = {
    COMPARED_BY["desk"]: ("verifier", "fallback", "office"),
    COMPARED_BY["auditor"]: ("auditor",),
    COMPARED_BY["outsider"]: ("outsider",),
}
"""Who compares a paper, as principals and as the posts of those who are asked."""
ROLE_OF = {who: role for role, who in DECIDERS.items() if role != NOBODY}
NOT_FREE = {
    "carried": Text("带入了说明此事的表格", "carried in the file that tells of it"),
    "checked": Text("核验过此事", "checked it"),
    "did": Text("经办过此事", "had a hand in it"),
}
NAME_SOMEBODY = Text("增加核验、审定的人", "name somebody who may check or approve")
ANSWER = Text("答复申请", "answer")
UNHELD = Text("无人任职", "nobody")
NAME_OUTSIDER = Text(
    "核验过此事的门外核验人不能再审定：请再指定一名门外的人。",
    "The outside checker who checked it cannot approve it too: name one more person from outside.",
)
NAME_APPROVER = Text(
    "请增加一名与此事无关的审定人，或再指定一名门外核验人。",
    "Name an approver who had no part in it, or one more outside checker.",
)
NAME_CHECKER = Text(
    "请增加一名与此事无关的核验人或兜底核验人，或指定一名门外核验人。",
    "Name a verifier or a fallback verifier who had no part in it, or an outside checker.",
)
NO_ANSWER = Text(
    "请在台账岗位中增加一名与此事无关的人，或请申请人撤回申请。",
    "Let somebody who had no part in it be named at the desk, or let the asker take it back.",
)


@dataclass(frozen=True, slots=True)
class InTurn:
    """One line. `days`: working days that it has waited; `missing`: nobody may, why, and what then."""

    who: Text
    people: Text | None
    does: Text | None
    since: date
    days: int
    missing: Text | None
    step: Text | None = None  # of a request with several


def turn_said(book: Book, state: State, names: Names, zone: str, *, by_name: bool) -> InTurn | None:
    """Whose turn it is; None where it is nobody's. `by_name`: the reader may see persons."""
    if state.turn is None:
        return None
    act = next_act(state)
    found, since = _who_may(book, state, act), _since(book, state, zone)
    none = found is not None and not found
    return InTurn(
        who=_where(state, book.store.desk(state.register).office, names),
        people=_named(found, names) if found and by_name else None,
        does=_does(state, act),
        since=since,
        days=max(0, book.store.calendar().workdays_between(since, book.today)),
        missing=missing_said(book, state, names) if by_name and (none or waits_for_nobody(state)) else None,
        step=_step(state),
    )


def _does(state: State, act: Act | None) -> Text | None:
    """What is waited for: an answer to a request, else what the act is called."""
    if state.steps:
        return ANSWER
    if waits_for_nobody(state):
        return NAME_SOMEBODY
    if being_asked(state):
        until = f"{state.hear_until:%m-%d}" if state.hear_until else ""
        return Text(f"等提出人答复，到 {until} 为止", f"the raiser may answer until {until}")
    return act.label if act else None


def _step(state: State) -> Text | None:
    place, many = state.step + 1, len(state.steps)
    return Text(f"第 {place} 步，共 {many} 步", f"step {place} of {many}") if many > 1 else None


def waits_for_nobody(state: State) -> bool:
    """Whether nobody may do what it waits for, so that the office must see to it."""
    by = {"check": state.check_by, "approve": state.approve_by}
    return by.get(asked_to(life_of(state.kind, state.life), state)) == NOBODY and not state.steps


def missing_said(book: Book, state: State, names: Names) -> Text:
    """Nobody may: of each role who holds it and why not, then what would help."""
    if state.request in SECONDED:
        return missing_second(state)
    if state.steps:
        return Text(f"暂无人可答复。{NO_ANSWER.zh}", f"Nobody may answer it. {NO_ANSWER.en}")
    asked, snap = asked_to(life_of(state.kind, state.life), state), _snapshot(book, state)
    checks = asked == "check"
    if now := _free_now(snap, checks):
        who = joined(names.person(one) for one in now)
        return Text(
            f"{who.zh}现在可以办理，稍后转到其待办。", f"{who.en} may do it now, and will be asked shortly."
        )
    zh, en = ("暂无人可核验", "Nobody may check it") if checks else ("暂无人可审定", "Nobody may approve it")
    roles = [_role_said(snap, role, names, checks) for role in (CHECKS if checks else APPROVES)]
    outside = bool(snap.checkers & snap.holding("outsider"))
    helps = NAME_CHECKER if checks else NAME_OUTSIDER if outside else NAME_APPROVER
    return Text(
        f"{zh}。{'；'.join(one.zh for one in roles)}。{helps.zh}",
        f"{en}. {'; '.join(one.en for one in roles)}. {helps.en}",
    )


def _free_now(snap: Snapshot, checks: bool) -> list[int]:
    """Who came into a post since, and is not asked yet."""
    roles = CHECKS if checks else APPROVES
    may = snap.who_may_check if checks else snap.who_may_approve
    return sorted(frozenset().union(*map(may, roles)))


def _role_said(snap: Snapshot, role: str, names: Names, checks: bool) -> Text:
    """核验人：秦见微（所在的督查处经办过此事）"""
    said, held = relation_said(HOLDERS[role]), sorted(snap.holding(role))
    who = joined(_not_free(snap, one, names, checks) for one in held) if held else UNHELD
    en = said.en[:1].upper() + said.en[1:]
    return Text(f"{said.zh}：{who.zh}", f"{en}: {who.en}")


def _not_free(snap: Snapshot, person: int, names: Names, checks: bool) -> Text:
    name, hands = names.person(person), snap.hands()
    unit = sat([person], snap.seats_of(frozenset([person])), hands, snap.today)
    if person in hands.people:
        why = NOT_FREE["did"]
    elif unit is not None:
        said = names.unit(unit)
        why = Text(f"所在的{said.zh}经办过此事", f"sits in {said.en}, which had a hand in it")
    else:
        why = NOT_FREE["carried" if checks else "checked"]
    return Text(f"{name.zh}（{why.zh}）", f"{name.en} ({why.en})")


def _snapshot(book: Book, state: State) -> Snapshot:
    kind = kind_of(state.kind)
    some = next(act for act in kind.acts if not act.opens)
    return book.snapshot(some, state, Mandate(SYSTEM), {}, trying=True)


def _who_may(book: Book, state: State, act: Act | None) -> list[int] | None:
    """The persons whose turn it is; None where that says nobody in particular."""
    assert state.turn is not None
    kind = principal_kind(state.turn)
    if state.request in SECONDED:
        return who_may_confirm(book, state)
    if kind == OFFICE:
        return None if waits_for_nobody(state) else _of_office(book, state)
    if kind == UNIT and state.accountable in (people := people_of(state.turn, book.today)):
        return [one for one in people if one == state.accountable]
    if kind in COMPARING:
        return _comparing(book, state, act, COMPARING[kind]) or None
    if kind in ROLE_OF or kind == CROSS_CHECKERS:
        return sorted(_deciders(book, state, ROLE_OF[kind], act))
    return people_of(state.turn, book.today) or None


def _comparing(book: Book, state: State, act: Act | None, roles: Sequence[str]) -> list[int]:
    """Those asked to compare a paper who may: of the register's desk and office, else an auditor."""
    snap = _snapshot(book, state)
    held = {**snap.holders_in(), **snap.comparers_in()}
    found = frozenset[int]().union(*(held.get(one, frozenset()) for one in roles))
    if act is None or len(found) > JUDGED:
        return []
    free = sorted(found - snap.checkers)  # who checked it brings in no approval
    return [one for one in free if _may(book, state, act, one)]


def _of_office(book: Book, state: State) -> list[int] | None:
    office = book.store.desk(state.register).office
    return (people_in(office, book.today) or None) if office else None


def _deciders(book: Book, state: State, role: str, act: Act | None) -> Collection[int]:
    """Those of a role who may do it: a claim by the core's own rule, a request by its verdict."""
    snap = _snapshot(book, state)
    if not state.steps:
        approves = asked_to(life_of(state.kind, state.life), state) == "approve"
        return snap.who_may_approve(role) if approves else snap.who_may_check(role)
    held = set(snap.holding(role) if role in HOLDERS else ())
    for relation in answering(state):
        held |= snap.holders_in().get(relation, frozenset())
    if act is None or len(held) > JUDGED:
        return held
    return [one for one in held if _may(book, state, act, one)]


def _may(book: Book, state: State, act: Act, person: int) -> bool:
    snap = book.snapshot(act, state, Mandate(book.store.actor(person)), {}, trying=True)
    return verdict(act, snap) is None


def _where(state: State, office: int | None, names: Names) -> Text:
    """The unit or the role in words: 秘书处负责人, 督查处, 核验人."""
    assert state.turn is not None
    kind, number = principal_kind(state.turn), principal_number(state.turn)
    if kind == PERSON:
        return next(_relations(state), Text("指定的人", "whoever is named"))
    if kind == UNIT or (kind == HEAD and not state.steps):
        return names.unit(number)
    if kind in (HEAD, SUPERIORS):
        unit = names.unit(number)
        return Text(f"{unit.zh}负责人", f"Head of {unit.en}")
    if kind == OFFICE and office:
        return names.unit(office)
    if state.steps:
        return joined(relation_said(one) for one in answering(state))
    return relation_said("outsider" if kind == OUTSIDERS else RELATION_OF.get(kind, "office"))


def _relations(state: State) -> Iterator[Text]:
    """In what relation the person whose turn it is stands."""
    yield from (relation_said(name) for name, who in sorted(state.ties) if who == state.turn)
    if state.steps:
        yield relation_said(answering(state)[0])


def _named(found: Sequence[int], names: Names) -> Text:
    names.need(people=found)
    if len(found) <= FEW:
        return joined(names.person(one) for one in found)
    return Text(f"{len(found)} 人", f"{len(found)} persons")


def _since(book: Book, state: State, zone: str) -> date:
    """The day from which it is this one's turn."""
    assert state.turn is not None
    since = held_since(state.id, state.turn)
    return book.today if since is None else min(day_of(since, zone), book.today)
