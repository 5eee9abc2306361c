"""How rows and cells are numbered: running on through rows, several marks for one entry, bullets, printed numbers."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from datetime import date

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import LONG_TERM, every, measure, on, problem


def books() -> list[Book]:
    return [
        _number_in_the_text(),
        _marks_of_many_kinds(),
        _numbered_through_rows(),
        _bullets(),
        _printed_numbers(),
        _numbered_aspects(),
    ]


def _number_in_the_text() -> Book:
    """The problem's number stands in its text; the measures count on from row to row."""
    rows = [
        ["学校问题整改清单"],
        ["存在问题", "整改措施", "责任部门", "责任人", "完成时间"],
        ["1.课程思政建设推进不平衡", "（1）制定课程思政建设方案", "教务处", "顾南乔", "2026年4月"],
        [None, "（2）评选示范课程10门", "教务处", "顾南乔", "2026年10月"],
        ["2.学生社团管理薄弱", "（1）修订社团管理办法", "团委", "苏望舒", "2026年5月"],
        [None, "（2）开展社团年审", "团委", "苏望舒", "每年"],
    ]
    expected = [
        problem(
            "1",
            "课程思政建设推进不平衡",
            measure("制定课程思政建设方案", "教务处", "顾南乔", on("04-30")),
            measure("评选示范课程10门", "教务处", "顾南乔", on("10-31")),
        ),
        problem(
            "2",
            "学生社团管理薄弱",
            measure("修订社团管理办法", "团委", "苏望舒", on("05-31")),
            measure("开展社团年审", "团委", "苏望舒", every("year")),
        ),
    ]
    return Book("number-in-the-text.xlsx", [Sheet("Sheet", rows, ["A1:E1", "A3:A4", "A5:A6"])], expected)


def _marks_of_many_kinds() -> Book:
    """一是, 1）, ①② with one due; an inner list that is one measure; 牵头单位 beside 责任单位."""
    rows = [
        ["序号", "问题", "整改措施", "牵头单位", "责任单位", "责任人", "完成时限"],
        [
            1,
            "应急值守不严",
            "一是修订值班制度；二是开展业务培训；三是不定期抽查。",
            "秘书处",
            "各处室",
            "纪清晏",
            "6月底前",
        ],
        [
            2,
            "信息报送质量不高",
            "1）建立选题库\n2）开展约稿",
            "信息宣传处",
            None,
            "傅采薇",
            "1）5月底前\n2）长期坚持",
        ],
        [
            3,
            "网络安全意识不强",
            "组织网络安全培训，内容包括：1.口令管理；2.邮件防护。",
            "信息中心",
            "各处室",
            "邹小禾",
            "7月底前",
        ],
        [
            4,
            "公车管理有漏洞",
            "①安装定位\n②公示里程\n③每季度核查",
            "机关服务中心",
            None,
            "①费䶮\n②费䶮\n③钟守拙",
            "①②6月底前\n③每季度",
        ],
    ]
    expected = [
        problem(
            "1",
            "应急值守不严",
            measure("修订值班制度", "秘书处", "纪清晏", on("06-30"), helps="各处室"),
            measure("开展业务培训", "秘书处", "纪清晏", on("06-30"), helps="各处室"),
            measure("不定期抽查", "秘书处", "纪清晏", on("06-30"), helps="各处室"),
        ),
        problem(
            "2",
            "信息报送质量不高",
            measure("建立选题库", "信息宣传处", "傅采薇", on("05-31")),
            measure("开展约稿", "信息宣传处", "傅采薇", LONG_TERM),
        ),
        problem(
            "3",
            "网络安全意识不强",
            measure(
                "组织网络安全培训，内容包括：1.口令管理；2.邮件防护。",
                "信息中心",
                "邹小禾",
                on("07-31"),
                helps="各处室",
            ),
        ),
        problem(
            "4",
            "公车管理有漏洞",
            measure("安装定位", "机关服务中心", "费䶮", on("06-30")),
            measure("公示里程", "机关服务中心", "费䶮", on("06-30")),
            measure("每季度核查", "机关服务中心", "钟守拙", every("quarter")),
        ),
    ]
    return Book("marks-of-many-kinds.xlsx", [Sheet("Sheet", rows)], expected)


