"""What a reviewer reads of every act is what its row says."""

from tests.matters.acts_by_life import document
from tests.printed import ANEW, printed


def test_the_printed_acts_by_life_are_what_the_rows_say() -> None:
    made = document()
    assert printed("acts-by-life.md", made) == made, ANEW
