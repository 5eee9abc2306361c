"""A state goes into its row and comes back as it was."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.stakes import staked, stakes_of
from bihuan.core.state.actor import Actor, Hat
from bihuan.core.state.principals import DESK, PERSON, UNIT, principal, principal_kind, principal_number
from bihuan.core.state.state import COLUMNS, DATES, MORE, STAKED, State, more_from, more_of, with_changes
from tests.memory import KINDS

ids = st.integers(1, 2**50)
sets = st.frozensets(ids, max_size=3)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
TUPLES = {"yes", "joint", "heard", "unsolved", "finder_people", "finder_units"}


@st.composite
def states(draw: st.DrawFn) -> State:
    """Any state: every field that the row keeps as text, and all that the stakes keep."""
    made = State(draw(ids), 1, "measure", "received", lead_unit=draw(ids), accountable=draw(st.none() | ids))
    changes: dict[str, object] = {name: draw(sets) for name in STAKED if name not in ("ties", "open_to_all")}
    for name in MORE:
        if name in DATES:
            changes[name] = draw(st.none() | days)
        elif name in TUPLES:
            changes[name] = tuple(sorted(draw(sets)))
    changes["ties"] = frozenset(("proposer", principal(PERSON, one)) for one in draw(sets))
    changes["steps"] = draw(st.sampled_from([(), (("approver", "any", True), ("leader", "2", False))]))
    changes["mode"] = draw(st.sampled_from(["lead", "separate"]))
    changes["cycles"] = draw(st.sampled_from([(), ("2026-Q1",), ("2026-H1", "2026-H2")]))
    return made._replace(**changes)  # type: ignore[arg-type]


@given(states())
def test_what_the_row_keeps_as_text_comes_back_as_it_was(state: State) -> None:
    kept = json.loads(json.dumps(more_of(state)))
    back = more_from(kept)
    for name in MORE:
        if name != "listings":
            assert back.get(name, getattr(State(1, 1, ""), name)) == getattr(state, name), name


@given(states())
def test_the_stakes_give_back_what_only_they_keep(state: State) -> None:
    back = staked(stakes_of(state, KINDS["measure"]))
    for name in ("supporting", "raisers", "hand_people", "hand_units", "led_units", "ties"):
        assert back.get(name, frozenset()) == getattr(state, name), name


@given(states(), ids)
def test_a_changed_state_differs_in_just_what_was_changed(state: State, seq: int) -> None:
    after = with_changes(state, {"seq": seq, "life": "claimed"})
    assert after == state._replace(seq=seq, life="claimed")


def test_every_field_is_kept_in_one_place() -> None:
    assert sorted([*COLUMNS, *MORE, *STAKED]) == sorted(State._fields)


@given(ids, st.sampled_from([PERSON, UNIT, DESK]))
def test_a_principal_says_what_it_is_and_which(number: int, kind: int) -> None:
    one = principal(kind, number)
    assert (principal_kind(one), principal_number(one)) == (kind, number)


def test_a_person_is_also_whose_place_is_taken_and_sits_where_any_hat_is_worn() -> None:
    hats = (
        Hat(1, 11, 101, "member", 1),
        Hat(2, 12, 102, "head", 2),
        Hat(3, 13, 103, "member", 1, branch=True),
    )
    actor = Actor(1, hats, frozenset({2}))
    assert actor.people == {1, 2}
    assert actor.units == {101, 102, 103} and actor.offices == {101, 102}
    assert Actor(None).people == frozenset()
