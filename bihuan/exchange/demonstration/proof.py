"""Invented proof: tiny valid files made in memory, a different one for every measure, always the same bytes.

A proof says on its face that it belongs to the demonstration. No measure asks for a photograph; the only
pictures are process charts and screenshots.
"""

from datetime import date
from zlib import crc32

from bihuan.exchange.demonstration.files import docx, pdf, png, xlsx
from bihuan.exchange.demonstration.shapes import DemoMeasure

NOTICE = "演示数据：本件内容均为虚构"
ORGANISATION = "霁川省政协机关"
TABLES = ("表", "台账", "清单", "统计", "登记", "目录", "数据", "名单")
PICTURES = ("流程图", "截图", "路径图")
PRINTED = ("印发件", "手册", "汇编", "选编", "通知", "办法", "指引")


def proof_for(measure: DemoMeasure, *, on: date) -> tuple[str, bytes]:
    """File name and content of one proof for `measure`, as of `on`; its kind follows the evidence."""
    name = measure.evidence.split("、")[0].split("（")[0].replace("《", "").replace("》", "")
    stem = f"{measure.number} {measure.topic}-{name}"
    if any(word in name for word in PICTURES):
        return f"{stem}.png", png(crc32(f"{measure.number}{measure.text.zh}".encode()))
    if any(word in name for word in TABLES):
        return f"{stem}.xlsx", xlsx(_table(measure, on))
    if any(word in name for word in PRINTED):
        return f"{stem}.pdf", pdf(_lines(measure, on))
    return f"{stem}.docx", docx(_lines(measure, on))


def signed_sheet(sheet: int, *, on: date, items: list[DemoMeasure]) -> tuple[str, bytes]:
    """A 销号审定表 signed before the system came: the proof of its back-filled measures (补录)."""
    lines = [ORGANISATION, f"销号审定表（第 {sheet} 批）", f"{on.isoformat()} 审定，共 {len(items)} 件"]
    lines += [f"{item.number}  {item.topic}  {item.unit}  同意销号" for item in items]
    return f"销号审定表第 {sheet} 批（扫描件）.pdf", pdf([*lines, "领导小组组长（签字）：温如砺", NOTICE])


def _lines(measure: DemoMeasure, on: date) -> list[str]:
    return [
        f"{ORGANISATION}{measure.unit}",
        f"{measure.evidence}（{measure.topic}）",
        f"措施：{measure.text.zh}",
        f"完成标准：{measure.standard}",
        f"编号 {measure.number}    {on.isoformat()}",
        NOTICE,
    ]


def _table(measure: DemoMeasure, on: date) -> list[list[str]]:
    seed = sum(measure.number.encode())
    rows = [
        [str(n), f"{measure.topic}（{n}）", measure.unit, str(seed * n % 17 + 3), "已完成"]
        for n in range(1, 4 + seed % 4)
    ]
    return [
        [f"{measure.evidence}（{measure.text.zh}）"],
        ["序号", "事项", "责任处室", "件数", "情况"],
        *rows,
        [f"截至 {on.isoformat()}"],
        [NOTICE],
    ]
