"""The declared rules: complete, sourced, and strict about what may be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.chain.chain import Json, canonical
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.time.dues import EVERY, REST_DAY
from bihuan.rules.defaults import RULES
from bihuan.rules.table import RuleSet, Step
from bihuan.rules.values import QUORUMS, STEP_BY, bounds, why_not


def test_every_rule_has_words_in_both_languages_and_a_source() -> None:
    for name, one in RULES.items():
        assert one.name == name
        assert all((one.label.zh, one.label.en, one.source)), name
        assert bool(one.unit.zh) == (one.type == "count"), name
        assert "[" in one.source or "product.md" in one.source, f"{name} does not say where it was read"


def test_every_default_is_a_value_that_may_be_written() -> None:
    assert [name for name, one in RULES.items() if why_not(name, one.default)] == []
    assert all(canonical(one.default) for one in RULES.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("immediate_workdays", 5), ("immediate_workdays", 1), ("receipt_workdays", 0),
        ("verified_cycles", 2), ("yellow_workdays", 3), ("hearing_workdays", 5), ("joint_reply_workdays", 5),
        ("wrong_unit_return_workdays", 3), ("plan_days", 10), ("look_back_months", 3),
        ("look_back_share", 100), ("progress_every", "never"),
        ("countersign_required", False), ("stated_due_on_rest_day", "next_workday"),
        ("pause_steps", [["head", "all", False], ["approver", "2", True]]),
        ("working_hours", ["08:00-12:00", "15:00-18:30"]), ("working_hours", ["00:00-24:00"]),
    ],
)  # fmt: skip
def test_it_accepts(name: str, value: Json) -> None:
    assert why_not(name, value) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("no_such_rule", 1), ("immediate_workdays", 0), ("immediate_workdays", -5),
        ("immediate_workdays", "5"), ("immediate_workdays", True), ("immediate_workdays", None),
        ("immediate_workdays", 10**9), ("hearing_workdays", 0), ("hearing_workdays", 2),
        ("verified_cycles", 1), ("spelling_characters", 20), ("look_back_months", 13),
        ("transfer_steps", [["head", "any", False]]), ("transfer_steps", [["lead", "all", True]]),
        ("pause_steps", [["office", "any", False], ["head", "any", False]]),
        ("change_steps", [["verifier", "any", False]]), ("continuing_steps", [["leader", "any", True]]),
        ("batch_approval_steps", [["office", "any", True]]), ("pause_steps", [["approver", "99", False]]),
        ("look_back_share", 101), ("countersign_required", 1), ("countersign_required", "yes"),
        ("stated_due_on_rest_day", "sometimes"), ("stated_due_on_rest_day", ["keep"]),
        ("pause_steps", []), ("pause_steps", "approver"), ("pause_steps", [["nobody", "any", False]]),
        ("pause_steps", [["approver", "0", False]]), ("pause_steps", [["approver", "any"]]),
        ("pause_steps", [["approver", "any", "hands"]]), ("pause_steps", [["approver", ["any"], True]]),
        ("pause_steps", [["approver", "any", False]] * 7),
        ("working_hours", []), ("working_hours", ["12:00-08:00"]), ("working_hours", ["eight to five"]),
        ("working_hours", "08:00-12:00"), ("working_hours", ["08:00-12:00", "11:00-18:00"]),
        ("working_hours", ["08:00-25:00"]), ("working_hours", ["08:99-12:00"]), ("working_hours", [8]),
    ],
)  # fmt: skip
def test_it_refuses_in_both_languages(name: str, value: Json) -> None:
    reason = why_not(name, value)
    assert reason is not None
    assert reason.zh
    assert reason.en


def test_every_bound_is_said_in_both_languages_and_in_the_refusal() -> None:
    for name, one in RULES.items():
        said = bounds(one)
        assert said.zh and said.en, name
        refused = why_not(name, "—" if one.type != "steps" else [["head", "any", False]])
        assert refused is not None, name
        if one.type in ("count", "choice", "steps"):
            assert said.zh in refused.zh and said.en in refused.en, name


def test_every_count_has_a_least_and_a_most_of_its_own() -> None:
    for name, one in RULES.items():
        if one.type == "count":
            assert 0 <= one.least <= one.default <= one.most and one.least < one.most, name
            assert why_not(name, one.least) is None and why_not(name, one.most) is None
            assert why_not(name, one.least - 1) and why_not(name, one.most + 1), name


@given(
    st.sampled_from(sorted(name for name, one in RULES.items() if one.type == "steps")),
    st.lists(st.tuples(st.sampled_from(STEP_BY), st.sampled_from(QUORUMS), st.booleans()), max_size=7),
)
def test_no_rule_that_can_be_set_leaves_the_last_word_to_the_side_that_asks(
    name: str, steps: list[tuple[str, str, bool]]
) -> None:
    if why_not(name, [list(one) for one in steps]) is None:
        by, _, never_by_hands = steps[-1]
        assert by not in DOING_SIDE and by in RULES[name].ends_with
        assert never_by_hands or not RULES[name].apart


def test_choices_of_the_core_are_the_choices_of_the_table() -> None:
    assert set(RULES["stated_due_on_rest_day"].choices) == set(REST_DAY)
    assert set(RULES["cycle_due_on_rest_day"].choices) == set(REST_DAY)
    assert set(RULES["long_term_cycle"].choices) == set(EVERY)


class TestRuleSet:
    def test_without_anything_written_the_defaults_hold(self) -> None:
        rules = RuleSet()
        assert rules["immediate_workdays"] == 5
        assert rules.count("verified_cycles") == 2
        assert rules.yes("countersign_required")
        assert rules.choice("stated_due_on_rest_day") == "keep"
        assert dict(rules).keys() == RULES.keys()
        assert rules.own() == frozenset()

    def test_own_values_come_first(self) -> None:
        rules = RuleSet({"immediate_workdays": 7})
        assert (rules["immediate_workdays"], rules["yellow_workdays"]) == (7, 3)
        assert rules.own() == {"immediate_workdays"}

    def test_steps_are_in_turn(self) -> None:
        assert RuleSet().steps("continuing_steps") == (
            Step("leader", "any", False),
            Step("approver", "any", True),
        )

    def test_a_name_that_is_not_declared_is_an_error_that_says_where_to_add_it(self) -> None:
        with pytest.raises(KeyError, match=r"no_such_rule.*defaults\.py"):
            RuleSet()["no_such_rule"]

    def test_a_value_of_another_type_is_an_error(self) -> None:
        with pytest.raises(TypeError, match="steps"):
            RuleSet().steps("immediate_workdays")
        with pytest.raises(TypeError, match="whole number"):
            RuleSet().count("countersign_required")

    def test_nobody_can_change_what_is_remembered(self) -> None:
        steps = RuleSet()["pause_steps"]
        assert isinstance(steps, tuple)
        assert all(isinstance(step, tuple) for step in steps)
