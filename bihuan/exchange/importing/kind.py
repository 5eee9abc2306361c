"""An import is a matter: opened with the file as evidence, previewed, committed in chunks, undone.

The rows themselves are acts on problems and measures (`take_over`, `correct`, `assign`); this matter says who
imported what, when, with what outcome.
"""

from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import changing
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.lives import OVER, STANDS, Life
from bihuan.core.words import labels
from bihuan.core.words.text import Text

PREVIEW = Life("preview", Text("待确认", "in preview"), STANDS)
COMMITTING = Life("committing", Text("正在导入", "importing"), STANDS)
STOPPED = Life("stopped", Text("已停止", "stopped"), STANDS)
COMMITTED = Life("committed", Text("已导入", "imported"), STANDS)
UNDOING = Life("undoing", Text("正在撤销", "undoing"), STANDS)
UNDONE = Life("undone", Text("已撤销导入", "undone"), OVER)
ABANDONED = Life("abandoned", Text("已放弃", "abandoned"), OVER)
BY = ("within",)  # by the pages and commands of importing, which ask for the register's office (start.py)
COUNTS = ask.hidden("counts", "json")
DONE_IN_SHEET = Text("表中“已完成”", "“Done” in the sheet")
DONE_MEANS = Field(
    "done_means",
    "choice",
    DONE_IN_SHEET,
    choices=(
        ("closed", Text("就是已销号，凭签字件补录", "means signed off, to be back-filled")),
        ("claimed", Text("只是报结，还要核验、审定", "is a claim, still to be checked and approved")),
    ),
    hidden=True,
    note=DONE_IN_SHEET,
)
"""Asked once for each import whose sheet says 已完成 and has no column for 是否销号."""
TITLE = replace(ask.TITLE, kind="text", label=Text("文件名", "File name"), hidden=True)


def _act(
    name: str,
    event: str,
    label: Text,
    done: Text,
    when: tuple[str, ...],
    then: Life | None,
    *fields: Field,
    **more: Any,
) -> Act:
    return Act(name, event, label, done, when, BY, then, fields=(COUNTS, *fields), **more)


IMPORT = Kind(
    "import",
    labels.IMPORT,
    (
        _act(
            "start_import",
            "import_started",
            Text("上传台账", "Start an import"),
            Text("已上传台账", "An import was started"),
            (),
            PREVIEW,
            TITLE,
            ask.EVIDENCE,
            ask.FILE_NAMES,
            ask.hidden("year", "int"),
            opens=True,
            needs=(guard.register_open,),
        ),
        _act(
            "map_import",
            "import_mapped",
            Text("对应列名与单位", "Map"),
            Text("已对应列名与单位", "The import was mapped"),
            (PREVIEW,),
            None,
            stale="never",
        ),
        _act(
            "commit",
            "committed",
            Text("确认导入", "Commit"),
            Text("已确认导入", "Committed"),
            (PREVIEW, STOPPED),
            COMMITTING,
            DONE_MEANS,
        ),
        _act(
            "stop_import",
            "import_stopped",
            Text("停止导入", "Stop the import"),
            Text("导入已停止", "The import was stopped"),
            (COMMITTING,),
            STOPPED,
            stale="never",
        ),
        _act(
            "finish_import",
            "import_finished",
            Text("导入完毕", "Finish the import"),
            Text("导入已完毕", "The import is finished"),
            (COMMITTING,),
            COMMITTED,
            stale="never",
            tells=("office",),
        ),
        _act(
            "undo",
            "undone",
            Text("撤销导入", "Undo the import"),
            Text("已撤销导入", "Undone"),
            (COMMITTED, STOPPED),
            UNDOING,
        ),
        _act(
            "finish_undo",
            "undo_finished",
            Text("撤销完毕", "Finish the undo"),
            Text("撤销已完毕", "The undo is finished"),
            (UNDOING,),
            UNDONE,
            stale="never",
            tells=("office",),
        ),
        _act(
            "abandon",
            "abandoned",
            Text("放弃", "Abandon"),
            Text("已放弃", "Abandoned"),
            (PREVIEW,),
            ABANDONED,
        ),
        *changing.erasing(PREVIEW, COMMITTING, STOPPED, COMMITTED, UNDOING, UNDONE, ABANDONED),
    ),
    page="import",
)
