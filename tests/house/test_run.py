"""What `bin/test` runs for which words, and what `.ci/run` asks of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import run
from tests.house.tree import ROOT

ONE = "tests/house/test_run.py"
IN_TWO = ["-n", "2", "--dist", "worksteal"]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """Every run of pytest that would have been: on what, with which additions to the environment."""
    seen: list[tuple[str, dict[str, str]]] = []

    def suite(on: str, words: list[str], environment: dict[str, str]) -> int:
        seen.append((on, environment))
        return 0

    @contextmanager
    def server() -> Iterator[str]:
        yield "postgresql://here"

    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    monkeypatch.setattr(run, "suite", suite)
    monkeypatch.setattr(run, "server_with_template", server)
    return seen


@pytest.mark.parametrize("words", [[], ["-q"], ["-k", "rules"], ["-k", "tests"], ["-q", "-m", "exhaustive"]])
def test_without_a_path_everything_runs_on_both_databases(
    words: list[str], ran: list[tuple[str, dict[str, str]]]
) -> None:
    assert run.main(words) == 0
    assert [on for on, _ in ran] == ["SQLite", "PostgreSQL"]
    assert not any("BIHUAN_TESTS_EXHAUSTIVE" in environment for _, environment in ran)


@pytest.mark.parametrize("words", [[ONE], ["tests/rules", "-q"], ["-k", "one", f"{ONE}::test_one"]])
def test_a_path_runs_on_one_database_unless_both_are_asked_for(
    words: list[str], ran: list[tuple[str, dict[str, str]]]
) -> None:
    assert run.main(words) == 0
    assert [on for on, _ in ran] == ["SQLite"]
    assert run.main(["--both", *words]) == 0
    assert [on for on, _ in ran[1:]] == ["SQLite", "PostgreSQL"]
    assert all(environment["BIHUAN_TESTS_EXHAUSTIVE"] == "named" for _, environment in ran)


def test_one_file_needs_no_second_process_and_pytest_gets_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run.planned([ONE, "-k", "a", "--both"]).words == [ONE, "-k", "a"]
    assert run.planned(["tests/rules", "-m", "a"]).words == [*IN_TWO, "tests/rules", "-m", "a"]
    assert run.planned(["-n0", "tests/rules"]).words == ["-n0", "tests/rules"]
    assert run.planned(["-q"]).words == [*IN_TWO, "-q"]


def test_what_must_pass_before_anything_lands_is_all_of_it() -> None:
    (line,) = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if "bin/test" in line]
    words = line.partition("bin/test")[2].partition("<")[0].split()
    assert run.planned(words).both
    assert run.planned(words).whole
    assert not {"-k", "-m", "--ignore", "--deselect"} & set(words)


def collected(*words: str) -> set[str]:
    """The files of which some test would run, when paths were given."""
    environment = {**os.environ, "BIHUAN_TESTS_EXHAUSTIVE": "named"}
    environment.pop("BIHUAN_TESTS_ONLY", None)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return {Path(line.partition("::")[0]).name for line in done.stdout.splitlines() if "::" in line}


SEARCHED = {
    *("test_alike.py", "test_changing_posts.py", "test_exhaustive.py", "test_machine.py"),
    *("test_mutations.py", "test_brought_along.py", "test_without.py"),
}
QUICK = {"test_reach.py", "test_told.py"}  # a list is read, the witness is asked
ABOVE = ["tests", "-k", "theorem or test_bench"]
ABOVE += [
    f"--ignore={path}" for path in sorted(ROOT.glob("tests/*/")) if path.name not in ("theorem", "house")
]
TWO = ("tests/theorem/test_exhaustive.py", "tests/house/test_bench.py")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["tests/theorem"], SEARCHED | QUICK),
        (ABOVE, {"test_bench.py"} | QUICK),
        ([*ABOVE, "-m", "exhaustive"], SEARCHED),
        (TWO, {"test_exhaustive.py", "test_bench.py"}),
        (
            [f"{TWO[0]}::test_no_trace_closes_without_proof_hearing_and_a_foreign_hand"],
            {"test_exhaustive.py"},
        ),
        ([*TWO, "-m", "not exhaustive"], {"test_bench.py"}),
    ],
    ids=["its folder", "a folder above", "the mark", "its file", "a test", "without the mark"],
)
def test_exhaustive_tests_of_a_path_run_when_they_are_asked_for(words: list[str], expected: set[str]) -> None:
    assert collected(*words) == expected
