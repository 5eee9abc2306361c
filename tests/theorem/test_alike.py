"""Trying once what stands alike loses nothing: the same worlds are met, the same is wrong or stuck."""

from dataclasses import replace
from typing import Any

import pytest

from bihuan.core.acts.kind import Kind
from tests.memory import KINDS
from tests.theorem.beginnings import GROUP
from tests.theorem.cast import PLAIN, STAND_INS, TWINS, TWO_HATS, Cast
from tests.theorem.scenarios import CHAIN, MEASURE, Case, begins
from tests.theorem.search import LEAVES_NO_NAME, Found, moves, opened, search, tried
from tests.theorem.worlds import Keys, World

pytestmark = pytest.mark.exhaustive
ALONE = {"measure": CHAIN}


def searched(cast: Cast, *, one_for_all: bool, kinds: dict[str, Kind] = KINDS) -> Found:
    case = Case("a measure", cast, begins(MEASURE), ALONE, 0, behalf=True)
    scenario = replace(case.scenario(), one_for_all=one_for_all)
    worlds = case.begin(cast, scenario)
    for world in worlds:
        world.store.kinds = kinds
    return search(worlds, scenario)


TELL_APART = Keys(disputes=False)
"""As these searches tell worlds apart: nobody disputes anything in them."""


def keys(worlds: list[World]) -> set[object]:
    return {TELL_APART.key(world, TELL_APART.told(world, {})) for world in worlds}


@pytest.mark.parametrize("cast", [PLAIN, TWINS], ids=lambda cast: cast.name)
def test_the_same_worlds_are_met(cast: Cast) -> None:
    every, fewer = (searched(cast, one_for_all=one) for one in (False, True))
    assert keys(every.met) == keys(fewer.met)
    assert fewer.worlds < every.worlds and fewer.moves < every.moves
    assert every.happened.keys() == fewer.happened.keys()
    assert not (every.wrong or fewer.wrong or every.stuck or fewer.stuck)


@pytest.mark.parametrize("cast", [TWO_HATS, TWINS], ids=lambda cast: cast.name)
def test_the_same_is_wrong_when_a_rule_is_gone(cast: Cast) -> None:
    acts = (replace(act, never_by=None) if act.name == "verify" else act for act in KINDS["measure"].acts)
    kinds = {**KINDS, "measure": replace(KINDS["measure"], acts=tuple(acts))}
    every, fewer = (searched(cast, one_for_all=one, kinds=kinds) for one in (False, True))
    assert said(every) == said(fewer) != set()


def test_nobody_can_go_on_in_the_same_worlds() -> None:
    """Without anybody who may approve, what was verified is stuck, however it is searched."""
    acts = tuple(
        replace(act, by=("granted",)) if act.name == "sign_off" else act for act in KINDS["measure"].acts
    )
    kinds = {**KINDS, "measure": replace(KINDS["measure"], acts=acts)}
    every, fewer = (searched(PLAIN, one_for_all=one, kinds=kinds) for one in (False, True))
    assert fewer.stuck
    assert keys(every.stuck) == keys(fewer.stuck)


WHOEVER = (
    (
        MEASURE,
        {"measure": f"{CHAIN} return_wrong_unit request_transfer", "request": "approve"},
        {"receive", "return_wrong_unit", "send_back"},
    ),
    (
        ("measure", "take_over", GROUP, 0),
        {"part": "receive report countersign verify send_back return_part"},
        {"receive", "send_back", "return_part"},
    ),
)


@pytest.mark.parametrize("whoever", WHOEVER, ids=lambda one: one[0][1])
def test_what_leaves_no_name_leads_to_the_same_whoever_does_it(whoever: tuple[Any, ...]) -> None:
    """Everybody is let try what in a search only the first does: all come to one world."""
    opening, acts, expected = whoever
    scenario = Case("whoever does it", PLAIN, begins(opening), acts, 0, most=250).scenario()
    found, several = search([opened(PLAIN, opening)], scenario), set()
    for world in found.met:
        came: dict[tuple[str, int, str], list[object]] = {}
        for move in moves(world, scenario):
            after = tried(world, move, scenario, found) if move.act in LEAVES_NO_NAME else None
            if after is not None:
                came.setdefault((move.act, move.matter, str(move.facts)), []).append(*keys([after]))
        assert all(len(set(there)) == 1 for there in came.values()), world.trace()
        several |= {act for (act, *_), there in came.items() if len(there) > 1}
    assert several == expected and not found.wrong


def test_who_can_take_each_others_place() -> None:
    assert TWINS.alike() == ((1, 6),)
    assert PLAIN.alike() == STAND_INS.alike() == ()


def said(found: Found) -> set[str]:
    """What was wrong, without whom it was about."""
    return {one.partition(":")[0] for wrong, _ in found.wrong for one in wrong}
