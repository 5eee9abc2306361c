"""The file of heads outside is checked with the file alone; what is cut off or changed says nothing."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from bihuan.core.chain.breaks import Published
from bihuan.ledger import outside

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
HEAD = Published("jichuan", 120, "ab" * 32)
LINE = outside.signed(HEAD, day="2026-11-30", at=1_796_000_000_000_000, key=KEY)


def test_a_line_says_its_head_and_by_whom_it_was_signed() -> None:
    found = outside.read(LINE)
    assert found == (HEAD, "2026-11-30", KEY.public_key().public_bytes_raw().hex())


@given(place=some.integers(0, len(LINE) - 1), to=some.characters(min_codepoint=32, max_codepoint=126))
def test_a_changed_line_says_nothing_or_the_same(place: int, to: str) -> None:
    assert outside.read(LINE[:place] + to + LINE[place + 1 :]) in (None, outside.read(LINE))


@given(some.text() | some.integers(0, len(LINE) - 1).map(lambda end: LINE[:end]))
def test_what_is_no_whole_line_says_nothing(line: str) -> None:
    assert outside.read(line) is None


@pytest.mark.parametrize(
    "line", ["[]", "7", "null", '{"signature": 7}', "[" * 100_000, '{"signature":"","key":""}']
)
def test_json_of_another_form_says_nothing(line: str) -> None:
    assert outside.read(line) is None


def test_lines_are_added_once_whatever_stands_there(tmp_path: Path) -> None:
    file = outside.file_in(str(tmp_path))
    assert file == tmp_path / "bihuan-heads.jsonl"
    assert outside.file_in(f"{tmp_path}/own.jsonl") == tmp_path / "own.jsonl"
    assert outside.file_in(f"{tmp_path}/away") == tmp_path / "away" / "bihuan-heads.jsonl"
    other = outside.signed(Published("jichuan", 121, "cd" * 32), day="2026-12-01", at=1, key=KEY)
    outside.add(file, [LINE])
    file.write_text(file.read_text() + LINE[:40])
    outside.add(file, [LINE, other])
    assert [one.head.seq for one in outside.heads_in(file)] == [120, 121]
