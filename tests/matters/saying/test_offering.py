"""What can be done next: the ready ones lead to a form, the grey ones say why, and both keep their word."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import from_paper, is_next, offers, verdicts, with_children
from bihuan.matters.writing.acts import reading
from bihuan.people.read import day_in
from bihuan.web.pieces import Offer
from tests.matters.scenes import CASTS, Busy, busy, every_state, everybody, plausible
from tests.on_paper import heard, with_another_clerk
from tests.story.telling import now
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def offered(found: Busy, person: str, state: State) -> tuple[list[Offer], list[Offer]]:
    open_book = reading(state.org, today=found.today)
    return offers(verdicts(open_book, state, found.sight(person).actor), state, Names(state.org, None))


def test_ready_ones_lead_to_their_form_and_grey_ones_say_why_in_both_languages() -> None:
    found, grey = busy(), 0
    for person, eyes in everybody(found):
        for state in every_state():
            if not eyes.sees(state):
                continue
            near, seldom = offered(found, person, state)
            for one in (*near, *seldom):
                act = kind_of(state.kind).act(one.key)
                if one.ready and not act.page:
                    assert one.url == f"/m/{state.id}/{one.key}/"
                elif one.ready:
                    assert one.url == reverse(act.page, args=[state.id])
                else:
                    grey += 1
                    assert one.why.zh and one.why.en and "{" not in one.why.zh  # type: ignore[union-attr]
            readiness = [one.ready for one in near]
            assert readiness == sorted(readiness, reverse=True), "ready ones first"
            coming = [one for one in near if one.ready and is_next(kind_of(state.kind).act(one.key), state)]
            assert [one.key for one in near if one.primary] == [one.key for one in coming[:1]]
            assert all(one.ready and kind_of(state.kind).act(one.key).seldom for one in seldom)
    assert grey > 10


TYPED = {
    "bad_value", "missing", "no_proof", "no_lead", "no_due", "due_past", "exists", "not_found", "not_subject",
    "nothing_to_erase", "same_matter", "other_kind", "only_anew", "period_unknown", "no_rule",
    "other_problem", "extension_is_a_day", "too_early", "look_back_next",
    "registered_here", "one_is_enough", "needs_second", "nothing_changes",
    "nothing_asked", "not_spelling", "closed_words", "names_checker",
    "leads_already", "later_by_extension", "stays_for_good", "shown_as_often", "period_before",
    "unit_looks_after", "unit_has_open", "person_has_open", "unit_of_that_name", "group_of_that_name",
    "unit_under_itself", "unit_has_ended",
}  # fmt: skip
"""Refusals that depend on what is typed into the form."""


def test_an_act_that_is_offered_is_refused_only_for_what_was_typed() -> None:
    found, done = busy(), 0
    for person in CASTS:
        for state in every_state():
            ready = [one for pieces in offered(found, person, state) for one in pieces if one.ready]
            for one in ready:
                facts = plausible(found, kind_of(state.kind).act(one.key).fields)
                code = tried(found, one.key, state, person, facts)
                assert code in {"", *TYPED}, (person, one.key, state.kind, state.life, code)
                done += not code
    assert done > 100


def tried(found: Busy, name: str, state: State, person: str, facts: dict[str, Any]) -> str:
    """The code of the refusal, or nothing; what was done is undone."""
    with transaction.atomic():
        try:
            found.made.do(name, state.id, person, **facts)
        except Refused as refused:
            return refused.reason.code
        finally:
            transaction.set_rollback(True)
    return ""


def test_an_act_that_is_not_offered_is_refused() -> None:
    found = busy()
    made = found.made
    for person in CASTS[::2]:
        for state in every_state()[::3]:
            near, seldom = offered(found, person, state)
            ready = {one.key for one in (*near, *seldom) if one.ready}
            for act in reading(made.org.pk, today=found.today).store.kind(state.kind).acts:
                if act.name in ready or any(field.required for field in act.fields):
                    continue
                with pytest.raises(Refused):
                    made.do(act.name, state.id, person)


def recorded(made: World, state: State, person: str) -> list[str]:
    """What a person may enter for somebody else, as its buttons say it."""
    open_book = reading(state.org, today=day_in(state.org, at=made.at))
    return [one.label.zh for one in from_paper(open_book, state, open_book.store.actor(made.people[person]))]


def test_the_office_finds_what_it_may_record_for_a_unit_that_never_signs_in() -> None:
    made = world()
    measure = registered_measure(made)
    assert "代录：签收" in recorded(made, measure, "邹小禾")
    received = made.do("receive", measure, "殷若渔")
    found = recorded(made, received, "邹小禾")
    assert "代录：填报进展" in found and "代录：报结（申请销号）" in found
    assert "代录：填报进展" not in recorded(made, received, "谷向原"), "another unit records nothing here"
    assert "代录：填报进展" not in recorded(made, received, "殷若渔"), "whose step it is does it"
    given = {"evidence": [made.proof()], "file_names": ["印发件.pdf"]}
    claimed = made.do("claim", received, "殷若渔", result="制度已印发", **given)
    assert "代录：处室负责人审签" in recorded(made, claimed, "邹小禾")


def test_who_checked_is_not_led_to_enter_the_approval() -> None:
    made = with_another_clerk()
    measure = now(heard(made))
    assert "录入签字件：销号" not in recorded(made, measure, "秦见微"), "who verified it"
    assert "录入签字件：销号" in recorded(made, measure, "池晚照")


def test_a_form_of_many_fields_says_about_a_minute_and_one_on_its_own_page_nothing() -> None:
    made = world()
    register = now(made.register)
    open_book = reading(register.org, today=day_in(register.org, at=made.at))
    actor = open_book.store.actor(made.people["邹小禾"])
    near, seldom = offers(verdicts(open_book, register, actor), register, Names(register.org, None))
    takes = {one.key: one.takes for one in (*near, *seldom)}
    assert takes["file_entries"] == "" and str(takes["request_desk"].zh) == "约 1 分钟"  # type: ignore[union-attr]


def test_a_measure_is_offered_to_those_who_lead_it_not_to_those_who_lead_its_problem() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="牵头在秘书处的问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    theirs = {"lead_unit": made.units["委员工作处"], "accountable": made.people["谷向原"]}
    found = Busy(made, matters={"it": registered_measure(made, problem.id, **theirs).id})
    assert "receive" in {one.key for one in offered(found, "田稼轩", found.state("it"))[0] if one.ready}
    assert not {one.key for one in offered(found, "殷若渔", found.state("it"))[0] if one.ready}


def test_the_grey_check_tells_the_doer_who_must_check() -> None:
    made = world()
    found = Busy(made, matters={"it": claimed_measure(made).id})
    near, _ = offered(found, "纪清晏", found.state("it"))
    why = {one.key: one.why.zh for one in near if not one.ready}  # type: ignore[union-attr]
    assert "核验人" in why["verify"]


def test_what_is_never_for_such_a_matter_is_not_even_grey() -> None:
    found = busy()
    near, _ = offered(found, "殷若渔", found.state("under_way"))
    assert "open_instalment" not in {one.key for one in near}
    near, _ = offered(found, "殷若渔", found.state("recurring"))
    assert "open_instalment" in {one.key for one in near if one.ready}
    assert "resolve_help" not in {one.key for one in offered(found, "邹小禾", found.state("under_way"))[0]}
    assert "resolve_help" in {one.key for one in offered(found, "邹小禾", found.state("helped"))[0]}


def test_what_is_seldom_needed_stands_apart_and_never_is_the_pages_button() -> None:
    found = busy()
    near, seldom = offered(found, "邹小禾", found.state("late"))
    assert {"merge", "correct"} <= {one.key for one in seldom}
    assert not any(one.primary for one in seldom) and not {"merge", "correct"} & {one.key for one in near}


def at_hand(found: Busy, person: str, name: str) -> list[Offer]:
    """Everything that a matter's page offers to somebody at hand, in its order."""
    state = found.state(name)
    open_book, actor = reading(state.org, today=found.today), found.sight(person).actor
    near, below = offered(found, person, state)[0], open_book.store.children(state.id)
    return with_children(near, state, below, actor, open_book.store.desk(state.register))


