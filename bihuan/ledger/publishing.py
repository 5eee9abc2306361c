"""Sending each day's head out of the machine: to a file whose place an administrator names (BIHUAN_HEADS).

Every hour, and every five minutes while something does not go: what has come due is taken and signed, the
record is held against what stands outside, and what waits is added in its order. Where the place cannot be
written nobody is stopped: it is told since when, and all of it follows later. Of an organisation whose record
differs from the heads outside nothing more is sent until an administrator has looked, for a new head would
cover up what the old one shows.
"""

import logging
from collections.abc import Sequence
from errno import ENOENT
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from bihuan.core.chain.breaks import Published
from bihuan.core.words.text import Text
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.ledger import day_heads, outside
from bihuan.ledger.held import GONE, lost, place
from bihuan.ledger.models import DayHead, Outside
from bihuan.ledger.outside import Sent
from bihuan.ledger.patience import within
from bihuan.ledger.signing import NoKey

log = logging.getLogger(__name__)
JOB: Final = "ledger.heads"
AGAIN: Final = 5 * 60 * 1_000_000


class Standing(NamedTuple):
    """How things stand outside, for people. Instants in microseconds."""

    named: bool
    newest: DayHead | None
    waiting: int
    fails: Text | None
    fails_at: int | None
    differs: str
    differs_at: int | None
    gone: Text | None


def run_job(run: Run) -> None:
    """The job: every hour, and again soon while something does not go."""
    if not send(at=run.at):
        enqueue(JOB, at=run.at, run_at=run.at + AGAIN, key=f"{JOB}:again")


def send(*, at: int) -> bool:
    """Take, compare, sign, add; whether all of it went. What does not go is noted, with since when."""
    day_heads.take(at=at)
    named, begun = place(), DayHead.objects.exclude(sent_at=None).exists()
    if not named:
        Outside.objects.all().delete()
        return True
    try:
        sent = within(lambda: _standing_there(outside.file_in(named), begun))
        _note_gone(named, sent, at)
        _note_differing(differing := lost(sent), at)
        day_heads.sign()
        rows = [row for row in DayHead.objects.exclude(line="").order_by("id") if row.slug not in differing]
        lacking = _lacking(rows, sent)
        within(lambda: outside.add(outside.file_in(named), lacking))
    except OSError as error:
        _note_failing(_why(error), at)
        return False
    DayHead.objects.filter(pk__in=[row.pk for row in rows], sent_at=None).update(sent_at=at)
    _note_failing("", at)
    return True


def standing(org: int) -> Standing:
    """How one organisation's heads stand."""
    state = Outside.objects.filter(org_id=org).first() or Outside(org_id=org)
    mine = DayHead.objects.filter(org_id=org)
    return Standing(
        named=bool(place()),
        newest=mine.exclude(sent_at=None).order_by("-at", "-id").first(),
        waiting=mine.filter(sent_at=None).count(),
        fails=_text(state.fails) if state.fails else None,
        fails_at=state.fails_at,
        differs=state.differs,
        differs_at=state.differs_at,
        gone=GONE.format(n=gone[0]) if (gone := gone_from_outside()) else None,
    )


def differing(database: BaseDatabaseWrapper | None = None) -> list[str]:
    """The heads outside that the record does not hold, one for each organisation: `ORG:SEQ:SEAL`."""
    with (database or connection).cursor() as cursor:
        cursor.execute("SELECT differs FROM ledger_outside WHERE differs <> '' ORDER BY org_id")
        return [head for (head,) in cursor.fetchall()]


def failing_since(database: BaseDatabaseWrapper | None = None) -> int | None:
    """Since when the place cannot be written; None where it can, or where none is named."""
    with (database or connection).cursor() as cursor:
        cursor.execute("SELECT min(fails_at) FROM ledger_outside WHERE fails <> ''")
        found: int | None = cursor.fetchone()[0]
    return found


def failures() -> list[Text]:
    """Why heads do not go out, each reason once."""
    found = Outside.objects.exclude(fails="").values_list("fails", flat=True).distinct().order_by()
    return [_text(fails) for fails in found]


