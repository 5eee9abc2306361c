"""Who decides: guards on checkers and approvers, by natural persons and by the units in which they sat.

Whoever checks, hears, or agrees is judged when it is done and again at the end (house.md, the theorem).
"""

from collections.abc import Iterable
from datetime import date

from bihuan.core.acts.quorum import decided_alone
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.hands import CROSS, NOBODY, checked, sit_apart
from bihuan.core.state.lives import CLOSED
from bihuan.core.state.relations import from_outside
from bihuan.core.state.state import HEARD
from bihuan.core.words.reasons import Reason


def still_foreign(snap: Snapshot) -> Reason | None:
    """Whoever checked, heard or agreed has had no hand in the matter up to now, nor sat where one was had."""
    return checked_by_foreign_hands(snap) or _decided_by_foreign_hands(snap)


def checked_by_foreign_hands(snap: Snapshot) -> Reason | None:
    """The same of its checkers alone; what gathers parts was checked part by part, each by foreign hands."""
    checks = snap.state.checks
    if checks and not snap.checked_together(_dated(checks)):
        return Reason("checker_had_hand", {"person": checks[-1][0][0]})
    parts = snap.gathered()
    free = snap.checked_by_free(parts)
    for part in parts:
        if not free[part.id]:
            return Reason("part_checker_had_hand", {"person": min(part.checkers), "unit": part.lead_unit})
    return None


def _dated(checks: Iterable[tuple[tuple[int, ...], str]]) -> list[tuple[tuple[int, ...], date]]:
    return [(people, date.fromisoformat(day)) for people, day in checks]


def _decided_by_foreign_hands(snap: Snapshot) -> Reason | None:
    for people, on in _dated((people, day) for _, people, day in snap.state.deciders):
        if not snap.free(people, on):
            return Reason("decider_had_hand", {"person": people[0]})
    return None


def checked_by_another(snap: Snapshot) -> Reason | None:
    """Checker and approver are different natural persons, whoever entered and compared their papers too."""
    if snap.granting:  # of a collective, whoever checked it is not counted among those who come
        approve = frozenset(one for people, _ in decided_alone(snap.granting) for one in people)
    else:
        approve = snap.deciders
    return checked(approve, snap.checkers)


def others_must_decide(snap: Snapshot) -> Reason | None:
    """Whoever is asked to check, to see to the hearing, or to approve, is no longer the first who may."""
    state = snap.state
    if not (state.finding and state.hearing in HEARD) and snap.who_checks() != state.check_by:
        return None
    return Reason("asked_already") if snap.who_approves(snap.checkers) == state.approve_by else None


def with_a_partner(snap: Snapshot) -> Reason | None:
    """交叉核验 begins where nobody may check alone, by one with whom another of a different 处室 can."""
    if snap.state.check_by != CROSS:
        return Reason("one_may_check")
    people = snap.actor.people | snap.principal.people
    return None if snap.partner_of(people) else Reason("no_partner")


def second_of_two(snap: Snapshot) -> Reason | None:
    """Whoever completes it sits elsewhere than whoever began; one of both is foreign to each measure."""
    people = snap.actor.people | snap.principal.people
    if snap.state.check_by != CROSS or snap.free(people):
        return None
    begun = _dated(snap.state.checks)
    if not begun or set(begun[0][0]) & people:
        return Reason("needs_partner")
    seats = snap.seats_of(people.union(begun[0][0]))
    apart = sit_apart(people, begun[0][0], seats, snap.today)
    both = apart and snap.checked_together([*begun, (tuple(people), snap.today)])
    return None if both else Reason("not_together", {"person": begun[0][0][0]})


def nobody_alone(snap: Snapshot) -> Reason | None:
    """Where nobody who checks is foreign to all of it, the approver does what takes one who is; also where of
    something closed only somebody from outside is, who was not asked while it was checked.
    """
    checks = {"verifier", "fallback", "outsider"}
    if checks & snap.held.keys():
        return None
    left = snap.who_checks()
    unasked = left == "outsider" and snap.state.life in CLOSED and not from_outside(snap.state)
    return None if unasked or left in (CROSS, NOBODY) else Reason("no_right", {"by": tuple(sorted(checks))})
