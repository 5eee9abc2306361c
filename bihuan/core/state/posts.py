"""Posts that check, approve or confirm, and by whom it is confirmed who is put into one.

Nobody gives himself, by own act, a post that checks or approves (house.md, “Two for a desk”). Whoever can
confirm is one of these too: else an administrator would first appoint the second person.
"""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple, Protocol

GUARDED: Final = frozenset(
    {"verifier", "fallback_verifier", "outside_checker", "approver", "leader", "admin", "auditor"}
)
"""Roles of posts that check, approve or confirm, whether they stand at a desk or not."""
ABOVE: Final = frozenset({"leader", "approver"})
"""Roles of posts above a head of 处室: nothing automatic is sent to whoever holds one."""
SECONDS: Final = ("admin", "approver", "auditor")
"""The relations of those who confirm: administrator, leading group, auditor."""
OUTSIDE: Final = "outside"
"""The kind of a unit that is none of this organisation's: the body above, a discipline team sent here."""
OR: Final = "|"
"""Between those of whom any can answer a step of a request: `admin|auditor`."""


class Post(NamedTuple):
    """Where a post is, and what its holder does."""

    unit: int
    role: str


class Term(NamedTuple):
    """An appointment to a post, or an absence with its stand-in: `person` for `what`, its days."""

    person: int
    what: int
    from_on: str
    to_on: str | None

    @property
    def called_off(self) -> bool:
        """Whether it ended before it began: it never was."""
        return self.to_on is not None and self.to_on < self.from_on

    def meets(self, from_on: str, to_on: str | None) -> bool:
        """Whether it runs on any day from one to another (None: for good)."""
        return (self.to_on is None or from_on <= self.to_on) and (to_on is None or self.from_on <= to_on)


class Posts(Protocol):
    """What is asked of an organisation's posts, on the day of the book."""

    def known(self, posts: Collection[int]) -> Mapping[int, Post]: ...
    def holders(self, posts: Collection[int]) -> frozenset[int]: ...  # today or later
    def held_by(self, person: int, since: str | None = None) -> frozenset[int]: ...  # or today, or later
    def second(self, posts: Collection[int]) -> int | None: ...
    def second_among(self, units: Collection[int]) -> int | None: ...
    def appointers(self, person: int) -> frozenset[int]: ...
    def absences(self, person: int) -> Collection[Term]: ...  # away or standing in, today or later
    def appointment(self, one: int) -> Term | None: ...
    def absence(self, one: int) -> Term | None: ...
    def signs_in_elsewhere(self, person: int, user: int | None) -> bool: ...


def may_be_told(posts: Posts, person: int) -> bool:
    """Whether something automatic may reach somebody: not above a head of 处室 (product.md, Tone)."""
    held = posts.known(posts.held_by(person)).values()
    return not ABOVE & {post.role for post in held}


class NoPosts:
    """Of an organisation that has no register which a second person has confirmed: one may set all up."""

    def known(self, posts: Collection[int]) -> Mapping[int, Post]:
        return {}

    def holders(self, posts: Collection[int]) -> frozenset[int]:
        return frozenset()

    def held_by(self, person: int, since: str | None = None) -> frozenset[int]:
        return frozenset()

    def second(self, posts: Collection[int]) -> int | None:
        """The register whose leading group confirms who is put into one of these; None if nobody need."""
        return None

    def second_among(self, units: Collection[int]) -> int | None:
        """The same for the posts of whoever sits, or sat, in these units or in what they were or became."""
        return None

    def appointers(self, person: int) -> frozenset[int]:
        """Whoever put somebody into the posts that the person holds: who asked, and who did it."""
        return frozenset()

    def absences(self, person: int) -> Collection[Term]:
        """Those in which somebody is away, or stands in: today or from a later day."""
        return ()

    def appointment(self, one: int) -> Term | None:
        return None

    def absence(self, one: int) -> Term | None:
        return None

    def signs_in_elsewhere(self, person: int, user: int | None) -> bool:
        """Whether this sign-in, or the person's own, is one of somebody in another organisation as well."""
        return False


NO_POSTS: Final = NoPosts()
