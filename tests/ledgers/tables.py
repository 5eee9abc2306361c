"""Where a table goes on, ends, or has a column of another meaning than its name."""

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, every, measure, on, problem


def books() -> list[Book]:
    return [
        _carried_on(),
        _ditto(),
        _counts_below(),
        _long_progress(),
        _two_measure_columns(),
        _suggestions(),
        _odd_order(),
        _opinion_of_sign_off(),
    ]


def _carried_on() -> Book:
    """Title and header once more on the second page, in the middle of a problem."""
    rows = [
        ["霁川省政协机关整改台账"],
        ["序号", "类别", "问题描述", "工作措施", "承办单位", "承办人", "完成时限", "落实情况"],
        [1, "会风文风", "会议套开合开不够", "建立月度会议统筹表", "秘书处", "纪清晏", "3月20日前", "已完成"],
        [None, None, None, "严格会议计划审批", "秘书处", "殷若渔", "长期坚持", "正在推进"],
        [],
        [2, "会风文风", "简报种类偏多", "合并简报刊物", "信息宣传处", "傅采薇", "4月底前", "已完成"],
        ["第 1 页，共 2 页"],
        ["霁川省政协机关整改台账（续）"],
        ["序号", "类别", "问题描述", "工作措施", "承办单位", "承办人", "完成时限", "落实情况"],
        [None, None, None, "建立简报采用通报", "信息宣传处", "傅采薇", "每半年", "正在推进"],
        [3, "调查研究", "调研报告同质化", "实行报告初稿评议", "综合研究处", "段知行", "9月下旬", "尚未启动"],
    ]
    expected = [
        problem(
            "1",
            "会议套开合开不够",
            measure("建立月度会议统筹表", "秘书处", "纪清晏", on("03-20"), status="已完成"),
            measure("严格会议计划审批", "秘书处", "殷若渔", LONG_TERM, status="正在推进"),
            aspect="会风文风",
        ),
        problem(
            "2",
            "简报种类偏多",
            measure("合并简报刊物", "信息宣传处", "傅采薇", on("04-30"), status="已完成"),
            measure("建立简报采用通报", "信息宣传处", "傅采薇", every("half_year"), status="正在推进"),
            aspect="会风文风",
        ),
        problem(
            "3",
            "调研报告同质化",
            measure("实行报告初稿评议", "综合研究处", "段知行", on("09-30"), status="尚未启动"),
            aspect="调查研究",
        ),
    ]
    return Book("carried-on.xlsx", [Sheet("Sheet", rows, ["A1:H1", "A7:H7", "A8:H8"])], expected)


def _ditto() -> Book:
    """Spaced-out headings, 同上 and 〃, strokes for nothing."""
    rows = [
        ["示例市审计整改工作台账"],
        [
            "序  号",
            "存 在 问 题",
            "整 改 措 施",
            "责 任\n单 位",
            "责 任 人",
            "配 合 单 位",
            "完 成\n时 限",
            "备  注",
        ],
        [1, "会议费超预算支出", "严格会议计划审批", "秘书科", "简南枝", "无", "6月底前"],
        [2, "培训费报销附件不全", "补齐报销附件", "同上", "同上", "/", "同上"],
        [3, "公务卡使用率低", "推行公务卡强制结算", "〃", "〃", "—", "9月底前"],
        [4, "加班餐费无审批", "实行加班审批制", "机关事务科", "霍见川", "-", "立即整改", "无"],
    ]
    expected = [
        problem("1", "会议费超预算支出", measure("严格会议计划审批", "秘书科", "简南枝", on("06-30"))),
        problem("2", "培训费报销附件不全", measure("补齐报销附件", "秘书科", "简南枝", on("06-30"))),
        problem("3", "公务卡使用率低", measure("推行公务卡强制结算", "秘书科", "简南枝", on("09-30"))),
        problem("4", "加班餐费无审批", measure("实行加班审批制", "机关事务科", "霍见川", AT_ONCE)),
    ]
    return Book("ditto.xlsx", [Sheet("Sheet", rows, ["A1:H1"])], expected)


