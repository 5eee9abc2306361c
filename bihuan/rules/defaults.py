"""Every rule that an organisation may set: its type, its default, where the number was read.

Rules differ by place and year (rules.md), so no number below is a constant of the code: it holds until an
organisation writes its own, from a day on. Sources name the section of the specification and its mark: [Sx]
read in a published copy, [M] general knowledge, [D] our proposal.
"""

from dataclasses import dataclass, replace
from typing import Final

from bihuan.core.chain.chain import Json
from bihuan.core.time.dues import EVERY
from bihuan.core.words.text import Text

WORKDAYS: Final = Text("个工作日", "working days")
DAYS: Final = Text("日", "days")
MINUTES: Final = Text("分钟", "minutes")
MONTHS: Final = Text("个月", "months")
PERCENT: Final = Text("%", "%")
CYCLES: Final = Text("个周期", "cycles")
DIGITS: Final = Text("位", "digits")
CHARACTERS: Final = Text("个字", "characters")
NO_UNIT: Final = Text("", "")


BEYOND: Final = "leader office verifier fallback approver"
"""Whoever can take the last step of a request: all but the side that asks (DOING_SIDE)."""
CHECKERS: Final = "verifier fallback approver"


@dataclass(frozen=True, slots=True)
class Declared:
    """One rule. `type`: count (a whole number from `least` to `most`), yes (true or false), choice (one of
    `choices`), steps (who must agree, in turn) or hours (spans of the day).

    `ends_with`: of steps, who may take the last one; `apart`: and that nobody with a hand does. The bounds
    keep a rule from taking the loop apart: whoever writes it sets a number, not whether anybody looks.
    `in_force`: whether anything is done by it. A rule that nothing reads is declared as not in force, in
    `_NOT_YET`, and cannot be set: the page promises nothing that does not happen.
    """

    name: str
    type: str
    default: Json
    label: Text
    source: str
    unit: Text = NO_UNIT
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    ends_with: tuple[str, ...] = ()
    apart: bool = False
    in_force: bool = True


def _count(
    name: str, default: int, unit: Text, zh: str, en: str, source: str, *, least: int, most: int
) -> Declared:
    return Declared(name, "count", default, Text(zh, en), source, unit, least, most)


def _yes(name: str, default: bool, zh: str, en: str, source: str) -> Declared:
    return Declared(name, "yes", default, Text(zh, en), source)


def _choice(name: str, default: str, choices: str, zh: str, en: str, source: str) -> Declared:
    return Declared(name, "choice", default, Text(zh, en), source, choices=tuple(choices.split()))


def _steps(
    name: str, steps: str, zh: str, en: str, source: str, *, ends_with: str = BEYOND, apart: bool = False
) -> Declared:
    """Steps written as "leader:any, approver:any:hands": who, how many, never by those with a hand."""
    value = [_step(one) for one in steps.split(", ")]
    return Declared(
        name, "steps", value, Text(zh, en), source, ends_with=tuple(ends_with.split()), apart=apart
    )


def _step(text: str) -> Json:
    by, quorum, *never_by = text.split(":")
    return [by, quorum, never_by == ["hands"]]


TWO_APPROVALS: Final = "§3 [S38][S39]: 延期 and 持续整改 need two approvals, one pending at a time"
REST_DAYS: Final = "keep next_workday last_workday"
CYCLE: Final = " ".join(EVERY)

