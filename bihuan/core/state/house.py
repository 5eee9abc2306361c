"""An organisation's units and groups, and what is open with them: asked by the acts that change them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from bihuan.core.words.folding import in_one


class Stands(NamedTuple):
    """A unit: what it is called, what it stands under, its days as they are written."""

    id: int
    name: str
    above: int | None
    from_on: str
    to_on: str | None

    def meets(self, from_on: str, to_on: str | None = None) -> bool:
        """Whether it stands on any day from one to another (None: for good)."""
        return (self.to_on is None or from_on <= self.to_on) and (to_on is None or self.from_on <= to_on)


class Belongs(NamedTuple):
    """A unit's place in a group, its days as they are written."""

    group: int
    unit: int
    from_on: str
    to_on: str | None


class House(Protocol):
    """What is asked of the units and groups of an organisation, on the day of the book."""

    def units(self) -> Mapping[int, Stands]: ...  # all that there are or were
    def groups(self) -> Mapping[int, str]: ...  # by what name
    def memberships(self, group: int) -> Mapping[int, Belongs]: ...
    def membership(self, one: int) -> Belongs | None: ...
    def post_unit(self, post: int) -> int | None: ...  # of a post of ours
    def held_after(self, person: int, day: str) -> Collection[int]: ...  # appointments that run on past it
    def held_in(self, unit: int, day: str) -> Sequence[int]: ...  # whoever holds a post of it past a day
    def groups_with(self, unit: int, day: str) -> Sequence[int]: ...  # to which it belongs past a day
    def desks_naming(self, unit: int) -> Sequence[int]: ...  # registers in use at whose desk its posts stand
    def administrators(self, day: str) -> Sequence[tuple[int, int]]: ...  # appointments, people: no last day
    def open_with_unit(self, unit: int) -> Sequence[int]: ...  # matters not yet over that it leads or signs
    def open_with_person(self, person: int) -> Sequence[int]: ...  # that somebody answers for, or leads
    def looks_after(self, unit: int) -> Sequence[int]: ...  # registers in use whose office it is


class NoHouse:
    """Of an organisation of which nothing is known."""

    def units(self) -> Mapping[int, Stands]:
        return {}

    def groups(self) -> Mapping[int, str]:
        return {}

    def memberships(self, group: int) -> Mapping[int, Belongs]:
        return {}

    def membership(self, one: int) -> Belongs | None:
        return None

    def post_unit(self, post: int) -> int | None:
        return None

    def held_after(self, person: int, day: str) -> Collection[int]:
        return ()

    def held_in(self, unit: int, day: str) -> Sequence[int]:
        return ()

    def groups_with(self, unit: int, day: str) -> Sequence[int]:
        return ()

    def desks_naming(self, unit: int) -> Sequence[int]:
        return ()

    def administrators(self, day: str) -> Sequence[tuple[int, int]]:
        return ()

    def open_with_unit(self, unit: int) -> Sequence[int]:
        return ()

    def open_with_person(self, person: int) -> Sequence[int]:
        return ()

    def looks_after(self, unit: int) -> Sequence[int]:
        return ()


NO_HOUSE: Final = NoHouse()


def same_name(one: str, other: str) -> bool:
    """Whether people read the two as one name: width, case, blanks and what nobody sees make no other."""
    return in_one(one) == in_one(other)


def over(units: Mapping[int, Stands], unit: int) -> list[int]:
    """A unit and all above it, the nearest first; in a loop each once."""
    found: list[int] = []
    one: int | None = unit
    while one is not None and one in units and one not in found:
        found.append(one)
        one = units[one].above
    return found
