"""A file is there when it is whole; what a killed process left of one goes with the next."""

import fcntl
from pathlib import Path

import pytest

from bihuan.exchange import new_file
from bihuan.exchange.new_file import arriving


@pytest.fixture(params=["without a name", "with a name"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """As on Linux, and as on a share that knows no files without a name."""
    if request.param == "with a name":
        monkeypatch.setattr(new_file, "_UNNAMED", 0)
    return str(request.param)


def test_it_takes_its_place_when_it_is_whole(way: str, tmp_path: Path) -> None:
    path = tmp_path / "all"
    path.write_text("before")
    with arriving(path) as arrival:
        arrival.file.write(b"after")
        assert path.read_text() == "before"
        assert len(list(tmp_path.iterdir())) == (2 if way == "with a name" else 1)
    assert [one.read_text() for one in tmp_path.iterdir()] == ["after"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_can_take_another_place(way: str, tmp_path: Path) -> None:
    with arriving(tmp_path / "all") as arrival:
        arrival.file.write(b"broken")
        arrival.path = tmp_path / "all.unfit"
    assert [one.name for one in tmp_path.iterdir()] == ["all.unfit"]


def test_one_that_fails_leaves_nothing(way: str, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), arriving(tmp_path / "all") as arrival:
        arrival.file.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(way: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), arriving(tmp_path / "nowhere" / "all"):
        pass


def test_what_was_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    left, busy, other = (tmp_path / name for name in (".all.0123abcd", ".all.89abcdef", ".all.of.it"))
    for one in (left, busy, other):
        one.write_text("half")
    with busy.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        with arriving(tmp_path / "all") as arrival:
            arrival.file.write(b"whole")
    assert sorted(one.name for one in tmp_path.iterdir()) == [".all.89abcdef", ".all.of.it", "all"]
