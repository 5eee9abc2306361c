"""Committing a ledger of 10,000 rows through the acts, and previewing it: on SQLite and on PostgreSQL."""

import io
import time
from collections.abc import Iterator

from benchmarks.figure import Figure

ROWS = 10_000
HEADINGS = ("序号", "存在问题", "整改措施", "牵头单位", "配合单位", "责任人", "完成时限", "进展情况")
UNITS = ("秘书处", "委员工作处", "秘书处", "委员工作处")
PEOPLE = ("殷若渔", "谷向原", "纪清晏", "田稼轩")
DUES = ("2026年6月底前", "立行立改", "每季度", "2026-11-30", "长期坚持", "年底前完成并长期坚持")
STATES = ("", "正在推进，初稿已征求意见", "已完成", "")


def ledger(rows: int) -> bytes:
    """A workbook of half as many problems with two measures each, told apart by their words."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("台账")
        page.write_row(0, 0, HEADINGS)
        for n in range(rows):
            problem = n // 2
            cells = [
                problem + 1,
                f"第{problem + 1}项问题：办理环节之间衔接不紧，第{problem * 7 % 97}类事项等待时间偏长",
                f"第{n + 1}条措施：明确第{n * 13 % 89}类事项的办理时限并按月核对",
                UNITS[problem % 4],
                UNITS[(problem + 1) % 4] if n % 5 == 0 else "",
                PEOPLE[problem % 4],
                DUES[n % 6],
                STATES[n % 4],
            ]
            page.write_row(n + 1, 0, cells if n % 2 == 0 else ["", "", *cells[2:]])
    return out.getvalue()


def run() -> Iterator[Figure]:
    """Preview, commit, and the second preview that finds everything the same."""
    from bihuan.exchange.importing.commit import begin, committed
    from bihuan.exchange.importing.start import start
    from bihuan.files.store import keep
    from bihuan.matters.writing.clock import now
    from tests.world import world

    made = world()
    content = ledger(ROWS)
    person = made.people["邹小禾"]
    kept = keep(made.org.pk, io.BytesIO(content), at=now())

    def preview() -> tuple[float, object]:
        begun = time.perf_counter()
        one = start(
            made.org.pk,
            made.register,
            digest=kept.digest,
            name="台账.xlsx",
            year=2026,
            person=person,
            at=now(),
        )
        return time.perf_counter() - begun, one

    seconds, one = preview()
    yield Figure("ledger preview", seconds, "s", n=ROWS)
    begin(one, person=person, at=now(), queued=False)
    begun = time.perf_counter()
    assert committed(one, person=person, clock=now)
    yield Figure("ledger commit", time.perf_counter() - begun, "s", n=ROWS)
    seconds, _ = preview()
    yield Figure("ledger preview again", seconds, "s", n=ROWS)
