"""The audit list of 52 columns under a header of three rows."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from typing import Any

from openpyxl.utils import get_column_letter as letter

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, measure, on, problem

_TOP = [
    ("序号", 1), ("单位名称", 2), ("问题来源", 1), ("审计报告出具年份", 1), ("问题类别", 1), ("问题在审计报告中的序号及表述", 4),
    ("整改责任清单", 4), ("整改目标清单", 4), ("具体责任单位细化的整改要求", 3), ("具体责任单位整改责任人", 5), ("具体责任单位整改情况", 26),
]  # fmt: skip
_MIDDLE = [
    (1, ["一级单位", "下级单位"]), (6, ["一级标题", "二级标题", "三级标题", "报告原文表述"]),
    (10, ["具体责任单位", "具体问题金额（万元）", "涉及人数（人）", "负责监督管理责任的主管部门"]),
    (14, ["整改类型", "法规政策依据", "整改要求", "整改时限"]), (18, ["整改完成标准", "细化的整改措施", "对应的完成时间"]),
    (21, ["整改第一责任人", "协助整改工作的领导", "牵头整改部门责任人及联系电话", "配合整改部门责任人及联系电话", "审计部门责任人及联系电话"]),
    (26, ["已采取的整改措施", "项目数（个）", "问题整改金额（万元）"]), (49, ["未整改到位原因及下一步", "是否已完成整改", "是否销号"]),
]  # fmt: skip
_GROUPS = [
    (29, "其中", ["追缴资金（万元）", "归还原渠道（万元）", "统筹盘活（万元）", "加快拨付（万元）", "退抵税费（万元）", "调整账表（万元）", "终止业务（万元）", "补办手续（万元）"]),
    (37, "其他", ["方式", "金额（万元）"]), (39, "成果", ["面积（公顷）", "资源（万吨）", "单位（个）", "家庭（户）", "人数（人）", "住房（套）"]),
    (45, "追责问责情况", ["情形", "追责人数"]), (47, "完善制度情况", ["数量（个）", "文件名称"]),
]  # fmt: skip


def books() -> list[Book]:
    header: list[list[Any]] = [[None] * 52 for _ in range(3)]
    merges = ["A1:AZ1"]
    place = 0
    for name, width in _TOP:
        header[0][place] = name
        merges.append(f"{letter(place + 1)}2:{letter(place + width)}{4 if width == 1 else 2}")
        place += width
    for start, names in _MIDDLE:
        for offset, name in enumerate(names):
            header[1][start + offset] = name
            merges.append(f"{letter(start + offset + 1)}3:{letter(start + offset + 1)}4")
    for start, group, names in _GROUPS:
        header[1][start] = group
        merges.append(f"{letter(start + 1)}3:{letter(start + len(names))}3")
        header[2][start : start + len(names)] = names
    rows = [["审计查出问题整改清单", *[None] * 51], *header, _row(_FIRST), _row(_FIRST_AGAIN), _row(_SECOND)]
    for column in [*range(1, 18), 22, 23]:
        merges.append(f"{letter(column)}5:{letter(column)}6")
    return [Book("audit-52-columns.xlsx", [Sheet("整改清单", rows, merges)], _EXPECTED)]


def _row(cells: dict[int, Any]) -> list[Any]:
    return [cells.get(column) for column in range(52)]


_FIRST = {
    0: 1, 1: "霁川省政协", 2: "机关服务中心", 3: "经济责任审计", 4: 2025, 5: "财务管理", 6: "一、收支", 7: "（一）支出", 9: "差旅费报销手续不全",
    10: "行政财务处", 11: 3.2, 13: "办公厅", 14: "限期整改", 15: "差旅费管理办法", 16: "补齐手续", 17: "2026年9月底前",
    18: "手续齐全", 19: "逐笔补齐报销手续", 20: "6月底前", 21: "钟守拙", 22: "季望山", 23: "殷若渔 5550106", 24: "费䶮 5550107",
    26: "已补齐12笔", 27: 1, 28: 1.8, 29: 0.4, 48: None, 49: None, 50: "否", 51: "否",
}  # fmt: skip
_FIRST_AGAIN = {
    18: "办法印发",
    19: "修订报销办法",
    20: "8月底前",
    23: "殷若渔 5550106",
    24: None,
    26: "已起草",
    50: "否",
    51: "否",
}
_SECOND = {
    0: 2, 1: "霁川省政协", 2: "信息中心", 3: "经济责任审计", 4: 2025, 5: "资产管理", 9: "设备未及时入账", 10: "信息中心", 14: "立行立改", 17: "立行立改",
    18: "账实相符", 19: "设备登记入账", 20: "立行立改", 21: "邹小禾", 22: "季望山", 23: "邹小禾 5550108", 26: "全部入账", 28: 6.5, 47: 1,
    48: "资产管理办法", 50: "是", 51: "是",
}  # fmt: skip
_EXPECTED = [
    problem("1", "差旅费报销手续不全",
        measure("逐笔补齐报销手续", "行政财务处", "殷若渔", on("06-30"), leader="钟守拙", standard="手续齐全", progress="已补齐12笔", status="否", signed_off="否",
            contact_numbers=["5550106", "5550107"], supporting_people=["费䶮"]),
        measure("修订报销办法", "行政财务处", "殷若渔", on("08-31"), leader="钟守拙", standard="办法印发", progress="已起草", status="否", signed_off="否",
            contact_numbers=["5550106"]),
        aspect="财务管理", source="经济责任审计", category="限期整改"),
    problem("2", "设备未及时入账",
        measure("设备登记入账", "信息中心", "邹小禾", AT_ONCE, leader="邹小禾", standard="账实相符", progress="全部入账", status="是", signed_off="是",
            contact_numbers=["5550108"]),
        aspect="资产管理", source="经济责任审计", category="立行立改"),
]  # fmt: skip
