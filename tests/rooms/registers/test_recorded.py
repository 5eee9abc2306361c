"""代录事项确认单: one sheet for a person and a month, printed, signed and filed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matters.scenes import signed_in
from tests.on_paper import compare, enter
from tests.rooms.registers.test_pages import text_of
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


def signed_off_on_paper(made: World) -> int:
    """A measure that 温如砺 signed off on paper, and one whose paper waits."""
    for compared in (True, False):
        measure = claimed_measure(made)
        made.do("verify", measure, "岳正衡", finding="属实")
        made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
        enter(made, "sign_off", measure, "邹小禾", "温如砺")
        if compared:
            compare(made, measure, "秦见微")
    return measure.id


def page(made: World, month: str = "2026-03", who: str = "温如砺") -> str:
    return f"/r/{made.register}/recorded/?person={made.people[who]}&month={month}"


def test_every_entry_of_the_month_stands_on_the_sheet_with_who_entered_and_who_compared() -> None:
    made = world()
    signed_off_on_paper(made)
    text = text_of(signed_in(made, "邹小禾").get(page(made)))
    assert text.count("销号") >= 2 and "签字件待核对" in text
    assert "邹小禾" in text and "秦见微" in text and "本人签字" in text
    assert "这个月没有代录的事项" in text_of(signed_in(made, "秦见微").get(page(made, "2026-02")))


def test_the_signed_sheet_marks_its_entries_as_confirmed() -> None:
    made = world()
    signed_off_on_paper(made)
    client = signed_in(made, "邹小禾")
    assert "已确认" not in text_of(client.get(page(made)))
    scan = SimpleUploadedFile("确认单.txt", "温如砺（签字）".encode(), content_type="text/plain")
    sent = client.post(page(made), {"evidence": scan, "once": "k"}, follow=True)
    assert text_of(sent).count("已确认（第") == 2
    assert client.post(page(made), {"once": "l"}).status_code == 422, "without the scan nothing is confirmed"


def test_only_the_office_prints_it_and_nobody_reads_what_another_office_recorded() -> None:
    made = world()
    signed_off_on_paper(made)
    assert signed_in(made, "温如砺").get(page(made)).status_code == 403
    assert signed_in(made, "田稼轩").get(page(made)).status_code == 404
    assert "代录事项确认单" in text_of(signed_in(made, "邹小禾").get(f"/r/{made.register}/about/"))


def test_it_speaks_english() -> None:
    made = world()
    signed_off_on_paper(made)
    text = text_of(signed_in(made, "邹小禾", language="en").get(page(made)))
    assert "Sheet of what was recorded for somebody" in text and "Compared by" in text
