"""Faces: how much of a matter somebody sees. Where it stands is common; what was written is not."""

from collections.abc import Collection

from bihuan.core.state.principals import PERSON, principal
from bihuan.core.state.stakes import stakes_of
from bihuan.core.state.state import State

PUBLIC, PARTNER, FULL = "public", "partner", "full"
TOLD_TO_ALL = frozenset({"title", "person_name"})
TOLD_WHY = frozenset(
    {"declined", "overruled", "merged", "withdrawn", "raisers_asked", "claimed", "hearing_answered"}
)
KEPT_INSIDE = frozenset({"finding", "instruction", "opinion"})


def face(principals: Collection[int], state: State) -> str:
    """full for those who handle or supervise, partner for those who support, public for all others."""
    held = set(principals)
    relations = {relation for who, relation in stakes_of(state) if who in held}
    full = {"lead", "led", "accountable", "leader", "desk"}
    own_hand = any(principal(PERSON, person) in held for person in state.hand_people)
    if relations & full or own_hand:
        return FULL
    return PARTNER if relations & {"supporting", "hand"} else PUBLIC


def shows(face_of: str, event: str, fact: str) -> bool:
    """Whether a personal fact of an event is shown on a face."""
    if face_of == FULL or fact in TOLD_TO_ALL:
        return True
    if face_of == PARTNER:
        return fact not in KEPT_INSIDE
    return event in TOLD_WHY and fact not in KEPT_INSIDE
