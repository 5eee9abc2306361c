"""`bihuan verify`: the chains, and everything that stands beside them, held against the record.

`--quick` walks the chains alone, `--export` a file without a database (ledger/command.py). How far it has
come is kept beside the database: stopped or killed, the next call of the same day goes on from there.
Exit status 0: whole; 1: something is broken or differs, named line by line; 2: the call is wrong.
"""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bihuan.core.chain.breaks import Published
from bihuan.jobs import clock
from bihuan.ledger import command as chain

if TYPE_CHECKING:
    from bihuan.exchange.verifying.progress import Progress

SECONDS: Final = 2.0
"""Between two lines of progress."""


def main(argv: Sequence[str]) -> int:
    """`verify [--quick] [--anew] [--export FILE [--key KEY]] [--head ORG:SEQ:SEAL]…`"""
    call = chain.verify_arguments().parse_args(argv)
    if call.quick or call.export:
        return chain.main(argv)
    try:
        heads = tuple(Published.read(text) for text in call.head)
        return _whole(heads, anew=call.anew or bool(heads))
    except ValueError as error:
        sys.stderr.write(f"bihuan verify: {error}\n")
        return 2


def _whole(heads: tuple[Published, ...], *, anew: bool) -> int:
    from bihuan.exchange.verifying.progress import Progress
    from bihuan.exchange.verifying.scope import Scope
    from bihuan.exchange.verifying.whole import begin, step_name, verify_whole

    at, told = clock.now(), [0.0]
    progress = (None if anew else _left_behind(at)) or begin(at=at)
    if progress.step:
        sys.stderr.write(
            f"接着上次未完成的核验（{_percent(progress)}%）；从头核验请加 --anew。"
            f"Going on with the verification that was cut short; --anew begins again.\n"
        )

    def tell(now: Progress) -> None:
        if time.monotonic() - told[0] < SECONDS:
            return
        told[0] = time.monotonic()
        _keep(now.text())
        step = step_name(now)
        sys.stderr.write(f"{_percent(now):3d}% {step.zh} {step.en} · {now.done} / {now.total}\n")

    verify_whole(progress, Scope(heads=heads), tell=tell)
    with suppress(OSError):  # on a copy that can only be read there is nothing of ours
        _file().unlink(missing_ok=True)
    return _tell(progress)


def _tell(progress: "Progress") -> int:
    wrong = progress.sentences()
    for zh, en in progress.notes:
        sys.stderr.write(f"{zh} {en}\n")
    for sentence in wrong:
        sys.stdout.write(f"{sentence.zh}\n{sentence.en}\n")
    if wrong:
        if progress.count > len(progress.found):
            sys.stdout.write(f"共 {progress.count} 处不符，以上为前 {len(progress.found)} 处。\n")
            sys.stdout.write(f"{progress.count} differences, of which the first {len(progress.found)}.\n")
        return 1
    sys.stdout.writelines(f"{head}\n" for head in progress.heads)
    sys.stdout.write(
        f"{progress.events} 条记录完整无缺，{progress.matters} 件事项、各表、"
        f"{progress.files} 个文件与记录一致。"
        f"{progress.events} events, every one as it was sealed; {progress.matters} matters, all tables and"
        f" {progress.files} files are what the record gives.\n"
    )
    return 0


def _percent(progress: "Progress") -> int:
    return min(99, progress.done * 100 // progress.total) if progress.total else 0


def _file() -> Path:
    from django.conf import settings

    return Path(settings.VAR) / "verify.json"


def _keep(text: str) -> None:
    rough = _file().with_name(".verify.json")
    with suppress(OSError):  # a full or read-only disk: cut short, it begins again
        rough.write_text(text, encoding="utf-8")
        rough.replace(_file())


def _left_behind(at: int) -> "Progress | None":
    """What a call of this day has proved of this database, and did not live to end."""
    from bihuan.exchange.verifying.job import DAY
    from bihuan.exchange.verifying.progress import Progress
    from bihuan.ledger.verify import stands

    try:
        found = Progress.read(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if found is None or found.began_at < at - DAY:
        return None
    return found if all(stands(Published.read(head)) for head in found.heads) else None
