"""Who raised something and was asked about it, as the witness sees it: at the closing, and ever after."""

from collections.abc import Callable
from typing import Any

from tests.theorem.hanging import Hanging
from tests.theorem.seen import Who
from tests.theorem.told import CLOSED

Lookup = Callable[[int], Who]


class Asked(Hanging):
    """All matters as seen so far, and whoever raised them."""

    __slots__ = ()

    def _left_out(self, event: Any, who: Lookup) -> list[Who]:
        """Whoever raised it and was not asked about it."""
        mine = self.matters[event.matter]
        if mine.heard not in ("asked", "waived"):
            return []
        left = mine.raisers - (mine.asked if mine.heard != "waived" else frozenset())
        return [who(one)._replace(on=event.occurred_on) for one in sorted(left)]

    def _given_up_above(self, event: Any, who: Lookup) -> None:
        """What stays closed was heard of whoever raised the problem, with which nobody is heard any more."""
        raisers = self.matters[event.matter].raisers
        for one in list(self.below(event.matter, "measure")):
            seen = self.matters[one]
            if seen.end in CLOSED and seen.heard not in ("as_signed", "with_problem"):
                asked = seen.asked if seen.heard != "waived" else frozenset()
                more = (who(each)._replace(on=event.occurred_on) for each in sorted(raisers - asked))
                self.matters[one] = seen._replace(passed_over=(*seen.passed_over, *more))

    def _asked_all(self, event: Any, left: list[Who]) -> list[str]:
        """Whoever raised it and can be asked that day was asked; a sample stands in for none of those, and
        whoever did none of the work was at least told and could object.
        """
        mine, touched = self.matters[event.matter], self.hands(event.matter)
        free = [one for one in left if not touched.excludes(one)]
        wrong = ["somebody who raised it could be asked, and was not"] if free else []
        if mine.heard in ("asked", "waived", "overruled") and mine.raisers - mine.asked - touched.people:
            wrong.append("somebody who raised it and did none of it was not told")
        return wrong

    def _could_be_asked(self, matter: int) -> list[str]:
        """Whether somebody was passed over as a hand who was none, or is none any more."""
        touched = self.hands(matter)
        free = [one for one in self.matters[matter].passed_over if not touched.excludes(one)]
        return [f"{matter} stays closed, and somebody was not asked who had no hand"] if free else []
