"""代谁办理: those for whom an act may be recorded, the most likely first, and nobody else."""

from datetime import date

import pytest

from bihuan.core.acts.entering import may_bring_in
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages import whom
from bihuan.matters.pages.whom import Whom, recordable
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.seeing.behalf import actors_of
from bihuan.matters.writing.acts import reading
from tests.matters.scenes import CASTS, busy, every_state, signed_in, statements
from tests.on_paper import enter, heard
from tests.story.telling import now
from tests.story.test_hearing import verified_problem
from tests.world import START, World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.matters.pages.reader.now", lambda: 1_772_424_900_000_000)


def asked(made: World, name: str, matter: int | State, me: str, today: date = START) -> Whom:
    state = now(matter)
    book = reading(made.org.pk, today=today)
    return recordable(book, kind_of(state.kind).act(name), state, book.store.actor(made.people[me]))


def names(made: World, found: Whom) -> list[str]:
    """The persons offered, by the names of the cast."""
    back = {str(one): name for name, one in made.people.items()}
    return [back[value] for value, _ in found.options]


def test_only_those_are_offered_who_stand_in_the_relation_and_whoever_is_named_comes_first() -> None:
    made = world()
    measure = registered_measure(made)
    assert names(made, asked(made, "receive", measure, "邹小禾")) == ["殷若渔", "纪清晏"]
    made.do("receive", measure, "殷若渔")
    found = asked(made, "progress", measure, "邹小禾")
    assert names(made, found) == ["纪清晏", "殷若渔"], "the accountable person first"
    assert found.options[0][1] == ("纪清晏 · 责任人（秘书处）", "纪清晏 · accountable person (秘书处)")
    assert names(made, asked(made, "progress", measure, "纪清晏")) == ["殷若渔"], "nobody records for himself"


def test_each_signature_is_that_of_whoever_signs() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    assert names(made, asked(made, "countersign", measure, "邹小禾")) == ["纪清晏"]
    made.do("countersign", measure, "纪清晏")
    assert set(names(made, asked(made, "verify", measure, "邹小禾"))) == {"秦见微", "岳正衡"}
    assert names(made, asked(made, "verify", measure, "纪清晏")) == [], "he had a hand and enters no check"


def test_who_decides_is_offered_until_a_paper_of_that_person_waits() -> None:
    made = world()
    measure = heard(made)
    assert names(made, asked(made, "sign_off", measure, "邹小禾")) == ["温如砺"]
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    found = asked(made, "sign_off", measure, "邹小禾")
    assert not found.options and found.why is not None and found.why.code == "paper_waits"


def test_raisers_are_offered_for_what_raisers_say_and_not_those_who_have_said_it() -> None:
    made = world()
    made.people["尹稚川"] = made.charter("add_person", person_name="尹稚川")
    problem = verified_problem(made, raisers=("田稼轩", "尹稚川"))
    made.do("ask_raisers", problem, "邹小禾", result="已印发")
    assert set(names(made, asked(made, "answer_hearing", problem, "邹小禾"))) == {"田稼轩", "尹稚川"}
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    assert names(made, asked(made, "answer_hearing", problem, "邹小禾")) == ["尹稚川"]


def test_who_stands_in_for_one_of_them_is_offered_too() -> None:
    made = world()
    measure = registered_measure(made)
    away = {"person": made.people["纪清晏"], "stand_in": made.people["谷向原"], "from_on": "2026-03-01"}
    made.charter("declare_absence", **away)
    assert "谷向原" in names(made, asked(made, "receive", measure, "邹小禾"))


def test_nobody_is_offered_who_would_be_refused_and_nobody_left_out_who_would_not() -> None:
    found, offered = busy(), 0
    made = found.made
    book = reading(made.org.pk, today=found.today)
    everybody = [book.store.actor(one) for one in made.people.values()]
    for state in every_state():
        for act in kind_of(state.kind).acts:
            if not act.behalf or state.life not in act.when:
                continue
            for me in map(book.store.actor, (made.people[one] for one in CASTS[::2])):
                if not may_bring_in(act, book.snapshot(act, state, Mandate(me), {}, trying=True)):
                    continue
                mine = {value for value, _ in recordable(book, act, state, me).options}
                assert me.person is not None
                may = {
                    str(one.person)
                    for one in everybody
                    if one.person not in (None, me.person)
                    and whom._why_not(book, act, state, me, one.person or 0) is None
                }
                assert mine == may, (state.kind, state.life, act.name, me.person)
                offered += len(mine)
    assert offered > 200


def test_many_are_known_at_once_as_each_is_alone() -> None:
    made = world()
    away = {"person": made.people["纪清晏"], "stand_in": made.people["谷向原"], "from_on": "2026-03-01"}
    made.charter("declare_absence", **away)
    found = actors_of(list(made.people.values()), START)
    assert found == {one: actor_of(one, on=START) for one in made.people.values()}


def test_a_large_house_costs_no_more_statements() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")

    def cost(name: str) -> int:
        return len(statements(lambda: asked(made, name, measure, "邹小禾")))

    acts = ("send_back", "sign_off", "waive_hearing")
    before = [cost(one) for one in acts]
    for number in range(12):
        made.hire(f"同事{number}", "秘书处", f"岗{number}", "member")
        made.hire(f"他人{number}", "委员工作处", f"岗{number}", "member")
        made.hire(f"督查{number}", "督查处", f"岗{number}", "supervisor")
    assert [cost(one) for one in acts] == before and max(before) < 25


def test_the_page_offers_them_and_refuses_whoever_else_is_sent_by_name() -> None:
    made = world()
    measure = registered_measure(made)
    client, at = signed_in(made, "邹小禾"), f"/m/{measure.id}/receive/"
    text = client.get(at).content.decode()
    assert "殷若渔 · 牵头单位（秘书处）" in text and "秦见微（督查处）" not in text
    sent = client.post(at, {"for_whom": made.people["秦见微"], "basis": "call", "once": "a"})
    assert sent.status_code == 422 and "秦见微不在其中" in sent.content.decode()
    client.cookies["language"] = "en"
    assert "殷若渔 · lead unit (秘书处)" in client.get(at).content.decode()
