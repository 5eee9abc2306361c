"""Headings over headings without merges, headings of two things, totals at the top."""

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import every, measure, on, problem


def books() -> list[Book]:
    return [_total_first(), _office_and_person(), _numbered_offices(), _groups_without_merges()]


def _total_first() -> Book:
    """The total stands first; sections stand in the middle column; three signatures."""
    rows = [
        ["望禾县政务服务中心问题整改清单"],
        [
            "序号",
            "存在的突出问题",
            "问题条数",
            "整改措施",
            "责任部门（单位）",
            "具体责任人",
            "整改时限",
            "整改状态（已完成/进行中/未启动）",
            "是否长期坚持",
        ],
        ["合计", "3条", 3],
        [None, None, "（一）服务效能方面"],
        [
            1,
            "“一窗通办”落实不到位",
            1,
            "推行综合受理",
            "政务服务科",
            "霍见川",
            "立行立改（4月15日前）",
            "已完成",
            "是",
        ],
        [
            2,
            "帮办代办人员不足",
            1,
            "配备专职帮办员8名",
            "人事科",
            "简南枝",
            "立行立改，4月底前完成",
            "进行中",
            "否",
        ],
        [None, None, "（二）纪律作风方面"],
        [3, "个别窗口擅自离岗", 1, "开展窗口纪律巡查", "督查科", "简南枝", "每周不少于2次", "进行中", "是"],
        ["以下空白"],
        ["制表：简南枝", None, "审核：霍见川", None, "审批：荀大禾"],
    ]
    expected = [
        problem(
            "1",
            "“一窗通办”落实不到位",
            measure("推行综合受理", "政务服务科", "霍见川", on("04-15"), status="已完成"),
            aspect="服务效能方面",
        ),
        problem(
            "2",
            "帮办代办人员不足",
            measure("配备专职帮办员8名", "人事科", "简南枝", on("04-30"), status="进行中"),
            aspect="服务效能方面",
        ),
        problem(
            "3",
            "个别窗口擅自离岗",
            measure("开展窗口纪律巡查", "督查科", "简南枝", every("week"), status="进行中"),
            aspect="纪律作风方面",
        ),
    ]
    return Book("total-first.xlsx", [Sheet("整改清单", rows, ["A1:I1"])], expected)


def _office_and_person() -> Book:
    """牵头部门（责任人）; the problem counted in words; statuses at the head and end of a text."""
    rows = [
        ["单位整改问题责任分解"],
        [
            "问题编号",
            "问题点",
            "整改要点及措施",
            "牵头部门（责任人）",
            "配合部门（责任人）",
            "完成时间（年月）",
            "目前完成情况",
        ],
        [
            "问题一",
            "专项资金拨付缓慢",
            "1.梳理拨付流程；2.建立拨付台账",
            "行政财务处（钟守拙）",
            "综合处（殷若渔）、督查处（秦见微）",
            "2026.7",
            "已完成整改。",
        ],
        [
            "问题二",
            "招标档案缺失",
            "补齐2024年以来档案",
            "行政财务处（钟守拙）",
            "机关纪委（岳正衡）",
            "2026.11",
            "整改完成，档案齐全",
        ],
        [
            "问题三",
            "涉密载体管理不严",
            "开展保密检查",
            "秘书处（纪清晏）",
            None,
            "2026.9",
            "因设备未到位，尚未启动",
        ],
    ]
    expected = [
        problem(
            "一",
            "专项资金拨付缓慢",
            measure(
                "梳理拨付流程",
                "行政财务处",
                "钟守拙",
                on("07-31"),
                helps="综合处、督查处",
                status="已完成整改",
                progress="已完成整改。",
            ),
            measure(
                "建立拨付台账",
                "行政财务处",
                "钟守拙",
                on("07-31"),
                helps="综合处、督查处",
                status="已完成整改",
                progress="已完成整改。",
            ),
        ),
        problem(
            "二",
            "招标档案缺失",
            measure(
                "补齐2024年以来档案", "行政财务处", "钟守拙", on("11-30"), helps="机关纪委", status="整改完成"
            ),
        ),
        problem(
            "三",
            "涉密载体管理不严",
            measure("开展保密检查", "秘书处", "纪清晏", on("09-30"), status="尚未启动"),
        ),
    ]
    return Book("office-and-person.xlsx", [Sheet("Sheet", rows, ["A1:G1"])], expected)


def _numbered_offices() -> Book:
    """Offices numbered in their cell; compound names, a post and a telephone in brackets."""
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限"],
        [
            1,
            "民族团结创建亮点少",
            "打造3个示范点",
            "1.民宗委办公室\n2.社法委办公室",
            "洛桑·云青、欧阳见川",
            "2026年10月",
        ],
        [
            2,
            "侨务联谊活动少",
            "组织侨界座谈2次",
            "港澳台侨外事委办公室；联络接待处",
            "司徒若水",
            "2026年上半年",
        ],
        [3, "文史征编进度慢", "征集史料40篇", "《霁川文史》编辑部", "尹稚川（主编，13800000001）", "2026-12"],
    ]
    expected = [
        problem(
            "1",
            "民族团结创建亮点少",
            measure(
                "打造3个示范点", "民宗委办公室", "洛桑·云青、欧阳见川", on("10-31"), helps="社法委办公室"
            ),
        ),
        problem(
            "2",
            "侨务联谊活动少",
            measure("组织侨界座谈2次", "港澳台侨外事委办公室", "司徒若水", on("06-30"), helps="联络接待处"),
        ),
        problem("3", "文史征编进度慢", measure("征集史料40篇", "《霁川文史》编辑部", "尹稚川", on("12-31"))),
    ]
    return Book("numbered-offices.xlsx", [Sheet("Sheet", rows)], expected)


def _groups_without_merges() -> Book:
    """Groups over the headings with nothing merged; measures counted in circles."""
    rows = [
        ["任务清单"],
        [None, "问题", None, "整改", None, None, "责任"],
        ["编号", "内容", "来源", "序号", "措施", "时限", "单位", "人员"],
        ["甲-01", "台账底数不清", "自查", "①", "摸清底数", "3月10日前", "督查处", "邹小禾"],
        [None, None, None, "②", "建立电子台账", "3月底前", "信息中心", "邹小禾"],
        ["甲-02", "通报力度不够", "座谈", "①", "按月通报", "每月", "督查处", "秦见微"],
    ]
    expected = [
        problem(
            "甲-01",
            "台账底数不清",
            measure("摸清底数", "督查处", "邹小禾", on("03-10")),
            measure("建立电子台账", "信息中心", "邹小禾", on("03-31")),
            source="自查",
        ),
        problem(
            "甲-02", "通报力度不够", measure("按月通报", "督查处", "秦见微", every("month")), source="座谈"
        ),
    ]
    return Book("groups-without-merges.xlsx", [Sheet("Sheet", rows)], expected)
