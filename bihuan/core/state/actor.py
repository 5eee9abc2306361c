"""Who acts, with which appointments, and who looks after a register."""

from dataclasses import dataclass

READ_ONLY = frozenset({"auditor"})
"""Roles of posts whose holders read, and do none of the work."""
WORK_FOR_NONE = READ_ONLY | {"outside_checker"}
"""Roles that give no part in the work of their unit: whoever oversees, or checks from outside."""


@dataclass(frozen=True, slots=True)
class Hat:
    """An appointment that somebody wears: their own, or that of the absent person they stand in for."""

    appointment: int
    post: int
    unit: int
    role: str
    person: int
    reach: frozenset[int] = frozenset()  # for a leader: the units below
    branch: bool = False  # worn in a branch (党建线), not in an office (行政线)

    @property
    def works(self) -> bool:
        """Whether whoever wears it takes part in the work of its unit, and does not only sit there."""
        return self.role not in WORK_FOR_NONE


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the hats of the day, or the system (`person` None)."""

    person: int | None
    hats: tuple[Hat, ...] = ()
    stands_for: frozenset[int] = frozenset()
    serves: tuple["Actor", ...] = ()  # as their secretary: whose decisions this person enters from paper

    @property
    def people(self) -> frozenset[int]:
        """The person and all whose place the person takes."""
        return self.stands_for | ({self.person} if self.person else frozenset())

    @property
    def units(self) -> frozenset[int]:
        """Every unit in which one of the hats is worn."""
        return frozenset(hat.unit for hat in self.hats)

    @property
    def works_in(self) -> frozenset[int]:
        """Every unit in whose work the person takes part: to sit there bars, and gives nothing."""
        return frozenset(hat.unit for hat in self.hats if hat.works)

    @property
    def offices(self) -> frozenset[int]:
        """The same on the 行政线 only: a branch is not a 处室, and one person is in both."""
        return frozenset(hat.unit for hat in self.hats if not hat.branch)

    @property
    def heads(self) -> frozenset[int]:
        """The units that one of the hats heads."""
        return frozenset(hat.unit for hat in self.hats if hat.role == "head")


SYSTEM = Actor(None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks after a register: its office, and the posts that check and approve, with their units."""

    register: int | None = None
    office: int | None = None
    verifiers: tuple[tuple[int, int], ...] = ()  # (post, unit)
    fallbacks: tuple[tuple[int, int], ...] = ()
    approvers: tuple[tuple[int, int], ...] = ()
    outsiders: tuple[tuple[int, int], ...] = ()  # 门外核验人: of a body that owes nothing here
    vacant: frozenset[int] = frozenset()  # of these posts, those that nobody holds that day
    rows: tuple[int, ...] = ()  # its posts' rows, to be closed when the desk is set anew
    prefix: str = ""
    open: bool = True
    confirmed: bool = True  # a second person said yes to its opening: until then nothing is checked
    open_to_all: bool = False

    @property
    def pairs(self) -> frozenset[tuple[int, int]]:
        """The posts of all who check or approve, with their units."""
        return frozenset((*self.verifiers, *self.fallbacks, *self.approvers, *self.outsiders))

    @property
    def posts(self) -> frozenset[int]:
        """The posts alone."""
        return frozenset(post for post, _ in self.pairs)
