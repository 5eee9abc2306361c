"""What is written beside the code is there and true."""

import re
import subprocess
import sys

from tests.house.tree import ROOT, files, read

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_glossary_is_what_the_terms_say() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "bihuan.config.glossary"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert (ROOT / "docs/glossary.md").read_text() == made, (
        "Run `.venv/bin/python -m bihuan.config.glossary > docs/glossary.md`"
    )


def test_the_changelog_speaks_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_licence_is_apache() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert len((ROOT / "LICENSE").read_text()) > 10_000


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{path} → {link}"
        for path in files()
        if path.suffix == ".md"
        for link in LINK.findall(read(path))
        if not (ROOT / path.parent / link).exists()
    ]
    assert not dead


def test_decisions_are_half_a_page_and_numbered() -> None:
    decisions = [path for path in files() if path.parts[:2] == ("docs", "decisions")]
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert all(len(read(path)) < 4000 for path in decisions)
