"""Units, groups and posts: what the guards read of the house, with nothing open left behind."""

from collections.abc import Mapping
from typing import Any

import pytest

from bihuan.core.loop import establishing as house
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.house import Belongs, NoHouse, Stands
from bihuan.core.state.posts import NoPosts, Term
from tests.core.looking import looking, why

UNITS = {
    1: Stands(1, "办公厅", None, "2020-01-01", None),
    2: Stands(2, "秘书处", 1, "2020-01-01", None),
    3: Stands(3, "文印室", 2, "2020-01-01", None),
    4: Stands(4, "信访处", 1, "2020-01-01", "2025-12-31"),
}


class Known(NoHouse):
    """A small house: what is open with whom."""

    def __init__(self, still: Mapping[int, list[int]] = {}, registers: Mapping[int, list[int]] = {}) -> None:
        self.still, self.registers = still, registers

    def units(self) -> Mapping[int, Stands]:
        return UNITS

    def groups(self) -> Mapping[int, str]:
        return {7: "各处室"}

    def memberships(self, group: int) -> Mapping[int, Belongs]:
        return {70: Belongs(7, 2, "2026-01-01", None), 71: Belongs(7, 3, "2020-01-01", "2025-12-31")}

    def membership(self, one: int) -> Belongs | None:
        return self.memberships(7).get(one)

    def post_unit(self, post: int) -> int | None:
        return {20: 2, 40: 4}.get(post)

    def held_after(self, person: int, day: str) -> list[int]:
        return {1: [5], 2: [5, 6]}.get(person, [])

    def open_with_unit(self, unit: int) -> list[int]:
        return self.still.get(unit, [])

    def open_with_person(self, person: int) -> list[int]:
        return self.still.get(person, [])

    def looks_after(self, unit: int) -> list[int]:
        return self.registers.get(unit, [])


class Held(NoPosts):
    def appointment(self, one: int) -> Term | None:
        return {5: Term(1, 20, "2020-01-01", None), 6: Term(2, 20, "2020-01-01", None)}.get(one)


def said(
    guard: Any, known: NoHouse | None = None, *, snap: Mapping[str, Any] = {}, **facts: Any
) -> str | None:
    found = known or Known()
    return why(guard, looking(facts=facts, snap={"house_of": lambda: found, "posts": Held(), **snap}))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": "秘书处", "from_on": "2026-01-01"}, "unit_of_that_name"),
        ({"name": "秘 书处", "from_on": "2019-01-01"}, "unit_of_that_name"),
        ({"name": "信访处", "from_on": "2025-12-31"}, "unit_of_that_name"),
        ({"name": "信访处", "from_on": "2026-01-01"}, None),
        ({"name": "新的处", "from_on": "2026-01-01"}, None),
        ({"unit": 2, "name": "秘书处"}, None),
        ({"unit": 2, "name": "办公厅"}, "unit_of_that_name"),
        ({"unit": 2, "name": "信访处"}, "unit_of_that_name"),
        ({"unit": 2, "place": 3}, None),
    ],
)
def test_no_two_units_of_one_name_stand_at_one_time(facts: dict[str, Any], code: str | None) -> None:
    assert said(house.unit_name_free, **facts) == code
    assert said(house.unit_name_free, snap={"within": True}, **facts) == code, "by the program neither"


@pytest.mark.parametrize(
    ("name", "code"), [("各处室", "group_of_that_name"), ("各 处室", "group_of_that_name"), ("各支部", None)]
)
def test_no_two_groups_have_one_name(name: str, code: str | None) -> None:
    assert said(house.group_name_free, name=name) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"unit": 1, "above": 1}, "unit_under_itself"),
        ({"unit": 1, "above": 2}, "unit_under_itself"),
        ({"unit": 1, "above": 3}, "unit_under_itself"),
        ({"unit": 3, "above": 1}, None),
        ({"unit": 3, "above": 4}, "unit_has_ended"),
        ({"above": 4, "from_on": "2025-06-01"}, "unit_has_ended"),
        ({"above": 9}, "not_found"),
        ({"unit": 3}, None),
    ],
)
def test_the_tree_of_units_has_no_loop(facts: dict[str, Any], code: str | None) -> None:
    assert said(house.under_what_stands, **facts) == code


