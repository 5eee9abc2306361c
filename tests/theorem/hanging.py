"""What hangs together, as the witness sees it: below a matter, merged into it, split from it, and who did."""

from collections.abc import Collection, Iterator, Mapping

from tests.theorem.seen import Seen, Touched, Who


class Hanging:
    """All matters as seen so far, and who had a hand in what hangs together with one of them."""

    __slots__ = ("matters",)

    def __init__(self, matters: Mapping[int, Seen] | None = None) -> None:
        self.matters: dict[int, Seen] = dict(matters or {})

    def hands(self, matter: int) -> Touched:
        """Everybody who had a hand in it, in what is below it, merged into it, or split from or off it; of a
        period also in the measure that it shows a piece of, and in what was merged into that.
        """
        own, whole = self._touched(matter), [self.matters[one] for one in self._whole(matter)]
        return Touched(
            own.people.union(*(one.people for one in whole)),
            own.units.union(*(one.units for one in whole)),
        )

    def _whole(self, matter: int) -> set[int]:
        mine = self.matters[matter]
        more = {mine.parent} if mine.period and mine.parent in self.matters else set()
        met = set(more)
        while more:
            near = {one for number in more for one in self.matters[number].swallowed}
            near |= {self.matters[number].origin or number for number in more}
            more = near - met
            met |= more
        return met

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
            more = near - met
            met |= more
        return met

    def below(self, matter: int, kind: str | None = None) -> Iterator[int]:
        """What stands directly under a matter."""
        for one, seen in self.matters.items():
            if seen.parent == matter and kind in (None, seen.kind):
                yield one

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
