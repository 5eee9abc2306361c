"""A kind is one folder and one line: what the document says is what runs, and nothing else was touched."""

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from bihuan.config import settings as house
from bihuan.matters.kinds import kinds, listed_kinds
from tests.house.tree import ROOT, files
from tests.toy.documents import ACT, KIND, code_of, line_of
from tests.toy.scenes import HANDLER, OFFICE, Toy, must_be_whole


def digest() -> str:
    """Of every file of the house's own."""
    found = hashlib.sha256()
    for path in (one for one in files() if one.parts[0] == "bihuan"):
        found.update(str(path).encode() + b"\0" + (ROOT / path).read_bytes())
    return found.hexdigest()


BEFORE = digest()


def test_the_kind_is_there_by_one_line_in_the_settings(room: Path) -> None:
    assert {"proposal", "view"} <= kinds().keys()
    assert [kind.name for kind in listed_kinds()][-1] == "proposal"
    assert [line for line in settings.KINDS if line not in house.KINDS] == [line_of()]


@pytest.mark.django_db
def test_one_folder_and_one_line_are_touched_and_nothing_else(room: Path) -> None:
    toy = Toy()
    state = toy.proposal("filed")
    must_be_whole(state.id)
    assert toy.page(OFFICE, f"/r/{toy.made.register}/") and toy.page(HANDLER, f"/m/{state.id}/")
    made = [path.name for path in room.iterdir() if path.name != "__pycache__"]
    assert sorted(made) == ["__init__.py", "kind.py"]
    assert (room / "__init__.py").read_text() == ""
    assert len(set(settings.KINDS) - set(house.KINDS)) == 1
    assert digest() == BEFORE, "a file of the house was changed for the toy"


def test_the_house_does_not_know_the_toy(room: Path) -> None:
    """Neither its kinds nor its own words stand anywhere in the code of the house."""
    knowing = [
        str(path)
        for path in files()
        if path.parts[0] == "bihuan"
        and path.suffix == ".py"
        and any(
            isinstance(node, ast.Constant) and node.value in ("proposal", "proposer", "handler", "hand_to")
            for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        )
    ]
    assert not [one for one in knowing if not one.endswith("core/words/terms.py")], knowing


def test_the_tables_of_the_document_are_pure(room: Path) -> None:
    """Neither Django nor a room nor a clock: `kind.py` is data."""
    nodes = list(ast.walk(ast.parse(code_of(KIND))))
    assert not [node for node in nodes if isinstance(node, ast.Import)]
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert all(one == "dataclasses" or one.startswith("bihuan.core.") for one in modules)


@pytest.mark.parametrize("documents", [(KIND,), (KIND, ACT)], ids=["a kind", "an act"])
def test_the_code_of_the_documents_is_laid_out_as_the_house_lays_it_out(documents: tuple[Path, ...]) -> None:
    code = code_of(*documents)
    name = ("--stdin-filename", "bihuan/rooms/proposals/kind.py", "-")
    for command in (("check", "-q"), ("format", "--diff", "-q")):
        ruff = [sys.executable, "-m", "ruff", *command, *name]
        done = subprocess.run(ruff, cwd=ROOT, input=code, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    assert code.count("\n") < 400


def test_both_documents_are_led_to_from_the_first_page_to_read() -> None:
    reading = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    assert f"({KIND.name})" in reading and f"({ACT.name})" in reading
