"""The table of readings is whole: every character of GB 2312, each sound said in letters."""

from bihuan.core.words.readings import SOUNDS


def test_every_line_is_a_sound_and_characters() -> None:
    lines = [line.split(" ") for line in SOUNDS.splitlines()]
    assert all(len(line) == 2 and line[0].isascii() and line[0].isalpha() for line in lines)
    assert not any(line[0].startswith(("zh", "ch", "sh")) or "ng" in line[0] for line in lines)


def test_the_characters_of_gb_2312_are_in_it() -> None:
    known = {char for line in SOUNDS.splitlines() for char in line.split(" ")[1]}
    pairs = ((high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    every = {bytes(pair).decode("gb2312", "ignore") for pair in pairs} - {""}
    assert len(every) == 6_763 and every <= known
