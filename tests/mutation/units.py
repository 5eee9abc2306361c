"""What can kill a mutant: a test that stands alone or a search of the theorem; what each of them reaches."""

import ast
import builtins
import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pytest

import bihuan.core.acts.book as book
from bihuan.core.acts.act import Act
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.words.reasons import Reason
from tests.house.tree import ROOT
from tests.mutation.tree import MODULES, functions, place_of, recoded
from tests.theorem.scenarios import CASES, Case
from tests.theorem.search import search

PRINTED = ("tests/matters/test_acts_by_life.py", "tests/matters/test_permission_table.py")
"""Hold every row against the printed tables of who may do what, and when: they reach them all."""
TESTS = (
    *("tests/core/acts", "tests/core/loop", "tests/core/state", "tests/core/time"),
    *("tests/story", "tests/rooms/charter", "tests/rooms/batches", "tests/rooms/registers/test_recorded.py"),
    *PRINTED,
)
SEARCH = "theorem: "
RULES = ("bihuan/core", "bihuan/rooms")
PROOFS = ("tests/core", "tests/story", "tests/theorem", "tests/mutation", "tests/matters", "tests/rooms")
MOST_WORLDS = 1_500
"""How far a search goes for a mutant, whatever its own bound is."""


class Unit(NamedTuple):
    """A test or a search: its name, how long it takes, the functions and rows that it reaches."""

    name: str
    seconds: float
    reached: frozenset[str]

    def as_line(self) -> str:
        return json.dumps([self.name, round(self.seconds, 3), sorted(self.reached)]) + "\n"


def from_line(line: str) -> Unit:
    """The reverse of `as_line`."""
    name, seconds, reached = json.loads(line)
    return Unit(name, seconds, frozenset(reached))


class Tests:
    """A plugin of pytest: it collects the tests once, and processes made later run some of them."""

    def __init__(self) -> None:
        self.items: dict[str, pytest.Item] = {}
        self.failed = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        self.when_collected()
        return True

    def when_collected(self) -> None:
        """What is done with them."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def run(self, names: Iterable[str]) -> Iterator[str]:
        """Run these one after the other: the name of each, before it runs and, empty, after it did."""
        wanted = [self.items[name] for name in names]
        for item, following in zip_longest(wanted, wanted[1:]):
            yield item.nodeid
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            yield ""


def found_by(case: Case, most: int = MOST_WORLDS) -> str | None:
    """What a search finds first: what is wrong, or that somebody is stuck; None for nothing."""
    scenario = case.scenario()
    scenario.most_worlds = min(case.most, most)
    try:
        found = search(case.begin(case.cast, scenario), scenario, until="")
    except Exception as failed:  # whatever goes wrong on the way was the mutant's doing
        return f"{type(failed).__name__}: {str(failed)[:80]}"
    if found.wrong:
        return found.wrong[0][0][0][:120]
    if found.stuck:
        return "nobody can go on"
    short = not found.cut and (found.worlds < case.least or not found.closings)
    return "little can be done" if short else None


def map_of_tests(tests: Tests) -> Iterator[Unit]:
    """What each test reaches: for a process of its own, since the core is changed for it."""
    reached = _noted()
    name, since = "", 0.0
    for said in tests.run(tests.items):
        if said:
            reached.clear()
            name, since = said, process_time()
        else:
            yield Unit(name, process_time() - since, frozenset(reached))


def map_of_searches() -> Iterator[Unit]:
    """What each search reaches, as far as it goes for a mutant."""
    reached = _noted()
    for case in CASES:
        reached.clear()
        since = process_time()
        found_by(case)
        yield Unit(SEARCH + case.name, process_time() - since, frozenset(reached))


def _noted() -> set[str]:
    """Every function of the core notes that it runs, every row that it is judged."""
    reached: set[str] = set()
    builtins.reached_by_a_test = reached.add  # type: ignore[attr-defined]
    for module in MODULES:
        for name in functions(module):
            recoded(module, name, _with_a_note(place_of(module, name)))
    judged = book.verdict

    def verdict(act: Act, snap: Snapshot) -> Reason | None:
        reached.add(f"{snap.state.kind}.{act.name}")
        return judged(act, snap)

    book.verdict = verdict  # type: ignore[assignment]
    return reached


def _with_a_note(place: str) -> Any:
    note = ast.parse(f"reached_by_a_test({place!r})").body[0]
    return lambda function: function.body.insert(0, note)


def digest(*folders: str) -> str:
    """Of all that stands in these folders."""
    found = sha256(sys.version.encode())
    for folder in folders:
        for path in sorted(Path(ROOT, folder).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
