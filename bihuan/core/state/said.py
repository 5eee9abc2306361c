"""What somebody is said to have done through somebody else (代填/代录), and can object to.

A doing act makes a hand of whoever is said to have done it. Where that is the only ground, an objection takes
the hand away again: nobody is kept from checking, or from being heard, by what another typed in.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Said(NamedTuple):
    """One entry of it. `seq` is the number of its record."""

    seq: int
    act: str
    person: int  # who is said to have done it
    by: int | None  # who recorded it
    grounds: tuple[int, ...] = ()  # the principals that are hands by entries like this alone
    disputed: bool = False
    confirmed: bool = False  # on a sheet that two compared; it can be objected to all the same


def open_of(said: Iterable[Said], people: Iterable[int]) -> list[Said]:
    """Those of these people to which nobody has objected."""
    mine = set(people)
    return [one for one in said if one.person in mine and not one.disputed]


def grounds_of(said: Iterable[Said]) -> frozenset[int]:
    """Every principal that is a hand by what it is said to have done, and by nothing else."""
    return frozenset(who for one in said for who in one.grounds)


def without_grounds(said: Iterable[Said], sure: Iterable[int]) -> tuple[Said, ...]:
    """The same, where these are hands by something else from now on."""
    known = frozenset(sure)
    return tuple(one._replace(grounds=tuple(who for who in one.grounds if who not in known)) for one in said)
