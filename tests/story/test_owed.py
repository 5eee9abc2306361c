"""时限与性质: a day that was set moves later by an extension alone; what is for good is given no end."""

from typing import Any

import pytest

from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from tests.on_paper import with_another_clerk
from tests.story.telling import now, refusal
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
LATER: dict[str, Any] = {"kind": "date", "on": "2030-06-30"}
SOONER: dict[str, Any] = {"kind": "date", "on": "2026-05-29"}
FOR_GOOD: dict[str, Any] = {"kind": "long_term"}
IN_JUNE: dict[str, Any] = {"kind": "date", "on": "2026-06-30"}


def test_a_handler_of_the_office_moves_his_own_day_by_no_hand_over() -> None:
    made = world()
    mine = {"lead_unit": made.units["督查处"], "accountable": made.people["邹小禾"]}
    measure = registered_measure(made, **mine)
    made.tick(days=150)
    again = {"lead_unit": made.units["督查处"]}
    assert refusal(made, "assign", measure, "邹小禾", due=LATER, **again) == "later_by_extension"
    assert refusal(made, "assign", measure, "邹小禾", due=FOR_GOOD, **again) == "later_by_extension"
    assert now(measure).due_on == measure.due_on
    elsewhere = {"lead_unit": made.units["委员工作处"]}
    assert made.do("assign", measure, "邹小禾", **elsewhere).due_on == measure.due_on
    assert str(made.do("assign", measure, "邹小禾", due=SOONER, **elsewhere).due_on) == "2026-05-29"


def test_nobody_is_given_what_he_leads_already_and_a_new_day_with_it() -> None:
    made = with_another_clerk()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="已起草")
    made.tick(days=150)
    asked = {"lead_unit": made.units["秘书处"], "reason": "重新交办"}
    assert refusal(made, "request_transfer", measure, "殷若渔", **asked) == "leads_already"
    to = {"lead_unit": made.units["委员工作处"], "reason": "职责调整"}
    made.do("approve", made.do("request_transfer", measure, "殷若渔", **to).pending or 0, "池晚照")
    back = {"lead_unit": made.units["秘书处"], "due": LATER}
    assert refusal(made, "assign", measure, "池晚照", **back) == "later_by_extension"
    assert now(measure).due_on == measure.due_on


def test_what_was_typed_wrong_is_typed_anew_on_that_day_and_not_on_the_next() -> None:
    made = world()
    facts = {"lead_unit": made.units["秘书处"], "due": IN_JUNE}
    today, before = (made.open("measure", "邹小禾", title="修订办法", **facts) for _ in range(2))
    assert str(made.do("assign", today, "邹小禾", due=LATER).due_on) == "2030-06-30"
    made.tick(days=1)
    assert refusal(made, "assign", before, "邹小禾", due=LATER) == "later_by_extension"
    assert made.do("assign", before, "邹小禾").due_on == before.due_on


def test_an_own_day_of_a_problem_moves_later_by_no_hand_over_either() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="热线打不通")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"], due=IN_JUNE)
    made.tick(days=150)
    again = {"lead_unit": made.units["委员工作处"], "due": LATER}
    assert refusal(made, "assign", problem, "邹小禾", **again) == "later_by_extension"


def test_at_once_counts_from_the_first_hand_over_alone() -> None:
    made = world()
    measure = registered_measure(made, due={"kind": "immediate"})
    made.tick(days=30)
    elsewhere = {"lead_unit": made.units["委员工作处"]}
    assert made.do("assign", measure, "邹小禾", **elsewhere).due_on == measure.due_on
    assert made.do("assign", measure, "邹小禾", due={"kind": "immediate"}).due_on == measure.due_on


def given_back(made: World, measure: State) -> State:
    return made.do("return_wrong_unit", measure, "纪清晏", reason="不归我处")


def transferred(made: World, measure: State) -> State:
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="已起草")
    to = {"lead_unit": made.units["委员工作处"], "reason": "职责调整"}
    made.do("approve", made.do("request_transfer", measure, "殷若渔", **to).pending or 0, "秦见微")
    return made.do("return_wrong_unit", measure, "谷向原", reason="不归我处")


@pytest.mark.parametrize("way", [given_back, transferred], ids=["given back", "transferred and given back"])
@pytest.mark.parametrize("due", [FOR_GOOD, {"kind": "recurring", "every": "month"}])
def test_what_is_for_good_stays_so_whoever_gives_it_back(way: Any, due: dict[str, Any]) -> None:
    made = world()
    measure = registered_measure(made, due=due)
    way(made, measure)
    anew = {"lead_unit": made.units["秘书处"]}
    assert refusal(made, "assign", measure, "邹小禾", due=IN_JUNE, **anew) == "stays_for_good"
    after = made.do("assign", measure, "邹小禾", **anew)
    assert (after.due_kind, after.due_every) == (measure.due_kind, measure.due_every)


def test_a_leader_names_a_day_for_what_is_for_good_and_it_stays_for_good() -> None:
    made = world()
    measure = registered_measure(made, due=FOR_GOOD)
    made.do("receive", measure, "殷若渔")
    anew = {"instruction": "六月底前见效", "assign_anew": True, "lead_unit": made.units["秘书处"]}
    assert refusal(made, "instruct", measure, "温如砺", due=IN_JUNE, **anew) == "stays_for_good"
    both = made.do("instruct", measure, "温如砺", due={**IN_JUNE, "then": "long_term"}, **anew)
    assert (str(both.due_on), both.due_then, both.life) == ("2026-06-30", "long_term", "assigned")


def test_no_hand_over_lets_a_period_be_shown_more_seldom() -> None:
    made = world()
    measure = registered_measure(made, due={"kind": "recurring", "every": "month"})
    yearly = {"kind": "recurring", "every": "year"}
    made.tick(days=1)
    with pytest.raises(Refused, match="shown_as_often"):
        made.do("assign", measure, "邹小禾", due=yearly)


@pytest.mark.parametrize("day", [28, None])
def test_no_hand_over_moves_the_day_of_each_period_on(day: int | None) -> None:
    made = world()
    monthly = {"kind": "recurring", "every": "month", "day": 5}
    measure = registered_measure(made, due=monthly)
    made.tick(days=1)
    later = {"kind": "recurring", "every": "month", **({"day": day} if day else {})}
    assert refusal(made, "assign", measure, "邹小禾", due=later) == "shown_as_often"
    made.do("assign", measure, "邹小禾", due={**monthly, "day": 3})
    assert now(measure).due_day == 3


@pytest.mark.parametrize(
    ("goes", "stays", "every"),
    [("month", "year", "month"), ("year", "month", "month"), ("month", "month", "month")],
)
def test_what_takes_over_another_is_shown_as_often_as_the_more_frequent_of_them(
    goes: str, stays: str, every: str
) -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风")
    first, second = (
        registered_measure(made, problem.id, due={"kind": "recurring", "every": one}) for one in (goes, stays)
    )
    for one in (first, second):
        made.do("receive", one, "殷若渔")
    made.do("merge", first, "邹小禾", into=second.id, reason="合并")
    assert now(second).due_every == every and now(second).due_kind == "recurring"
