"""The example of a ledger with a merged header, and one of our own of the same shape."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.ledgers.make import written
from tests.ledgers.sheets import Book, Sheet

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT.parent / "shared" / "data" / "ledgers" / "02-merged-header.xlsx"


def own(folder: Path) -> Path:
    """Title and filling line, a header of two rows, cells that span the measures of a problem, a footnote."""
    rows: list[list[Any]] = [
        ["霁川省政协机关作风效能问题清单及整改措施台账", *[None] * 8],
        ["填报单位（盖章）：督查处        填报时间：2026年3月10日", *[None] * 8],
        ["序号", "问题来源", "存在问题", "整改落实", None, None, None, None, "备注"],
        [None, None, None, "整改措施", "牵头单位", "配合单位", "责任人", "完成时限", None],
        ["1", "走访座谈", "来电来访有时“转来转去”", "公布处室职责和办事指南", "办公厅", "各处室", "花未眠", "即知即改", None],
        [None, None, None, "抽查来电来访办理记录并反馈", "机关党委", "办公厅、人事处", "闻笛生", "每月", None],
        ["2", "问卷调查", "会议材料偏长", "汇报材料一般不超过1500字", "委员工作处", None, "谷向原", "2026年6月底前", None],
        [None, None, None, "清理简报种类", "委员工作处", "研究室", "谷向原", "2026年9月30日前", None],
        [None, None, None, "汇编改进案例", "委员工作处", "信息宣传处", "谷向原、姜予麦", "2026年底前", None],
        ["3", "现场调研", "支部学习形式单一", "建立每周学习机制", "机关党委", "各党支部", "闻笛生", "长期坚持", None],
        ["注：1.完成时限为“长期坚持”的，每半年报送一次进展；2.本表一式两份。", *[None] * 8],
    ]  # fmt: skip
    merges = ["A1:I1", "A2:I2", "A3:A4", "B3:B4", "C3:C4", "D3:H3", "I3:I4", "A11:I11"]
    merges += [f"{column}{rows}" for column in "ABC" for rows in ("5:{0}6", "7:{0}9")]
    merges = [one.format(one[0]) for one in merges]
    file = folder / "霁川台账.xlsx"
    file.write_bytes(written(Book(file.name, [Sheet("附件1", rows, merges)], [])))
    return file


def paper(folder: Path) -> Path:
    """A small proof."""
    file = folder / "印发件.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return file


def read(file: Path) -> list[dict[str, Any]]:
    """The problems that `bihuan ledger read` finds in a file."""
    done = bihuan("ledger", "read", str(file), "--year", "2026", "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
    return found


def bihuan(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command line, in a process of its own."""
    command = [sys.executable, "-m", "bihuan.config.cli", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, text=True, capture_output=True, timeout=120
    )
