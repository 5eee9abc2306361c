"""A new holiday notice: open dues that rest on the calendar move, by one event each; nothing else happens."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.faces import FULL
from bihuan.jobs.lease import LeaseLost
from bihuan.jobs.models import Job
from bihuan.ledger.models import Event
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import timeline_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.upkeep import reckon, sweep
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.calling import WHILE_TYPED
from bihuan.notices.models import Notice
from bihuan.rules.models import CalendarDay
from bihuan.rules.stamp import renew
from tests.matters.runs import Run
from tests.matters.scenes import Busy, busy, every_state, state_of
from tests.matters.whole import must_be_as_said
from tests.world import World, claimed_measure, countersigned_problem, registered_measure, world

pytestmark = pytest.mark.django_db


def chartered(made: World, act: str, **facts: Any) -> None:
    """An act of the organisation's rules and calendar."""
    with book(made.org.pk, at=made.tick()) as open_book:
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform(act, rules, Mandate(SYSTEM, within=True), **facts)


def noticed(made: World, day: str, kind: str = "holiday") -> None:
    """The office enters a day of a holiday notice."""
    chartered(made, "set_calendar_day", day=day, kind=kind, from_on="2026-03-02")


def reckoned(made: World, **how: Any) -> Run:
    run = Run(made.tick(), {"org": made.org.pk}, **how)
    reckon.reckon_again(run)  # type: ignore[arg-type]
    return run


def at_once(made: World, **more: Any) -> int:
    return registered_measure(
        made, title="立行立改的事", due={"kind": "immediate", "text": "立行立改"}, **more
    ).id


def swept(made: World) -> None:
    sweep.sweep(Run(made.tick()))  # type: ignore[arg-type]


def queued() -> list[tuple[str | None, int]]:
    return list(Job.objects.filter(name="matters.reckon", state="queued").values_list("key", "run_at"))


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
    chartered(made, "publish_year", year=2027, source="放假安排的通知")
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


def test_every_act_of_the_calendar_queues_one_job_for_all_that_is_entered_meanwhile() -> None:
    made = world()
    other = world("heqi", "禾泉市政协机关")
    assert queued() == []
    noticed(made, "2026-03-05")
    (first,) = queued()
    assert first == (f"matters.reckon:{made.org.pk}", made.at + WHILE_TYPED)
    noticed(made, "2026-03-06")
    chartered(made, "add_calendar_layer", code="zhou", name="州", everyone=True, from_on="2026-03-02")
    chartered(made, "end_calendar_layer", code="zhou", to_on="2026-12-31")
    chartered(made, "publish_year", year=2027, source="通知")
    assert queued() == [first]
    noticed(other, "2026-03-05")
    assert len(queued()) == 2, "each organisation has its own"


def test_rules_that_are_no_calendar_queue_nothing() -> None:
    made = world()
    chartered(made, "set_rule", name="immediate_workdays", value=3, from_on="2026-03-02", reason="试行")
    assert queued() == []


def test_a_start_with_another_calendar_than_at_the_last_reckoning_queues_it() -> None:
    made = world()
    matter = at_once(made)
    assert reckon.prepare(False) == [] and len(queued()) == 1, "nobody has reckoned here yet"
    reckoned(made)
    Job.objects.all().delete()
    reckon.prepare(False)
    assert queued() == [], "the calendar is the same"
    CalendarDay.objects.create(org=None, day=date(2026, 3, 5), kind="holiday", from_on=date(2026, 3, 2))
    renew(made.org.pk)
    reckon.prepare(False)
    assert len(queued()) == 1, "a new version brought another"
    reckoned(made)
    assert state_of(matter).due_on == date(2026, 3, 10)


def test_the_page_says_from_when_to_when_and_whoever_does_it_is_told() -> None:
    made = world()
    matter, stated = at_once(made), registered_measure(made, due={"kind": "date", "on": "2026-03-20"}).id
    noticed(made, "2026-03-05")
    noticed(made, "2026-03-19")
    reckoned(made)
    (event,) = [one for one in events_of(matter) if one.name == "reckoned"]
    assert (event.actor, event.plain["due_was"], event.plain["due_on"]) == (None, "2026-03-09", "2026-03-10")
    assert Notice.objects.filter(event_id=event.id).exists()
    said = timeline_of(kind_of("measure"), events_of(matter), Names(made.org.pk, None), face=FULL, me=None)[0]
    assert said.sentence.zh == "系统因节假日安排调整重新推算时限"
    assert said.sentence.en == "Reckoned again after a change of holidays: The system"
    notes = [(label.zh, value.zh) for label, value in said.notes]
    assert notes[:2] == [("原时限", "2026-03-09"), ("时限改为", "2026-03-10")]
    (warned,) = [one for one in events_of(stated) if one.name == "reckoned"]
    assert "due_on" not in warned.plain and not Notice.objects.filter(event_id=warned.id).exists()


