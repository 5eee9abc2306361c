"""The searches in which posts change can fail: without one rule, what breaks it is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.loop import absences, deciding, desks
from tests.theorem.case import Case
from tests.theorem.cast import Cast
from tests.theorem.changing_posts import (
    AWAY,
    CHANGING,
    MERGED,
    NEW_DESK,
    NEW_HEAD,
    NEW_HOLDERS,
    RENAMED,
)
from tests.theorem.office import Office
from tests.theorem.roster import Roster
from tests.theorem.search import Found, search
from tests.theorem.worlds import World

pytestmark = pytest.mark.exhaustive
Change = Callable[[Act], Act]


def case_of(cast: Cast) -> Case:
    return next(one for one in CHANGING if one.cast is cast)


def searched(case: Case, until: str, put: Callable[[World], None] = lambda world: None) -> Found:
    scenario = case.scenario()
    worlds = case.begin(case.cast, scenario)
    for world in worlds:
        put(world)
    return search(worlds, scenario, until=until)


def without(guard: object) -> Change:
    return lambda act: replace(act, needs=tuple(one for one in act.needs if one is not guard))


def anyone(act: Act) -> Act:
    return replace(act, never_by=None)


RULES = (
    (NEW_DESK, "register.set_desk", without(desks.desk_by_two), "desk_set was done by one alone"),
    (NEW_DESK, "request.approve", without(desks.not_appointed_by_it), "was confirmed by whom it appoints"),
    (NEW_DESK, "measure.verify", anyone, "the checker had a hand"),
    (NEW_DESK, "measure.sign_off", without(deciding.checked_by_another), "and approver are one person"),
    (NEW_HOLDERS, "people.appoint", without(desks.post_by_two), "appointed was done by one alone"),
    (NEW_HEAD, "measure.sign_off", anyone, "the approver had a hand"),
    (MERGED, "measure.sign_off", without(deciding.still_foreign), "the checker, at the end, had a hand"),
    (AWAY, "people.declare_absence", without(absences.stand_in_by_two), "was done by one alone"),
    (AWAY, "measure.sign_off", without(deciding.checked_by_another), "and approver are one person"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule[0].name}: {rule[1]}, {rule[3]}")
def test_what_breaks_a_rule_is_found_when_it_is_taken_away(rule: tuple[Any, ...]) -> None:
    cast, row, change, expected = rule
    kind, _, name = row.partition(".")

    def put(world: World) -> None:
        old = world.store.kinds[kind]
        acts = tuple(change(act) if act.name == name else act for act in old.acts)
        assert acts != old.acts, "the mutation changed nothing"
        world.store.kinds = {**world.store.kinds, kind: replace(old, acts=acts)}

    found = searched(case_of(cast), expected, put)
    assert found.wrong, f"nothing found in {found.worlds} worlds"
    assert expected in "; ".join(found.wrong[-1][0])


def test_who_went_over_is_found_when_only_the_posts_of_today_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sat in the office that did the work verifies it from a new post."""
    every = Office.seats

    def of_today(store: Office, people: frozenset[int]) -> Any:
        return [one for one in every(store, people) if (one.to_on or date.max) >= store.today]

    monkeypatch.setattr(Office, "seats", of_today)
    found = searched(case_of(NEW_HOLDERS), "had a hand")
    assert found.wrong and "the checker had a hand" in "; ".join(found.wrong[-1][0])


def test_a_checker_of_the_successor_is_found_when_nobody_knows_what_units_became(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Roster, "_hanging", lambda roster, unit: {unit})
    found = searched(case_of(MERGED), "the checker had a hand")
    assert found.wrong and "the checker had a hand" in "; ".join(found.wrong[-1][0])


def test_nobody_can_go_on_where_nobody_sits_in_the_unit_and_it_is_not_transferred() -> None:
    """Everybody leaves it, and no other unit takes it up."""
    leave = replace(RENAMED, may=tuple(one for one in RENAMED.may if one.act == "end_appointment"))
    case = replace(case_of(RENAMED), cast=leave)
    left = case.acts["measure"].replace("request_transfer", "")
    found = searched(replace(case, acts={**case.acts, "measure": left}), "nothing")
    assert found.stuck and not found.wrong and not found.cut


def test_a_unit_is_what_it_was_and_what_it_became_and_no_other() -> None:
    """Two units that go over into a third: for the witness each is the third, but neither is the other."""
    roster = replace(Roster({}, (), NEW_DESK.desk), became=((1, 3), (2, 3), (3, 4)))
    assert roster._line(1) == {1, 3, 4} and roster._line(4) == {1, 2, 3, 4} and roster._line(2) == {2, 3, 4}
    assert roster._hanging(1) == {1, 2, 3, 4}
