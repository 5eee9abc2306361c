"""Core and matters hold no kind's name, and no list beside the rows is keyed by an act's or an event's name.

What some kind is, its own `kind.py` says; what some act means, its row says. Names that are also types of
facts or fields of a state (register, people, request) are looked for where they name a kind.
"""

import ast
import re
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from bihuan.core.acts.act import TYPES
from bihuan.core.state.state import State
from bihuan.matters.kinds import acts, kinds
from tests.house.tree import python, tree

LOOKED_AT = ("core/acts/", "core/state/", "core/loop/", "core/chain/", "matters/")
NAMES = frozenset(kinds())
LIVES = frozenset(str(life) for kind in kinds().values() for life in kind.lives)
FACTS = frozenset(field.name for _, act in acts() for field in act.fields)
OTHERWISE = frozenset(TYPES | set(State._fields))
"""Words that mean something else as well."""
OF_ACTS = frozenset(one for _, act in acts() for one in (act.name, act.event)) - OTHERWISE - FACTS
DECLARED = {
    ("bihuan/core/loop/requesting.py", "REQUEST_KIND"),
    ("bihuan/core/loop/following.py", "PART_KIND"),
}
"""The constants in which the spine's own two kinds are named."""
FORMAT = {("bihuan/core/chain/breaks.py", "ERASED")}
"""An event that whoever checks a chain without any kind must know: it is part of the record's form."""
ASKS_A_KIND = (
    "kind_of",
    "life_of",
    "standing_matter",
    "open_matter",
    "book.open",
    "open_book.open",
    "store.kind",
)
SQL = re.compile(r"\bkind (?:=|IN \() ?'")


def looked_at() -> list[Path]:
    """The code that may know no kind. Those who found an organisation act on what is founded (setup)."""
    return [
        path for path in python("bihuan") if path.as_posix().removeprefix("bihuan/").startswith(LOOKED_AT)
    ]


def strings(node: ast.AST) -> set[str]:
    """Every string that stands in an expression."""
    return {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def dotted(node: ast.AST) -> str:
    """`open_book.store.kind` of such an expression."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def kinds_named(of: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, name) of every kind that some code names."""
    for node in ast.walk(of):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in NAMES - OTHERWISE:
                yield node.lineno, node.value
            elif SQL.search(node.value):
                yield node.lineno, "in a statement"
        elif isinstance(node, ast.Call):
            asked = (
                strings(ast.Tuple([*node.args], ast.Load()))
                if dotted(node.func).endswith(ASKS_A_KIND)
                else set()
            )
            given = {one for word in node.keywords if word.arg == "kind" for one in strings(word.value)}
            yield from ((node.lineno, one) for one in (asked | given) & NAMES & OTHERWISE)
        elif isinstance(node, ast.Compare):
            yield from ((node.lineno, one) for one in strings(node) & NAMES if of_a_matter(node, one))


def of_a_matter(node: ast.Compare, name: str) -> bool:
    """It is the kind of a matter that is compared, not the type of a fact."""
    sides = [dotted(side) for side in (node.left, *node.comparators)]
    if any(side.endswith(".kind") and not side.endswith("field.kind") for side in sides):
        return True
    return "kind" in sides and name not in TYPES


def keyed(of: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, names) of every list keyed by names of acts or events, and of every name compared with one."""
    for node in ast.walk(of):
        if isinstance(node, ast.Dict):
            yield from listing(node.lineno, strings(ast.Tuple([one for one in node.keys if one], ast.Load())))
        elif isinstance(node, ast.Set):
            yield from listing(node.lineno, strings(node))
        elif isinstance(node, ast.Call) and dotted(node.func) == "frozenset":
            yield from listing(node.lineno, {word for text in strings(node) for word in text.split()})
        elif isinstance(node, ast.Compare):
            sides = [dotted(side) for side in (node.left, *node.comparators)]
            if any(side.endswith((".name", ".event")) for side in sides) and strings(node) & OF_ACTS:
                yield node.lineno, str(sorted(strings(node) & OF_ACTS))


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """(line, name) of every constant of a module that is the name of an act or event."""
    for node in tree(path).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if (
            target is None
            or not isinstance(value, ast.Constant)
            or (path.as_posix(), dotted(target)) in FORMAT
        ):
            continue
        if value.value in OF_ACTS - LIVES:
            yield node.lineno, str(value.value)


def listing(line: int, words: Set[str]) -> Iterator[tuple[int, str]]:
    """Two words or more that are names of acts or events and nothing else, half of the list at least."""
    found = words & (OF_ACTS - LIVES)
    if len(found) > 1 and 2 * len(found) >= len(words):
        yield line, str(sorted(found))


def declaring(path: Path) -> set[int]:
    """The lines on which the spine's own kinds get their names."""
    return {
        node.lineno
        for node in tree(path).body
        if isinstance(node, ast.Assign) and (path.as_posix(), dotted(node.targets[0])) in DECLARED
    }


def test_core_and_matters_hold_no_kinds_name() -> None:
    named = [
        f"{path}:{line} {name}"
        for path in looked_at()
        for line, name in kinds_named(tree(path))
        if line not in declaring(path)
    ]
    assert not named, f"Let the kind say it of itself (core/acts/kind.py), and ask that: {named}"


def test_no_list_beside_the_rows_is_keyed_by_an_acts_or_events_name() -> None:
    found = [
        f"{path}:{line} {names}"
        for path in looked_at()
        for line, names in (*keyed(tree(path)), *constants(path))
    ]
    assert not found, f"Put it into the act's row (core/acts/act.py), and ask that: {found}"


@pytest.mark.parametrize(
    "code",
    [
        'if state.kind == "problem": pass',
        'if above.kind in ("register", "people"): pass',
        'if kind == "request": pass',
        'kind_of("register")',
        'standing_matter(org, "people")',
        'open_matter("measure", org=1)',
        'Target(org, kind="register")',
        'book.open("part", how)',
        "cursor.execute(\"SELECT id FROM matters_matter WHERE kind = 'register'\")",
        'NUMBERED = frozenset({"problem", "measure"})',
    ],
)
def test_it_knows_a_kinds_name_when_it_sees_one(code: str) -> None:
    assert list(kinds_named(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'if field.kind in ("units", "people"): pass',
        'if kind == "register": pass  # a type of facts',
        'Field("in_register", "register", WORD)',
        'facts["register"] = state.register',
        'plain.get("request")',
    ],
)
def test_it_knows_what_is_a_type_or_a_fact(code: str) -> None:
    assert not list(kinds_named(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'FOLDS = {"answer_hearing": answered, "count_cycle": cycle}',
        'CHECKS = frozenset({"countersign", "verify", "sign_off"})',
        'WEIGHTY = frozenset("signed_off send_back reopen ask_for_help".split())',
        'if act.name == "sign_off": pass',
        'if event.name in ("help_asked", "help_resolved"): pass',
    ],
)
def test_it_knows_a_side_list_when_it_sees_one(code: str) -> None:
    assert list(keyed(ast.parse(code)))
