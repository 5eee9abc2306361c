"""Proposals on their way, and whoever of the cast has to do with them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import Sight, sight
from tests.matters.scenes import signed_in
from tests.theorem.wholeness import faults
from tests.world import World, world

PROPOSER, OFFICE, HANDLER, OUTSIDER, ASKED = "田稼轩", "邹小禾", "殷若渔", "谷向原", "岳正衡"
"""Who proposes, admits, answers (秘书处), has nothing to do with it, and is asked for a view (机关纪委)."""
NOTE, REPLY, TITLE = "拟交秘书处，注意时效", "已增开两班公交", "增设通勤公交"
STEPS = ("submitted", "admitted", "handed", "answered", "rated", "filed")


@dataclass
class Toy:
    """The world, and browsers in which people have signed in."""

    made: World = field(default_factory=world)
    clients: dict[str, Client] = field(default_factory=dict)

    def proposal(self, until: str = "submitted", **more: Any) -> State:
        """A proposal that has come so far."""
        made = self.made
        facts = {"title": TITLE, "topic": "livelihood", "proposers": [made.people[PROPOSER]]} | more
        due = facts.pop("due", "2026-03-31")
        state = made.open("proposal", OFFICE, **facts)
        way: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("admit", OFFICE, {"note": NOTE}),
            ("hand_to", OFFICE, {"handed_to": made.units["秘书处"], "due": {"kind": "date", "on": due}}),
            ("reply", HANDLER, {"reply": REPLY}),
            ("rate", PROPOSER, {"rating": "fair"}),
            ("file", OFFICE, {}),
        )
        for act, by, given in way[: STEPS.index(until)]:
            state = made.do(act, state, by, **given)
            must_be_whole(state.id)
        assert state.life == until
        return state

    def view(self, proposal: State) -> State:
        """A view that the handler seeks of 机关纪委."""
        made = self.made
        return made.open(
            "view",
            HANDLER,
            parent=proposal.id,
            register=None,
            title="是否合规",
            of_unit=made.units["机关纪委"],
        )

    def asked(self, proposal: State) -> int:
        """The handler asks for more time; the request."""
        due = {"kind": "date", "on": "2026-04-30"}
        return self.made.do("ask_for_time", proposal, HANDLER, due=due, reason="线路还在勘察").pending or 0

    @property
    def today(self) -> date:
        return day_of(self.made.at, self.made.org.zone)

    def sight(self, person: str) -> Sight:
        return sight(self.made.org.pk, self.made.people[person], on=self.today)

    def client(self, person: str, language: str = "zh") -> Client:
        """A browser in which somebody has signed in."""
        if person not in self.clients:
            self.clients[person] = signed_in(self.made, person)
        self.clients[person].cookies["language"] = language
        return self.clients[person]

    def page(self, person: str, address: str, language: str = "zh") -> str:
        """The text of a page that must be there."""
        page = self.client(person, language).get(address)
        assert page.status_code == 200, (person, address, page.status_code)
        return page.content.decode()


def now(matter: int | State) -> State:
    """As it stands."""
    return rows.states([matter.id if isinstance(matter, State) else matter])[0]


def must_be_whole(matter: int) -> None:
    """Every row is what the record gives."""
    assert not faults(matter)
