"""A mutant: one small change of a rule, put in place while it runs. What proves the rules must notice it."""

from collections.abc import Callable
from typing import NamedTuple


class Mutant(NamedTuple):
    """`place`: the function or the row that it changes (`guards.proof`, `measure.sign_off`)."""

    place: str
    change: str  # what is changed there: return-none, needs-without-hearing …
    put: Callable[[], None]  # changes it, in this process and for good

    @property
    def id(self) -> str:
        """The same as long as its place stands as it does: edits elsewhere do not rename it."""
        return f"{self.place}:{self.change}"
