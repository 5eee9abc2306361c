"""补录: what was closed before the register came, with its signed sheet and a second person."""

import pytest

from bihuan.matters.writing.acts import open_matter
from tests.story.telling import now, refusal
from tests.world import claimed_measure, world

pytestmark = pytest.mark.django_db


def imported(made, kind="measure", parent=None, **more):
    facts = {
        "title": "去年已办结",
        "life": "claimed",
        "lead_unit": made.units["秘书处"],
        "said_closed_on": "2025-12-20",
        "due": {"kind": "date", "on": "2025-12-31"},
    } | more
    return open_matter(
        kind,
        act="take_over",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        register=made.register,
        parent=parent,
        within=True,
        **facts,
    )


def back_fill(made, *subjects, by="邹小禾"):
    facts = {"title": "补录", "evidence": [made.proof("签字表")], "heard": "当时已逐一征求"}
    made.do("request_back_fill", made.register, by, subjects=[one.id for one in subjects], **facts)
    return next(pending for one in subjects if (pending := now(one).pending))


def test_what_a_ledger_says_was_done_arrives_claimed_and_proves_nothing() -> None:
    made = world()
    measure = imported(made)
    assert measure.life == "claimed" and measure.proof == () and measure.imported
    assert refusal(made, "countersign", measure, "纪清晏") == "no_proof"
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "needs_countersign"


def test_a_batch_with_the_signed_sheet_and_a_second_person_closes_it_as_it_was_signed() -> None:
    made = world()
    measure = imported(made)
    request = back_fill(made, measure)
    assert refusal(made, "approve", request, "邹小禾") in ("no_right", "asked_it")
    made.do("approve", request, "秦见微")
    done = now(measure)
    assert done.life == "signed_off" and done.back_filled and done.hearing == "as_signed"
    assert str(done.closed_on) == "2025-12-20", "dated as signed"
    assert len(done.proof) == 1


def test_the_checker_of_a_back_fill_is_a_foreign_hand_too() -> None:
    made = world()
    measure = imported(made, lead_unit=made.units["督查处"])
    request = back_fill(made, measure)
    made.do("approve", request, "秦见微")
    assert now(measure).life == "claimed" and now(measure).pending is None
    again = back_fill(made, measure)
    made.do("approve", again, "岳正衡")
    assert now(measure).life == "signed_off"


def test_a_problem_is_back_filled_only_with_all_its_measures_whatever_the_order() -> None:
    made = world()
    problem = imported(made, "problem")
    done, going = imported(made, parent=problem.id), imported(made, parent=problem.id, said_closed_on=None)
    request = back_fill(made, problem, done)
    made.do("approve", request, "岳正衡")
    assert now(done).life == "signed_off" and now(problem).life == "claimed", "a measure is still open"
    made.do("add_evidence", going, "殷若渔", evidence=[made.proof("补件")])
    made.do("countersign", going, "纪清晏")
    made.do("verify", going, "秦见微", finding="属实")
    made.do("sign_off", going, "温如砺")
    request = back_fill(made, problem)
    made.do("approve", request, "岳正衡")
    assert now(problem).life == "signed_off"


def test_what_no_ledger_says_was_closed_cannot_be_back_filled() -> None:
    made = world()
    measure = claimed_measure(made)
    facts = {"title": "补录", "evidence": [made.proof("签字表")], "heard": "征求过", "subjects": [measure.id]}
    assert refusal(made, "request_back_fill", made.register, "邹小禾", **facts) == "not_subject"


def test_what_is_for_good_is_back_filled_as_continuing_and_never_struck_off() -> None:
    made = world()
    problem = imported(made, "problem")
    due = {"kind": "date", "on": "2025-12-31", "then": "long_term"}
    measure = imported(made, parent=problem.id, due=due)
    made.do("approve", back_fill(made, problem, measure), "秦见微")
    done = now(measure)
    assert done.life == "continuing" and done.back_filled and str(done.closed_on) == "2025-12-20"
    assert now(problem).life == "signed_off", "as its measures were, 含常态化"
