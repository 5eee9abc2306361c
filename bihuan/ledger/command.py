"""`bihuan verify --quick` and `bihuan export`: checking the chains alone, and taking the record along.

Exit status 0: whole; 1: broken (the first broken event of each chain is named); 2: the call is wrong.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bihuan.core.chain.breaks import Published, Report
from bihuan.jobs import clock


def needs_django(argv: Sequence[str]) -> bool:
    """Whether `main` needs Django set up and the database: not for an export, nor for `--help`."""
    return not any(word.split("=")[0] in ("--export", "--help", "-h") for word in argv)


def main(argv: Sequence[str]) -> int:
    """`verify --quick|--export FILE [--key KEY] [--head ORG:SEQ:SEAL]…`"""
    call = verify_arguments().parse_args(argv)
    try:
        heads = [Published.read(text) for text in call.head]
        report = _of_file(call.export, heads, call.key) if call.export else _of_database(heads)
    except ValueError as error:
        sys.stderr.write(f"bihuan verify: {error}\n")
        return 2
    return _tell(report)


def export_main(argv: Sequence[str]) -> int:
    """`export FILE [--org SLUG] [--without-personal]`"""
    call = _export_arguments().parse_args(argv)
    from bihuan.ledger.export import write_export

    try:
        heads = write_export(call.file, at=clock.now(), org=call.org, personal=not call.without_personal)
    except (OSError, LookupError) as error:
        sys.stderr.write(f"bihuan export: {error}\n")
        return 2
    sys.stdout.writelines(f"{head}\n" for head in heads)
    return 0


def _of_file(file: Path, heads: list[Published], key: str | None) -> Report:
    from bihuan.ledger.offline import key_of, verify_export

    report = verify_export(file, heads, key=key)
    sys.stdout.write(f"签名公钥 key: {key_of(file)}\n")
    if key is None:
        sys.stdout.write(
            "没有用 --key 指明公钥，信的是文件自带的公钥：只说明文件完整，不说明出自谁。"
            "No --key was given, and the key inside was trusted: the file is whole, but not who made it.\n"
        )
    return report


def _of_database(heads: list[Published]) -> Report:
    from bihuan.ledger.held import held
    from bihuan.ledger.verify import verify

    outside, notes = held()
    for note in notes:
        sys.stderr.write(f"{note.zh} {note.en}\n")
    report = verify(heads=heads)
    return Report(report.heads, [*report.breaks, *outside], report.events)


def _tell(report: Report) -> int:
    for broken in report.breaks:
        sys.stdout.write("{}\n{}\n".format(*broken.sentence()))
    if report.breaks:
        return 1
    sys.stdout.writelines(f"{head}\n" for head in report.heads)
    sys.stdout.write(f"{report.events} 条记录完整无缺。{report.events} events, every one as it was sealed.\n")
    return 0


def verify_arguments() -> argparse.ArgumentParser:
    """The options of `bihuan verify`, which is more than the chains (exchange/verifying/command.py)."""
    parser = argparse.ArgumentParser(
        "bihuan verify", allow_abbrev=False, description="核验办理记录 · check the record"
    )
    parser.add_argument("--quick", action="store_true", help="只核验链 · the chains alone")
    parser.add_argument(
        "--anew", action="store_true", help="从头核验 · not from where an earlier call was cut short"
    )
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="核验导出文件 · an export instead of the database"
    )
    parser.add_argument(
        "--head", action="append", default=[], metavar="ORG:SEQ:SEAL", help="已公布的链头 · a published head"
    )
    parser.add_argument("--key", help="应有的签名公钥 · the public key that must have signed the export")
    return parser


def _export_arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "bihuan export", allow_abbrev=False, description="导出办理记录（签名） · a signed copy of the record"
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--org", metavar="SLUG", help="只导出一个单位 · one organisation only")
    parser.add_argument(
        "--without-personal", action="store_true", help="不含个人信息 · leave personal facts out"
    )
    return parser
