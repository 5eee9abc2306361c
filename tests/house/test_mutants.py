"""The list of mutants: long enough, of the code as it is, and every survivor explained."""

from tests.mutation.chosen import every
from tests.mutation.listed import UNEXPLAINED, listed

LEAST = 200
AGAIN = "Run bin/mutate again, then explain in tests/theorem/mutants.txt whoever survives, or write a test."


def test_enough_mutants_are_listed() -> None:
    assert len(listed()) >= LEAST, f"{len(listed())} mutants are listed. {AGAIN}"


def test_the_list_names_only_mutants_that_exist() -> None:
    gone = sorted(listed().keys() - every().keys())
    assert not gone, f"The code has changed where these were made: {gone}. {AGAIN}"


def test_every_survivor_is_explained_in_a_sentence() -> None:
    open_ = [one for one, it in listed().items() if not it.killed and it.why == UNEXPLAINED]
    assert not open_, f"Nothing notices these, and nobody says why that is harmless: {open_}. {AGAIN}"