def test_what_somebody_has_to_work_on_is_handed_to_others_among_what_is_seldom_needed() -> None:
    found = busy()
    for name in ("problem", "assigned", "late", "grouped"):
        near, seldom = offered(found, "邹小禾", found.state(name))
        assert "assign" not in {one.key for one in near} and "assign" in {one.key for one in seldom}, name
    for name in ("registered", "returned"):
        near, _ = offered(found, "邹小禾", found.state(name))
        assert [one.key for one in near if one.primary] == ["assign"], name


def test_the_offices_button_on_a_problem_that_somebody_has_is_its_first_measure() -> None:
    found = busy()
    made = found.made
    bare = made.open("problem", "邹小禾", title="还没有措施的问题")
    found.matters["bare"] = made.do("assign", bare, "邹小禾", lead_unit=made.units["秘书处"]).id
    first = at_hand(found, "邹小禾", "bare")[0]
    assert (first.key, first.primary) == ("measure", True)
    assert [one.key for one in at_hand(found, "邹小禾", "registered_problem") if one.primary] == ["triage"]
    more = at_hand(found, "邹小禾", "problem")
    assert "measure" in {one.key for one in more} and not any(one.primary for one in more)
    assert "measure" not in {one.key for one in at_hand(found, "殷若渔", "bare")}


def test_minutes_are_said_where_there_is_something_to_fill_in() -> None:
    found = busy()
    near, _ = offered(found, "纪清晏", found.state("claimed"))
    countersign = next(one for one in near if one.key == "countersign")
    assert countersign.primary and countersign.takes


def test_the_program_offers_nothing_that_only_it_does() -> None:
    found = busy()
    for person in CASTS:
        for state in every_state():
            near, seldom = offered(found, person, state)
            keys = {one.key for one in (*near, *seldom) if one.ready}
            assert not keys & {
                "hand_out",
                "absorb",
                "reckon",
                "propose",
                "move_under",
                "end_request",
                "count_cycle",
            }


def test_what_one_can_only_ask_for_is_not_greyed_beside_the_request_for_it() -> None:
    found, asked = busy(), 0
    for person, eyes in everybody(found):
        for state in every_state():
            if not eyes.sees(state):
                continue
            near, seldom = offered(found, person, state)
            ready = {kind_of(state.kind).act(one.key).grants for one in (*near, *seldom) if one.ready} - {
                None
            }
            grey = {one.key for one in near if not one.ready}
            assert not ready & grey, (person, state.kind, state.life)
            asked += bool(ready)
    assert asked > 10