_DECLARED: Final = (
    # 时限 deadlines
    _count("immediate_workdays", 5, WORKDAYS, "立行立改时限", "Limit for what is put right at once",
           "house.md, Done for a problem [D]",
           least=1, most=30),
    _choice("stated_due_on_rest_day", "keep", REST_DAYS, "写明的时限遇休息日",
            "A stated due on a day of rest",
            "§8 [S73]: 民法典 203 moves the end of a reckoned period; a stated date is kept [D]"),
    _choice("cycle_due_on_rest_day", "last_workday", REST_DAYS, "周期任务时限遇休息日",
            "A period's due on a day of rest", "[D]: a period's work is done within the period"),
    _count("late_period_workdays", 1, WORKDAYS, "周期任务建立迟了，至少留给办理的时间",
           "Time that is left at least for a period opened late",
           "[D]: nobody is late with what nobody had; the due itself stays as the words say",
           least=1, most=10),
    _count("yellow_workdays", 3, WORKDAYS, "临期提示提前", "Due soon, so long before",
           "§3 [S37]: software default yellow 3 d",
           least=0, most=30),
    _choice("long_term_cycle", "quarter", CYCLE, "长期坚持的检验周期",
            "Cycle in which long-term work is shown",
            "product.md, How offices really work 6 [D]"),
    # 交办与签收 assigning and receiving
    _count("wrong_unit_return_workdays", 3, WORKDAYS, "退回交办时限", "Limit for returning as wrong unit",
           "§1 [S11]: 3 工作日 (others 10 d [S8], 7 工作日 [S10])",
           least=1, most=10),
    _count("joint_reply_workdays", 5, WORKDAYS, "配合单位反馈时限", "Limit for a supporting unit's answer",
           "house.md, Part [D]; §1: 会办意见 1 or 2 months for proposals [S8][S9]",
           least=2, most=60),
    # 报结、核验、听取意见 claim, verification, hearing
    _yes("countersign_required", True, "报结须经处室负责人审签", "A claim needs the head's countersign",
         "product.md, How offices really work 4: the chain of closing is a chain of signatures"),
    _count("hearing_workdays", 5, WORKDAYS, "征求提出人意见时限", "Time in which raisers may answer",
           "house.md, Hearing [D]",
           least=3, most=30),
    _count("minutes_workdays", 5, WORKDAYS, "会议决定补交纪要时限", "Time in which minutes follow a meeting",
           "product.md, How offices really work 4: a meeting's decision is provisional until then",
           least=1, most=15),
    # 申请 requests
    _steps("extension_steps", "leader:any, approver:any", "延期审批", "Approval of an extension",
           TWO_APPROVALS),
    _steps("continuing_steps", "leader:any, approver:any:hands", "转入常态化审批", "Approval of continuing",
           f"{TWO_APPROVALS}; checked by another hand (product.md 6)",
           ends_with="approver", apart=True),
    _steps("pause_steps", "approver:any", "暂停计时审批", "Approval of a pause", "[D]"),
    _steps("transfer_steps", "office:any", "转办审批", "Approval of a transfer",
           "§1: no self-transfer [S11]; [D]",
           ends_with="office verifier fallback approver"),
    _steps("withdrawal_steps", "office:any, approver:any:hands", "撤销审批", "Approval of withdrawal",
           "[D]: the office and a foreign approver, whatever else a rule asks for"),
    _steps("reopening_steps", "approver:any", "重新打开审批", "Approval of reopening",
           "§3: re-openable [M]; [D]"),
    _steps("change_steps", "verifier:any:hands", "报结后变更审批", "Approval of a change after the claim",
           "[D]: a foreign hand, since what was claimed was claimed against these words",
           ends_with=CHECKERS, apart=True),
    _steps("hand_over_steps", "verifier:any:hands", "移交责任人审批", "Approval of a hand-over list",
           "[D]: one request over many, by the same hand as a change of one",
           ends_with=CHECKERS, apart=True),
    _count("spelling_characters", 4, CHARACTERS, "更正文字至多改动",
           "Most that a correction of spelling changes",
           "[D]: a slip of the pen, and of a text no more than its fifth part",
           least=1, most=8),
    _steps("batch_approval_steps", "approver:any:hands", "批次审定", "Batch approval",
           "product.md, How offices really work 4: one meeting, one signed 审定表, many items",
           ends_with="approver", apart=True),
    _steps("back_fill_steps", "verifier:any:hands", "补录复核", "Check of a back-fill",
           "product.md, How offices really work 7: checked by a second person",
           ends_with=CHECKERS, apart=True),
    _count("request_lapse_workdays", 10, WORKDAYS, "申请未答复自动失效", "A request lapses unanswered after",
           "[D]; §1 [S4] invitations expire",
           least=3, most=60),
    _yes("extension_only_before_due", False, "延期须在到期前申请", "Extensions only before the due",
         "§4 [S49]: extension asked before expiry; off, since late requests are real [D]"),
    # 常态化与回头看 continuing and looking back
    _count("verified_cycles", 2, CYCLES, "转入常态化须核验周期", "Verified cycles before continuing",
           "house.md, Done; product.md 6: two cycles shown",
           least=2, most=12),
    _count("look_back_months", 3, MONTHS, "销号后多久回头看", "Look back so long after sign-off",
           "§3 回头看 [M]; the number [D]",
           least=1, most=12),
    _count("look_back_within_months", 12, MONTHS, "回头看最迟不超过", "Look back at the latest after",
           "§3 回头看 [M]; the number [D]: what nobody looks at within a year is believed, not shown",
           least=3, most=24),
    # 监督 oversight
    _count("same_browser_minutes", 30, MINUTES, "同一浏览器先后办理的提示间隔",
           "Two hands from one browser are shown within",
           "product.md, Tone: back-trace shows evidence and never says guilt; the number [D]",
           least=5, most=1440),
    _count("browser_kept_months", 6, MONTHS, "办理所用浏览器的留存时间", "How long browsers are remembered",
           "[D]: as long as a closing is likely to be asked about",
           least=3, most=60),
    # 编号与作息 numbers and hours
    _count("number_digits", 3, DIGITS, "编号位数", "Digits of a number",
           "§3 [S37]: 前缀-年-3 位",
           least=2, most=6),
    Declared("working_hours", "hours", ["08:30-12:00", "14:30-18:00"], Text("作息时间", "Working hours"),
             "[D]: differs by place and season"),
)  # fmt: skip