def test_what_was_paused_is_reckoned_once_it_is_resumed() -> None:
    made = world()
    matter = made.do("receive", at_once(made), "殷若渔")
    asked = made.do("request_pause", matter, "纪清晏", reason="等文件")
    made.do("approve", asked.pending or 0, "温如砺")
    noticed(made, "2026-03-05")
    reckoned(made)
    assert state_of(matter.id).due_on == date(2026, 3, 9) and events() == []
    made.tick(days=1)
    resumed = made.do("resume", matter, "殷若渔", reason="文件到了")
    assert resumed.due_on == date(2026, 3, 10), "one working day was stood still"
    made.do("progress", matter, "殷若渔", progress="接着办")
    made.do("correct", matter, "邹小禾", accountable=made.people["殷若渔"], reason="换人")
    made.tick(days=1)
    swept(made)
    assert state_of(matter.id).due_on == date(2026, 3, 11), "and one was free"
    swept(made)
    assert events() == [(matter.id, "reckoned")]
    must_be_as_said(matter.id)


def test_a_claim_that_is_sent_back_is_reckoned_in_the_night_after() -> None:
    made = world()
    matter = claimed_measure(made, due={"kind": "immediate"})
    noticed(made, "2026-03-05")
    reckoned(made)
    assert state_of(matter.id).due_on == date(2026, 3, 9) and events() == []
    made.do("send_back", matter, "秦见微", still_to_do="补充")
    swept(made)
    assert state_of(matter.id).due_on == date(2026, 3, 10)


def test_nobody_becomes_late_by_a_make_up_day() -> None:
    made = world()
    matter, passed = at_once(made), at_once(made)
    made.tick(days=6)  # 8 March, a Sunday
    noticed(made, "2026-03-07", "makeup")
    reckoned(made)
    state = state_of(matter)
    assert (state.due_on, state.red_on) == (date(2026, 3, 9), date(2026, 3, 10)), "no working day is left"
    made.tick(days=4)
    noticed(made, "2026-03-08", "makeup")
    reckoned(made)
    assert state_of(passed).due_on == date(2026, 3, 9), "what had passed stays"
    noticed(made, "2026-03-04")
    noticed(made, "2026-03-05")
    noticed(made, "2026-03-06")
    reckoned(made)
    assert state_of(passed).due_on == date(2026, 3, 10), "and moves later, where that is owed"


def test_the_days_to_answer_move_while_somebody_may_still_answer() -> None:
    made = world()
    problem, _ = countersigned_problem(made, "田稼轩")
    made.do("verify", problem, "岳正衡", finding="属实")
    asked = made.do("ask_raisers", problem, "岳正衡", result="已办结")
    assert asked.hear_until == date(2026, 3, 9)
    noticed(made, "2026-03-05")
    reckoned(made)
    assert state_of(problem.id).hear_until == date(2026, 3, 10)
    (event,) = [one for one in events_of(problem.id) if one.name == "hearing_reckoned"]
    assert Notice.objects.filter(event_id=event.id).exists()
    must_be_as_said(problem.id)
    reckoned(made)
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    noticed(made, "2026-03-06")
    reckoned(made)
    assert state_of(problem.id).hear_until == date(2026, 3, 10), "everybody has answered"


def test_an_instalment_and_what_stands_above_follow() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    below = registered_measure(made, problem.id, due={"kind": "immediate"})
    monthly = registered_measure(made, due={"kind": "recurring", "every": "month", "text": "每月"})
    made.do("receive", monthly, "殷若渔")
    swept(made)
    (one,) = [one for one in rows.children(monthly.id) if one.period]
    assert (one.due_on, state_of(problem.id).due_on) == (date(2026, 3, 31), date(2026, 3, 9))
    noticed(made, "2026-03-31")
    noticed(made, "2026-03-05")
    reckoned(made)
    assert state_of(one.id).due_on == date(2026, 3, 30)
    assert state_of(problem.id).due_on == state_of(below.id).due_on == date(2026, 3, 10)
    for matter in (problem, below, monthly, one):
        must_be_as_said(matter.id)


def test_parts_follow_the_whole() -> None:
    made = world()
    whole = registered_measure(
        made, lead_unit=None, accountable=None, lead_group=made.groups["各处室"], due={"kind": "immediate"}
    )
    parts = [one for one in rows.children(whole.id) if one.role]
    assert {one.due_on for one in parts} == {date(2026, 3, 9)} and len(parts) == 3
    noticed(made, "2026-03-05")
    reckoned(made)
    assert {state_of(one.id).due_on for one in (whole, *parts)} == {date(2026, 3, 10)}


def test_a_run_that_lost_its_job_writes_nothing_of_its_chunk_and_another_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = world()
    monkeypatch.setattr(reckon, "CHUNK", 2)
    matters = [at_once(made) for _ in range(5)]
    noticed(made, "2026-03-05")

    def lost() -> None:
        if len(run.reports) == 2:
            raise LeaseLost

    run = Run(made.tick(), {"org": made.org.pk})
    run.on_progress = lost
    with pytest.raises(LeaseLost):
        reckon.reckon_again(run)  # type: ignore[arg-type]
    assert len(events()) == 2
    reckon.prepare(False)
    assert len(queued()) == 1, "it did not come to its end"
    reckoned(made)
    assert sorted(events()) == [(one, "reckoned") for one in sorted(matters)]
    for one in matters:
        must_be_as_said(one)
