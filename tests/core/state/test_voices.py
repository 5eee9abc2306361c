"""What raisers said: each word stands by itself, and the hearing is read off those that stand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from bihuan.core.state.voices import (
    Hearing,
    Voice,
    heard_since,
    overruled_by,
    standing,
    unsolved_of,
    voices_from,
    without,
)

UNTIL, LATER = date(2026, 3, 9), date(2026, 3, 10)
ASKED = Hearing(10, (1, 2), UNTIL, sampled=False)
SAMPLED = Hearing(10, (3,), UNTIL, sampled=True)
PEOPLE = some.sampled_from((1, 2, 3))
SAID = some.lists(some.tuples(PEOPLE, some.booleans()), max_size=6).map(
    lambda said: tuple(Voice(place + 8, person, solved) for place, (person, solved) in enumerate(said))
)


def stands(*said: Voice, hearing: Hearing = ASKED, on: date = UNTIL) -> str | None:
    return standing(said, hearing, on)


def test_solved_takes_all_who_were_asked_and_not_solved_one() -> None:
    yes, other, no = Voice(11, 1, solved=True), Voice(12, 2, solved=True), Voice(13, 2, solved=False)
    assert stands() == "asked"
    assert stands(yes) == "asked"
    assert stands(yes, other) == "agreed"
    assert stands(yes, no) == "not_solved"
    assert stands(yes, on=LATER) == "silent"


def test_an_earlier_not_solved_stands_until_its_author_says_otherwise_or_is_overruled() -> None:
    before = Voice(5, 1, solved=False)
    assert stands(before) == "asked", "he is asked anew, and may be content now"
    assert stands(before, on=LATER) == "not_solved", "silence drowns nothing"
    assert stands(before, Voice(11, 1, solved=True), Voice(12, 2, solved=True)) == "agreed"
    assert unsolved_of(overruled_by((before,), 20)) == ()


def test_beside_a_sample_a_not_solved_counts_all_the_same() -> None:
    assert stands(hearing=SAMPLED) == "waived"
    assert stands(Voice(11, 3, solved=False), hearing=SAMPLED) == "not_solved"
    assert stands(*overruled_by((Voice(11, 3, solved=False),), 12), hearing=SAMPLED) == "overruled"


def test_where_nobody_was_asked_nothing_stands() -> None:
    assert stands(Voice(3, 1, solved=True), hearing=Hearing(0, (), None, sampled=False)) is None
    assert stands(hearing=Hearing(10, (), None, sampled=False)) is None


@given(SAID, PEOPLE)
def test_denying_ones_words_leaves_every_other_persons_as_they_were(
    said: tuple[Voice, ...], who: int
) -> None:
    mine = {one.seq for one in said if one.person == who}
    left = without(said, mine)
    assert [one for one in said if one.person != who] == list(left)
    assert set(unsolved_of(left)) == set(unsolved_of(said)) - {who}
    assert set(heard_since(left, 10)) == set(heard_since(said, 10)) - {who}


@given(SAID)
def test_denying_an_overruling_gives_back_exactly_what_it_answered(said: tuple[Voice, ...]) -> None:
    answered = overruled_by(said, 30)
    assert unsolved_of(answered) == ()
    assert without(answered, {30}) == said
    assert voices_from([list(one) for one in answered]) == answered


def test_what_came_over_from_another_matter_is_denied_there() -> None:
    assert without((Voice(0, 1, solved=False),), {0}) == (Voice(0, 1, solved=False),)
