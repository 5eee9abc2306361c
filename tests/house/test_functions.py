"""Views stay short; tests can fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import dotted, python, read, tree

MOST_LINES_OF_A_VIEW = 25
CHECKING = ("assert", "check", "expect", "refuse", "must", "require")


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """All functions of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def is_view(node: ast.FunctionDef) -> bool:
    """A function that makes a response of a request."""
    arguments = [argument.arg for argument in node.args.args]
    return (
        arguments[:1] == ["request"] and node.returns is not None and "Response" in ast.unparse(node.returns)
    )


def test_views_fetch_bind_perform_and_render_in_25_lines() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": lines
        for path in python("bihuan")
        for node in functions(path)
        if is_view(node) and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_VIEW
    }
    assert not long, (
        f"Views hold at most {MOST_LINES_OF_A_VIEW} lines; move the work to queries or acts: {long}"
    )


def test_a_form_is_refused_on_one_path() -> None:
    """What was sent becomes an act, or a refusal in its form, in one file; a view asks that to do it."""
    own = {
        str(path)
        for path in python("bihuan")
        if any(
            isinstance(node, ast.Call) and dotted(node.func).endswith("form.again")
            for node in ast.walk(tree(path))
        )
    }
    assert own == {"bihuan/matters/pages/submit.py"}, f"Call `submit` or `sent` instead: {own}"


def test_no_test_is_left_out() -> None:
    """Only data that stands beside the project, not in it, may be missing; or the right to mount a disk."""
    left_out = [
        f"{path}:{node.lineno}"
        for path in python("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and dotted(node) in ("pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail")
        and "shared" not in read(path)
        and "who may mount a disk" not in read(path)
    ]
    assert not left_out, f"A test runs or goes; only missing ../shared data is skipped, saying so: {left_out}"


def test_no_page_is_asked_to_ask_itself() -> None:
    """It works while the answer is yes at once, and fails by chance where a machine is slow."""
    asking = [
        f"{path}:{node.lineno}"
        for path in python("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "wait_for_function"
    ]
    assert not asking, f"The content policy forbids it; call `until` of tests/browsing.py: {asking}"


def test_every_test_can_fail() -> None:
    idle = [
        f"{path}:{node.lineno} {node.name}"
        for path in python("tests")
        for node in functions(path)
        if node.name.startswith("test_") and path.name.startswith("test_") and not can_fail(node)
    ]
    assert not idle, f"These tests assert nothing: {idle}"


def can_fail(node: ast.FunctionDef) -> bool:
    """It asserts, expects an error, or calls something whose name says that it checks."""
    for part in ast.walk(node):
        if isinstance(part, ast.Assert | ast.Raise):
            return True
        if isinstance(part, ast.Call):
            name = dotted(part.func).rpartition(".")[2]
            if name in ("raises", "expect") or name.startswith((*CHECKING, "django_assert")):
                return True
    return False
