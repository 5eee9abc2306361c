"""How a row stands by what the sheet says: the status words, 是否销号, and what follows for its problem."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.sheets.ledger import Ledger
from bihuan.core.state.lives import ASSIGNED, CLAIMED, REGISTERED, UNDER_WAY
from bihuan.core.time.phrases import read_due
from bihuan.exchange.importing.items import Item

_CLOSED = re.compile(r"^(?:已|均已|全部|同意|准予)?销号")
_YES = re.compile(r"^(?:是|√|✓|✔|☑|Y|yes|已|1|同意)(?![否未])", re.I)
_NOT_DONE = re.compile(
    r"未|尚|不|没有|基本|部分|阶段|正|推进|持续|有序|稳步|待|拟|申请|滞后|序时|办理中|进行|中$"
)
_DONE = re.compile(r"完成|办结|完毕|到位|达标|解决|落实|已完|已办|验收|核验|合格|常态化")
_DOING = re.compile(
    r"正|推进|持续|稳步|有序|扎实|加快|基本|部分|阶段|启动|开展|在办|进行|序时|进展|办理中|整改中|坚持|实施"
)
_IDLE = re.compile(r"未启动|未开展|未整改|未动|待启动|尚未|拟")


class Standing(NamedTuple):
    """`life`: where it arrives; `closed`: the sheet says that it was struck off."""

    life: str
    closed: bool = False


def where_it_stands(data: Mapping[str, Any]) -> Standing:
    """Where a row stands: struck off or done arrive as claimed, work in hand as under way, else assigned."""
    status, signed = str(data.get("status") or ""), str(data.get("signed_off") or "")
    if _CLOSED.search(status) or _CLOSED.search(signed) or _YES.match(signed):
        return Standing(CLAIMED, True)
    if _DONE.search(status) and not _NOT_DONE.search(status):
        return Standing(CLAIMED)
    if status and _DOING.search(status) and not _IDLE.search(status) and data.get("progress"):
        return Standing(UNDER_WAY)
    return Standing(ASSIGNED)


def says_closed(ledger: Ledger) -> bool:
    """Whether a column of the file says of each row whether it was struck off (是否销号)."""
    return any("signed_off" in table.roles for table in ledger.tables)


def done_means(items: Iterable[Item]) -> int:
    """How many rows say that they are done, and not whether they were struck off: somebody must say."""
    return sum(where_it_stands(one.data) == Standing(CLAIMED) for one in items)


def settled(found: Standing, *, has_lead: bool, due: Mapping[str, Any] | None) -> Standing:
    """Nobody to do it, or no deadline: it waits for the office. What is done needs no deadline any more."""
    if not has_lead:
        return Standing(REGISTERED, found.closed)
    if found.life != CLAIMED and (due is None or due.get("kind") == "unread"):
        return Standing(REGISTERED, found.closed)
    return found


def of_problem(measures: Sequence[Standing], *, has_lead: bool) -> Standing:
    """A problem is as far as its measures: closed when all are, at work as soon as one is."""
    if measures and all(one.closed for one in measures):
        return Standing(CLAIMED if has_lead else REGISTERED, True)
    lives = {one.life for one in measures}
    if not has_lead or not lives or lives == {REGISTERED}:
        return Standing(REGISTERED)
    return Standing(UNDER_WAY if lives & {UNDER_WAY, CLAIMED} else ASSIGNED)


def said_closed_on(data: Mapping[str, Any], *, year: int, today: date) -> date | None:
    """The day before this one that the sheet gives for its striking off; whoever back-fills says it else."""
    read = read_due(str(data.get("signed_off") or data.get("status") or ""), year=year)
    return read.on if read.on and read.on < today else None


_TRIAGE = (
    ("at_once", re.compile("立行立改|即知即改|马上|立即|立改")),
    ("long_term", re.compile("长期|持续|常态")),
    ("in_batches", re.compile("分批|限期|阶段|分步|近期|中期")),
)


def triage(category: str | None) -> str | None:
    """分办 as far as the sheet's 整改类型 says it."""
    return next((name for name, pattern in _TRIAGE if category and pattern.search(category)), None)
