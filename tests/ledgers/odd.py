"""Hidden rows and columns, a sheet with two tables, sample rows, groups without a word for the reader."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, LONG_TERM, measure, on, problem


def books() -> list[Book]:
    return [_hidden(), _two_tables(), _template(), _flat_twice()]


def _hidden() -> Book:
    """A hidden old version and a hidden row that merely was filtered away; a hidden column of keys."""
    rows = [
        ["序号", "内部键", "问题", "整改措施", "责任单位", "责任人", "完成时限", "备注"],
        [1, "k-01", "请示批转周期长", "明确批转时限", "秘书处", "纪清晏", "5月底前", None],
        [1, "k-00", "请示批转周期偏长", "研究批转时限", "秘书处", "纪清晏", "4月底前", "旧版"],
        [2, "k-02", "退单多", "公布报销常见问题", "行政财务处", "钟守拙", "6月底前", None],
        [3, "k-03", "账号多", "统一账号", "信息中心", "邹小禾", "9月底前", None],
    ]
    expected = [
        problem(
            "1",
            "请示批转周期长",
            measure("明确批转时限", "秘书处", "纪清晏", on("05-31"), extra={"内部键": "k-01"}),
        ),
        problem("2", "退单多", measure("公布报销常见问题", "行政财务处", "钟守拙", on("06-30"))),
        problem("3", "账号多", measure("统一账号", "信息中心", "邹小禾", on("09-30"))),
    ]
    return Book("hidden.xlsx", [Sheet("台账", rows, hidden_rows=[3, 4], hidden_columns=["B"])], expected)


def _two_tables() -> Book:
    """Two tables one below the other, with different columns."""
    rows = [
        ["一、立行立改事项", None, None, None, None],
        ["序号", "问题", "措施", "责任人", "完成时限"],
        [1, "指南不全", "公布指南", "纪清晏", "立行立改"],
        [None, None, None, None, None],
        ["二、长期坚持事项", None, None, None, None],
        ["序号", "问题", "牵头单位", "措施", "责任人"],
        [1, "重复索要数据", "综合处", "同一数据不重复索要", "陶然之"],
    ]
    expected = [
        problem("1", "指南不全", measure("公布指南", None, "纪清晏", AT_ONCE)),
        problem("1", "重复索要数据", measure("同一数据不重复索要", "综合处", "陶然之", None)),
    ]
    return Book("two-tables.xlsx", [Sheet("Sheet1", rows, ["A1:E1", "A5:E5"])], expected)


def _template() -> Book:
    """A template's sample row and hints in the headings."""
    rows = [
        [
            "序号*",
            "问题表述*\n（50字以内）",
            "整改措施*",
            "责任单位*\n（全称）",
            "责任人*",
            "完成时限*\n（格式：2026-06-30）",
            "整改类型\n（立行立改/限期/长期）",
        ],
        ["示例", "问题应当具体", "措施应当可验", "某处", "某人", "2026-06-30", "限期"],
        [1, "回音不快", "限时答复", "委员工作处", "谷向原", "2026-06-30", "限期整改"],
        [2, "慰问不及时", "建立制度", "离退休干部处", "佟以恒", "长期坚持", "长期坚持"],
    ]
    expected = [
        problem(
            "1", "回音不快", measure("限时答复", "委员工作处", "谷向原", on("06-30")), category="限期整改"
        ),
        problem(
            "2", "慰问不及时", measure("建立制度", "离退休干部处", "佟以恒", LONG_TERM), category="长期坚持"
        ),
    ]
    return Book("template.xlsx", [Sheet("导入模板", rows)], expected)


def _flat_twice() -> Book:
    """The problem written out again in every row, a merged unit over several problems, a reading order by aspect."""
    rows = [
        ["方面", "序号", "问题", "整改措施", "责任单位", "责任人", "完成时限"],
        ["落实", "1", "督办方式偏软", "推行现场核实", "督查处", "秦见微", "5月底前"],
        ["落实", "1", "督办方式偏软", "建立销号抽查", "督查处", "邹小禾", "6月底前"],
        ["落实", "2", "激励措施不够具体", "制定激励办法", None, "陶然之", "9月底前"],
        ["转化", "1", "视察意见缺少回访", "建立回访制度", "联络接待处", "荀大禾", "7月底前"],
    ]
    expected = [
        problem(
            "1",
            "督办方式偏软",
            measure("推行现场核实", "督查处", "秦见微", on("05-31")),
            measure("建立销号抽查", "督查处", "邹小禾", on("06-30")),
            aspect="落实",
        ),
        problem(
            "2", "激励措施不够具体", measure("制定激励办法", "督查处", "陶然之", on("09-30")), aspect="落实"
        ),
        problem(
            "1",
            "视察意见缺少回访",
            measure("建立回访制度", "联络接待处", "荀大禾", on("07-31")),
            aspect="转化",
        ),
    ]
    return Book("flat.xlsx", [Sheet("Sheet1", rows, ["E2:E4"])], expected)
