"""Whose turn it is, as a principal: what the to-do lists and the spells are made of.

A life names one of these, or a kind's own function of a state.
"""

from collections.abc import Callable

from bihuan.core.state.papers import COMPARED_BY, comparing
from bihuan.core.state.posts import OR
from bihuan.core.state.principals import (
    APPROVERS,
    AUDITORS,
    CROSS_CHECKERS,
    FALLBACK,
    HEAD,
    OFFICE,
    OUTSIDERS,
    PERSON,
    SECONDS,
    SECONDS_BUT_ADMINS,
    SECONDS_BUT_APPROVERS,
    SUPERIORS,
    UNIT,
    VERIFIERS,
    principal,
    principal_kind,
)
from bihuan.core.state.state import HEARD, State

Turn = Callable[[State], int | None]
RELATION_OF = {
    PERSON: "leader",
    UNIT: "lead",
    HEAD: "head",
    SUPERIORS: "head",
    OFFICE: "office",
    VERIFIERS: "verifier",
    FALLBACK: "fallback",
    APPROVERS: "approver",
    OUTSIDERS: "outsider",
    CROSS_CHECKERS: "verifier",
    **dict.fromkeys(COMPARED_BY.values(), "comparer"),
}
"""The relation in which whoever's turn it is stands, where no tie of the kind's own says otherwise."""
SECOND_TURNS = {"approver|auditor": SECONDS_BUT_ADMINS, "admin|auditor": SECONDS_BUT_APPROVERS}
DESKS = {
    "outsider": OUTSIDERS,
    "office": OFFICE,
    "approver": APPROVERS,
    "verifier": VERIFIERS,
    "fallback": FALLBACK,
}


def nobodys(state: State) -> int | None:
    """Nobody's: it has ended, or it stands."""
    return None


def offices(state: State) -> int | None:
    """The register's office."""
    return principal(OFFICE, state.register or 0)


def leads(state: State) -> int | None:
    """The unit that leads; where every part answers for itself, the office that gathers."""
    if state.lead_unit and state.mode == "lead":
        return principal(UNIT, state.lead_unit)
    return offices(state)


def heads(state: State) -> int | None:
    """Whoever signs for the unit that leads; where no single unit does, the checkers at once."""
    return signer(state) if state.mode == "lead" and state.lead_unit else checkers(state)


def signer(state: State) -> int | None:
    """The head of the unit that leads; where it has none the next above, then the register's office."""
    if state.sign_by == "office":
        return offices(state)
    if state.sign_by == "above" and state.sign_unit:
        return principal(SUPERIORS, state.sign_unit)
    return principal(HEAD, state.lead_unit) if state.lead_unit else offices(state)


DECIDERS = {
    "verifiers": VERIFIERS,
    "fallback": FALLBACK,
    "approvers": APPROVERS,
    "outsider": OUTSIDERS,
    "nobody": OFFICE,
    "cross": CROSS_CHECKERS,
}
"""Who is asked to check or to approve; where nobody may, the office must see to it that somebody does."""


def checkers(state: State) -> int | None:
    """The register's verifiers; where all of them had a hand the fallback, then an outside checker."""
    return principal(DECIDERS[state.check_by], state.register or 0)


def approvers(state: State) -> int | None:
    """The approvers once the people concerned were heard, the office until then; a part, or the showing of a
    period, needs neither.
    """
    if state.period is not None or state.role:
        return None
    return principal(DECIDERS[state.approve_by] if state.hearing in HEARD else OFFICE, state.register or 0)


def steps(state: State) -> int | None:
    """Of a request: whoever its present step names."""
    by = state.steps[state.step][0]
    if by == "leader" and state.leader:
        return principal(PERSON, state.leader)
    if by in ("head", "lead") and state.lead_unit:
        return signer(state)
    if tied := [who for name, who in state.ties if name == by]:
        return min(tied)
    if OR in by:
        return principal(SECOND_TURNS.get(by, SECONDS), state.register or 0)
    if by == "auditor":
        return principal(AUDITORS, state.org)
    return principal(DESKS.get(by, APPROVERS), state.register or 0)


def comparers(state: State) -> int | None:
    """Whoever compares the paper that was filed first; nobody, while only a meeting has decided."""
    filed = next((one for one in state.papers if one.filed), None)
    return comparing(filed.compare_by, state.register) if filed else None


OF_A_DESK: frozenset[Turn] = frozenset({offices, checkers, approvers})
"""The turns of a register's own desk: what waits in these lives waits for it."""


def tied(relation: str) -> Turn:
    """Whoever is tied to the matter by a relation of the kind's own; the office where nobody is."""

    def turn(state: State) -> int | None:
        return next((who for name, who in sorted(state.ties) if name == relation), offices(state))

    return turn


def relations_in_turn(state: State) -> frozenset[str]:
    """In which relations whoever's turn it is stands towards the matter."""
    if state.turn is None:
        return frozenset()
    own = {name for name, who in state.ties if who == state.turn}
    stepping = {"step"} if state.steps else set()
    signing = {"head"} if state.sign_by == "office" and state.turn == offices(state) else set()
    return frozenset({RELATION_OF.get(principal_kind(state.turn), ""), *own, *stepping, *signing})
