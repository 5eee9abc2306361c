"""docs/acts-by-life.md: of every act in which lives it may be done, by whom, and where it leads."""

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.matters.kinds import kinds

HEAD = """# Acts by life 各状态下的办理步骤

Made from the table of acts by `tests/matters/test_acts_by_life.py`; do not edit. Do it anew with
`BIHUAN_WRITE_TABLE=1 bin/test tests/matters/test_acts_by_life.py`. One table for each kind of matter: the
act, whoever may do it (who on a given day: [permission-table.md](permission-table.md)), the lives in which it
may be done, the life to which it leads, and whether it is work, a decision, or a signature of the side that
works.

本表由办理步骤表生成，请勿手改：步骤、由谁办理、在哪些状态下可以办理、办理后的状态，以及是经办、决定还是承办方的签字。
"""
COLUMNS = "| Act 步骤 | By 由谁 | In 状态 | Becomes 之后 | Is 性质 |\n|---|---|---|---|---|\n"


def document() -> str:
    """The whole document."""
    return "\n".join((HEAD, *map(_kind, kinds().values())))


def _kind(kind: Kind) -> str:
    lines = "".join(map(_row, kind.acts))
    return f"## {kind.label.zh} {kind.label.en}\n\n{COLUMNS}{lines}"


def _row(act: Act) -> str:
    where = "—" if act.opens else ", ".join(map(str, act.when))
    clock = f" ({act.clock})" if act.clock else ""
    said = (f"{act.name} {act.label.zh}", ", ".join(act.by), where + clock, str(act.then or ""), _is(act))
    return f"| {' | '.join(said)} |\n"


def _is(act: Act) -> str:
    flags = {
        "does 经办": act.hand,
        "decides 决定": act.never_by == "hands",
        "step 申请的一步": act.never_by == "step",
        "decides at times 视内容为决定": act.decides_if is not None,
        "testimony 本人的话": act.testimony,
        "signs 签字": act.signs,
        "for others, too 可代录": act.behalf,
        "begins anew 重新计": act.restarts,
        "by the daily sweep 每日巡检": act.swept,
    }
    return ", ".join(name for name, so in flags.items() if so)
