"""What was changed after the claim stands on the page: the old words beside the new, and when."""

import pytest

from bihuan.core.state.faces import FULL, PUBLIC
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.changes import changes_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.writing.acts import perform
from tests.matters.scenes import signed_in
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


def changed(made: World) -> int:
    """A claimed measure whose spelling was mended and whose standard and person were changed."""
    measure = claimed_measure(made, standard="印发制度").id
    made.do("mend_spelling", measure, "邹小禾", title="修定首问负责制", reason="错字")
    facts = {"standard": "印发制度并培训", "accountable": made.people["殷若渔"], "reason": "领导小组意见"}
    asked = made.do("request_change", measure, "邹小禾", **facts)
    made.do("approve", asked.pending or 0, "岳正衡")
    return measure


def said(made: World, measure: int, face: str) -> list[tuple[str, str, str]]:
    """(label, old, new) of every change, in the order of the record."""
    found = changes_of(kind_of("measure"), events_of(measure), Names(made.org.pk, None), face=face)
    return [(c.label.zh, c.old.zh, c.new.zh) for one in found.values() for c in one.values()]  # type: ignore[union-attr]


def test_old_and_new_are_read_from_the_events_that_said_them() -> None:
    made = world()
    measure = changed(made)
    title, person = ("内容", "修订首问负责制", "修定首问负责制"), ("责任人", "纪清晏", "殷若渔")
    assert said(made, measure, FULL) == [title, ("完成标准", "印发制度", "印发制度并培训"), person]
    assert said(made, measure, PUBLIC) == [title, person], "each face reads what it may"


def test_what_is_only_asked_for_changed_nothing() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("request_change", measure, "邹小禾", title="另一件事", reason="改")
    assert said(made, measure.id, FULL) == []


def test_old_words_go_with_the_event_that_said_them() -> None:
    made = world()
    measure = changed(made)
    registered = events_of(measure)[0]
    perform(
        "erase", measure, org=made.org.pk, actor=made.people["费䶮"], at=made.tick(), reason="依申请",
        erases=[[registered.id, "title"]],
    )  # fmt: skip
    assert said(made, measure, FULL)[0] == ("内容", "（已删除）", "修定首问负责制")


def test_page_and_verifying_form_say_what_was_changed_since_the_claim() -> None:
    made = world()
    measure = changed(made)
    made.do("countersign", measure, "纪清晏")
    client = signed_in(made, "秦见微")
    for path in (f"/m/{measure}/", f"/m/{measure}/verify/"):
        page = client.get(path).content.decode()
        assert "报结后的变更" in page and "<del>印发制度</del>" in page and "印发制度并培训</ins>" in page, (
            path
        )
    made.do("send_back", measure, "秦见微", still_to_do="补")
    made.do("claim", measure, "殷若渔", result="再报", evidence=[made.proof()])
    again = client.get(f"/m/{measure}/").content.decode()
    assert "报结后的变更" not in again, "what was claimed again was claimed with these words"
    assert "<del>印发制度</del>" in again, "what happened tells it all the same"
