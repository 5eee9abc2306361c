"""Many rows at once: a verdict for each, one sheet for all, and never the same person twice."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.core.state.state import State
from bihuan.matters.writing.acts import open_matter
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.matters.scenes import signed_in, statements
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sheet() -> SimpleUploadedFile:
    """A small signed paper."""
    return SimpleUploadedFile("销号审定表.txt", "温如砺（签字）".encode(), content_type="text/plain")


def verified(made: World, title: str = "修订首问负责制", **more) -> State:
    """A measure that stands alone, verified by 秦见微 and heard."""
    measure = claimed_measure(made, title=title, **more)
    made.do("verify", measure, "秦见微", finding="属实")
    return made.do("waive_hearing", measure, "秦见微", reason="匿名", sample="抽测十件")


def waiting_row(made: World, **more) -> State:
    """A registered measure that has not been handed out."""
    facts = {
        "title": "待交办",
        "lead_unit": made.units["秘书处"],
        "due": {"kind": "date", "on": "2027-06-30"},
    } | more
    return made.open("measure", "邹小禾", **facts)


def test_everything_ready_is_handed_out_and_the_rest_says_what_is_missing() -> None:
    made = world()
    ready = [waiting_row(made, title=f"待交办{n}") for n in range(3)]
    no_due = waiting_row(made, title="没有时限", due=None)
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/assign/"
    page = client.get(path)
    assert "可交办 3 项" in text_of(page) and "还没有时限" in text_of(page)
    assert page.content.decode().count(" checked") == 3
    sent = client.post(path, {"subjects": [one.id for one in (*ready[:2], no_due)], "once": "k"})
    assert "办成 2 项" in text_of(sent)
    lives = [row_state(one.id).life for one in (*ready, no_due)]
    assert lives == ["assigned", "assigned", "registered", "registered"]


def test_nothing_ticked_is_refused_in_a_sentence() -> None:
    made = world()
    waiting_row(made)
    sent = signed_in(made, "邹小禾").post(f"/r/{made.register}/assign/", {"once": "k"})
    assert sent.status_code == 422 and "请至少选一项" in text_of(sent)


@pytest.mark.parametrize("page", ["assign", "approve", "back-fill"])
def test_only_the_office_does_what_is_done_to_many(page: str) -> None:
    made = world()
    registered_measure(made)
    assert signed_in(made, "严以宁").get(f"/r/{made.register}/{page}/").status_code == 403
    assert signed_in(made, "殷若渔").get(f"/r/{made.register}/{page}/").status_code == 404
    assert signed_in(made, "邹小禾").get(f"/r/{made.register}/{page}/").status_code == 200


def test_one_signed_sheet_signs_off_many_and_is_recorded_by_a_second_person() -> None:
    made = world()
    found = [verified(made, f"措施{n}") for n in range(2)]
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/approve/"
    assert "待审定 2 项" in text_of(client.get(path))
    subjects = [one.id for one in found]
    given = {"title": "第一批", "evidence": sheet(), "subjects": subjects, "once": "k"}
    asked = client.post(path, given)["Location"]
    record = {"for_whom": made.people["温如砺"], "basis": "signed_paper", "once": "r"}
    assert client.post(f"{asked}approve/", record).status_code == 422, "who asked does not record the yes"
    entered = signed_in(made, "岳正衡").post(f"{asked}approve/", {**record, "evidence": sheet()}, follow=True)
    assert "由另一人核对后才生效" in text_of(entered)
    checker, request = signed_in(made, "严以宁"), int(asked.split("/")[2])
    paper = row_state(request).papers[0].seq
    for other in (signed_in(made, "秦见微"), client):  # who checked, and who asked
        assert other.post(f"{asked}compare_paper/", {"paper": paper, "once": "o"}).status_code == 422
    assert "温如砺" in text_of(checker.get(f"{asked}compare_paper/"))
    assert row_state(found[0].id).life == "verified"
    assert checker.post(f"{asked}compare_paper/", {"paper": paper, "once": "c"}).status_code == 302
    for one in found:
        state = row_state(one.id)
        assert state and state.life == "signed_off" and state == folded_state(one.id)


def test_asked_without_an_approver_it_waits_for_one() -> None:
    made = world()
    one = verified(made)
    client = signed_in(made, "邹小禾")
    given = {"title": "第一批", "subjects": [one.id], "once": "k"}
    sent = client.post(f"/r/{made.register}/approve/", given)
    request = row_state(one.id).pending
    assert sent["Location"] == f"/m/{request}/"
    again = client.post(f"/r/{made.register}/approve/", given)
    assert again.status_code in (302, 422) and row_state(one.id).pending == request, (
        "one request for two clicks"
    )
    assert "有一项申请正在办理" in text_of(client.get(f"/r/{made.register}/approve/"))
    made.do("approve", request, "温如砺")
    assert row_state(one.id).life == "signed_off"


def test_what_was_not_heard_cannot_be_ticked() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/approve/"
    assert "还没有听取当事人意见" in text_of(client.get(path))
    sent = client.post(path, {"title": "第一批", "subjects": [measure.id], "once": "k"})
    assert sent.status_code == 422 and row_state(measure.id).pending is None


def said_closed(made: World, **more) -> State:
    """A row of an imported ledger that says it was signed off."""
    facts = {"said_closed": True, "said_closed_on": "2025-12-20"} | more
    return open_matter(
        "measure",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        act="take_over",
        register=made.register,
        within=True,
        title="去年已销号的",
        lead_unit=made.units["秘书处"],
        due={"kind": "date", "on": "2025-12-31"},
        life="claimed",
        **facts,
    )


def test_what_the_sheet_says_was_closed_is_back_filled_by_two_people() -> None:
    made = world()
    one = said_closed(made)
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/back-fill/"
    assert "可补录 1 项" in text_of(client.get(path))
    bare = client.post(path, {"title": "去年的", "heard": "座谈会", "subjects": [one.id], "once": "a"})
    assert bare.status_code == 422, "the signed sheet is missing"
    given = {"title": "去年的", "heard": "座谈会", "subjects": [one.id], "evidence": sheet(), "once": "b"}
    assert client.post(path, given).status_code == 302
    asked = row_state(one.id).pending
    made.do("approve", asked, "岳正衡")
    state = row_state(one.id)
    assert state and state.life == "signed_off" and state.back_filled and state == folded_state(one.id)


def test_what_lives_here_stands_on_the_page_with_the_reason_and_cannot_be_ticked() -> None:
    made = world()
    here, before = said_closed(made), said_closed(made)
    made.do("add_evidence", here, "殷若渔", evidence=[made.proof("补件")])
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/back-fill/"
    page = client.get(path)
    assert "可补录 1 项" in text_of(page) and "不能补录。请按报结" in text_of(page)
    assert "表中销号日期 2025-12-20" in text_of(page)
    given = {"title": "去年的", "heard": "座谈会", "evidence": sheet(), "once": "a"}
    assert client.post(path, given | {"subjects": [here.id]}).status_code == 422
    given = {"title": "去年的", "heard": "座谈会", "evidence": sheet(), "once": "b"}
    assert client.post(path, given | {"subjects": [before.id]}).status_code == 302


def test_all_are_ticked_or_none_and_a_date_is_asked_where_the_sheet_has_none() -> None:
    made = world()
    found = [said_closed(made), said_closed(made, said_closed_on=None)]
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/back-fill/"
    assert client.get(path).content.decode().count(" checked") == 2
    assert client.get(f"{path}?ticked=none").content.decode().count(" checked") == 0
    assert "须填签字日期" in text_of(client.get(path))
    given = {"title": "去年的", "heard": "座谈会", "subjects": [one.id for one in found]}
    bare = client.post(path, given | {"evidence": sheet(), "once": "a"})
    assert bare.status_code == 422 and "请填写签字日期" in text_of(bare)
    dated = given | {"evidence": sheet(), "said_closed_on": "2025-11-30", "once": "b"}
    assert client.post(path, dated).status_code == 302
    made.do("approve", row_state(found[0].id).pending, "岳正衡")
    assert [str(row_state(one.id).closed_on) for one in found] == ["2025-12-20", "2025-11-30"]


def test_what_waits_is_marked_in_the_register_and_stands_with_the_office_and_who_confirms() -> None:
    made = world()
    one = said_closed(made)
    client = signed_in(made, "邹小禾")
    listed = text_of(client.get(f"/r/{made.register}/?kind=measure&state=said_closed"))
    assert "原表已销号，待补录" in listed and "原表已销号" in text_of(client.get("/"))
    given = {"title": "去年的", "heard": "座谈会", "subjects": [one.id], "evidence": sheet(), "once": "a"}
    asked = client.post(f"/r/{made.register}/back-fill/", given)["Location"]
    listed = text_of(client.get(f"/r/{made.register}/?kind=measure&state=said_closed"))
    assert "补录待确认" in listed
    confirmer = signed_in(made, "岳正衡")
    assert asked in confirmer.get("/").content.decode(), "it stands in the to-do of whoever confirms it"
    made.do("approve", row_state(one.id).pending, "岳正衡")
    assert "补录待确认" not in text_of(client.get(f"/r/{made.register}/?kind=measure&state=all"))


def test_a_batch_of_many_asks_once_for_all_of_them() -> None:
    counts = {}
    for many in (2, 12):
        made = world(f"org{many}", f"单位{many}")
        found = [said_closed(made) for _ in range(many)]
        facts = {"title": "去年的", "heard": "座谈会", "evidence": [made.proof("签字表")]}
        facts |= {"subjects": [one.id for one in found]}
        asked = statements(lambda m=made, f=facts: m.do("request_back_fill", m.register, "邹小禾", **f))
        request = row_state(found[0].id).pending
        said = statements(lambda m=made, r=request: m.do("approve", r, "岳正衡"))
        counts[many] = [sum(line.startswith(("SELECT", "WITH")) for line in one) for one in (asked, said)]
        assert all(row_state(one.id).life == "signed_off" for one in found)
    assert counts[2][0] == counts[12][0]
    assert counts[12][1] - counts[2][1] <= 10, "what stands under each is still read for itself"
