"""批次审定: one meeting, one signed sheet, many matters, a verdict for each."""

import pytest

from tests.story.telling import now, refusal
from tests.world import claimed_measure, world

pytestmark = pytest.mark.django_db


def ready(made, **more):
    measure = claimed_measure(made, **more)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return measure


def batch(made, *subjects):
    ids = [one.id for one in subjects]
    made.do("request_batch_approval", made.register, "邹小禾", title="三月第一批", subjects=ids)
    waiting = [now(one).pending for one in ids]
    return next((one for one in waiting if one), 0)


def test_one_yes_signs_off_all_that_can_be_and_says_why_not_of_the_others() -> None:
    made = world()
    good, other = ready(made), ready(made)
    unheard = claimed_measure(made)
    made.do("verify", unheard, "秦见微", finding="属实")
    request = batch(made, good, other, unheard)
    made.do("approve", request, "温如砺", opinion="同意", evidence=[made.proof("审定表")])
    assert [now(one).life for one in (good, other, unheard)] == ["signed_off", "signed_off", "verified"]
    assert all(now(one).pending is None for one in (good, other, unheard))
    from bihuan.ledger.read import events_of

    ended = events_of(unheard.id)[-1]
    assert (ended.name, ended.plain["why"]) == ("request_ended", "no_hearing")


def test_a_batch_takes_only_what_can_be_decided_and_never_nothing() -> None:
    made = world()
    early, good = claimed_measure(made), ready(made)
    request = batch(made, early, good)
    assert now(early).pending is None and now(request).subjects == (good.id,)
    nothing = {"title": "空批次", "subjects": [early.id, good.id]}
    assert refusal(made, "request_batch_approval", made.register, "邹小禾", **nothing) == "not_subject"


def test_a_matter_that_is_sent_back_meanwhile_is_left_out_with_its_reason() -> None:
    made = world()
    good, doubtful = ready(made), ready(made)
    request = batch(made, good, doubtful)
    made.do("send_back", doubtful, "秦见微", still_to_do="数据有误")
    made.do("approve", request, "温如砺")
    assert [now(one).life for one in (good, doubtful)] == ["signed_off", "under_way"]
    assert now(doubtful).pending is None


def test_a_refused_batch_frees_every_matter() -> None:
    made = world()
    good, other = ready(made), ready(made)
    request = batch(made, good, other)
    made.do("refuse", request, "温如砺", reason="下次会议再议")
    assert [now(one).pending for one in (good, other)] == [None, None]
    assert made.do("sign_off", good, "温如砺").life == "signed_off"


def test_whoever_had_a_hand_in_one_does_not_sign_it_off_in_a_batch() -> None:
    made = world()
    made.charter("appoint", person=made.people["纪清晏"], post=made.posts["温如砺"], from_on="2026-01-01")
    own = ready(made)
    request = batch(made, own)
    assert refusal(made, "approve", request, "纪清晏") == "own_work", "the yes of a doer signs nothing off"
    assert now(own).life == "verified"


def test_only_matters_of_the_register_are_taken() -> None:
    from tests.world import open_register

    made = world()
    second = open_register(made, title="巡察整改", prefix="XC")
    good = ready(made)
    facts = {"title": "别家的", "subjects": [good.id]}
    assert refusal(made, "request_batch_approval", second, "邹小禾", **facts) == "not_subject"


def test_a_batch_that_every_matter_has_left_lapses() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="重复报送")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    request = batch(made, now(measure))
    asked = made.do("request_withdrawal", problem, "邹小禾", reason="与已有问题相同")
    made.do("approve", asked.pending, "温如砺")
    assert now(measure).life == "withdrawn" and now(measure).pending is None
    assert now(request).life == "lapsed"
