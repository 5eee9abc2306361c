"""What hangs together, as the witness sees it: below a matter, merged into it, split from it, and who did."""

from collections.abc import Collection, Iterator, Mapping

from tests.theorem.hearing import brought_along
from tests.theorem.seen import Seen, Touched, Who

GONE = ("declined", "withdrawn")


class Hanging:
    """All matters as seen so far, and who had a hand in what hangs together with one of them."""

    __slots__ = ("matters",)

    def __init__(self, matters: Mapping[int, Seen] | None = None) -> None:
        self.matters: dict[int, Seen] = dict(matters or {})

    def hands(self, matter: int) -> Touched:
        """Everybody who had a hand in it, in what is below it, merged into it, or split from or off it; of a
        piece also in that of which it is one, in its joint parts, and in all of what was merged into that.
        """
        own, whole = self._touched(matter), [self.matters[one] for one in self._whole(matter)]
        return Touched(
            own.people.union(*(one.people for one in whole)),
            own.units.union(*(one.units for one in whole)),
        )

    def _whole(self, matter: int) -> set[int]:
        mine = self.matters[matter]
        piece = mine.period or mine.role == "separate"
        more = {mine.parent} if piece and mine.parent in self.matters else set()
        met, joint = set(more), set()
        while more:
            swallowed = {one for number in more for one in self.matters[number].swallowed}
            joint |= {one for number in more for one in self.below(number, "part") if self._joins(one)}
            joint |= {below for one in swallowed for below in self._hanging(one)}
            more = (swallowed | {self.matters[number].origin or number for number in more}) - met
            met |= more
        return {one for one in met | joint if self.matters[one].kind != "request"}

    def _joins(self, part: int) -> bool:
        return self.matters[part].role == "joint"

    def _touched(self, matter: int, without: Collection[int] = ()) -> Touched:
        """The same, without what hangs together with some of what is below it."""
        kept = self._hanging(matter).difference(*map(self._hanging, without))
        touched = [self.matters[one] for one in kept if self.matters[one].kind != "request"]
        return Touched(
            frozenset().union(*(one.people for one in touched)),
            frozenset().union(*(one.units for one in touched)),
        )

    def related(self, matter: int) -> list[Seen]:
        """The matter, what is below it, merged into it, or split from or off it."""
        return [self.matters[one] for one in self._hanging(matter) if self.matters[one].kind != "request"]

    def joined(self, matter: int) -> list[Seen]:
        """Of these, what was merged into another of them, or split off one of them."""
        met = self._hanging(matter)
        into = {one for number in met for one in self.matters[number].swallowed}
        return [self.matters[one] for one in met if one in into or self.matters[one].origin in met]

    def _hanging(self, matter: int) -> set[int]:
        met = {matter}
        pieces = {number: one.origin for number, one in self.matters.items() if one.kind != "request"}
        while more := {number for number, origin in pieces.items() if origin in met} - met:
            met |= more
        more = set(met)
        while more:
            near = {below for one in more for below in self.below(one)}
            near |= {one for number in more for one in self.matters[number].swallowed}
            near |= {self.matters[number].origin or number for number in more}
            near |= {number for number, one in self.matters.items() if not more.isdisjoint(one.stood_under)}
            more = near - met
            met |= more
        return met

    def below(self, matter: int, kind: str | None = None) -> Iterator[int]:
        """What stands directly under a matter."""
        for one, seen in self.matters.items():
            if seen.parent == matter and kind in (None, seen.kind):
                yield one

    def left_alone(self, mine: Seen) -> Seen:
        """A measure that goes on under a problem which was given up has its raisers, and what they said."""
        above = self.matters.get(mine.parent or 0)
        over = above is not None and above.kind == "problem" and above.end in GONE
        if above is None or not over or mine.alone or mine.kind != "measure" or mine.end in (*GONE, "merged"):
            return mine if over or not mine.alone else mine._replace(alone=False)
        mine = brought_along(mine, above.unsolved - mine.unsolved)
        return mine._replace(alone=True, raisers=mine.raisers | above.raisers)

    def _worked(self, matter: int) -> bool:
        """Whether somebody did something on it, on what was merged into it, or on its parts and periods."""
        mine = self.matters[matter]
        pieces = [one for kind in ("part", "instalment") for one in self.below(matter, kind)]
        return mine.worked or any(map(self._worked, (*mine.swallowed, *pieces)))

    def ends_as(self, matter: int) -> str:
        """How it stands; what was merged stands as what took it over does."""
        mine = self.matters[matter]
        while mine.end == "merged" and mine.into:
            mine = self.matters[mine.into]
        return mine.end

    def _let_off(self, matter: int) -> list[tuple[int, Who]]:
        """The parts of which somebody said that they owe nothing."""
        parts = [(one, self.matters[one]) for one in self.below(matter, "part")]
        return [(number, one.let_off) for number, one in parts if one.role == "separate" and one.let_off]

    def _standing_parts(self, matter: int) -> list[tuple[int, Seen]]:
        """The parts that were answered and not excused; where it is owed by periods, those shown."""
        periods = [(one, self.matters[one]) for one in self.below(matter, "instalment")]
        parts = [(one, self.matters[one]) for one in self.below(matter, "part")]
        shown = [(number, one) for number, one in periods if one.checker]
        return [(number, one) for number, one in parts if one.role == "separate" and not one.end] + shown
