"""What a reviewer reads of every act is what its row says."""

import os
from pathlib import Path

from tests.matters.acts_by_life import document

PAGE = Path(__file__).parents[2] / "docs" / "acts-by-life.md"


def test_the_printed_acts_by_life_are_what_the_rows_say() -> None:
    made = document()
    if os.environ.get("BIHUAN_WRITE_TABLE"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "run it with BIHUAN_WRITE_TABLE=1 and read what changed"
