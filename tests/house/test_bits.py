"""Ids, principals and the marks of an IN list are made and read by one module each."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.house.tree import python, tree

IDS, PRINCIPALS, SQL = "bihuan/core/chain/ids.py", "bihuan/core/state/principals.py", "bihuan/core/sql.py"
WIDTHS = {4, 8, 40}
MASKS = {15, 255}
TIMES = {16, 256, 2**40}


def _number(node: ast.AST, wanted: set[int]) -> bool:
    return isinstance(node, ast.Constant) and node.value in wanted and not isinstance(node.value, bool)


def _packs(node: ast.AST) -> bool:
    """A number is put into the bits of another, or taken out of them."""
    if not isinstance(node, ast.BinOp):
        return False
    if isinstance(node.op, ast.LShift | ast.RShift):
        return _number(node.right, WIDTHS)
    if isinstance(node.op, ast.BitAnd):
        return _number(node.right, MASKS) or _number(node.left, MASKS)
    product = node.left
    return (
        isinstance(node.op, ast.Add)
        and isinstance(product, ast.BinOp)
        and isinstance(product.op, ast.Mult)
        and (_number(product.right, TIMES) or _number(product.left, TIMES))
    )


def _mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == "%s"


def _marks(node: ast.AST) -> bool:
    """As many "%s" as there are values, one after the other."""
    if isinstance(node, ast.GeneratorExp | ast.ListComp):
        return _mark(node.elt)
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult)
        and any(isinstance(side, ast.List) and all(map(_mark, side.elts)) for side in (node.left, node.right))
    )


def _where(of: ast.Module, finds: Callable[[ast.AST], bool]) -> Iterator[int]:
    return (node.lineno for node in ast.walk(of) if isinstance(node, ast.expr) and finds(node))


def _outside(finds: Callable[[ast.AST], bool], *home: str) -> list[str]:
    places = (path for path in python() if path.as_posix() not in home)
    return [f"{path}:{line}" for path in places for line in _where(tree(path), finds)]


def test_ids_and_principals_are_made_and_read_by_their_own_module() -> None:
    packed = _outside(_packs, IDS, PRINCIPALS)
    assert not packed, (
        f"Ask {IDS} (event_id, id_of, belongs, seq_of …) or {PRINCIPALS} (principal, principal_kind …); "
        f"then no other place has to know how the bits lie: {packed}"
    )


def test_the_marks_of_a_statement_come_from_one_place() -> None:
    marked = _outside(_marks, SQL)
    assert not marked, f"Write marks(values), from {SQL}: {marked}"


@pytest.mark.parametrize("text", ["(org << 40) | seq", "one & 15", "one >> 4", "person * 16 + 1", "1 << 8"])
def test_it_knows_packing_when_it_sees_it(text: str) -> None:
    assert list(_where(ast.parse(text), _packs))


@pytest.mark.parametrize("text", ["50 << 20", "size & 7", "width * 16", "a | b"])
def test_it_leaves_other_reckoning_alone(text: str) -> None:
    assert not list(_where(ast.parse(text), _packs))


@pytest.mark.parametrize("text", ['", ".join("%s" for _ in ids)', '", ".join(["%s"] * len(ids))'])
def test_it_knows_marks_when_it_sees_them(text: str) -> None:
    assert list(_where(ast.parse(text), _marks))
