"""Every act of the tables is searched, or it is said why not."""

from tests.theorem.reach import NOT_REACHED, acts, reached
from tests.theorem.scenarios import CASES

AGAIN = "Run python -m tests.theorem.reach."


def test_every_act_is_reached_by_a_search_or_left_out_for_a_reason() -> None:
    silent = sorted(acts() - reached().keys() - NOT_REACHED.keys())
    assert not silent, f"No search reaches these: add them to one (scenarios.py). {AGAIN} {silent}"


def test_nothing_is_left_out_that_is_reached_or_does_not_exist() -> None:
    idle = sorted(NOT_REACHED.keys() & reached().keys() | NOT_REACHED.keys() - acts())
    assert not idle, f"Take these out of NOT_REACHED (reach.py): {idle}"


def test_the_list_is_of_the_acts_and_searches_that_there_are() -> None:
    names = {case.name for case in CASES}
    gone = sorted(act for act, name in reached().items() if act not in acts() or name not in names)
    assert not gone, f"{AGAIN} {gone}"
