"""docs/security.md answers every requirement of ASVS 5.0.0, levels 1 and 2, and what it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT, read, tree

PAGE = Path("docs/security.md")
# The ids of the standard, by section: which numbers of it are of that level.
LEVELS = {
    "1": """
1.2: 1 2 3 4 5
1.3: 1 2
1.5: 1
2.1: 1
2.2: 1 2
2.3: 1
3.2: 1 2
3.3: 1
3.4: 1 2
3.5: 1 2 3
4.1: 1
4.4: 1
5.2: 1 2
5.3: 1 2
6.1: 1
6.2: 1 2 3 4 5 6 7 8
6.3: 1 2
6.4: 1 2
7.2: 1 2 3 4
7.4: 1 2
8.1: 1
8.2: 1 2
8.3: 1
9.1: 1 2 3
9.2: 1
10.4: 1 2 3 4 5
11.3: 1 2
11.4: 1
12.1: 1
12.2: 1 2
13.4: 1
14.2: 1
14.3: 1
15.1: 1
15.2: 1
15.3: 1
""",
    "2": """
1.1: 1 2
1.2: 6 7 8 9
1.3: 3 4 5 6 7 8 9 10 11
1.4: 1 2 3
1.5: 2
2.1: 2 3
2.2: 3
2.3: 2 3 4
2.4: 1
3.3: 2 3 4
3.4: 3 4 5 6
3.5: 4 5
3.7: 1 2
4.1: 2 3
4.2: 1
4.3: 1 2
4.4: 2 3 4
5.1: 1
5.2: 3
5.4: 1 2 3
6.1: 2 3
6.2: 9 10 11 12
6.3: 3 4
6.4: 3 4
6.5: 1 2 3 4 5
6.6: 1 2 3
6.8: 1 2 3 4
7.1: 1 2 3
7.3: 1 2
7.4: 3 4 5
7.5: 1 2
7.6: 1 2
8.1: 2
8.2: 3
8.4: 1
9.2: 2 3 4
10.1: 1 2
10.2: 1 2
10.3: 1 2 3 4
10.4: 6 7 8 9 10 11
10.5: 1 2 3 4 5
10.6: 1 2
10.7: 1 2 3
11.1: 1 2
11.2: 1 2 3
11.3: 3
11.4: 2 3 4
11.5: 1
11.6: 1
12.1: 2 3
12.3: 1 2 3 4
13.1: 1
13.2: 1 2 3 4 5
13.3: 1 2
13.4: 2 3 4 5
14.1: 1 2
14.2: 2 3 4
14.3: 2 3
15.1: 2 3
15.2: 2 3
15.3: 2 3 4 5 6 7
16.1: 1
16.2: 1 2 3 4 5
16.3: 1 2 3 4
16.4: 1 2 3
16.5: 1 2 3
17.1: 1
17.2: 1 2 3 4
17.3: 1 2
""",
}
ROW = re.compile(r"^\| V(\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.M)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
SECTION = re.compile(r"§(\w+)")
ANSWERS = ("满足 met", "不适用 n/a", "未满足 open")


def required() -> dict[str, str]:
    """Every id with its level."""
    return {
        f"{section}.{number}": level
        for level, lines in LEVELS.items()
        for section, _, numbers in (line.partition(": ") for line in lines.split("\n") if line)
        for number in numbers.split()
    }


def answered() -> list[tuple[str, str, str, str, str]]:
    return ROW.findall(read(PAGE))


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file."""
    if not (ROOT / path).is_file():
        return frozenset()
    return frozenset(node.name for node in ast.walk(tree(Path(path))) if isinstance(node, ast.FunctionDef))


def test_each_requirement_is_answered_once_at_its_level() -> None:
    assert (len(required()), list(required().values()).count("1")) == (253, 70)
    assert sorted(one for one, *_ in answered()) == sorted(required())
    assert {one: level for one, level, *_ in answered()} == required()
    assert {answer for _, _, _, answer, _ in answered()} == set(ANSWERS)


def test_what_is_met_names_a_test_or_a_section_and_what_is_not_says_why() -> None:
    for one, _, _, answer, how in answered():
        if answer == ANSWERS[0]:
            assert NAMED.search(how) or SECTION.search(how), f"V{one}: which test shows it?"
        assert len(how.split()) > 1 or NAMED.search(how) or SECTION.search(how), f"V{one}: say more"


def test_every_test_and_section_that_is_named_is_there() -> None:
    text = read(PAGE)
    headings = set(re.findall(r"^## (\w+)", text, re.M))
    named = NAMED.findall(text)
    assert len(named) > 120 and text.count(".py::") == len(named), (
        "written otherwise, a name is not looked up"
    )
    gone = [f"{path}::{name}" for path, name in named if name not in functions(path)]
    gone += [f"§{name}" for *_, how in answered() for name in SECTION.findall(how) if name not in headings]
    assert not gone, f"docs/security.md names what is not there: {gone}"


def test_its_counts_are_its_rows() -> None:
    counts = [sum(answer == known for *_, answer, _ in answered()) for known in ANSWERS]
    assert "Met {}, not applicable {}, open {}.".format(*counts) in read(PAGE)
