"""The evidence of a backup on the disk, each file what its name says; gone again if what follows fails."""

import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from bihuan.exchange import backup_format as form
from bihuan.exchange.backup_bounds import Unfit, blocks
from bihuan.files.store import LIMIT, path_of


@contextmanager
def files_in_place(archive: zipfile.ZipFile, manifest: form.Manifest) -> Iterator[None]:
    """While the tables are loaded, and from then on."""
    new: list[Path] = []
    try:
        for org, digest in manifest.files:
            place = path_of(org, digest)
            if not place.exists():
                _unpack(archive, form.file_member(org, digest), digest, place)
                new.append(place)
        yield
    except BaseException:
        for place in new:
            place.unlink(missing_ok=True)
        raise


def _unpack(archive: zipfile.ZipFile, member: str, digest: str, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rough = place.with_name(f".{digest}.{secrets.token_hex(4)}")
    found = sha256()
    try:
        with os.fdopen(os.open(rough, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for block in blocks(archive, member, most=LIMIT):
                found.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != digest:
            raise Unfit(f"备份中的文件 {digest} 与其摘要不符。File {digest} is not what its name says.")
        os.replace(rough, place)
    finally:
        rough.unlink(missing_ok=True)
