"""The colours can be read: contrast of at least 4.5 : 1 for text and 3 : 1 for edges, light and dark."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "bihuan" / "web" / "static" / "web"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
TEXTS = ("ink", "soft", "faint", "indigo", "indigo-deep", "seal")
GROUNDS = ("paper", "sheet", "sunk", "wash")
LAMPS = ("go", "near", "late", "steady", "idle")


def block(head: str) -> dict[str, str]:
    """The colours declared in the rule that starts with `head`."""
    body = TOKENS.split(head, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body))


THEMES = {
    "light": block(":root {"),
    "dark": block(':root[data-theme="dark"] {'),
    "system dark": block(':root:not([data-theme="light"]) {'),
}


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of #rrggbb."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_every_ground(theme: str) -> None:
    colours = THEMES[theme]
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("ink", "indigo-wash"), ("on-indigo", "indigo"), ("on-indigo", "indigo-deep"), ("paper", "ink")]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_lamp_can_be_read_with_and_without_its_wash(theme: str) -> None:
    colours = THEMES[theme]
    pairs = [(lamp, ground) for lamp in LAMPS for ground in (f"{lamp}-wash", "paper", "sheet", "wash")]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_what_can_be_pressed_and_the_focus_are_seen(theme: str) -> None:
    colours = THEMES[theme]
    pairs = [(edge, ground) for edge in ("edge", "focus", "indigo") for ground in GROUNDS]
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_dark_is_the_same_whether_the_system_or_the_person_chose_it() -> None:
    assert THEMES["dark"] == THEMES["system dark"]
    assert set(THEMES["dark"]) == set(THEMES["light"])


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_takes_its_colours_from_the_tokens(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert "@import" not in text
    if sheet.name not in ("tokens.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;, ])|rgba?\(", text)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_rules_for_a_window_do_not_reach_paper(sheet: Path) -> None:
    """A sheet of paper is as narrow as a phone, and nobody prints in the dark."""
    for asked in re.findall(r"@media ([^{]+)", sheet.read_text(encoding="utf-8")):
        for query in asked.split(","):
            of_a_window = re.search("width|height|pointer|color-scheme", query)
            assert not of_a_window or query.strip().startswith("screen and "), query
    dark = TOKENS.split(':root[data-theme="dark"] {', 1)[0]
    assert dark.rstrip().endswith("@media screen {")
