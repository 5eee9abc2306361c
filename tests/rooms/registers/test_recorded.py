"""代录事项确认单: one sheet for a person and a month, signed, filed by one and compared by another."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.core.state.state import State
from bihuan.ledger.read import events_of
from tests.matters.scenes import signed_in
from tests.on_paper import compare, enter, with_another_clerk
from tests.rooms.registers.test_pages import text_of
from tests.story.telling import now, refusal, told
from tests.world import World, claimed_measure, registered_measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def signed_off_on_paper(made: World, compared: bool = True) -> State:
    """A measure that 温如砺 signed off on paper; or one whose paper waits."""
    measure = claimed_measure(made)
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    if compared:
        compare(made, measure, "秦见微")
    return now(measure)


def both(made: World) -> list[State]:
    return [signed_off_on_paper(made), signed_off_on_paper(made, compared=False)]


def page(made: World, month: str = "2026-03", who: str = "温如砺") -> str:
    return f"/r/{made.register}/recorded/?person={made.people[who]}&month={month}"


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("确认单.txt", "本人（签字）".encode(), content_type="text/plain")


def last(measure: State) -> int:
    return events_of(measure.id)[-1].seq


def filed(made: World, by: str, entries: list[int], who: str = "温如砺", **more: Any) -> int:
    """A sheet that somebody files; its record."""
    given = {"represented": made.people[who], "month": "2026-03", "evidence": [made.proof("确认单")]}
    return made.do("file_entries", made.register, by, entries=entries, **given, **more).entry_sheets[-1].seq


def confirmed(made: World) -> list[int]:
    return [
        seq
        for one in events_of(made.register)
        if one.name == "entries_compared"
        for seq in one.plain["confirmed"]
    ]


def test_every_entry_of_the_month_stands_on_the_sheet_with_who_entered_and_who_compared(made: World) -> None:
    both(made)
    text = text_of(signed_in(made, "邹小禾").get(page(made)))
    assert text.count("销号") >= 2 and "签字件待核对" in text and text.count("待本人确认") >= 2
    assert "邹小禾" in text and "秦见微" in text and "本人签字" in text
    assert "这个月没有代录的事项" in text_of(signed_in(made, "秦见微").get(page(made, "2026-02")))


def rows(client: Client, address: str) -> list[str]:
    """The lines of the sheet, each as one text."""
    html = client.get(address).content.decode()
    found = re.findall(r'<tr>\s*<td class="seq">.*?</tr>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_a_decision_on_paper_stands_once_however_it_went_on(made: World) -> None:
    client, measure = signed_in(made, "邹小禾"), signed_off_on_paper(made, compared=False)
    assert len(rows(client, page(made))) == 1, "as it was entered"
    compare(made, measure, "秦见微")
    assert len(rows(client, page(made))) == 1, "as it was carried out"
    made.do("dispute_paper", measure, "温如砺", paper=now(measure).rests[-1].seq, reason="没有签过")
    (left,) = rows(client, page(made))
    assert "秦见微" in left and "已提出异议" in left


def test_a_paper_that_was_disputed_before_it_was_carried_out_still_stands_there(made: World) -> None:
    measure = signed_off_on_paper(made, compared=False)
    made.do("dispute_paper", measure, "温如砺", paper=measure.papers[0].seq, reason="没有签过")
    (left,) = rows(signed_in(made, "邹小禾"), page(made))
    assert "已提出异议" in left and "秦见微" not in left


def test_a_yes_stands_as_what_it_granted_and_a_request_as_what_asked_for_it(made: World) -> None:
    measure = registered_measure(made, leader=made.people["季望山"])
    made.do("receive", measure, "殷若渔")
    due = {"kind": "date", "on": "2026-09-30"}
    recorded = {"for_whom": "殷若渔", "basis": "call"}
    request = made.do("request_extension", measure, "邹小禾", due=due, reason="等批复", **recorded).pending
    client = signed_in(made, "邹小禾")
    (asked,) = rows(client, page(made, who="殷若渔"))
    assert "申请延期" in asked and "ZF-2026-001" in asked
    made.do("approve", request, "季望山")
    enter(made, "approve", request, "池晚照", "温如砺")
    (waits,) = rows(client, page(made))
    assert "同意（申请延期）" in waits and "签字件待核对" in waits
    compare(made, request, "岳正衡")
    (done,) = rows(client, page(made))
    assert "延期" in done and "同意" not in done and "ZF-2026-001" in done


def test_the_signed_sheet_confirms_its_lines_once_another_has_compared_it(made: World) -> None:
    upto = last(both(made)[1])
    client = signed_in(made, "邹小禾")
    sent = client.post(page(made), {"evidence": scan(), "once": "k", "upto": upto}, follow=True)
    text = text_of(sent)
    assert "已确认（第" not in text and text.count("已签字存档，待核对") == 2
    at = f"/r/{made.register}/do/compare_entries/"
    other = signed_in(made, "池晚照")
    shown = text_of(other.get(at))
    assert "2026-03 代录事项确认单" in shown and shown.count("本人确认") == 2 and "确认单.txt" in shown
    assert "去核对" in text and at in client.get(page(made)).content.decode()
    assert "核对代录事项确认单" in text_of(other.get("/"))
    seq = now(made.register).entry_sheets[0].seq
    done = other.post(at, {"paper": seq, "once": "m"}, follow=True)
    assert done.status_code == 200
    assert text_of(client.get(page(made))).count("已确认（第") == 2
    assert client.post(page(made), {"once": "l", "upto": upto}).status_code in (200, 422)


def test_without_the_scan_or_with_a_number_that_was_not_printed_nothing_is_filed(made: World) -> None:
    upto = last(both(made)[1])
    client = signed_in(made, "邹小禾")
    assert client.post(page(made), {"once": "l", "upto": upto}).status_code == 422
    wrong = client.post(page(made), {"once": "o", "upto": upto + 50, "evidence": scan()})
    assert wrong.status_code == 422 and "没有这一号" in text_of(wrong)
    assert now(made.register).entry_sheets == ()


def test_nobody_who_filed_it_or_recorded_a_line_of_it_compares_it(made: World) -> None:
    measure = signed_off_on_paper(made)
    entries = [last(measure)]
    sheet = filed(made, "池晚照", entries)
    for by in ("池晚照", "邹小禾"):
        assert refusal(made, "compare_entries", made.register, by, paper=sheet) == "recorded_a_line"
    assert confirmed(made) == []
    made.do("compare_entries", made.register, "岳正衡", paper=sheet)
    assert confirmed(made) == entries


def test_whoever_recorded_may_file_it_and_another_compares_it(made: World) -> None:
    measure = signed_off_on_paper(made)
    sheet = filed(made, "邹小禾", [last(measure)])
    assert refusal(made, "compare_entries", made.register, "邹小禾", paper=sheet) == "recorded_a_line"
    made.do("compare_entries", made.register, "池晚照", paper=sheet)
    assert confirmed(made) == [last(measure)]


def test_a_disputed_decision_falls_back_and_is_not_confirmed(made: World) -> None:
    first, second = signed_off_on_paper(made), signed_off_on_paper(made)
    entries = [last(first), last(second)]
    sheet = filed(made, "邹小禾", entries, disputes=[[entries[0], "没有签过"]])
    assert now(first).life == "signed_off", "until it is compared nothing happens"
    made.do("compare_entries", made.register, "池晚照", paper=sheet)
    assert confirmed(made) == entries[1:]
    assert (now(first).life, now(second).life) == ("verified", "signed_off")
    event = next(one for one in events_of(first.id) if one.name == "paper_disputed")
    assert event.personal["reason"] == "没有签过" and event.for_whom == made.people["温如砺"]
    text = text_of(signed_in(made, "邹小禾").get(page(made)))
    assert "已提出异议" in text and text.count("已确认（第") == 1


def test_a_waiting_paper_that_is_disputed_is_dropped(made: World) -> None:
    measure = signed_off_on_paper(made, compared=False)
    seq = measure.papers[0].seq
    sheet = filed(made, "邹小禾", [seq], disputes=[[seq, "没有签过"]])
    made.do("compare_entries", made.register, "池晚照", paper=sheet)
    assert now(measure).papers == ()
    assert "已提出异议" in text_of(signed_in(made, "邹小禾").get(page(made)))


def progressed(made: World, basis: str = "call") -> State:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return made.do("progress", measure, "邹小禾", progress="代写", for_whom="纪清晏", basis=basis)


def test_a_disputed_entry_that_is_no_decision_is_marked_and_its_recorder_told(made: World) -> None:
    measure = progressed(made)
    seq = last(measure)
    sheet = filed(made, "池晚照", [seq], "纪清晏", disputes=[[seq, "没有说过"]])
    made.do("compare_entries", made.register, "岳正衡", paper=sheet)
    after = now(measure)
    assert after.said_of[-1].disputed and made.people["纪清晏"] not in after.hand_people
    assert made.people["邹小禾"] in after.hand_people
    assert "邹小禾" in told(made, measure, "record_disputed")


def test_a_confirmed_entry_is_marked_and_can_be_objected_to_all_the_same(made: World) -> None:
    measure = progressed(made)
    seq = last(measure)
    sheet = filed(made, "池晚照", [seq], "纪清晏")
    made.do("compare_entries", made.register, "岳正衡", paper=sheet)
    (said,) = now(measure).said_of
    assert said.confirmed and made.people["纪清晏"] in now(measure).hand_people
    after = made.do("dispute_record", measure, "纪清晏", paper=seq, reason="不是我签的单子")
    assert made.people["纪清晏"] not in after.hand_people


def test_what_was_disputed_before_is_never_confirmed(made: World) -> None:
    measure = progressed(made)
    seq = last(measure)
    made.do("dispute_record", measure, "纪清晏", paper=seq, reason="没有说过")
    text = text_of(signed_in(made, "邹小禾").get(page(made, who="纪清晏")))
    assert "已提出异议" in text and "待本人确认" not in text
    given = {"represented": made.people["纪清晏"], "month": "2026-03", "evidence": [made.proof("单")]}
    assert refusal(made, "file_entries", made.register, "池晚照", entries=[seq], **given) == "line_disputed"


def test_only_lines_recorded_for_that_person_in_this_register_can_be_signed(made: World) -> None:
    measure = progressed(made)
    given = {"month": "2026-03", "evidence": [made.proof("单")]}
    for seq, who in ((last(measure), "温如砺"), (measure.id, "纪清晏"), (10**6, "纪清晏"), (1, "纪清晏")):
        more = given | {"represented": made.people[who]}
        assert refusal(made, "file_entries", made.register, "池晚照", entries=[seq], **more) == "line_strange"
    filed(made, "池晚照", [last(measure)], "纪清晏")
    more = given | {"represented": made.people["纪清晏"]}
    code = refusal(made, "file_entries", made.register, "邹小禾", entries=[last(measure)], **more)
    assert code == "line_waits"


def test_a_line_recorded_after_the_sheet_was_printed_is_not_confirmed_by_it(made: World) -> None:
    measure = progressed(made)
    printed = last(measure)
    later = last(made.do("progress", measure, "邹小禾", progress="又代写", for_whom="纪清晏", basis="call"))
    client = signed_in(made, "邹小禾")
    client.post(page(made, who="纪清晏"), {"evidence": scan(), "once": "k", "upto": printed})
    sheet = now(made.register).entry_sheets[0]
    assert [one.seq for one in sheet.lines] == [printed]
    made.do("compare_entries", made.register, "池晚照", paper=sheet.seq)
    assert [one.seq for one in now(measure).said_of if not one.confirmed] == [later]
    assert text_of(client.get(page(made, who="纪清晏"))).count("待本人确认") >= 1


def test_an_objection_is_typed_on_the_filing_form_and_read_by_whoever_compares(made: World) -> None:
    measure = progressed(made)
    seq = last(measure)
    sent = {"evidence": scan(), "once": "k", "upto": seq, f"objection_{seq}": "没有说过"}
    signed_in(made, "邹小禾").post(page(made, who="纪清晏"), sent)
    shown = text_of(signed_in(made, "池晚照").get(f"/r/{made.register}/do/compare_entries/"))
    assert "有异议：没有说过" in shown
    assert now(made.register).entry_sheets[0].disputed == (seq,)


def test_whoever_had_a_hand_in_what_is_disputed_does_not_compare_it(made: World) -> None:
    measure = progressed(made)
    made.do("progress", measure, "池晚照", progress="代写", for_whom="殷若渔", basis="call")
    seq = next(one.seq for one in now(measure).said_of if one.person == made.people["纪清晏"])
    sheet = filed(made, "邹小禾", [seq], "纪清晏", disputes=[[seq, "没有说过"]])
    assert refusal(made, "compare_entries", made.register, "池晚照", paper=sheet) == "hand_in_line"
    made.do("compare_entries", made.register, "岳正衡", paper=sheet)


def test_where_everybody_at_the_desk_recorded_something_the_auditor_compares(made: World) -> None:
    measure = progressed(made)
    made.do("progress", measure, "池晚照", progress="代写", for_whom="纪清晏", basis="call")
    for clerk in ("秦见微", "邹小禾"):
        made.do("progress", measure, clerk, progress="代写", for_whom="纪清晏", basis="call")
    for person in ("岳正衡",):
        from bihuan.people.models import Appointment

        for held in Appointment.objects.filter(person_id=made.people[person]):
            made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    entries = [one.seq for one in now(measure).said_of]
    sheet = filed(made, "邹小禾", entries, "纪清晏")
    assert now(made.register).entry_sheets[0].compare_by == "auditor"
    at = f"/r/{made.register}/do/compare_entries/"
    assert signed_in(made, "严以宁").get(at).status_code == 200
    made.do("compare_entries", made.register, "严以宁", paper=sheet)
    assert confirmed(made) == entries


def test_a_sheet_that_says_otherwise_is_dropped_and_can_be_filed_anew(made: World) -> None:
    measure = progressed(made)
    sheet = filed(made, "邹小禾", [last(measure)], "纪清晏")
    made.do("refuse_entries", made.register, "池晚照", paper=sheet, reason="不是本人签字")
    assert now(made.register).entry_sheets == () and confirmed(made) == []
    filed(made, "邹小禾", [last(measure)], "纪清晏")


def test_comparing_it_leads_to_the_form_that_says_otherwise_and_back(made: World) -> None:
    filed(made, "邹小禾", [last(progressed(made))], "纪清晏")
    client, pair = signed_in(made, "池晚照"), ("compare_entries", "refuse_entries")
    for one, other in (pair, pair[::-1]):
        address = reverse("register_act", args=[made.register, other])
        text = client.get(reverse("register_act", args=[made.register, one])).content.decode()
        assert f'href="{address}"' in text, one


def test_nobody_files_a_sheet_of_his_own(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    problem = made.do("instruct", measure, "邹小禾", instruction="抓紧", for_whom="季望山", basis="call")
    given = {"represented": made.people["邹小禾"], "month": "2026-03", "evidence": [made.proof("单")]}
    code = refusal(made, "file_entries", made.register, "邹小禾", entries=[last(problem)], **given)
    assert code == "confirm_yourself"


def test_only_the_office_prints_it_and_nobody_reads_what_another_office_recorded(made: World) -> None:
    both(made)
    assert signed_in(made, "温如砺").get(page(made)).status_code == 403
    assert signed_in(made, "田稼轩").get(page(made)).status_code == 404
    assert "代录事项确认单" in text_of(signed_in(made, "邹小禾").get(f"/r/{made.register}/about/"))


def test_it_speaks_english(made: World) -> None:
    both(made)
    text = text_of(signed_in(made, "邹小禾", language="en").get(page(made)))
    assert "Sheet of what was recorded for somebody" in text and "Compared by" in text
    assert "to be confirmed" in text and "Up to no." in text
