"""`bin/test`: all tests on SQLite, then what touches a database again on PostgreSQL.

Arguments go to pytest. Where they name files or folders, these run on SQLite alone, and the exhaustive tests
only if their own file or folder is named, or `-m` speaks of them; `--both` adds PostgreSQL.

With DATABASE_URL set, that database's server is used, once, for everything.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.postgres import TEMPLATE, server_with_template

NOTHING_RAN = 5
BOTH = "--both"
# Options of pytest whose value is the next word, which is then no path.
VALUED = ("-k", "-m", "-n", "-p", "-o", "-c", "-W", "-r", "--ignore", "--deselect", "--rootdir", "--basetemp")


class Plan(NamedTuple):
    """What is asked for: pytest's words, whether PostgreSQL too, whether the exhaustive tests as well."""

    words: list[str]
    both: bool
    whole: bool


def planned(arguments: list[str]) -> Plan:
    """Read the command line. One file runs in this process's child alone, more in two beside each other."""
    words = [word for word in arguments if word != BOTH]
    named = paths(words)
    alone = len(named) == 1 and named[0].is_file()
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "-s", "-p")) for word in words)
    if not alone and not chosen:
        words = ["-n", "2", "--dist", "worksteal", *words]
    return Plan(words, BOTH in arguments or not named, not named)


def paths(words: list[str]) -> list[Path]:
    """The files and folders that are named, tests in them (`::`) left away."""
    before = ["", *words]
    free = [word for last, word in zip(before, words, strict=False) if last not in VALUED and word[:1] != "-"]
    return [path for word in free if (path := Path(word.partition("::")[0])).exists()]


def main(arguments: list[str]) -> int:
    """The worst exit status of the runs. A second run that finds nothing to do again is no failure."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    plan = planned(arguments)
    chosen = {} if plan.whole else {"BIHUAN_TESTS_EXHAUSTIVE": "named"}
    if os.environ.get("DATABASE_URL"):
        return suite("the database of DATABASE_URL", plan.words, chosen)
    first = suite("SQLite", plan.words, chosen)
    if not plan.both or first not in (0, 1, NOTHING_RAN):
        return first
    with server_with_template() as url:
        on = {"DATABASE_URL": url, "BIHUAN_TESTS_ONLY": "database", "BIHUAN_TESTS_TEMPLATE": TEMPLATE}
        second = suite("PostgreSQL", plan.words, {**chosen, **on})
    return first or (0 if second == NOTHING_RAN else second)


def suite(on: str, words: list[str], environment: dict[str, str]) -> int:
    """One run of pytest in a process of its own."""
    print(f"=== {on} ===", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(command, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
