"""Mutants by the syntax tree: in a function of the core one word is another.

The function stays the same object and only gets other code, so whatever holds it runs the mutant: the rows of
the tables, the modules that import it by name.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from bihuan.core.acts.act import Decision
from tests.mutation.mutant import Mutant

CORE = {
    "state": ("hands", "papers", "proofs", "voices"),
    "acts": (
        *("verdict", "folding", "snapshot", "below", "deciding"),
        *("naming", "quorum", "entering", "reaching"),
    ),
    "loop": (
        *("guards", "hearings", "requesting", "following", "decisions", "periods"),
        *("desks", "absences", "seconding", "folds", "signing", "uninvolved", "one_yes_each", "answering"),
        *("proofs", "papers", "comparing", "disputing", "masking", "losing", "matching", "left_to_answer"),
        *("deciding", "after_claim", "backfilling", "objecting", "confirming", "owed"),
    ),
    "time": ("dues",),
}
MODULES = tuple(f"bihuan.core.{folder}.{name}" for folder, names in CORE.items() for name in names)
TWICE = {name for name, many in Counter(one for names in CORE.values() for one in names).items() if many > 1}
"""Names of files that stand in two folders."""
Edit = Callable[[Any], None]
TURNED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OTHERWISE = {"any": "all", "all": "any", "min": "max", "max": "min"}
EMPTY = (
    ("bool", ("True", "False")),
    ("None", ("None",)),
    ("Reason | None", ("None",)),
    ("frozenset", ("frozenset()",)),
    ("dict", ("{}",)),
    ("Facts", ("{}",)),
    ("Mapping", ("{}",)),
    ("tuple", ("()",)),
    ("Collection", ("()",)),
    ("list", ("[]",)),
    ("Iterator", ("None",)),
    ("Iterable", ("()",)),
)
"""What a function gives back at once, by how its result is declared."""


def by_tree() -> Iterator[Mutant]:
    """Every mutant of every function of `MODULES`, in the order of the text."""
    for module in MODULES:
        for name in functions(module):
            yield from of_function(module, name)


def of_function(module: str, name: str) -> Iterator[Mutant]:
    """Every mutant of one function; those of one sort are counted in the order of the text."""
    node = functions(module)[name]
    counted: dict[str, int] = {}
    for place, change, edit in changes(node):
        counted[change] = counted.get(change, 0) + 1
        said = change if change.startswith("return") else f"{change}-{counted[change]}"
        yield Mutant(place_of(module, name), said, _putting(module, name, place, edit))


def place_of(module: str, name: str) -> str:
    """How the function is called in a mutant's id: with its folder where another file has the same name."""
    folder, file = module.split(".")[-2:]
    return f"{folder}.{file}.{name}" if file in TWICE else f"{file}.{name}"


@cache
def functions(module: str) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a module that can be given other code, by their names.

    What a protocol says is never run, and what makes rows has run before any test.
    """
    found = {}
    for node in source(module).body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Protocol" for base in node.bases):
            continue
        for one in node.body if isinstance(node, ast.ClassDef) else (node,):
            if isinstance(one, ast.FunctionDef) and not _makes_rows(one):
                name = one.name if one is node else f"{getattr(node, 'name', '')}.{one.name}"
                if running(import_module(module), name):
                    found[name] = one
    return found


def _makes_rows(function: ast.FunctionDef) -> bool:
    return function.returns is not None and ast.unparse(function.returns).startswith("tuple[Act")


@cache
def source(module: str) -> ast.Module:
    """The text of a module as a tree."""
    return ast.parse(Path(import_module(module).__file__ or "").read_text())


def running(module: ModuleType, name: str) -> FunctionType | None:
    """The function that runs under this name, out of whatever holds it."""
    found: Any = module
    for part in name.split("."):
        found = found.__dict__.get(part)
    if isinstance(found, Decision):
        found = found.decide
    if isinstance(found, property):
        found = found.fget
    return found if isinstance(found, FunctionType) else None


def changes(function: ast.FunctionDef) -> Iterator[tuple[int, str, Edit]]:
    """(place in the walk through the body, sort of change, how it is made)."""
    declared = ast.unparse(function.returns) if function.returns else "None"
    for given in next((values for start, values in EMPTY if declared.startswith(start)), _maybe(declared)):
        empty = "empty" if given in ("{}", "()", "[]", "frozenset()") else given.lower()
        yield -1, f"return-{empty}", _at_once(given)
    for place, node in enumerate(walked(function)):
        for change, edit in _changes(node):
            yield place, change, edit


def walked(function: ast.FunctionDef) -> list[ast.AST]:
    """The nodes of the body in a fixed order, nested functions with it."""
    return [node for statement in function.body for node in ast.walk(statement)]


def _maybe(declared: str) -> tuple[str, ...]:
    return ("None",) if declared.endswith("| None") else ()


def _at_once(given: str) -> Edit:
    def edit(function: ast.FunctionDef) -> None:
        value = None if given == "None" else ast.parse(given, mode="eval").body
        function.body.insert(0, ast.Return(value))

    return edit


def _changes(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.BoolOp):
        yield "and-or", _swap
        for place in range(len(node.values)):
            yield "clause", _without(place)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "negate", _negate
    elif isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield "filter", _unfiltered(place)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "compare", _turn
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "off-by-one", _more
    elif isinstance(node, ast.Name) and node.id in OTHERWISE:
        yield "quantity", _other


def _swap(node: ast.BoolOp) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _without(place: int) -> Edit:
    def edit(node: ast.BoolOp) -> None:
        del node.values[place]
        if len(node.values) == 1:  # one clause alone is no such operation
            node.values = node.values * 2

    return edit


def _negate(node: ast.If) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _unfiltered(place: int) -> Edit:
    def edit(node: ast.comprehension) -> None:
        del node.ifs[place]

    return edit


def _turn(node: ast.Compare) -> None:
    node.ops[0] = TURNED[type(node.ops[0])]()


def _more(node: ast.Constant) -> None:
    node.value += 1


def _other(node: ast.Name) -> None:
    node.id = OTHERWISE[node.id]


def _putting(module: str, name: str, place: int, edit: Edit) -> Callable[[], None]:
    def put() -> None:
        recoded(module, name, lambda function: edit(walked(function)[place] if place >= 0 else function))

    return put


def recoded(module: str, name: str, edit: Edit) -> None:
    """Give the function the code that its text would have after an edit."""
    tree = copy.deepcopy(source(module))
    edit(next(one for one in ast.walk(tree) if _same(one, functions(module)[name])))
    function = running(import_module(module), name)
    assert function is not None
    code = compile(ast.fix_missing_locations(tree), import_module(module).__file__ or "", "exec")
    function.__code__ = next(one for one in _codes(code) if one.co_qualname == name)


def _same(one: ast.AST, function: ast.FunctionDef) -> bool:
    return isinstance(one, ast.FunctionDef) and (one.name, one.lineno) == (function.name, function.lineno)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)
