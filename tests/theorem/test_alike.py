"""Trying once what stands alike loses nothing: the same worlds are met, the same is wrong or stuck."""

from dataclasses import replace

import pytest

from bihuan.core.acts.kind import Kind
from tests.memory import KINDS
from tests.theorem.cast import PLAIN, STAND_INS, TWINS, TWO_HATS, Cast
from tests.theorem.scenarios import CHAIN, MEASURE, Case, begins
from tests.theorem.search import Found, search
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


def test_who_can_take_each_others_place() -> None:
    assert TWINS.alike() == ((1, 6),)
    assert PLAIN.alike() == STAND_INS.alike() == ()


def said(found: Found) -> set[str]:
    """What was wrong, without whom it was about."""
    return {one.partition(":")[0] for wrong, _ in found.wrong for one in wrong}
