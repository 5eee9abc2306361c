"""How a matter is described: lamp and words, due, facts, what its own table says; in both languages."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.state.faces import FULL, PARTNER, PUBLIC
from bihuan.core.state.lamps import GO, LATE, NEAR
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, kinds
from bihuan.matters.pages.prefill import initial_of
from bihuan.matters.saying.describing import details_of, due_said, facts_said, lamp_said, life_said
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.rhythm import EVERY
from bihuan.web.pieces import Fact
from tests.matters.scenes import Busy, busy, every_state
from tests.world import registered_measure, world

CALENDAR = WorkCalendar(published=frozenset(range(2020, 2030)))
STATE = State(id=1, org=1, kind="measure", life="under_way", due_kind="date", due_on=date(2026, 3, 6),
              yellow_on=date(2026, 3, 3), red_on=date(2026, 3, 7))  # fmt: skip


def said(today: date, **more: Any) -> tuple[str, str]:
    colour, text = lamp_said(STATE._replace(**more), today, CALENDAR)
    return colour, text.zh


def test_the_lamp_says_how_soon_and_how_late_in_working_days() -> None:
    assert said(date(2026, 3, 2)) == (GO, "推进中")
    assert said(date(2026, 3, 3)) == (NEAR, "还有 3 个工作日")
    assert said(date(2026, 3, 6)) == (NEAR, "今天到期")
    assert said(date(2026, 3, 7)) == (LATE, "超期 1 个工作日"), "a Saturday: late all the same"
    assert said(date(2026, 3, 9)) == (LATE, "超期 1 个工作日")
    assert said(date(2026, 3, 11)) == (LATE, "超期 3 个工作日")


def test_a_due_on_a_day_of_rest_is_not_said_to_be_today_before_it_is() -> None:
    sunday = {"due_on": date(2026, 3, 8), "red_on": date(2026, 3, 9)}
    assert said(date(2026, 3, 6), **sunday) == (NEAR, "2026-03-08 到期")
    assert said(date(2026, 3, 8), **sunday) == (NEAR, "今天到期")


def test_a_pause_is_said_only_while_somebody_works_on_it() -> None:
    assert life_said(STATE._replace(clock="paused")).zh == "暂停计时中"
    assert life_said(STATE._replace(clock="paused", life="withdrawn")).zh != "暂停计时中"
    assert (
        lamp_said(STATE._replace(clock="paused", life="withdrawn"), date(2027, 1, 1), CALENDAR)[1].zh
        != "暂停计时中"
    )


def test_every_life_of_every_kind_has_words() -> None:
    for kind in kinds().values():
        for life in {life for act in kind.acts for life in (*act.when, act.then or "")} - {""}:
            text = life_said(State(id=1, org=1, kind=kind.name, life=life))
            assert text.zh and text.en and text.zh != life


def test_a_due_is_read_as_a_day_a_period_or_for_good() -> None:
    assert due_said(STATE) == date(2026, 3, 6)
    assert due_said(STATE._replace(due_kind="long_term", due_on=None)) == Text("长期坚持", "long term")
    then = due_said(STATE._replace(due_then="long_term"))
    assert isinstance(then, Text) and then.zh == "2026-03-06，之后长期坚持"
    for every, text in EVERY.items():
        assert due_said(STATE._replace(due_kind="recurring", due_every=every)) == text
    assert due_said(STATE._replace(due_kind="recurring", due_every=None)) == Text("定期", "recurring")
    assert due_said(STATE._replace(due_kind=None, due_on=None)) is None


@pytest.mark.django_db
def test_every_matter_of_a_busy_organisation_is_described_in_both_languages() -> None:
    found = busy()
    for state in every_state():
        names = Names(state.org, None)
        for fact in facts_said(state, names):
            values = [fact.label, *([fact.value] if isinstance(fact.value, Text) else [])]
            assert all(isinstance(one, Text) and one.zh and one.en for one in values), fact
        for fact in details_of(kind_of(state.kind), state, names, FULL):
            assert fact.label.zh and fact.label.en, fact  # type: ignore[union-attr]
        _, text = lamp_said(state, found.today, CALENDAR)
        assert text.zh and text.en


@pytest.mark.django_db
def test_the_facts_say_who_when_and_where_from() -> None:
    found = busy()

    def facts(name: str) -> dict[str, Any]:
        return {
            fact.label.zh: fact.value
            for fact in facts_said(found.state(name), Names(found.made.org.pk, None))
        }  # type: ignore[union-attr]

    assert facts("problem")["提出人"].zh == "田稼轩" and facts("problem")["配合"].zh == "委员工作处"
    assert facts("under_way")["责任领导"].zh == "季望山"
    assert facts("grouped")["牵头"].zh == "各处室"
    assert facts("merged")["已并入事项"].zh.endswith("归并后的事")
    assert facts("recurring")["时限"] == EVERY["month"]


@pytest.mark.django_db
def test_a_due_that_was_reckoned_says_so() -> None:
    made = world()
    at_once = registered_measure(made, due={"kind": "immediate", "text": "立行立改"})
    notes = [fact.note for fact in facts_said(at_once, Names(made.org.pk, None)) if fact.label.zh == "时限"]  # type: ignore[union-attr]
    assert notes[0].zh == "按工作日推算"  # type: ignore[union-attr]


def details(found: Busy, name: str, seen_by: str = FULL) -> list[Fact]:
    state = found.state(name)
    return details_of(kind_of(state.kind), state, Names(state.org, None), seen_by)


@pytest.mark.django_db
def test_details_are_the_kept_facts_under_the_acts_labels_as_far_as_a_face_shows_them() -> None:
    found = busy()
    rows = {fact.label.zh: fact.value for fact in details(found, "under_way")}  # type: ignore[union-attr]
    assert rows["进展情况"] == "已开始试行"
    source = {fact.label.zh: fact.value for fact in details(found, "problem")}  # type: ignore[union-attr]
    assert source["来源"] == "走访座谈"
    assert details(found, "under_way", PUBLIC) == []


@pytest.mark.django_db
def test_a_form_is_filled_with_what_the_matter_already_says() -> None:
    found = busy()
    made, state = found.made, found.state("problem")
    assign = initial_of(kind_of("problem").act("assign"), state, seen_by=FULL)
    assert assign == {"lead_unit": made.units["秘书处"], "supporting": [made.units["委员工作处"]]}
    measure = initial_of(kind_of("measure").act("assign"), found.state("recurring"), seen_by=FULL)
    assert measure["due"] == "每月" and measure["accountable"] == made.people["纪清晏"]
    assert (
        initial_of(kind_of("measure").act("assign"), found.state("late"), seen_by=FULL)["due"] == "2026-02-27"
    )
    correct = initial_of(kind_of("measure").act("correct"), found.state("late"), seen_by=FULL)
    assert correct["title"] == "已经超期的事"


@pytest.mark.django_db
def test_a_form_says_no_more_than_the_page_to_whoever_opens_it() -> None:
    """Anybody who sees a matter may open a form of it and read there why they may not send it."""
    found = busy()
    found.made.do("correct", found.matters["late"], "秦见微", standard="只给经办人看的标准", reason="更正")
    correct, state = kind_of("measure").act("correct"), found.state("late")
    assert initial_of(correct, state, seen_by=PARTNER)["standard"] == "只给经办人看的标准"
    assert "standard" not in initial_of(correct, state, seen_by=PUBLIC)
    assert initial_of(correct, state, seen_by=PUBLIC)["title"] == "已经超期的事"


@pytest.mark.django_db
def test_a_desk_is_set_anew_from_what_it_is() -> None:
    found = busy()
    made = found.made
    register = next(state for state in every_state() if state.id == made.register)
    filled = initial_of(kind_of("register").act("set_desk"), register, seen_by=FULL)
    assert filled["office"] == made.units["督查处"]
    assert filled["verifiers"] == [made.posts["核验"]] and filled["fallbacks"] == [made.posts["岳正衡"]]


@pytest.mark.django_db
def test_other_forms_start_empty_and_what_is_filled_in_can_be_sent_as_it_stands() -> None:
    found = busy()
    for state in every_state():
        for act in kind_of(state.kind).acts:
            initial = initial_of(act, state, seen_by=FULL)
            assert act.prefilled or initial == {}
            assert all(act.field(name) for name in initial), (act.name, initial)
    assert found.matters
