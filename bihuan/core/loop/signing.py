"""Who signs for the unit that leads: its head, or somebody who presides over it (主持工作).

A vacant head falls to the next above, then to a person of the register's office, so that work never waits for
a post that nobody holds. Whoever signs countersigns: it is a doing act, and makes him a hand.
"""

from collections.abc import Mapping
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.lives import CLAIMED
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

Facts = Mapping[str, Any]


def who_signs(snap: Snapshot, facts: Facts) -> tuple[str, int | None]:
    """(head | above | office, the unit above); as it stands where nobody's signature is waited for."""
    state = snap.state
    unit = facts.get("lead_unit", state.lead_unit)
    if steps := facts.get("steps", state.steps):
        waits = any(by in DOING_SIDE for by, *_ in steps)
    else:
        waits = state.life != "new" or facts.get("life") == CLAIMED
    return snap.signs_of(unit) if unit and waits else (state.sign_by, state.sign_unit)


def another_signs(snap: Snapshot) -> Reason | None:
    """Whoever was asked to sign is no longer the one who does."""
    now = who_signs(snap, {})
    return Reason("asked_already") if now == (snap.state.sign_by, snap.state.sign_unit) else None


def countersigned_by(state: State, office: int | None) -> Reason:
    """It waits for the head of the 处室, or for whoever signs in that place."""
    unit = {"above": state.sign_unit, "office": office}.get(state.sign_by)
    return Reason("needs_countersign_of", {"unit": unit}) if unit else Reason("needs_countersign")


def signed_as_head(snap: Snapshot) -> Reason | None:
    """Whoever signed a request for the side that asks does not decide on it as well."""
    request = snap.state
    if request.step == 0 or request.steps[request.step][0] in DOING_SIDE:
        return None
    if not any(by in DOING_SIDE for by, *_ in request.steps[: request.step]):
        return None
    people = snap.principal.people | snap.actor.people
    signed = {one for answer in request.answers for one in answer.everybody}
    return Reason("signed_as_head") if people & signed else None


def acts_as_head(snap: Snapshot) -> Reason | None:
    """主持工作: somebody presides over a unit in its head's post, and in no other."""
    if snap.trying or not snap.facts.get("acting"):
        return None
    post = snap.facts["post"]
    found = snap.posts.known((post,)).get(post)
    return None if found and found.role == "head" else Reason("acts_as_head")