def _numbered_through_rows() -> Book:
    """A measure a row, numbered through the rows of its problem."""
    rows = [
        [None, "问题整改清单"],
        [],
        [None, "序号", "检视问题", "整改举措", "责任领导", "责任处室", "完成时限", "整改成效"],
        [None, 1, "理论学习不够系统", "1.制定学习计划", "佟以恒", "机关党委办公室", "4月底前", "已印发计划"],
        [None, None, None, "2.每月集中学习一次", "佟以恒", "机关党委办公室", "每月", "已学习4次"],
        [None, None, None, "3.年终开展学习测评", "佟以恒", "人事处", "12月中旬"],
        [None, 2, "调研成果转化不足", "1.建立转化台账", "柏舟宁", "综合研究处", "5月底前", "已建立"],
        [None, None, None, "2.每半年通报转化情况", "柏舟宁", "综合研究处", "每半年"],
    ]
    expected = [
        problem(
            "1",
            "理论学习不够系统",
            measure(
                "制定学习计划",
                "机关党委办公室",
                "佟以恒",
                on("04-30"),
                leader="佟以恒",
                progress="已印发计划",
            ),
            measure(
                "每月集中学习一次",
                "机关党委办公室",
                "佟以恒",
                every("month"),
                leader="佟以恒",
                progress="已学习4次",
            ),
            measure("年终开展学习测评", "人事处", "佟以恒", on("12-20"), leader="佟以恒"),
        ),
        problem(
            "2",
            "调研成果转化不足",
            measure("建立转化台账", "综合研究处", "柏舟宁", on("05-31"), leader="柏舟宁", progress="已建立"),
            measure("每半年通报转化情况", "综合研究处", "柏舟宁", every("half_year"), leader="柏舟宁"),
        ),
    ]
    return Book("numbered-through-rows.xlsx", [Sheet("Sheet", rows)], expected)


def _bullets() -> Book:
    """Inner numbering, bullets, decimals that divide nothing."""
    rows = [
        ["序号", "问题", "整改措施", "责任单位", "完成时限"],
        [
            1,
            "内控制度不健全",
            "（一）建立制度：1.制定办法；2.印发通知。（二）强化检查：每季度检查一次。",
            "行政财务处",
            "年底前",
        ],
        [2, "环境整治不彻底", "●清理楼道杂物\n●更换破损标识\n●补植绿化", "机关服务中心", "5月底前"],
        [
            3,
            "单笔支出控制不严",
            "单笔支出压减至1.5万元以内，2026年10月前完成3.2公里管网改造",
            "行政财务处",
            "10月底前",
        ],
        [4, "方案落实不到位", "一、制定实施方案\n二、组织专项检查\n三、通报检查结果", "督查处", "6月底前"],
        [5, "宣传方式单一", "1、制作宣传短片。2、开设专栏。3、每月更新。", "信息宣传处", "7月底前"],
    ]
    expected = [
        problem(
            "1",
            "内控制度不健全",
            measure("建立制度：1.制定办法；2.印发通知", "行政财务处", "", on("12-31")),
            measure("强化检查：每季度检查一次", "行政财务处", "", on("12-31")),
        ),
        problem(
            "2",
            "环境整治不彻底",
            measure("清理楼道杂物", "机关服务中心", "", on("05-31")),
            measure("更换破损标识", "机关服务中心", "", on("05-31")),
            measure("补植绿化", "机关服务中心", "", on("05-31")),
        ),
        problem(
            "3",
            "单笔支出控制不严",
            measure(
                "单笔支出压减至1.5万元以内，2026年10月前完成3.2公里管网改造", "行政财务处", "", on("10-31")
            ),
        ),
        problem(
            "4",
            "方案落实不到位",
            measure("制定实施方案", "督查处", "", on("06-30")),
            measure("组织专项检查", "督查处", "", on("06-30")),
            measure("通报检查结果", "督查处", "", on("06-30")),
        ),
        problem(
            "5",
            "宣传方式单一",
            measure("制作宣传短片", "信息宣传处", "", on("07-31")),
            measure("开设专栏", "信息宣传处", "", on("07-31")),
            measure("每月更新", "信息宣传处", "", on("07-31")),
        ),
    ]
    return Book("bullets.xlsx", [Sheet("Sheet", rows)], expected)


