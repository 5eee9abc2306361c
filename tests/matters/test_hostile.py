"""Bad input through the pages: a clear refusal, nothing lost, nothing half-written, never a broken page."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.core.acts.verdict import by_somebody
from bihuan.files.models import Evidence
from bihuan.ledger.models import Event
from bihuan.matters.kinds import kind_of
from tests.matters.scenes import at_the_worlds_day, busy, every_state, everything, signed_in, state_of
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\nproof\n%%EOF\n"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def begun() -> tuple[World, Client, str]:
    """A measure under way, its doer's browser, and the address of a report."""
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return made, signed_in(made, "殷若渔"), f"/m/{measure.id}"


def main(page: Any) -> str:
    return page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("progress", "长" * 5001, "最多 5000 个字"),
        ("progress", "\u200b\u2060\u3164\x07", "请填写"),
        ("progress", "   \n ", "请填写"),
        ("occurred_on", "2026-02-30", "读不出来"),
        ("occurred_on", "0001-01-01", "核对年份"),
        ("occurred_on", "99999-01-01", "读不出来"),
        ("occurred_on", "2099-01-01", "不能晚于今天"),
        ("for_whom", "7", "已不在列表中"),
        ("basis", "rumour", "已不在列表中"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_and_what_was_typed_stays(
    field: str, value: str, said: str
) -> None:
    made, client, at = begun()
    kept = {"progress": "初稿已送审", "difficulty": "两家还没回", "next_step": "下周定稿"}
    events = Event.objects.count()
    page = client.post(f"{at}/progress/", kept | {field: value, "once": "k"})
    text = main(page)
    assert page.status_code == 422 and said in text, text[:2000]
    assert "两家还没回" in text and "下周定稿" in text
    assert Event.objects.count() == events and made.org.pk


@pytest.mark.parametrize(
    "name", ["progress2", "register", "take_over", "DROP", "hand_out", "sign_off", "_", "a" * 300]
)
def test_an_act_that_is_none_or_not_ones_own_does_nothing(name: str) -> None:
    _, client, at = begun()
    before = Event.objects.count()
    for page in (client.get(f"{at}/{name}/"), client.post(f"{at}/{name}/", {"opinion": "好", "once": "k"})):
        assert page.status_code in (200, 404, 422), page.status_code
    assert Event.objects.count() == before


@pytest.mark.parametrize("pk", ["0", "1", str(2**63 - 1), str(2**63), "9" * 40])
def test_a_number_that_is_no_matter_is_not_found(pk: str) -> None:
    _, client, _ = begun()
    for address in (
        f"/m/{pk}/",
        f"/m/{pk}/receive/",
        f"/m/{pk}/open/measure/",
        f"/m/{pk}/proof/1/{'a' * 64}/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {}).status_code in (404, 405), address
    at = begun_proof(client)
    assert client.get(at.replace("/1/", f"/{pk}/")).status_code == 404


def begun_proof(client: Client) -> str:
    matter = next(state for state in every_state() if state.kind == "measure")
    return f"/m/{matter.id}/proof/1/{'a' * 64}/"


def test_ids_of_another_organisation_are_refused_in_every_field_of_every_form() -> None:
    found, other = busy(), busy("heqi", "禾泉市政协机关")
    made = found.made
    client = signed_in(made, "邹小禾")
    foreign: dict[str, Any] = {
        "unit": other.made.units["秘书处"], "units": [other.made.units["督查处"]],
        "posts": [other.made.posts["核验"]],
        "group": other.made.groups["各处室"], "person": other.made.people["谷向原"],
        "people": [other.made.people["田稼轩"]], "matter": "WY-2026-777",
    }  # fmt: skip
    tried = 0
    before = everything()
    for name in ("late", "near", "problem", "registered", "claimed", "verified"):
        state = found.state(name)
        for act in kind_of(state.kind).acts:
            for field in act.fields:
                if field.kind not in foreign or field.hidden or act.opens:
                    continue
                data = {f.name: "一句话" for f in act.fields if not f.hidden and f.kind in ("long", "text")}
                value = other.second if field.name == "in_register" else foreign[field.kind]
                page = client.post(
                    f"/m/{state.id}/{act.name}/", data | {field.name: value, "once": f"k{tried}"}
                )
                assert page.status_code == (422 if by_somebody(act) else 404), (name, act.name, field.name)
                tried += 1
    after = everything()
    assert tried > 30 and after["ledger_event"] == before["ledger_event"]


def test_a_file_that_is_refused_says_so_at_the_field_and_the_text_stays() -> None:
    _, client, at = begun()
    program = SimpleUploadedFile("说明.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    page = client.post(f"{at}/progress/", {"progress": "见附件", "evidence": program, "once": "k"})
    text = main(page)
    assert page.status_code == 422 and "见附件" in text
    assert re.search(r'id="id_evidence-error1"', text) and 'aria-invalid="true"' in text
    assert Evidence.objects.count() == 0 and state_life(at) == "received"


def state_life(at: str) -> str:
    return state_of(int(at.split("/")[2])).life


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.pdf", b""),
        ("网页.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("表.xlsx", b"PK\x03\x04 not a zip"),
        ("名字不符.docx", PDF),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(name: str, content: bytes) -> None:
    _, client, at = begun()
    page = client.post(
        f"{at}/progress/", {"progress": "见附件", "evidence": SimpleUploadedFile(name, content), "once": "k"}
    )
    assert page.status_code == 422 and "见附件" in main(page) and state_life(at) == "received"


def test_one_bad_file_among_good_ones_does_nothing_and_can_be_left_out() -> None:
    _, client, at = begun()
    files = [SimpleUploadedFile("好.pdf", PDF), SimpleUploadedFile("坏.pdf", b"MZ")]
    page = client.post(f"{at}/progress/", {"progress": "见附件", "evidence": files, "once": "k"})
    assert page.status_code == 422 and state_life(at) == "received"
    once = re.findall(r'name="once" value="([^"]+)"', page.content.decode())[0]
    assert once != "k", "a refused form has a key of its own"
    good = {"progress": "见附件", "evidence": SimpleUploadedFile("好.pdf", PDF), "once": once}
    assert client.post(f"{at}/progress/", good).status_code == 302 and state_life(at) == "under_way"


def test_file_names_are_kept_without_their_paths() -> None:
    made, client, at = begun()
    evil = io.BytesIO(PDF)
    evil.name = "..\\..\\系统\\密码.pdf"
    page = client.post(f"{at}/progress/", {"progress": "见附件", "evidence": evil, "once": "k"}, follow=True)
    assert page.status_code == 200 and "密码.pdf" in main(page) and "..\\" not in main(page)
    assert made.org.pk


def test_a_zip_bomb_is_no_office_file() -> None:
    _, client, at = begun()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", b"\x00" * 20_000_000)
    bomb = SimpleUploadedFile("表.xlsx", packed.getvalue())
    page = client.post(f"{at}/progress/", {"progress": "见附件", "evidence": bomb, "once": "k"})
    assert page.status_code == 422 and state_life(at) == "received"


def test_a_stale_form_keeps_the_text_and_shows_what_happened() -> None:
    made, client, at = begun()
    matter = int(at.split("/")[2])
    seen = state_of(matter).seq
    made.do("progress", matter, "纪清晏", progress="我先报了")
    given = {"progress": "我也报一条", "seen": seen, "once": "k"}
    page = client.post(f"{at}/progress/", given)
    text = main(page)
    assert page.status_code == 422 and "我也报一条" in text and "已有新的办理" in text
    fresh = dict(re.findall(r'name="(once|seen)" value="([^"]+)"', page.content.decode()))
    assert int(fresh["seen"]) == state_of(matter).seq
    assert client.post(f"{at}/progress/", given | fresh).status_code == 302


def test_two_clicks_do_it_once() -> None:
    made, client, at = begun()
    given = {"progress": "只报一次", "once": "k"}
    pages = [client.post(f"{at}/progress/", given) for _ in range(3)]
    assert {page.status_code for page in pages} == {302}
    assert len({page["Location"] for page in pages}) == 1
    assert Event.objects.filter(matter_id=int(at.split("/")[2]), name="progressed").count() == 1
    assert made.org.pk


def test_a_session_that_has_ended_loses_nothing_that_was_typed() -> None:
    made, client, at = begun()
    client.logout()
    page = client.post(f"{at}/progress/", {"progress": "写了很久的话", "once": "k", "seen": "3"})
    text = page.content.decode()
    assert page.status_code == 401
    kept = re.findall(r'name="kept" value="([^"]+)"', text)
    assert kept
    name = f"u{made.people['殷若渔']}"
    back = client.post(
        "/sign-in", {"username": name, "password": "a long password", "kept": kept[0]}, follow=True
    )
    assert "写了很久的话" in back.content.decode() and f"{at}/progress/" in back.content.decode()
    assert state_life(at) == "received", "nothing is sent without a click"


@pytest.mark.parametrize("field", ["once", "seen"])
@pytest.mark.parametrize("value", ["x" * 500, "-1", "9" * 40, "\x00", "1' OR 1=1"])
def test_hidden_fields_that_were_tampered_with_break_nothing(field: str, value: str) -> None:
    _, client, at = begun()
    page = client.post(f"{at}/progress/", {"progress": "好", field: value})
    assert page.status_code in (302, 422)
    if page.status_code == 422:
        assert re.search("没有完整送达|已有新的办理", main(page)), "it says why"
        fresh = dict(re.findall(r'name="(once|seen)" value="([^"]+)"', page.content.decode()))
        assert client.post(f"{at}/progress/", {"progress": "好"} | fresh).status_code == 302


def test_a_form_without_its_token_does_nothing() -> None:
    made, _, at = begun()
    from bihuan.people.models import User

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(), backend="bihuan.people.signed_in.SignedInBackend")
    assert strict.post(f"{at}/progress/", {"progress": "好"}).status_code == 403
    assert state_life(at) == "received" and made.org.pk


def test_reading_changes_nothing_and_never_fails() -> None:
    found = busy()
    client = signed_in(found.made, "邹小禾")
    before = everything()
    for state in every_state():
        addresses = [
            f"/m/{state.id}/",
            *(f"/m/{state.id}/{act.name}/" for act in kind_of(state.kind).acts[:40:9]),
        ]
        assert {client.get(one).status_code for one in addresses} <= {200, 302, 403, 404, 409}
    assert everything() == before


def test_facts_that_no_page_asks_for_cannot_be_slipped_in() -> None:
    _, client, at = begun()
    given = {
        "progress": "好",
        "once": "k",
        "life": "signed_off",
        "hand_people": "[]",
        "finding": "1",
        "actor": "1",
    }
    assert client.post(f"{at}/progress/", given).status_code == 302
    state = state_of(int(at.split("/")[2]))
    assert state.life == "under_way" and state.finding == 0


def test_a_due_at_the_end_of_time_is_refused() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="没有时限", lead_unit=made.units["秘书处"])
    client = signed_in(made, "邹小禾")
    given = {"lead_unit": made.units["秘书处"], "once": "k"}
    for due in ("9999-12-31", "2026年2月30日", "昨天以前", "0000-00-00"):
        page = client.post(f"/m/{measure.id}/assign/", given | {"due": due})
        assert page.status_code == 422 and due in main(page), due
    assert client.post(f"/m/{measure.id}/assign/", given | {"due": "6月底前"}).status_code == 302


def test_a_person_whose_posts_have_ended_can_do_nothing_any_more() -> None:
    made, client, at = begun()
    from bihuan.people.models import Appointment

    for held in Appointment.objects.filter(person_id=made.people["殷若渔"]):
        made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    # whoever has had a hand in it goes on seeing nothing once no unit and no person's stake is theirs
    page = client.post(f"{at}/progress/", {"progress": "好", "once": "k"})
    assert page.status_code in (404, 422) and state_life(at) == "received"


def test_numbers_that_no_id_can_be_break_no_address() -> None:
    made = world()
    client, register = signed_in(made, "邹小禾"), made.register
    for number in ("9" * 17, "9" * 18, "9" * 25, "²", "①"):
        assert client.get(f"/r/{register}/", {"unit": number}).status_code == 200, number
        assert client.post("/organisation", {"person": number}).status_code == 200, number
        if number.isdecimal():
            assert client.get(f"/r/{number}/import/").status_code == 404, number
