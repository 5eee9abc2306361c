"""Parts are checked on paper, too: by whoever never signs in, and by an outsider where nobody else may."""

import pytest

from bihuan.core.state.state import State
from tests.on_paper import compare, enter, with_another_clerk
from tests.story.telling import DUE, below, now, refusal
from tests.story.test_answering import OUTSIDE_ALONE, outsider, register
from tests.story.test_parts_and_groups import HEADS
from tests.world import World

pytestmark = pytest.mark.django_db


def parts_of(made: World) -> dict[str, State]:
    """A measure that two offices owe, with the part of each."""
    group = made.charter("add_group", name="两处")
    for unit in ("秘书处", "委员工作处"):
        made.charter("add_to_group", group=group, unit=made.units[unit], from_on="2025-01-01")
    measure = made.open("measure", "邹小禾", title="各处自查自纠", due=DUE)
    made.do("assign", measure, "邹小禾", lead_group=group)
    named = {number: unit for unit, number in made.units.items()}
    return {named[one.lead_unit or 0]: one for one in below(measure, "part")}


def reported(made: World, part: State, unit: str) -> State:
    made.do("report", part, HEADS[unit], result="已自查", evidence=[made.proof(unit)])
    return made.do("countersign", part, HEADS[unit])


def test_an_outsider_who_never_signs_in_checks_parts_by_the_sheet_and_the_whole_closes() -> None:
    made = with_another_clerk()
    register(made, **OUTSIDE_ALONE, outsiders=[outsider(made)])
    parts = parts_of(made)
    for unit, part in parts.items():
        assert reported(made, part, unit).check_by == "outsider"
        doer = {"finding": "好", "for_whom": "闻外", "basis": "signed_paper"}
        assert refusal(made, "verify", part, HEADS[unit], **doer) == "may_not_record_for"
        paper = enter(made, "verify", part, "邹小禾", "闻外", finding="属实").papers[-1].seq
        assert refusal(made, "compare_paper", part, "邹小禾", paper=paper) == "entered_it"
        compare(made, part, "池晚照")
        assert now(part).life == "verified" and now(part).checks
    whole = now(next(iter(parts.values())).parent or 0)
    assert whole.life == "verified"
    made.do("waive_hearing", whole, "闻外", reason="无提出人", sample="抽查")
    assert made.do("sign_off", whole, "温如砺").life == "signed_off"


def test_a_part_that_nobody_checked_after_all_takes_the_whole_back() -> None:
    made = with_another_clerk()
    parts = parts_of(made)
    for unit, part in parts.items():
        reported(made, part, unit)
        enter(made, "verify", part, "邹小禾", "岳正衡", finding="属实")
        compare(made, part, "池晚照")
    first, second = parts.values()
    whole = first.parent or 0
    paper = now(first).rests[-1].seq
    assert now(whole).life == "verified"
    made.do("dispute_paper", first, "岳正衡", paper=paper, reason="没有签过")
    assert now(first).life == "countersigned" and not now(first).checks
    assert now(second).life == "verified" and now(whole).life == "under_way"
    made.do("verify", first, "秦见微", finding="属实")
    assert now(whole).life == "verified", "it is claimed again once every part is checked"


def test_and_opens_again_what_was_closed_on_it() -> None:
    made = with_another_clerk()
    parts = parts_of(made)
    for unit, part in parts.items():
        reported(made, part, unit)
        enter(made, "verify", part, "邹小禾", "岳正衡", finding="属实")
        compare(made, part, "池晚照")
    first = next(iter(parts.values()))
    whole = first.parent or 0
    made.do("waive_hearing", whole, "秦见微", reason="无提出人", sample="抽查")
    made.do("sign_off", whole, "温如砺")
    made.do("dispute_paper", first, "岳正衡", paper=now(first).rests[-1].seq, reason="没有签过")
    assert now(first).life == "countersigned" and now(whole).life == "under_way"
