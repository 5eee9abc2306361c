"""The demonstration organisation 霁川省政协机关, as pure data.

`load_content()` gives what stands in the data files; `timeline.shifted(content, today=…)` gives what has
happened to each problem and measure by `today`, with business dates. Neither reads a clock or a database:
a loader carries it through the spine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from bihuan.core.words.text import Text
from bihuan.exchange.demonstration import reading
from bihuan.exchange.demonstration.shapes import (
    DemoGroup,
    DemoMeasure,
    DemoNewProblem,
    DemoOpinion,
    DemoPerson,
    DemoProblem,
    DemoRegister,
    DemoUnit,
)

# §16's states as (life, clock) of the spine.
LIFE = {
    "未启动": ("registered", "running"),
    "已交办待签收": ("assigned", "running"),
    "推进中": ("under_way", "running"),
    "临期": ("under_way", "running"),
    "超期": ("under_way", "running"),
    "延期已批": ("under_way", "running"),
    "暂停计时": ("under_way", "paused"),
    "退回补充": ("under_way", "running"),
    "重新打开": ("under_way", "running"),
    "待审签": ("claimed", "running"),
    "待核验": ("countersigned", "running"),
    "已销号": ("signed_off", "running"),
    "补录销号": ("signed_off", "running"),
    "转入常态化": ("continuing", "running"),
    "撤销": ("withdrawn", "running"),
    "并入": ("merged", "running"),
}
PROVED = frozenset({"已销号", "补录销号", "转入常态化"})
CLOSED = PROVED | {"撤销", "并入"}


@dataclass(frozen=True)
class DemoContent:
    """Everything that the demonstration says, undated. Order is 机构序列, 职务排序 and the listing's."""

    slug: str
    name: Text
    units: tuple[DemoUnit, ...]
    groups: tuple[DemoGroup, ...]
    people: tuple[DemoPerson, ...]
    register: DemoRegister
    problems: tuple[DemoProblem, ...]
    new_problems: tuple[DemoNewProblem, ...]
    opinions: tuple[DemoOpinion, ...]
    _units: dict[str, DemoUnit] = field(init=False, repr=False, compare=False)
    _people: dict[str, DemoPerson] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {unit.name.zh: unit for unit in self.units} | {unit.key: unit for unit in self.units}
        object.__setattr__(self, "_units", by_name)
        object.__setattr__(self, "_people", {person.key: person for person in self.people})

    @property
    def measures(self) -> Iterator[DemoMeasure]:
        """All measures in the order of the listing."""
        return (measure for problem in self.problems for measure in problem.measures)

    @property
    def sign_ins(self) -> tuple[DemoPerson, ...]:
        """The people whose sign-ins are shown, each for what it shows."""
        return tuple(person for person in self.people if person.sign_in)

    def unit(self, name: str) -> DemoUnit:
        """The unit of that Chinese name or key. Raises KeyError."""
        return self._units[name]

    def person(self, key: str) -> DemoPerson:
        """The person with that key. Raises KeyError."""
        return self._people[key]

    def group(self, name: str) -> DemoGroup | None:
        """The collective unit of that Chinese name, if it is one."""
        return next((group for group in self.groups if group.name.zh == name), None)

    def holders(self, role: str, unit: str) -> tuple[DemoPerson, ...]:
        """Who holds a post of `role` in the unit of that Chinese name or key."""
        key = self.unit(unit).key
        return tuple(person for person in self.people if person.holds(role, key))

    def head(self, unit: str) -> DemoPerson:
        """The head of a unit."""
        return self.holders("head", unit)[0]

    def handlers(self, unit: str) -> tuple[DemoPerson, ...]:
        """Those who do the unit's work: its contacts, in the supervision office its clerks."""
        return self.holders("contact", unit) or self.holders("supervisor", unit)

    def verifiers(self, problem: DemoProblem) -> tuple[str, ...]:
        """Who may verify a problem and its measures: 督查处, else the first fallback without a hand in it."""
        if self.unit(self.register.office).name.zh not in self.touched(problem):
            return self.register.verifiers
        return (self.fallback(problem),)

    def fallback(self, problem: DemoProblem) -> str:
        """The first fallback verifier without a hand in a problem: nobody of the register's office."""
        first, last = self.register.fallback_verifiers
        return last if "机关纪委" in self.touched(problem) else first

    def touched(self, problem: DemoProblem) -> set[str]:
        """The units that lead or support a problem or one of its measures."""
        return {problem.lead, *problem.supporting, *(measure.unit for measure in problem.measures)}

    def approver(self, problem: DemoProblem) -> str:
        """Who approves: the deputy who is not the problem's own responsible leader."""
        return next(key for key in self.register.approvers[1:] if key != problem.leader)


@cache
def load_content() -> DemoContent:
    """Reads the data files once."""
    source, units = reading.toml("organisation.toml"), reading.units()
    return DemoContent(
        slug=source["slug"],
        name=Text(source["name"], source["en"]),
        units=units,
        groups=reading.groups(units),
        people=reading.people(),
        register=reading.register(),
        problems=reading.problems(),
        new_problems=reading.new_problems(),
        opinions=reading.opinions(),
    )
