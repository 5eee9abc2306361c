"""Lists that tell one ledger together."""

from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import AT_ONCE, every, measure, on, problem


def books() -> list[Book]:
    return [_list_of_rules(), _tied_by_words(), _four_lists()]


def _list_of_rules() -> Book:
    """Problems, tasks and a list of rules that only adds to the problems."""
    first = [
        ["问题编号", "问题表述", "责任单位"],
        ["W01", "调研选题与中心工作结合不紧", "综合研究处"],
        ["W02", "视察意见送出后缺少回访", "综合研究处"],
    ]
    second = [
        ["任务编号", "问题编号", "任务内容", "责任人", "完成时限"],
        ["R01", "W01", "建立选题论证会制度", "段知行", "2026-04-30"],
        ["R02", "W01", "编制年度调研计划", "段知行", "2026-03-31"],
        ["R03", "W02", "建立视察意见回访台账", "邹小禾", "2026-06-30"],
    ]
    third = [
        ["问题编号", "拟出台（修订）制度名称", "出台时间"],
        ["W01", "《调研工作规范》", "2026年7月"],
    ]
    expected = [
        problem(
            "W01",
            "调研选题与中心工作结合不紧",
            measure("建立选题论证会制度", "综合研究处", "段知行", on("04-30")),
            measure("编制年度调研计划", "综合研究处", "段知行", on("03-31")),
        ),
        problem(
            "W02",
            "视察意见送出后缺少回访",
            measure("建立视察意见回访台账", "综合研究处", "邹小禾", on("06-30")),
        ),
    ]
    return Book(
        "list-of-rules.xlsx",
        [Sheet("1.问题清单", first), Sheet("2.任务清单", second), Sheet("3.制度清单", third)],
        expected,
    )


def _tied_by_words() -> Book:
    """Tied by 第1条, and by the problem's words."""
    first = [
        ["序号", "方面", "问题"],
        [1, "联系群众", "走访社区次数少"],
        [2, "联系群众", "来信回复慢"],
        [3, "自身建设", "培训针对性不强"],
    ]
    second = [
        ["对应问题", "具体任务", "完成时限", "责任人"],
        ["第1条", "每月走访2个社区", "每月", "荀大禾"],
        ["第2条", "来信5日内回复", "立行立改", "殷若渔"],
        ["第3条", "分类举办培训2期", "上半年", "陶然之"],
        ["第3条", "建立培训反馈机制", "9月底前", "陶然之"],
    ]
    third = [
        ["序号", "问题", "牵头单位", "责任单位"],
        [1, "走访社区次数少", "综合处", "各处室"],
        [2, "来信回复慢", "秘书处", "委员工作处"],
        [3, "培训针对性不强", "人事处", "机关党委办公室"],
    ]
    expected = [
        problem(
            "1",
            "走访社区次数少",
            measure("每月走访2个社区", "综合处", "荀大禾", every("month"), helps="各处室"),
            aspect="联系群众",
        ),
        problem(
            "2",
            "来信回复慢",
            measure("来信5日内回复", "秘书处", "殷若渔", AT_ONCE, helps="委员工作处"),
            aspect="联系群众",
        ),
        problem(
            "3",
            "培训针对性不强",
            measure("分类举办培训2期", "人事处", "陶然之", on("06-30"), helps="机关党委办公室"),
            measure("建立培训反馈机制", "人事处", "陶然之", on("09-30"), helps="机关党委办公室"),
            aspect="自身建设",
        ),
    ]
    return Book(
        "tied-by-words.xlsx",
        [Sheet("问题清单", first), Sheet("任务清单", second), Sheet("责任清单", third)],
        expected,
    )


def _four_lists() -> Book:
    """Problems; tasks numbered 1-1; who and how far by the task's number."""
    first = [
        ["附件1"],
        ["问题清单"],
        ["编号", "问题表述", "问题来源"],
        ["1", "政策宣传不够", "群众反映"],
        ["2", "办事指南不清", "窗口调研"],
    ]
    second = [
        ["附件2"],
        ["任务清单"],
        ["编号", "问题", "任务"],
        ["1-1", "政策宣传不够", "开展政策进社区"],
        ["1-2", "政策宣传不够", "制作政策问答"],
        ["2-1", "办事指南不清", "重新编制办事指南"],
    ]
    third = [
        ["附件3"],
        ["责任清单"],
        ["任务编号", "责任单位", "责任人", "完成时限"],
        ["1-1", "政务服务科", "霍见川", "5月底前"],
        ["1-2", "秘书科", "简南枝", "4月20日前"],
        ["2-1", "政务服务科", "霍见川", "6月底前"],
    ]
    fourth = [
        ["附件4"],
        ["进展清单"],
        ["任务编号", "进展情况", "完成情况"],
        ["1-1", "已进3个社区", "推进中"],
        ["1-2", "已印5000份", "已完成"],
        ["2-1", "起草中", "推进中"],
    ]
    expected = [
        problem(
            "1",
            "政策宣传不够",
            measure(
                "开展政策进社区", "政务服务科", "霍见川", on("05-31"), status="推进中", progress="已进3个社区"
            ),
            measure("制作政策问答", "秘书科", "简南枝", on("04-20"), status="已完成", progress="已印5000份"),
            source="群众反映",
        ),
        problem(
            "2",
            "办事指南不清",
            measure(
                "重新编制办事指南", "政务服务科", "霍见川", on("06-30"), status="推进中", progress="起草中"
            ),
            source="窗口调研",
        ),
    ]
    return Book(
        "four-lists.xlsx",
        [
            Sheet("附件1问题清单", first, ["A2:C2"]),
            Sheet("附件2任务清单", second, ["A2:C2"]),
            Sheet("附件3责任清单", third, ["A2:D2"]),
            Sheet("附件4进展清单", fourth, ["A2:C2"]),
        ],
        expected,
    )
