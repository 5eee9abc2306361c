"""The code that stands in docs/adding-a-kind.md and docs/adding-an-act.md, as a room in its own folder."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bihuan.rooms
from tests.house.tree import ROOT
from tests.kinds import declared

KIND, ACT = ROOT / "docs/adding-a-kind.md", ROOT / "docs/adding-an-act.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
LINE = re.compile(r'^    "(bihuan\.rooms\.\w+\.kind\.KINDS)",$', re.M)


def code_of(*documents: Path) -> str:
    """The blocks of these documents, one after the other."""
    blocks = [block for one in documents for block in BLOCK.findall(one.read_text(encoding="utf-8"))]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def line_of(document: Path = KIND) -> str:
    """The one line that the document adds to `settings.KINDS`."""
    (line,) = LINE.findall(document.read_text(encoding="utf-8"))
    return str(line)


@contextmanager
def room_of(code: str, place: Path, line: str) -> Iterator[Path]:
    """A room with this `kind.py` among the rooms of the house, its folder elsewhere; one line names it."""
    name = line.split(".")[2]
    folder = place / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "kind.py").write_text(code, encoding="utf-8")
    bihuan.rooms.__path__.append(str(place))
    try:
        with declared(line):
            yield folder
    finally:
        bihuan.rooms.__path__.remove(str(place))
        for module in [one for one in sys.modules if one.startswith(f"bihuan.rooms.{name}")]:
            del sys.modules[module]
