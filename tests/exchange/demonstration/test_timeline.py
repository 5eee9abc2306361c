"""The histories on many days: dates in order, dues that fit the states, hands kept apart."""

from datetime import date

import pytest

from bihuan.core.time.holidays_cn import HOLIDAYS, MAKEUP
from bihuan.core.time.workdays import WorkCalendar
from bihuan.exchange.demonstration.content import PROVED
from bihuan.exchange.demonstration.cycles import two_periods
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.timeline import shifted
from tests.exchange.demonstration.told import CONTENT, DAYS, hands, last, timeline

WEEK = WorkCalendar()
NEAR = 3  # working days: yellow_workdays of the rule table
OPEN = ("推进中", "延期已批", "退回补充", "重新打开", "暂停计时", "未启动", "已交办待签收")
JUDGING = ("verify", "approve", "sign_off", "continue")
LAST_ACT = {
    "未启动": "register",
    "已交办待签收": "assign",
    "待审签": "claim",
    "待核验": "countersign",
    "已销号": "sign_off",
    "转入常态化": "continue",
    "补录销号": "back_fill",
    "撤销": "withdraw",
    "并入": "merge",
    "暂停计时": "grant_pause",
}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_today_falls_about_two_thirds_through_the_drive(today: date) -> None:
    told = timeline(today)
    assert 0.6 <= (today - told.starts).days / (told.ends - told.starts).days <= 0.71


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_steps_are_in_order_between_the_start_and_today(today: date) -> None:
    told = timeline(today)
    for history in [*told.problems.values(), *told.measures.values()]:
        days = [step.on for step in history.steps]
        assert days == sorted(days), history.number
        assert told.starts <= days[0], history.number
        assert days[-1] <= today, history.number


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_due_fits_the_state(today: date) -> None:
    for history in timeline(today).measures.values():
        on, days = history.now_due.on, None
        if on:
            days = WEEK.workdays_between(today, on)
        if history.state == "超期":
            assert on, history.number
            assert on < today, history.number
        elif history.state == "临期":
            assert days in range(NEAR + 1), history.number
        elif history.state in OPEN:
            assert days is None or days > NEAR, (history.number, history.now_due)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_only_the_two_overdue_problems_are_past_their_day(today: date) -> None:
    past = {
        history.number
        for history in timeline(today).problems.values()
        if history.now_due.on and history.now_due.on < today and history.state not in ("已销号", "待核验")
    }
    assert past == {"三-6", "四-2"}


def test_each_history_ends_in_its_state() -> None:
    told = timeline(DAYS[0])
    for history in told.measures.values():
        if wanted := LAST_ACT.get(history.state):
            assert history.steps[-1].act == wanted, history.number
    for number, history in told.problems.items():
        wanted = {"已销号": "sign_off", "转入常态化": "continue", "待核验": "countersign"}.get(history.state)
        assert wanted is None or history.steps[-1].act == wanted, number


@pytest.mark.parametrize("today", DAYS[:4], ids=str)
def test_nobody_verifies_or_signs_off_what_they_had_a_hand_in(today: date) -> None:
    told = timeline(today)
    for history in [*told.problems.values(), *told.measures.values()]:
        judged = {step.by for step in history.steps if step.act in JUDGING}
        judged |= {str(step.fact("checked_by")) for step in history.steps if step.act == "back_fill"}
        assert not judged & hands(history), history.number


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_proof_comes_before_finding_before_hearing_before_sign_off(today: date) -> None:
    told = timeline(today)
    for history in [*told.problems.values(), *told.measures.values()]:
        acts = [step.act for step in history.steps]
        if "sign_off" in acts or "continue" in acts:
            wanted = ("assign", "receive", "claim", "countersign", "verify", "hear")
            order = [acts.index(act) for act in wanted]
            assert order == sorted(order), history.number
            assert history.steps[acts.index("claim")].fact("evidence"), history.number


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_problem_is_claimed_after_its_measures_were_closed(today: date) -> None:
    told = timeline(today)
    for problem in CONTENT.problems:
        history = told.problems[problem.number]
        claims = [step.on for step in history.steps if step.act == "claim"]
        for measure in problem.measures if claims else ():
            if measure.state in PROVED:
                assert told.measures[measure.number].steps[-1].on <= claims[0], measure.number


def test_a_signed_off_measure_stands_on_the_day_of_its_sheet() -> None:
    told = timeline(DAYS[2])
    for measure in CONTENT.measures:
        if measure.state == "已销号" and measure.sheet:
            assert last(told.measures[measure.number], "sign_off") == told.sheets[measure.sheet - 1]


def test_sheets_signed_on_paper_are_older_than_the_system() -> None:
    told = timeline(DAYS[0])
    assert told.sheets[1] < told.live_from < told.sheets[2]
    assert list(told.sheets) == sorted(told.sheets)


def test_a_return_says_what_is_still_to_be_done_and_an_extension_why() -> None:
    told = timeline(DAYS[1])
    for history in told.measures.values():
        for step in history.steps:
            if step.act in ("send_back", "request_extension", "request_pause", "reopen", "withdraw", "merge"):
                assert step.text, (history.number, step.act)


def test_the_present_year_of_the_text_is_left_as_written() -> None:
    told = timeline(date(2026, 9, 21))
    measures = {measure.number: measure for measure in CONTENT.measures}
    for number, history in told.measures.items():
        assert measures[number].due.startswith("@") or history.due.text == measures[number].due


def test_a_due_in_the_next_year_names_it() -> None:
    told = timeline(date(2026, 11, 24))
    assert told.problems["六-2"].due.text == "2027年2月底前"
    assert told.problems["六-2"].due.on == date(2027, 2, 28)
    assert told.measures["十-1.3"].due.then == "long_term"


def test_reports_differ_and_are_never_forbidden_words() -> None:
    told = timeline(DAYS[2])
    steps = [step for history in told.measures.values() for step in history.steps]
    texts = [step.text.zh for step in steps if step.act == "progress" and step.text]
    assert len(texts) > 500
    assert len(set(texts)) > 0.95 * len(texts)
    assert not [text for text in texts if "{" in text or "照片" in text]


def test_the_same_day_tells_the_same_story() -> None:
    assert timeline(DAYS[2]) == timeline(DAYS[2])


def test_holidays_move_what_happened_to_working_days() -> None:
    off = WEEK.last_workday_on_or_before(date(2026, 4, 7))
    told = shifted(CONTENT, today=date(2026, 9, 21), calendar=WorkCalendar(holidays=frozenset({off})))
    assert told.versions[-1][1] == date(2026, 4, 6)


def test_periods_are_opened_shown_and_checked_before_the_claim_in_every_month() -> None:
    """With the holidays as they are: a quarter may begin with a week that nobody works."""
    calendar = WorkCalendar(HOLIDAYS, MAKEUP)
    for month in range(24):
        today, shown = date(2026 + (8 + month) // 12, (8 + month) % 12 + 1, 1), 0
        drive = Drive(today, calendar)
        for history in shifted(CONTENT, today=today, calendar=calendar).measures.values():
            if history.state == "转入常态化":
                received, claim = last(history, "receive"), last(history, "claim")
                (first, *_), (second, *_) = found = two_periods(drive, history.due.every, received, claim)
                assert first.last_on < second.first_on <= claim, (today, history.number)
                assert all(received <= end and start <= claim for _, start, end in found)
                shown += 1
        assert shown, today
