"""Erasing: every copy of the words is gone, the record still verifies, and every row is what it gives."""

from typing import Any

import pytest
from django.db import connection

from bihuan.core.state.lives import ENDED
from bihuan.core.words.reasons import Refused
from bihuan.files.models import Evidence
from bihuan.files.store import path_of
from bihuan.ledger.models import Facts
from bihuan.ledger.read import events_of
from bihuan.ledger.verify import verify
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Citation
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import timeline_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.lists import found_by_text
from bihuan.matters.writing.erasing import erasable
from tests.matters.scenes import Busy, busy, every_state, everything, signed_in
from tests.matters.whole import must_be_as_said
from tests.world import confirm, registered_measure, world

pytestmark = pytest.mark.django_db


def erase(found: Busy, name: str, by: str = "费䶮") -> None:
    matter = found.matters[name]
    pairs = [list(pair) for pair in erasable(matter)]
    assert pairs
    ended = found.state(name).life in ENDED
    act = "request_erasure" if ended else "erase"
    found.made.do(act, matter, by, reason="当事人要求删除", erases=pairs)
    if ended:
        confirm(found.made, matter, "严以宁")


def test_the_words_are_gone_from_every_table_and_from_the_index() -> None:
    found = busy()
    words = ("推行一窗受理", "已开始试行")
    assert all(any(word in repr(rows_) for rows_ in everything().values()) for word in words)
    erase(found, "under_way")
    after = everything()
    for word in words:
        assert not [table for table, rows_ in after.items() if word in repr(rows_)]
    assert found_by_text(found.sight("邹小禾"), "一窗受理") == []
    number = found.state("under_way").number or ""
    assert found_by_text(found.sight("邹小禾"), number) == [found.matters["under_way"]], (
        "its number still finds it"
    )


def test_the_record_verifies_and_every_row_is_what_it_gives() -> None:
    found = busy()
    for name in ("under_way", "problem", "verified", "merged", "part", "instalment", "recurring", "waiting"):
        erase(found, name)
        for state in every_state():
            must_be_as_said(state.id)
    assert verify().breaks == []


def test_what_counts_and_decides_stays() -> None:
    found = busy()
    before = found.state("under_way")
    erase(found, "under_way")
    after = found.state("under_way")
    assert after.title is None
    kept = (
        "life",
        "clock",
        "number",
        "lead_unit",
        "accountable",
        "due_on",
        "hand_people",
        "turn",
        "registers",
    )
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_copies_of_its_words_in_parts_periods_and_requests_go_with_it() -> None:
    found = busy()
    for name, words in (("grouped", "各处室自查"), ("recurring", "每月通报"), ("waiting", "方案需再论证")):
        assert words in repr(everything())
        erase(found, name)
        assert words not in repr(everything()), name
    for state in every_state():
        must_be_as_said(state.id)
    assert found_by_text(found.sight("邹小禾"), "各处室自查") == []


def test_what_a_part_itself_wrote_is_left_to_its_own_erasing() -> None:
    found = busy()
    erase(found, "grouped")
    assert "自查完毕" in repr(everything())
    erase(found, "part")
    assert "自查完毕" not in repr(everything())


def test_the_timeline_says_that_something_was_erased_and_shows_the_rest() -> None:
    found = busy()
    erase(found, "under_way")
    state = found.state("under_way")
    tellings = timeline_of(
        kind_of("measure"), events_of(state.id), Names(state.org, None), face="full", me=None
    )
    by_event = {one.event: one for one in tellings}
    assert by_event["progressed"].erased and not by_event["progressed"].quotes
    assert not by_event["received"].erased
    assert by_event["erased"].sentence.zh.startswith("费䶮")
    assert {label.zh: value for label, value in by_event["erased"].quotes} == {"理由": "当事人要求删除"}
    assert all("不详" not in one.sentence.zh for one in tellings)


def test_only_an_administrator_erases() -> None:
    found = busy()
    for person in ("邹小禾", "严以宁", "殷若渔", "温如砺"):
        before = everything()
        with pytest.raises(Refused) as refused:
            erase(found, "under_way", by=person)
        assert refused.value.reason.code == "no_right" and everything() == before


def test_nothing_is_left_to_be_erased_but_the_reason_for_it() -> None:
    found = busy()
    erase(found, "under_way")
    left = erasable(found.matters["under_way"])
    reasons = Facts.objects.filter(event_id__in=[event for event, _ in left]).values_list("value", flat=True)
    assert [name for _, name in left] == ["reason"] and list(reasons) == ['"当事人要求删除"']


def test_a_page_erases_and_shows_the_matter_without_its_words() -> None:
    found = busy()
    matter = found.matters["under_way"]
    client = signed_in(found.made, "费䶮")
    assert client.get(f"/m/{matter}/erase/").status_code == 200
    sent = client.post(f"/m/{matter}/erase/", {"reason": "当事人要求删除", "once": "e"}, follow=True)
    text = sent.content.decode()
    assert sent.status_code == 200 and "推行一窗受理" not in text and "已删除" in text
    assert rows.states([matter])[0].title is None


def test_what_was_searched_for_is_not_in_the_database_file() -> None:
    found = busy()
    erase(found, "under_way")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_facts WHERE value LIKE %s", ["%一窗受理%"])
        assert cursor.fetchone() == (0,)


def test_evidence_goes_with_the_words_unless_something_else_cites_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = world()
    shared, own = made.proof("两处都用的印发件"), made.proof("只在一处的印发件")
    first, second = registered_measure(made), registered_measure(made, title="另一条")
    for measure, evidence in ((first, [shared, own]), (second, [shared])):
        made.do("receive", measure, "殷若渔")
        made.do(
            "claim",
            measure,
            "殷若渔",
            result="完成",
            evidence=evidence,
            file_names=["甲.txt"] * len(evidence),
        )
    with django_capture_on_commit_callbacks(execute=True):
        pairs = [list(pair) for pair in erasable(first.id)]
        made.do("erase", first, "费䶮", reason="当事人要求删除", erases=pairs)
    assert path_of(made.org.pk, shared).exists()
    assert not path_of(made.org.pk, own).exists()
    assert not Evidence.objects.filter(digest=own).exists()
    assert not Citation.objects.filter(matter_id=first.id).exists()
    must_be_as_said(first.id)
