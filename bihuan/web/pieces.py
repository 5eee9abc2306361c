"""What pages hand to the components: plain immutable values, so that web knows no domain."""

from dataclasses import dataclass
from datetime import date

from bihuan.core.words.text import Text

Words = Text | str


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail; `foot` puts it into the phone's foot bar too (four at most), as `short`."""

    group: Text
    label: Words
    url: str
    count: int | None = None
    key: str = ""
    foot: bool = False
    short: Words = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in the address bar, with the count of what it would show."""

    label: Words
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as offered on a page: open (a link, or a button when `post`), or grey with the reason.

    `takes` says how long it takes or what follows; `why` is the sentence under a grey one; `beside`: its form
    can be shown beside what it is about.
    """

    label: Words
    url: str = ""
    ready: bool = True
    why: Words = ""
    takes: Words = ""
    primary: bool = False
    post: bool = False
    key: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a facts list; `note` stands quietly beneath the value."""

    label: Words
    value: Words | date | int | None
    url: str = ""
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What stood somewhere before, and what stands there since."""

    label: Words
    old: Words
    new: Words


@dataclass(frozen=True, slots=True)
class Moment:
    """One sentence of a timeline. `at` in microseconds UTC; `quote` is what somebody wrote, `note` quiet;
    `about`: the earlier ones that it is about, with the way there.
    """

    at: int
    sentence: Words
    number: int | None = None
    url: str = ""
    quote: Words = ""
    note: Words = ""
    mine: bool = False
    weighty: bool = False
    changed: tuple[Changed, ...] = ()
    about: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number that is a link to what it counts."""

    label: Words
    value: int | str
    url: str = ""
    of: int | None = None
    lamp: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: what is to be done, why, and where; no `url`: not now, or not by the reader."""

    label: Words
    note: Words
    done: bool
    url: str = ""
    next: bool = False  # the first that is still to be done


@dataclass(frozen=True, slots=True)
class Glance:
    """Something that a person answers for, in a few numbers that name their version."""

    name: Words
    url: str
    version: Words
    figures: tuple[Figure, ...]
