"""An import is a matter: opened with the file as evidence, previewed, committed in chunks, undone.

The rows themselves are acts on problems and measures (`take_over`, `correct`, `assign`); this matter says who
imported what, when, with what outcome.
"""

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.lives import ABANDONED
from bihuan.core.words.text import Text

PREVIEW, COMMITTING, STOPPED, COMMITTED = "preview", "committing", "stopped", "committed"
UNDOING, UNDONE = "undoing", "undone"
BY = ("within",)  # by the pages and commands of importing, which ask for the register's office (start.py)
COUNTS = ask.hidden("counts", "json")
TITLE = Field("title", "text", Text("文件名", "Name of the file"), True, True, hidden=True)


def _act(
    name: str, event: str, when: tuple[str, ...], then: str | None, *fields: Field, **more: object
) -> Act:
    return Act(name, event, when, BY, then, fields=(COUNTS, *fields), **more)  # type: ignore[arg-type]


IMPORT = Kind(
    "import",
    Text("导入", "Import"),
    (
        _act(
            "start_import",
            "import_started",
            (),
            PREVIEW,
            TITLE,
            ask.EVIDENCE,
            ask.FILE_NAMES,
            ask.hidden("year", "int"),
            opens=True,
            needs=(guard.register_open,),
        ),
        _act("map_import", "import_mapped", (PREVIEW,), None, stale="never"),
        _act("commit", "committed", (PREVIEW, STOPPED), COMMITTING),
        _act("stop_import", "import_stopped", (COMMITTING,), STOPPED, stale="never"),
        _act("finish_import", "import_finished", (COMMITTING,), COMMITTED, stale="never", tells=("office",)),
        _act("undo", "undone", (COMMITTED, STOPPED), UNDOING),
        _act("finish_undo", "undo_finished", (UNDOING,), UNDONE, stale="never", tells=("office",)),
        _act("abandon", "abandoned", (PREVIEW,), ABANDONED),
        Act(
            "erase",
            "erased",
            (PREVIEW, COMMITTING, STOPPED, COMMITTED, UNDOING, UNDONE, ABANDONED),
            ("admin",),
            stale="never",
            needs=(guard.erases_something,),
            fields=(ask.REASON, ask.hidden("erases", "json")),
        ),
    ),
)
