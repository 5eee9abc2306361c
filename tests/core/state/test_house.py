"""What is asked of the units and groups of an organisation."""

import pytest

from bihuan.core.state.house import NO_HOUSE, Stands, over, same_name


@pytest.mark.parametrize("other", ["秘书处", " 秘书处", "秘 书 处", "秘书处　"])
def test_blanks_make_no_other_name(other: str) -> None:
    assert same_name("秘书处", other) and not same_name("秘书处", "秘书二处")


def test_neither_width_nor_case_makes_another_name() -> None:
    assert same_name("ＡＢ办", "ab办")


def test_a_unit_stands_on_the_days_between_its_first_and_its_last() -> None:
    unit = Stands(1, "甲", None, "2025-01-01", "2025-12-31")
    assert unit.meets("2025-12-31") and not unit.meets("2026-01-01")
    assert unit.meets("2024-01-01", "2025-01-01") and not unit.meets("2024-01-01", "2024-12-31")


def test_all_that_stands_above_is_found_once_in_a_loop_too() -> None:
    units = {one: Stands(one, str(one), above, "2025-01-01", None) for one, above in ((1, 2), (2, 3), (3, 1))}
    assert over(units, 1) == [1, 2, 3]
    assert over({1: Stands(1, "1", 9, "2025-01-01", None)}, 1) == [1], "what is not there ends it"


def test_of_an_organisation_of_which_nothing_is_known_nothing_is_open() -> None:
    asked = (
        NO_HOUSE.units(),
        NO_HOUSE.groups(),
        NO_HOUSE.memberships(1),
        NO_HOUSE.held_after(1, "2026-01-01"),
    )
    assert not any(asked) and not any((NO_HOUSE.open_with_unit(1), NO_HOUSE.open_with_person(1)))
    assert NO_HOUSE.membership(1) is None and NO_HOUSE.post_unit(1) is None and not NO_HOUSE.looks_after(1)
