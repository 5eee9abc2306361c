"""What stands with a matter, and by which key a list finds it."""

import pytest

from bihuan.core.acts.act import Field
from bihuan.core.words.text import Text
from bihuan.matters.seeing.facts import key_asked, key_of


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("int", 7, "7"),
        ("int", 0, "0"),
        ("int", -12, "-12"),
        ("text", "7", "7"),
        ("text", "长" * 500, "长" * 500),
        ("date", "2026-03-01", "2026-03-01"),
        ("unit", 1042, "1042"),
        ("person", 1043, "1043"),
        ("yes", True, "yes"),
        ("yes", False, "no"),
    ],
)
def test_what_is_typed_above_a_list_finds_what_was_kept(kind: str, value: object, typed: str) -> None:
    field = Field("amount", kind, Text("数量", "Amount"), keeps=True, filters=True)
    assert key_asked(field, typed) == key_of(field, value)


@pytest.mark.parametrize("typed", ["", "-", "７", "1e3", "9" * 40, "seven"])
def test_what_is_no_number_finds_no_number(typed: str) -> None:
    field = Field("amount", "int", Text("数量", "Amount"), keeps=True, filters=True)
    assert key_asked(field, typed) == typed
