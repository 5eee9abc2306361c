"""配合事项: a head answers for several matters at once that the office did none of the work."""

import pytest

from bihuan.matters.writing.rebuild import row_state
from tests.matters.scenes import signed_in
from tests.rooms.batches.test_batches import text_of
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_a_head_sees_what_names_the_office_and_answers_for_several_at_once() -> None:
    made = world()
    office = made.units["督查处"]
    waiting = [
        registered_measure(made, title="甲", supporting=[office]),
        claimed_measure(made, supporting=[office]),
    ]
    begun = registered_measure(made, title="乙", supporting=[office])
    made.do("receive", begun, "殷若渔")
    made.do("add_evidence", begun, "邹小禾", evidence=[made.proof()])
    registered_measure(made, title="丙", supporting=[made.units["委员工作处"]])
    client = signed_in(made, "秦见微")
    assert "/supporting/" in client.get("/queue/").content.decode()
    page = client.get("/supporting/")
    said = text_of(page)
    assert "可答复的 2 项" in said and "甲" in said and "乙" not in said and "丙" not in said
    assert page.content.decode().count(" checked") == 0, "nobody says by default that nothing was done"
    assert client.get("/supporting/?all=1").content.decode().count(" checked") == 2
    sent = client.post("/supporting/", {"subjects": [one.id for one in (*waiting, begun)], "once": "k"})
    assert "办成 2 项" in text_of(sent)
    assert [row_state(one.id).uninvolved for one in waiting] == [(office,), (office,)]
    assert "没有要答复的事项" in text_of(client.get("/supporting/"))
    assert made.do("verify", waiting[1], "秦见微", finding="属实").life == "verified"


def test_others_have_nothing_to_answer_there() -> None:
    made = world()
    registered_measure(made, supporting=[made.units["督查处"]])
    assert "没有要答复的事项" in text_of(signed_in(made, "邹小禾").get("/supporting/"))


def test_the_auditor_sees_who_said_so_and_the_doer_does_not() -> None:
    made = world()
    measure = registered_measure(made, title="修订首问负责制", supporting=[made.units["督查处"]])
    made.do("say_uninvolved", measure, "秦见微", remark="仅列名")
    client = signed_in(made, "严以宁")
    assert "/record/uninvolved/" in client.get("/record/").content.decode()
    said = text_of(client.get("/record/uninvolved/"))
    assert "督查处" in said and "秦见微" in said and "修订首问负责制" in said
    assert signed_in(made, "殷若渔").get("/record/uninvolved/").status_code == 403
