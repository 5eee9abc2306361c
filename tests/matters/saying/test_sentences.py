"""The timeline: every event of every kind is a sentence in both languages; faces hide what they must."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.chain.ids import event_id
from bihuan.core.state.faces import FULL, PARTNER, PUBLIC
from bihuan.core.words.bases import BASES
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of, kinds
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import Told, timeline_of
from tests.matters.scenes import busy, every_state, statements
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u4e00-\u9fff]")


def fact(made: World, field: Field) -> Any:
    values: dict[str, Any] = {
        "unit": made.units["秘书处"], "units": [made.units["秘书处"], made.units["督查处"]],
        "group": made.groups["各处室"], "person": made.people["纪清晏"], "people": [made.people["纪清晏"]],
        "posts": [made.posts["核验"]], "matter": made.register, "register": made.register,
        "id": made.posts["核验"], "matters": [made.register],
        "date": "2026-03-02",
        "int": 3, "yes": True, "choice": field.choices[0][0] if field.choices else "", "evidence": ["a" * 64],
        "names": ["印发件.pdf"], "lines": ["甲", "乙"], "json": {"a": 1}, "text": "2026-04",
        "originals": [[998, "2026-03-02", "档案室"]], "cited": f"1:{'a' * 64}",
    }  # fmt: skip
    return values.get(field.kind, "写下的话")


def event_of(made: World, kind: Kind, act: Act, **more: Any) -> Event:
    """An event of an act with every fact that it may carry."""
    event = Event(
        id=event_id(made.org.pk, 999), org=made.org.pk, seq=999, matter=made.register, kind=kind.name,
        name=act.event, version=1, actor=made.people["殷若渔"], hat=None, for_whom=None, basis=None,
        at=made.at, occurred_on=date(2026, 3, 2), seal="",
        plain={f.name: fact(made, f) for f in act.fields if not f.personal and f.kind != "due"},
        personal={f.name: fact(made, f) for f in act.fields if f.personal},
    )  # fmt: skip
    return replace(event, **more)


def tell(made: World, kind: Kind, event: Event, face: str = FULL, me: int | None = None) -> Told:
    return timeline_of(kind, [event], Names(made.org.pk, None), face=face, me=me)[0]


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_event_of_every_kind_is_a_sentence_in_both_languages(name: str) -> None:
    made, kind = world(), kinds()[name]
    for act in kind.acts:
        for more in ({}, {"actor": None}, {"for_whom": made.people["纪清晏"], "basis": "call"}):
            one = tell(made, kind, event_of(made, kind, act, **more))
            for said in (
                one.sentence,
                *(label for label, _ in one.quotes),
                *(t for pair in one.notes for t in pair),
            ):
                assert said.zh and said.en and "不详" not in said.zh and "{" not in said.zh + said.en, (
                    act.event
                )
            english = re.sub("殷若渔|纪清晏|各处室|作风效能问题清单|秘书处|督查处|ZF", "", one.sentence.en)
            assert not CHINESE.search(english), (act.event, one.sentence.en)
            assert act.name not in one.sentence.zh


def test_the_system_and_whoever_was_recorded_for_are_named() -> None:
    made, kind = world(), kinds()["measure"]
    receive = kind.act("receive")
    assert tell(made, kind, event_of(made, kind, receive, actor=None)).sentence.zh.startswith("系统")
    for_whom = {"for_whom": made.people["纪清晏"], "basis": "signed_paper"}
    said = tell(made, kind, event_of(made, kind, receive, **for_whom)).sentence
    assert said.zh.startswith("殷若渔代纪清晏") and BASES["signed_paper"].said.zh in said.zh
    assert "殷若渔 for 纪清晏" in said.en and BASES["signed_paper"].said.en in said.en


def test_the_newest_comes_first_and_names_are_looked_up_together() -> None:
    found = busy()
    matter = found.matters["under_way"]
    events, kind = events_of(matter), kind_of("measure")
    names = Names(found.made.org.pk, None)
    sent = statements(lambda: timeline_of(kind, events, names, face=FULL, me=None))
    assert len(sent) <= 4, sent
    tellings = timeline_of(kind, events, names, face=FULL, me=found.made.people["殷若渔"])
    assert [one.seq for one in tellings] == sorted((e.seq for e in events), reverse=True)
    mine = {one.event for one in tellings if one.mine}
    assert mine == {"received", "progressed"}


def test_every_event_that_really_happened_is_told_to_every_face() -> None:
    found = busy()
    for state in every_state():
        kind = kind_of(state.kind)
        for face in (PUBLIC, PARTNER, FULL):
            tellings = timeline_of(kind, events_of(state.id), Names(state.org, None), face=face, me=None)
            assert len(tellings) == len(events_of(state.id))
            assert all("不详" not in one.sentence.zh for one in tellings)
    assert found.matters


def quotes(made: World, matter: int, face: str) -> str:
    tellings = timeline_of(
        kind_of("measure"), events_of(matter), Names(made.org.pk, None), face=face, me=None
    )
    return "；".join(value for one in tellings for _, value in one.quotes)


def test_faces_hide_what_they_must() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="抽问三人")
    made.do("send_back", measure, "秦见微", still_to_do="补一份清单")
    full, partner, public = (quotes(made, measure.id, face) for face in (FULL, PARTNER, PUBLIC))
    for words in ("初稿已成", "制度已印发", "抽问三人", "补一份清单"):
        assert words in full
    assert "抽问三人" not in partner and "初稿已成" in partner and "补一份清单" in partner
    assert "制度已印发" in public, "everybody is told the result"
    assert not any(words in public for words in ("初稿已成", "抽问三人", "补一份清单"))


def test_the_public_is_offered_no_proof_and_others_get_it_by_the_name_it_came_with() -> None:
    made = world()
    measure = claimed_measure(made)
    kind, events = kind_of("measure"), events_of(measure.id)

    def proofs(face: str) -> list[str]:
        tellings = timeline_of(kind, events, Names(made.org.pk, None), face=face, me=None)
        return [proof.name for one in tellings for proof in one.proofs]

    assert proofs(PUBLIC) == []
    assert proofs(PARTNER) == proofs(FULL) == ["印发件.pdf"]


def test_a_proof_without_a_name_goes_by_its_digest_and_goes_with_its_name() -> None:
    made, kind = world(), kinds()["measure"]
    event = event_of(made, kind, kind.act("claim"), plain={"evidence": ["a" * 64, "b" * 64]})
    named = tell(made, kind, replace(event, personal={"file_names": ["甲.pdf"]}))
    assert [one.name for one in named.proofs] == ["甲.pdf", "b" * 12]
    erased = tell(made, kind, replace(event, personal={"file_names": None}))
    assert erased.proofs == (), "the files are erased with their names"
    unnamed = tell(made, kind, replace(event, personal={}))
    assert [one.name for one in unnamed.proofs] == ["a" * 12, "b" * 12]


def test_what_was_erased_is_said_to_be_erased_and_not_shown() -> None:
    made, kind = world(), kinds()["measure"]
    event = event_of(made, kind, kind.act("progress"))
    blank = replace(event, personal=dict.fromkeys(event.personal))
    assert tell(made, kind, blank).erased and not tell(made, kind, blank).quotes
    assert not tell(made, kind, event).erased


def test_dates_decided_stand_beside_the_sentence() -> None:
    made = world()
    measure = registered_measure(made)
    tellings = timeline_of(
        kind_of("measure"), events_of(measure.id), Names(made.org.pk, None), face=FULL, me=None
    )
    notes = {label.zh: value.zh for one in tellings for label, value in one.notes}
    assert notes["时限"] == "2026-06-30" and notes["牵头单位"] == "秘书处" and notes["责任人"] == "纪清晏"


def test_weighty_events_are_those_that_close_or_open_again() -> None:
    made, kind = world(), kinds()["measure"]
    weighty = {act.event for act in kind.acts if tell(made, kind, event_of(made, kind, act)).weighty}
    back_filled = {"back_filled", "back_filled_long_term"}
    objected_to = {"paper_disputed", "record_disputed"}
    assert weighty == {"signed_off", "continued", "verified", "reopened"} | objected_to | back_filled


def test_a_paper_that_was_entered_says_which_decision_it_holds() -> None:
    made, kind = world(), kinds()["measure"]
    event = event_of(made, kind, kind.act("record_on_paper"))
    told = tell(made, kind, replace(event, plain={**event.plain, "paper_act": "sign_off"}))
    assert ("所录决定", "销号") in [(label.zh, said.zh) for label, said in told.notes]


def test_where_nothing_below_is_due_any_more_the_timeline_says_so() -> None:
    made, kind = world(), kinds()["problem"]
    act = kind.act("gather_dates")
    dated, none = event_of(made, kind, act), event_of(made, kind, act, plain={})
    said = [[(label.zh, one.zh) for label, one in tell(made, kind, each).notes] for each in (dated, none)]
    assert said == [[("措施最早到期", "2026-03-02")], [("措施最早到期", "已无")]]
