"""Decisions on paper: which of those that wait is meant."""

from bihuan.core.state.papers import MEETING, Paper, paper_of

ONE = Paper(5, "verify", 3, MEETING, (4,), "{}", False, "2026-03-01")
OTHER = ONE._replace(seq=6)


def test_where_none_is_named_the_only_one_is_meant() -> None:
    assert paper_of((ONE,), None) == ONE
    assert paper_of((ONE, OTHER), None) is None and paper_of((), None) is None
    assert paper_of((ONE, OTHER), 6) == OTHER and paper_of((ONE,), 6) is None
