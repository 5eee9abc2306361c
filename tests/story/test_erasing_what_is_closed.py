"""Nothing of a closed matter is erased by one person: what is closed rests on what is written there."""

import pytest

from bihuan.ledger.read import events_of
from bihuan.matters.writing.erasing import erasable
from tests.matters.scenes import signed_in
from tests.story.telling import auditors_told, now, refusal, waiting
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


def closed(made: World):
    measure = made.do("verify", claimed_measure(made), "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return made.do("sign_off", measure, "温如砺")


def test_nothing_of_a_closed_matter_is_erased_by_one() -> None:
    made = world()
    measure = closed(made)
    pairs = [list(pair) for pair in erasable(measure.id)]
    assert refusal(made, "erase", measure, "费䶮", reason="依申请", erases=pairs) == "needs_second"
    other = made.open("problem", "邹小禾", title="另一件")
    around = {"reason": "依申请", "erases": pairs}
    assert refusal(made, "erase", other, "费䶮", **around) == "needs_second", "by way of an open one"
    assert refusal(made, "erase", made.register, "费䶮", **around) == "needs_second", "or of the register"
    sent = signed_in(made, "费䶮").post(
        f"/m/{measure.id}/erase/", {"reason": "依申请", "once": "k", "seen": now(measure).seq}
    )
    assert sent.status_code == 422
    assert events_of(measure.id)[0].personal["title"]


def test_two_erase_it_and_the_auditor_is_told() -> None:
    made = world()
    measure = closed(made)
    client = signed_in(made, "费䶮")
    sent = client.post(
        f"/m/{measure.id}/request_erasure/", {"reason": "依申请", "once": "k", "seen": now(measure).seq}
    )
    assert sent.status_code == 302
    request = waiting(measure.id)
    assert refusal(made, "approve", request, "费䶮") == "no_right"
    made.do("approve", request, "严以宁")
    assert events_of(measure.id)[0].personal["title"] is None
    assert auditors_told(made, measure.id, "erased")


def test_of_what_is_open_an_administrator_erases_alone() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="电话 138")
    pairs = [list(pair) for pair in erasable(problem.id)]
    assert refusal(made, "request_erasure", problem, "费䶮", reason="误录", erases=pairs) == "one_is_enough"
    made.do("erase", problem, "费䶮", reason="误录", erases=pairs)
    assert now(problem).title is None
