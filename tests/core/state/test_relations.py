"""How somebody stands towards a matter, and by which appointment."""

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.state.actor import READ_ONLY, SYSTEM, Actor, Desk, Hat
from bihuan.core.state.papers import COMPARED_BY, Paper
from bihuan.core.state.principals import UNIT, principal
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.people.words import ROLES

DESK = Desk(register=9, office=102, verifiers=((21, 102),), fallbacks=((22, 103),), approvers=((23, 103),))
MEASURE = State(10, 1, "measure", "received", lead_unit=101, accountable=1, leader=5, raisers=frozenset({6}),
                supporting=frozenset({104}), register=9)  # fmt: skip
PAPER = Paper(
    seq=5, act="sign_off", person=5, basis="签字件", by=(3,), asked="{}", filed=True, day="2026-03-02"
)
PAPERS = st.lists(st.sampled_from(sorted(COMPARED_BY)), max_size=2).map(
    lambda asked: tuple(PAPER._replace(compare_by=one) for one in asked)
)


def person(number: int, *hats: tuple[int, int, str], for_: frozenset[int] = frozenset()) -> Actor:
    worn = tuple(Hat(100 + n, post, unit, role, number) for n, (post, unit, role) in enumerate(hats))
    return Actor(number, worn, for_)


def test_each_relation_comes_from_its_unit_post_or_person() -> None:
    cases = {
        "lead": person(2, (1, 101, "member")),
        "head": person(2, (1, 101, "head")),
        "supporting": person(2, (1, 104, "member")),
        "office": person(2, (1, 102, "supervisor")),
        "verifier": person(2, (21, 102, "verifier")),
        "fallback": person(2, (22, 103, "fallback_verifier")),
        "approver": person(2, (23, 103, "approver")),
        "accountable": person(1),
        "leader": person(5),
        "raiser": person(6),
        "admin": person(2, (1, 105, "admin")),
    }
    for relation, actor in cases.items():
        assert relation in relations(actor, MEASURE, DESK), relation
    stranger = relations(person(7, (1, 105, "member")), MEASURE, DESK)
    assert set(stranger) == {"anyone"}


def test_a_role_alone_gives_nothing_outside_its_unit_or_post() -> None:
    head_elsewhere = relations(person(2, (1, 105, "head"), (9, 102, "verifier")), MEASURE, DESK)
    assert not {"head", "lead", "verifier"} & set(head_elsewhere)


def test_an_auditor_and_the_system_have_no_hand_anywhere() -> None:
    assert set(relations(person(2, (1, 101, "auditor")), MEASURE, DESK)) == {"auditor"}
    assert relations(SYSTEM, MEASURE, DESK) == {"system": None}


UNITS = (101, 102, 103, 104, 105, 107)
"""That leads, whose office it is, of the checkers, that supports, beside, tied."""
about = st.builds(
    MEASURE._replace,
    sign_by=st.sampled_from(("head", "above", "office")),
    sign_unit=st.sampled_from((None, *UNITS)),
    lead_unit=st.sampled_from((None, *UNITS)),
    supporting=st.frozensets(st.sampled_from(UNITS), max_size=3),
    ties=st.sampled_from((frozenset(), frozenset({("listed", principal(UNIT, 107))}))),
    check_by=st.sampled_from(("verifiers", "outsider")),
    papers=PAPERS,
)
WORKING = {"lead", "supporting", "head", "office", "leader", "listed"}


@given(
    st.sampled_from([role for role, _ in ROLES]),
    st.sampled_from(UNITS),
    st.sampled_from((1, 21, 22, 23)),
    about,
)
def test_whoever_only_oversees_or_checks_from_outside_has_no_part_in_the_work_of_any_unit(
    role: str, unit: int, post: int, state: State
) -> None:
    hat = Hat(100, post, unit, role, 2, reach=frozenset(UNITS) if role == "leader" else frozenset())
    held = relations(Actor(2, (hat,)), state, DESK).keys()
    if role in READ_ONLY:
        assert held <= {role, "comparer"} and ("comparer" in held) is (role in state.comparing)
    elif not hat.works:
        assert not held & WORKING
        assert ("verifier" in held) is (post == 21), "what a desk names, it names"
    else:
        assert ("lead" in held) is (unit == state.lead_unit)
        assert ("office" in held) is (unit == DESK.office)
        assert ("supporting" in held) is (unit in state.supporting)


def test_a_stand_in_has_what_the_absent_one_has_by_that_ones_appointment() -> None:
    hats = (Hat(7, 1, 105, "member", 2), Hat(8, 1, 101, "head", 1))
    held = relations(Actor(2, hats, frozenset({1})), MEASURE, DESK)
    assert held["accountable"] == 8 and held["head"] == 8


def test_a_leader_reaches_the_units_below() -> None:
    above = Actor(2, (Hat(1, 1, 100, "leader", 2, reach=frozenset({100, 101})),))
    beside = Actor(2, (Hat(1, 1, 100, "leader", 2, reach=frozenset({100, 105})),))
    assert "leader" in relations(above, MEASURE, DESK)
    assert "leader" not in relations(beside, MEASURE, DESK)


def test_a_step_of_a_request_belongs_to_those_whose_turn_it_is() -> None:
    steps = (("leader", "any", False), ("verifier", "any", True))
    request = State(11, 1, "request", "open", steps=steps, opened_by=1, parent=10, leader=5)
    assert "step" in relations(person(5), request, DESK)
    assert "step" not in relations(person(2, (21, 102, "verifier")), request, DESK)
    second = State(11, 1, "request", "open", steps=steps, step=1, opened_by=1, parent=10, leader=5)
    for post, unit in ((21, 102), (22, 103)):
        assert "step" in relations(person(2, (post, unit, "x")), second, DESK), "or the fallback"
    assert "asker" in relations(person(1), second, DESK)
