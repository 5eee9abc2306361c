"""The rules of an organisation as they stand on a day: `ruleset(org_id, on=day)["immediate_workdays"]`."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from bihuan.core.chain.chain import Json
from bihuan.core.time.dues import number
from bihuan.rules.defaults import RULES
from bihuan.rules.models import Rule
from bihuan.rules.stamp import Remembered, Stamp


def _frozen(value: Json) -> Json:
    """Nobody may change what the process remembers: lists become tuples."""
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


DEFAULTS: Final[Mapping[str, Json]] = {name: _frozen(one.default) for name, one in RULES.items()}


class Step(NamedTuple):
    """One step of a request: which relation answers, how many of them ("all" 会签, "any" 或签, or a number),
    and whether those who had a hand in the matter are kept out. Stored as a list of just these three."""

    by: str
    quorum: str
    never_by_hands: bool


class RuleSet(Mapping[str, Json]):
    """Every rule of one organisation on one day: read-only; a name that is not declared is a KeyError."""

    __slots__ = ("_own",)

    def __init__(self, own: Mapping[str, Json] | None = None) -> None:
        self._own = dict(own or {})

    def __getitem__(self, name: str) -> Json:
        if name in self._own:
            return self._own[name]
        if name not in DEFAULTS:
            raise KeyError(f"no rule {name!r}: declare it in bihuan/rules/defaults.py")
        return DEFAULTS[name]

    def __iter__(self) -> Iterator[str]:
        return iter(DEFAULTS)

    def __len__(self) -> int:
        return len(DEFAULTS)

    def __repr__(self) -> str:
        return f"RuleSet({self._own})"

    def count(self, name: str) -> int:
        """A whole number, such as count("hearing_workdays")."""
        return number(self, name)

    def yes(self, name: str) -> bool:
        """Whether a yes-or-no rule says yes."""
        return self[name] is True

    def choice(self, name: str) -> str:
        """The code that a choice rule names."""
        return str(self[name])

    def steps(self, name: str) -> tuple[Step, ...]:
        """The steps of a request, in turn."""
        found = self[name]
        if not isinstance(found, tuple):
            raise TypeError(f"rule {name} has no steps: {found!r}")
        return tuple(Step(*one) for one in found)

    def own(self) -> frozenset[str]:
        """The names for which the organisation has written something itself."""
        return frozenset(self._own)


class _Dated:
    """All rules of an organisation through time, cut at the days on which any of them changes."""

    def __init__(self, rows: list[tuple[str, str, date, date | None]]) -> None:
        self.rows = rows
        ends = {to_on + timedelta(1) for *_, to_on in rows if to_on}
        self.cuts = sorted({from_on for _, _, from_on, _ in rows} | ends)
        self.sets: dict[int, RuleSet] = {}

    def on(self, day: date) -> RuleSet:
        at = bisect_right(self.cuts, day)
        if at not in self.sets:
            self.sets[at] = RuleSet(
                {
                    name: _frozen(json.loads(value))
                    for name, value, from_on, to_on in self.rows
                    if from_on <= day and (to_on is None or day <= to_on)
                }
            )
        return self.sets[at]


def _load(org_id: int, _: Stamp) -> _Dated:
    rows = Rule.objects.filter(org_id=org_id).order_by("from_on", "id")
    return _Dated(list(rows.values_list("name", "value", "from_on", "to_on")))


_rules: Final = Remembered(_load)


def ruleset(org_id: int, *, on: date) -> RuleSet:
    """The organisation's rules in force on a day, the same object while they stand.

    One query for the stamp (none within `pinned`), and one more only where the rules have changed since this
    process last looked.
    """
    return _rules.of(org_id).on(on)


def rule(org_id: int, name: str, *, on: date) -> Json:
    """One rule on a day; KeyError for a name that is not declared."""
    return ruleset(org_id, on=on)[name]


def history(org_id: int, name: str) -> list[tuple[date, date | None, Json]]:
    """What the organisation wrote for one rule: (first day, last day, value), oldest first; never-valid rows
    (replaced on their first day) are left out."""
    rows = Rule.objects.filter(org_id=org_id, name=name).order_by("from_on", "id")
    return [
        (row.from_on, row.to_on, json.loads(row.value))
        for row in rows
        if row.to_on is None or row.to_on >= row.from_on
    ]
