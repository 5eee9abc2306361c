"""会签因有人离岗、回避而凑齐的，由已同意的一人确认：nothing is granted because somebody leaves."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.answering import CONFIRMS
from bihuan.core.loop.foretelling import foretold
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.writing.acts import reading
from tests.matters.upkeep.test_naming_anew import named_anew
from tests.on_paper import compare, enter, heard, with_another_clerk
from tests.story.telling import day, now, refusal
from tests.story.test_answering import leaves
from tests.story.test_steps_by_several import holds, paused, ruled, stands_in
from tests.world import World

pytestmark = pytest.mark.django_db


def three_of_whom_two_agreed() -> tuple[World, int]:
    """温如砺, 岳正衡 and 费䶮 approve a pause together; the first two have said yes."""
    made = with_another_clerk()
    holds(made, "温如砺", "岳正衡", "费䶮")
    ruled(made, "pause", [["approver", "all", True]])
    request = paused(made)
    for one in ("温如砺", "岳正衡"):
        made.do("approve", request, one)
        assert refusal(made, "approve", request, one) == "already_answered"
    return made, request


def names(request: int) -> list[str]:
    return [one.name for one in events_of(request)]


def test_when_the_third_leaves_one_of_the_two_confirms_and_it_is_granted() -> None:
    made, request = three_of_whom_two_agreed()
    leaves(made, "费䶮")
    assert now(request).life == "open", "nobody is granted anything by ending a post"
    named_anew(made)
    assert names(request)[-1] == "confirmation_asked" and now(request).confirming
    assert refusal(made, "lapse", request, "邹小禾") == "somebody_answers"
    done = made.do("approve", request, "岳正衡")
    assert (done.life, now(done.parent or 0).clock) == ("granted", "paused")
    listed = [one for one in events_of(request) if one.name == "approved"][-1]
    both = sorted(made.people[one] for one in ("温如砺", "岳正衡"))
    assert listed.actor == made.people["岳正衡"] and listed.plain["attended"] == both


def test_they_are_asked_once() -> None:
    made, request = three_of_whom_two_agreed()
    leaves(made, "费䶮")
    named_anew(made)
    named_anew(made)
    assert names(request).count("confirmation_asked") == 1


def test_when_the_third_becomes_a_hand_the_two_are_asked_at_once() -> None:
    """费䶮 answers for the work by the office's word, and has done nothing of it yet."""
    made = with_another_clerk()
    holds(made, "温如砺", "岳正衡", "费䶮")
    ruled(made, "pause", [["approver", "all", True]])
    request = paused(made, accountable=made.people["费䶮"])
    for one in ("温如砺", "岳正衡"):
        made.do("approve", request, one)
    made.do("progress", now(request).parent or 0, "费䶮", progress="初稿已成")
    assert now(request).life == "open" and names(request)[-1] == "confirmation_asked"
    assert made.do("approve", request, "温如砺").life == "granted"
    listed = [one for one in events_of(request) if one.name == "approved"][-1].plain
    assert listed["excused"] == [made.people["费䶮"]]


def test_where_somebody_takes_the_post_instead_his_yes_is_waited_for_and_no_confirmation_does() -> None:
    made, request = three_of_whom_two_agreed()
    leaves(made, "费䶮")
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["温如砺"], from_on="2026-03-01")
    named_anew(made)
    assert names(request)[-1] == "approved"
    assert refusal(made, "approve", request, "温如砺") == "already_answered"
    assert made.do("approve", request, "秦见微").life == "granted"


def test_whoever_came_after_they_were_asked_is_waited_for_too() -> None:
    made, request = three_of_whom_two_agreed()
    leaves(made, "费䶮")
    named_anew(made)
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["温如砺"], from_on="2026-03-01")
    assert refusal(made, "approve", request, "温如砺") == "already_answered"
    done = made.do("approve", request, "秦见微")
    assert (done.life, done.confirming) == ("granted", False)


def test_where_one_alone_is_left_nobody_confirms_and_others_are_asked() -> None:
    made, request = three_of_whom_two_agreed()
    for one in ("费䶮", "岳正衡"):
        leaves(made, one)
    named_anew(made)
    assert "confirmation_asked" not in names(request), "one is no collective"
    assert refusal(made, "approve", request, "温如砺") == "already_answered"
    made.do("lapse", request, "邹小禾")


def test_on_paper_it_is_entered_by_one_and_compared_by_another() -> None:
    made, request = three_of_whom_two_agreed()
    leaves(made, "费䶮")
    enter(made, "approve", request, "邹小禾", "温如砺")
    assert compare(made, request, "池晚照").life == "granted"


def test_whose_stand_in_agreed_confirms_himself() -> None:
    made = with_another_clerk()
    holds(made, "温如砺", "岳正衡", "费䶮")
    ruled(made, "pause", [["approver", "all", True]])
    stands_in(made, "温如砺", "田稼轩")
    request = paused(made)
    for one in ("田稼轩", "岳正衡"):
        made.do("approve", request, one)
    leaves(made, "费䶮")
    assert made.do("approve", request, "温如砺").life == "granted"


def test_the_form_says_that_it_is_a_confirmation_and_only_then() -> None:
    made, request = three_of_whom_two_agreed()
    row = kind_of("request").act("approve")

    def said(person: str) -> bool:
        book = reading(made.org.pk, today=day(made))
        return CONFIRMS in foretold(book, row, now(request), Mandate(book.store.actor(made.people[person])))

    assert not said("温如砺") and not said("费䶮")
    leaves(made, "费䶮")
    assert said("温如砺") and said("岳正衡")


def test_a_batch_goes_on_in_the_same_way() -> None:
    made = with_another_clerk()
    holds(made, "温如砺", "岳正衡", "费䶮")
    ruled(made, "batch_approval", [["approver", "all", True]])
    measures = [heard(made), heard(made)]
    made.do("request_batch_approval", made.register, "邹小禾", title="一批", subjects=measures)
    request = now(measures[0]).pending or 0
    for one in ("温如砺", "岳正衡"):
        made.do("approve", request, one)
    leaves(made, "费䶮")
    assert {now(one).life for one in measures} == {"verified"}
    named_anew(made)
    made.do("approve", request, "温如砺")
    assert {now(one).life for one in measures} == {"signed_off"}


def test_what_two_agreed_to_before_the_last_step_lapses_when_one_of_them_is_gone() -> None:
    """A decision counts by the posts of its day: it is asked for anew, and nobody waits for ever."""
    made = with_another_clerk()
    ruled(made, "pause", [["verifier", "2", True], ["approver", "any", True]])
    request = paused(made)
    for one in ("秦见微", "岳正衡"):
        made.do("approve", request, one)
    assert refusal(made, "lapse", request, "邹小禾") == "somebody_answers"
    leaves(made, "岳正衡")
    assert refusal(made, "approve", request, "温如砺") == "no_quorum"
    made.do("lapse", request, "邹小禾")
