"""The permission table that a reviewer reads is what the acts say, and leaves none of them out."""

import pytest

from tests.matters.permission_table import table, unseen
from tests.printed import ANEW, printed

pytestmark = pytest.mark.django_db


def test_the_printed_permission_table_is_what_the_acts_say() -> None:
    made = table()
    assert printed("permission-table.md", made) == made, ANEW


def test_every_act_that_people_may_do_stands_in_the_table() -> None:
    table()
    assert not unseen()