def _printed_numbers() -> Book:
    """Months kept as days, three date columns, rows with nothing but a printed number."""
    rows = [
        ["2026年度专项整治问题台账"],
        [
            "序号",
            "问题",
            "整改措施",
            "责任单位",
            "责任人",
            "开始时间",
            "计划完成时间",
            "实际完成时间",
            "完成情况",
        ],
        [
            1,
            "惠企政策兑现慢",
            "压减兑付环节",
            "政务服务科",
            "霍见川",
            date(2026, 3, 1),
            date(2026, 6, 1),
            date(2026, 5, 20),
            "已完成",
        ],
        [
            2,
            "企业诉求回复慢",
            "建立企业诉求台账",
            "秘书科",
            "简南枝",
            date(2026, 3, 1),
            date(2026, 9, 1),
            None,
            "推进中",
        ],
        [3],
        [4],
        [5],
    ]
    expected = [
        problem(
            "1",
            "惠企政策兑现慢",
            measure("压减兑付环节", "政务服务科", "霍见川", on("06-30"), status="已完成"),
        ),
        problem(
            "2",
            "企业诉求回复慢",
            measure("建立企业诉求台账", "秘书科", "简南枝", on("09-30"), status="推进中"),
        ),
    ]
    return Book(
        "printed-numbers.xlsx",
        [
            Sheet(
                "Sheet",
                rows,
                ["A1:I1"],
                formats={
                    "F3": 'yyyy"年"m"月"',
                    "G3": 'yyyy"年"m"月"',
                    "H3": 'yyyy"年"m"月"',
                    "F4": 'yyyy"年"m"月"',
                    "G4": 'yyyy"年"m"月"',
                },
            )
        ],
        expected,
    )


def _numbered_aspects() -> Book:
    """Aspects numbered in their own column, dues put off."""
    rows = [
        ["专题民主生活会问题整改台账"],
        [
            "方面",
            "序号",
            "查摆的问题",
            "具体整改措施",
            "责任领导",
            "牵头处室",
            "整改时限",
            "目前进展情况",
            "未按期完成原因",
            "下一步举措",
        ],
        [
            "一、思想认识方面",
            "（1）",
            "学习不够深入",
            "制定学习计划",
            "佟以恒",
            "机关党委办公室",
            "6月底前（已延期至8月底）",
            "制定了计划",
            "人员调整",
            "抓紧推进",
        ],
        [
            None,
            "（2）",
            "政策研究不透",
            "编印政策汇编",
            "佟以恒",
            "综合研究处",
            "原6月底前，现调整为9月底前",
            "收集政策42项",
            None,
            "9月付印",
        ],
        [
            "二、工作落实方面",
            "（3）",
            "跟踪督办不力",
            "建立督办台账",
            "季望山",
            "督查处",
            "7月15日",
            "已完成，建账96条",
        ],
    ]
    expected = [
        problem(
            "1",
            "学习不够深入",
            measure(
                "制定学习计划",
                "机关党委办公室",
                "佟以恒",
                on("08-31"),
                leader="佟以恒",
                progress="制定了计划",
                difficulty="人员调整",
                next_step="抓紧推进",
            ),
            aspect="思想认识方面",
        ),
        problem(
            "2",
            "政策研究不透",
            measure(
                "编印政策汇编",
                "综合研究处",
                "佟以恒",
                on("09-30"),
                leader="佟以恒",
                progress="收集政策42项",
                next_step="9月付印",
            ),
            aspect="思想认识方面",
        ),
        problem(
            "3",
            "跟踪督办不力",
            measure(
                "建立督办台账",
                "督查处",
                "季望山",
                on("07-15"),
                status="已完成",
                leader="季望山",
                progress="已完成，建账96条",
            ),
            aspect="工作落实方面",
        ),
    ]
    return Book("numbered-aspects.xlsx", [Sheet("Sheet", rows, ["A1:J1", "A3:A4"])], expected)
