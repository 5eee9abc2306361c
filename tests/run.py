"""`bin/test`: the suite on SQLite, then what touches a database again on PostgreSQL.

Arguments go to pytest.

With DATABASE_URL set, that database's server is used, once, for everything.
"""

import os
import signal
import subprocess
import sys

from tests.postgres import server

NOTHING_RAN = 5


def main(arguments: list[str]) -> int:
    """The worst exit status of the runs. A second run that finds nothing to do again is no failure."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not any(word.startswith(("-n", "--numprocesses", "--pdb", "-s", "-p")) for word in arguments):
        arguments = ["-n", "2", "--dist", "worksteal", *arguments]
    if os.environ.get("DATABASE_URL"):
        return suite("the database of DATABASE_URL", arguments, {})
    first = suite("SQLite", arguments, {})
    if first not in (0, 1, NOTHING_RAN):
        return first
    with server(durable=False) as url:
        second = suite("PostgreSQL", arguments, {"DATABASE_URL": url, "BIHUAN_TESTS_ONLY": "database"})
    return first or (0 if second == NOTHING_RAN else second)


def suite(on: str, arguments: list[str], environment: dict[str, str]) -> int:
    """One run of pytest in a process of its own."""
    print(f"=== {on} ===", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
