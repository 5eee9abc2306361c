"""The record: heads for everybody, sentences for those who supervise, a copy for those who audit."""

import io
import json
import re
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from bihuan.core.chain.breaks import Published
from bihuan.core.time.days import day_of
from bihuan.jobs.models import Job, State
from bihuan.jobs.run import Run
from bihuan.ledger.checking import being_checked, check, last_check
from bihuan.ledger.models import Event, Head
from bihuan.ledger.offline import verify_export
from bihuan.matters.writing.clock import now
from bihuan.rooms.record.queries import heads_of_days
from tests.matters.scenes import signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def work(made: World) -> None:
    """Run the check that is queued, as the worker would."""
    job = Job.objects.filter(name="ledger.verify", state=State.QUEUED).latest("id")
    Job.objects.filter(id=job.id).update(state=State.RUNNING, owner="w", lease_until=now() + 60_000_000)
    job.refresh_from_db()
    check(Run(job, clock=now, closing=lambda: False))
    Job.objects.filter(id=job.id).update(state=State.DONE, finished_at=now())


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


def test_a_check_is_asked_for_once_done_in_the_background_and_told() -> None:
    made = world()
    client = signed_in(made, "严以宁")
    assert "还没有在本机核验过" in text_of(client.get("/record/"))
    for _ in range(2):
        assert client.post("/record/check/").status_code == 302
    assert Job.objects.filter(name="ledger.verify").count() == 1 and being_checked("jichuan")
    work(made)
    text = text_of(client.get("/record/"))
    assert "完整无缺" in text and not being_checked("jichuan")
    checked = last_check("jichuan")
    assert checked and checked.broken is None and checked.events == Head.objects.get(org_id=made.org.pk).seq


def test_a_broken_chain_is_named_on_the_page() -> None:
    made = world()
    found = {"jichuan": {"events": 3, "head": "", "broken": ["第 2 条：封印不符", "event 2: the seal"]}}
    Job.objects.create(
        name="ledger.verify",
        state=State.DONE,
        note=json.dumps(found),
        run_at=1,
        created_at=1,
        finished_at=now(),
    )
    assert "第 2 条：封印不符" in text_of(signed_in(made, "严以宁").get("/record/"))


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


def test_a_job_without_an_argument_checks_every_chain() -> None:
    world(), world("yunting", "云汀州政协机关")
    noted: list[str] = []
    run = SimpleNamespace(argument={}, progress=lambda done, total, note: noted.append(note))
    check(run)  # type: ignore[arg-type]
    assert len(noted) == 2 and '"yunting"' in noted[-1] and '"jichuan"' in noted[-1]
