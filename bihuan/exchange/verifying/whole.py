"""The whole verification: the chains, then everything that stands beside them, and what a backup holds."""

from collections.abc import Callable, Iterator
from typing import Final

from django.db import connection

from bihuan.core.chain.ids import org_of
from bihuan.core.words.text import Text
from bihuan.exchange.backup_tables import not_kept
from bihuan.exchange.verifying.beside import tables_beside
from bihuan.exchange.verifying.comparing import MISSING, NOT_KEPT, STRANGE, UNSOUND, Difference
from bihuan.exchange.verifying.covered import JOURNAL, SEARCH
from bihuan.exchange.verifying.evidence import files, how_many
from bihuan.exchange.verifying.matterwise import NOT_UNDERSTOOD, matters
from bihuan.exchange.verifying.numbers import series
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import ALL, Scope, Step
from bihuan.ledger import journal
from bihuan.ledger.held import held
from bihuan.ledger.verify import heads_today, verify
from bihuan.search.upkeep import sound


def chains(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: every chain, in one piece."""
    if progress.after:
        return
    report = verify(heads=scope.heads)
    progress.heads = [str(head) for head in report.heads]
    outside, notes = held() if scope.outside else ([], [])
    progress.broken = [[one.org, *one.sentence()] for one in (*report.breaks, *outside)]
    progress.notes = [[*one] for one in notes]
    progress.done += report.events
    progress.after = "done"
    yield


def index(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: the index for searching leads to the texts that were proved."""
    if progress.after:
        return
    if scope.has(SEARCH) and not sound():
        progress.take([Difference(UNSOUND, SEARCH, 0, "")])
    progress.after = "done"
    yield


def kept(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: every table of the database is in the backup, or is named among those that are not."""
    if progress.after:
        return
    names = connection.introspection.table_names()
    progress.take(Difference(NOT_KEPT, name, 0, "") for name in not_kept(names) if scope.has(name))
    progress.after = "done"
    yield


def erasures(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: whatever was erased stands in the journal, so that no backup brings it back."""
    if progress.after:
        return
    if scope.has(JOURNAL):
        progress.take(
            Difference(MISSING, JOURNAL, one.matter, f"by_event={one.by}", org=org_of(one.by))
            for one in journal.not_kept()
        )
    progress.after = "done"
    yield


STEPS: Final[tuple[tuple[Text, Step], ...]] = (
    (Text("链", "chains"), chains),
    (Text("事项以外的表", "tables beside the matters"), tables_beside),
    (Text("事项", "matters"), matters),
    (Text("索引", "index"), index),
    (Text("编号", "numbers"), series),
    (Text("佐证文件", "evidence files"), files),
    (Text("备份", "backup"), kept),
    (Text("清除记录", "journal of erasures"), erasures),
)


def begin(*, at: int) -> Progress:
    """A verification that has not begun yet."""
    events = sum(head.seq for head in heads_today())
    return Progress(at, total=2 * events + how_many())


def verify_whole(
    progress: Progress,
    scope: Scope = ALL,
    *,
    tell: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Go on from where `progress` stands, until the end (True) or until told to stop (False).

    `tell` is called after each piece, outside any view of the database.
    """
    while progress.step < len(STEPS):
        for _ in _understood(progress, scope):
            tell(progress)
            if stop():
                return False
        progress.step, progress.after = progress.step + 1, ""
    tell(progress)
    return True


def _understood(progress: Progress, scope: Scope) -> Iterator[None]:
    """The pieces of the next step; that one cannot be read at all is told, and the one after it goes on."""
    try:
        yield from STEPS[progress.step][1](progress, scope)
    except NOT_UNDERSTOOD:
        progress.take([Difference(STRANGE, step_name(progress).en, 0, "")])


def step_name(progress: Progress) -> Text:
    """What is being held against the record now."""
    return STEPS[min(progress.step, len(STEPS) - 1)][0]
