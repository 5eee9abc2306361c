"""The bilingual glossary: one idea, one word, everywhere (pages, record, help, papers).

The words of lives, acts, events and relations stand where these are declared; the others stand here, and
`bihuan.config.glossary` makes docs/glossary.md of both. To add a word, add a line to its group. Codes are for
ever: a word may change its text, not its code.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from bihuan.core.words import labels
from bihuan.core.words.text import Text


class Term(NamedTuple):
    """One word of the house: its code, what people read, and where it helps a note on its use."""

    code: str
    text: Text
    note: Text | None = None

    @property
    def zh(self) -> str:
        return self.text.zh

    @property
    def en(self) -> str:
        return self.text.en


def _words(*terms: Term) -> Mapping[str, Term]:
    found = {one.code: one for one in terms}
    if len(found) != len(terms):
        raise ValueError("a code stands twice in one group")
    return found


def _t(code: str, zh: str, en: str, note_zh: str = "", note_en: str = "") -> Term:
    return Term(code, Text(zh, en), Text(note_zh, note_en) if note_zh else None)


CLOCKS: Final = _words(
    _t("running", "计时中", "running"),
    _t("paused", "暂停计时中", "clock paused"),
)
LAMPS: Final = _words(
    _t("green", "● 正常", "● on time"),
    _t("yellow", "▲ 临期", "▲ due soon"),
    _t("red", "■ 超期", "■ overdue"),
    _t("long_term", "◆ 常态化", "◆ continuing"),
    _t("grey", "○ 未启动", "○ not started"),
    _t("provisional", "暂估", "provisional", "放假通知尚未公布", "the holiday notice is not out yet"),
    _t("reckoned", "推算", "reckoned", "按规则推算，原文未写日期", "by rule; the text names no day"),
)
REQUESTS: Final = _words(
    _t("extension", "延期申请", "request for an extension"),
    _t("continuing_request", "持续整改（转入常态化）", "request for continuing"),
    _t("pause_request", "暂停计时申请", "request for a pause"),
    _t("transfer_request", "转办申请", "request for a transfer"),
    _t("withdrawal", "撤销申请", "request for withdrawal"),
    _t("reopening", "重新打开申请", "request for reopening"),
    _t(
        "batch_approval",
        "批次审定",
        "batch approval",
        "一次会议、一张审定表、多个事项",
        "one meeting, many items",
    ),
    _t("step", "环节", "step"),
    _t("quorum_all", "会签", "all must agree"),
    _t("quorum_any", "或签", "any one may agree"),
    _t("quorum_k", "须满人数", "so many must agree"),
    _t("in_turn", "依次", "in turn"),
)
ROLES: Final = _words(
    _t("member", "干部", "member of staff"),
    _t("head_post", "处室负责人", "head of an office"),
    _t("contact_post", "联络员", "contact"),
    _t("supervisor", "督查人员", "supervision officer"),
    _t("verifier_post", "核验岗", "verifier"),
    _t("fallback_verifier", "兜底核验岗", "fallback verifier"),
    _t("outsider_post", "门外核验岗", "outside checker"),
    _t("approver_post", "审定岗", "approver"),
    _t("leader_post", "领导", "leader"),
    _t("admin", "管理员", "administrator"),
    _t("auditor", "监督人员", "auditor"),
    _t("stand_in", "B角", "stand-in"),
    _t("for_whom", "代谁填写", "on whose behalf"),
    _t("basis", "代填代录依据", "basis"),
    _t("filled_for", "代填", "filled in for"),
    _t("recorded_for", "代录", "recorded for"),
)
PEOPLE: Final = _words(
    _t("organisation", "机构", "organisation"),
    _t("unit", "单位", "unit"),
    _t("department", "部门", "department"),
    _t("office_unit", "处室", "office", "承担责任的最小单位", "the unit that answers"),
    _t("branch", "党支部", "branch"),
    _t("leading_group", "领导小组", "leading group"),
    _t("unit_group", "集合单位", "group of units", "展开为名单，一家一份", "expands into a list, one each"),
    _t("post", "岗位", "post"),
    _t("person", "人员", "person"),
    _t("appointment", "任职", "appointment"),
    _t("absence", "外出", "absence"),
    _t("placeholder", "待对应", "placeholder"),
)
MATTERS: Final = _words(
    _t("matter", "事项", "matter"),
    _t("opinion", "意见建议", "opinion"),
    _t("problem", "问题", "problem"),
    _t("measure", "整改措施", "measure"),
    _t("request", "申请", "request"),
    _t("part", "分送件", "part", "一家一份签收、一份反馈", "one receipt and one report each"),
    _t("instalment", "周期任务", "instalment"),
    _t("proposal", "提案", "proposal"),
    _t("demand", "诉求", "demand"),
    _t("campaign", "专项行动", "campaign"),
    _t("activity", "活动", "activity"),
    _t("form", "表单", "form"),
    _t("document", "文件", "document"),
    _t("election", "选举", "election"),
    _t("indicator", "指标", "indicator"),
    _t("charter", "办理规则", "charter", "不称章程", "never 章程"),
    _t("record", "办理记录", "record", "不称台账，不称留痕", "never 台账 or 留痕"),
    _t("event", "记录", "event"),
    _t("import_matter", "导入", "import"),
)
REGISTERS: Final = _words(
    _t("register_list", "台账", "register"),
    _t("problem_register", "问题库", "problem register"),
    _t("listing", "列入", "listing"),
    _t("draft_version", "征求意见稿", "draft for comment"),
    _t("accepted_version", "认领稿", "accepted version"),
    _t("approved_version", "审定稿", "approved version"),
    _t("issued_version", "印发版", "issued version"),
    _t("baseline", "基数", "baseline"),
    _t("added_item", "基数后新增", "added since"),
    _t("as_of", "截至日期", "as of"),
    _t("definition", "口径", "definition"),
    _t("aspect", "方面", "aspect"),
    _t("number", "编号", "number"),
    _t("source", "来源", "source"),
    _t("return_sheet", "反馈表", "return sheet"),
    _t("progress_meeting", "调度会", "progress meeting"),
    _t("wall_chart", "挂图作战", "wall chart"),
)
FACTS: Final = _words(
    _t("due", "完成时限", "due"),
    _t("due_on", "到期日", "due day"),
    _t("at_once", "立行立改", "at once"),
    _t("in_batches", "分批解决", "in batches"),
    _t("by_date", "限期整改", "by a date"),
    _t("keep_up", "长期坚持", "long term"),
    _t("recurring", "定期", "recurring"),
    _t("unread", "待人工确定", "to be decided by a person"),
    _t("week", "每周", "every week"),
    _t("half_month", "每半月", "every half month"),
    _t("month", "每月", "every month"),
    _t("two_months", "每两个月", "every two months"),
    _t("quarter", "每季度", "every quarter"),
    _t("half_year", "每半年", "every half year"),
    _t("year", "每年", "every year"),
    _t("working_day", "工作日", "working day"),
    _t("natural_day", "日", "day", "自然日", "a natural day, not a working day"),
    _t("make_up_day", "调休", "make-up day"),
    _t("holiday", "放假", "holiday"),
    _t("local_holiday", "地方节假日", "local holiday"),
    _t("overdue", "超期", "overdue"),
    _t("standard", "完成标准", "what counts as done"),
    _t("evidence", "佐证材料", "proof"),
    _t("progress_text", "进展情况", "progress"),
    _t("difficulty", "存在困难", "difficulty"),
    _t("next_step", "下一步打算", "next step"),
    _t("finding", "核验意见", "finding"),
    _t("hearing", "听取意见", "hearing"),
    _t("agreed", "认可", "solved"),
    _t("not_solved", "没有解决", "not solved"),
    _t("silent", "逾期未答复", "no answer in time"),
    _t("waived", "无法征求", "waived"),
    _t("reason", "理由", "reason"),
    _t("note", "说明", "remark"),
    _t("adopted_in_part", "部分采纳", "adopted in part"),
    _t("already_solved", "已解决", "already solved"),
    _t("passed_on", "转有关方面", "passed on"),
    _t("signed_off_with_continuing", "已销号（含常态化）", "signed off (part continuing)"),
    _t("occurred_on", "业务日期", "business date"),
    _t("photo_optional", "照片可有可无", "photos are optional"),
)
FACES: Final = _words(
    _t("public", "公开", "public"),
    _t("partner", "协办方", "partner"),
    _t("handler", "承办", "handler"),
    _t("full", "完整", "full"),
    _t("wall", "上墙版", "wall edition", "只有方面和数量，没有姓名", "aspects and counts, no names"),
    _t("internal", "内部版", "internal edition"),
)
PRACTICE: Final = _words(
    _t("closed_loop", "闭环", "closed loop"),
    _t("backward_schedule", "倒排工期", "backward schedule"),
    _t("back_trace", "责任倒查", "back-trace", "页面称办理过程复盘", "called 办理过程复盘 on pages"),
    _t("review_of_handling", "办理过程复盘", "review of handling"),
    _t("countersigning", "审签", "countersign"),
    _t("verification", "核验", "verify"),
    _t("approval", "审定", "approve"),
    _t("prompt", "提示", "prompt"),
    _t("reminder", "提醒", "reminder"),
    _t("supervision_slip", "督办单", "supervision slip"),
    _t("talk_proposed", "约谈建议", "proposal of a talk"),
    _t("circular", "情况通报", "circular"),
    _t("bulletin", "简报", "bulletin"),
    _t("evaluation", "考核", "evaluation"),
    _t("appraisal", "测评", "appraisal"),
    _t("second", "附议", "second"),
    _t("admit", "立案", "admit"),
    _t("scrutinise", "监票", "scrutinise"),
    _t("count", "计票", "count"),
    _t("contested", "差额", "contested"),
    _t("rerun_election", "另行选举", "re-run election"),
    _t("two_party_groups", "两级党组", "both Party groups"),
    _t("brand_of_a_branch", "一支部一品牌", "one branch, one brand"),
)

GLOSSARY: Final[Mapping[str, tuple[Text, Mapping[str, Term]]]] = {
    "clocks": (Text("计时", "Clocks"), CLOCKS),
    "lamps": (Text("灯", "Lamps"), LAMPS),
    "requests": (labels.REQUESTS, REQUESTS),
    "roles": (Text("岗位", "Posts"), ROLES),
    "people": (Text("机构和人员", "People"), PEOPLE),
    "matters": (labels.MATTERS, MATTERS),
    "registers": (labels.REGISTERS, REGISTERS),
    "facts": (Text("要点", "Facts"), FACTS),
    "faces": (Text("可见范围", "Faces"), FACES),
    "practice": (Text("业务用语", "Practice"), PRACTICE),
}


def term(code: str, group: str | None = None) -> Term:
    """The word for `code`, from `group`, or from the first group that has it in the order of GLOSSARY.

    Acts, events, lives and relations are not here: each says its own words where it is declared. KeyError,
    naming the code, if the house has no such word.
    """
    for name in (group,) if group else GLOSSARY:
        if found := GLOSSARY[name][1].get(code):
            return found
    raise KeyError(f"no term for {code!r}: add a line to bihuan/core/words/terms.py")
