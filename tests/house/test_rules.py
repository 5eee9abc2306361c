"""What the page of rules lets one set is done; what nothing does yet is declared so, and never both."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from bihuan.matters.kinds import acts
from bihuan.rules.defaults import RULES
from tests.house.tree import python, tree

DECLARED_IN = Path("bihuan/rules/defaults.py")
READERS = frozenset({"get", "count", "yes", "choice", "steps", "number"})
"""How a rule is read by its name, beside `rules["…"]`."""


def read_in(module: ast.AST) -> Iterator[str]:
    """Each text by which something is looked up: no heading, no docstring, nothing that is only written."""
    for node in ast.walk(module):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            yield from _texts([node.slice])
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in READERS:
                yield from _texts(node.args)


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    return (one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str))


def read() -> set[str]:
    """The rules that product code reads: by name, or as the steps of a request that some act opens."""
    found = {one for path in python("bihuan") if path != DECLARED_IN for one in read_in(tree(path))}
    return found | {f"{act.asks}_steps" for _, act in acts() if act.asks}


def test_every_rule_in_force_is_read_and_what_nothing_reads_is_declared_as_not_in_force() -> None:
    known = read()
    unread = sorted(name for name, one in RULES.items() if one.in_force and name not in known)
    assert not unread, (
        f"The page of rules lets one set these, and nothing in bihuan obeys them: {', '.join(unread)}. "
        "Read them where they belong, or move them into _NOT_YET of bihuan/rules/defaults.py."
    )
    obeyed = sorted(name for name, one in RULES.items() if not one.in_force and name in known)
    assert not obeyed, (
        f"These are read, and declared as not in force, so nobody can set them: {', '.join(obeyed)}. "
        "Move them out of _NOT_YET of bihuan/rules/defaults.py."
    )


def test_it_finds_a_rule_where_it_is_read_and_not_where_it_is_only_named() -> None:
    reads = 'a["one"]; rules.get("two", 3); rules.count("three"); number(rules, "four")'
    assert set(read_in(ast.parse(reads))) == {"one", "two", "three", "four"}
    names = '"one"\nHEADINGS = {"two": 1}\nset_rule(name="three"); write_rule(1, "four", 5); a["five"] = 6'
    assert not set(read_in(ast.parse(names)))
