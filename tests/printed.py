"""Documents that a reviewer reads and a test writes: each test holds one against what makes it."""

import os
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
ANEW = "run it with BIHUAN_WRITE_TABLE=1 and read what changed"


def printed(name: str, made: str) -> str:
    """The document as it stands; written anew first, where that is asked for."""
    page = DOCS / name
    if os.environ.get("BIHUAN_WRITE_TABLE"):
        page.write_text(made, encoding="utf-8")
    return page.read_text(encoding="utf-8")
