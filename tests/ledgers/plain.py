"""Ledgers without merged cells: csv in several encodings, unknown headings, every way to write a due."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from datetime import date, datetime

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, every, measure, on, problem, unread


def books() -> list[Book]:
    return [
        _csv_with_titles(),
        _csv_gbk(),
        _csv_semicolons(),
        _dues(),
        _silent_headings(),
        _faults(),
        _numbers_count_measures(),
    ]


def _csv_with_titles() -> Book:
    rows = [
        ["附件2：", "", "", "", "", "", "", "", ""],
        ["作风效能建设问题整改台账", "", "", "", "", "", "", "", ""],
        ["填报单位：督查处", "", "", "", "填报时间：2026年5月8日", "", "", "", ""],
        ["序号", "问题来源", "存在问题", "整改落实", "", "", "", "", "备注"],
        ["", "", "", "整改措施", "牵头单位", "配合单位", "责任人", "完成时限", ""],
        [
            "1",
            "问卷调查",
            "首问负责制落实不到位",
            "修订首问负责制度",
            "秘书处",
            "各处室",
            "纪清晏",
            "6月底前",
            "",
        ],
        ["", "", "", "公布办事指南和联系电话", "秘书处", "信息中心", "殷若渔", "即知即改", "已公布"],
        ["", "", "", "", "", "", "", "", ""],
        ["2", "走访座谈", "报表材料偏多", "清理向下报表材料", "综合处", "各专委会办公室", "", "6月底前", ""],
        ["小计", "", "2条", "3条", "", "", "", "", ""],
        [
            "3",
            "现场调研",
            "短期内重复接待",
            "编制年度调研视察统筹表",
            "综合研究处",
            "联络接待处",
            "段知行",
            "4月15日前",
            "",
        ],
        ["注：完成时限为“即知即改”的，当周办结。", "", "", "", "", "", "", "", ""],
        ["填表人：邹小禾", "", "审核人：秦见微", "", "", "联系电话：", "", "", ""],
    ]
    expected = [
        problem("1", "首问负责制落实不到位",
            measure("修订首问负责制度", "秘书处", "纪清晏", on("06-30"), helps="各处室"),
            measure("公布办事指南和联系电话", "秘书处", "殷若渔", AT_ONCE, helps="信息中心"), source="问卷调查"),
        problem("2", "报表材料偏多", measure("清理向下报表材料", "综合处", "", on("06-30"), helps="各专委会办公室"),
            source="走访座谈", errors=["no_accountable"]),
        problem("3", "短期内重复接待", measure("编制年度调研视察统筹表", "综合研究处", "段知行", on("04-15"), helps="联络接待处"),
            source="现场调研"),
    ]  # fmt: skip
    return Book("csv-with-titles.csv", [Sheet("", rows)], expected, "utf-8-sig")


def _csv_gbk() -> Book:
    rows = [
        [
            "序号",
            "方面",
            "具体问题",
            "整改举措",
            "责任处室",
            "责任人",
            "整改时限",
            "整改状态",
            "存在困难",
            "下一步打算",
        ],
        [
            "１",
            "服务意识",
            "会议资料送达偏晚，\n委员没有时间看",
            "（1）会前３个工作日送达；\n（2）特殊情况说明原因。",
            "委员工作处",
            "谷向原",
            "立行立改并长期坚持",
            "正在推进",
            "有的材料定稿晚",
            "提前约稿",
        ],
        [
            "2",
            "",
            "工作室“建而少用”",
            "摸清工作室运行情况",
            "委员工作处",
            "谷向原",
            "6月20日前",
            "已完成",
            "无",
            "",
        ],
        [
            "3",
            "工作效率",
            "急件主要靠“人盯人”",
            "明确急件、平件办理时限并设置提醒",
            "秘书处、信息中心",
            "纪清晏、邹小禾",
            "第二季度末",
            "已完成",
            "",
            "",
        ],
        ["合计", "", "3", "4", "", "", "", "", "", ""],
    ]
    both = {"status": "正在推进", "difficulty": "有的材料定稿晚", "next_step": "提前约稿"}
    twice = AT_ONCE | {"then": "long_term"}
    expected = [
        problem("1", "会议资料送达偏晚，委员没有时间看", measure("会前3个工作日送达", "委员工作处", "谷向原", twice, **both),
            measure("特殊情况说明原因", "委员工作处", "谷向原", twice, **both), aspect="服务意识"),
        problem("2", "工作室“建而少用”", measure("摸清工作室运行情况", "委员工作处", "谷向原", on("06-20"), status="已完成"), aspect="服务意识"),
        problem("3", "急件主要靠“人盯人”",
            measure("明确急件、平件办理时限并设置提醒", "秘书处", "纪清晏、邹小禾", on("06-30"), helps="信息中心", status="已完成"), aspect="工作效率"),
    ]  # fmt: skip
    return Book("csv-gbk.csv", [Sheet("", rows)], expected, "gb18030")


def _csv_semicolons() -> Book:
    """Tabs for commas, no mark, a character outside GBK, ticks for yes."""
    rows = [
        ["编号\t督办事项\t承办单位\t承办人\t办结时限\t办理情况\t是否办结\t是否销号"],
        ["DB-2026-001\t食堂夜班供餐\t机关服务中心\t费䶮\t2026/5/31\t已供餐\t是\t否"],
        ["DB-2026-002\t停车场延时开放\t机关服务中心\t费䶮\t2026.6.15\t正在协调\t否\t否"],
    ]
    expected = [
        problem(
            "DB-2026-001",
            "食堂夜班供餐",
            measure(
                None, "机关服务中心", "费䶮", on("05-31"), status="是", progress="已供餐", signed_off="否"
            ),
        ),
        problem(
            "DB-2026-002",
            "停车场延时开放",
            measure(
                None, "机关服务中心", "费䶮", on("06-15"), status="否", progress="正在协调", signed_off="否"
            ),
        ),
    ]
    return Book("csv-tabs.csv", [Sheet("", rows)], expected)


_DUES = [
    ("2026年6月底前", on("06-30")), ("6月中旬", on("06-20")), ("6月上旬", on("06-10")), ("9月下旬", on("09-30")),
    ("上半年", on("06-30")), ("二季度", on("06-30")), ("年内", on("12-31")), ("全年", on("12-31")),
    ("分批推进，12月底前完成", on("12-31")), ("年底前完成并长期坚持", on("12-31", then=True)), ("立行立改", AT_ONCE),
    ("边查边改", AT_ONCE), ("每月5日前", every("month")), ("每季度末月25日前", every("quarter")), ("每半年", every("half_year")),
    ("每年6月底前", every("year")), ("每周", every("week")), ("长期坚持", LONG_TERM), ("贯穿全年", LONG_TERM),
    ("常态化开展", LONG_TERM), ("会后10个工作日内", unread("会后10个工作日内")), ("全会前", unread("全会前")),
    ("2月30日前", unread("2月30日前")), (date(2026, 8, 31), on("08-31")), (46203, on("06-30")), ("20260630", on("06-30")),
    ("2026.9.30", on("09-30")), ("２０２６年１１月底", on("11-30")), ("2026年4月—2027年3月", on("2027-03-31")),
    ("即日起至7月15日", on("07-15")), ("十月底前", on("10-31")), ("明年3月底前", on("2027-03-31")), ("6-30", on("06-30")),
    ("2026年6月", on("06-30")), (datetime(2026, 6, 1), on("06-30")), ("年底", on("12-31")), ("5月31", on("05-31")),
]  # fmt: skip


def _dues() -> Book:
    rows: list[list[object]] = [["序号", "问题", "措施", "责任单位", "责任人", "完成时限"]]
    expected = []
    month = f"F{next(i for i, (cell, _) in enumerate(_DUES) if type(cell) is datetime) + 2}"
    for index, (cell, due) in enumerate(_DUES, start=1):
        rows.append([index, f"第{index}种写法的问题", f"照第{index}种写法办", "督查处", "秦见微", cell])
        error = [] if due["kind"] != "unread" else ["bad_date" if "30日" in due["text"] else "unread_date"]
        done = measure(f"照第{index}种写法办", "督查处", "秦见微", due)
        expected.append(problem(str(index), f"第{index}种写法的问题", done, errors=error))
    return Book("dues.xlsx", [Sheet("时限写法", rows, formats={month: 'yyyy"年"m"月"'})], expected)


def _silent_headings() -> Book:
    """Headings that no table of synonyms knows: only the values tell."""
    rows = [
        ["整理稿"],
        ["序号", "群众怎么说", "我们怎么办", "谁家的事", "找谁", "啥时候", "办到哪了", "心得"],
        [
            1,
            "打电话问个事，换了三个处室才有人接",
            "公布处室职责和联系电话",
            "秘书处",
            "纪清晏",
            "5月底前",
            "已完成",
            "好",
        ],
        [
            2,
            "同一个数字给四个处报了四遍",
            "同一数据一年内不重复索要",
            "综合处",
            "陶然之",
            "长期坚持",
            "正在推进",
            "",
        ],
        [
            3,
            "一个收文走七道，急件要跟着跑",
            "收文环节由7个压减为4个",
            "秘书处",
            "纪清晏",
            "2026年5月底",
            "已完成",
            "",
        ],
    ]
    expected = [
        problem(
            "1",
            "打电话问个事，换了三个处室才有人接",
            measure("公布处室职责和联系电话", "秘书处", "纪清晏", on("05-31"), status="已完成"),
        ),
        problem(
            "2",
            "同一个数字给四个处报了四遍",
            measure("同一数据一年内不重复索要", "综合处", "陶然之", LONG_TERM, status="正在推进"),
        ),
        problem(
            "3",
            "一个收文走七道，急件要跟着跑",
            measure("收文环节由7个压减为4个", "秘书处", "纪清晏", on("05-31"), status="已完成"),
        ),
    ]
    return Book("silent-headings.xlsx", [Sheet("整理", rows)], expected)


def _faults() -> Book:
    rows = [
        ["序号", "问题表述", "整改措施", "责任单位", "责任人", "完成时限"],
        [1, "调研“走得多、蹲得少”", "重点课题安排蹲点调研", "综合研究处", "段知行", "9月31日前"],
        [2, "调研成果缺少再跟踪", "建立跟踪台账", "综合研究处", None, "9月底前"],
        [2, "座谈会“念稿子”", "明确发言要点", "综合研究处", "段知行", "换届前"],
        [4, None, "开展“回头看”", "督查处", "秦见微", "10月底前"],
        [5, "报告同质化", None, "综合研究处", "段知行", "10月底前"],
        [6, "经费报销退单多", "公布报销常见问题", "行政财务处", "／", "2026年2月29日"],
        [7, "选题与中心工作结合不紧", "建立选题会商机制", "综合研究处", "段知行", "8月底前"],
        [7, "选题与中心工作结合不紧", "编发选题参考目录", "提案委办公室", "卓问渠", "9月底前"],
    ]
    expected = [
        problem("1", "调研“走得多、蹲得少”", measure("重点课题安排蹲点调研", "综合研究处", "段知行", unread("9月31日前")), errors=["bad_date"]),
        problem("2", "调研成果缺少再跟踪", measure("建立跟踪台账", "综合研究处", "", on("09-30")), errors=["no_accountable"]),
        problem("2", "座谈会“念稿子”", measure("明确发言要点", "综合研究处", "段知行", unread("换届前")), errors=["duplicate_number", "unread_date"]),
        problem("4", None, measure("开展“回头看”", "督查处", "秦见微", on("10-31")), errors=["no_problem"]),
        problem("5", "报告同质化", errors=["no_measure"]),
        problem("6", "经费报销退单多", measure("公布报销常见问题", "行政财务处", "", unread("2026年2月29日")), errors=["bad_date", "no_accountable"]),
        problem("7", "选题与中心工作结合不紧", measure("建立选题会商机制", "综合研究处", "段知行", on("08-31")),
            measure("编发选题参考目录", "提案委办公室", "卓问渠", on("09-30"))),
    ]  # fmt: skip
    return Book("faults.xlsx", [Sheet("台账", rows)], expected)


def _numbers_count_measures() -> Book:
    """The running number counts measures; the problem stands once and holds for the rows below it."""
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限"],
        [1, "简报种类偏多", "合并简报种类", "信息宣传处", "傅采薇", "5月底前"],
        [2, None, "每期不超过1500字", "信息宣传处", "傅采薇", "长期坚持"],
        [3, "会议套开、合开不够", "编制月度会议计划", "秘书处", "纪清晏", "每月25日前"],
        [4, None, "同类会议合并召开", "秘书处", "纪清晏", "立行立改"],
        [5, None, "会议通知注明时长", "秘书处", "殷若渔", "5月底前"],
    ]
    expected = [
        problem("1", "简报种类偏多", measure("合并简报种类", "信息宣传处", "傅采薇", on("05-31")), measure("每期不超过1500字", "信息宣传处", "傅采薇", LONG_TERM)),
        problem("3", "会议套开、合开不够", measure("编制月度会议计划", "秘书处", "纪清晏", every("month")), measure("同类会议合并召开", "秘书处", "纪清晏", AT_ONCE),
            measure("会议通知注明时长", "秘书处", "殷若渔", on("05-31"))),
    ]  # fmt: skip
    return Book("numbers-count-measures.xlsx", [Sheet("Sheet1", rows)], expected)
