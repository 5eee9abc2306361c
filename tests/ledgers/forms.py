"""The families of rules.md §3: notices, inspection ledgers, ticked columns, tasks without a problem."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, every, measure, on, problem


def books() -> list[Book]:
    return [
        _notice(),
        _inspection(),
        _ticked(),
        _tasks(),
        _tasks_alone(),
        _full_return(),
        _audit_in_one_row(),
    ]


def _notice() -> Book:
    rows = [
        ["整改通知单", *[None] * 13],
        [
            "序号",
            "单位",
            "地点",
            "类别",
            "问题",
            "图片",
            "措施",
            "期限",
            "责任人",
            "资金",
            "复查时间",
            "完成情况",
            "复查人",
            "备注",
        ],
        [
            1,
            "机关服务中心",
            "食堂",
            "服务保障",
            "夜班供餐不足",
            None,
            "增加夜班供餐",
            "5月20日",
            "费䶮",
            "2万元",
            "2026-05-25",
            "已完成",
            "秦见微",
            None,
        ],
        [
            2,
            "行政财务处",
            "停车场",
            "服务保障",
            "标线不清",
            None,
            "重划标线",
            "立即整改",
            "钟守拙",
            None,
            None,
            "未完成",
            None,
            "等审批",
        ],
    ]
    expected = [
        problem(
            "1",
            "夜班供餐不足",
            measure(
                "增加夜班供餐",
                "机关服务中心",
                "费䶮",
                on("05-20"),
                status="已完成",
                extra={"地点": "食堂", "资金": "2万元", "复查时间": "2026-05-25", "复查人": "秦见微"},
            ),
            aspect="服务保障",
        ),
        problem(
            "2",
            "标线不清",
            measure(
                "重划标线",
                "行政财务处",
                "钟守拙",
                AT_ONCE,
                status="未完成",
                extra={"地点": "停车场", "备注": "等审批"},
            ),
            aspect="服务保障",
        ),
    ]
    return Book("notice.xlsx", [Sheet("通知单", rows, ["A1:N1"])], expected)


def _inspection() -> Book:
    rows = [
        [
            "序号",
            "检查时间",
            "检查人",
            "类别",
            "问题",
            "措施",
            "完成时间",
            "责任人",
            "复查时间",
            "复查人",
            "结果",
        ],
        [
            1,
            "2026-04-02",
            "邹小禾",
            "纪律",
            "值班记录不全",
            "补齐记录并每日检查",
            "4月10日前",
            "殷若渔",
            "2026-04-12",
            "秦见微",
            "已整改",
        ],
        [
            2,
            "2026-04-02",
            "邹小禾",
            "安全",
            "配电间堆放杂物",
            "立即清理",
            "当日",
            "费䶮",
            "2026-04-03",
            "秦见微",
            "整改中",
        ],
    ]
    expected = [
        problem(
            "1",
            "值班记录不全",
            measure("补齐记录并每日检查", None, "殷若渔", on("04-10"), status="已整改"),
            aspect="纪律",
        ),
        problem(
            "2", "配电间堆放杂物", measure("立即清理", None, "费䶮", AT_ONCE, status="整改中"), aspect="安全"
        ),
    ]
    return Book("inspection.xlsx", [Sheet("检查台账", rows)], expected)


def _ticked() -> Book:
    """Answers as ticked columns under a group."""
    rows = [
        [
            "序号",
            "问题",
            "整改措施",
            "责任单位",
            "责任人",
            "整改类型",
            None,
            None,
            "时限",
            "完成情况",
            None,
            None,
            "是否销号",
            None,
        ],
        [
            None,
            None,
            None,
            None,
            None,
            "立行立改",
            "限期整改",
            "长期坚持",
            None,
            "已完成",
            "正在推进",
            "未完成",
            "是",
            "否",
        ],
        [
            1,
            "电话无人接听",
            "公布值班电话",
            "秘书处",
            "纪清晏",
            "√",
            None,
            None,
            "即知即改",
            "√",
            None,
            None,
            "√",
            None,
        ],
        [
            2,
            "联系点偏少",
            "建立联系点",
            "综合研究处",
            "段知行",
            None,
            "√",
            None,
            "8月底前",
            None,
            "√",
            None,
            None,
            "√",
        ],
        [
            3,
            "反弹问题复查少",
            "按季抽查",
            "督查处",
            "秦见微",
            None,
            None,
            "√",
            "每季度",
            None,
            None,
            "√",
            None,
            "√",
        ],
    ]
    merges = [*[f"{c}1:{c}2" for c in "ABCDEI"], "F1:H1", "J1:L1", "M1:N1"]
    expected = [
        problem(
            "1",
            "电话无人接听",
            measure("公布值班电话", "秘书处", "纪清晏", AT_ONCE, status="已完成", signed_off="是"),
            category="立行立改",
        ),
        problem(
            "2",
            "联系点偏少",
            measure("建立联系点", "综合研究处", "段知行", on("08-31"), status="正在推进", signed_off="否"),
            category="限期整改",
        ),
        problem(
            "3",
            "反弹问题复查少",
            measure("按季抽查", "督查处", "秦见微", every("quarter"), status="未完成", signed_off="否"),
            category="长期坚持",
        ),
    ]
    return Book("ticked.xlsx", [Sheet("Sheet1", rows, merges)], expected)


def _tasks() -> Book:
    rows = [
        ["2026年重点工作推进台账", *[None] * 6],
        ["序号", "重点任务", "具体举措", "牵头领导", "责任单位", "配合单位", "完成时限"],
        [1, "提升提案办理实效", "组织面对面协商6场", "柏舟宁", "提案委办公室", "综合研究处", "11月底前"],
        [None, None, "开展“回头看”", "柏舟宁", "提案委办公室", None, "10月底前"],
        [2, "办好委员讲堂", "每月举办1期", "佟以恒", "人事处", "各处室", "每月"],
    ]
    expected = [
        problem("1", "提升提案办理实效", measure("组织面对面协商6场", "提案委办公室", "柏舟宁", on("11-30"), helps="综合研究处", leader="柏舟宁"),
            measure("开展“回头看”", "提案委办公室", "柏舟宁", on("10-31"), leader="柏舟宁")),
        problem("2", "办好委员讲堂", measure("每月举办1期", "人事处", "佟以恒", every("month"), helps="各处室", leader="佟以恒")),
    ]  # fmt: skip
    return Book("tasks.xlsx", [Sheet("重点工作", rows, ["A1:G1", "A3:A4", "B3:B4"])], expected)


def _tasks_alone() -> Book:
    """Half of the work has no problem behind it: measures stand alone."""
    rows = [
        ["序号", "任务来源", "工作任务", "责任部门", "责任人", "完成期限"],
        [1, "主席会议", "形成年度成果转化报告", "综合研究处", "段知行", "12月20日前"],
        [2, "工作要点", "编印应知应会手册", "人事处", "陶然之", "8月底前"],
    ]
    expected = [
        problem(
            "1", None, measure("形成年度成果转化报告", "综合研究处", "段知行", on("12-20")), source="主席会议"
        ),
        problem("2", None, measure("编印应知应会手册", "人事处", "陶然之", on("08-31")), source="工作要点"),
    ]
    return Book("tasks-alone.xlsx", [Sheet("任务", rows)], expected)


def _full_return() -> Book:
    """Everything that a return sheet may ask."""
    rows = [
        ["编号", "问题方面", "问题及表现", "整改目标", "整改措施", "牵头部门", "配合部门", "责任领导", "责任人", "联络员", "联系电话", "整改时限", "进展情况", "存在的困难和问题", "下一步工作打算", "佐证材料", "是否完成", "是否销号", "备注"],
        ["三-1", "效率", "急件靠“人盯人”", "急件1个工作日办结", "设置办理提醒", "秘书处", "信息中心", "季望山", "纪清晏", "殷若渔", "5550104", "2026年6月底前", "系统已上线", "部分处室未用", "开展培训", "启用通知", "否", "否", "跨年"],
        ["三-2", "效率", "交办缺少回音", "到期均有回音", "实行办结即报", "督查处", "各处室", "季望山", "秦见微", "邹小禾", "5550105", "长期坚持", "已报告32件", "无", "坚持执行", "报告记录", "是", "否", None],
    ]  # fmt: skip
    expected = [
        problem("三-1", "急件靠“人盯人”", measure("设置办理提醒", "秘书处", "纪清晏", on("06-30"), helps="信息中心", leader="季望山", contact="殷若渔", contact_numbers=["5550104"],
            standard="急件1个工作日办结", progress="系统已上线", difficulty="部分处室未用", next_step="开展培训", evidence="启用通知", status="否", signed_off="否", extra={"备注": "跨年"}), aspect="效率"),
        problem("三-2", "交办缺少回音", measure("实行办结即报", "督查处", "秦见微", LONG_TERM, helps="各处室", leader="季望山", contact="邹小禾", contact_numbers=["5550105"],
            standard="到期均有回音", progress="已报告32件", difficulty="无", next_step="坚持执行", evidence="报告记录", status="是", signed_off="否"), aspect="效率"),
    ]  # fmt: skip
    return Book("full-return.xlsx", [Sheet("反馈表", rows)], expected)


def _audit_in_one_row() -> Book:
    """The audit columns under one row of short headings; dues numbered in parallel; two columns of numbers."""
    rows = [
        ["问题来源", "类别", "报告原文表述", "责任单位", "整改类型", "依据", "要求", "时限", "完成标准", "细化措施", "对应时间", "第一责任人",
         "协助领导", "牵头部门责任人", "电话", "配合部门责任人", "电话", "已采取措施", "完善制度", "未到位原因及下一步", "是否完成", "是否销号"],
        ["经济责任审计", "财务", "差旅费报销手续不全", "行政财务处", "限期整改", "管理办法", "补齐", "9月底前", "手续齐全", "1.补齐手续；\n2.修订办法。",
         "1.6月底前；\n2.8月底前。", "钟守拙", "季望山", "殷若渔", "5550106", "费䶮", "5550107", "已补齐12笔", "办法一项",
         "原因：经办人轮岗；下一步：逐笔核对", "否", "否"],
    ]  # fmt: skip
    rest = {
        "leader": "钟守拙", "supporting_people": ["费䶮"], "contact_numbers": ["5550106", "5550107"], "standard": "手续齐全",
        "progress": "已补齐12笔", "difficulty": "经办人轮岗", "status": "否", "signed_off": "否",
    }  # fmt: skip
    expected = [
        problem(None, "差旅费报销手续不全",
            measure("补齐手续", "行政财务处", "殷若渔", on("06-30"), **rest), measure("修订办法", "行政财务处", "殷若渔", on("08-31"), **rest),
            aspect="财务", source="经济责任审计", category="限期整改"),
    ]  # fmt: skip
    return Book("audit-one-row.xlsx", [Sheet("审计", rows)], expected)
