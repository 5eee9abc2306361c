"""Whom an act's notice is for, as principals. Nothing automatic reaches anyone above a head of 处室."""

from collections.abc import Mapping
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.state.principals import (
    ADMINS,
    APPROVERS,
    AUDITORS,
    HEAD,
    OFFICE,
    PERSON,
    SECONDS,
    SECONDS_BUT_ADMINS,
    SECONDS_BUT_APPROVERS,
    SUPERIORS,
    UNIT,
    principal,
    principal_kind,
)
from bihuan.core.state.state import State
from bihuan.core.state.turns import checkers

SECONDED = {
    SECONDS: (ADMINS, AUDITORS),
    SECONDS_BUT_APPROVERS: (ADMINS, AUDITORS),
    SECONDS_BUT_ADMINS: (AUDITORS,),
}
"""Who of those whom a second yes may come from is told; approvers find it on their page."""
_FOUND = (PERSON, APPROVERS, SUPERIORS)
"""Whose turn is found on their page by whoever it is: they may stand above a head of 处室."""


def principals_told(act: Act, before: State | None, after: State, event: Happened) -> list[int]:
    """The principals to be told of the event, each once."""
    found: dict[int, None] = {}
    if act.tells_if and not act.tells_if(before, after):
        return []
    if "posted" in act.tells:
        found |= dict.fromkeys(_posted(after, event.plain))
    if "represented" in act.tells or act.behalf:
        found |= {principal(PERSON, one): None for one in event.plain.get("told_people", ())}
    for relation in act.tells:
        for one in _of(relation, after):
            found[one] = None
        if before and relation == "lead" and before.lead_unit != after.lead_unit:
            for one in _of(relation, before):
                found[one] = None
    return list(found)


def _posted(state: State, plain: Mapping[str, Any]) -> list[int]:
    """Whoever gains or loses a post that checks, the offices of the registers, and the auditors."""
    if "told_desks" not in plain:
        return []
    told = [principal(PERSON, one) for one in plain["told_people"]]
    told += [principal(OFFICE, one) for one in plain["told_desks"]]
    return [*told, principal(AUDITORS, state.org)]


def _of(relation: str, state: State) -> list[int]:
    if relation == "lead":
        return [principal(UNIT, state.lead_unit)] if state.lead_unit else []
    if relation == "head":
        return _signer(state)
    if relation == "accountable":
        told_apart = state.accountable and state.accountable != state.leader
        return [principal(PERSON, state.accountable)] if told_apart and state.accountable else []
    if relation == "supporting":
        return [principal(UNIT, unit) for unit in sorted(state.supporting)]
    if relation == "raiser":
        return [principal(PERSON, person) for person in sorted(state.raisers)]
    if relation == "asker":
        return [principal(PERSON, state.opened_by)] if state.opened_by else []
    if relation == "office":
        return [principal(OFFICE, state.register)] if state.register else []
    if relation == "check":
        return [one for one in [checkers(state)] if one is not None]
    if relation == "step":
        turn = state.turn
        if turn is not None and (circles := SECONDED.get(principal_kind(turn))):
            return [principal(circle, state.org) for circle in circles]
        return [turn] if turn is not None and principal_kind(turn) not in _FOUND else []
    return sorted(who for name, who in state.ties if name == relation)


def _signer(state: State) -> list[int]:
    """Whoever signs for the unit; where that is somebody above, the office, which takes the paper there."""
    if state.sign_by != "head" and state.register:
        return [principal(OFFICE, state.register)]
    return [principal(HEAD, state.lead_unit)] if state.lead_unit else []
