"""Ledgers as they are printed: merged headers, sections, pages, shared cells."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from datetime import date

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, every, measure, on, problem


def books() -> list[Book]:
    return [_printed(), _old_format(), _shared_cells(), _many_hands(), _nested_sections(), _wrapped()]


def _printed() -> Book:
    """Three header rows and a row of column numbers, sections, totals, the header again on page two."""
    head = [
        ["序号", "问题清单", None, "任务清单", None, None, "责任清单", None, None, "进展", None, "备注"],
        [
            None,
            "问题来源",
            "问题表述",
            "整改措施",
            "完成标准",
            "完成时限",
            "牵头",
            None,
            "配合单位",
            "进展情况",
            "是否销号",
            None,
        ],
        [None, None, None, None, None, None, "单位", "责任人", None, None, None, None],
    ]
    none: list[object] = [None] * 12
    rows = [
        ["作风效能建设“三个清单”", *none[1:]],
        ["（2026年第一批）", *none[1:]],
        ["填报单位：领导小组办公室", *none[1:7], "截至2026年5月31日", *none[8:]],
        *head,
        [f"（{n}）" for n in range(1, 13)],
        ["一、思想认识方面（2条）", *none[1:]],
        [1, "党支部查摆", "存在“推一步走一步”的等靠现象", "25个党支部各开展1次思想大讨论", "各报1张共性问题汇总表", "5月底前", "机关党委办公室", "佟以恒", "各党支部", "已完成，25个支部全部开展", "是", None],
        [2, "问卷调查", "学用结合不够紧密", "建立“一次学习、一条改进建议”转化办法", "办法印发", "8月底前", "机关党委办公室", "佟以恒", "综合研究处", "正在推进", "否", "二批"],
        ["小计", None, "2条", "2条", *none[4:]],
        ["二、服务意识方面（1条）", *none[1:]],
        ["作风效能建设“三个清单”", *none[1:]],
        *head,
        [3, "走访座谈", "来电来访有时“转来转去”", "修订首问负责等三项制度", "三项制度印发", "6月底前", "秘书处", "纪清晏", "各处室、各党支部", "未启动", "否", None],
        [None, None, None, "抽查来电来访办理记录", "问题5个工作日内改正", "每月（不少于10件）", "督查处", "秦见微", None, "推进中", "否", None],
        ["合  计", None, "3条", "4条", *none[4:]],
        ["说明：1.本表按方面排列；2.未销号的每月25日前报进展。", *none[1:]],
        ["2.“各处室”以机构序列为准。", *none[1:]],
        ["主要负责人（签字）：", None, None, "审核人：", None, None, "填表人：邹小禾", *none[7:]],
    ]  # fmt: skip
    merges = ["A1:L1", "A2:L2", "A3:G3", "H3:L3", "A8:L8", "A12:L12", "A13:L13", "A20:L20", "A21:L21"]
    for top in (4, 14):
        merges += [
            f"A{top}:A{top + 2}",
            f"B{top}:C{top}",
            f"D{top}:F{top}",
            f"G{top}:I{top}",
            f"J{top}:K{top}",
            f"L{top}:L{top + 2}",
        ]
        merges += [f"{c}{top + 1}:{c}{top + 2}" for c in "BCDEFIJK"] + [f"G{top + 1}:H{top + 1}"]
    merges += ["A17:A18", "B17:B18", "C17:C18"]
    expected = [
        problem("1", "存在“推一步走一步”的等靠现象",
            measure("25个党支部各开展1次思想大讨论", "机关党委办公室", "佟以恒", on("05-31"), helps="各党支部", standard="各报1张共性问题汇总表",
                progress="已完成，25个支部全部开展", status="已完成", signed_off="是"), aspect="思想认识方面", source="党支部查摆"),
        problem("2", "学用结合不够紧密",
            measure("建立“一次学习、一条改进建议”转化办法", "机关党委办公室", "佟以恒", on("08-31"), helps="综合研究处", standard="办法印发",
                status="正在推进", signed_off="否"), aspect="思想认识方面", source="问卷调查"),
        problem("3", "来电来访有时“转来转去”",
            measure("修订首问负责等三项制度", "秘书处", "纪清晏", on("06-30"), helps="各处室、各党支部", standard="三项制度印发", status="未启动", signed_off="否"),
            measure("抽查来电来访办理记录", "督查处", "秦见微", every("month"), standard="问题5个工作日内改正", status="推进中", signed_off="否"),
            aspect="服务意识方面", source="走访座谈"),
    ]  # fmt: skip
    return Book("printed.xlsx", [Sheet("附件1", rows, merges)], expected)


def _old_format() -> Book:
    """.xls: days as days, full-width digits, telephone numbers beside names, padded names."""
    rows = [
        ["机关效能问题整改台账", None, None, None, None, None, None, None],
        ["序 号", "问 题 类 别", "存 在 问 题", "整 改 措 施", "责 任 单 位", "责任领导", "责任人及联系电话", "完 成 时 限"],
        ["１", "工作效率", "公文流转环节偏多", "梳理流程，收文环节由７个压减为４个", "秘书处", "季望山", "纪清晏 0870-5550101", date(2026, 5, 31)],
        [None, None, None, "统计超时件", "秘书处", "季望山", "殷若渔（13800000001）", "每月5日前"],
        ["２", "工作效率", "请示报告批转周期偏长", "明确批转时限", "综 合 处", "季望山", "陶 然 之", date(2026, 6, 30)],
        ["３", "能力素质", "岗位“一人懂、他人不会”", "落实A/B角", "人事处", "季望山", "卓 越\n陶然之", "7月底前"],
    ]  # fmt: skip
    expected = [
        problem("1", "公文流转环节偏多",
            measure("梳理流程，收文环节由7个压减为4个", "秘书处", "纪清晏", on("05-31"), leader="季望山", contact_numbers=["0870-5550101"]),
            measure("统计超时件", "秘书处", "殷若渔", every("month"), leader="季望山", contact_numbers=["13800000001"]), aspect="工作效率"),
        problem("2", "请示报告批转周期偏长", measure("明确批转时限", "综合处", "陶然之", on("06-30"), leader="季望山"), aspect="工作效率"),
        problem("3", "岗位“一人懂、他人不会”", measure("落实A/B角", "人事处", "卓越、陶然之", on("07-31"), leader="季望山"), aspect="能力素质"),
    ]  # fmt: skip
    return Book("old-format.xls", [Sheet("台账", rows, ["A1:H1", "A3:A4", "B3:B4", "C3:C4"])], expected)


def _shared_cells() -> Book:
    """Several measures in a cell, with and without their own dues, units and persons."""
    rows = [
        ["序号", "方面", "问题", "整改措施", "责任单位", "责任人", "整改时限", "佐证材料"],
        ["1", "会风文风", "会议材料偏长", "1.汇报材料一般不超过1500字，\n发言不超过8分钟；\n2.会议通知注明时长；\n3.比较会议时长与上年同期情况。", "秘书处", "纪清晏", "1.立行立改；\n2.5月底前；\n3.每季度。", "1.审核记录\n2.通知抽查\n3.对比表"],
        ["2", "会风文风", "简报可读性不强", "一是合并简报；二是开展“读者评简报”；三是建立约稿机制。", "信息宣传处", "傅采薇", "7月底前", "印发件"],
        ["3", "提案工作", "B类承诺事项跟踪不够", "①建立跟踪台账：（1）近两年全部入账；（2）承诺时限清楚。\n②开展“回头看”。", "提案委办公室\n综合研究处", "卓问渠\n段知行", "6月底前\n10月底前", "台账；情况报告"],
        ["4", "提案工作", "提案质量参差不齐", "1、编发选题参考目录；2、举办提案撰写培训1期；3、建立立案前沟通机制", "提案委办公室、委员工作处", "卓问渠", "1-2项：9月底前；3项：长期坚持", None],
        ["5", "委员联络", "界别活动不经常", "明确召集人职责。\n各界别开展1次走访。", "委员工作处", "谷向原", "11月底前", None],
        ["6", "委员联络", "新任委员培训不够系统", "(1)举办履职培训班。", "委员工作处", "谷向原", "6月底前", None],
        ["7", "委员联络", "联系渠道不畅", "将12个界别、3类联系点压减为1.5倍以内的统一平台", "委员工作处", "谷向原", "年内", None],
    ]  # fmt: skip
    expected = [
        problem("1", "会议材料偏长",
            measure("汇报材料一般不超过1500字，发言不超过8分钟", "秘书处", "纪清晏", AT_ONCE, evidence="审核记录"),
            measure("会议通知注明时长", "秘书处", "纪清晏", on("05-31"), evidence="通知抽查"),
            measure("比较会议时长与上年同期情况", "秘书处", "纪清晏", every("quarter"), evidence="对比表"), aspect="会风文风"),
        problem("2", "简报可读性不强", *[measure(text, "信息宣传处", "傅采薇", on("07-31"), evidence="印发件")
            for text in ("合并简报", "开展“读者评简报”", "建立约稿机制")], aspect="会风文风"),
        problem("3", "B类承诺事项跟踪不够",
            measure("建立跟踪台账：（1）近两年全部入账；（2）承诺时限清楚", "提案委办公室", "卓问渠", on("06-30")),
            measure("开展“回头看”", "综合研究处", "段知行", on("10-31")), aspect="提案工作"),
        problem("4", "提案质量参差不齐",
            measure("编发选题参考目录", "提案委办公室", "卓问渠", on("09-30"), helps="委员工作处"),
            measure("举办提案撰写培训1期", "提案委办公室", "卓问渠", on("09-30"), helps="委员工作处"),
            measure("建立立案前沟通机制", "提案委办公室", "卓问渠", LONG_TERM, helps="委员工作处"), aspect="提案工作"),
        problem("5", "界别活动不经常", measure("明确召集人职责", "委员工作处", "谷向原", on("11-30")),
            measure("各界别开展1次走访", "委员工作处", "谷向原", on("11-30")), aspect="委员联络"),
        problem("6", "新任委员培训不够系统", measure("举办履职培训班", "委员工作处", "谷向原", on("06-30")), aspect="委员联络"),
        problem("7", "联系渠道不畅", measure("将12个界别、3类联系点压减为1.5倍以内的统一平台", "委员工作处", "谷向原", on("12-31")), aspect="委员联络"),
    ]  # fmt: skip
    return Book("shared-cells.xlsx", [Sheet("Sheet1", rows)], expected)


def _many_hands() -> Book:
    """Who does it, written in every way that one cell allows."""
    rows = [
        ["序号", "问题", "整改措施", "责任单位（责任人）", "责任领导", "联络员及电话", "时限要求"],
        [
            1,
            "跨处室协调不畅",
            "建立会商机制",
            "牵头单位：综合处；配合单位：秘书处、督查处",
            "季望山（副秘书长）",
            "殷若渔 5550102",
            "6月底前",
        ],
        [
            2,
            "牵头单位“叫不动”",
            "明确牵头职责",
            "综合处（陶然之）、秘书处（纪清晏）",
            "季望山",
            "殷若渔",
            "6月底前",
        ],
        [
            3,
            "系统多、账号多",
            "统一账号",
            "信息中心牵头，各处室配合",
            "季望山",
            "邹小禾，电话：13800000002",
            "9月底前",
        ],
        [4, "工作室作用不均衡", "制定运行指引", "委员工作处 谷向原", "柏舟宁", "谷向原", "8月底前"],
        [5, "文史征集面窄", "拓展征集渠道", "文化文史和学习\n委员会：尹稚川", "柏舟宁", None, "10月底前"],
        [
            6,
            "慰问不够及时",
            "建立慰问制度",
            "离退休干部处（牵头）\n机关工会（配合）\n向采苓",
            "佟以恒、季望山",
            "向采苓",
            "5月底前",
        ],
    ]
    expected = [
        problem("1", "跨处室协调不畅", measure("建立会商机制", "综合处", "", on("06-30"), helps="秘书处、督查处", leader="季望山", contact="殷若渔",
            contact_numbers=["5550102"]), errors=["no_accountable"]),
        problem("2", "牵头单位“叫不动”", measure("明确牵头职责", "综合处", "陶然之、纪清晏", on("06-30"), helps="秘书处", leader="季望山", contact="殷若渔")),
        problem("3", "系统多、账号多", measure("统一账号", "信息中心", "", on("09-30"), helps="各处室", leader="季望山", contact="邹小禾"), errors=["no_accountable"]),
        problem("4", "工作室作用不均衡", measure("制定运行指引", "委员工作处", "谷向原", on("08-31"), leader="柏舟宁", contact="谷向原")),
        problem("5", "文史征集面窄", measure("拓展征集渠道", "文化文史和学习委员会", "尹稚川", on("10-31"), leader="柏舟宁")),
        problem("6", "慰问不够及时", measure("建立慰问制度", "离退休干部处", "", on("05-31"), helps="机关工会", leader="佟以恒、季望山", contact="向采苓",
            supporting_people=["向采苓"]), errors=["no_accountable"]),
    ]  # fmt: skip
    return Book("many-hands.xlsx", [Sheet("Sheet1", rows)], expected)


def _nested_sections() -> Book:
    """Numbers that start again in each section, sections in two cells, a section without a numeral."""
    none: list[object] = [None] * 6
    rows = [
        ["整改问题清单", *none[1:], None],
        ["序号", "反馈问题", "整改措施", "牵头部门", "配合部门", "具体责任人", "整改期限"],
        ["一", "专项反馈问题（共3个）", None, None, None, None, None],
        ["（一）执行落实方面", None, None, None, None, None, None],
        [1, "督办催办多、核实少", "建立核实机制", "督查处", "各处室", "秦见微", "6月底前"],
        [2, "任务完成无回音", "实行“未果先报”", "督查处", None, "秦见微", "立行立改"],
        ["（二）能力素质方面", None, None, None, None, None, None],
        [1, "岗位交流不够", "制定交流计划", "人事处", None, "陶然之", "年底前"],
        ["二", "自查问题（2个）", None, None, None, None, None],
        [1, "制度“改废”不及时", "提出立改废清单", "综合处", "机关纪委", "岳正衡", "7月底前"],
        [1, "执行检查少", "每年抽查3项制度", "综合处", "机关纪委", "岳正衡", "每年"],
    ]
    merges = ["A1:G1", "B3:G3", "A4:G4", "A7:G7", "B9:G9"]
    expected = [
        problem(
            "1",
            "督办催办多、核实少",
            measure("建立核实机制", "督查处", "秦见微", on("06-30"), helps="各处室"),
            aspect="执行落实方面",
        ),
        problem(
            "2",
            "任务完成无回音",
            measure("实行“未果先报”", "督查处", "秦见微", AT_ONCE),
            aspect="执行落实方面",
        ),
        problem(
            "1",
            "岗位交流不够",
            measure("制定交流计划", "人事处", "陶然之", on("12-31")),
            aspect="能力素质方面",
        ),
        problem(
            "1",
            "制度“改废”不及时",
            measure("提出立改废清单", "综合处", "岳正衡", on("07-31"), helps="机关纪委"),
            aspect="自查问题",
        ),
        problem(
            "1",
            "执行检查少",
            measure("每年抽查3项制度", "综合处", "岳正衡", every("year"), helps="机关纪委"),
            aspect="自查问题",
            errors=["duplicate_number"],
        ),
    ]
    return Book("nested-sections.xlsx", [Sheet("附表", rows, merges)], expected)


def _wrapped() -> Book:
    """A measure's cell merged over two persons' rows, a sentence that goes on in the next row, 同上, blank rows."""
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限", "进展情况"],
        [1, "会议通知偏晚", "提前3天发出通知", "秘书处", "纪清晏", "立行立改", "已落实"],
        [None, None, None, "联络接待处", "荀大禾", "同上", None],
        [None, None, None, None, None, None, None],
        [2, "变更频繁", "临时变更须经秘书长同意，", "秘书处", "纪清晏", "5月底前", "正在推进，"],
        [None, None, "并在当日通知到人", None, None, None, "已发3期提示"],
        [3, "重复接待", "统筹接待安排", "联络接待处", "荀大禾", "6月底前", None],
        [None, None, "建立接待清单", "同上", "同上", "同上", None],
        [None, None, "公开接待标准", None, None, None, None],
    ]
    merges = ["A2:A3", "B2:B3", "C2:C3"]
    expected = [
        problem(
            "1",
            "会议通知偏晚",
            measure(
                "提前3天发出通知",
                "秘书处",
                "纪清晏、荀大禾",
                AT_ONCE,
                helps="联络接待处",
                progress="已落实",
                status="已落实",
            ),
        ),
        problem(
            "2",
            "变更频繁",
            measure(
                "临时变更须经秘书长同意，并在当日通知到人",
                "秘书处",
                "纪清晏",
                on("05-31"),
                status="正在推进",
                progress="正在推进，已发3期提示",
            ),
        ),
        problem(
            "3",
            "重复接待",
            *[
                measure(text, "联络接待处", "荀大禾", on("06-30"))
                for text in ("统筹接待安排", "建立接待清单", "公开接待标准")
            ],
        ),
    ]
    return Book("wrapped.xlsx", [Sheet("Sheet1", rows, merges)], expected)
