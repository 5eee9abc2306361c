"""Imports point down, rooms are strangers, the core is pure: the contracts in pyproject.toml."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.house.tree import ROOT, dotted, python, tree

CLOCKS = {"now", "utcnow", "today"}


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"An import points the wrong way:\n{done.stdout}{done.stderr}"


def test_no_import_leads_back_to_where_it_came_from() -> None:
    graph = grimp.build_graph("bihuan", exclude_type_checking_imports=False)
    order: TopologicalSorter[str] = TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    try:
        order.prepare()
    except CycleError as circle:
        pytest.fail(f"These import one another; move what they share below both: {circle.args[1]}")
    assert len(graph.modules) > 200


def test_the_core_reads_no_clock() -> None:
    reading = [
        f"{path}:{node.lineno}"
        for path in python("bihuan")
        if path.parts[1] == "core"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in CLOCKS
    ]
    assert not reading, f"Pass `at` or `today` in; the core does not know what time it is: {reading}"


def test_nothing_happens_behind_ones_back() -> None:
    """No signals (but post_migrate, for the triggers) and no save() of our own."""
    hidden = [
        f"{path}:{node.lineno}"
        for path in python("bihuan")
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.FunctionDef) and node.name == "save")
        or (isinstance(node, ast.ImportFrom) and node.module == "django.dispatch")
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "django.db.models.signals"
            and [alias.name for alias in node.names] != ["post_migrate"]
        )
    ]
    assert not hidden, f"Everything that happens is an act; no save() and no signal does more: {hidden}"
