"""Before the commit: what the importer will not be able to check, and what 已完成 means in the sheet."""

import pytest
from django.test import Client

from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.ledger.read import events_of
from tests.exchange.importing import PLAIN, carried, commit, matters, previewed, sheet
from tests.matters.scenes import signed_in
from tests.rooms.batches.test_batches import text_of
from tests.world import World, world

pytestmark = pytest.mark.django_db

OPEN = PLAIN[0]
NO_COLUMN = ("序号", "存在问题", "整改措施", "牵头单位", "责任人", "完成时限", "状态")
DONE = ("1", "会议材料篇幅过长", "严格执行短文规定", "秘书处", "殷若渔", "2025年12月底前", "已完成")


def holds_the_verifiers_post(made: World) -> None:
    made.charter("appoint", person=made.people["邹小禾"], post=made.posts["核验"], from_on="2025-01-01")


def page(made: World, one: Import, by: str = "邹小禾") -> str:
    return shown(signed_in(made, by), one)


def shown(client: Client, one: Import) -> str:
    return text_of(client.get(f"/import/{one.id}/"))


def test_whoever_checks_reads_before_the_commit_what_is_lost_and_who_can_still_check() -> None:
    made = world()
    holds_the_verifiers_post(made)
    one = previewed(made, sheet(*PLAIN))
    said = page(made, one)
    assert "您导入后不能核验其中 6 项；仍可核验：秦见微（督查处 核验岗）、岳正衡" in said
    commit(made, one)
    assert all(state.carriers == (made.people["邹小禾"],) for state in matters(one))


def test_who_holds_no_post_that_checks_reads_nothing_of_it() -> None:
    made = world()
    one = previewed(made, sheet(*PLAIN))
    assert "不能核验" not in page(made, one)


def test_where_nobody_could_check_it_says_so_and_what_to_do() -> None:
    made = world()
    holds_the_verifiers_post(made)
    made.charter(
        "declare_absence",
        person=made.people["秦见微"],
        stand_in=made.people["邹小禾"],
        from_on="2026-03-01",
        to_on="2026-12-31",
    )
    own = (*PLAIN[1][:3], "机关纪委", "", "岳正衡", *PLAIN[1][6:])
    said = page(made, previewed(made, sheet(OPEN, own)))
    assert "仍可核验：岳正衡" in said
    assert "其中 2 项将暂无人可核验：请先为台账增设" in said, "the fallback's own office leads the second"


def test_what_done_means_is_asked_once_and_stands_in_the_record() -> None:
    made = world()
    one = previewed(made, sheet(DONE, headings=NO_COLUMN))
    client = signed_in(made, "邹小禾")
    said = shown(client, one)
    assert "1 项写“已完成”，没有写是否销号" in said and "请先回答" in said
    client.post(f"/import/{one.id}/done/", {"done_means": "nonsense"})
    assert "请先回答" in shown(client, one)
    client.post(f"/import/{one.id}/done/", {"done_means": "closed"})
    said = shown(client, one)
    assert "请先回答" not in said and "按您的回答办理： 就是已销号" in said
    one.refresh_from_db()
    commit(made, one)
    problem, measure = matters(one)
    assert measure.said_closed and problem.said_closed and measure.life == "claimed"
    assert [e.plain.get("done_means") for e in events_of(one.id) if e.name == "committed"] == ["closed"]


def test_unanswered_it_is_a_claim_and_that_stands_in_the_record_too() -> None:
    made = world()
    one = carried(made, sheet(DONE, headings=NO_COLUMN))
    assert not matters(one)[1].said_closed
    assert [e.plain.get("done_means") for e in events_of(one.id) if e.name == "committed"] == ["claimed"]


def test_a_column_that_says_it_asks_nothing_and_no_answer_overrides_it() -> None:
    made = world()
    one = previewed(made, sheet(PLAIN[1]), done_means="closed")
    assert "没有写是否销号" not in page(made, one)
    commit(made, one)
    assert not matters(one)[1].said_closed
    assert not ImportRow.objects.filter(reasons__contains='"said_closed"').exists()


def test_only_the_office_answers() -> None:
    made = world()
    one = previewed(made, sheet(DONE, headings=NO_COLUMN))
    assert (
        signed_in(made, "殷若渔").post(f"/import/{one.id}/done/", {"done_means": "closed"}).status_code == 404
    )
