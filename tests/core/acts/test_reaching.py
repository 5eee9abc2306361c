"""Where a hand in a matter bars is just where hands are asked for: one walk is the other's way back."""

import pytest

from bihuan.core.acts.reaching import reached
from tests.core.shop import DUE, Shop
from tests.theorem.cast import CHECKER, DOER, A


@pytest.mark.parametrize("merged", [False, True])
def test_just_the_matters_in_which_a_hand_counts_are_reached_from_it(merged: bool) -> None:
    shop = Shop()
    whole, other, apart = (shop.open("problem").id for _ in range(3))
    half = shop.open("problem", split_from=whole).id
    piece = shop.open("problem", split_from=other).id
    measure = shop.open("measure", parent=half)
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    shop.do("receive", measure, DOER)
    shop.do("progress", measure, DOER, progress="在办")
    if merged:
        shop.do("merge", half, CHECKER, into=other, reason="同一件")
    found = {state.id for state in reached(shop.store, measure.id)}
    assert found == {one for one in shop.store.states if DOER in shop.store.hands(one).people}
    assert found == {measure.id, half, whole, *((other, piece) if merged else ())}
    assert apart not in found
