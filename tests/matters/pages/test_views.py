"""The pages of a matter: what each person sees and can do, through a browser's requests."""

import pytest

from bihuan.matters.writing.rebuild import row_state
from tests.matters.scenes import signed_in
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_doer_sees_the_matter_and_what_to_do_next() -> None:
    made = world()
    measure = registered_measure(made)
    page = signed_in(made, "殷若渔").get(f"/m/{measure.id}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "修订首问负责制" in text and f"/m/{measure.id}/receive/" in text
    assert f"/m/{measure.id}/verify/" not in text


def test_progress_is_reported_by_a_form_and_stands_in_the_timeline() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    client = signed_in(made, "殷若渔")
    assert client.get(f"/m/{measure.id}/progress/").status_code == 200
    sent = client.post(
        f"/m/{measure.id}/progress/", {"progress": "初稿已送审", "seen": "", "once": "k1"}, follow=True
    )
    assert "初稿已送审" in sent.content.decode()
    state = row_state(measure.id)
    assert state and state.life == "under_way"
    client.post(f"/m/{measure.id}/progress/", {"progress": "初稿已送审", "once": "k1"})
    again = row_state(measure.id)
    assert again and again.seq == state.seq, "the one-time key stopped the double click"


def test_a_refusal_says_who_must_check_and_keeps_the_text() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    made.do("receive", measure, "秦见微")
    made.do("claim", measure, "秦见微", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "秦见微")
    client = signed_in(made, "秦见微")
    assert "您经办过此事" in client.get(f"/m/{measure.id}/").content.decode()
    sent = client.post(f"/m/{measure.id}/verify/", {"finding": "一切属实", "once": "v1"})
    assert sent.status_code == 422
    assert "机关纪委" in sent.content.decode() and "一切属实" in sent.content.decode()


def test_a_user_of_another_organisation_finds_nothing_at_the_address() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    measure = registered_measure(made)
    client = signed_in(other, "秦见微")
    assert client.get(f"/m/{measure.id}/").status_code == 404
    assert client.post(f"/m/{measure.id}/verify/", {"finding": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["absorb", "end_request", "withdraw"])
def test_what_only_the_program_does_has_no_form(name: str) -> None:
    made = world()
    measure = registered_measure(made)
    assert signed_in(made, "秦见微").get(f"/m/{measure.id}/{name}/").status_code == 404


def test_to_do_shows_what_waits_for_me_in_order_of_due() -> None:
    made = world()
    late = registered_measure(made, title="已经超期的事", due={"kind": "date", "on": "2026-03-01"})
    soon = registered_measure(made, title="年底的事", due={"kind": "date", "on": "2026-12-30"})
    text = signed_in(made, "殷若渔").get("/").content.decode()
    assert text.index(f"/m/{late.id}/") < text.index(f"/m/{soon.id}/")
    assert "今天先办" in text
