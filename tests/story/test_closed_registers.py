"""A closed register takes no more; what stood in it goes on to its end, and somebody looks after it."""

import pytest

from bihuan.core.state.state import State
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.upkeep.sweep import attempt
from bihuan.matters.writing.acts import book, open_matter
from tests.on_paper import with_another_clerk
from tests.story.telling import now, refusal, waiting
from tests.story.test_answering import outsider, register
from tests.world import World, claimed_measure, registered_measure

pytestmark = pytest.mark.django_db


def begun(made: World) -> State:
    """A register that was opened, and whose desk nobody has confirmed."""
    found = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title="新台账",
        prefix="XT",
        office=made.units["督查处"],
        verifiers=[made.posts["核验"]],
        fallbacks=[],
        approvers=[made.posts["温如砺"]],
    )
    return made.do("open_register", found, "邹小禾")


def test_what_stands_in_a_register_closed_before_its_desk_was_confirmed_still_closes() -> None:
    made = with_another_clerk()
    made.register = begun(made).id
    measure = claimed_measure(made)
    request = waiting(made.register)
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "desk_unconfirmed"
    assert now(request).life == "open", "the confirmation still waits"
    made.do("approve", request, "严以宁")
    assert desk_of(made.register).confirmed and not desk_of(made.register).open
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_a_closed_register_is_asked_for_and_set_up_like_an_open_one_until_it_is_confirmed() -> None:
    made = with_another_clerk()
    made.register = begun(made).id
    made.do("refuse", waiting(made.register), "严以宁", reason="再议")
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    made.do("request_opening", made.register, "邹小禾")
    first = waiting(made.register)
    made.do("set_desk", made.register, "邹小禾", fallbacks=[made.posts["岳正衡"]])
    assert now(first).life == "lapsed", "what was asked is another desk's"
    made.do("approve", waiting(made.register), "严以宁")
    assert desk_of(made.register).confirmed
    assert (
        refusal(made, "set_desk", made.register, "邹小禾", fallbacks=[made.posts["谷向原"]]) == "needs_second"
    )


def test_an_outsider_is_named_in_a_closed_register_where_nobody_may_check() -> None:
    made = with_another_clerk()
    register(made, fallbacks=[])
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=None)
    made.do("receive", measure, "邹小禾")
    made.do("claim", measure, "邹小禾", result="好", evidence=[made.proof()])
    assert made.do("countersign", measure, "秦见微").check_by == "nobody"
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    made.do("request_desk", made.register, "费䶮", outsiders=[outsider(made)], reason="无人可以核验")
    made.do("approve", waiting(made.register), "严以宁")
    with book(made.org.pk, at=made.tick()) as open_book:
        attempt("name_checkers", open_book, measure.id)
    made.do("verify", measure, "闻外", finding="属实")
    made.do("waive_hearing", measure, "闻外", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_nothing_is_merged_into_a_register_in_which_nobody_may_check_yet() -> None:
    made = with_another_clerk()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    home, made.register = made.register, begun(made).id
    other = registered_measure(made, title="同一件事")
    into = {"into": other.id, "reason": "同一件事"}
    assert refusal(made, "merge", measure, "邹小禾", **into) == "desk_there_unconfirmed"
    beside = registered_measure(made, title="又是同一件事")
    made.do("merge", beside, "邹小禾", **into)
    made.do("approve", waiting(made.register), "严以宁")
    assert now(measure).register == home
    assert made.do("merge", measure, "邹小禾", **into).life == "merged"
