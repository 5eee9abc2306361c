"""What waits on a line: in order, little in memory, never the last of the disk."""

import errno
import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bihuan.config.lines import spool
from bihuan.config.lines.spool import IN_MEMORY, Spool, lie_in


@given(
    some.lists(some.tuples(some.integers(0, 3 * IN_MEMORY // 2), some.integers(1, IN_MEMORY)), max_size=12)
)
def test_what_goes_in_comes_out_in_order(turns: list[tuple[int, int]]) -> None:
    waiting, put, got = Spool(), b"", b""
    for number, (size, taken) in enumerate(turns):
        piece = bytes([number]) * size
        waiting.append(piece)
        put += piece
        out = waiting.get(taken)
        waiting.skip(len(out))
        got += out
    while len(waiting):
        out = waiting.get(1 << 20)
        waiting.skip(len(out))
        got += out
    assert got == put
    assert waiting.file is None, "what is empty holds nothing"


@pytest.mark.parametrize("size", [0, IN_MEMORY, IN_MEMORY + 1, 5 << 20])
def test_a_body_is_read_from_its_beginning(size: int) -> None:
    body = Spool()
    sent = os.urandom(size)
    for start in range(0, size, 60_000):
        body.append(sent[start : start + 60_000])
    assert (body.file is not None) == (size > IN_MEMORY), "more than a little lies in a file"
    assert not body.head or size <= IN_MEMORY
    assert body.getbuf().getfile().read() == sent
    body.close()


def test_the_reserve_of_a_disk_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    body = Spool()
    body.append(b"x" * (2 << 20))
    monkeypatch.setattr(spool, "room", lambda: 0)
    with pytest.raises(OSError, match="space") as raised:
        body.append(b"x")
    assert raised.value.errno == errno.ENOSPC
    little = Spool()
    little.append(b"x" * IN_MEMORY)
    with pytest.raises(OSError, match="space"):
        little.append(b"x")


def test_files_lie_with_the_data_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    lie_in(tmp_path / "incoming")
    assert not (tmp_path / "incoming").exists()
    monkeypatch.delenv("TMPDIR")
    lie_in(tmp_path / "incoming")
    assert tempfile.gettempdir() == str(tmp_path / "incoming")


def test_what_a_killed_process_left_goes_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)
    old, new = tmp_path / "old", tmp_path / "new"
    for file in (old, new):
        file.write_text("x")
    os.utime(old, (time.time() - 90_000,) * 2)
    lie_in(tmp_path)
    assert new.exists() and not old.exists()
