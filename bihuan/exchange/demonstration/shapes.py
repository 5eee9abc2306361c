"""The shapes of the demonstration's content: what is said about whom, before any of it has happened.

Everything is invented. Numbers are those of the listing: 三-2 is the second problem of the third aspect,
三-2.1 its first measure. Persons and units are named by their keys, units of a ledger by their Chinese name.
"""

from dataclasses import dataclass
from datetime import date

from bihuan.core.words.text import Text


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A department, office (处室), branch or leading group; `place` is its rank in 机构序列."""

    key: str
    name: Text
    short: str
    kind: str  # department | office | branch | leading_group | outside
    parent: str | None
    place: int
    brand: Text | None = None  # 一支部一品牌


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A collective unit such as 各处室; `members` are unit keys in 机构序列."""

    key: str
    name: Text
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPost:
    """A post that a person holds: `role` is one of bihuan.people.models.Post.ROLES."""

    unit: str
    name: Text
    role: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of the cast. `key` is the username; `place` the rank (职务排序); `sign_in` says whom it shows."""

    key: str
    name: str
    en: str
    note: str  # tells namesakes apart
    place: int
    posts: tuple[DemoPost, ...]
    branch: str | None
    stand_in: str | None
    sign_in: Text | None

    def holds(self, role: str, unit: str) -> bool:
        """Whether this person holds a post of `role` in the unit with that key."""
        return any(post.role == role and post.unit == unit for post in self.posts)


@dataclass(frozen=True, slots=True)
class DemoAspect:
    """One of the ten aspects, with the numbers that the listing must reach."""

    short: str
    name: Text
    problems: int
    measures: int


@dataclass(frozen=True, slots=True)
class DemoVersion:
    """A version of the register with the document that made it so; `day` is written, not yet shifted."""

    stage: Text
    document: str
    day: str


@dataclass(frozen=True, slots=True)
class DemoRegister:
    """The register and who stands around it. `sheets` are the days of the 销号审定表, as written."""

    key: str
    name: Text
    prefix: str
    leading_group: str
    office: str
    verifiers: tuple[str, ...]
    fallback_verifiers: tuple[str, ...]
    outsiders: tuple[str, ...]
    approvers: tuple[str, ...]
    sheets: tuple[str, ...]
    live_from: str
    aspects: tuple[DemoAspect, ...]
    concrete_measures: tuple[Text, ...]
    versions: tuple[DemoVersion, ...]
    documents: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DemoMeasure:
    """A measure: one verifiable thing, its due as written, its standard and its proof.

    `topic` is its short name, used in sentences. `state` is one of §16's fourteen, 已销号 told apart from
    补录销号 (back-filled), 撤销 from 并入. `sheet` is the 销号审定表 (or meeting) that approved it, or None.
    `new_due` is the due after an extension or a re-opening.
    """

    number: str
    problem: str
    topic: str
    text: Text
    due: str
    standard: str
    evidence: str
    category: str
    concrete: int
    state: str
    unit: str
    new_due: str
    sheet: int | None

    @property
    def back_filled(self) -> bool:
        """Whether it was closed on paper before the system came (补录)."""
        return self.state == "补录销号"


@dataclass(frozen=True, slots=True)
class DemoProblem:
    """A problem of the listing with its measures; `supporting` are names of units or groups."""

    number: str
    aspect: int  # 1 … 10
    title: Text
    source: str
    type: str  # 立行立改 | 限期整改 | 长期坚持
    batch: int | None
    leader: str
    lead: str
    accountable: str
    supporting: tuple[str, ...]
    outside: str
    state: str
    raised_by: str
    said: tuple[str, ...]
    sheet: int | None
    measures: tuple[DemoMeasure, ...]

    @property
    def due(self) -> str:
        """The due as the listing writes it: it follows from type and batch (§3)."""
        if self.batch is None:
            return self.type
        return {1: "6月底前", 2: "9月底前", 3: "12月底前"}[self.batch]


@dataclass(frozen=True, slots=True)
class DemoNewProblem:
    """A problem raised in these days that waits for triage, outside the 52."""

    title: Text
    source: str
    raised_by: str
    said: str
    days_ago: int  # working days before today


@dataclass(frozen=True, slots=True)
class DemoOpinion:
    """A raw opinion in the words of the person, and what became of it."""

    source: str
    said: str
    decision: str  # 采纳 | 部分采纳 | 暂不采纳 | 已解决 | 转有关方面
    goes_to: str  # a problem's number, a unit's name, or nothing
    answer: str


@dataclass(frozen=True, slots=True)
class DemoDue:
    """A due read out of its words: kind as in the contract of `bihuan ledger read`.

    `text` is the phrase as the shifted drive would write it. `on` stands for kind date only; `every` for
    recurring; `then` is "long_term" where the measure goes on after its day.
    """

    text: str
    kind: str  # date | immediate | long_term | recurring | unread
    on: date | None = None
    every: str | None = None
    then: str | None = None


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One thing that happened, on a business day. `by` acted, `for_whom` if on somebody's behalf.

    `basis` says how that was known (meeting, call, scan); `facts` are strings and plain values by name.
    """

    act: str
    on: date
    by: str
    text: Text | None = None
    for_whom: str | None = None
    basis: str | None = None
    facts: tuple[tuple[str, object], ...] = ()

    def fact(self, name: str) -> object:
        """The fact of that name, or None."""
        return dict(self.facts).get(name)


@dataclass(frozen=True, slots=True)
class DemoHistory:
    """What has happened to one problem or measure by today, oldest first, and the due that now counts."""

    number: str
    state: str
    due: DemoDue
    now_due: DemoDue
    steps: tuple[DemoStep, ...]
