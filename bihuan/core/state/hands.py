"""Who has had a hand in a matter, and who may therefore not check it.

督查条例 (17) recuses those who did the first work from the review; 销号 needs checker ≠ doer
(rules.md §3). Hands are people *and* 处室, and they are for ever: a transfer does not wash them.
A branch that led counts like an office; one that only supports does not, since everybody is in some
branch.
"""

from dataclasses import dataclass

from bihuan.core.state.actor import Actor, Desk
from bihuan.core.words.reasons import Reason


@dataclass(frozen=True, slots=True)
class Hands:
    """Every natural person who did, and every unit that ever led or supported."""

    people: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()  # those that led

    def __or__(self, other: "Hands") -> "Hands":
        return Hands(self.people | other.people, self.units | other.units, self.led | other.led)


def foreign(actor: Actor, hands: Hands, desk: Desk) -> Reason | None:
    """None when the actor is a foreign hand, else why not. A stand-in inherits both persons' exclusions."""
    if actor.person is None:
        return Reason("system_may_not_check")
    if actor.person in hands.people:
        return Reason("own_work", {"fallback": fallback_units(desk)})
    if actor.stands_for & hands.people:
        return Reason("stands_in_for_doer", {"person": min(actor.stands_for & hands.people)})
    touched = (actor.offices & hands.units) | (actor.units & hands.led)
    if touched:
        return Reason("own_unit_work", {"unit": min(touched), "fallback": fallback_units(desk)})
    return None


def fallback_units(desk: Desk) -> tuple[int, ...]:
    """The units of the fallback verifiers, to be named in a refusal."""
    return tuple(sorted({unit for _, unit in desk.fallbacks}))


def a_verifier_remains(desk: Desk, units: frozenset[int]) -> bool:
    """Whether some verifier stands outside all these units, so that nothing is stuck."""
    return any(unit not in units for _, unit in (*desk.verifiers, *desk.fallbacks))
