"""A small organisation with a cast of named people, founded by acts as a real one would be."""

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.core.time.days import HOME_ZONE
from bihuan.files.store import keep
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.setup.founding import found
from bihuan.matters.writing.acts import book, open_matter, perform
from bihuan.people.models import Appointment, GroupMember, Organisation

START = date(2026, 3, 2)
NOON = 1_772_424_000_000_000  # 2026-03-02 04:00 UTC, noon in 霁川


@dataclass
class World:
    """The ids of everything by a short name, and a clock that each act moves on."""

    org: Organisation
    at: int = NOON
    units: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    register: int = 0

    def tick(self, days: int = 0) -> int:
        """Move the clock on by a second, or by days."""
        self.at += 1_000_000 + days * 86_400_000_000
        return self.at

    def do(self, name: str, matter: int | State, by: str | None, /, **facts: Any) -> State:
        """Somebody of the cast does an act now."""
        identity = matter.id if isinstance(matter, State) else matter
        if isinstance(facts.get("for_whom"), str):
            facts["for_whom"] = self.people[facts["for_whom"]]
        return perform(
            name, identity, org=self.org.pk, actor=self.people[by] if by else None, at=self.tick(), **facts
        )

    def open(self, kind: str, by: str, /, **facts: Any) -> State:
        """Somebody of the cast opens a matter in the register."""
        facts.setdefault("register", self.register)
        return open_matter(kind, org=self.org.pk, actor=self.people[by], at=self.tick(), **facts)

    def proof(self, text: str = "制度印发件") -> str:
        """Keep a small file as evidence; its digest."""
        return keep(self.org.pk, io.BytesIO(text.encode()), at=self.at).digest

    def charter(self, act: str, /, **facts: Any) -> int:
        """An act of the standing matter of people; the id of what it made."""
        with book(self.org.pk, at=self.tick()) as open_book:
            state = open_book.perform(
                act, standing_matter(self.org.pk, "people"), Mandate(SYSTEM, within=True), **facts
            )
            return id_of(state)

    def hire(self, person: str, unit: str, post: str, role: str) -> None:
        """Somebody new, in a post of one's own since last year."""
        self.people[person] = self.charter("add_person", person_name=person, place=50)
        made = self.charter("add_post", unit=self.units[unit], name=post, role=role)
        self.charter("appoint", person=self.people[person], post=made, from_on="2025-01-01")


UNITS = (
    ("办公厅", "department", None),
    ("秘书处", "office", "办公厅"),
    ("督查处", "office", "办公厅"),
    ("委员工作处", "office", "办公厅"),
    ("机关党委", "department", None),
    ("机关纪委", "office", "机关党委"),
    ("省政协领导", "leading_group", None),
    ("秘书处党支部", "branch", "机关党委"),
)
CAST = (
    ("殷若渔", "秘书处", "contact"),
    ("纪清晏", "秘书处", "head"),
    ("秦见微", "督查处", "head"),
    ("邹小禾", "督查处", "supervisor"),
    ("谷向原", "委员工作处", "head"),
    ("岳正衡", "机关纪委", "fallback_verifier"),
    ("季望山", "省政协领导", "leader"),
    ("温如砺", "省政协领导", "approver"),
    ("费䶮", "办公厅", "admin"),
    ("严以宁", "机关党委", "auditor"),
    ("田稼轩", "委员工作处", "member"),
)