def test_what_ended_takes_nothing_in() -> None:
    assert said(house.unit_stands, unit=4) == "unit_has_ended" and said(house.unit_stands, unit=2) is None
    assert said(house.unit_stands, unit=9) == "not_found"
    assert said(house.unit_stands, unit=9, snap={"actor": SYSTEM}) is None, "made in the same book"
    assert said(house.post_stands, post=20, from_on="2026-01-01") is None
    assert said(house.post_stands, post=40, from_on="2026-01-01") == "unit_has_ended"
    assert said(house.post_stands, post=99, from_on="2026-01-01") == "not_found"


def test_a_unit_ends_after_it_began_not_later_than_it_did_and_not_into_itself() -> None:
    for facts, code in (
        ({"unit": 2, "to_on": "2026-12-31"}, None),
        ({"unit": 2, "to_on": "2019-12-31"}, "ends_too_soon"),
        ({"unit": 4, "to_on": "2026-01-01"}, "ends_later"),
        ({"unit": 2, "to_on": "2026-12-31", "successor": 2}, "unit_under_itself"),
        ({"unit": 9, "to_on": "2026-12-31"}, "not_found"),
    ):
        assert said(house.unit_ends_sooner, **facts) == code, facts


def test_a_unit_with_something_open_stays_whoever_follows_it() -> None:
    open_, office = Known(still={2: [50, 51]}), Known(registers={2: [60]})
    for more in ({}, {"successor": 1}):
        assert said(house.nothing_open_with_unit, open_, unit=2, **more) == "unit_has_open"
        assert said(house.nothing_open_with_unit, office, unit=2, **more) == "unit_looks_after"
    assert said(house.nothing_open_with_unit, open_, unit=1) is None
    assert said(house.nothing_open_with_unit, open_, unit=2, snap={"within": True}) is None
    assert said(house.nothing_open_with_unit, open_, unit=2, snap={"granted": True}) == "unit_has_open"


def test_all_that_is_open_is_counted_and_what_is_in_sight_is_named() -> None:
    known = Known(still={2: [50, 51, 52, 53, 54]})
    snap = {"house_of": lambda: known, "in_sight": lambda matters: set(matters) - {50}}
    reason = house.nothing_open_with_unit(looking(facts={"unit": 2}, snap=snap))
    assert reason and reason.about["open"] == 5 and reason.about["matters"] == (51, 52, 53)


def test_the_last_post_of_somebody_with_something_open_does_not_end() -> None:
    known = Known(still={1: [50], 2: [51]})
    assert said(house.nothing_open_with_person, known, appointment=5, to_on="2026-03-02") == "person_has_open"
    assert said(house.nothing_open_with_person, known, appointment=6, to_on="2026-03-02") is None, "5 is left"
    assert said(house.nothing_open_with_person, Known(), appointment=5, to_on="2026-03-02") is None
    assert said(house.nothing_open_with_person, known, appointment=9, to_on="2026-03-02") is None


def test_a_unit_is_in_a_group_once_at_a_time() -> None:
    for unit, since, code in (
        (2, "2026-03-02", "in_group_already"),
        (3, "2026-01-01", None),
        (3, "2025-12-31", "in_group_already"),
    ):
        assert said(house.joins_once, group=7, unit=unit, from_on=since) == code
    assert said(house.leaves_sooner, member=70, to_on="2026-03-02") is None
    assert said(house.leaves_sooner, member=70, to_on="2025-03-02") == "ends_too_soon"
    assert said(house.leaves_sooner, member=71, to_on="2026-01-01") == "ends_later"
    assert said(house.leaves_sooner, member=99, to_on="2026-01-01") == "not_found"
