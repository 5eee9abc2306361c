"""The synthetic organisation of `bihuan fill`: ten 处室 with equal shares, who leads them, who checks."""

from dataclasses import dataclass, field
from datetime import date

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.setup.founding import found
from bihuan.matters.writing.acts import book
from bihuan.people.models import Organisation, Person, Post, Unit, UnitGroup, User

OFFICES = 10
SUPERVISION, DISCIPLINE, LEADERS = "督查处", "机关纪委", "领导小组"
PASSWORD = "fill-and-measure"  # noqa: S105 - synthetic data only, see founding.Mixed
FOUNDED = date(2020, 1, 1)


@dataclass
class Filled:
    """Ids of those who act: office k has a contact and a head; the supervisor and verifier see everything."""

    org: int
    offices: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    supervisor: int = 0
    verifier: int = 0
    approver: int = 0
    leader: int = 0
    register: int = 0


def slug_of(matters: int) -> str:
    """The organisation that `fill --matters N` makes."""
    return f"fill-{matters}"


def username(matters: int, who: str) -> str:
    """The sign-in of somebody: "tenth" sees a tenth of the matters, "all" sees every one."""
    return f"{slug_of(matters)}-{who}"


class Founder:
    """Founds it by acts, in two books: the second needs what the first wrote."""

    def __init__(self, matters: int, *, at: int) -> None:
        self.matters, self.at = matters, at
        org = found(
            slug_of(matters),
            f"测试单位（{matters} 件）",
            at=at,
            name_en=f"Load test {matters}",
            demonstration=True,
        )
        self.made = Filled(org.pk)
        self.posts: dict[str, int] = {}
        self.place = 0

    def founded(self) -> Filled:
        """The organisation with its open register."""
        with book(self.made.org, at=self.at) as self.book:
            self._units()
        with book(self.made.org, at=self.at) as self.book:
            how = Mandate(self.book.store.actor(self.made.supervisor))
            register = self.book.open(
                "register",
                how,
                title="测试台账",
                prefix="CS",
                office=self.supervision,
                verifiers=[self.posts["verifier"]],
                fallbacks=[self.posts["fallback_verifier"]],
                approvers=[self.posts["approver"]],
            )
            self.made.register = register.id
        with book(self.made.org, at=self.at) as self.book:
            self._opened(register.id)
        return self.made

    def _opened(self, register: int) -> None:
        """Opened by one, confirmed by another."""
        store = self.book.store
        self.book.perform("open_register", register, Mandate(store.actor(self.made.supervisor)))
        self.book.perform(
            "approve", store.children(register)[-1].id, Mandate(store.actor(self.administrator))
        )

    def _units(self) -> None:
        made = self.made
        house = self._do("add_unit", name="办公厅", kind="department", place=0, from_on=FOUNDED)
        for nth in range(OFFICES):
            office = self._unit(f"第{nth + 1}处", "office", house)
            made.offices.append(office)
            made.heads.append(self._person(office, "head", "tenth" if nth == 0 else None))
            made.contacts.append(self._person(office, "contact"))
        group = self._do("add_group", name="各处室", place=1)
        for office in made.offices:
            self._do("add_to_group", group=group, unit=office, from_on=FOUNDED)
        self.supervision = self._unit(SUPERVISION, "office", house)
        made.supervisor = self._person(self.supervision, "supervisor", "all")
        made.verifier = self._person(self.supervision, "verifier")
        self._person(self._unit(DISCIPLINE, "office", house), "fallback_verifier")
        leaders = self._unit(LEADERS, "leading_group", None)
        made.approver = self._person(leaders, "approver")
        made.leader = self._person(house, "leader")
        self.administrator = self._person(house, "admin")

    def _unit(self, name: str, kind: str, above: int | None) -> int:
        self.place += 1
        more = {"above": above} if above else {}
        return self._do("add_unit", name=name, kind=kind, place=self.place, from_on=FOUNDED, **more)

    def _person(self, unit: int, role: str, sign_in: str | None = None) -> int:
        self.place += 1
        more = {}
        if sign_in:
            more["user"] = User.objects.create_user(username(self.matters, sign_in), PASSWORD).pk
        person = self._do("add_person", person_name=f"测试{self.place}", place=self.place, **more)
        post = self._do("add_post", unit=unit, name=role, role=role, place=self.place)
        self._do("appoint", person=person, post=post, from_on=FOUNDED)
        self.posts[role] = post
        return person

    def _do(self, act: str, /, **facts: object) -> int:
        state = self.book.perform(
            act, standing_matter(self.made.org, "people"), Mandate(SYSTEM, within=True), **facts
        )
        return id_of(state)


def known(org: Organisation, register: int) -> Filled:
    """The same of an organisation that was founded in an earlier run."""
    groups = UnitGroup.objects.filter(org=org)
    offices = list(Unit.objects.filter(memberships__group__in=groups).order_by("place"))

    def holder(role: str, unit: Unit | None = None) -> int:
        posts = Post.objects.filter(org=org, role=role, **({"unit": unit} if unit else {}))
        return int(Person.objects.get(appointments__post__in=posts).pk)

    return Filled(
        org.pk,
        [unit.pk for unit in offices],
        [holder("contact", unit) for unit in offices],
        [holder("head", unit) for unit in offices],
        holder("supervisor"),
        holder("verifier"),
        holder("approver"),
        holder("leader"),
        register,
    )
