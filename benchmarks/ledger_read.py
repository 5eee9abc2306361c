"""How long `bihuan ledger read` takes, as a whole process, on a ledger of 10,000 rows and on a small one."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.figure import Figure

ON: tuple[str, ...] = ()
ROWS = 10_000
HEADINGS = (
    "序号", "方面", "问题来源", "存在问题", "整改措施", "牵头单位", "配合单位", "责任领导", "责任人",
    "联络员", "联系电话", "完成时限", "完成标准", "佐证材料", "进展情况", "是否完成", "是否销号", "备注",
)  # fmt: skip
UNITS = ("秘书处", "综合处", "督查处", "人事处", "信息中心", "综合研究处")
PEOPLE = ("纪清晏", "殷若渔", "谷向原", "段知行", "卓问渠", "陶然之", "钟守拙")
DUES = ("6月底前", "立行立改", "每月5日前", "长期坚持", "2026年9月底前", "年底前完成并长期坚持", "第三季度")


def run() -> Iterator[Figure]:
    """Seconds of the whole command, the child that opens the file included."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.xlsx", Path(folder) / "small.xlsx"
        write(large, ROWS)
        write(small, 60)
        yield Figure("ledger_read_10000_rows", quickest(large), "s", n=ROWS)
        yield Figure("ledger_read_60_rows", quickest(small), "s", n=60)


def quickest(path: Path) -> float:
    """Of three runs: the machine does other things too."""
    command = [sys.executable, "-m", "bihuan.exchange.ledger_read", str(path), "--year", "2026", "--json"]
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return min(times)


def write(path: Path, rows: int) -> None:
    """A ledger of 18 columns; each problem has one to four measures and is merged over their rows."""
    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("台账")
    page.merge_range(0, 0, 0, len(HEADINGS) - 1, "作风效能建设问题整改台账")
    page.write_row(1, 0, HEADINGS)
    row, number = 2, 0
    while row < rows + 2:
        number += 1
        count = min(chance.randint(1, 4), rows + 2 - row)
        problem = (number, "服务意识", "问卷调查", f"第{number}个问题落实不到位，存在推诿现象，群众反映较多")
        for column, value in enumerate(problem):
            if count > 1:
                page.merge_range(row, column, row + count - 1, column, value)
            else:
                page.write(row, column, value)
        for place in range(count):
            page.write_row(row + place, len(problem), measure(chance, number, place))
        row += count
    book.close()


def measure(chance: random.Random, number: int, place: int) -> list[str]:
    """The columns of one measure."""
    return [
        f"建立第{number}-{place}项制度并印发执行，明确责任和时限，逐项抓好落实", chance.choice(UNITS),
        "、".join(chance.sample(UNITS, 2)), "季望山", chance.choice(PEOPLE), chance.choice(PEOPLE),
        f"0870-555{chance.randint(1000, 9999)}", chance.choice(DUES), f"制度{number}印发", "印发件",
        f"已完成，第{number}次调度时已印发", chance.choice("是否"), chance.choice("是否"), f"备注{number}",
    ]  # fmt: skip
