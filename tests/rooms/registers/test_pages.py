"""The pages of registers: who sees what, what the counts say, what the address bar asks."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.matters.models import Desk
from bihuan.matters.writing.rebuild import row_state
from bihuan.rooms.registers.models import Acceptance, RegisterVersion
from tests.matters.scenes import signed_in
from tests.world import World, claimed_measure, open_register, registered_measure, world

pytestmark = pytest.mark.django_db
DESK = {"verifiers": "核验", "fallbacks": "岳正衡", "approvers": "温如砺"}


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def problem(made: World, title: str, aspect: str = "服务意识方面", **more):
    """A problem of the register."""
    return made.open("problem", "邹小禾", title=title, aspect=aspect, source="问卷", **more)


def test_a_register_is_found_by_its_desk_and_by_those_whom_it_concerns() -> None:
    made = world()
    assert "还没有您能看的台账" in text_of(signed_in(made, "田稼轩").get("/r/"))
    registered_measure(made)
    for person in ("邹小禾", "殷若渔", "严以宁"):
        page = signed_in(made, person).get("/r/")
        assert "作风效能问题清单" in text_of(page), person
    outsider = signed_in(made, "谷向原")
    assert "作风效能问题清单" not in text_of(outsider.get("/r/"))
    assert outsider.get(f"/r/{made.register}/").status_code == 404


def test_another_organisation_finds_nothing_at_the_address() -> None:
    made, other = world(), world("yunting", "云汀州政协机关")
    client = signed_in(other, "邹小禾")
    for path in (
        "",
        "about/",
        "export.csv",
        "export.xlsx",
        "assign/",
        "approve/",
        "back-fill/",
        "problem/",
        "do/set_desk/",
    ):
        assert client.get(f"/r/{made.register}/{path}").status_code == 404, path


def test_rows_stand_under_their_aspect_with_their_ring_and_their_measures_in_words() -> None:
    made = world()
    one = problem(made, "首问负责制落实不到位")
    registered_measure(made, one.id)
    problem(made, "公文流转环节多", aspect="工作效率方面")
    page = signed_in(made, "邹小禾").get(f"/r/{made.register}/")
    text = text_of(page)
    assert text.index("服务意识方面") < text.index("首问负责制落实不到位") < text.index("工作效率方面")
    assert 'aria-label="措施完成 0/1"' in page.content.decode()
    assert "已登记" in text and f"/m/{one.id}/" in page.content.decode()


def test_the_heading_over_ones_measures_leads_to_their_problem_only_where_one_may_see_it() -> None:
    made = world()
    one = problem(made, "首问负责制落实不到位")
    registered_measure(made, one.id, supporting=[made.units["委员工作处"]])
    clients = {name: signed_in(made, name) for name in ("邹小禾", "谷向原")}
    pages = {
        name: one.get(f"/r/{made.register}/?kind=measure").content.decode() for name, one in clients.items()
    }
    links = {name: f'href="/m/{one.id}/"' in page for name, page in pages.items()}
    assert links == {"邹小禾": True, "谷向原": False}
    assert clients["谷向原"].get(f"/m/{one.id}/").status_code == 404


def test_chips_count_what_they_show() -> None:
    made = world()
    for number in range(3):
        problem(made, f"问题{number}")
    going, ended = (registered_measure(made, title=title) for title in ("在办的", "求助的"))
    made.do("ask_for_help", ended, "殷若渔", difficulty="两家意见不一")
    client = signed_in(made, "邹小禾")
    measures = client.get(f"/r/{made.register}/?kind=measure&state=help")
    assert "求助的" in text_of(measures) and "在办的" not in text_of(measures)
    for state, _, count in re.findall(r'state=(\w+)"[^>]*>([^<]+)<b>([\d,]+)</b>', measures.content.decode()):
        shown = client.get(f"/r/{made.register}/?kind=measure&state={state}").content.decode()
        assert shown.count('class="no"') == int(count), state
    assert going.id != ended.id


def test_the_list_is_filtered_by_all_that_a_fact_can_say_and_bears_what_it_cannot() -> None:
    made = world()
    source = "走访座谈" * 50
    one = made.open("problem", "邹小禾", title="来源很长的问题", source=source)
    made.open("problem", "邹小禾", title="来源不同的问题", source=source[:-1])
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/"
    found = client.get(path, {"fact-source": source}).content.decode()
    assert f"/m/{one.id}/" in found and "来源不同的问题" not in found
    for odd in ("\0", "\0走访", "'", "长" * 500, "\ud800"):
        assert (
            client.get(
                path, {"fact-source": odd.encode("utf-8", "replace"), "q": odd.encode("utf-8", "replace")}
            ).status_code
            == 200
        ), odd


def test_the_list_is_filtered_by_unit_and_text_and_sorted_by_due() -> None:
    made = world()
    late = registered_measure(made, title="七月的事", due={"kind": "date", "on": "2026-07-31"})
    other = {"lead_unit": made.units["委员工作处"], "accountable": made.people["谷向原"]}
    registered_measure(made, title="四月的事", due={"kind": "date", "on": "2026-04-30"}, **other)
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/"
    by_due = text_of(client.get(f"{path}?sort=due"))
    assert by_due.index("四月的事") < by_due.index("七月的事")
    turned = text_of(client.get(f"{path}?sort=-due"))
    assert turned.index("七月的事") < turned.index("四月的事")
    only = text_of(client.get(f"{path}?unit={made.units['委员工作处']}"))
    assert "四月的事" in only and "七月的事" not in only
    found = text_of(client.get(f"{path}?q=七月"))
    assert "七月的事" in found and "四月的事" not in found
    assert "没有符合条件的事项" in text_of(client.get(f"{path}?q=没有这几个字"))
    assert late.number and late.number in text_of(client.get(f"{path}?q={late.number}"))


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=abc", "?sort=nonsense", "?state=nonsense", "?unit=x", "?kind=x", "?page=9999"]
)
def test_nonsense_in_the_address_counts_as_not_asked(query: str) -> None:
    made = world()
    registered_measure(made)
    assert signed_in(made, "邹小禾").get(f"/r/{made.register}/{query}").status_code == 200


def test_fifty_rows_a_page_and_as_many_statements_for_one_row_as_for_many() -> None:
    made = world()
    first = problem(made, "第一个")
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/"
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(path)
    for number in range(55):
        problem(made, f"问题{number}", aspect=f"方面{number % 3}")
    registered_measure(made, first.id)
    client.get(path)
    with CaptureQueriesContext(connection) as many:
        page = client.get(path)
    assert page.content.decode().count('class="no"') == 50
    assert len(many) <= len(few) + 3 and len(many) <= 20, "a unit and a person are looked up once for all"
    second = client.get(f"{path}?page=2")
    assert second.content.decode().count('class="no"') == 6
    assert "第 51–56 条，共 56 条" in text_of(second)


def test_counts_are_remembered_until_the_chain_moves() -> None:
    made = world()
    problem(made, "第一个")
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/"
    client.get(path)
    with CaptureQueriesContext(connection) as again:
        client.get(path)
    assert not [one for one in again if "count(*) FROM (SELECT kind" in one["sql"]]
    problem(made, "第二个")
    assert re.search(r"在办 2\b", text_of(client.get(path)))


def test_figures_name_their_version_and_what_was_added_since() -> None:
    made = world()
    problem(made, "第一个"), problem(made, "第二个")
    made.do("circulate", made.register, "邹小禾", document="征求意见稿")
    made.do("approve_version", made.register, "温如砺", document="会议纪要")
    made.do(
        "issue_version",
        made.register,
        "邹小禾",
        document="印发通知",
        document_number="示政发〔2026〕3号",
        document_on="2026-03-20",
    )
    problem(made, "后来的")
    text = text_of(signed_in(made, "邹小禾").get(f"/r/{made.register}/"))
    assert "印发版（示政发〔2026〕3号，3 月 20 日）" in text
    assert "作风效能问题清单 2 条" in text and "新增 1" in text


def test_look_backs_that_are_overdue_are_counted_and_listed_until_somebody_looks() -> None:
    made = world()
    closed = made.do("verify", claimed_measure(made), "秦见微", finding="属实")
    made.do("waive_hearing", closed, "秦见微", reason="内部事项", sample="抽查")
    made.do("sign_off", closed, "温如砺", look_back_on="2026-03-10")
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/?kind=measure"
    text = text_of(client.get(path))
    assert "已销号 1 · 回头看逾期 1" in text and "1 回头看逾期" in text_of(client.get("/"))
    assert closed.number and closed.number in text_of(client.get(f"{path}&state=look_back"))
    made.tick(days=10)
    made.do("look_back", closed, "秦见微", result="held", finding="持续有效")
    assert "回头看逾期" not in text_of(client.get(path))


def test_who_sees_a_part_is_told_so() -> None:
    made = world()
    registered_measure(made)
    registered_measure(
        made, title="别处的", lead_unit=made.units["委员工作处"], accountable=made.people["谷向原"]
    )
    text = text_of(signed_in(made, "殷若渔").get(f"/r/{made.register}/"))
    assert "您可见 1 条" in text and "别处的" not in text


def test_a_register_is_created_opened_and_looked_after_in_pages() -> None:
    made = world()
    client = signed_in(made, "邹小禾")
    desk = {name: [made.posts[post]] for name, post in DESK.items()}
    given = {
        "title": "巡察整改台账",
        "prefix": "XC",
        "office": made.units["督查处"],
        "group": "领导小组",
        "once": "k1",
        **desk,
    }
    page = client.get("/r/new/")
    assert "核验岗（秦见微）" in page.content.decode()
    sent = client.post("/r/new/", given)
    assert sent.status_code == 302
    client.post("/r/new/", given)
    made_ones = [one.pk for one in Desk.objects.filter(prefix="XC")]
    assert len(made_ones) == 1, "a second click makes no second register"
    about = f"/r/{made_ones[0]}/about/"
    assert "兜底核验" in text_of(client.get(about))
    assert "台账还没有启用" in text_of(client.get(f"/r/{made_ones[0]}/"))
    assert client.post(f"/r/{made_ones[0]}/do/open_register/", {"once": "k2"}).status_code == 302
    assert Desk.objects.get(pk=made_ones[0]).open
    assert "把现在用的表格拖进来" in text_of(client.get(f"/r/{made_ones[0]}/"))


def test_a_register_without_anybody_to_check_does_not_open() -> None:
    made = world()
    client = signed_in(made, "邹小禾")
    client.post("/r/new/", {"title": "无兜底", "prefix": "WD", "office": made.units["督查处"], "once": "k1"})
    register = Desk.objects.get(prefix="WD").pk
    sent = client.post(f"/r/{register}/do/open_register/", {"once": "k2"})
    assert sent.status_code == 422 and "还没有人可以核验" in text_of(sent)


def test_only_supervision_and_administration_create_registers() -> None:
    made = world()
    assert signed_in(made, "殷若渔").get("/r/new/").status_code == 403
    assert signed_in(made, "费䶮").get("/r/new/").status_code == 200


def test_units_accept_their_own_rows_and_the_office_records_it_for_them() -> None:
    made = world()
    registered_measure(made)
    registered_measure(
        made, title="二", lead_unit=made.units["委员工作处"], accountable=made.people["谷向原"]
    )
    made.do("circulate", made.register, "邹小禾")
    head, path = signed_in(made, "纪清晏"), f"/r/{made.register}/do/accept/"
    refused = head.post(path, {"unit": made.units["委员工作处"], "once": "k1"})
    assert refused.status_code == 422
    assert head.post(path, {"unit": made.units["秘书处"], "once": "k2"}).status_code == 302
    office = signed_in(made, "邹小禾")
    assert office.post(path, {"unit": made.units["委员工作处"], "once": "k3"}).status_code == 302
    assert set(Acceptance.objects.values_list("unit_id", flat=True)) == {
        made.units["秘书处"],
        made.units["委员工作处"],
    }
    assert "do/accept/?unit=" not in office.get(f"/r/{made.register}/about/").content.decode()


def test_versions_are_circulated_approved_for_the_group_and_issued_with_their_document() -> None:
    made = world()
    problem(made, "第一个")
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/do"
    assert client.post(f"{path}/circulate/", {"document": "征求意见函", "once": "a"}).status_code == 302
    approved = client.post(
        f"{path}/approve_version/",
        {"document": "会议纪要", "for_whom": made.people["温如砺"], "basis": "meeting", "once": "b"},
    )
    assert approved.status_code == 302
    state = row_state(made.register)
    assert state.life == "circulated"
    scan = SimpleUploadedFile("纪要.txt", "会议审定".encode(), content_type="text/plain")
    filed = {"paper": state.papers[0].seq, "evidence": scan, "once": "f"}
    assert client.post(f"{path}/file_minutes/", filed).status_code == 302
    other, compared = signed_in(made, "秦见微"), {"paper": state.papers[0].seq, "once": "g"}
    assert "会议纪要" in text_of(other.get(f"{path}/compare_paper/"))
    assert other.post(f"{path}/compare_paper/", compared).status_code == 302
    issued = {
        "document": "印发通知",
        "document_number": "示政发〔2026〕3号",
        "document_on": "2026-03-02",
        "once": "c",
    }
    assert client.post(f"{path}/issue_version/", issued).status_code == 302
    stages = list(
        RegisterVersion.objects.filter(register_id=made.register)
        .order_by("id")
        .values_list("stage", flat=True)
    )
    assert stages == ["circulated", "version_approved", "version_issued"]
    assert "示政发〔2026〕3号" in text_of(client.get(f"/r/{made.register}/about/"))


def test_a_desk_is_set_anew_and_the_batches_have_pages_of_their_own() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    more = made.charter("add_post", unit=made.units["机关纪委"], name="兜底岗", role="fallback_verifier")
    posts = [made.posts["岳正衡"], more]
    asked = {"fallbacks": posts, "reason": "调整", "seen": row_state(made.register).seq}
    assert client.post(f"/r/{made.register}/do/set_desk/", {**asked, "once": "k"}).status_code == 422
    assert client.post(f"/r/{made.register}/do/request_desk/", {**asked, "once": "l"}).status_code == 302
    assert "等第二人确认" in text_of(client.get(f"/r/{made.register}/about/"))
    text = text_of(signed_in(made, "严以宁").get(f"/r/{made.register}/about/"))
    assert "可以确认：温如砺、严以宁" in text and "去确认" in text
    for name in ("request_batch_approval", "request_back_fill", "create", "erase", "nonsense"):
        assert client.get(f"/r/{made.register}/do/{name}/").status_code == 404, name


def test_every_page_speaks_english_too() -> None:
    made = world()
    registered_measure(made, problem(made, "一个问题").id)
    client = signed_in(made, "邹小禾", language="en")
    for path in (
        "/r/",
        f"/r/{made.register}/",
        f"/r/{made.register}/?kind=measure&state=all",
        f"/r/{made.register}/about/",
        "/r/new/",
        "/queue/",
        "/record/",
    ):
        said = text_of(client.get(path))
        bare = re.sub(
            r"作风效能问题清单|一个问题|修订首问负责制|服务意识方面|中文|霁川省政协机关|督查处\S*|[\u4e00-\u9fff]{2,4}(处|员|人|办公厅|党委|纪委|领导)\S*",
            "",
            said,
        )
        assert len(re.findall(r"[\u4e00-\u9fff]", bare)) < 60, (path, re.findall(r"[\u4e00-\u9fff]+", bare))


def test_a_register_open_to_all_is_seen_whole_by_everybody() -> None:
    made = world()
    register = open_register(made, title="全机关公开台账", prefix="GK", open_to_all=True)
    made.open("problem", "邹小禾", title="人人可见", register=register)
    text = text_of(signed_in(made, "田稼轩").get(f"/r/{register}/"))
    assert "人人可见" in text and "您可见" not in text


def test_what_was_done_about_a_register_reads_as_a_sentence_with_its_words() -> None:
    made = world()
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    page = signed_in(made, "邹小禾").get(f"/r/{made.register}/about/").content.decode()
    told = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))
    assert "邹小禾关闭台账：专项结束" in told
