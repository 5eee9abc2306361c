"""A file is written at a new name or over an earlier one of its kind; nothing else is ever overwritten."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from bihuan.ledger.named_place import NotFree, require_free

KIND = "bihuan-backup"


def archive(path: Path, kind: str = f"{KIND}/1", member: str = "manifest.json") -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(member, json.dumps({"format": kind}))
    return path


def test_a_new_name_an_empty_file_and_an_earlier_archive_are_free(tmp_path: Path) -> None:
    require_free(tmp_path / "new", KIND)
    (tmp_path / "empty").touch()
    require_free(tmp_path / "empty", KIND)
    require_free(archive(tmp_path / "earlier"), KIND)


@pytest.mark.parametrize(
    "name", ["", ".", "/", "..", "folder", "none/here", "text", "zip", "export", "link", "pipe"]
)
def test_anything_else_is_refused_in_a_sentence_and_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("SQLite format 3")
    archive(tmp_path / "zip", member="other.json")
    archive(tmp_path / "export", kind="bihuan-export/1")
    (tmp_path / "link").symlink_to(archive(tmp_path / "behind"))
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / name if name[:1].isalpha() else Path(name)
    with pytest.raises(NotFree) as refused:
        require_free(path, KIND)
    assert "请" in str(refused.value) and refused.value.errno is None


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full"])
def test_a_device_is_no_file(device: str) -> None:
    with pytest.raises(NotFree, match="overwritten"):
        require_free(Path(device), KIND)
