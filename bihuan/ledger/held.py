"""Holding the record against the heads outside: each of them must be on its chain, or have been acknowledged.

After an honest restore of an older backup the newest heads are not in the record any more. That stays a
break until an administrator acknowledges it (`bihuan acknowledge-heads`), by an event that names them.
"""

import json
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import connection

from bihuan.core.chain.breaks import Break, Published
from bihuan.core.sql import chunks, marks
from bihuan.core.words.text import Text
from bihuan.ledger import outside
from bihuan.ledger.models import DayHead, Outside
from bihuan.ledger.outside import Sent
from bihuan.ledger.patience import within
from bihuan.ledger.signing import NoKey, own_key, public

ACKNOWLEDGED: Final = "heads_acknowledged"
"""The event whose plain fact `heads` lists heads that are not in the record, as [seq, seal]."""
_NOT_NAMED = Text(
    "没有与外送的链头核对：这里没有设定 BIHUAN_HEADS。",
    "Not held against the heads outside: BIHUAN_HEADS is not set here.",
)
_UNHELD: Final = "Not held against the heads outside"
GONE: Final = Text(
    "存放处少了 {n} 个已送出的链头：文件被删改过，或换成了空的。会自动补上；"
    "请查明原因，再运行 bin/bihuan acknowledge-heads。",
    "{n} heads that had been sent stood outside no more: the file was cut, changed or emptied. They are added"
    " again; find out why, then run bin/bihuan acknowledge-heads.",
)


def place() -> str:
    """The place that an administrator named, in the environment; empty where there is none."""
    return str(settings.HEADS or "")


def held() -> tuple[list[Break], list[Text]]:
    """(for each organisation the heads that the record lacks, what could not be looked at and why)."""
    named = place()
    if not named:
        return [], [_NOT_NAMED] if DayHead.objects.exclude(sent_at=None).exists() else []
    try:
        sent = within(lambda: outside.heads_in(outside.file_in(named)))
    except OSError as error:
        return [], [Text(f"没有与外送的链头核对：{_why(error).zh}。", f"{_UNHELD}: {_why(error).en}.")]
    breaks = [
        Break("outside", org, heads[-1].seq, f"{heads[0].seq}–{heads[-1].seq}")
        for org, heads in lost(sent).items()
    ]
    return breaks, _not_there(sent)


def _not_there(sent: list[Sent]) -> list[Text]:
    """Heads that were sent and do not stand there, or did not when heads were sent last."""
    there = {one.head for one in sent}
    rows = DayHead.objects.exclude(sent_at=None).values_list("slug", "seq", "seal")
    gone = sum(Published(*row) not in there for row in rows)
    noted = Outside.objects.filter(org_id=0).values_list("lacked", flat=True).first() or 0
    return [GONE.format(n=max(gone, noted))] if gone or noted else []


def _why(error: OSError) -> Text:
    """The reason, in both languages where it is one of the ordinary ones."""
    if isinstance(error, FileNotFoundError):
        return Text("存放的文件不在那里", "the file is not there")
    if isinstance(error, PermissionError):
        return Text("没有权限读", "it may not be read")
    zh, _, en = (error.strerror or str(error)).partition("\n")
    return Text(zh, en or zh)


def lacking() -> dict[str, list[Published]]:
    """By organisation the heads at the place that the record lacks. OSError where it cannot be read."""
    named = place()
    return lost(within(lambda: outside.heads_in(outside.file_in(named)))) if named else {}


def lost(sent: Iterable[Sent]) -> dict[str, list[Published]]:
    """By organisation the heads outside that are not on its chain and were not acknowledged, by number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, org_id FROM ledger_head")
        known: dict[str, int] = dict(cursor.fetchall())
    heads: dict[str, set[Published]] = {}
    for one in sent:
        if one.head.org in known or one.key == _own():
            heads.setdefault(one.head.org, set()).add(one.head)
    found: dict[str, list[Published]] = {}
    for slug, all_of_it in heads.items():
        if missing := _missing(known.get(slug, 0), all_of_it):
            found[slug] = sorted(missing, key=lambda head: head.seq)
    return found


def _own() -> str:
    """The key by which an organisation that is not here any more is known to have been."""
    try:
        return public(own_key())
    except NoKey:
        return ""


def _missing(org: int, heads: set[Published]) -> list[Published]:
    stands: dict[int, str] = {}
    with connection.cursor() as cursor:
        for some in chunks(sorted({head.seq for head in heads})):
            cursor.execute(
                f"SELECT seq, seal FROM ledger_event WHERE org_id = %s AND seq IN ({marks(some)})",
                [org, *some],
            )
            stands |= dict(cursor.fetchall())
    missing = [head for head in heads if stands.get(head.seq) != head.seal]
    told = _acknowledged(org) if missing else set()
    return [head for head in missing if (head.seq, head.seal) not in told]


def _acknowledged(org: int) -> set[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT header FROM ledger_event WHERE org_id = %s AND name = %s", (org, ACKNOWLEDGED))
        rows = cursor.fetchall()
    return {(seq, seal) for (header,) in rows for seq, seal in json.loads(header)["plain"].get("heads", ())}