def world(
    slug: str = "jichuan", name: str = "霁川省政协机关", *, zone: str = HOME_ZONE, at: int = NOON
) -> World:
    """Found the organisation and one open register."""
    made = World(found(slug, name, at=at, zone=zone), at)
    for place, (unit, kind, above) in enumerate(UNITS):
        more = {"above": made.units[above]} if above else {}
        made.units[unit] = made.charter(
            "add_unit", name=unit, kind=kind, place=place, from_on="2025-01-01", **more
        )
    for place, (person, unit, role) in enumerate(CAST):
        where = made.units["办公厅"] if role == "leader" else made.units[unit]
        made.posts[person] = made.charter(
            "add_post", unit=where, name=f"{unit}{role}", role=role, place=place
        )
        made.people[person] = made.charter("add_person", person_name=person, place=place)
        made.charter("appoint", person=made.people[person], post=made.posts[person], from_on="2025-01-01")
    made.posts["核验"] = made.charter("add_post", unit=made.units["督查处"], name="核验岗", role="verifier")
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["核验"], from_on="2025-01-01")
    made.groups["各处室"] = made.charter("add_group", name="各处室")
    for unit in ("秘书处", "督查处", "委员工作处"):
        made.charter("add_to_group", group=made.groups["各处室"], unit=made.units[unit], from_on="2025-01-01")
    made.register = open_register(made)
    return made


def open_register(made: World, *, title: str = "作风效能问题清单", prefix: str = "ZF", **more: Any) -> int:
    """Create a register with its desk, and open it."""
    state = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title=title,
        prefix=prefix,
        office=made.units["督查处"],
        verifiers=[made.posts["核验"]],
        fallbacks=[made.posts["岳正衡"]],
        approvers=[made.posts["温如砺"]],
        **more,
    )
    made.do("open_register", state, "邹小禾")
    confirm(made, state)
    return state.id


def confirm(made: World, register: int | State, by: str = "费䶮") -> State:
    """A second person says yes to what is asked of a desk: the administrator, who has no post at it."""
    identity = register.id if isinstance(register, State) else register
    asked = Matter.objects.filter(parent_id=identity, kind="request", life="open").latest("id")
    return made.do("approve", asked.pk, by)


def list_there(
    made: World,
    matter: int | State,
    register: int,
    *,
    asks: str = "秦见微",
    says: str = "谷向原",
    **facts: Any,
) -> State:
    """Ask 委员工作处, the office of another register, to list a matter, which it does."""
    identity = matter.id if isinstance(matter, State) else matter
    made.do("request_listing", identity, asks, in_register=register, reason="一事多账", **facts)
    asked = Matter.objects.filter(parent_id=identity, kind="request", life="open").latest("id")
    return made.do("approve", asked.pk, "谷向原")


def emptied(made: World, *units: str, until: str) -> None:
    """Nobody holds a post of these units past a day, and they belong to no group."""
    for unit in units:
        for one in Appointment.objects.filter(post__unit_id=made.units[unit]).values_list("id", flat=True):
            made.charter("end_appointment", appointment=one, to_on=until)
        for one in GroupMember.objects.filter(unit_id=made.units[unit]).values_list("id", flat=True):
            made.charter("remove_from_group", member=one, to_on=until)


def registered_measure(made: World, problem: int | None = None, **more: Any) -> State:
    """A measure led by 秘书处, assigned by 督查处."""
    facts = {
        "title": "修订首问负责制",
        "lead_unit": made.units["秘书处"],
        "accountable": made.people["纪清晏"],
        "due": {"kind": "date", "on": "2026-06-30"},
    } | more
    measure = made.open("measure", "邹小禾", parent=problem, **facts)
    return made.do("assign", measure, "邹小禾")


def claimed_measure(made: World, problem: int | None = None, **more: Any) -> State:
    """The same, received, reported on, claimed with proof and countersigned."""
    measure = registered_measure(made, problem, **more)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="初稿已成")
    made.do(
        "claim", measure, "殷若渔", result="制度已印发", evidence=[made.proof()], file_names=["印发件.pdf"]
    )
    return made.do("countersign", measure, "纪清晏")


def countersigned_problem(made: World, *raisers: str, title: str = "作风不实") -> tuple[State, State]:
    """A problem that these people raised, claimed and countersigned; and its measure, signed off."""
    people = [made.people[one] for one in raisers]
    problem = made.open("problem", "邹小禾", title=title, raisers=people or None)
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    measure = made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="已建章立制")
    return made.do("countersign", problem, "纪清晏"), measure