def _text(fails: str) -> Text:
    zh, _, en = fails.partition("\n")
    return Text(zh, en)


def _standing_there(file: Path, begun: bool) -> list[Sent]:
    """What stands there. A file that was there once must be there: a folder that is empty because its disk is
    away is not a new place."""
    if file.exists():
        return outside.heads_in(file)
    if begun:
        raise FileNotFoundError(
            ENOENT,
            "存放链头的文件不在了；如是新换的地方，先在那里放一个空文件\n"
            "the file of heads has gone; at a new place put an empty file first",
        )
    if not file.parent.is_dir():
        raise FileNotFoundError(ENOENT, "文件夹不存在\nthere is no such folder")
    return []


def _lacking(rows: Sequence[DayHead], sent: Sequence[Sent]) -> list[str]:
    """The lines that do not stand there yet, oldest first: at a new place all of them."""
    there = {one.head for one in sent}
    return [row.line for row in rows if Published(row.slug, row.seq, row.seal) not in there]


@transaction.atomic
def _note_gone(named: str, sent: Sequence[Sent], at: int) -> None:
    """Heads that were sent there and do not stand there any more: somebody cut, changed or emptied the file.

    They are added again; that it happened is told until somebody at the machine has acknowledged it.
    """
    state, _ = Outside.objects.get_or_create(org_id=0)
    place_now, there = sha256(named.encode()).hexdigest(), {one.head for one in sent}
    gone = [
        row
        for row in DayHead.objects.exclude(sent_at=None).only("slug", "seq", "seal")
        if Published(row.slug, row.seq, row.seal) not in there
    ]
    values: dict[str, str | int] = {"place": place_now}
    if gone and state.place == place_now:
        values |= {"lacked": len(gone), "lacked_at": at}
        log.warning("%s heads that had been sent stood outside no more; they are added again", len(gone))
    Outside.objects.filter(org_id=0).update(**values)


def gone_from_outside(database: BaseDatabaseWrapper | None = None) -> tuple[int, int] | None:
    """(how many heads that had been sent stood there no more, when that was noticed); None for none."""
    with (database or connection).cursor() as cursor:
        cursor.execute("SELECT lacked, lacked_at FROM ledger_outside WHERE org_id = 0 AND lacked > 0")
        row = cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else None


def forget_gone() -> int:
    """Somebody at the machine knows why: how many it was."""
    found = gone_from_outside()
    Outside.objects.filter(org_id=0).update(lacked=0, lacked_at=None)
    return found[0] if found else 0


@transaction.atomic
def _note_differing(differing: dict[str, list[Published]], at: int) -> None:
    known = {chain.slug: chain.org for chain in day_heads.chains()}
    wrong = {known.get(slug, 0): str(heads[-1]) for slug, heads in differing.items()}
    Outside.objects.exclude(org_id__in=wrong).exclude(differs="").update(differs="", differs_at=None)
    for org, head in wrong.items():
        state, _ = Outside.objects.get_or_create(org_id=org)
        since = state.differs_at if state.differs else at
        Outside.objects.filter(org_id=org).update(differs=head, differs_at=since)


@transaction.atomic
def _note_failing(why: str, at: int) -> None:
    """Since the first time in a row, for every organisation."""
    if not why:
        Outside.objects.exclude(fails="").update(fails="", fails_at=None)
        return
    for org in {0, *(chain.org for chain in day_heads.chains())}:
        state, _ = Outside.objects.get_or_create(org_id=org)
        since = state.fails_at if state.fails else at
        Outside.objects.filter(org_id=org).update(fails=why, fails_at=since)


def _why(error: OSError) -> str:
    """The reason, a line in each language; never the path, which is nobody's business on a page."""
    if isinstance(error, NoKey):
        return "签名密钥不能用，详见启动时的提示\nthe signing key cannot be used; the start says why"
    said = error.strerror or str(error) or type(error).__name__
    zh, _, en = said.partition("\n")
    return f"不能写入：{zh}\nit cannot be written: {en or zh}"
