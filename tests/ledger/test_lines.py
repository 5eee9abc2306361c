"""Lines come into a file whole, whatever befell the one before and whoever else writes."""

import os
import threading
from pathlib import Path

import pytest

from bihuan.ledger import lines


def test_a_line_that_was_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    file = tmp_path / "log"
    lines.add(file, ["one"])
    with file.open("a") as torn:
        torn.write('{"half')
    lines.add(file, ["two", "three"])
    assert file.read_text() == 'one\n{"half\ntwo\nthree\n'
    assert lines.lines_of(file) == ["one", '{"half', "two", "three"]


def test_what_the_system_takes_in_small_pieces_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
    lines.add(tmp_path / "log", ["a line of some length", "and another"])
    assert lines.lines_of(tmp_path / "log") == ["a line of some length", "and another"]


def test_a_disk_that_is_full_in_the_middle_spoils_only_that_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, write, said = tmp_path / "log", os.write, [3]

    def filling(handle: int, data: bytes) -> int:
        if not said:
            raise OSError(28, "No space left on device")
        return write(handle, bytes(data)[: said.pop()])

    lines.add(file, ["one"])
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(os, "write", filling)
        lines.add(file, ["two is long"])
    lines.add(file, ["three"])
    assert lines.lines_of(file) == ["one", "two", "three"]


def test_many_writers_lose_nothing_and_each_sees_what_stands(tmp_path: Path) -> None:
    file = tmp_path / "log"

    def write(who: int) -> None:
        for nth in range(20):
            line = f"{who} {nth} " + "x" * 5_000
            lines.add_lacking(file, lambda standing, line=line: [] if line in standing else [line])
            lines.add_lacking(file, lambda standing, line=line: [] if line in standing else [line])

    writers = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = lines.lines_of(file)
    assert len(found) == len(set(found)) == 80
    assert {len(line) for line in found} <= {5_004, 5_005}


def test_bytes_that_are_no_text_spoil_their_own_line_alone(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_bytes(b"one\n\xff\xfe\x00half\ntwo\n")
    assert lines.lines_of(file)[::2] == ["one", "two"]
