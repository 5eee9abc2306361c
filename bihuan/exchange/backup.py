"""`bihuan backup PATH` and `bihuan restore PATH`: one file, consistent while the server runs.

The database first, in one view of one moment; then the evidence that it names. Exit status 0 done; 1 the file
was refused, evidence is lost, or what was restored is not what its record gives; 2 the call or what is around
it is wrong.
"""

import argparse
import os
import secrets
import shutil
import sys
import zipfile
from collections.abc import Sequence
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bihuan.exchange import backup_format as form
from bihuan.exchange.backup_format import Manifest, Table, Unfit
from bihuan.exchange.backup_tables import tables, write_table
from bihuan.exchange.restore import NotEmpty, restore
from bihuan.files.models import Evidence
from bihuan.files.store import path_of
from bihuan.ledger import journal
from bihuan.ledger.verify import consistent_view, heads_today
from bihuan.matters.writing.clock import now


def backup_main(argv: Sequence[str]) -> int:
    """`backup PATH`"""
    parser = argparse.ArgumentParser("bihuan backup", description="备份 · one file with everything")
    parser.add_argument("path", type=Path, metavar="PATH")
    manifest = backup(parser.parse_args(argv).path, at=now())
    sys.stdout.writelines(f"{head}\n" for head in manifest.heads)
    rows = sum(table.rows for table in manifest.tables)
    sys.stdout.write(
        f"已备份 {rows} 行、{len(manifest.files)} 个文件。{rows} rows, {len(manifest.files)} files.\n"
    )
    if manifest.lost:
        named = ", ".join(digest for _, digest in manifest.lost)
        sys.stderr.write(
            f"有佐证文件在磁盘上缺失或被改动，备份里没有：{named} Evidence is lost or changed on the disk.\n"
        )
    return 1 if manifest.lost else 0


def restore_main(argv: Sequence[str]) -> int:
    """`restore PATH [--erasures FILE]`"""
    parser = argparse.ArgumentParser("bihuan restore", description="恢复到空数据库 · into an empty database")
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument(
        "--erasures",
        type=Path,
        metavar="FILE",
        help="较新的清除记录，默认 var/erasures.log · a newer journal",
    )
    call = parser.parse_args(argv)
    try:
        done = restore(call.path, at=now(), erasures=call.erasures)
    except Unfit as error:
        sys.stderr.write(f"bihuan restore: {error}\n")
        return 1
    except NotEmpty as error:
        sys.stderr.write(f"bihuan restore: {error}\n")
        return 2
    sys.stdout.writelines(f"{head}\n" for head in done.heads)
    for sentence in done.wrong:
        sys.stderr.write(f"{sentence.zh}\n{sentence.en}\n")
    if done.wrong:
        sys.stderr.write(
            f"已恢复，但有 {len(done.wrong)} 处与办理记录不符，备份之前就是如此。"
            f"Restored, but {len(done.wrong)} things are not what the record gives, nor were they before.\n"
        )
        return 1
    sys.stdout.write(
        f"已恢复，核验无误；再次清除个人信息 {done.erased} 项。"
        f"Restored and verified; {done.erased} facts erased again.\n"
    )
    return 0


def backup(path: Path, *, at: int) -> Manifest:
    """Write everything to `path`, readable by its owner only; the file is complete or not there."""
    rough = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with (
            os.fdopen(os.open(rough, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            archive.comment = b"0" * form.SEAL
            manifest = _write(archive, at)
        form.seal(rough)
        _synchronise(rough)
        os.replace(rough, path)
        _synchronise(path.parent)
    finally:
        rough.unlink(missing_ok=True)
    return manifest


def _write(archive: zipfile.ZipFile, at: int) -> Manifest:
    with consistent_view():
        heads = [str(head) for head in heads_today()]
        migrations = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
        evidence = list(Evidence.objects.order_by("org_id", "digest").values_list("org_id", "digest"))
        written = [_table(archive, model) for model in tables()]
    files, lost = _files(archive, evidence)
    log = journal.path()
    archive.writestr(form.JOURNAL, log.read_bytes() if log.exists() else b"")
    manifest = Manifest(form.FORMAT, _version(), at, migrations, written, heads, files, lost)
    archive.writestr(form.MANIFEST, manifest.text())
    return manifest


def _table(archive: zipfile.ZipFile, model: Any) -> Table:
    with archive.open(form.table_member(model._meta.db_table), "w", force_zip64=True) as member:
        return write_table(model, member)


def _files(
    archive: zipfile.ZipFile, evidence: list[tuple[int, str]]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """(those that are in the archive now, those that the disk has not as they were kept).

    What nothing cited may have been swept away meanwhile; that is no loss.
    """
    files: list[list[Any]] = []
    lost: list[list[Any]] = []
    for org, digest in evidence:
        if _file(archive, org, digest):
            files.append([org, digest])
        elif Evidence.objects.filter(org_id=org, digest=digest).exists():
            lost.append([org, digest])
    return files, lost


def _file(archive: zipfile.ZipFile, org: int, digest: str) -> bool:
    """Put one content in as it is, unpacked; whether it is what its name says."""
    try:
        with path_of(org, digest).open("rb") as source:
            if file_digest(source, "sha256").hexdigest() != digest:
                return False
            source.seek(0)
            info = zipfile.ZipInfo(form.file_member(org, digest))
            with archive.open(info, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member)
    except FileNotFoundError:
        return False
    return True


def _version() -> str:
    try:
        return version("bihuan")
    except PackageNotFoundError:
        return "0"


def _synchronise(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
