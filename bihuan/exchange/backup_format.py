"""The one file of a backup, the same for both databases.

A zip of `tables/NAME.jsonl` (rows as JSON lists in the order of the primary key), `files/ORG/DIGEST` (the
evidence), `erasures.log` (ledger/journal.py) and `manifest.json`. Its comment, the last 64 bytes, is the
SHA-256 of all that comes before, so that one changed byte anywhere is found before anything is read.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = "bihuan-backup/1"
MANIFEST, JOURNAL = "manifest.json", "erasures.log"
SEAL = 64
_BLOCK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Unfit(ValueError):
    """The file is not a whole backup, or not one for this version: the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order of the rows, and what its member must digest to."""

    name: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in the file. `heads` as they are published; `files` (organisation, digest) that are there;
    `lost` those that the disk had no more, or had changed."""

    format: str
    version: str
    made_at: int
    migrations: list[list[str]]
    tables: list[Table]
    heads: list[str]
    files: list[list[Any]]
    lost: list[list[Any]]

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def file_member(org: int, digest: str) -> str:
    return f"files/{org}/{digest}"


def seal(path: Path) -> None:
    """Write the digest of everything else into the comment that was kept free for it."""
    with path.open("r+b") as file:
        digest = _digest_of(file)
        file.seek(-SEAL, 2)
        file.write(digest.encode())


def check(path: Path) -> None:
    """Unfit unless the file is what was sealed."""
    with path.open("rb") as file:
        digest = _digest_of(file)
        said = file.read(SEAL)
    if said != digest.encode():
        raise Unfit(
            "备份文件不完整或被改动，没有恢复任何内容。"
            "The file is not what was backed up: it was cut off or changed. Nothing was restored."
        )


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What the file says of itself. Unfit for another format."""
    try:
        found = json.loads(archive.read(MANIFEST))
        if found["format"] != FORMAT:
            raise Unfit(
                f"这不是本版本能读的备份（{found['format']}）。"
                f"This version does not read backups of the form {found['format']}."
            )
        tables = [Table(**one) for one in found.pop("tables")]
        manifest = Manifest(**found, tables=tables)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("这不是备份文件。This is not a backup.") from error
    _require_plain_names(manifest)
    return manifest


def _require_plain_names(manifest: Manifest) -> None:
    """What becomes SQL or a path is letters and digits."""
    names = [name for table in manifest.tables for name in (table.name, *table.columns)]
    files = [str(digest) for _, digest in (*manifest.files, *manifest.lost)]
    orgs = [org for org, _ in (*manifest.files, *manifest.lost)]
    fine = all(_NAME.fullmatch(name) for name in names) and all(_DIGEST.fullmatch(one) for one in files)
    if not fine or not all(isinstance(org, int) and org > 0 for org in orgs):
        raise Unfit("备份清单里的名称不合规。The manifest names what cannot be.")


def blocks(stream: Any) -> Iterator[bytes]:
    """A stream piece by piece."""
    return iter(lambda: stream.read(_BLOCK), b"")


def _digest_of(file: BinaryIO) -> str:
    """The digest of all but the last 64 bytes; the file stands before them afterwards."""
    left = file.seek(0, 2) - SEAL
    if left <= 0:
        raise Unfit("这不是备份文件。This is not a backup.")
    file.seek(0)
    digest = sha256()
    while left and (block := file.read(min(_BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
