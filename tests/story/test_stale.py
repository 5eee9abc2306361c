"""What makes a form stale, act by act: a remark must not refuse the owner's report."""

import pytest

from tests.story.telling import now, refusal
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_a_remark_in_between_does_not_refuse_a_report_but_a_new_life_does() -> None:
    made = world()
    measure = registered_measure(made)
    seen = made.do("receive", measure, "殷若渔").seq
    made.do("remark", measure, "邹小禾", remark="请注意时限")
    made.do("progress", measure, "殷若渔", progress="已摸底", seen=seen)
    seen = now(measure).seq
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("send_back", measure, "纪清晏", still_to_do="补签收表")
    assert refusal(made, "progress", measure, "殷若渔", progress="旧表", seen=seen) == "stale"


def test_a_verdict_goes_stale_by_anything_that_happened() -> None:
    made = world()
    measure = claimed_measure(made)
    seen = now(measure).seq
    made.do("remark", measure, "邹小禾", remark="数据有出入")
    assert refusal(made, "verify", measure, "秦见微", finding="好", seen=seen) == "stale"
    assert made.do("verify", measure, "秦见微", finding="好", seen=now(measure).seq).life == "verified"


def test_an_extension_or_a_pause_makes_the_doers_form_stale() -> None:
    made = world()
    measure = registered_measure(made)
    seen = made.do("receive", measure, "殷若渔").seq
    asked = made.do("request_pause", measure, "殷若渔", reason="等文件")
    made.do("approve", asked.pending or 0, "温如砺")
    assert refusal(made, "progress", measure, "殷若渔", progress="旧表", seen=seen) == "stale"


def test_evidence_urging_and_remarks_are_never_stale() -> None:
    made = world()
    measure = registered_measure(made)
    seen = measure.seq
    made.do("receive", measure, "殷若渔")
    made.do("urge", measure, "邹小禾", seen=seen)
    made.do("add_evidence", measure, "殷若渔", evidence=[made.proof()], seen=seen)
    after = made.do("remark", measure, "纪清晏", remark="已部署", seen=seen)
    assert after.seq >= seen + 4, "all of them happened"


def test_a_double_click_returns_what_the_first_one_did() -> None:
    from bihuan.matters.models import Matter

    made = world()
    one = made.open("problem", "邹小禾", title="重复点击", once="k1")
    two = made.open("problem", "邹小禾", title="重复点击", once="k1")
    assert one.id == two.id and Matter.objects.filter(kind="problem").count() == 1
    measure = registered_measure(made)
    first = made.do("receive", measure, "殷若渔", once="k2")
    assert made.do("receive", measure, "殷若渔", once="k2").seq == first.seq
