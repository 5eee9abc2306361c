"""The pages of importing, without scripts: upload, preview, mapping, correction, progress, result, undo."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.files.custody import Custody
from bihuan.files.models import Evidence
from bihuan.jobs import work
from bihuan.jobs.clock import now
from bihuan.matters.models import Matter, Seen
from bihuan.people.models import Appointment, User
from tests.exchange.importing import PLAIN, carried, codes, sheet, verdicts
from tests.world import World, world

pytestmark = pytest.mark.django_db
STRANGE = (
    ("1", "甲问题很突出", "甲措施", "办公厅", "各处室", "章台柳", "6月31日前", "", ""),
    ("2", "乙问题很突出", "乙措施", "秘书处", "各党支部", "殷若渔", "2026年6月底前", "", ""),
)


@pytest.fixture
def sign_in() -> Callable[[World, str], Client]:
    def signed_in(made: World, name: str) -> Client:
        user = User.objects.create_user(f"user{made.people[name]}", "secret-secret")
        made.charter("give_sign_in", person=made.people[name], user=user.pk)
        client = Client()
        client.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
        return client

    return signed_in


def upload(client: Client, made: World, content: bytes, name: str = "台账.xlsx", **more: str):
    given = {"file": SimpleUploadedFile(name, content), "year": "2026", **more}
    return client.post(f"/r/{made.register}/import/", given)


def one() -> Import:
    return Import.objects.latest("id")


def work_off() -> None:
    assert work.run_next("worker", clock=now)


def test_a_ledger_is_uploaded_previewed_confirmed_and_shown(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    assert client.get(f"/r/{made.register}/import/").status_code == 200
    answer = upload(client, made, sheet(*PLAIN))
    assert answer.status_code == 302 and answer.url == f"/import/{one().id}/"
    page = client.get(answer.url).content.decode()
    assert "可以导入 6 行" in page and "首问负责制落实不到位" in page
    client.post(f"/import/{one().id}/commit/")
    working = client.get(answer.url)
    assert working.headers["Refresh"] and "正在导入" in working.content.decode()
    work_off()
    done = client.get(answer.url).content.decode()
    assert "新增 6 行" in done and "补录已销号的 2 行" in done
    assert Matter.objects.filter(kind="measure").count() == 3


def test_a_second_click_on_confirm_or_upload_does_nothing_more(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    file = sheet(*PLAIN)
    first = upload(client, made, file, once="same-key")
    assert upload(client, made, file, once="same-key").url == first.url
    other = upload(client, made, sheet(*PLAIN[:1]), once="same-key")
    assert other.status_code == 422 and "这份表单提交过一次" in other.content.decode()
    for _ in range(2):
        assert client.post(f"/import/{one().id}/commit/").status_code == 302
    work_off()
    assert client.post(f"/import/{one().id}/commit/").status_code == 302
    assert Matter.objects.filter(kind="measure").count() == 3


def test_names_are_mapped_once_and_remembered(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    upload(client, made, sheet(*STRANGE))
    assert verdicts(one()) == ["needs_mapping", "refused", "needs_mapping", "needs_mapping"]
    page = client.get(f"/import/{one().id}/map/").content.decode()
    fields = dict(re.findall(r'<label for="id_(c[0-9a-f]{12})">([^<]*)', page))
    by_label = {label.strip(): name for name, label in fields.items()}
    given = {
        by_label["牵头：办公厅"]: f"unit:{made.units['秘书处']}",
        by_label["配合：各党支部"]: "inform",
        by_label["责任人：章台柳"]: "new",
    }
    assert client.post(f"/import/{one().id}/map/", given).status_code == 302
    assert verdicts(one()) == ["new", "refused", "new", "new"]
    upload(client, made, sheet(*STRANGE))
    assert json.loads(one().asked)["names"] == ["person:章台柳"]


def test_a_row_is_corrected_in_the_preview_and_its_file_is_still_known(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    rows = (("1", "甲问题很突出", "甲措施", "秘书处", "", "殷若渔", "6月31日前", "", ""), *PLAIN[1:])
    upload(client, made, sheet(*rows))
    assert verdicts(one())[1] == "refused"
    page = client.get(f"/import/{one().id}/row/1/").content.decode()
    assert "G2" in page and "6月31日前" in page
    typed = {
        "title": "甲措施",
        "due": "6月30日前",
        "lead_unit": "秘书处",
        "supporting_units": "",
        "accountable": "殷若渔",
    }
    assert client.post(f"/import/{one().id}/row/1/", typed).status_code == 302
    assert verdicts(one()) == ["new"] * 6
    client.post(f"/import/{one().id}/commit/")
    work_off()
    assert str(Matter.objects.filter(kind="measure").earliest("id").due_on) == "2026-06-30"
    upload(client, made, sheet(*rows))
    assert verdicts(one()) == ["same"] * 6


def test_a_heading_is_given_its_meaning(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    headings = ("序号", "存在问题", "整改措施", "谁来办", "完成时限")
    upload(client, made, sheet(("1", "甲问题很突出", "甲措施", "秘书处", "2026年6月底前"), headings=headings))
    page = client.get(f"/import/{one().id}/map/").content.decode()
    field = re.search(r'<label for="id_(c[0-9a-f]{12})">D 列：谁来办', page)
    assert field
    client.post(f"/import/{one().id}/map/", {field[1]: "lead_unit"})
    row = ImportRow.objects.get(import_id=one().id, kind="measure")
    assert json.loads(row.facts)["lead_unit"] == made.units["秘书处"]
    upload(client, made, sheet(("1", "甲问题很突出", "甲措施", "秘书处", "2026年6月底前"), headings=headings))
    assert json.loads(ImportRow.objects.get(import_id=one().id, kind="measure").facts)["lead_unit"]


def test_namesakes_are_asked_with_their_units(sign_in) -> None:
    made = world()
    other = made.charter("add_person", person_name="殷若渔", note="会计")
    client = sign_in(made, "邹小禾")
    upload(client, made, sheet(PLAIN[0]))
    assert ("person_ambiguous", "F2") in codes(one(), 1)
    page = client.get(f"/import/{one().id}/map/").content.decode()
    assert "殷若渔 · 会计" in page and "殷若渔 · 秘书处" in page
    field = re.search(r'<label for="id_(c[0-9a-f]{12})">责任人：殷若渔', page)
    assert field
    client.post(f"/import/{one().id}/map/", {field[1]: f"person:{other}"})
    assert json.loads(ImportRow.objects.get(import_id=one().id, place=1).facts)["accountable"] == other


def test_an_import_is_stopped_gone_on_with_and_undone(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    address = upload(client, made, sheet(*PLAIN)).url
    client.post(f"{address}commit/")
    client.post(f"{address}stop/")
    assert "停在第 0 行" in client.get(address).content.decode()
    client.post(f"{address}commit/")
    work_off()
    assert "撤销这次导入的 6 行" in client.get(f"{address}undo/").content.decode()
    client.post(f"{address}undo/")
    work_off()
    assert "已撤销 6 行" in client.get(address).content.decode()


def test_a_preview_is_given_up(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    address = upload(client, made, sheet(*PLAIN)).url
    assert client.post(f"{address}abandon/").status_code == 302
    assert "已放弃" in client.get(address).content.decode()
    assert client.get(f"{address}map/").status_code == 409


def test_differences_are_shown_old_and_new(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    address = upload(client, made, sheet(*PLAIN)).url
    client.post(f"{address}commit/")
    work_off()
    address = upload(client, made, sheet(("1", "首问负责制落实仍不到位", *PLAIN[0][2:]), *PLAIN[1:])).url
    page = client.get(f"{address}?verdict=changed").content.decode()
    assert "<del>首问负责制落实不到位</del>" in page and "<ins>首问负责制落实仍不到位</ins>" in page
    assert "会议材料篇幅过长" not in page


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "x.xlsx", "空"),
        (b"%PDF-1.4 x", "x.pdf", "PDF"),
        ("甲,乙\n1,2\n".encode(), "x.csv", "没有找到台账的表头"),
        (b"PK\x03\x04broken", "x.xlsx", "损坏"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_with_what_to_do(
    sign_in, content: bytes, name: str, words: str
) -> None:
    made = world()
    answer = upload(sign_in(made, "邹小禾"), made, content, name)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("name", ["纪清晏", "岳正衡", "温如砺", "费䶮", "严以宁", "季望山"])
def test_nobody_but_the_office_sees_an_import(sign_in, name: str) -> None:
    made = world()
    address = upload(sign_in(made, "邹小禾"), made, sheet(*PLAIN)).url
    client = sign_in(made, name)
    for path in (
        f"/r/{made.register}/import/",
        address,
        f"{address}map/",
        f"{address}row/0/",
        f"{address}undo/",
    ):
        assert client.get(path).status_code == 404, path
    for path in ("commit/", "stop/", "undo/", "abandon/"):
        assert client.post(f"{address}{path}").status_code == 404, path
    assert Matter.objects.get(pk=one().id).life == "preview"


def test_the_office_of_another_organisation_finds_nothing(sign_in) -> None:
    made, other = world(), world("other", "另一机关")
    address = upload(sign_in(made, "邹小禾"), made, sheet(*PLAIN)).url
    client = sign_in(other, "邹小禾")
    assert client.get(address).status_code == client.get(f"/r/{made.register}/import/").status_code == 404


def test_the_pages_speak_english(sign_in) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    client.cookies["language"] = "en"
    address = upload(client, made, sheet(*STRANGE)).url
    for path in (address, f"{address}map/", f"{address}row/1/", f"/r/{made.register}/import/"):
        page = client.get(path).content.decode()
        heading = re.search(r"<h1>(.*?)</h1>", page, re.S)
        assert heading and not re.search("[\u4e00-\u9fff]", heading[1]), path


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("bihuan.files.store.LIMIT", 10, "超过"),
        ("bihuan.exchange.importing.reading.MOST_ROWS", 3, "超过 3 行"),
    ],
)
def test_a_file_over_the_limits_is_refused_and_opens_nothing(
    sign_in, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, words: str
) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    monkeypatch.setattr(limit, value)
    answer = upload(client, made, sheet(*PLAIN))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Import.objects.exists()


def test_a_preview_that_somebody_else_gave_up_meanwhile_says_so(sign_in) -> None:
    made = world()
    client, other = sign_in(made, "邹小禾"), sign_in(made, "秦见微")
    address = upload(client, made, sheet(*STRANGE)).url
    page = client.get(f"{address}map/").content.decode()
    assert other.post(f"{address}abandon/").status_code == 302
    field = re.findall(r'<label for="id_(c[0-9a-f]{12})">', page)[0]
    assert client.post(f"{address}map/", {field: "new"}).status_code == 409
    assert client.post(f"{address}row/1/", {"title": "甲"}).status_code == 409


def test_a_file_is_kept_only_once_it_may_be_brought_in(
    sign_in: Callable[[World, str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    made.do("close_register", made.register, "邹小禾", reason="专项结束")

    def kept(*_: object) -> None:
        raise AssertionError("nothing is kept before the verdict")

    monkeypatch.setattr(Custody, "keep", kept)
    page = upload(client, made, sheet(*PLAIN))
    assert page.status_code == 422 and "已经关闭" in page.content.decode()
    assert not Import.objects.exists() and not Evidence.objects.exists()


def test_a_matter_out_of_sight_is_neither_linked_nor_named_where_a_row_brought_it(
    sign_in: Callable[[World, str], Client],
) -> None:
    made = world()
    client = sign_in(made, "邹小禾")
    one = carried(made, sheet(*PLAIN))
    matter = ImportRow.objects.filter(import_id=one.id, matter_id__isnull=False).first().matter_id
    assert f"/m/{matter}/" in client.get(f"/import/{one.id}/").content.decode()
    Seen.objects.filter(matter_id=matter).delete()
    assert f"/m/{matter}/" not in client.get(f"/import/{one.id}/").content.decode()


def test_who_left_is_offered_for_no_name_that_nobody_knows(sign_in: Callable[[World, str], Client]) -> None:
    made = world()
    made.hire("贾先离", "督查处", "干事", "member")
    made.charter("end_appointment", appointment=Appointment.objects.latest("id").pk, to_on="2025-12-31")
    client = sign_in(made, "邹小禾")
    upload(client, made, sheet(*STRANGE))
    page = client.get(f"/import/{Import.objects.get().id}/map/").content.decode()
    assert "章台柳" in page and "殷若渔" in page and "贾先离" not in page
