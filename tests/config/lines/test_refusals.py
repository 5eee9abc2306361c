"""What the loop says by itself."""

import pytest

from bihuan.config.lines.refusals import ANSWERS, REFUSALS


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_each_says_in_both_languages_what_to_do_and_how_long_it_is(code: int) -> None:
    head, _, body = ANSWERS[code].partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {code} ".encode())
    assert f"Content-Length: {len(body)}\r\n".encode() in head
    assert b"Connection: close" in head
    zh, en = REFUSALS[code].sentence
    assert "请" in zh and zh in body.decode()
    assert en.count(".") >= 2 and "<p lang" in body.decode()
