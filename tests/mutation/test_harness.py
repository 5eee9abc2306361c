"""Mutants are made where they say, and what the list names kills them."""

import os
import subprocess
import sys

from tests.house.tree import ROOT
from tests.mutation.beside import Say, beside
from tests.mutation.chosen import chosen, every
from tests.mutation.table import places_of
from tests.mutation.tree import of_function

HARNESS = [sys.executable, "-m", "tests.mutation.harness"]
SOME = 10


def test_ten_mutants_of_the_list_are_killed_by_what_it_names() -> None:
    done = subprocess.run([*HARNESS, "--again", str(SOME)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    assert f"{SOME} tried, alive: []" in done.stdout


def test_what_a_process_says_is_known_though_it_is_cut_off() -> None:
    def cut_off(say: Say) -> None:
        say("it never ends")
        os._exit(0)

    assert [one.said for one in beside([("one", cut_off)], 1)] == ["it never ends"]


def test_a_rule_is_changed_in_each_way_that_its_text_allows() -> None:
    found = {one.change for one in of_function("bihuan.core.loop.guards", "due_later")}
    assert {"return-none", "negate-1", "and-or-1", "clause-1", "quantity-1", "compare-1"} <= found


def test_a_row_of_several_kinds_is_one_place() -> None:
    assert places_of("measure.countersign") >= {"measure.countersign", "problem.countersign"}
    assert "problem.claim" not in places_of("measure.claim"), "a problem is claimed by a row of its own"


def test_the_list_tells_of_every_place() -> None:
    assert {one.place for one in chosen().values()} == {one.place for one in every().values()}


def test_what_is_left_out_is_known() -> None:
    done = subprocess.run(
        [*HARNESS, "--list", "--only", "guards.finding"], cwd=ROOT, capture_output=True, text=True
    )
    ids = {line.partition(" | ")[0] for line in done.stdout.splitlines()}
    assert {"guards.finding:return-none", "guards.finding:negate-1"} <= ids
