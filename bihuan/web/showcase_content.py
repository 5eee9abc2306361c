"""Invented content of the style page, from the demonstration's cast."""

import csv
from datetime import date
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.web.forms import Choose, ChooseMany, Day, Form, ManyFiles, long_text, text_field, tick
from bihuan.web.kept import Kept, shown
from bihuan.web.lists import Column, chips, headings
from bihuan.web.paging import page_of
from bihuan.web.passwords import PasswordForm
from bihuan.web.pieces import Crumb, Fact, Figure, Moment, NavItem, Offer

TODAY = date(2026, 11, 24)
NOON = 1_795_492_800_000_000  # 2026-11-24 12:00 in Shanghai
HOUR = 3_600_000_000
ORG = SimpleNamespace(
    demonstration=False, name="霁川省政协机关", name_en="Jichuan CPPCC Office", zone="Asia/Shanghai"
)
PERSON = SimpleNamespace(pk=1, name="秦见微", org=ORG)
HAT = Text("督查处处长", "Head, Supervision Office")
NOW, LISTS, SEE = labels.TODAY, labels.REGISTERS, labels.SEE
CONDUCT = Text("作风效能（印发版）", "Conduct (issued)")
NAV = [
    NavItem(NOW, labels.TO_DO, "/look/today", 7, "today", foot=True),
    NavItem(NOW, labels.TO_VERIFY, "/look/preview", 3, "verify", foot=True),
    NavItem(
        LISTS,
        CONDUCT,
        "/look/register",
        52,
        "register",
        foot=True,
        short=labels.REGISTERS,
    ),
    NavItem(LISTS, Text("巡察整改", "Inspection"), "/look/empty", 18),
    NavItem(LISTS, Text("批示件", "Instructions"), "/look/form", 9),
    NavItem(SEE, labels.RECORD, "/look/matter", None),
    NavItem(SEE, Text("组件", "Components"), "/look", None),
]
LONG = (
    "对外来办事人员一次性告知不到位，特别是涉及多个处室的事项，往往要求群众和基层同志往返补充材料，"
    "且各处室口径不完全一致，存在以会议贯彻会议、以文件落实文件，重布置轻跟踪、重形式轻实效，重反馈轻核实，"
    "个别处室对限时办结制度的理解停留在纸面，没有转化为看得见的流程和时限，委员和基层反映比较集中，"
    "多次提出以后仍未见明显改变，需要从制度、流程、责任三个层面一并研究解决，并明确由谁来核实是否真正改变。"
)


def rows() -> list[tuple[str, list[dict[str, Any]]]]:
    """The example register: aspects in order, each with its problems."""
    with Path(__file__).with_name("showcase_rows.csv").open(encoding="utf-8", newline="") as file:
        read = [dict(row) for row in csv.DictReader(file)]
    for row in read:
        row |= {"done": int(row["done"]), "total": int(row["total"])}
        row["due"] = date.fromisoformat(row["due"]) if row["due"] else None
    return [(aspect, list(those)) for aspect, those in groupby(read, key=lambda row: str(row["aspect"]))]


