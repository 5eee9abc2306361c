"""Every package is wanted, explained and locked."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

from tests.house.tree import ROOT, python, tree

LOCKS = {"requirements.in": "requirements.lock", "requirements-dev.in": "requirements-dev.lock"}


def normal(name: str) -> str:
    """As packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(file: str) -> set[str]:
    """The packages that a requirements file names on its own."""
    lines = (line.strip() for line in (ROOT / file).read_text().splitlines())
    return {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in lines if line and line[0] not in "#-"}


def locked(file: str) -> dict[str, int]:
    """Package → number of hashes in a lock."""
    found: dict[str, int] = {}
    for line in (ROOT / file).read_text().splitlines():
        if "==" in line:
            found[last := normal(line.partition("==")[0])] = 0
        elif "--hash=sha256:" in line:
            found[last] += 1
    return found


def test_every_package_is_explained() -> None:
    told = (ROOT / "docs/dependencies.md").read_text().lower()
    silent = [name for file in LOCKS for name in sorted(named(file)) if f"`{name}`" not in told]
    assert not silent, f"Say in docs/dependencies.md, on a line of its own, what these are for: {silent}"


def test_every_package_is_locked_by_hash() -> None:
    for file, lock in LOCKS.items():
        assert named(file) <= set(locked(lock)), f"{lock} is older than {file}"
        assert all(locked(lock).values())


def test_both_locks_agree() -> None:
    versions = [
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text(), re.M)) for lock in LOCKS.values()
    ]
    differing = {name for name, version in versions[0].items() if versions[1].get(name) != version}
    assert not differing


def test_the_locks_name_no_place() -> None:
    for lock in LOCKS.values():
        assert not re.search(
            r"https?:|file:|--index|--find-links|--extra|--trusted", (ROOT / lock).read_text()
        )


def test_what_runs_imports_only_what_is_locked_to_run() -> None:
    homes = packages_distributions()
    allowed = set(locked("requirements.lock"))
    strange: dict[str, str] = {}
    for path in python("bihuan"):
        for name in imported(tree(path)) - set(sys.stdlib_module_names) - {"bihuan"}:
            if not {normal(home) for home in homes.get(name, [])} & allowed:
                strange[name] = str(path)
    assert not strange, f"Add these to requirements.in, or do without: {strange}"


def imported(module: ast.Module) -> set[str]:
    """First names of what a file imports."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names
