"""The form of an act beside its matter, and marking as read: the part is what the page includes."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from bihuan.matters.writing.rebuild import row_state
from bihuan.notices.models import Notice
from tests.matters.scenes import signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db

SCRIPT = {"headers": {"HX-Request": "true"}}
FIELD = re.compile(r'name="(\w+)"')


def received() -> tuple[World, int]:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return made, measure.id


def test_the_buttons_of_a_matter_open_their_forms_beside_it_and_are_links_without_scripts() -> None:
    made, matter = received()
    page = signed_in(made, "殷若渔").get(f"/m/{matter}/").content.decode()
    address = f"/m/{matter}/progress/"
    assert re.search(rf'href="{address}"\s+hx-get="{address}"\s+hx-target="#beside"', page)
    assert re.search(r'id="beside"[^>]*\shidden></section>', page)


def test_the_part_is_the_form_that_the_page_includes() -> None:
    made, matter = received()
    client, address = signed_in(made, "殷若渔"), f"/m/{matter}/progress/"
    page, part = client.get(address), client.get(address, **SCRIPT)
    whole, alone = page.content.decode(), part.content.decode()
    assert whole.count("<html") == 1 and "<html" not in alone and "<main" not in alone
    assert set(FIELD.findall(alone)) <= set(FIELD.findall(whole))
    assert {"progress", "difficulty", "once", "seen", "csrfmiddlewaretoken"} <= set(FIELD.findall(alone))
    assert f'hx-post="{address}"' in alone and "hx-post" not in whole.split("<main")[1]
    assert page["Vary"].count("HX-Request") == part["Vary"].count("HX-Request") == 1


def test_a_refused_form_comes_back_as_the_part_with_its_reason_and_its_text() -> None:
    made, matter = received()
    client, address = signed_in(made, "殷若渔"), f"/m/{matter}/progress/"
    answer = client.post(address, {"difficulty": "写了一半的困难", "once": "k1"}, **SCRIPT)
    text = answer.content.decode()
    assert answer.status_code == 422 and "<html" not in text
    assert 'id="errors"' in text and "写了一半的困难" in text


def test_what_is_done_leads_to_the_page_of_the_matter_as_a_whole() -> None:
    made, matter = received()
    client = signed_in(made, "殷若渔")
    answer = client.post(f"/m/{matter}/progress/", {"progress": "初稿已送审", "once": "k1"}, **SCRIPT)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/m/{matter}/?done=progressed")
    state = row_state(matter)
    assert state and state.life == "under_way"
    assert "第" in client.get(answer["HX-Redirect"]).content.decode()


def test_out_of_sight_is_not_found_for_a_script_too() -> None:
    made, matter = received()
    assert signed_in(made, "田稼轩").get(f"/m/{matter}/progress/", **SCRIPT).status_code == 404


def test_whoever_is_signed_out_is_led_to_the_whole_sign_in_page() -> None:
    _, matter = received()
    answer = Client().get(f"/m/{matter}/progress/", **SCRIPT)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"/sign-in?next=%2Fm%2F{matter}%2Fprogress%2F"
    sent = Client().post(f"/m/{matter}/progress/", {"progress": "没写完的"}, **SCRIPT)
    assert sent.status_code == 401, "the script sends the form again as a whole page, which keeps the text"


def test_one_notice_is_marked_as_read_and_the_counts_follow() -> None:
    made = world()
    first, second = registered_measure(made), registered_measure(made, title="第二件")
    client = signed_in(made, "殷若渔")
    page = client.get("/inbox/").content.decode()
    assert "2 件新情况" in page
    notice = re.findall(r'name="notice" value="(\d+)"', page)[-1]
    answer = client.post("/inbox/", {"notice": notice}, **SCRIPT)
    part = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in part
    assert "1 件新情况" in part and f"/m/{second.id}/" in part and f'href="/m/{first.id}/"' not in part
    assert {"head", "rail", "foot", "said"} <= set(re.findall(r'id="(\w+)"[^>]*hx-swap-oob', part))
    assert client.session[SESSION_KEY] and "1 件新情况" in client.get("/inbox/").content.decode()


def test_without_scripts_marking_comes_back_to_the_inbox() -> None:
    made = world()
    registered_measure(made)
    client = signed_in(made, "殷若渔")
    notice = Notice.objects.order_by("-id").first()
    assert notice
    answer = client.post("/inbox/", {"notice": str(notice.pk)})
    assert (answer.status_code, answer["Location"]) == (302, "/inbox/")


def test_nobody_marks_the_notices_of_somebody_else() -> None:
    made = world()
    registered_measure(made)
    notice = Notice.objects.order_by("-id").first()
    assert notice
    assert signed_in(made, "田稼轩").post("/inbox/", {"notice": str(notice.pk)}, **SCRIPT).status_code == 200
    assert "1 件新情况" in signed_in(made, "殷若渔").get("/inbox/").content.decode()
