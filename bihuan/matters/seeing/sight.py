"""What a person may see: one source for single pages, lists, search, counts and exports.

A person's principals are what stakes are held by: the person, the units and desks of the day's hats,
and those of the absent person whose place is taken. Out of sight is 404, never 403.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from bihuan.core.acts.stakes import CIRCLES, circles_of, stakes_of
from bihuan.core.chain.ids import belongs
from bihuan.core.sql import marks
from bihuan.core.state.actor import READ_ONLY, Actor
from bihuan.core.state.principals import (
    APPROVERS,
    COMPARERS,
    COMPARING_AUDITORS,
    COMPARING_OUTSIDERS,
    CROSS_CHECKERS,
    DESK,
    FALLBACK,
    HEAD,
    OFFICE,
    ORG,
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
from bihuan.core.state.relations import AT_THE_HEAD
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Matter, Seen
from bihuan.matters.seeing.actors import actor_of

ALL_DESKS = frozenset({"auditor", "admin"})
_ROLES = {"verifier": VERIFIERS, "fallback": FALLBACK, "approver": APPROVERS, "outsider": OUTSIDERS}


@dataclass(frozen=True, slots=True)
class Sight:
    """One person's eyes in one organisation on one day."""

    org: int
    actor: Actor
    principals: tuple[int, ...]
    desks: frozenset[int]
    lent: frozenset[int] = frozenset()  # principals of those whom a secretary serves: eyes, and no to-do

    def sees(self, state: State) -> bool:
        """The single-record rule."""
        held = set(self.principals)
        return state.org == self.org and any(one in held for one, _ in stakes_of(state, kind_of(state.kind)))

    @property
    def own(self) -> tuple[int, ...]:
        """The principals that things wait for and that are told of them.

        All but the units that a leader looks down on: nothing automatic reaches anyone above a head of 处室.
        """
        units = {principal(UNIT, unit) for unit in self.actor.works_in}
        mine = (one for one in self.principals if one not in self.lent)
        return tuple(one for one in mine if principal_kind(one) != UNIT or one in units)

    def clause(self, alias: str = "m") -> tuple[str, list[int]]:
        """The list rule as SQL over a table of matters, with its parameters.

        `id IN (…)` over the (principal, matter) index, never a correlated EXISTS: measured far quicker.
        """
        held = marks(self.principals)
        sql = f"{alias}.id IN (SELECT s.matter_id FROM matters_seen s WHERE s.principal IN ({held}))"
        return sql, list(self.principals)


def sight(org: int, person: int, *, on: date) -> Sight:
    """The sight of a person on a day: the hats in one statement, the desks in another."""
    return eyes_of(org, actor_of(person, on=on))


def eyes_of(org: int, actor: Actor) -> Sight:
    """The same of somebody whose hats are known."""
    found, desks = _eyes(org, actor)
    others = [_eyes(org, one) for one in actor.serves]
    lent = frozenset().union(*(eyes for eyes, _ in others)) - found
    desks = desks.union(*(more for _, more in others))
    return Sight(org, actor, tuple(sorted(found | lent)), desks, lent)


def _eyes(org: int, actor: Actor) -> tuple[frozenset[int], frozenset[int]]:
    """The principals that somebody is, and the desks at which that person sits."""
    found = {principal(ORG, org)} | {principal(PERSON, one) for one in actor.people}
    for hat in actor.hats:
        if hat.works:
            found |= {principal(UNIT, unit) for unit in (hat.reach or {hat.unit})}
        if hat.role == "head":
            found.add(principal(HEAD, hat.unit))
        if hat.role in AT_THE_HEAD:
            found.add(principal(SUPERIORS, hat.unit))
        if belongs(hat.unit, org):
            found |= {principal(CIRCLES[one], org) for one in circles_of(hat)}
    desks: set[int] = set()
    for register, role in _desks(org, actor):
        if role != OUTSIDERS:  # whose eyes are for what they check alone
            desks.add(register)
            found.add(principal(DESK, register))
        if role:
            found.add(principal(role, register))
        if role in (VERIFIERS, FALLBACK):
            found.add(principal(CROSS_CHECKERS, register))
        found |= {principal(one, register) for one in (*_confirms(actor, role), *_compares(actor, role))}
    return frozenset(found), frozenset(desks)


def _confirms(actor: Actor, role: int) -> tuple[int, ...]:
    """Whoever is asked as a second person about a register: administrators, its approvers, auditors."""
    roles = {hat.role for hat in actor.hats}
    found = {SECONDS_BUT_ADMINS} if role == APPROVERS else set()
    found |= {SECONDS_BUT_APPROVERS} if "admin" in roles else set()
    found |= {SECONDS_BUT_ADMINS, SECONDS_BUT_APPROVERS} if "auditor" in roles else set()
    return (SECONDS, *found) if found else ()


def _compares(actor: Actor, role: int) -> tuple[int, ...]:
    """Whoever may be asked to compare a decision on paper."""
    found = [COMPARERS] if role in (OFFICE, VERIFIERS, FALLBACK) else []
    found += [COMPARING_OUTSIDERS] if role == OUTSIDERS else []
    return tuple(found + ([COMPARING_AUDITORS] if any(hat.role == "auditor" for hat in actor.hats) else []))


def visible(seen_by: Sight) -> QuerySet[Matter]:
    """The list rule as a query set: what every list, search, count and export starts from."""
    held = Seen.objects.filter(principal__in=seen_by.principals).values("matter_id")
    return Matter.objects.filter(org_id=seen_by.org, id__in=held)


def _desks(org: int, actor: Actor) -> Collection[tuple[int, int]]:
    posts = [hat.post for hat in actor.hats if hat.role not in READ_ONLY]
    units = actor.works_in
    if not actor.hats:
        return []
    everything = any(hat.role in ALL_DESKS for hat in actor.hats)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, d.office_id, p.role FROM matters_desk d"
            " LEFT JOIN matters_deskpost p ON p.register_id = d.id"
            f" AND p.to_seq IS NULL AND p.post_id IN ({marks(posts)}) WHERE d.org_id = %s",
            [*posts, org],
        )
        rows = cursor.fetchall()
    found = {(register, _ROLES[role]) for register, _, role in rows if role in _ROLES}  # not from outside
    found |= {(register, OFFICE) for register, office, _ in rows if office in units}
    return found | ({(register, 0) for register, *_ in rows} if everything else set())
