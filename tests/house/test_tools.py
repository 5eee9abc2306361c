"""What the tools say: ruff and mypy, as part of the suite, so that nobody needs to remember them."""

import subprocess
import sys

from tests.house.tree import ROOT, python, read

SILENCED = "type: " + "ignore"


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    """A tool of this virtual environment, at the root."""
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)


def test_ruff_finds_nothing() -> None:
    done = run("ruff", "check", "--output-format", "concise")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_code_is_laid_out_by_ruff() -> None:
    done = run("ruff", "format", "--check")
    assert done.returncode == 0, f"Run `.venv/bin/ruff format`:\n{done.stdout}{done.stderr}"


def test_mypy_is_content() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_line_is_kept_from_mypy() -> None:
    silenced = [str(path) for path in python("bihuan") if SILENCED in read(path)]
    assert not silenced, (
        f"Say the type, or ask for it with isinstance; nothing here is left unchecked: {silenced}"
    )
