"""Where somebody lets a file be written: at a new name, or over an earlier file of the same kind."""

import json
import zipfile
from pathlib import Path
from typing import Final

from bihuan.core.words.text import Text
from bihuan.ledger.offline import MANIFEST

_LONGEST: Final = 1 << 20
NO_FOLDER = Text("没有这个文件夹：{folder}。请先建好。", "There is no folder {folder}: make it first.")
NO_NAME = Text("请写明文件名，“{path}” 不是。", "Name a file: “{path}” is none.")
TAKEN = Text(
    "“{path}” 已经有了，而且不是这里写出的文件，没有覆盖。请另取文件名。",
    "“{path}” is there already and is no file of this kind; it was not overwritten. Choose another name.",
)


class NotFree(OSError):
    """What stands at a place is not to be overwritten, or the place cannot be one."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(f"{sentence.zh}{sentence.en}")


def require_free(path: Path, kind: str) -> None:
    """NotFree unless a file can be made there, over nothing, an empty file or an archive of `kind`.

    `kind` begins the format that the archive's manifest states. Devices, links and folders are nobody's
    archive.
    """
    if not path.name or path.is_dir():
        raise NotFree(NO_NAME.format(path=path))
    if not path.parent.is_dir():
        raise NotFree(NO_FOLDER.format(folder=path.parent))
    if (path.exists() or path.is_symlink()) and not _is_of(path, kind):
        raise NotFree(TAKEN.format(path=path))


def _is_of(path: Path, kind: str) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if not path.stat().st_size:
        return True
    try:
        with zipfile.ZipFile(path) as archive, archive.open(MANIFEST) as manifest:
            return str(json.loads(manifest.read(_LONGEST))["format"]).startswith(kind)
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
    ):
        return False
