"""What a problem owes for its measures, in the database: rows, lists and spells say it, at little cost."""

from collections import Counter
from datetime import date

import pytest

from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Matter, Seen, Spell
from bihuan.matters.writing.acts import perform_many
from tests.earliest import misdated
from tests.matters.scenes import busy, every_state, state_of
from tests.matters.whole import must_be_as_said
from tests.matters.writing.test_acts import of, said
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_problems_of_a_busy_organisation_owe_the_earliest_of_their_measures() -> None:
    busy()
    assert not misdated(every_state(), kind_of, events_of)


def test_lists_lamps_and_spells_read_what_is_owed_first() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    registered_measure(made, problem.id, due={"kind": "date", "on": "2026-03-31"})
    row, day = Matter.objects.get(pk=problem.id), date(2026, 3, 31)
    assert (row.due_kind, row.due_on, row.red_on) == (None, day, date(2026, 4, 1))
    assert set(Seen.objects.filter(matter_id=problem.id).values_list("due_on", flat=True)) == {day}
    last = Spell.objects.filter(matter_id=problem.id).order_by("id").last()
    assert last is not None and (last.due_kind, last.due_on, last.red_on) == ("date", day, date(2026, 4, 1))
    must_be_as_said(problem.id)


def test_a_batch_is_gathered_once_for_each_problem() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    first = [registered_measure(made, problem.id, title=f"第 {n} 条").id for n in range(4)]
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    before = sum(event.name == "dates_gathered" for event in events_of(problem.id))
    due = {"kind": "date", "on": "2026-04-30"}
    how = {"org": made.org.pk, "actor": made.people["邹小禾"], "at": made.tick()}
    outcomes = list(perform_many("assign", first, **how, lead_unit=made.units["委员工作处"], due=due))
    assert [one.reason for one in outcomes] == [None] * 4
    assert sum(event.name == "dates_gathered" for event in events_of(problem.id)) == before + 1
    assert state_of(problem.id).due_on == date(2026, 4, 30)
    must_be_as_said(problem.id)


def test_doing_what_changes_no_date_under_a_problem_costs_what_it_costs_alone() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    measure = registered_measure(made, problem.id)
    assert of(made, lambda: made.do("receive", measure, "殷若渔")) == said("receive")
    made.do("progress", measure, "殷若渔", progress="第一次")
    assert of(made, lambda: made.do("progress", measure, "殷若渔", progress="第二次")) == said("progress")


def test_a_claim_that_was_not_due_first_looks_at_its_problem_and_no_further() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    registered_measure(made, problem.id, due={"kind": "date", "on": "2026-03-31"})
    measure = registered_measure(made, problem.id, due={"kind": "date", "on": "2026-06-30"})
    made.do("receive", measure, "殷若渔")
    proof = [made.proof()]
    sent = of(made, lambda: made.do("claim", measure, "殷若渔", result="完成", evidence=proof))
    more = Counter(sent) - Counter(said("claim"))
    assert more == {"SELECT matters_matter": 1} and not Counter(said("claim")) - Counter(sent)