_NOT_YET: Final = (
    _choice("progress_every", "half_month", f"never {CYCLE}", "填报进展的周期",
            "How often progress is asked for",
            "product.md, How offices really work 10: the weekly or half-monthly 调度会 [D]"),
    _count("receipt_workdays", 1, WORKDAYS, "签收时限", "Limit for receipt",
           "§3 [S44] 签收及时率; the number [D]",
           least=0, most=10),
    _count("plan_days", 10, DAYS, "制定方案时限", "Limit for the plan",
           "§3 [S29]: plan within 10 日 (5)",
           least=1, most=60),
    _count("accept_workdays", 3, WORKDAYS, "认领时限", "Limit for accepting a draft list", "[D]",
           least=1, most=30),
    _count("help_workdays", 5, WORKDAYS, "提请协调答复时限", "Limit for answering a call for help",
           "[D]",
           least=1, most=30),
    _count("urge_after_workdays", 1, WORKDAYS, "超期后催办", "Urge so long after the due",
           "§4 [S49]: 催办通知书 the day after",
           least=0, most=30),
    _count("instruction_days", 15, DAYS, "批示件时限", "Limit for an instruction",
           "§3 [S32]: 非急 15 d",
           least=1, most=90),
    _count("instruction_urgent_days", 5, DAYS, "批示急件时限", "Limit for an urgent instruction",
           "§3 [S32]: 批示急件 1–5 d",
           least=1, most=30),
    _count("instruction_hard_days", 30, DAYS, "疑难批示件时限", "Limit for a hard instruction",
           "§3 [S32]: 难 30 d",
           least=1, most=180),
    _count("document_days", 30, DAYS, "公文交办时限", "Limit for a document", "§3 [S32]: 公文 30 d",
           least=1, most=90),
    _count("minutes_days", 20, DAYS, "会议纪要事项时限", "Limit for what a meeting decided",
           "§3 [S32]: 会议纪要 20 d",
           least=1, most=90),
    _count("verify_workdays", 5, WORKDAYS, "核验时限", "Limit for verification", "[D]",
           least=1, most=30),
    _count("objection_days", 30, DAYS, "提出异议时限", "Limit for an objection",
           "§3 [S28] 督查工作条例 17: objection ≤30 d",
           least=5, most=30),
    _count("objection_review_days", 30, DAYS, "异议复核时限", "Limit for its review",
           "§3 [S28] 督查工作条例 17: 复核 ≤30 d, original authors recused",
           least=5, most=30),
    _count("look_back_share", 20, PERCENT, "回头看抽查比例", "Share looked back at", "[D]",
           least=5, most=100),
    _choice("rebound_check_by", "fallback", "verifiers fallback", "反弹后由谁核验",
            "Who checks after a rebound",
            "[D]: a rebound is checked one level up"),
)  # fmt: skip
"""What the sources tell and nothing obeys yet: read on the page, set by nobody."""

_ALL: Final = (*_DECLARED, *(replace(one, in_force=False) for one in _NOT_YET))
RULES: Final = {one.name: one for one in _ALL}
