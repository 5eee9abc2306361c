"""The permission table that a reviewer reads is what the acts say, and leaves none of them out."""

import os
from pathlib import Path

import pytest

from tests.matters.permission_table import table, unseen

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs" / "permission-table.md"


def test_the_printed_permission_table_is_what_the_acts_say() -> None:
    made = table()
    if os.environ.get("BIHUAN_WRITE_TABLE"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "run it with BIHUAN_WRITE_TABLE=1 and read what changed"


def test_every_act_that_people_may_do_stands_in_the_table() -> None:
    table()
    assert not unseen()
