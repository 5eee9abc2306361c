"""What a request asks for stands on its page in words; forms say what they need; no machinery leaks."""

import re

import pytest
from django.test import Client

from bihuan.core.loop.fields import NEW_DUE
from bihuan.core.state.faces import FULL, PUBLIC
from bihuan.core.words.text import Text
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.requested import asked_said, child_said, facts_of_request, request_said
from bihuan.matters.saying.sentences import timeline_of
from bihuan.web.pieces import Fact
from tests.matters.scenes import busy, every_state, signed_in, state_of
from tests.world import START, World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
MACHINERY = re.compile(
    r"number_there|request_id|for_act|due_kind|yellow_on|red_on|role：|asked|place：|（不详）"
)


def asked_of(made: World, request: int) -> list[Fact]:
    """The facts of a request as its page shows them on the world's day."""
    return facts_of_request(state_of(request), Names(made.org.pk, None), on=START)


def text_of(made: World, person: str, address: str) -> str:
    """What a page says, without its markup."""
    return read(signed_in(made, person), address)


def read(client: Client, address: str) -> str:
    """The same for somebody who is signed in already."""
    content = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content))


def asked_for_later() -> tuple[World, int, int]:
    """A measure under way and the open request for a later due."""
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    due = {"kind": "date", "on": "2026-08-31", "text": "8月底前"}
    made.do("request_extension", measure, "殷若渔", due=due, reason="驻场人员调整")
    pending = state_of(measure.id).pending
    assert pending
    return made, measure.id, pending


def test_an_extension_says_what_for_until_when_and_whose_turn_it_is() -> None:
    made, _, request = asked_for_later()
    facts = {fact.label.zh: str(fact.value) for fact in asked_of(made, request)}  # type: ignore[union-attr]
    assert "申请延期" in facts["申请"] and "2026-08-31" in facts["新时限"] and "殷若渔" in facts["申请人"]
    page = text_of(made, "季望山", f"/m/{request}/")
    assert "轮到" in page and "申请延期" in page and "驻场人员调整" in page and "2026-08-31" in page


def test_a_later_due_stands_beside_the_present_one_with_the_days_between() -> None:
    made, measure, request = asked_for_later()
    facts = {fact.label: fact for fact in asked_of(made, request)}
    moved = Text("现时限 2026-06-30，推后 62 天", "now due on 2026-06-30: 62 days later")
    assert facts[NEW_DUE.label].note == moved
    assert "推后 62 天" in text_of(made, "温如砺", f"/m/{request}/approve/"), "where it is answered"
    told = text_of(made, "殷若渔", f"/m/{measure}/")
    assert "新时限：2026-08-31（原 2026-06-30，推后 62 天）" in told and "驻场人员调整" in told
    assert "申请：修订首问负责制" not in told
    made.do("approve", request, "温如砺")
    assert "时限：2026-08-31（原 2026-06-30，推后 62 天）" in text_of(made, "纪清晏", f"/m/{measure}/")
    facts = {fact.label: fact for fact in asked_of(made, request)}
    assert facts[NEW_DUE.label].note == "", "what stands now is no longer what it moved"


def test_the_words_of_a_change_that_was_asked_for_are_told_to_those_who_handle_it_alone() -> None:
    made = world()
    measure = claimed_measure(made)
    changed = {"title": "修订首问负责制并公示", "accountable": made.people["殷若渔"]}
    request = made.do("request_change", measure, "邹小禾", reason="写得不全", **changed).pending

    def told(face: str) -> str:
        tellings = timeline_of(
            kind_of("measure"), events_of(measure.id), Names(made.org.pk, None),
            face=face, me=None, requests=[state_of(request or 0)],
        )  # fmt: skip
        return "；".join(f"{label.zh}：{value.zh}" for label, value in tellings[0].notes)

    assert told(FULL) == "变更后的内容：修订首问负责制并公示；责任人：殷若渔"
    assert told(PUBLIC) == "责任人：殷若渔"


def test_an_answered_request_waits_for_nobody() -> None:
    made, _, request = asked_for_later()
    made.do("take_back", request, "殷若渔")
    labels = {fact.label.zh for fact in asked_of(made, request)}  # type: ignore[union-attr]
    assert "新时限" in labels and "轮到" not in text_of(made, "季望山", f"/m/{request}/")


def test_what_cannot_be_read_is_left_out_not_shown_raw() -> None:
    names = Names(world().org.pk, None)
    assert asked_said("extension", "no json", names) == [] == asked_said("extension", None, names)
    assert request_said("unheard_of") == request_said(None)


def test_children_of_a_matter_are_told_apart() -> None:
    made, measure, request = asked_for_later()
    said = child_said(state_of(request), Names(made.org.pk, None))
    assert said and said.zh == "申请延期"
    assert child_said(state_of(measure), Names(made.org.pk, None)) is None
    assert "申请延期" in text_of(made, "殷若渔", f"/m/{measure}/")


def test_no_page_of_any_matter_shows_machinery() -> None:
    client = signed_in(busy().made, "秦见微")
    for state in every_state():
        if state.kind in ("problem", "measure", "part", "instalment", "request"):
            page = read(client, f"/m/{state.id}/")
            assert not MACHINERY.search(page), (state.kind, state.life, MACHINERY.search(page))


def test_a_claim_asks_for_proof_and_for_a_rule_only_where_one_is_left_behind() -> None:
    made = world()
    dated, monthly = (
        registered_measure(made, due=due)
        for due in ({"kind": "date", "on": "2026-06-30"}, {"kind": "recurring", "every": "month"})
    )
    pages, client = [], signed_in(made, "殷若渔")
    for measure in (dated, monthly):
        made.do("receive", measure, "殷若渔")
        pages.append(read(client, f"/m/{measure.id}/claim/"))
    assert all("佐证材料 选填" not in page for page in pages)
    first, folded = pages[0].split("更多（", 1)
    assert "已形成的制度" not in first and "已形成的制度" in folded
    assert "已形成的制度" in pages[1].split("更多（", 1)[0]


def test_what_is_claimed_and_proved_stands_beside_the_form_of_the_check() -> None:
    made = world()
    measure = registered_measure(made, standard="制度印发")
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="已印发", evidence=[made.proof()], file_names=["印发件.pdf"])
    page = text_of(made, "纪清晏", f"/m/{measure.id}/countersign/")
    assert "制度印发" in page and "已印发" in page and "印发件.pdf" in page
