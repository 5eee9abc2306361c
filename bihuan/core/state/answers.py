"""A yes to one step of a request: whose it is, and through whose hands it came."""

from collections.abc import Collection
from typing import NamedTuple


class Answer(NamedTuple):
    """One yes. `people`: whose it is, and those whose place that person took. `beside`: who only brought it
    into the record, by entering it from a paper or by comparing that.
    """

    place: int
    """Of the step, from 0."""
    people: tuple[int, ...]
    beside: tuple[int, ...]
    day: str

    @classmethod
    def of(cls, place: int, people: Collection[int], everybody: Collection[int], day: str) -> "Answer":
        """The yes of these people, through the hands of `everybody`."""
        return cls(place, tuple(sorted(people)), tuple(sorted(set(everybody) - set(people))), day)

    @property
    def everybody(self) -> frozenset[int]:
        """All who must be foreign to what is decided."""
        return frozenset((*self.people, *self.beside))
