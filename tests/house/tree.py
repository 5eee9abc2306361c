"""The files that the rules of the house look at: what git knows or would take, nothing generated."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root; what others wrote (vendor) left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(path for path in found if (ROOT / path).is_file() and "vendor" not in path.parts))


def python(*under: str) -> list[Path]:
    """Our Python files below the given folders, migrations left out."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.parts[0] in (under or ("bihuan", "tests", "benchmarks"))
        if "migrations" not in path.parts
    ]


def read(path: Path) -> str:
    """Its text; pictures and sheets count as empty."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    """Its syntax."""
    return ast.parse(read(path), str(path))


def dotted(node: ast.AST) -> str:
    """`pytest.mark.skip` of such an expression, else an empty string."""
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""
