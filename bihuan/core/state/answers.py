"""A yes to one step of a request: whose it is, and through whose hands it came."""

from collections.abc import Collection
from typing import Final, NamedTuple, Protocol

from bihuan.core.state.principals import principal_number

ASKING: Final = "asking"
"""The relation to a request of those in whose place, or in whose name, it was asked."""
LISTING: Final = "listing"
"""The request by which another register is asked to list a matter: a yes decides nothing of the matter, so no
hand in it bars whoever gives it.
"""


class Asked(Protocol):
    """What of a request says who asked."""

    @property
    def opened_by(self) -> int | None: ...
    @property
    def ties(self) -> frozenset[tuple[str, int]]: ...


def asked_by(request: Asked) -> frozenset[int]:
    """Whoever asked, and those in whose place or name that was done: none of them says yes to it."""
    people = {principal_number(who) for name, who in request.ties if name == ASKING}
    return frozenset(people | ({request.opened_by} if request.opened_by else set()))


class Answer(NamedTuple):
    """One yes. `people`: who said it, then those whose place that person took. `beside`: who only brought it
    into the record, by entering it from a paper or by comparing that.
    """

    place: int
    """Of the step, from 0."""
    people: tuple[int, ...]
    beside: tuple[int, ...]
    day: str

    @classmethod
    def of(cls, place: int, people: Collection[int], everybody: Collection[int], day: str) -> "Answer":
        """The yes of these people, who said it first, through the hands of `everybody`."""
        return cls(place, tuple(people), tuple(sorted(set(everybody) - set(people))), day)

    @property
    def speaker(self) -> int | None:
        """The natural person who said it."""
        return next(iter(self.people), None)

    @property
    def everybody(self) -> frozenset[int]:
        """All who must be foreign to what is decided."""
        return frozenset((*self.people, *self.beside))
