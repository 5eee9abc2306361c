"""Who is told of an act: those whom it concerns, each once, and nobody above a head of 处室."""

from types import SimpleNamespace
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.telling import principals_told
from bihuan.core.loop.spine_kinds import PART, REQUEST
from bihuan.core.state.principals import APPROVERS, FALLBACK, HEAD, OFFICE, PERSON, UNIT, VERIFIERS, principal
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds

STATE = State(
    id=1, org=1, kind="measure", register=9, lead_unit=10, accountable=20, opened_by=22,
    supporting=frozenset({12, 11}), raisers=frozenset({24, 23}), listings=((9, 1),),
)  # fmt: skip
SAID = Text("做", "Do")
EVENT: Any = SimpleNamespace(seq=5, plain={})  # what happened is the act's; nothing of it says who is told


def told_by(*relations: str, before: State | None = STATE, after: State = STATE) -> list[int]:
    return principals_told(Act("x", "xed", SAID, SAID, (), (), tells=relations), before, after, EVENT)


def test_each_relation_names_its_principals() -> None:
    assert told_by("lead") == [principal(UNIT, 10)]
    assert told_by("head") == [principal(HEAD, 10)]
    assert told_by("accountable") == [principal(PERSON, 20)]
    assert told_by("supporting") == [principal(UNIT, 11), principal(UNIT, 12)]
    assert told_by("raiser") == [principal(PERSON, 23), principal(PERSON, 24)]
    assert told_by("asker") == [principal(PERSON, 22)]
    assert told_by("office") == [principal(OFFICE, 9)]
    assert told_by("check") == [principal(VERIFIERS, 9)]
    assert told_by("check", after=STATE._replace(check_by="fallback")) == [principal(FALLBACK, 9)]


def test_a_unit_that_lost_the_lead_is_told_as_well() -> None:
    after = STATE._replace(lead_unit=15)
    assert told_by("lead", after=after) == [principal(UNIT, 15), principal(UNIT, 10)]
    assert told_by("lead", after=STATE._replace(lead_unit=None)) == [principal(UNIT, 10)]
    assert told_by("lead", before=None) == [principal(UNIT, 10)]


def test_nobody_is_named_twice_and_nobody_where_nobody_is() -> None:
    assert told_by("lead", "lead", "accountable") == [principal(UNIT, 10), principal(PERSON, 20)]
    empty = State(id=1, org=1, kind="measure")
    assert told_by("lead", "head", "accountable", "raiser", "asker", "office", before=None, after=empty) == []


def test_a_step_is_told_unless_it_waits_for_a_leader_or_the_approvers() -> None:
    for turn, said in (
        (principal(OFFICE, 9), True), (principal(VERIFIERS, 9), True), (principal(HEAD, 10), True),
        (principal(APPROVERS, 9), False), (principal(PERSON, 21), False), (None, False),
    ):  # fmt: skip
        assert told_by("step", after=STATE._replace(turn=turn)) == ([turn] if said else [])


def test_an_act_that_tells_only_of_some_changes_tells_nobody_of_others() -> None:
    act = Act("x", "xed", SAID, SAID, (), (), tells=("lead",), tells_if=lambda before, after: before != after)
    assert principals_told(act, STATE, STATE, EVENT) == []
    assert principals_told(act, None, STATE, EVENT) == [principal(UNIT, 10)]


def test_a_registers_own_acts_tell_its_office() -> None:
    register = State(id=77, org=1, kind="register", register=77)
    assert told_by("office", before=register, after=register) == [principal(OFFICE, 77)]


def test_no_act_of_any_kind_tells_anyone_above_a_head() -> None:
    above = {principal(APPROVERS, 9), principal(PERSON, 21)}
    state = STATE._replace(leader=21, turn=principal(APPROVERS, 9))
    for kind in (*kinds().values(), REQUEST, PART):
        for act in kind.acts:
            assert not above & set(principals_told(act, state, state, EVENT)), (kind.name, act.name)
