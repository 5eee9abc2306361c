"""The list of mutants with their verdicts, as it stands in the repository: tests/theorem/mutants.txt."""

from typing import NamedTuple

from tests.house.tree import ROOT

LIST = ROOT / "tests/theorem/mutants.txt"
UNEXPLAINED = "?"
HEAD = """# Mutants of the core and of the tables of acts: id | killed | by what;
# id | survives | why that is harmless.
# Written by bin/mutate, which keeps what explains a survivor; only that sentence is written by hand.
"""


class Verdict(NamedTuple):
    """Whether a mutant was noticed, and by what; or why nobody need."""

    killed: bool
    why: str


def listed() -> dict[str, Verdict]:
    """The verdicts by the mutants' ids."""
    if not LIST.exists():
        return {}
    lines = (line for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    parts = (line.split(" | ", 2) for line in lines)
    return {one: Verdict(said == "killed", why) for one, said, why in parts}


def write(found: dict[str, Verdict]) -> None:
    """The list, in the order of the ids."""
    lines = [
        f"{one} | {'killed' if verdict.killed else 'survives'} | {verdict.why}\n"
        for one, verdict in sorted(found.items())
    ]
    LIST.write_text(HEAD + "".join(lines))
