"""`bihuan …`"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bihuan.config import cli
from tests.live import ROOT


def bihuan(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "bihuan.config.cli", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )


def test_an_unknown_command_lists_the_known_ones_on_one_line() -> None:
    done = bihuan("ledgr", "read")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "ledger read, ledger import" in done.stderr


@pytest.mark.parametrize("words", [words for words in cli.COMMANDS if words != ("django",)], ids=" ".join)
def test_every_command_says_how_it_is_called(words: tuple[str, ...]) -> None:
    done = bihuan(*words, "--help")
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout


@pytest.mark.parametrize(
    "words", [("ledger", "read", "--help"), ("verify", "--help"), ("verify", "--export", "no")]
)
def test_commands_on_the_core_alone_import_no_django(words: tuple[str, ...]) -> None:
    code = (
        "import sys; from bihuan.config import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_database_address_that_is_none_is_said_in_one_line() -> None:
    done = bihuan("django", "check", DATABASE_URL="mysql://here/there")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "DATABASE_URL must be" in done.stderr


def test_a_database_that_does_not_answer_is_said_in_one_line() -> None:
    done = bihuan("prepare", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_our_own_mistakes_keep_their_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.COMMANDS, ("break",), cli.Command("tests.config.test_cli:broken", django=False))
    with pytest.raises(ZeroDivisionError):
        cli.main(["break"])


def test_what_a_command_answers_is_its_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.COMMANDS, ("ask", "twice"), cli.Command("tests.config.test_cli:no", django=False))
    assert cli.main(["ask", "twice", "or", "thrice"]) == 2
    assert cli.main(["ask"]) == cli.WRONG


def test_it_can_be_called_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run([ROOT / "bin" / "bihuan"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there are" in done.stderr


def broken(argv: list[str]) -> int:
    """A command with a mistake in it."""
    return len(argv) // 0


def no(argv: list[str]) -> int:
    """A command that answers with the number of its words."""
    return len(argv)