def _counts_below() -> Book:
    """A row that numbers the columns; a table of counts below the ledger."""
    rows = [
        ["督查反馈问题整改情况表"],
        ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限", "整改结果"],
        ["甲", 1, 2, 3, 4, 5, 6],
        [1, "惠民政策公示不到位", "在村务公开栏公示", "望禾镇", "荀大禾", "5月10日前", "已整改"],
        [2, "环境卫生反弹", "建立门前三包制度", "云汀街道", "简南枝", "5月底前", "整改中"],
        [],
        ["附：整改情况统计"],
        ["单位", "问题数", "已整改", "整改中"],
        ["望禾镇", 1, 1, 0],
        ["云汀街道", 1, 0, 1],
        ["合计", 2, 1, 1],
    ]
    expected = [
        problem(
            "1",
            "惠民政策公示不到位",
            measure("在村务公开栏公示", "望禾镇", "荀大禾", on("05-10"), status="已整改"),
        ),
        problem(
            "2",
            "环境卫生反弹",
            measure("建立门前三包制度", "云汀街道", "简南枝", on("05-31"), status="整改中"),
        ),
    ]
    return Book("counts-below.xlsx", [Sheet("Sheet", rows, ["A1:G1"])], expected)


def _long_progress() -> Book:
    """The status word at the head of a long text, with an aside in brackets."""
    rows = [
        ["序号", "问题表述", "整改措施", "责任单位", "责任人", "完成时限", "完成情况", "是否销号"],
        [
            1,
            "固定资产未及时入账",
            "补登固定资产",
            "行政财务处",
            "钟守拙",
            "3月底前",
            "已完成。已补登固定资产36件，账实相符。",
            "已销号",
        ],
        [
            2,
            "合同管理不规范",
            "修订合同管理办法",
            "行政财务处",
            "钟守拙",
            "6月底前",
            "正在推进，已完成初稿",
            "未销号",
        ],
        [
            3,
            "采购档案不完整",
            "补齐近三年采购档案",
            "行政财务处",
            "钟守拙",
            "9月底前",
            "未完成（部分供应商已注销）",
            "否",
        ],
        [4, "预算执行偏慢", "每月通报预算执行进度", "行政财务处", "钟守拙", "每月", "1-5月已通报5次", "否"],
    ]
    expected = [
        problem(
            "1",
            "固定资产未及时入账",
            measure(
                "补登固定资产",
                "行政财务处",
                "钟守拙",
                on("03-31"),
                status="已完成",
                progress="已完成。已补登固定资产36件，账实相符。",
                signed_off="已销号",
            ),
        ),
        problem(
            "2",
            "合同管理不规范",
            measure(
                "修订合同管理办法",
                "行政财务处",
                "钟守拙",
                on("06-30"),
                status="正在推进",
                progress="正在推进，已完成初稿",
                signed_off="未销号",
            ),
        ),
        problem(
            "3",
            "采购档案不完整",
            measure(
                "补齐近三年采购档案",
                "行政财务处",
                "钟守拙",
                on("09-30"),
                status="未完成",
                progress="未完成（部分供应商已注销）",
                signed_off="否",
            ),
        ),
        problem(
            "4",
            "预算执行偏慢",
            measure(
                "每月通报预算执行进度",
                "行政财务处",
                "钟守拙",
                every("month"),
                progress="1-5月已通报5次",
                signed_off="否",
            ),
        ),
    ]
    return Book("long-progress.xlsx", [Sheet("Sheet", rows)], expected)


def _two_measure_columns() -> Book:
    """Measures for now and for long, in columns side by side."""
    rows = [
        ["序号", "问题", "立行立改措施", "长效措施", "责任单位", "责任人"],
        [1, "食堂浪费现象", "张贴节约标识", "建立剩餐称重公示制度", "机关服务中心", "费䶮"],
        [2, "电子屏信息过期", "清理过期信息", "明确专人每周更新", "信息中心", "邹小禾"],
    ]
    expected = [
        problem(
            "1",
            "食堂浪费现象",
            measure("张贴节约标识", "机关服务中心", "费䶮", None),
            measure("建立剩餐称重公示制度", "机关服务中心", "费䶮", None),
        ),
        problem(
            "2",
            "电子屏信息过期",
            measure("清理过期信息", "信息中心", "邹小禾", None),
            measure("明确专人每周更新", "信息中心", "邹小禾", None),
        ),
    ]
    return Book("two-measure-columns.xlsx", [Sheet("Sheet", rows)], expected)


