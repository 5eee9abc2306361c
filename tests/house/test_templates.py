"""Templates can be read, say everything twice, and obey the strict content policy by themselves."""

import re
import subprocess
import sys
from pathlib import Path

from django.template import engines

from tests.house.tree import ROOT, files, read

LONGEST = 120

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+=", re.I),
    "something from another host": re.compile(r"(src|href)=[\"']?(https?:)?//", re.I),
}


def templates() -> list[Path]:
    """Every template, relative to the root."""
    return [path for path in files() if path.suffix == ".html" and path.parts[0] == "bihuan"]


def test_templates_hold_nothing_that_the_policy_forbids() -> None:
    found = {
        f"{path}: {what}"
        for path in templates()
        for what, pattern in INLINE.items()
        if pattern.search(read(path))
    }
    assert not found, f"The browser would refuse these: {sorted(found)}"


def test_no_line_of_a_template_is_longer_than_a_screen() -> None:
    long = {
        f"{path}:{place}"
        for path in templates()
        for place, line in enumerate(read(path).splitlines(), 1)
        if len(line) > LONGEST
    }
    assert not long, f"Break these lines; two strings beside each other are one text: {sorted(long)}"


def test_templates_are_laid_out_by_the_formatter() -> None:
    formatter = Path(sys.executable).with_name("djangofmt")
    done = subprocess.run([formatter, "--check", "bihuan"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"Run `.venv/bin/djangofmt bihuan`:\n{done.stdout}{done.stderr}"


def test_every_template_compiles_and_so_says_each_text_in_both_languages() -> None:
    names = [str(path).partition("/templates/")[2] for path in templates()]
    houses = engines["pages"].speaking  # type: ignore[attr-defined]
    assert set(houses) == {"zh", "en"}
    assert all(house.get_template(name) for house in houses.values() for name in names)
