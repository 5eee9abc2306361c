"""Which earlier record an event is about: named by its day, its act and in whose name, with the way there."""

import re

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.referring import Referred, referred
from tests.matters.scenes import signed_in
from tests.on_paper import compare, enter
from tests.story.telling import now
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def recorded_twice(made: World) -> tuple[int, int, int]:
    """A measure of which two entries were recorded for the doer; their records."""
    measure = registered_measure(made).id
    made.do("receive", measure, "殷若渔")
    seqs = [
        made.do("progress", measure, "邹小禾", progress=said, for_whom="殷若渔", basis="call").seq
        for said in ("第一次代写", "第二次代写")
    ]
    return measure, seqs[0], seqs[1]


def about(made: World, matter: int, event: str) -> tuple[Referred, ...]:
    """What the latest event of that name is about."""
    events, kind = events_of(matter), kind_of(now(matter).kind)
    latest = [one for one in events if one.name == event][-1]
    return referred(kind, latest, {one.seq: one for one in events}, Names(made.org.pk, None))


def test_an_objection_names_the_entry_and_leads_to_it() -> None:
    made = world()
    measure, first, _ = recorded_twice(made)
    made.do("dispute_record", measure, "殷若渔", paper=first, reason="没有说过")
    (to,) = about(made, measure, "record_disputed")
    assert to.seq == first and to.said.zh == f"2026-03-02 殷若渔：填报进展（第 {first} 号）"
    assert to.said.en == f"2026-03-02 殷若渔: Report progress (no. {first})"
    page = signed_in(made, "殷若渔").get(f"/m/{measure}/").content.decode()
    assert f'href="#record-{first}"' in page and len(re.findall(f'id="record-{first}"', page)) == 1


def test_an_entry_that_the_page_leaves_out_is_led_to_where_all_are_told() -> None:
    made = world()
    measure, first, _ = recorded_twice(made)
    for place in range(60):
        made.do("remark", measure, "殷若渔", remark=f"第 {place} 条说明")
    made.do("dispute_record", measure, "殷若渔", paper=first, reason="没有说过")
    client = signed_in(made, "殷若渔")
    page = client.get(f"/m/{measure}/").content.decode()
    assert f'href="?all=1#record-{first}"' in page and f'id="record-{first}"' not in page
    assert f'id="record-{first}"' in client.get(f"/m/{measure}/?all=1").content.decode()


def test_a_paper_that_is_compared_is_named_by_the_act_that_it_decides_and_whose_it_is() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    paper = now(measure).papers[0].seq
    compare(made, measure, "秦见微")
    (to,) = about(made, measure.id, "paper_compared")
    assert (to.seq, to.said.zh) == (paper, f"2026-03-02 温如砺：销号（第 {paper} 号）")


def test_what_is_about_no_earlier_record_says_so_of_none() -> None:
    made = world()
    measure, _, _ = recorded_twice(made)
    kind: Kind = kind_of("measure")
    events = events_of(measure)
    told = {one.seq: one for one in events}
    assert not any(referred(kind, one, told, Names(made.org.pk, None)) for one in events)
