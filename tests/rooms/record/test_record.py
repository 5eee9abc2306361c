"""The record: heads for everybody, sentences for those who supervise, a copy for those who audit."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection

from bihuan.core.chain.breaks import Published
from bihuan.core.time.days import day_of
from bihuan.exchange.verifying.job import JOB, ask, last_verified
from bihuan.jobs.models import Job, State
from bihuan.jobs.work import run_next
from bihuan.ledger.models import Event, Head
from bihuan.ledger.offline import verify_export
from bihuan.matters.models import Matter
from bihuan.matters.writing.clock import now
from bihuan.rooms.record.queries import heads_of_days
from tests.matters.scenes import signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def work() -> None:
    """Do what is queued, as the worker would."""
    assert run_next("w", clock=now)


def test_everybody_sees_the_head_and_only_supervision_sees_what_happened() -> None:
    made = world()
    registered_measure(made)
    for person, sees in (
        ("殷若渔", False),
        ("谷向原", False),
        ("严以宁", True),
        ("费䶮", True),
        ("邹小禾", True),
    ):
        page = signed_in(made, person).get("/record/")
        head = Head.objects.get(org_id=made.org.pk)
        assert str(head) in text_of(page), person
        assert ("近来发生的" in text_of(page)) is sees, person
        assert ("带走一份" in text_of(page)) is (person in ("严以宁", "费䶮")), person


def test_events_are_sentences_that_lead_to_their_matter_fifty_at_a_time() -> None:
    made = world()
    measure = registered_measure(made)
    client = signed_in(made, "严以宁")
    page = client.get("/record/")
    assert f'href="/m/{measure.id}/"' in page.content.decode() and "邹小禾交办" in text_of(page)
    assert page.content.decode().count('<p class="when">') == 50
    older = client.get("/record/?upto=3")
    assert older.content.decode().count('<p class="when">') == 3 and "较新的" in text_of(older)
    for nonsense in ("0", "-1", "x", "9" * 30):
        assert client.get(f"/record/?upto={nonsense}").status_code == 200


def test_the_words_of_what_one_may_not_see_stay_out_of_the_sentences() -> None:
    made = world()
    other = made.charter("add_post", unit=made.units["秘书处"], name="另一督查", role="supervisor")
    made.charter("appoint", person=made.people["田稼轩"], post=other, from_on="2025-01-01")
    registered_measure(
        made, title="别人的台账里的事", lead_unit=made.units["委员工作处"], accountable=made.people["谷向原"]
    )
    made.charter("end_appointment", appointment=_appointment(made, "田稼轩"), to_on="2026-03-01")
    text = text_of(signed_in(made, "田稼轩").get("/record/"))
    assert "近来发生的" in text and "别人的台账里的事" not in text and "不在您的查看范围" in text


def _appointment(made: World, person: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_appointment WHERE person_id = %s ORDER BY id LIMIT 1",
            [made.people[person]],
        )
        return int(cursor.fetchone()[0])


def test_the_heads_of_the_last_days_are_the_last_events_of_those_days() -> None:
    made = world()
    first = day_of(made.at, made.org.zone)
    registered_measure(made)
    evening = Event.objects.filter(org_id=made.org.pk).order_by("-seq").first()
    made.tick(days=2)
    registered_measure(made, title="后天的")
    found = heads_of_days(made.org.pk, "jichuan", first + timedelta(2), "Asia/Shanghai")
    assert found == [(first, f"jichuan:{evening.seq}:{evening.seal}")]
    assert Published.read(found[0][1]).seq == evening.seq


def test_a_verification_is_asked_for_once_done_in_the_background_and_told() -> None:
    made = world()
    client = signed_in(made, "严以宁")
    assert "还没有在本机核验过" in text_of(client.get("/record/"))
    for _ in range(2):
        assert client.post("/record/check/").status_code == 302
    assert Job.objects.filter(name=JOB).count() == 1
    page = text_of(client.get("/record/"))
    assert "正在核验" in page and "停止" in page and "现在核验" not in page
    work()
    page = text_of(client.get("/record/"))
    assert "完整无缺" in page and "正在核验" not in page
    found = last_verified("jichuan", made.org.pk)
    assert found and not found.wrong and found.progress.events == Head.objects.get(org_id=made.org.pk).seq


def test_what_differs_is_named_to_those_who_supervise_and_on_their_first_page() -> None:
    made = world()
    measure = registered_measure(made)
    Matter.objects.filter(pk=measure.id).update(life="signed_off")
    ask(at=now())
    work()
    said = f"matters_matter {measure.id} life：为 signed_off，应为 assigned"
    for person, named, told in (
        ("严以宁", True, True), ("费䶮", True, True), ("邹小禾", True, False), ("殷若渔", False, False),
    ):  # fmt: skip
        client = signed_in(made, person)
        page = text_of(client.get("/record/"))
        assert "1 处与记录不符" in page and (said in page) is named
        assert ("处与记录不符" in text_of(client.get("/"))) is told, person
    Matter.objects.filter(pk=measure.id).update(life="assigned")
    ask(at=now())
    work()
    assert "处与记录不符" not in text_of(signed_in(made, "季望山").get("/record/"))


def test_what_differs_in_another_organisation_is_not_told_here() -> None:
    made, other = world(), world("beixing", "北星市政协机关")
    Matter.objects.filter(org_id=other.org.pk, kind="register").update(life="draft")
    ask(at=now())
    work()
    assert "完整无缺" in text_of(signed_in(made, "严以宁").get("/record/"))


def test_one_that_is_under_way_can_be_stopped_by_those_who_supervise() -> None:
    made = world()
    client = signed_in(made, "严以宁")
    client.post("/record/check/")
    assert signed_in(made, "殷若渔").post("/record/check/stop/").status_code == 403
    assert client.post("/record/check/stop/").status_code == 302
    assert Job.objects.get(name=JOB).state == State.STOPPED


@pytest.mark.parametrize("personal", ["no", "yes"])
def test_the_copy_verifies_without_a_database(personal: str, tmp_path) -> None:
    made = world()
    registered_measure(made)
    answer = signed_in(made, "严以宁").post("/record/export/", {"personal": personal})
    file = tmp_path / "copy.zip"
    file.write_bytes(b"".join(answer.streaming_content))
    head = Head.objects.get(org_id=made.org.pk)
    report = verify_export(file, [Published.read(str(head))])
    assert report.breaks == [] and str(report.heads[0]) == str(head)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        assert ("jichuan/facts.jsonl" in archive.namelist()) is (personal == "yes")


def test_the_copy_and_the_check_are_refused_to_others_and_to_a_mere_look() -> None:
    made = world()
    client = signed_in(made, "殷若渔")
    assert client.post("/record/export/").status_code == 403
    assert client.post("/record/check/").status_code == 403
    assert client.get("/record/export/").status_code == 405
    assert signed_in(made, "邹小禾").post("/record/export/").status_code == 403