def _suggestions() -> Book:
    """Opinions of the public with how far each has come."""
    rows = [
        ["附件3"],
        ["望禾县政府办公室“开门纳谏”意见建议办理台账"],
        ["说明：一、本台账实行动态更新；二、完成时限应具体到日；三、责任单位每月25日前报送进展情况。"],
        ["单位：县政府办公室", None, None, "截止时间：2026年4月30日"],
        ["序号", "意见建议", "办理举措", "责任股室", "责任人", "办理时限", "办理进度", "群众评价"],
        [
            1,
            "建议延长办证窗口开放时间",
            "实行错峰延时服务",
            "政务股",
            "霍见川",
            "2026年5月6日前",
            "已落实",
            "满意",
        ],
        [2, "希望增加停车位", "协调开放机关停车场", "行政股", "简南枝", "2026年6月底前", "正在协调", "/"],
    ]
    expected = [
        problem(
            "1",
            "建议延长办证窗口开放时间",
            measure("实行错峰延时服务", "政务股", "霍见川", on("05-06"), status="已落实"),
        ),
        problem(
            "2",
            "希望增加停车位",
            measure("协调开放机关停车场", "行政股", "简南枝", on("06-30"), status="正在协调"),
        ),
    ]
    return Book("suggestions.xlsx", [Sheet("Sheet", rows, ["A2:H2", "A3:H3"])], expected)


def _odd_order() -> Book:
    """Columns in an order of their own; a section that counts twice; a day before the status."""
    rows = [
        ["督查整改一览"],
        ["责任人", "责任单位", "完成时限", "问题", None, "整改措施", "进展情况", "编号"],
        ["三、作风建设方面（共2条，其中立行立改1条）"],
        ["纪清晏", "秘书处", "立行立改", "电话无人接听", None, "设置呼叫转移", "6月15日已完成", "A1"],
        ["殷若渔", "秘书处", "9月底前", "文件积压", None, "建立日清制度", "建立台账1本，持续推进中", "A2"],
    ]
    expected = [
        problem(
            "A1",
            "电话无人接听",
            measure("设置呼叫转移", "秘书处", "纪清晏", AT_ONCE, status="已完成", progress="6月15日已完成"),
            aspect="作风建设方面",
        ),
        problem(
            "A2",
            "文件积压",
            measure(
                "建立日清制度",
                "秘书处",
                "殷若渔",
                on("09-30"),
                status="持续推进中",
                progress="建立台账1本，持续推进中",
            ),
            aspect="作风建设方面",
        ),
    ]
    return Book(
        "odd-order.xlsx", [Sheet("Sheet", rows, ["A1:H1", "A3:H3", "D2:E2", "D4:E4", "D5:E5"])], expected
    )


def _opinion_of_sign_off() -> Book:
    """No.1, two kinds of accountable person, the opinion on signing off."""
    rows = [
        ["整改销号台账"],
        ["填报单位：云栈县政协办公室", None, None, None, None, None, "单位：件"],
        [
            "No.",
            "问题（简述）",
            "拟采取的整改措施",
            "主责部门",
            "协同部门",
            "第一责任人",
            "直接责任人",
            "最迟完成时间",
            "当前状态",
            "证明材料清单",
            "销号意见",
        ],
        [
            "No.1",
            "委员建议答复不规范",
            "统一答复函格式",
            "提案委办公室",
            "综合处",
            "柏舟宁",
            "卓问渠",
            "2026-04-15",
            "已办结",
            "答复函样本",
            "同意",
        ],
        [
            "No.2",
            "委员活动组务不细",
            "制定活动组务清单",
            "委员工作处",
            "联络接待处",
            "柏舟宁",
            "谷向原",
            "2026-05-20",
            "滞后",
            None,
            "暂缓",
        ],
    ]
    expected = [
        problem(
            "1",
            "委员建议答复不规范",
            measure(
                "统一答复函格式",
                "提案委办公室",
                "卓问渠",
                on("04-15"),
                helps="综合处",
                status="已办结",
                leader="柏舟宁",
                evidence="答复函样本",
                signed_off="同意",
            ),
        ),
        problem(
            "2",
            "委员活动组务不细",
            measure(
                "制定活动组务清单",
                "委员工作处",
                "谷向原",
                on("05-20"),
                helps="联络接待处",
                status="滞后",
                leader="柏舟宁",
                signed_off="暂缓",
            ),
        ),
    ]
    return Book("opinion-of-sign-off.xlsx", [Sheet("Sheet", rows, ["A1:K1"])], expected)
