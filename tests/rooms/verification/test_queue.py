"""The verification queue: what waits for whom, the oldest first, and who must where one may not."""

import re

import pytest

from tests.matters.scenes import signed_in
from tests.rooms.batches.test_batches import said_closed
from tests.world import claimed_measure, confirm, world

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_oldest_claim_stands_first() -> None:
    made = world()
    for title in ("先报结的", "后报结的"):
        claimed_measure(made, title=title)
    text = text_of(signed_in(made, "秦见微").get("/queue/"))
    assert "有 2 件等您核验" in text and text.index("先报结的") < text.index("后报结的")


def test_own_work_stands_grey_with_who_must_check_it() -> None:
    made = world()
    own = {"lead_unit": made.units["督查处"], "accountable": made.people["秦见微"]}
    measure = made.open(
        "measure", "邹小禾", title="督查处自己的", due={"kind": "date", "on": "2026-06-30"}, **own
    )
    made.do("assign", measure, "邹小禾")
    made.do("receive", measure, "秦见微")
    made.do("claim", measure, "秦见微", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "秦见微")
    page = signed_in(made, "秦见微").get("/queue/")
    assert "没有等您核验的事项" in text_of(page) and "须由他人核验" in text_of(page)
    assert "机关纪委" in text_of(page)
    assert f"/m/{measure.id}/verify/" not in page.content.decode()
    other = signed_in(made, "岳正衡").get("/queue/")
    assert "有 1 件等您核验" in text_of(other) and f"/m/{measure.id}/verify/" in other.content.decode()


def test_a_back_fill_waits_there_for_its_second_person() -> None:
    made = world()
    one = said_closed(made)
    sheet = {"evidence": [made.proof("审定表")], "file_names": ["审定表.txt"]}
    made.do(
        "request_back_fill",
        made.register,
        "邹小禾",
        title="去年的",
        subjects=[one.id],
        heard="座谈会",
        **sheet,
    )
    page = signed_in(made, "岳正衡").get("/queue/")
    assert "提请补录" in text_of(page) and "/approve/" in page.content.decode()
    assert "/approve/" not in signed_in(made, "秦见微").get("/queue/").content.decode()


def test_who_does_not_check_is_told_so_and_has_no_entry_in_the_rail() -> None:
    made = world()
    claimed_measure(made)
    page = signed_in(made, "殷若渔").get("/queue/")
    assert "您不在核验岗位上" in text_of(page)
    assert page.content.decode().count('href="/queue/"') == 0
    assert 'href="/queue/"' in signed_in(made, "秦见微").get("/r/").content.decode()


def test_whoever_checks_from_outside_reads_of_no_matter_that_the_house_checks() -> None:
    made = world()
    unit = made.charter("add_unit", name="派驻纪检监察组", kind="outside", from_on="2025-01-01")
    post = made.charter("add_post", unit=unit, name="门外核验", role="outside_checker")
    made.people["翁同舟"] = made.charter("add_person", person_name="翁同舟")
    made.charter("appoint", person=made.people["翁同舟"], post=post, from_on="2025-01-01")
    made.do("request_desk", made.register, "邹小禾", outsiders=[post], reason="门外核验")
    confirm(made, made.register)
    claimed_measure(made, title="由本单位核验的")
    assert "由本单位核验的" in text_of(signed_in(made, "秦见微").get("/queue/"))
    page = text_of(signed_in(made, "翁同舟").get("/queue/"))
    assert "由本单位核验的" not in page and "须由他人核验" not in page
    assert "没有等您核验的事项" in page and "您不在核验岗位上" not in page
