"""Anything that anybody may try, in any order, through the database: what must hold holds after every act."""

import os
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_after, events_of
from bihuan.ledger.verify import verify
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Matter
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.writing.acts import book, open_matter, perform, perform_many
from bihuan.matters.writing.erasing import erasable
from tests.earliest import misdated
from tests.theorem.eyes import who_on
from tests.theorem.typing_in import typed
from tests.theorem.wholeness import faults, waiting
from tests.theorem.witness import Witness
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.exhaustive
WORKED = ("problem", "measure", "part", "instalment", "request")
NEXT = {
    "registered": ("assign",),
    "assigned": ("receive", "report"),
    "received": ("claim", "report"),
    "under_way": ("claim",),
    "claimed": ("countersign", "verify"),
    "countersigned": ("verify",),
    "verified": ("waive_hearing", "ask_raisers", "answer_hearing", "sign_off", "continue_long_term"),
    "open": ("approve",),
}
BY_ITSELF = ("note_silence", "open_instalment", "lapse")  # what the daily sweep does
SELDOM = ("close_register", "erase", "register", "take_over", "open", "create", "make")  # done by other rules
RANDOM = bool(os.environ.get("BIHUAN_TESTS_RANDOM"))
HOW_FAR = settings(
    max_examples=int(os.environ.get("BIHUAN_TESTS_RANDOM") or 12),
    stateful_step_count=60,
    derandomize=not RANDOM,
    phases=[Phase.generate],  # shrinking takes minutes; the log of what was done is printed instead
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Office(RuleBasedStateMachine):
    """The cast of tests/world.py at work on a few matters; time moves on with every act."""

    begun: World
    happened: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.made = replace(self.begun, units=dict(self.begun.units), people=dict(self.begun.people))
        self.org = self.made.org.pk
        self.witness = Witness()
        self.seq = 0
        self.log: list[str] = []
        self.witnessed()

    def teardown(self) -> None:
        report = verify(self.made.org.slug)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        note("\n".join(self.log))
        assert not report.breaks, report.breaks

    # --- looking ------------------------------------------------------------------------------
    @property
    def today(self) -> date:
        return day_of(self.made.at, self.made.org.zone)

    def states(self, *kinds: str) -> list[State]:
        """All matters of these kinds that are not over."""
        ids = (
            Matter.objects.filter(org_id=self.org, kind__in=kinds).order_by("id").values_list("id", flat=True)
        )
        found = sorted(rows.states(list(ids)), key=lambda state: state.id)
        return [one for one in found if not (one.request and one.life != "open")]

    def who_may(self, act: Act, state: State) -> list[int | None]:
        """Everybody who stands in a relation that may do the act, and the system where it may."""
        desk = desk_of(state.register or state.id)
        found: list[int | None] = [None] if act.name in BY_ITSELF else []
        for person in self.made.people.values():
            held = relations(actor_of(person, on=self.today), state, desk)
            if set(act.by) & held.keys():
                found.append(person)
        return found

    # --- acting -------------------------------------------------------------------------------
    def tried(self, draw: Any, act: Act, state: State, actor: int | None, **more: Any) -> None:
        facts = typed(draw, act, self.made, self.states("problem", "measure"), self.today)
        whom = draw(st.sampled_from([None, None, None, *self.made.people.values()])) if act.behalf else None
        if whom and actor:
            more |= {"for_whom": whom, "basis": "电话"}
        with suppress(Refused):
            perform(act.name, state.id, org=self.org, actor=actor, at=self.made.tick(), **facts, **more)
            self.said(act.name, state.kind, state.id, actor, whom, facts)

    def said(self, *words: object) -> None:
        """Remember what was done, for whoever reads a failure."""
        names = {number: name for name, number in (self.made.people | self.made.units).items()}
        told = [str(names.get(word, word)) if isinstance(word, int) else str(word) for word in words]
        self.log.append(" ".join(told))

    def witnessed(self) -> None:
        """Show the witness what has happened, and compare every matter that was touched."""
        touched, wrong = set(), []
        while events := events_after(self.org, self.seq, 500):
            for event in events:
                self.witness, broken = self.witness.take(event, who_on(day_of(event.at, self.made.org.zone)))
                wrong += broken
                touched.add(event.matter)
                self.happened[event.name] += 1
                self.seq = event.seq
        assert not wrong, wrong
        for matter in sorted(touched):
            assert not (found := faults(matter)), found

    @rule(
        data=st.data(),
        kind=st.sampled_from(["problem", "measure", "measure"]),
        by=st.sampled_from(["邹小禾", "纪清晏"]),
    )
    @precondition(lambda self: len(self.states("problem", "measure")) < 6)
    def something_is_registered(self, data: Any, kind: str, by: str) -> None:
        act = kind_of(kind).act("register")
        facts = typed(data.draw, act, self.made, [], self.today)
        problems = [one.id for one in self.states("problem")]
        parent = data.draw(st.sampled_from([None, *problems])) if kind == "measure" else None
        with suppress(Refused):
            self.made.open(kind, by, parent=parent, **facts)

    @rule(
        data=st.data(),
        life=st.sampled_from(["registered", "assigned", "under_way", "claimed"]),
        closed=st.booleans(),
    )
    @precondition(lambda self: len(self.states("problem", "measure")) < 6)
    def a_row_of_a_ledger_is_taken_over(self, data: Any, life: str, closed: bool) -> None:
        facts: dict[str, Any] = {
            "title": "台账所列",
            "life": life,
            "lead_unit": data.draw(st.sampled_from([*self.made.units.values(), None])),
            "due": {"kind": "date", "on": "2026-03-31"},
            "said_closed_on": "2026-02-01" if closed else None,
        }
        problems = [one.id for one in self.states("problem")]
        parent = data.draw(st.sampled_from([None, *problems]))
        kind = "measure" if parent else data.draw(st.sampled_from(["problem", "measure"]))
        if kind == "measure" and data.draw(st.booleans()):
            facts |= {"lead_unit": None, "lead_group": self.made.groups["各处室"]}
        with suppress(Refused):
            open_matter(
                kind,
                act="take_over",
                org=self.org,
                actor=self.made.people["邹小禾"],
                at=self.made.tick(),
                register=self.made.register,
                parent=parent,
                within=True,
                **facts,
            )

    @rule(data=st.data(), steps=st.integers(1, 8))
    def what_comes_next_is_done(self, data: Any, steps: int) -> None:
        for _ in range(steps):
            self._advance(data)

    @rule(data=st.data(), steps=st.integers(1, 8))
    def more_of_what_comes_next_is_done(self, data: Any, steps: int) -> None:
        for _ in range(steps):
            self._advance(data)

    def _advance(self, data: Any) -> None:
        going = [one for one in self.states(*WORKED) if one.life in NEXT]
        if not going:
            return
        state = data.draw(st.sampled_from(going))
        names = [name for name in NEXT[state.life] if name in kind_of(state.kind).by_name]
        if not names:
            return
        act = kind_of(state.kind).act(data.draw(st.sampled_from(names)))
        if able := self.who_may(act, state):
            self.tried(data.draw, act, state, data.draw(st.sampled_from(able)))
            self.witnessed()

    @rule(data=st.data())
    def somebody_does_anything(self, data: Any) -> None:
        states = self.states(*WORKED, "register")
        state = data.draw(st.sampled_from(states))
        acts = [one for one in kind_of(state.kind).acts if one.name not in SELDOM and state.life in one.when]
        if acts:
            act = data.draw(st.sampled_from(acts))
            if able := self.who_may(act, state):
                self.tried(data.draw, act, state, data.draw(st.sampled_from(able)))

    @rule(data=st.data())
    def a_stranger_tries_anything(self, data: Any) -> None:
        state = data.draw(st.sampled_from(self.states(*WORKED, "register")))
        act = data.draw(st.sampled_from([one for one in kind_of(state.kind).acts if one.name not in SELDOM]))
        self.tried(data.draw, act, state, data.draw(st.sampled_from(list(self.made.people.values()))))

    @rule(data=st.data(), name=st.sampled_from(["claim", "verify", "sign_off", "assign", "receive", "merge"]))
    @precondition(lambda self: self.states("measure"))
    def many_at_once(self, data: Any, name: str) -> None:
        measures = self.states("measure", "problem")
        act = kind_of("measure").act(name)
        facts = typed(data.draw, act, self.made, measures, self.today)
        actor = data.draw(st.sampled_from(list(self.made.people.values())))
        some = [one.id for one in measures]
        outcomes = list(perform_many(name, some, org=self.org, actor=actor, at=self.made.tick(), **facts))
        assert sorted(one.matter or 0 for one in outcomes) == sorted(some), "a verdict for each"

    @rule(data=st.data(), name=st.sampled_from(["request_batch_approval", "request_back_fill"]))
    @precondition(lambda self: self.states("measure"))
    def a_batch_is_put_together(self, data: Any, name: str) -> None:
        subjects = [one.id for one in self.states("measure", "problem")]
        register = rows.states([self.made.register])[0]
        more = {"evidence": [self.made.proof("签字表")], "heard": "当时已征求"} if "fill" in name else {}
        with suppress(Refused):
            self.made.do(name, register, "邹小禾", title="批次", subjects=subjects, **more)

    @rule(days=st.sampled_from([1, 2, 8, 100]))
    def time_passes(self, days: int) -> None:
        self.made.tick(days)

    @rule(data=st.data())
    @precondition(lambda self: len(self.log) % 5 == 4)
    def somebody_is_away(self, data: Any) -> None:
        absent, stand_in = data.draw(
            st.lists(st.sampled_from(list(self.made.people.values())), min_size=2, max_size=2, unique=True)
        )
        to_on = (self.today + timedelta(days=data.draw(st.sampled_from([0, 9])))).isoformat()
        away = {"person": absent, "stand_in": stand_in, "from_on": self.today.isoformat(), "to_on": to_on}
        with suppress(Refused):  # whoever takes somebody's place is not away himself
            self.made.charter("declare_absence", **away)

    @rule(data=st.data())
    @precondition(lambda self: len(self.log) % 9 == 8)
    def something_is_erased(self, data: Any) -> None:
        state = data.draw(st.sampled_from(self.states("measure", "problem")))
        pairs = erasable(state.id)[:3]
        with book(self.org, at=self.made.tick()) as open_book:
            how = Mandate(open_book.store.actor(self.made.people["费䶮"]), within=True)
            with suppress(Refused):
                open_book.perform(
                    "erase", state.id, how, reason="依申请", erases=[list(pair) for pair in pairs]
                )

    # --- what must hold -----------------------------------------------------------------------
    @invariant()
    def the_record_gives_every_row_and_closed_means_proved(self) -> None:
        self.witnessed()
        assert not (wrong := self.witness.standing()), wrong
        assert not (wrong := misdated(self.states("problem", "measure"), kind_of, events_of)), wrong

    @invariant()
    def who_waits_waits_for_something(self) -> None:
        assert not (wrong := waiting(self.org)), wrong


def begun() -> World:
    """The world with a problem, its measure that waits for the verifier, and one that was closed before."""
    made = world()
    raiser = [made.people["田稼轩"]]
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位", raisers=raiser)
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    claimed_measure(made, problem.id)
    measure = registered_measure(made, due={"kind": "date", "on": "2026-12-31", "then": "long_term"})
    made.do("receive", measure, "殷若渔")
    for period in ("2026-Q1", "2026-Q2"):
        shown = made.do("open_instalment", measure, "殷若渔", period=period)
        assert shown.life == "received"
    return made


@pytest.mark.django_db
def test_whatever_is_tried_the_record_gives_the_rows_and_closed_means_proved() -> None:
    Office.begun = begun()
    Office.happened.clear()
    run_state_machine_as_test(Office, settings=HOW_FAR)
    print(sorted(Office.happened.items(), key=lambda pair: -pair[1]))  # noqa: T201
    rare = [name for name in ("signed_off", "verified", "approved", "received") if not Office.happened[name]]
    assert not rare, f"these never happened, so little was tried: {rare}"
