"""Pages obey the strict content policy by themselves: no inline script, no inline style."""

import re

from tests.house.tree import files, read

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+=", re.I),
    "something from another host": re.compile(r"(src|href)=[\"']?(https?:)?//", re.I),
}


def test_templates_hold_nothing_that_the_policy_forbids() -> None:
    found = {
        f"{path}: {what}"
        for path in files()
        if path.suffix == ".html" and path.parts[0] == "bihuan"
        for what, pattern in INLINE.items()
        if pattern.search(read(path))
    }
    assert not found, f"The browser would refuse these: {sorted(found)}"
