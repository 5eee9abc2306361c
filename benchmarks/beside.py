"""This checkout beside another one, asked the same in turns, so that the machine's moods fall on both.

    .venv/bin/python -m benchmarks.beside OTHER_CHECKOUT OTHER_VAR OUR_VAR [pages | http]

Each has a database of its own, filled by `bihuan fill --matters 100000` (or as many as BIHUAN_BENCH_LARGE
says); asking writes sessions into both. A file `database_url` in a VAR names a PostgreSQL in its stead.
`pages`: the median of a whole request inside the server, by the clock and of the processor (which tells the
truth on a busy machine), and of its rendering with the rail already made; the ratio of ours to theirs.
`http`: four clients on default settings, lists a second, and the memory of all processes.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.clients import asked_by_all

ROOT = Path(__file__).resolve().parents[1]
TURNS, EACH, WARM = 24, 5, 8
SECONDS = 8.0
MEASURED = {"whole": "", "processor": ", processor", "rendering": ", rendering"}
LISTS = ("register, under way, by due", "register, overdue, by due", "register, problems by number")


def main(theirs: str, their_var: str, our_var: str, what: str = "pages") -> None:
    """Print one line a figure: theirs, ours, ours to theirs."""
    sides = ((Path(theirs), their_var), (ROOT, our_var))
    if what == "pages":
        _pages(*sides)
    else:
        _http(*sides)


Side = tuple[Path, str]


def _environment(var: str, **more: str) -> dict[str, str]:
    settings = {"BIHUAN_VAR": var, "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
    named = Path(var) / "database_url"
    elsewhere = {"DATABASE_URL": named.read_text().strip()} if named.exists() else {}
    return {**os.environ, **settings, **elsewhere, **more}


class Asked:
    """One checkout in a process of its own, told over a pipe which page to ask how often."""

    def __init__(self, side: Side) -> None:
        root, var = side
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "benchmarks" / "answering.py"],
            cwd=root, env=_environment(var, PYTHONPATH=str(root)), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.about: dict[str, Any] = self._answer()

    def ask(self, page: str, times: int) -> dict[str, list[float]]:
        """The times of so many requests, in ms, whole and rendering alone."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([page, times]) + "\n")
        self.process.stdin.flush()
        return dict(self._answer())

    def _answer(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        """Stop asking."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def _pages(*sides: Side) -> None:
    both = [Asked(side) for side in sides]
    for page in both[0].about["paths"]:
        for one in both:
            one.ask(page, WARM)
        times: list[dict[str, list[float]]] = [{name: [] for name in MEASURED} for _ in both]
        for _ in range(TURNS):
            for one, kept in zip(both, times, strict=True):
                for name, found in one.ask(page, EACH).items():
                    kept[name] += found
        for name, said in MEASURED.items():
            old, new = (statistics.median(kept[name]) for kept in times)
            _print(f"{page}{said}", old, new, "ms")
    for one in both:
        one.end()


def _http(*sides: Side) -> None:
    rates: list[list[float]] = [[], []]
    weights = [0.0, 0.0]
    for turn in range(2):
        for place, side in enumerate(sides):
            rate, weighs = _served(side, 18_300 + 2 * turn + place)
            rates[place].append(rate)
            weights[place] = max(weights[place], weighs)
    _print("lists a second, four clients", *(statistics.mean(found) for found in rates), "1/s")
    _print("memory of all processes after", *weights, "MB")


def _served(side: Side, port: int) -> tuple[float, float]:
    """(lists a second, memory after) of one checkout on its default settings."""
    from benchmarks.serving import weight

    asked = Asked(side)
    asked.end()
    paths, cookie = asked.about["paths"], asked.about["cookie"]
    lists = [paths[name] for name in LISTS]
    with _running(side, port) as process:
        asked_by_all(port, list(paths.values()), cookie, 1.0)  # every page once, before the clock runs
        count, seconds = asked_by_all(port, lists, cookie, SECONDS)
        return count / seconds, weight(process)


@contextmanager
def _running(side: Side, port: int) -> "Iterator[subprocess.Popen[bytes]]":
    from tests.live import until_well

    root, var = side
    command = [sys.executable, "-m", "bihuan.config.serve"]
    process = subprocess.Popen(command, cwd=root, env=_environment(var, PORT=str(port), PYTHONPATH=str(root)))
    try:
        until_well(f"http://127.0.0.1:{port}", process)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _print(name: str, old: float, new: float, unit: str) -> None:
    sys.stdout.write(f"{name:45} {old:8.2f} {new:8.2f} {unit:4} {new / old:.2f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
