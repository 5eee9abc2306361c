"""Invented texts for load tests: the same number gives the same words, some words are common and some rare.

Every problem and measure names an office's common words (制度 in about a third, 台账 in a sixth) and one of
900 places, so that a search for two characters has many hits or a handful, as one asks.
"""

from random import Random

DOING = (
    "修订", "制定", "建立", "清理", "公布", "抽查", "压减", "编印", "开通", "梳理",
    "汇总", "核对", "统一", "回访", "评估", "摸清", "规范", "合并", "停用", "完善",
)  # fmt: skip
THINGS = (
    "首问负责制度", "限时办结制度", "公文流转制度", "调研联系制度", "会议审批制度", "交办事项台账",
    "整改台账", "办事指南", "服务清单", "报表目录", "值班安排", "培训计划", "信息报送渠道", "提案跟踪办法",
    "会商机制", "经费报销流程", "档案借阅手续", "数据共享目录",
)  # fmt: skip
FAULTS = (
    "落实不到位", "环节偏多", "回音不快", "底数不清", "交办后无人过问", "重复要数", "手续繁琐", "通知偏晚",
    "口径不一", "流于形式", "跟踪不够", "分工不明",
)  # fmt: skip
FIRST = "青望云苇枫荞雁梨榆霁禾栗棠沧澜岚汀溪砚陌衡泽屏翠阡鹤麓桐萤蓼"
SECOND = "禾砚栈渡泽坪荻坞荫光垭源湾岭桥坝塘寨村镇沟峡滩埠岗堡洲峪梁峁"
SOURCES = ("问卷调查", "走访座谈", "现场调研", "党支部查摆", "巡察反馈自查")
ASPECTS = ("思想认识方面", "服务意识方面", "工作效率方面", "会风文风方面", "调查研究方面", "执行落实方面")
COMMON, RARE = "制度", "青禾"


def place(random: Random) -> str:
    """One of 900 places of two characters."""
    return random.choice(FIRST) + random.choice(SECOND)


def problem(random: Random, number: int) -> str:
    """What is wrong."""
    return (
        f"{place(random)}片区{random.choice(THINGS)}{random.choice(FAULTS)}，群众多有反映（第{number}号）。"
    )


def measure(random: Random, number: int) -> str:
    """What is to be done."""
    return (
        f"{random.choice(DOING)}{random.choice(THINGS)}，在{place(random)}先行试办，"
        f"{random.randint(2, 30)}个工作日内反馈（第{number}号）"
    )


def report(random: Random) -> str:
    """What a doer says of the state of things."""
    done = f"已{random.choice(DOING)}{random.choice(THINGS)}"
    return f"{done}，走访{place(random)}{random.randint(2, 60)}人次，意见逐条有回应。"
