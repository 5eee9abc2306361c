"""What a hall screen may read: counts of what the whole organisation may see, and nothing else.

The screen's eyes are those of the organisation as such (`principal(ORG, …)`), which nobody in particular has:
the same rule by which every list is made lets it see what is open to all, and no unit, person or desk.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.http import Http404
from django.utils.crypto import salted_hmac

from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import DONE, GOES_ON, OVER, STANDS
from bihuan.core.state.principals import ORG, principal
from bihuan.core.words.text import Text
from bihuan.matters.kinds import listed_kinds
from bihuan.matters.seeing.lists import Counts, counted_kinds
from bihuan.matters.seeing.sight import Sight
from bihuan.rooms.wall.models import Screen

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is easily confused: 0 o 1 l i
GROUPS, LETTERS = 6, 4
"""31 letters to the power of 24: 118 bits, which nobody guesses."""


def drawn() -> str:
    """A new token: `k3fm-…`, six groups of four."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def digest_of(token: str) -> str:
    """What is kept of a token, with the server's own key; blanks, dashes and case do not matter."""
    bare = "".join(letter for letter in token.lower() if letter in ALPHABET)
    return salted_hmac("bihuan.screen", bare, algorithm="sha256").hexdigest()


def screen_of(token: str) -> Screen | None:
    """The screen that shows this token, unless it was taken back."""
    if not token:
        return None
    return Screen.objects.filter(digest=digest_of(token), revoked_at=None).select_related("org").first()


def screens(org: int) -> Sequence[Screen]:
    """Every screen of an organisation: those in use first, then by age."""
    rows = Screen.objects.filter(org_id=org).order_by("id")
    return sorted(rows, key=lambda one: one.revoked_at is not None)


def in_use_or_404(org: int, screen: int) -> Screen:
    """A screen of this organisation whose token works."""
    found = Screen.objects.filter(org_id=org, pk=screen, revoked_at=None).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of one register in numbers; what was withdrawn, merged or declined is in none of them."""

    name: Text
    all: int
    done: int
    continuing: int
    near: int
    late: int


@dataclass(frozen=True, slots=True)
class Register:
    """A register that is open to the whole organisation."""

    title: str
    tallies: list[Tally]


def eyes_of(org: int) -> Sight:
    """What the organisation as such sees."""
    return Sight(org, SYSTEM, (principal(ORG, org),), frozenset())


def registers(org: int, today: date) -> list[Register]:
    """The registers in use that are open to all, with their counts of a day; two statements each and one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, m.title FROM matters_desk d JOIN matters_matter m ON m.id = d.id"
            " WHERE d.org_id = %s AND d.open_to_all AND d.open ORDER BY d.id",
            [org],
        )
        found = cursor.fetchall()
    sight, names = eyes_of(org), [kind.name for kind in listed_kinds()]
    return [
        Register(title or "", _tallies(dict(counted_kinds(sight, one, names, today)))) for one, title in found
    ]


def _tallies(counts: dict[str, Counts]) -> list[Tally]:
    found = []
    for kind in listed_kinds():
        one = counts.get(kind.name)
        if one is None:
            continue
        off = one.of(*kind.lives_of(OVER, STANDS))
        done, on = one.of(*kind.lives_of(DONE)), one.of(*kind.lives_of(GOES_ON))
        found.append(Tally(kind.label, one.all - off, done, on, one.near, one.late))
    return found