COLUMNS = [
    Column(labels.NO, "number", "shrink"),
    Column(labels.PROBLEM),
    Column(labels.RING, "", "shrink"),
    Column(labels.OFFICE, "unit", "wide-only"),
    Column(labels.ACCOUNTABLE, "", "wide-only"),
    Column(labels.STATE, "", "shrink"),
    Column(labels.DUE_SHORT, "due", "r shrink"),
    Column(labels.NOW),
]
FILTERS: list[tuple[str, Text | str]] = [
    ("", labels.UNDER_WAY),
    ("near", labels.DUE_SOON),
    ("late", labels.OVERDUE),
    ("countersign", labels.TO_COUNTERSIGN),
    ("verify", labels.TO_VERIFY),
    ("help", labels.HELP_ASKED),
    ("closed", labels.SIGNED_OFF),
    ("all", labels.ALL),
]
COUNTS = {"": 21, "near": 5, "late": 3, "countersign": 4, "verify": 6, "help": 2, "closed": 31, "all": 1254}
OFFERS = [
    Offer(
        labels.REPORT_PROGRESS,
        "/look/form",
        takes=Text("一句话即可，约 20 秒。", "One sentence, about 20 seconds."),
        primary=True,
    ),
    Offer(
        labels.REQUEST_EXTENSION,
        "/look/form",
        takes=Text("需分管领导、领导小组办公室两级同意。", "Two consents are needed."),
    ),
    Offer(labels.RECEIVE, "/look/matter", post=True, key="k"),
    Offer(
        labels.VERIFY,
        ready=False,
        why=Text(
            "您所在的督查处经办过此事，须由机关纪委核验。",
            "Your office has had a hand in this; the discipline commission must verify it.",
        ),
    ),
    Offer(
        labels.SIGN_OFF,
        ready=False,
        why=Text(
            "还差：佐证材料、征求提出人意见。",
            "Still missing: proof, and the hearing of those who raised it.",
        ),
    ),
]
FACTS = [
    Fact(labels.LEAD, "督查处", "/look"),
    Fact(labels.LEADER, "季望山"),
    Fact(
        labels.ACCOUNTABLE,
        "秦见微",
        note=Text("出差至 11-27，邹小禾代办", "Away until 11-27; Zou Xiaohe stands in"),
    ),
    Fact(labels.SOURCE, Text("问卷 37 份、座谈 2 次", "37 answers, 2 meetings")),
    Fact(labels.DUE_SHORT, date(2026, 11, 13), note=Text("工作日历：霁川省", "Working days of Jichuan")),
    Fact(labels.STANDARD, "清单上墙，逐项销号"),
    Fact(labels.SUPPORTING, None),
]
MOMENTS = [
    Moment(
        NOON - 92 * HOUR,
        Text("佟以恒代殷若渔填报进展，依据：电话。", "Tong Yiheng reported for Yin Ruoyu, by telephone."),
        1204,
        "/look",
        note=Text(
            "存在困难：两家处室节点未报；提请协调。", "Difficulty: two offices have not reported. Help asked."
        ),
        mine=True,
    ),
    Moment(
        NOON - 240 * HOUR,
        Text(
            "时限已过，状态转为超期（规则“临期 3 日”）。",
            "The due day has passed; the lamp turned to overdue.",
        ),
        1171,
        "/look",
    ),
    Moment(
        NOON - 596 * HOUR,
        Text("岳正衡退回：", "Yue Zhengheng sent it back: "),
        1066,
        "/look",
        quote="佐证为会议照片，未见清单本身。请补任务清单及销号记录。",
    ),
    Moment(
        NOON - 650 * HOUR,
        Text(
            "秦见微报结，附 1 份佐证；本处室不得核验，转机关纪委。",
            "Qin Jianwei claimed it done with one proof.",
        ),
        1052,
        "/look",
    ),
]
FIGURES = [
    Figure(Text("已销号（含常态化 4）", "Signed off (4 continuing)"), 31, "/look/register", 52),
    Figure(Text("措施已完成", "Measures done"), 188, "/look/register", 266),
    Figure(labels.DUE_SOON, 5, "/look/register", None, "near"),
    Figure(labels.OVERDUE, 4, "/look/register", None, "late"),
]


class Example(Form):
    """One field of each sort."""

    title = text_field(
        Text("进展", "Progress"),
        200,
        help_text=Text("一句话：做了什么，到什么程度。", "One sentence: what was done, how far it is."),
    )
    difficulty = long_text(labels.DIFFICULTY, 500, 3, required=False)
    on = Day(label=Text("发生日期", "Happened on"))
    basis = Choose(
        label=labels.BASIS,
        options=[
            ("scan", Text("扫描件", "Scan")),
            ("call", labels.CALL),
            ("meeting", labels.MEETING),
        ],
    )
    unit = Choose(label=labels.LEAD_UNIT, options=[(str(n), f"第 {n} 处室") for n in range(9)])
    told = ChooseMany(
        label=Text("同时告知", "Tell also"), required=False, options=[("a", "秘书处"), ("b", "综合处")]
    )
    proof = ManyFiles(
        label=labels.PROOF,
        required=False,
        help_text=Text(
            "拖到框里，或点击选择；单个不超过 50 MB。照片可有可无。", "Drop here or choose; up to 50 MB each."
        ),
    )
    sure = tick(Text("我核对过：以上不含涉密内容", "I have checked: nothing here is classified"))


def of(request: HttpRequest, page: str) -> dict[str, Any]:
    """The values that an example page shows."""
    sort = request.GET.get("sort", "number")
    form = Example.of(request, seen=1204)
    if request.method == "POST" and form.is_valid():
        form.refuse(
            Text(
                "邹小禾 3 分钟前退回了这件事项，请看最新情况后再报。",
                "Zou Xiaohe sent this back 3 minutes ago. See how it stands, then report.",
            )
        )
    return {
        "groups": rows(),
        "columns": headings(request, COLUMNS, sort),
        "form": form,
        "facts": FACTS,
        "chips": chips(request, "state", FILTERS, request.GET.get("state", ""), COUNTS),
        "offers": OFFERS,
        "moments": MOMENTS,
        "figures": FIGURES,
        "long": LONG,
        "page": page_of(range(1254), request, total=1254),
        "at": NOON,
        "crumbs": [
            Crumb(CONDUCT, "/look/register"),
            Crumb(Text("工作效率方面", "Efficiency")),
        ],
        "states": ["go", "near", "late", "steady", "idle"],
        "here": "register" if page == "matter" else "",
    }


def plain(request: HttpRequest) -> dict[str, Any]:
    """The values that the pages without a rail show."""
    other = SimpleNamespace(demonstration=False, name="栖川市政协机关", name_en="Qichuan CPPCC Office")
    kept = Kept("/look/form", [("title", "挂图已上墙，仍有两家处室未报节点。"), ("once", "k")], ["清单.xlsx"])
    return {
        "persons": [PERSON, SimpleNamespace(pk=2, name="秦见微", org=other)],
        "chosen": 1,
        "next": "/look",
        "form": PasswordForm.of(request),
        "must": True,
        "kept": kept,
        "shown": shown(kept),
        "name": PERSON.name,
    }
