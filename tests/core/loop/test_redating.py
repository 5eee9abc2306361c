"""Dates reckoned anew by another calendar: as if that had been known from the start, nobody late by it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.acts.happened import Happened
from bihuan.core.loop.redating import Reckoner, heard_until, no_earlier, protected, redated
from bihuan.core.state.state import Days, State
from bihuan.core.time.dues import Dates
from bihuan.core.time.workdays import Layer, WorkCalendar
from tests.core.shop import Shop
from tests.memory import RULES
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, RAISER, START, A, B

YEARS = frozenset(range(2020, 2060))
PLAIN = WorkCalendar(published=YEARS)
CHANGES = st.sets(st.dates(START - timedelta(10), START + timedelta(120)), max_size=30)
"""Days that a notice turns round: a working day is free, a day of rest is worked."""


def turned(days: set[date]) -> WorkCalendar:
    free = frozenset(day for day in days if PLAIN.is_workday(day))
    return WorkCalendar(published=YEARS, layers=(Layer("own", free, frozenset(days) - free),))


def reckoner(shop: Shop, calendar: WorkCalendar) -> Reckoner:
    def history(matter: int) -> Sequence[Happened]:
        return [event for event in shop.store.events if event.matter == matter]

    return Reckoner(calendar, lambda day: {**RULES, **shop.store.rules()}, history)


class Told(Shop):
    """A shop with a calendar, in which the same story can be told under another one."""

    def __init__(self, calendar: WorkCalendar, **rules: Any) -> None:
        super().__init__(**rules)
        self.store.calendar_ = calendar

    def after(self, days: int) -> None:
        self.today += timedelta(days)

    def at_work(self, **due: Any) -> State:
        measure = self.open("measure")
        self.do("assign", measure, CHECKER, lead_unit=A, due=due)
        return self.do("receive", measure, DOER)

    def granted(self, asks: str, one: State, **facts: Any) -> None:
        asked = self.do(f"request_{asks}", one, HEAD, reason="理由", **facts)
        step = asked.pending or 0
        while self.now(step).life == "open":
            role = self.now(step).steps[self.now(step).step][0]
            self.do("approve", step, APPROVER if role == "approver" else HEAD)


def at_once(told: Told, a: int, b: int) -> int:
    return told.at_work(kind="immediate").id


def handed_out_later(told: Told, a: int, b: int) -> int:
    measure = told.open("measure", due={"kind": "immediate"})
    told.after(a)
    return told.do("assign", measure, CHECKER, lead_unit=A).id


def stated(told: Told, a: int, b: int) -> int:
    return told.at_work(kind="date", on=(START + timedelta(a)).isoformat()).id


def paused(told: Told, a: int, b: int) -> int:
    one = told.at_work(kind="immediate")
    told.after(1)
    told.granted("pause", one)
    told.after(b)
    return told.do("resume", one, DOER, reason="到了").id


def extended(told: Told, a: int, b: int) -> int:
    one = told.at_work(kind="immediate")
    on = (START + timedelta(60 + a)).isoformat()
    told.granted("extension", one, due={"kind": "date", "on": on})
    return one.id


def merged(told: Told, a: int, b: int) -> int:
    stays = told.at_work(kind="date", on=(START + timedelta(60 + a)).isoformat())
    told.after(1)
    goes = told.at_work(kind="immediate")
    told.after(1)
    told.do("merge", goes, CHECKER, into=stays.id, reason="同一件")
    return stays.id


def month(told: Told, a: int, b: int) -> int:
    measure = told.at_work(kind="recurring", every="month", day=str(a % 28 + 1))
    told.after(b)
    told.do("open_instalment", measure, DOER, period="2026-03")
    (one,) = [one for one in told.store.children(measure.id) if one.period]
    return one.id


def joint(told: Told, a: int, b: int) -> int:
    measure = told.open("measure")
    due = {"kind": "date", "on": "2026-06-30"}
    told.do("assign", measure, CHECKER, lead_unit=A, joint=[B], due=due)
    (one,) = [one for one in told.store.children(measure.id) if one.role == "joint"]
    return one.id


STORIES = (at_once, handed_out_later, stated, paused, extended, merged, month, joint)
HOW = ("keep", "next_workday", "last_workday")


@pytest.mark.parametrize("story", STORIES)
@given(CHANGES, CHANGES, st.integers(1, 40), st.integers(0, 30), st.sampled_from(HOW))
@settings(max_examples=40)
def test_it_comes_to_what_reckoning_from_the_start_gives(
    story: Callable[[Told, int, int], int], known: set[date], then: set[date], a: int, b: int, how: str
) -> None:
    rules = {"stated_due_on_rest_day": how, "cycle_due_on_rest_day": how}
    old, new = Told(turned(known), **rules), Told(turned(then), **rules)
    matter, again = story(old, a, b), story(new, a, b)
    found = redated(reckoner(old, turned(then)), matter)
    state = new.now(again)
    assert Days(*found[:3]) == state.own_days
    assert (found.reckoned, found.reckoned and found.provisional) == (
        state.due_reckoned, state.due_provisional,
    )  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
@given(CHANGES, st.integers(1, 40), st.integers(0, 30))
@settings(max_examples=20)
def test_by_the_calendar_of_then_it_comes_to_what_it_is(
    story: Callable[[Told, int, int], int], known: set[date], a: int, b: int
) -> None:
    told = Told(turned(known))
    matter = story(told, a, b)
    assert Days(*redated(reckoner(told, turned(known)), matter)[:3]) == told.now(matter).own_days


@given(CHANGES)
@settings(max_examples=30)
def test_the_days_to_answer_count_from_the_day_of_asking(then: set[date]) -> None:
    told = Told(PLAIN)
    measure = told.open("measure", raisers=[RAISER])
    told.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "date", "on": "2026-06-30"})
    told.do("receive", measure, DOER)
    told.do("claim", measure, DOER, result="完成", evidence=["ab" * 32])
    told.do("countersign", measure, HEAD)
    told.do("verify", measure, CHECKER, finding="属实")
    told.after(3)
    asked = told.do("ask_raisers", measure, CHECKER, result="已办")
    assert heard_until(reckoner(told, PLAIN), measure.id) == asked.hear_until
    by = reckoner(told, turned(then))
    assert heard_until(by, measure.id) == by.calendar.add_workdays(told.today, 5)


def happened(seq: int, name: str, on: date, **plain: Any) -> Any:
    at = PLAIN.begins_at(on)
    return SimpleNamespace(matter=1, seq=seq, name=name, occurred_on=on, at=at, plain=plain)


def test_what_is_given_back_by_a_dispute_is_reckoned_as_it_was_before() -> None:
    events = [
        happened(1, "assigned", START, due_on="2026-03-09", due_kind="immediate", due_reckoned=True),
        happened(2, "extended", START, due_on="2026-05-08", due_kind="date", due_reckoned=False),
        happened(3, "paper_disputed", START + timedelta(1), due_on="2026-03-09"),
    ]
    calendar = turned({date(2026, 3, 5)})
    by = Reckoner(calendar, lambda day: RULES, lambda matter: events)
    assert redated(by, 1).due_on == date(2026, 3, 10)
    assert redated(by, 1, before=3).due_on == date(2026, 5, 8)
    assert redated(by, 1, before=1) == Dates()


def test_what_was_moved_off_a_day_of_rest_before_its_day_was_kept_stays() -> None:
    old = happened(1, "assigned", START, due_on="2026-05-08", due_kind="date", due_reckoned=True)
    by = Reckoner(turned({date(2026, 5, 8)}), lambda day: RULES, lambda matter: [old])
    assert (redated(by, 1).due_on, redated(by, 1).reckoned) == (date(2026, 5, 8), True)


DAYS = st.dates(date(2026, 3, 1), date(2026, 4, 30))


@given(DAYS, DAYS, st.integers(0, 5), DAYS, CHANGES)
def test_nobody_becomes_late_by_a_calendar(
    was: date, comes_to: date, later: int, today: date, then: set[date]
) -> None:
    stored = Days(was, was - timedelta(3), was + timedelta(1 + later))
    candidate = Dates(comes_to, comes_to - timedelta(3), comes_to + timedelta(1))
    found = protected(stored, candidate, today=today, calendar=turned(then))
    assert found.due_on and found.red_on and found.yellow_on and stored.red_on
    late = stored.red_on <= today
    assert late or found.red_on > today, "what was in time today is in time still"
    assert found.due_on >= min(was, today), "what had passed is not drawn forward"
    assert found.due_on >= comes_to and found.red_on >= comes_to + timedelta(1)
    again = protected(Days(*found[:3]), candidate, today=today, calendar=turned(then))
    assert again == found, "a second run moves nothing"
    after = protected(Days(*found[:3]), candidate, today=today + timedelta(1), calendar=turned(then))
    assert after.due_on == found.due_on or found.due_on > today


def test_a_last_day_that_is_drawn_forward_to_a_day_of_rest_is_the_next_working_day() -> None:
    stored = Days(date(2026, 3, 12), date(2026, 3, 9), date(2026, 3, 13))
    early = Dates(date(2026, 3, 5), date(2026, 3, 2), date(2026, 3, 6))
    found = protected(stored, early, today=date(2026, 3, 7), calendar=PLAIN)  # a Saturday
    assert (found.due_on, found.red_on) == (date(2026, 3, 9), date(2026, 3, 10))


def test_no_earlier_than_a_day_unless_it_was_earlier() -> None:
    first, second, third = (date(2026, 3, day) for day in (3, 5, 9))
    assert no_earlier(third, second, first) == third
    assert no_earlier(first, third, second) == second
    assert no_earlier(first, second, third) == second
