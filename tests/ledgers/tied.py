"""Ledgers in several sheets that belong together by number, and sheets that do not."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, measure, on, problem


def books() -> list[Book]:
    return [
        _three_lists(),
        _by_measure_number(),
        _compound_numbers(),
        _unit_sheets(),
        _two_lists_xls(),
        _fourth_list(),
    ]


def _three_lists() -> Book:
    cover = Sheet("封面", [["作风效能建设"], ["三个清单"], ["2026年5月"]])
    problems = Sheet("问题清单", [
        ["问题清单", None, None, None],
        ["序号", "方面", "问题表述", "问题来源"],
        [1, "转化", "协商成果报送后跟踪不够", "自查"],
        [2, "转化", "社情民意信息时效性不强", "问卷调查"],
        [3, "能力", "信息化应用能力不强", "问卷调查"],
    ], ["A1:D1"])  # fmt: skip
    tasks = Sheet("任务清单", [
        ["任务清单", None, None, None],
        ["问题序号", "整改措施", "完成标准", "完成时限"],
        [1, "建立协商成果转化跟踪台账", "一条建议一行", "6月底前"],
        [None, "函询有关部门采纳落实情况", "有函有复", "每半年"],
        [2, "建立选题会商机制", "每次3个以上选题", "每月上旬"],
        [2, "开通紧急信息直通渠道", "急件无隔夜", "7月底前"],
    ], ["A1:D1", "A3:A4"])  # fmt: skip
    duties = Sheet("责任清单", [
        ["责任清单", None, None, None, None],
        ["序号", "牵头单位", "配合单位", "责任领导", "责任人"],
        [1, "综合研究处", "各专委会办公室", "柏舟宁", "段知行"],
        [2, "社情民意信息处", None, "柏舟宁", None],
    ], ["A1:E1"])  # fmt: skip
    one = {"helps": "各专委会办公室", "leader": "柏舟宁"}
    expected = [
        problem("1", "协商成果报送后跟踪不够",
            measure("建立协商成果转化跟踪台账", "综合研究处", "段知行", on("06-30"), standard="一条建议一行", **one),
            measure("函询有关部门采纳落实情况", "综合研究处", "段知行", {"kind": "recurring", "every": "half_year"}, standard="有函有复", **one),
            aspect="转化", source="自查"),
        problem("2", "社情民意信息时效性不强",
            measure("建立选题会商机制", "社情民意信息处", "", {"kind": "recurring", "every": "month"}, leader="柏舟宁", standard="每次3个以上选题"),
            measure("开通紧急信息直通渠道", "社情民意信息处", "", on("07-31"), leader="柏舟宁", standard="急件无隔夜"),
            aspect="转化", source="问卷调查", errors=["no_accountable"]),
        problem("3", "信息化应用能力不强", aspect="能力", source="问卷调查", errors=["no_measure"]),
    ]  # fmt: skip
    return Book("three-lists.xlsx", [cover, problems, tasks, duties], expected)


def _by_measure_number() -> Book:
    """The list of duties counts measures, the list of results too."""
    problems = Sheet("问题清单", [["序号", "存在问题"], [1, "界别活动不经常"], [2, "履职反馈不及时"]])
    tasks = Sheet("措施清单", [
        ["序号", "对应问题", "整改措施", "完成时限"],
        [1, "问题1", "明确召集人职责", "7月底前"],
        [2, "问题1", "各界别开展1次协商", "11月底前"],
        [3, "问题2", "每季度反馈履职情况", "长期坚持"],
    ])  # fmt: skip
    duties = Sheet("责任清单", [
        ["措施序号", "责任单位", "责任人", "联系电话"],
        [1, "委员工作处", "谷向原", "5550103"],
        [2, "各专委会办公室", "卓问渠", None],
        [3, "委员工作处", "殷若渔", None],
    ])  # fmt: skip
    results = Sheet(
        "成效清单",
        [["措施序号", "进展情况", "是否完成"], [1, "职责已印发", "是"], [3, "第一季度已反馈", "否"]],
    )
    expected = [
        problem("1", "界别活动不经常",
            measure("明确召集人职责", "委员工作处", "谷向原", on("07-31"), progress="职责已印发", status="是", contact_numbers=["5550103"]),
            measure("各界别开展1次协商", "各专委会办公室", "卓问渠", on("11-30"))),
        problem("2", "履职反馈不及时", measure("每季度反馈履职情况", "委员工作处", "殷若渔", LONG_TERM, progress="第一季度已反馈", status="否")),
    ]  # fmt: skip
    return Book("by-measure-number.xlsx", [problems, tasks, duties, results], expected)


def _compound_numbers() -> Book:
    """1-1, 1-2 in the list of tasks and in that of duties; a number that no problem has."""
    problems = Sheet(
        "问题", [["编号", "问题描述", "类别"], ["1", "基层联系点偏少", "调研"], ["2", "照顾不周", "服务"]]
    )
    tasks = Sheet("任务", [
        ["编号", "工作任务", "时间节点"],
        ["1-1", "每个专委会建立2个联系点", "8月底前"],
        ["1-2", "联系点开展1次活动", "12月底前"],
        ["2-1", "逐户走访离退休干部", "立行立改"],
        ["5-1", "完善接待标准", "9月底前"],
    ])  # fmt: skip
    duties = Sheet("责任", [
        ["编号", "牵头单位", "责任人"],
        ["1-1", "综合研究处", "段知行"],
        ["1-2", "各专委会办公室", "祁又晴"],
        ["2-1", "离退休干部处", "佟以恒"],
        ["5-1", "联络接待处", "荀大禾"],
    ])  # fmt: skip
    expected = [
        problem("1", "基层联系点偏少", measure("每个专委会建立2个联系点", "综合研究处", "段知行", on("08-31")),
            measure("联系点开展1次活动", "各专委会办公室", "祁又晴", on("12-31")), aspect="调研"),
        problem("2", "照顾不周", measure("逐户走访离退休干部", "离退休干部处", "佟以恒", AT_ONCE), aspect="服务"),
        problem("5-1", None, measure("完善接待标准", "联络接待处", "荀大禾", on("09-30")), errors=["no_problem"]),
    ]  # fmt: skip
    return Book("compound-numbers.xlsx", [problems, tasks, duties], expected)


def _unit_sheets() -> Book:
    """One sheet a unit, each with its own count; a table of counts and a hidden old version beside them."""
    head = ["序号", "问题", "整改措施", "责任人", "完成时限", "完成情况"]
    one = Sheet(
        "秘书处",
        [
            ["秘书处台账", None, None, None, None, None],
            head,
            [1, "收文环节多", "压减环节", "纪清晏", "5月底前", "已完成"],
        ],
        ["A1:F1"],
    )
    two = Sheet(
        "人事处",
        [
            ["人事处台账", None, None, None, None, None],
            head,
            [1, "培养缺少系统安排", "制定培养计划", "陶然之", "6月底前", "正在推进"],
        ],
        ["A1:F1"],
    )
    counts = Sheet(
        "统计表",
        [
            ["单位", "问题数", "措施数", "已完成", "完成率"],
            ["秘书处", 1, 1, 1, 1],
            ["人事处", 1, 1, 0, 0],
            ["合计", 2, 2, 1, 0.5],
        ],
    )
    old = Sheet("旧版", [head, [1, "收文环节偏多", "梳理环节", "纪清晏", "4月底前", "已完成"]], hidden=True)
    expected = [
        problem("1", "收文环节多", measure("压减环节", None, "纪清晏", on("05-31"), status="已完成")),
        problem(
            "1", "培养缺少系统安排", measure("制定培养计划", None, "陶然之", on("06-30"), status="正在推进")
        ),
    ]
    return Book("unit-sheets.xlsx", [counts, one, two, old], expected)


def _two_lists_xls() -> Book:
    """A list of problems with who answers for them, a list of measures with when; the problem is written out twice."""
    problems = Sheet("问题清单", [
        ["序号", "问题", "责任单位", "责任人"],
        ["一", "会风不够精简", "秘书处", "纪清晏"],
        ["二", "文风不够清新", "综合研究处", "段知行"],
    ])  # fmt: skip
    tasks = Sheet("整改措施", [
        ["序号", "问题", "整改措施", "完成时限"],
        ["一", "会风不够精简", "1.压减会议数量；\n2.开短会讲短话。", "6月底前"],
        ["二", "文风不够清新", "开展评议", "8月底前"],
    ])  # fmt: skip
    expected = [
        problem(
            "一",
            "会风不够精简",
            measure("压减会议数量", "秘书处", "纪清晏", on("06-30")),
            measure("开短会讲短话", "秘书处", "纪清晏", on("06-30")),
        ),
        problem("二", "文风不够清新", measure("开展评议", "综合研究处", "段知行", on("08-31"))),
    ]
    return Book("two-lists.xls", [problems, tasks], expected)


def _fourth_list() -> Book:
    """A list of rules beside the three, and sheets that look like lists and are none."""
    problems = Sheet(
        "问题清单",
        [["序号", "问题表现", "责任单位"], [1, "回音不快", "委员工作处"], [2, "回访缺少", "联络接待处"]],
    )
    tasks = Sheet(
        "措施清单",
        [
            ["序号", "整改措施", "责任人", "时限"],
            [1, "限时答复", "谷向原", "5月底"],
            [2, "建立回访制度", "荀大禾", "6月底"],
        ],
    )
    rules = Sheet(
        "制度清单",
        [["序号", "制度名称", "印发时间"], [1, "限时答复办法", "2026-05-20"], [2, "回访办法", None]],
    )
    counts = Sheet("统计", [["序号", "责任单位", "应销", "已销"], [1, "综合处", 5, 4], [2, "人事处", 3, 3]])
    people = Sheet(
        "通讯录",
        [
            ["序号", "姓名", "单位", "电话"],
            [1, "纪清晏", "秘书处", "5550101"],
            [2, "陶然之", "人事处", "5550102"],
        ],
    )
    expected = [
        problem("1", "回音不快", measure("限时答复", "委员工作处", "谷向原", on("05-31"))),
        problem("2", "回访缺少", measure("建立回访制度", "联络接待处", "荀大禾", on("06-30"))),
    ]
    return Book("fourth-list.xlsx", [problems, tasks, rules, counts, people], expected)
