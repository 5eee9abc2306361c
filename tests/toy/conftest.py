"""The toy: a kind made of one folder and one line, for as long as a test runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.toy.documents import KIND, code_of, line_of, room_of
from tests.world import NOON


@pytest.fixture(autouse=True)
def room(tmp_path: Path) -> Iterator[Path]:
    """The folder of the room that docs/adding-a-kind.md writes."""
    with room_of(code_of(KIND), tmp_path, line_of()) as folder:
        yield folder


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock at their edge; here it stands at the world's day."""
    for edge in ("reader", "submit"):
        monkeypatch.setattr(f"bihuan.matters.pages.{edge}.now", lambda: NOON + 900_000_000)
