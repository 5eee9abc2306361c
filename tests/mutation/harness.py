"""`bin/mutate`: takes one rule after the other away and says what notices.

    bin/mutate                  the mutants of the list that have no verdict yet on the present code
    bin/mutate --only guards.   all whose id contains that, whether the list tells of them or not
    bin/mutate --list           their ids, and what the list says
    bin/mutate --sample 20      as many of those that are left, in an order that favours none
    bin/mutate --quick          by the tests alone, and two seconds: whoever they miss has no verdict yet
    bin/mutate --seconds 20     as many of a processor's seconds for each, instead of 150 (or 2)
    bin/mutate --anew           forget what was found before
    bin/mutate --again 10       whether what the list names still kills that many of them
    bin/mutate --at-once 1      in one process instead of two

Each mutant runs in a process of its own against the tests and searches that reach it, and stops at the first
that notices; whoever is stopped before has no verdict. What is found is kept line by line in var/mutation, so
that a run goes on where another one stopped; at its end it goes into tests/theorem/mutants.txt. Whoever
survives must be explained there.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.house.tree import ROOT
from tests.mutation.beside import Say, Work, beside
from tests.mutation.chosen import chosen, every
from tests.mutation.killing import killed_by, reaching
from tests.mutation.listed import UNEXPLAINED, Verdict, listed, write
from tests.mutation.units import (
    PROOFS,
    RULES,
    TESTS,
    Tests,
    Unit,
    digest,
    from_line,
    map_of_searches,
    map_of_tests,
)

FOUND = ROOT / "var" / "mutation"
QUIET = (
    *("-q", "-s", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:xdist"),
    "--hypothesis-profile=mutate",
)
settings.register_profile("mutate", deadline=None, database=None, phases=(Phase.explicit, Phase.generate))
"""That something fails is enough: nothing is spent on the smallest example of it."""
SECONDS, QUICK = 150, 2
"""How much time of a processor a mutant has."""
Result = dict[str, Any]


def main(words: list[str]) -> int:
    """Exit status 1 if a mutant survives that nobody has explained."""
    asked = _asked(words)
    mutants = [one for one in every() if asked.only in one] if asked.only else list(chosen())
    if asked.list:
        known = listed()
        _say("\n".join(" | ".join((one, *map(str, known.get(one, ())))) for one in mutants))
        return 0
    if asked.again:
        return again(asked.again)
    FOUND.mkdir(parents=True, exist_ok=True)
    run = Run(mutants, asked.sample, asked.at_once, quick=asked.quick, anew=asked.anew)
    run.seconds = asked.seconds or (QUICK if asked.quick else SECONDS)
    status = pytest.main([*QUIET, *TESTS], plugins=[run])
    found = run.results()
    if not asked.only:
        write(_list_of(found))
    verdicts = Counter("killed" if found[one]["by"] else "survives" for one in mutants if one in found)
    _say(f"{len(mutants)} mutants: {dict(verdicts)}")
    open_ = any(not it.killed and it.why == UNEXPLAINED for it in listed().values())
    return 2 if status not in (0, pytest.ExitCode.NO_TESTS_COLLECTED) else int(open_)


def _asked(words: list[str]) -> argparse.Namespace:
    read = argparse.ArgumentParser(
        "bin/mutate", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    read.add_argument("--only", default="", metavar="TEXT")
    read.add_argument("--list", action="store_true")
    read.add_argument("--sample", type=int, metavar="N")
    read.add_argument("--anew", action="store_true")
    read.add_argument("--quick", action="store_true")
    read.add_argument("--seconds", type=int, metavar="N")
    read.add_argument("--again", type=int, metavar="N")
    read.add_argument("--at-once", type=int, default=2, metavar="N")
    return read.parse_args(words)


def _list_of(found: dict[str, Result]) -> dict[str, Verdict]:
    """What stands in the list from now on: of mutants that exist, the newest verdict, explained as before."""
    before, after = listed(), {}
    for one in chosen():
        old = before.get(one)
        if one not in found:
            if old:
                after[one] = old
        elif found[one]["by"]:
            after[one] = Verdict(True, found[one]["by"])
        else:
            after[one] = old if old and not old.killed else Verdict(False, UNEXPLAINED)
    return after


class Run(Tests):
    """One run over some mutants, once the tests are collected."""

    def __init__(
        self, mutants: Iterable[str], sample: int | None, at_once: int, *, quick: bool, anew: bool
    ) -> None:
        super().__init__()
        self.rules, self.proofs = digest(*RULES), digest(*PROOFS)
        self.file = FOUND / f"{self.rules}.jsonl"
        if anew:
            self.file.unlink(missing_ok=True)
        done = self.results()
        left = [one for one in mutants if one not in done]
        self.left = sorted(left, key=lambda one: sha256(one.encode()).digest())[:sample]
        self.at_once, self.quick, self.seconds = at_once, quick, SECONDS

    def results(self) -> dict[str, Result]:
        """What was found: whoever was killed stays so, whoever survived is tried again when tests change."""
        found = map(json.loads, self.file.read_text().splitlines()) if self.file.exists() else ()
        return {one["id"]: one for one in found if one["by"] or one["proofs"] == self.proofs}

    def when_collected(self) -> None:
        begun = time.monotonic()
        units = self.units() if self.left else []
        if self.quick:
            units = [one for one in units if one.name in self.items]
        tried = beside(((one, self.trying(one, units)) for one in self.left), self.at_once)
        for count, (one, said, status, seconds) in enumerate(tried, 1):
            if not said and (self.quick or status):
                _say(f"{count}/{len(self.left)} {one} | no verdict: {seconds:.1f} s, status {status}")
                continue
            by = said
            found = {"id": one, "by": by, "seconds": round(seconds, 1), "proofs": self.proofs}
            with self.file.open("a") as file:
                file.write(json.dumps(found, ensure_ascii=False) + "\n")
            minutes = (time.monotonic() - begun) / 60
            _say(f"{count}/{len(self.left)} {minutes:.1f} min {seconds:5.1f} s {one} | {by or 'SURVIVES'}")

    def units(self) -> list[Unit]:
        """What each test and search reaches: kept as long as nothing changes."""
        path = FOUND / f"{self.rules}-{self.proofs}.map"
        if not path.exists():
            _say("looking what each test and search reaches …")
            work = (
                ("tests", _told(lambda: map_of_tests(self))),
                ("searches", _told(map_of_searches)),
            )
            done = list(beside(work, self.at_once))
            assert not any(one.status for one in done), done
            path.write_text("".join(one.said for one in done))
        return [from_line(line) for line in path.read_text().splitlines()]

    def trying(self, one: str, units: list[Unit]) -> Work:
        return _killing(self, one, reaching(every()[one], units), self.seconds)


class Again(Tests):
    """Some mutants once more, each against the one test of the core that the list names."""

    def __init__(self, killers: dict[str, str]) -> None:
        super().__init__()
        self.killers = killers
        self.alive: list[str] = []

    def when_collected(self) -> None:
        units = {one: Unit(by, 0.0, frozenset()) for one, by in self.killers.items() if by in self.items}
        self.alive = [one for one in self.killers if one not in units]
        work = ((one, _killing(self, one, [unit], SECONDS)) for one, unit in units.items())
        self.alive += [done.name for done in beside(work, 2) if not done.said]


def again(most: int) -> int:
    """Exit status 1 if one of them lives."""
    by_tests = {one: it.why for one, it in listed().items() if it.killed and it.why.startswith("tests/core/")}
    first = sorted((one for one in by_tests if one in every()), key=lambda one: sha256(one.encode()).digest())
    run = Again({one: by_tests[one] for one in first[:most]})
    pytest.main([*QUIET, *sorted({by.partition("::")[0] for by in run.killers.values()})], plugins=[run])
    _say(f"{len(run.killers)} tried, alive: {run.alive}")
    return int(bool(run.alive) or len(run.killers) < most)


def _killing(tests: Tests, one: str, units: list[Unit], seconds: int) -> Work:
    def work(say: Say) -> None:
        def never_ends(words: str) -> None:
            say(words)
            os._exit(0)

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        say(killed_by(every()[one], units, tests, never_ends))

    return work


def _told(found: Any) -> Work:
    def work(say: Say) -> None:
        for unit in found():
            say(unit.as_line())

    return work


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
