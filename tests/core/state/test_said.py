"""What somebody is said to have done: who can still object, and who is a hand by hearsay alone."""

from bihuan.core.state.said import Said, grounds_of, open_of, without_grounds

FIRST = Said(5, "progress", 1, 9, grounds=(11, 12))
SECOND = Said(6, "progress", 1, 9, grounds=(11,))
DISPUTED = Said(7, "progress", 1, 9, disputed=True)
ANOTHERS = Said(8, "progress", 2, 9)


def test_open_is_what_is_said_of_these_people_and_nobody_has_objected_to() -> None:
    assert open_of((FIRST, SECOND, DISPUTED, ANOTHERS), [1]) == [FIRST, SECOND]


def test_whoever_is_a_hand_for_sure_is_no_ground_any_more() -> None:
    said = (FIRST, SECOND)
    assert grounds_of(said) == {11, 12}
    assert grounds_of(without_grounds(said, [11])) == {12}
