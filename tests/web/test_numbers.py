"""Numbers as they come in with a request."""

import pytest

from bihuan.web.numbers import typed_id


@pytest.mark.parametrize(("raw", "number"), [("7", 7), (7, 7), ("9" * 18, int("9" * 18))])
def test_an_id_is_read(raw: object, number: int) -> None:
    assert typed_id(raw) == number


@pytest.mark.parametrize("raw", [None, "", "-1", "1.0", " 7", "七", "７", "²", "9" * 19, "abc"])
def test_what_is_no_id_is_none(raw: object) -> None:
    assert typed_id(raw) == 0
