"""A new holiday notice: open dues that rest on the calendar move, by one event each; nothing else happens."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.ledger.models import Event
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.upkeep import reckon
from bihuan.matters.writing.acts import book
from tests.matters.runs import Run
from tests.matters.scenes import Busy, busy, every_state, state_of
from tests.matters.whole import must_be_as_said
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


def noticed(made: World, day: str, kind: str = "holiday") -> None:
    """The office enters a day of a holiday notice."""
    with book(made.org.pk, at=made.tick()) as open_book:
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_calendar_day", rules, Mandate(SYSTEM, within=True), day=day, kind=kind,
                          from_on="2026-03-02")  # fmt: skip


def reckoned(made: World, **how: Any) -> Run:
    run = Run(made.tick(), {"org": made.org.pk}, **how)
    reckon.reckon_again(run)  # type: ignore[arg-type]
    return run


def at_once(made: World, **more: Any) -> int:
    return registered_measure(
        made, title="立行立改的事", due={"kind": "immediate", "text": "立行立改"}, **more
    ).id


def events() -> list[tuple[int, str]]:
    return list(Event.objects.filter(name="reckoned").values_list("matter_id", "name"))


def test_without_a_change_nothing_moves_whatever_a_matter_has_been_through() -> None:
    found = busy()
    made = found.made
    resumed = registered_measure(made, title="停过又走的事", due={"kind": "date", "on": "2026-03-20"})
    asked = made.do("request_pause", resumed, "纪清晏", reason="等文件")
    made.do("approve", asked.pending or 0, "温如砺")
    made.tick(days=4)
    made.do("resume", resumed, "殷若渔", reason="文件到了")
    rested = made.do("receive", at_once(made), "殷若渔")
    made.tick(days=3)
    asked = made.do("request_pause", rested, "纪清晏", reason="等文件")
    made.do("approve", asked.pending or 0, "温如砺")
    made.tick(days=1)
    made.do("resume", rested, "殷若渔", reason="文件到了")
    later = made.open("measure", "邹小禾", title="登记几天后才交办", lead_unit=made.units["秘书处"],
                      due={"kind": "immediate", "text": "立行立改"})  # fmt: skip
    soon = made.open("measure", "邹小禾", title="登记时就临近", lead_unit=made.units["秘书处"],
                     due={"kind": "date", "on": made_day(found, 1)})  # fmt: skip
    made.tick(days=5)
    for one in (later, soon):
        made.do("assign", one, "邹小禾")
    before = {state.id: state for state in every_state()}
    reckoned(made)
    moved = {
        state.title: (before[state.id].due_on, before[state.id].yellow_on, state.due_on, state.yellow_on)
        for state in every_state() if state != before[state.id]
    }  # fmt: skip
    assert moved == {} and events() == []


def made_day(found: Busy, days: int) -> str:
    from datetime import timedelta

    return (found.today + timedelta(days)).isoformat()


def test_a_new_day_off_moves_what_was_reckoned_over_it_by_one_event_each() -> None:
    made = world()
    first, second = at_once(made), at_once(made)
    assert state_of(first).due_on == date(2026, 3, 9)
    noticed(made, "2026-03-05")
    reckoned(made)
    for one in (first, second):
        assert state_of(one).due_on == date(2026, 3, 10)
        assert state_of(one).red_on == date(2026, 3, 11)
        must_be_as_said(one)
    assert sorted(events()) == [(first, "reckoned"), (second, "reckoned")]
    reckoned(made)
    assert len(events()) == 2, "a second run finds nothing to move"


def test_a_stated_day_stays_and_only_its_warning_moves() -> None:
    made = world()
    stated = registered_measure(made, due={"kind": "date", "on": "2026-03-20"}).id
    far = registered_measure(made, title="远的", due={"kind": "date", "on": "2026-06-30"}).id
    before, far_before = state_of(stated), state_of(far)
    noticed(made, "2026-03-19")
    reckoned(made)
    after = state_of(stated)
    assert (after.due_on, after.red_on) == (before.due_on, before.red_on)
    assert after.yellow_on < before.yellow_on  # type: ignore[operator]
    assert [one for one, _ in events()] == [stated] and state_of(far) == far_before


def test_a_make_up_day_draws_it_forward() -> None:
    made = world()
    matter = at_once(made)
    noticed(made, "2026-03-07", "makeup")
    reckoned(made)
    assert state_of(matter).due_on == date(2026, 3, 7)


def test_what_is_claimed_or_closed_keeps_the_dates_by_which_it_was_done() -> None:
    found = busy()
    noticed(found.made, "2026-06-29")
    reckoned(found.made)
    moved = {one for one, _ in events()}
    lives = {state_of(one).life for one in moved}
    assert moved and lives <= {"registered", "assigned", "received", "under_way"}
    assert found.matters["claimed"] not in moved and found.matters["signed_off"] not in moved


def test_another_organisations_notice_moves_nothing_here() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    mine, theirs = at_once(made), at_once(other)
    noticed(other, "2026-03-05")
    reckoned(made)
    reckoned(other)
    assert state_of(mine).due_on == date(2026, 3, 9) and state_of(theirs).due_on == date(2026, 3, 10)


def test_a_year_that_is_announced_is_provisional_no_longer() -> None:
    made = world()
    made.tick(days=303)  # 30 December
    matter = at_once(made)
    assert state_of(matter).due_provisional
    with book(made.org.pk, at=made.tick()) as open_book:
        open_book.perform("publish_year", standing_matter(made.org.pk, "rules"), Mandate(SYSTEM, within=True),
                          year=2027, source="放假安排的通知")  # fmt: skip
    reckoned(made)
    assert not state_of(matter).due_provisional
    must_be_as_said(matter)


def test_it_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    monkeypatch.setattr(reckon, "CHUNK", 2)
    matters = [at_once(made) for _ in range(5)]
    noticed(made, "2026-03-05")
    run = reckoned(made, stops=1)
    assert run.reports == [(2, 5)]
    assert [state_of(one).due_on.day for one in matters] == [10, 10, 9, 9, 9]  # type: ignore[union-attr]
    reckoned(made)
    assert {state_of(one).due_on for one in matters} == {date(2026, 3, 10)}
    assert len(events()) == 5
