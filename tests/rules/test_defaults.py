"""The declared rules: complete, sourced, and strict about what may be written."""

import pytest

from bihuan.core.chain.chain import Json, canonical
from bihuan.core.time.dues import EVERY, REST_DAY
from bihuan.rules.defaults import RULES
from bihuan.rules.table import RuleSet, Step
from bihuan.rules.values import why_not


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
        ("immediate_workdays", 10**9),
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
