"""`bin/bench` and its lines."""

import json
import subprocess
import sys

from benchmarks.figure import Figure
from benchmarks.harness import names
from tests.house.tree import ROOT


def test_a_figure_says_what_the_contract_says() -> None:
    line = Figure("perform", 412.34567, "1/s", ratio_to="bare_insert", ratio=0.356789, n=1000).as_json(
        "sqlite"
    )
    assert json.loads(json.dumps(line)) == {
        "name": "perform",
        "value": 412.3,
        "unit": "1/s",
        "ratio_to": "bare_insert",
        "ratio": 0.3568,
        "n": 1000,
        "database": "sqlite",
    }


def test_an_unknown_name_lists_the_known_ones() -> None:
    command = [sys.executable, "-m", "benchmarks.harness", "nothing"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "serving" in names()
    assert all(name in done.stderr for name in names())
