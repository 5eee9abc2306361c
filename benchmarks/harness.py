"""`bin/bench [NAME…]`: runs benchmarks/NAME.py and prints one line of JSON per figure.

A benchmark is a module with `run() -> Iterable[Figure]`. It runs in a process of its own, once on a
fresh SQLite file and once on a fresh PostgreSQL (both as durable as in production), with Django set
up and the tables made; `ON = ("sqlite",)` chooses, `ON = ()` means that it needs no database. It may
read DATABASE_URL and BIHUAN_VAR and start servers of its own. Exit status 1 if any of them failed.
"""

import contextlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import benchmarks

ROOT = Path(__file__).resolve().parents[1]
BOTH = ("sqlite", "postgresql")
NOT_MEASURED = {
    "harness",
    "figure",
    "beside",
    "answering",
    "clients",
    "burst",
    "office",
    "servers",
    "trickle",
}


def names() -> list[str]:
    """Every benchmark there is."""
    return sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in NOT_MEASURED
    )


def main(arguments: list[str]) -> int:
    """Run the named ones, or all."""
    if arguments[:1] == ["--one"]:
        return measure(arguments[1], arguments[2] if len(arguments) > 2 else None)
    unknown = set(arguments) - set(names())
    if unknown:
        sys.stderr.write(f"bench: no {', '.join(sorted(unknown))}; there are: {', '.join(names())}\n")
        return 2
    statuses = [run(name, database) for name in arguments or names() for database in databases(name)]
    return int(any(statuses))


def databases(name: str) -> tuple[str | None, ...]:
    """On what a benchmark runs."""
    return getattr(import_module(f"benchmarks.{name}"), "ON", BOTH) or (None,)


def run(name: str, database: str | None) -> int:
    """One benchmark on one database, from nothing to nothing."""
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as folder, address(database, folder) as url:
        environment = {**os.environ, "BIHUAN_VAR": folder, "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        command = [
            sys.executable,
            "-m",
            "benchmarks.harness",
            "--one",
            name,
            *([database] if database else []),
        ]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


@contextlib.contextmanager
def address(database: str | None, folder: str) -> Iterator[str | None]:
    """The DATABASE_URL of a new database."""
    if database == "postgresql":
        from tests.postgres import server

        with server(durable=True) as url:
            yield url
    else:
        yield f"sqlite:///{folder}/bihuan.sqlite3" if database else None


def measure(name: str, database: str | None) -> int:
    """In the benchmark's own process: make the tables, run it, print as the figures come."""
    if database:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)

        from bihuan.config import installation

        installation.claim()  # with a key, so that servers believe the sign-ins that are made here
    for figure in import_module(f"benchmarks.{name}").run():
        sys.stdout.write(json.dumps(figure.as_json(database), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
