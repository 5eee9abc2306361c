"""Founds the demonstration organisation by acts: its units, groups, posts, people, rules and sign-ins.

The first administrator is appointed with the founding; everything else the administrator does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.shapes import DemoPerson, DemoPost
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.setup.founding import found
from bihuan.matters.writing.acts import book
from bihuan.people.models import User

ZONE = "Asia/Shanghai"  # where 霁川 lies
ADMINISTRATOR = "zouxiaohe2"
PASSWORD = "jichuan-demo"  # noqa: S105 - printed at every start; it opens nothing but what is invented
CHECKING = ("verifier", "fallback_verifier")
MEMBER = ("党员", "Party member")
# 延期 needs two approvals (rules.md §3): the supervision office looks first, then the leader in charge.
EXTENSION = [["office", "any", False], ["leader", "any", False]]


@dataclass
class Cast:
    """The ids of everything that was founded, by the keys of the content."""

    org: int
    units: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    desk_posts: dict[tuple[str, str], int] = field(default_factory=dict)  # (person, role)


class Founding:
    """Founds in three books, each of which sees what the one before it wrote."""

    def __init__(self, content: DemoContent, *, starts: date, at: int) -> None:
        self.content = content
        self.starts = starts
        self.at = at
        self.from_on = date(starts.year - 2, 1, 1)
        org = found(
            content.slug, content.name.zh, at=at, name_en=content.name.en, zone=ZONE, demonstration=True
        )
        self.cast = Cast(org.pk)
        self.users = {person.key: user(person) for person in content.sign_ins}

    def founded(self) -> Cast:
        """Do it all."""
        self._in_a_book(SYSTEM_ACTS, self._units, self._administrator)
        self._in_a_book(ADMIN_ACTS, self._groups, self._people, self._branches)
        self._in_a_book(ADMIN_ACTS, self._rules)
        return self.cast

    def _in_a_book(self, admin: bool, *works: Callable[[], None]) -> None:
        with book(self.cast.org, at=self.at, today=self.starts) as self.book:
            self.how = self._how(self.book, admin)
            for work in works:
                work()

    def _how(self, open_book: Book, admin: bool) -> Mandate:
        if not admin:
            return Mandate(SYSTEM, within=True)
        return Mandate(open_book.store.actor(self.cast.people[ADMINISTRATOR]))

    def _charter(self, act: str, /, **facts: object) -> int:
        """The id of what the act made."""
        matter = standing_matter(self.cast.org, "rules" if act == "set_rule" else "people")
        how = self.how if act != "add_person" else Mandate(self.how.actor, within=True)
        return id_of(self.book.perform(act, matter, how, **facts))

    def _units(self) -> None:
        for unit in self.content.units:
            above = {"above": self.cast.units[unit.parent]} if unit.parent else {}
            self.cast.units[unit.key] = self._charter(
                "add_unit",
                name=unit.name.zh,
                name_en=unit.name.en,
                kind=unit.kind,
                place=unit.place,
                from_on=self.from_on,
                **above,
            )

    def _administrator(self) -> None:
        self._person(self.content.person(ADMINISTRATOR))

    def _groups(self) -> None:
        for place, group in enumerate(self.content.groups, start=1):
            made = self._charter("add_group", name=group.name.zh, name_en=group.name.en, place=place)
            self.cast.groups[group.key] = made
            for member in group.members:
                self._charter("add_to_group", group=made, unit=self.cast.units[member], from_on=self.from_on)

    def _people(self) -> None:
        for person in self.content.people:
            if person.key != ADMINISTRATOR:
                self._person(person)

    def _person(self, person: DemoPerson) -> None:
        more = {"user": self.users[person.key]} if person.key in self.users else {}
        self.cast.people[person.key] = self._charter(
            "add_person",
            person_name=person.name,
            place=person.place,
            **({"note": person.note} if person.note else {}),
            **more,
        )
        for nth, post in enumerate(person.posts):
            made = self._charter(
                "add_post",
                unit=self.cast.units[self._unit_of(person, post)],
                name=post.name.zh,
                name_en=post.name.en,
                role=post.role,
                place=person.place * 10 + nth,
            )
            self.cast.desk_posts[person.key, post.role] = made
            self._appoint(person.key, made)

    def _unit_of(self, person: DemoPerson, post: DemoPost) -> str:
        """领导小组办公室设在督查处: who checks does so as the 处室 that the person belongs to."""
        return person.posts[0].unit if post.role in CHECKING else post.unit

    def _branches(self) -> None:
        """One person is in both: the office line and the branch line."""
        for branch in (unit for unit in self.content.units if unit.kind == "branch"):
            members = [
                person.key
                for person in self.content.people
                if person.branch == branch.key and not any(post.unit == branch.key for post in person.posts)
            ]
            if members:
                post = self._charter(
                    "add_post",
                    unit=self.cast.units[branch.key],
                    name=MEMBER[0],
                    name_en=MEMBER[1],
                    role="member",
                    place=9_000 + branch.place,
                )
                for member in members:
                    self._appoint(member, post)

    def _appoint(self, person: str, post: int) -> None:
        self._charter("appoint", person=self.cast.people[person], post=post, from_on=self.from_on)

    def _rules(self) -> None:
        self._charter(
            "set_rule",
            name="extension_steps",
            value=EXTENSION,
            from_on=self.starts,
            reason="延期先经督查处审核，再由责任领导批准。",
        )


SYSTEM_ACTS, ADMIN_ACTS = False, True


def user(person: DemoPerson) -> int:
    """The sign-in of one of those who are shown."""
    return int(User.objects.create_user(person.key, PASSWORD).pk)
