"""The one file of a backup, the same for both databases.

A zip of `tables/NAME.jsonl` (rows as JSON lists in the order of the primary key), `files/ORG/DIGEST` (the
evidence), `erasures.log` (ledger/journal.py) and `manifest.json`. Its comment, the last 64 bytes, is the
SHA-256 of all that comes before, so that one changed byte anywhere is found before anything is read. Whoever
makes a file that fits can seal it all the same: nothing in it is trusted, and nothing is read without bounds.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from bihuan.exchange.backup_bounds import Unfit, members_of, whole

__all__ = ["Unfit"]
FORMAT = "bihuan-backup/1"
MANIFEST, JOURNAL = "manifest.json", "erasures.log"
SEAL = 64
LONGEST_MANIFEST = 64 << 20
LONGEST_JOURNAL = 256 << 20
_BLOCK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_MIGRATION = re.compile(r"[A-Za-z0-9_]{1,200}")
_NO_BACKUP = "这不是备份文件。This is not a backup."


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order of the rows, and what its member must digest to."""

    name: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in the file. `version`: of the product that made it. `heads` as they are published; `files`
    (organisation, digest) that are there; `lost` those that the disk had no more, or had changed."""

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


def seal(file: BinaryIO) -> None:
    """Write the digest of everything else into the comment that was kept free for it."""
    digest = _digest_of(file)
    file.seek(-SEAL, 2)
    file.write(digest.encode())


def check(file: BinaryIO) -> None:
    """Unfit unless the file is what was sealed."""
    digest = _digest_of(file)
    if file.read(SEAL) != digest.encode():
        raise Unfit(
            "备份文件不完整或被改动，没有恢复任何内容。"
            "The file is not what was backed up: it was cut off or changed. Nothing was restored."
        )


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a sealed file. Unfit for one that is none; OSError where there is no file."""
    with path.open("rb") as file:
        check(file)
        with members_of(file) as archive:
            yield archive


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What the file says of itself. Unfit for another format."""
    text = whole(archive, MANIFEST, most=LONGEST_MANIFEST)
    try:
        found = json.loads(text)
        if found["format"] != FORMAT:
            raise Unfit(
                f"这不是本版本能读的备份（{str(found['format'])[:40]!a}）。"
                f"This version does not read backups of the form {str(found['format'])[:40]!a}."
            )
        tables = [Table(**one) for one in found.pop("tables")]
        manifest = Manifest(**found, tables=tables)
        fits = _fits(manifest)
    except Unfit:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unfit(_NO_BACKUP) from error
    if not fits:
        raise Unfit("备份清单里的名称或数值不合规。The manifest says what cannot be.")
    return manifest


def _fits(manifest: Manifest) -> bool:
    """Whether all of it is of the form of `Manifest`; what becomes SQL or a path is letters and digits."""
    names = [name for table in manifest.tables for name in (table.name, *table.columns)]
    evidence = [*manifest.files, *manifest.lost]
    lists = (manifest.migrations, manifest.heads, manifest.files, manifest.lost)
    return (
        all(isinstance(one, list) for one in lists)
        and all(isinstance(table.columns, list) and table.columns for table in manifest.tables)
        and all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
        and len({table.name for table in manifest.tables}) == len(manifest.tables)
        and all(_is_count(table.rows) and _is(_DIGEST, table.sha256) for table in manifest.tables)
        and all(
            _is_pair(one) and _is_count(one[0]) and one[0] > 0 and _is(_DIGEST, one[1]) for one in evidence
        )
        and all(_is_pair(one) and all(_is(_MIGRATION, name) for name in one) for one in manifest.migrations)
        and all(isinstance(head, str) for head in (*manifest.heads, manifest.version))
        and _is_count(manifest.made_at)
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _is(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _digest_of(file: BinaryIO) -> str:
    """The digest of all but the last 64 bytes; the file stands before them afterwards."""
    left = file.seek(0, 2) - SEAL
    if left <= 0:
        raise Unfit(_NO_BACKUP)
    file.seek(0)
    digest = sha256()
    while left and (block := file.read(min(_BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
