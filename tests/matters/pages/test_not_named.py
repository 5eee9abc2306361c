"""What is 404 for its reader is not named on what he can open: every page of each of the cast."""

import re
from html import unescape

import pytest

from bihuan.core.acts.stakes import face
from bihuan.core.state.faces import FULL
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.registers import registers_seen
from bihuan.matters.seeing.sight import Sight
from tests.matters.pages.test_links import pages
from tests.matters.scenes import Busy, at_the_worlds_day, busy, every_state, everybody, signed_in
from tests.world import claimed_measure, countersigned_problem, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def scene() -> Busy:
    """The busy organisation, with a batch that waits for approval: its title says how many there are."""
    found = busy()
    made, raisers = found.made, [found.made.people["田稼轩"]]
    ready = []
    for title in ("缩短审批时间", "改进值班安排"):
        measure = claimed_measure(made, title=title)
        made.do("verify", measure, "秦见微", finding="属实")
        ready.append(measure.id)
    problem = made.open("problem", "邹小禾", title="批次里的问题", raisers=raisers)
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    done = claimed_measure(made, problem.id, title="问题下的措施")
    made.do("verify", done, "秦见微", finding="属实")
    ready.append(done.id)
    made.do(
        "request_batch_approval", made.register, "邹小禾", title="销号审定表第 4 批（3 件）", subjects=ready
    )
    return found


def open_to(eyes: Sight, state: State) -> bool:
    registers = registers_seen(eyes, [state.id]) if kind_of(state.kind).lists else ()
    return eyes.sees(state) or state.id in registers or kind_of(state.kind).founded is not None


def owed(eyes: Sight, states: list[State]) -> set[int]:
    """What stands under a matter that its reader handles: he answers for the whole, which is done by these
    alone (house.md, “Done, for a problem”), so he reads of each how it stands, and opens none. Who merely
    supports the whole reads of what he may open. And nobody works on a measure without knowing its problem.
    """
    mine = [one for one in states if face(eyes.principals, one, kind_of(one.kind)) == FULL]
    whole = {one.id for one in mine}
    return {one.id for one in states if one.parent in whole} | {one.parent for one in mine if one.parent}


def said_of(state: State) -> set[str]:
    return {one for one in (state.number, state.title) if one}


def test_no_page_names_what_its_reader_may_not_open() -> None:
    found, hid = scene(), 0
    states = every_state()
    for person, eyes in everybody(found):
        client = signed_in(found.made, person)
        named = owed(eyes, states)
        mine = [one for one in states if open_to(eyes, one) or one.id in named]
        known = " ".join(word for one in mine for word in said_of(one))
        out = {word for one in states if one not in mine for word in said_of(one) if word not in known}
        hid += len(out)
        for page in pages(found, eyes):
            answer = client.get(page, follow=True)
            if answer.status_code != 200:
                continue
            text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
            told = {one for one in out if one in text}
            assert not told, (person, page, told)
    assert hid > 100


def test_a_raiser_reads_nothing_of_the_batch_in_which_his_problem_is_approved() -> None:
    made = world()
    problem, _ = countersigned_problem(made, "田稼轩", title="提出人看的问题")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    made.do("answer_hearing", problem, "田稼轩", answer="agreed", opinion="有改进")
    other = claimed_measure(made, title="别人的措施")
    made.do("verify", other, "秦见微", finding="属实")
    made.do("waive_hearing", other, "秦见微", reason="无提出人", sample="抽查")
    batch = {"title": "销号审定表第 4 批（2 件）", "subjects": [problem.id, other.id]}
    made.do("request_batch_approval", made.register, "邹小禾", **batch)
    text = signed_in(made, "田稼轩").get(f"/m/{problem.id}/?all=1").content.decode()
    assert "提出人看的问题" in text and "销号审定表" not in text and "2 件" not in text


def test_who_supports_a_problem_reads_of_what_he_may_open_and_whoever_leads_it_of_all_below() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="两家的问题")
    units = {"lead_unit": made.units["秘书处"], "supporting": [made.units["委员工作处"]]}
    made.do("assign", problem, "邹小禾", **units)
    registered_measure(made, problem.id, title="督查处自己的措施", lead_unit=made.units["督查处"],
                       accountable=made.people["秦见微"])  # fmt: skip
    theirs = {"lead_unit": made.units["委员工作处"], "accountable": made.people["田稼轩"]}
    registered_measure(made, problem.id, title="委员工作处的措施", **theirs)
    read = {
        who: signed_in(made, who).get(f"/m/{problem.id}/?all=1").content.decode()
        for who in ("谷向原", "纪清晏")
    }
    assert "委员工作处的措施" in read["谷向原"] and "督查处自己的措施" not in read["谷向原"]
    assert "委员工作处的措施" in read["纪清晏"] and "督查处自己的措施" in read["纪清晏"]
