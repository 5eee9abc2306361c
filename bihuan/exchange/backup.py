"""`bihuan backup PATH` and `bihuan restore PATH`: one file, consistent while the server runs.

The database first, in one view of one moment; then the evidence that it names. What was written is read back
before it takes its place. Exit status 0 done; 1 the file was refused, evidence is lost, the record does not
verify, or what was restored is not what its record gives; 2 the call or what is around it is wrong.
"""

import argparse
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bihuan.core.chain.breaks import Break
from bihuan.exchange import backup_format as form
from bihuan.exchange.backup_bounds import Lines, Unfit, blocks, members_of, whole
from bihuan.exchange.backup_format import Manifest, Table
from bihuan.exchange.backup_tables import tables, write_table
from bihuan.exchange.new_file import arriving
from bihuan.exchange.restore import NoJournal, NotEmpty, Restored, restore
from bihuan.exchange.version import ours
from bihuan.files.models import Evidence
from bihuan.files.store import path_of
from bihuan.ledger import journal
from bihuan.ledger.named_place import require_free
from bihuan.ledger.verify import consistent_view, verify
from bihuan.matters.writing.clock import now


class BadCopy(OSError):
    """What was written does not read back as it was: the disk is not to be trusted."""


class Broken(Exception):
    """The record does not verify: what was read stands in `path`, which no restore takes."""

    def __init__(self, path: Path, first: Break) -> None:
        zh, en = first.sentence()
        super().__init__(
            f"办理记录核验不通过：{zh}。读到的内容留在 {path.name}，不能用于恢复；原有的备份没有动。\n"
            f"The record does not verify: {en}. What was read is kept as {path.name}, which cannot be"
            " restored; an earlier backup was left as it is.\n"
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and the first event of each chain that is not what was sealed."""

    manifest: Manifest
    breaks: list[Break]


def backup_main(argv: Sequence[str]) -> int:
    """`backup PATH`"""
    parser = argparse.ArgumentParser("bihuan backup", description="备份 · one file with everything")
    parser.add_argument("path", type=Path, metavar="PATH")
    try:
        manifest = backup(parser.parse_args(argv).path, at=now())
    except Broken as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.writelines(f"{head}\n" for head in manifest.heads)
    rows = sum(table.rows for table in manifest.tables)
    if manifest.lost:
        named = ", ".join(digest for _, digest in manifest.lost)
        sys.stderr.write(
            f"备份不完整：有佐证文件在磁盘上缺失、读不出或被改动，备份里没有：{named} "
            "The backup is not whole: evidence is lost, unreadable or changed on the disk.\n"
        )
        return 1
    sys.stdout.write(
        f"已备份并读回核对 {rows} 行、{len(manifest.files)} 个文件，版本 {manifest.version}。"
        f"{rows} rows, {len(manifest.files)} files, read back; version {manifest.version}.\n"
    )
    return 0


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
    except (NotEmpty, NoJournal) as error:
        sys.stderr.write(f"bihuan restore: {error}\n")
        return 2
    except FileNotFoundError:
        sys.stderr.write(f"bihuan restore: 没有这个文件：{call.path} There is no such file.\n")
        return 2
    return _told(done)


def _told(done: Restored) -> int:
    """What stands now, for whoever asked for it; the exit status."""
    sys.stdout.writelines(f"{head}\n" for head in done.heads)
    if done.spoiled:
        sys.stderr.write(
            f"清除记录中有 {done.spoiled} 行写到一半，已略过。"
            f"{done.spoiled} lines of the journal of erasures were cut off and passed over.\n"
        )
    for sentence in done.behind:
        sys.stderr.write(f"{sentence.zh}\n{sentence.en}\n")
    if done.behind:
        sys.stderr.write(
            "恢复的备份早于已外送的链头；确认无误后运行 bin/bihuan acknowledge-heads，会记入办理记录。"
            "The backup is older than heads that have left the machine; once you know why, run"
            " bin/bihuan acknowledge-heads, which goes on record.\n"
        )
    for sentence in done.wrong:
        sys.stderr.write(f"{sentence.zh}\n{sentence.en}\n")
    if done.wrong:
        sys.stderr.write(
            f"已恢复，但有 {len(done.wrong)} 处与办理记录不符，备份之前就是如此。"
            f"Restored, but {len(done.wrong)} things are not what the record gives, nor were they before.\n"
        )
        return 1
    if done.behind:
        return 1
    sys.stdout.write(
        f"已恢复，核验无误；再次清除个人信息 {done.erased} 项。"
        f"Restored and verified; {done.erased} facts erased again.\n"
    )
    return 0


def backup(path: Path, *, at: int) -> Manifest:
    """Write everything to `path`, readable by its owner only; the file is complete or not there.

    Broken where the record does not verify: what was read is then kept as `path` with `.unfit`. NotFree where
    something else than a backup stands there.
    """
    kind = form.FORMAT.partition("/")[0]
    require_free(path, kind)
    require_free(unfit := path.with_name(f"{path.name}.unfit"), kind)
    with arriving(path) as arrival:
        with zipfile.ZipFile(arrival.file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.comment = b"0" * form.SEAL
            written = _write(archive, at)
        form.seal(arrival.file)
        _read_back(arrival.file, written.manifest)
        if written.breaks:
            arrival.path = unfit
    if written.breaks:
        raise Broken(arrival.path, written.breaks[0])
    return written.manifest


def _write(archive: zipfile.ZipFile, at: int) -> Written:
    with consistent_view():
        report = verify()
        migrations = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
        evidence = list(Evidence.objects.order_by("org_id", "digest").values_list("org_id", "digest"))
        written = [_table(archive, model) for model in tables()]
    files, lost = _files(archive, evidence)
    log = journal.path()
    archive.writestr(form.JOURNAL, log.read_bytes() if log.exists() else b"")
    heads = [str(head) for head in report.heads]
    manifest = Manifest(form.FORMAT, ours(), at, migrations, written, heads, files, lost)
    archive.writestr(form.MANIFEST, manifest.text())
    return Written(manifest, report.breaks)


def _read_back(file: Any, manifest: Manifest) -> None:
    """BadCopy unless the file holds what was written, read as a restore reads it."""
    try:
        form.check(file)
        with members_of(file) as archive:
            fine = form.manifest_of(archive) == manifest
            whole(archive, form.JOURNAL, most=form.LONGEST_JOURNAL)
            for table in manifest.tables:
                lines = Lines(archive, form.table_member(table.name))
                fine &= sum(1 for _ in lines) == table.rows and lines.sha256 == table.sha256
            for org, digest in manifest.files:
                found = sha256()
                for block in blocks(archive, form.file_member(org, digest)):
                    found.update(block)
                fine &= found.hexdigest() == digest
    except Unfit as error:
        raise BadCopy(
            f"备份写出后读不回来，没有留下备份：{error} What was written cannot be read back."
        ) from error
    if not fine:
        raise BadCopy("备份写出后读回不符，没有留下备份。What was written does not read back as it was.")


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
    """Put one content in as it is, unpacked; whether what was read for the copy is what its name says."""
    try:
        content = path_of(org, digest).read_bytes()
    except OSError:  # gone, or the disk does not give it
        return False
    if sha256(content).hexdigest() != digest:
        return False
    archive.writestr(zipfile.ZipInfo(form.file_member(org, digest)), content)
    return True
