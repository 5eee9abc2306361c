"""What a heading means: the synonyms of each column, drawn from the ledgers listed in rules.md §3.

A heading is matched as a whole, without spaces and punctuation; a table below per role, strongest first. The
position in its table is the strength: where two columns claim one role, the stronger wins and the other is kept.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_UNIT: Final = "(?:单位|部门|处室|科室|党组织|主体|支部|机构|司局|处|股室|党支部|院系|学院)"
_OF: Final = "(?:整改|落实|工作|问题|任务|具体|措施|审计|巡察|巡视|督办|办理|实际|主要|拟|计划|预计|要求|规定|推进|细化|制定|采取|提出|完成)"

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "number": (
        "问题(?:序号|编号|号)", "序号", "编号|编码|代码|台账(?:编号|序号)|(?:事项|项目|清单|整改|通知单|督办|立项|条目)(?:序号|编号|号)",
        "顺序号?|序|号|NO|N[Oo]\\.?|项次|条目|号码|序列号?|#",
    ),
    "measure_number": ("(?:整改)?(?:措施|任务|举措|责任|子)(?:序号|编号|号)",),
    "measure_ref": ("(?:对应|所属|关联)(?:的)?(?:整改)?(?:措施|任务|举措)(?:序号|编号|号)?",),
    "problem_ref": (
        "(?:对应|所属|关联|相关|涉及|针对)(?:的)?(?:整改)?问题(?:清单)?(?:序号|编号|号)?", "(?:对应|关联)(?:序号|编号|清单序号|清单编号)",
        "问题清单(?:序号|编号|号)", "(?:对应|所属|针对)问题(?:内容|描述|表述|名称)",
    ),
    "aspect": (
        "(?:问题|所属|涉及|反馈|整改|存在问题|主要)?(?:的)?方面", "(?:问题|所属|事项)(?:类别|分类|领域|类型|维度|性质|归类|属性|大类)|(?:所属|涉及)(?:问题)?(?:类别|领域|方面)",
        "类别|分类|领域|板块|维度|类型|大类|主题|专题|工作类别|任务类别|隐患类别",
    ),
    "category": (
        "(?:整改|解决|办理|销号|时限|完成)(?:类型|类别|方式|性质|分类)", "整改批次|批次|解决批次|(?:限期|时限)类型|整改属性", "(?:(?:立行立改|限期整改|长期坚持|持续整改|分批解决|马上解决|阶段整改)[/、或]?)+",
    ),
    "title": (
        f"(?:{_OF}|存在|存在的|突出|发现|反馈|查摆|查出|检查发现|审计发现|巡察反馈|巡视反馈|梳理|征求|收集|反映|对照检查|自查|检查|需整改|需要整改|剖析|群众反映|梳理出|查摆出|查找|排查)*(?:的)?(?:具体|主要|突出|存在)*(?:的)?问题",
        "(?:具体|反馈|存在|整改)?问题(?:的)?(?:具体)?(?:描述|表述|内容|事项|名称|概述|简述|摘要|详情|点|情况|清单|陈述|概况|原文|说明|及描述|及不足)",
        "(?:具体)?问题(?:的)?(?:具体)?(?:表现|表现形式)", "(?:问题)?(?:具体|主要)?表现(?:形式)?", "(?:在)?(?:审计)?报告(?:中的?)?原?文?(?:表述|描述)|原文表述|问题原文|反馈原文|反馈内容|在审计报告中的表述",
        "(?:存在的?)?(?:主要)?(?:不足|短板|差距|弱项|缺陷)(?:和|及|与|、)?(?:不足|短板|差距|弱项)?|不足之处|存在不足", "(?:反馈|征求|收集到的?|征集)?意见(?:和|及|与|、)?建议(?:内容)?|反馈意见|意见内容|原始意见",
        "(?:整改|督办|督查|交办|议定|批示|办理|检查|反馈|重点)(?:事项|项目)(?:内容|名称)?|事项|事项名称|事项内容|议定事项|批示内容|批示事项|诉求内容|工作事项",
        "(?:安全)?隐患(?:描述|内容|情况|问题|点)?|风险点|症结|痛点|堵点|难点(?:问题)?|违规情况|检查内容|检查情况", "存在(?:的)?(?:主要)?问题(?:和|及|与|、)(?:原因|不足|表现|差距)(?:分析)?", "内容|问题隐患",
    ),
    "measure": (
        f"(?:(?:{_OF}|进一步|改进|解决|对策|对应|拟采取|需采取|今后|制定|责任单位|主要)(?:的)?)*(?:措施|举措)(?:内容|清单|描述|及内容)?", "(?:措施|举措)(?:和|及|与|、)(?:办法|方法|做法|要求)",
        "(?:解决|改进|整改|处理|对策|推进)(?:办法|方法|对策|思路|建议|方案|路径)|处理意见|整改意见",
        "(?:整改|具体|细化|重点|工作|主要|年度|推进|目标)*任务(?:内容|名称|清单|事项|描述|分解)?", "整改内容|工作内容|整改落实内容|落实内容|主要内容|工作安排|重点工作|工作要点|工作项目|具体工作|推进事项|工作分解",
    ),
    "lead_unit": (
        f"(?:整改)?(?:总?牵头|主责|主办|承办|主要责任|责任牵头|牵头责任|牵头整改|牵头落实|牵头负责|第一责任)(?:的)?{_UNIT}(?:名称)?|牵头|牵头方|主责方",
        f"(?:具体|整改|直接|主体|落实)?(?:的)?责任(?:整改)?{_UNIT}(?:名称)?|责任主体|整改责任主体|责任方", f"(?:整改|落实|办理|承接|实施|执行|负责|被检查|受检|具体|承担|问题|涉及|所属|完成){_UNIT}(?:名称)?",
        f"{_UNIT}(?:名称)?|一级单位|所在单位|责任归属", "责任分工|分工|任务分工|责任落实",
    ),
    "supporting_units": (f"(?:整改)?(?:配合|协办|协同|参与|协助|会办|参加|协作|共同)(?:整改|责任|落实)?(?:的)?{_UNIT}(?:名称)?|配合|协同方|协办|配合方",),
    "supporting_people": (f"(?:配合|协办|协助|协同|参与)(?:整改)?{_UNIT}?(?:的)?(?:责任人员?|负责人|人员|人|联系人|经办人)",),
    "accountable": (
        f"(?:整改|牵头|主办|主责|承办)(?:整改)?{_UNIT}(?:的)?(?:责任人员?|负责人|经办人)", "(?:整改|直接|落实|措施|工作|任务|承办|牵头|问题|岗位)?(?:的)?(?:直接)?责任人(?:员)?(?:姓名|签字|签名)?",
        "(?:整改)?具体(?:整改)?责任人(?:员)?|具体(?:负责|经办|承办|落实)人(?:员)?", f"(?:整改|项目|处室|部门|单位|{_UNIT})?(?:的)?(?:主要)?负责人(?:员)?", "(?:具体)?(?:承办|经办|落实|整改|办理|牵头|执行|承接|主办|实施|完成)(?:责任)?人(?:员)?",
        "责任同志|责任者|责任(?:到)?人(?:头)?|包保责任人|责任岗位|直接负责人|主管人员|主要责任人|整改主要责任人",
    ),
    "first_accountable": ("(?:整改)?(?:工作)?第一责任人",),
    "leader": (
        "(?:整改)?(?:工作)?责任(?:校|院|局|厅|委|市|县|省|区|行|处|班子|党组|党委|厅级|局级)?领导(?:人|干部)?(?:姓名)?",
        "(?:牵头|分管|包保|主管|挂点|包案|督办|挂钩|挂联|负责|包抓|领衔|联系|挂牌|总牵头|牵头责任|责任分管|督导|直接)(?:的)?(?:责任)?(?:市|县|省|校|院|厅|局|委|行|区|处|班子|党组|党委|厅级|局级|市级|县级|省级|校级|会)?领导(?:姓名)?",
        "(?:分管|主管|牵头)(?:负责人|责任人|负责同志|秘书长|主任|局长)|(?:班子)?(?:责任)?领导", "(?:整改)?(?:工作)?总责任人|领导责任人",
    ),
    "assisting_leader": ("协助(?:整改)?(?:工作)?(?:的)?领导|协管领导",),
    "contact": ("(?:工作|具体|日常|整改|单位|处室|部门)?(?:的)?(?:联络员|联系人|联络人|信息员|联络人员|联系人员)(?:姓名)?",),
    "phone": ("(?:联系|办公|责任人|移动|手机|联络员|联系人|座机|值班)?(?:电话|手机|手机号|座机)(?:号码)?|联系方式|通讯方式|手机号码?",),
    "due": (
        "(?:整改|措施|任务|对应)*(?:的)?(?:具体)?(?:完成|整改|办结|销号|办理|落实|推进|解决|工作|计划完成|拟完成|预计完成|目标完成|整改完成|要求完成|规定完成|任务完成|应完成|限定|责任|达标|反馈)(?:的)?(?:时限|期限)(?:要求)?",
        "(?:对应|相应|措施)(?:的)?(?:完成)?(?:时间|时限)", "(?:时限|期限)(?:要求)?|限期|完成限期|整改限期", "(?:计划|拟|预计|要求|规定|目标|拟定|应|预期|承诺|力争)(?:的)?(?:整改)?(?:完成|办结|销号|到位|解决)(?:的)?(?:时间|日期|时点|节点|时限)",
        "(?:整改|任务|工作|措施)?(?:截止|截至|到期|限期|最迟完成)(?:时间|日期|时点)|最后期限|截止期|DDL|deadline", "(?:整改|工作|完成|推进|任务|时间)?(?:时间|进度)(?:节点|安排|要求|计划|进度)|时间表|完成节点|时间节点要求|进度安排|整改节点|时间点",
        "(?:整改|工作|任务|措施)?(?:完成|整改|办结|落实|解决)(?:的)?(?:时间|日期)", "推进时间|工作时间|时间",
    ),
    "standard": (
        "(?:整改|工作|任务|达到|问题)?(?:完成|销号|验收|整改|办结|达标|评价|成效)(?:的)?标准(?:及要求|和要求)?", "(?:完成|验收|销号|成果)(?:的)?(?:标志|要求|条件|目标)|标准",
        "(?:整改|工作|预期|任务|阶段性?|完成|具体|达成|要求达到的?)?(?:目标|目标要求|目标任务)(?:及要求)?|预期(?:成效|效果|成果)|目标成效|整改目标要求|要达到的效果|达到效果",
    ),
    "evidence": (
        "(?:整改|销号|完成|相关)?(?:佐证|印证|证明|支撑|佐证性|验证|证据)(?:材料|资料|文件)?(?:清单|目录|名称)?", "(?:整改|销号|相关|成果|备查|完成|印证)(?:材料|资料)(?:清单|目录)?|成果(?:形式|体现|名称)|形成成果|整改成果|附件(?:材料)?|销号依据|支撑",
    ),
    "progress": (
        "(?:目前|当前|最新|阶段|整改|工作|落实|本月|本周|本期|本季度|阶段性|已取得)?(?:工作|整改|落实|推进|办理|任务)?(?:的)?进展(?:情况|及成效|成效)?", "(?:截至目前|截止目前|目前)?(?:整改|落实|办理|推进|工作|任务|措施|执行|工作落实|整改落实|贯彻落实|整改推进)(?:的)?(?:落实)?情况",
        "(?:目前|已)(?:已)?(?:采取|开展|落实|做|完成)(?:的)?(?:整改)?(?:措施|工作|举措)(?:情况)?|已做工作", "(?:整改|措施|任务|工作)?(?:完成|完成进展|进度)(?:情况|进度)|推进进度|(?:整改|工作|推进|完成)?进度", "(?:整改|工作|取得|阶段性?|主要|已取得的?)*(?:成效|成果|效果)(?:清单|情况)?|(?:整改|检查|复查|办理)?结果|工作开展情况",
    ),
    "difficulty": (
        "(?:存在|目前|面临|主要|遇到|推进中|整改中)*(?:的)?(?:主要)?困难(?:和|及|与|、|或)?(?:问题|原因|堵点|建议|不足|卡点)?(?:情况)?", "存在(?:的)?问题(?:和|及|与|、|或)困难|(?:问题|难点|堵点)(?:和|及|与|、)困难|工作难点|难点堵点",
        "(?:问题)?(?:未|没有|尚未|滞后|逾期|超期|未能|未按期)(?:按期|按时|全部|完全)?(?:整改|完成|销号|办结|落实|到位|整改到位|整改完成|按期完成)*(?:到位)?(?:的)?(?:问题)?(?:的)?原因(?:说明|分析)?|滞后原因", "(?:需|需要|提请|请求)(?:上级|省级|领导)?(?:协调|支持|解决|帮助|协调解决)(?:解决|的)*(?:事项|问题|困难)",
    ),
    "next_step": (
        "(?:下一?步|下阶段|下步|后续|下一阶段|下月|下周|下季度)(?:的)?(?:主要|重点|整改|具体|拟采取的)*(?:工作|整改)?(?:的)?(?:打算|安排|计划|措施|举措|工作|思路|任务|工作打算|工作安排|工作计划|整改措施|整改计划|工作措施|推进措施|推进计划|考虑)?",
    ),
    "signed_off": ("(?:是否|已否|可否|建议是否)(?:已)?(?:完成)?(?:申请)?(?:予以)?销号|(?:问题)?销号(?:情况|状态|与否|结果|意见)?|是否对账销号|是否达到销号标准",),
    "status": (
        "(?:是否|有无)(?:已|按期|按时|全部|如期|全面)?(?:整改|完成|办结|落实|到位|解决|达标|见效|整改完成|完成整改|整改到位|落实到位|整改落实|按期完成|办理)(?:到位|完毕|整改|完成)?(?:的)?(?:情况)?", "(?:整改|完成|当前|目前|办理|进展|进度|任务|推进|工作|问题|落实|督办|事项)?(?:的)?(?:状态|状况|完成状态)(?:标识)?",
        "(?:完成|整改|到位|办结)(?:与否|结论)|(?:整改|完成)(?:程度)|进展(?:分类|状态|阶段)|完成等次|目前状态|灯色",
    ),
    "source": (
        "(?:问题|任务|事项|线索|意见|工作|立项|隐患)?(?:的)?(?:来源|出处)(?:渠道|方式|及时间|依据|单位)?", "(?:反馈|发现|提出|征集|收集)(?:渠道|方式|途径|来源|单位|对象)|交办(?:来源|依据)|渠道|立项依据|任务依据",
    ),
}  # fmt: skip

_OTHER: Final = re.compile(
    r"备注|说明|.*金额|地点|位置|图片|照片|整改[前后](?:图片|照片)?|资金|金额|单价|.*[（(]?(?:万元|元|公顷|平方米)[)）]?$|.*(?:数量|个数|条数|件数|人数|总数|户数|面积|分值|得分|占比|比例)|"
    r"(?:检查|复查|核查|验收|填报|填表|发现|交办|签收|立项|下发|反馈|报送|启动|开始|起始|实际|登记|更新|延期|批示|会议|审核|召开)(?:的)?(?:完成)?(?:时间|日期|人|人员|单位|部门|组|年份|意见|情况)|"
    r"(?:实际|已)?(?:完成|办结|销号)?销号(?:时间|日期|人|单位|意见)|实际(?:完成|办结|销号|整改)+(?:时间|日期)|(?:督办|督查|督导|监督|验收|审核|监管|主管|考核)(?:责任)?(?:人|人员|单位|部门|责任人|领导)|依据|法规(?:政策)?依据|政策依据|整改要求|工作要求|要求|"
    r"追责问责情况|追责.*|问责.*|完善制度.*|制度.*|.*年份|年度|年份|级别|等级|重要程度|紧急程度|优先级|职务|职称|性别|权重|签字|签名|盖章|延期.*|原因分析|产生原因|问题原因|原因|根源|举一反三.*|长效机制|建章立制.*|.*目录|.*满意度.*|得分|批示.*领导|负责监督.*|审计部门.*|.*标题|备案.*|领导批示"
)
_SPLIT: Final = re.compile(r"[、/／，,+＋|]|和|及其?|与|兼|（|\(")
_COMPOUND_WORDS: Final = (
    "意见和建议",
    "意见及建议",
    "意见与建议",
    "短板和不足",
    "困难和问题",
    "困难及问题",
    "困难与问题",
    "问题和困难",
    "问题及困难",
    "问题与困难",
    "法规和政策",
    "时间和要求",
    "目标及要求",
    "标准及要求",
    "困难及原因",
    "困难和原因",
    "进展及成效",
    "问题及不足",
    "措施和办法",
    "目标和要求",
)
_TABLES: Final = tuple(
    (role, rank, re.compile(rf"(?:{pattern})"))
    for role, patterns in SYNONYMS.items()
    for rank, pattern in enumerate(patterns)
)
_ORDER: Final = ("measure_ref", "problem_ref", "measure_number", "number", "signed_off", "difficulty", "next_step", "supporting_people", "supporting_units",
                 "first_accountable", "assisting_leader", "leader", "contact", "phone", "accountable", "lead_unit", "source", "aspect", "category",
                 "status", "evidence", "standard", "due", "progress", "measure", "title")  # fmt: skip


class Meaning(NamedTuple):
    """One role that a heading can have; `strength` 0 is the plainest word for it, higher is weaker."""

    role: str
    strength: int


def normal(heading: str) -> str:
    """A heading without spaces, breaks, marks and the unit or hint in brackets (“完成时限（年/月/日）”)."""
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"[\s*:;。.,·☆★#_“”\"'`]+", "", text) if not re.fullmatch(r"[Nn][Oo]\.?", text) else "NO"
    text = re.sub(r"^[(\[【]?\d{1,2}[)\]】、]", "", text)
    return text.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=2048)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """The roles of a heading: one, several for a column that holds several things, () where it says none."""
    text = normal(heading)
    if not text or len(text) > 40:
        return ()
    bare = re.sub(r"（[^（）]*）", "", text)
    inside = re.findall(r"（([^（）]*)）", text)
    if bare and _OTHER.fullmatch(bare):
        return ()
    whole = one(bare) if bare else None
    beside = [found for found in (one(part) for part in inside) if found]
    if whole:
        if whole.role == "supporting_units":
            beside = [
                Meaning("supporting_people", 0) if found.role == "accountable" else found for found in beside
            ]
        extra = [found for found in beside if found.role != whole.role and _may_share(whole.role, found.role)]
        return (whole, *extra)
    if not bare and beside:
        return (beside[0],)
    return _several(bare, beside)


def _may_share(role: str, other: str) -> bool:
    people = {
        "lead_unit",
        "supporting_units",
        "accountable",
        "supporting_people",
        "leader",
        "contact",
        "phone",
    }
    return role in people and other in people


def _several(text: str, beside: list[Meaning]) -> tuple[Meaning, ...]:
    """“责任单位及责任人”, “牵头/配合部门责任人+电话”, “未整改到位原因及下一步计划”"""
    sides = re.fullmatch(
        rf"(?:整改)?牵头[、/和及与（]*(?:责任)?配合[）]?(?P<what>{_UNIT}?(?:责任人|负责人)?)(?P<rest>.*)",
        text,
    )
    if sides:
        people = "人" in sides["what"]
        found = [
            Meaning("accountable" if people else "lead_unit", 0),
            Meaning("supporting_people" if people else "supporting_units", 0),
        ]
        if re.search("电话|联系方式", sides["rest"]):
            found.append(Meaning("phone", 0))
        return tuple(found)
    for number, word in enumerate(_COMPOUND_WORDS):
        text = text.replace(word, chr(0xE000 + number))
    parts = [part for part in _SPLIT.split(text) if part]
    if len(parts) < 2:
        return tuple(beside[:1]) if beside and not _OTHER.fullmatch(text) and beside[0].role == "due" else ()
    for number, word in enumerate(_COMPOUND_WORDS):
        parts = [part.replace(chr(0xE000 + number), word) for part in parts]
    out: list[Meaning] = []
    for index, part in enumerate(parts):
        found_one = one(part) or (one(part + parts[-1][-2:]) if index < len(parts) - 1 else None)
        if found_one and found_one.role == "accountable" and out and out[-1].role == "supporting_units":
            found_one = Meaning("supporting_people", found_one.strength)  # 配合单位及责任人
        if found_one and found_one.role not in [known.role for known in out]:
            out.append(found_one)
        elif not found_one and index == 0 and not _OTHER.fullmatch(part):
            return ()
    return tuple(out)


@lru_cache(maxsize=4096)
def one(text: str) -> Meaning | None:
    """The one role that a word has."""
    if _OTHER.fullmatch(text):
        return None
    best: Meaning | None = None
    for role, rank, pattern in _TABLES:
        if pattern.fullmatch(text) and (best is None or _ORDER.index(role) < _ORDER.index(best.role)):
            best = Meaning(role, rank)
    return best


def is_other(heading: str) -> bool:
    """A heading that is known to be none of the roles (备注, 复查时间): its values are not guessed at."""
    return bool(_OTHER.fullmatch(re.sub(r"（[^（）]*）", "", normal(heading))))
