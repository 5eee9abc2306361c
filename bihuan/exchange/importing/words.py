"""Why a row is not simply taken over: a code, where it stands, and a sentence a person can act on."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bihuan.core.words.reasons import SENTENCES
from bihuan.core.words.text import Text

VERDICTS: dict[str, Text] = {
    "new": Text("新增", "new"),
    "changed": Text("有变化", "changed"),
    "same": Text("相同", "same"),
    "needs_mapping": Text("须对应", "to be mapped"),
    "refused": Text("不能导入", "refused"),
    "untouched": Text("表中没有", "not in the file"),
}
BLOCKING = ("refused", "needs_mapping")

REASONS: dict[str, Text] = {
    "bad_date": Text("没有“{text}”这一天。请更正时限。", "There is no such day: “{text}”. Correct the due."),
    "unread_date": Text(
        "时限“{text}”读不出日期，先不设时限，由办公室补定。",
        "No day can be read from “{text}”; it comes without a due, for the office to set.",
    ),
    "no_due": Text(
        "没有时限，先登记，由办公室补定。", "There is no due; it is registered for the office to set one."
    ),
    "no_accountable": Text("没有责任人。", "No accountable person."),
    "duplicate_number": Text("序号与前面重复，序号照录。", "The number stands twice; it is kept as it is."),
    "formula": Text(
        "公式没有存下结果，这一格没有读。", "A formula without a stored value; the cell was not read."
    ),
    "no_problem": Text("没有问题表述。请填写。", "There is no problem text. Fill it in."),
    "no_measure": Text("没有整改措施，导入后由办公室补列。", "No measure; the office adds them later."),
    "measures_wait": Text("等其措施对应以后一并导入。", "It waits until its measures are mapped."),
    "problem_refused": Text("所属问题不能导入。", "Its problem cannot be imported."),
    "lead_unknown": Text(
        "本单位没有“{name}”。请对应到处室。", "There is no unit “{name}” here. Map it to an office."
    ),
    "lead_ambiguous": Text("“{name}”不止一个。请选定。", "There are several units “{name}”. Choose one."),
    "not_answerable": Text(
        "“{name}”是部门，责任要落到处室。请对应到处室或支部。",
        "“{name}” is a department; the lead must be an office. Map it to an office or a branch.",
    ),
    "no_lead": Text(
        "没有牵头单位，先登记，由办公室交办。", "No lead unit; it is registered for the office to assign."
    ),
    "supporting_unknown": Text(
        "本单位没有“{name}”。请对应或仅作文字。", "No unit “{name}” here. Map it, or keep it as text."
    ),
    "supporting_ambiguous": Text(
        "“{name}”不止一个。请选定。", "There are several units “{name}”. Choose one."
    ),
    "person_unknown": Text(
        "没有登记“{name}”。请选人或新建占位。", "“{name}” is not known. Choose a person or a placeholder."
    ),
    "person_ambiguous": Text(
        "“{name}”有重名。请选定是哪一位。", "Several people are called “{name}”. Choose which."
    ),
    "person_text": Text("“{name}”仅作文字保留。", "“{name}” is kept as text only."),
    "new_unit": Text("将新建占位单位“{name}”。", "A placeholder unit “{name}” will be made."),
    "new_person": Text("将新建占位人员“{name}”。", "A placeholder person “{name}” will be made."),
    "group_joint": Text(
        "“{name}”展开为 {count} 家，各自签收并反馈。", "“{name}” expands into {count} units that answer."
    ),
    "group_separate": Text(
        "“{name}”展开为 {count} 家，各自负责。", "“{name}” expands into {count} units, each in charge."
    ),
    "group_empty": Text("集合“{name}”今天没有成员。", "The group “{name}” has no members today."),
    "informed": Text("“{name}”仅知会，记为文字。", "“{name}” is only told; kept as text."),
    "too_long": Text(
        "“{field}”超过 {limit} 个字。请缩短。", "“{field}” is longer than {limit} characters. Shorten it."
    ),
    "said_closed": Text(
        "表中已销号：先作报结导入，凭签字件补录。", "Said to be closed: comes as claimed, to be back-filled."
    ),
    "closed_later": Text(
        "表中现在写已销号，导入时没有写，不能据此补录。没有人办理过的：撤销那次导入，再导入这份表；"
        "已有人办理的：请按报结、核验、审定办理。",
        "The file says closed now, the one that brought it in did not, so this is no back-fill."
        " While nobody has acted on it: undo that import and import this file. Otherwise close it by claim,"
        " check and approval.",
    ),
    "said_done": Text(
        "表中已完成：作报结导入，由责任单位补佐证。",
        "Said to be done: comes as claimed; the doer adds proof.",
    ),
    "by_request": Text(
        "{field}：已在办理，变更须走申请，不随表更改。",
        "{field}: under way; it changes by request, not by a file.",
    ),
    "stays_claimed": Text(
        "{field}：已报结，不改。确需变更的，请在事项页上“申请变更”。",
        "{field}: claimed, so it stays. To change it, ask for that on the matter's page.",
    ),
    "claim_here": Text(
        "表中已完成或已销号，系统里还在办：请责任单位报结，附佐证。",
        "The file says done, here it is still open: the unit claims it, with proof.",
    ),
    "no_hand_out": Text(
        "牵头单位和时限还不齐，不能交办；请由办公室补定。",
        "Lead or due is still missing, so it cannot be handed out.",
    ),
    "ended": Text(
        "对应的事项已{life}，不再随表更改。", "The matter has ended ({life}); the file changes nothing."
    ),
    "differs": Text(
        "“{field}”与台账不同（现为“{now}”）。已有的事项不随表更改，请在事项页上办理。",
        "“{field}” differs from what stands (“{now}”). A sheet changes nothing here; do it on its page.",
    ),
    "no_choice": Text(
        "“{text}”不是“{field}”的选项。可填：{choices}。",
        "“{text}” is no choice of “{field}”. It can be: {choices}.",
    ),
    "no_yes": Text("“{text}”不是“是”或“否”。请更正。", "“{text}” is neither yes nor no. Correct it."),
    "no_number": Text("“{text}”不是整数。请更正。", "“{text}” is no whole number. Correct it."),
    "no_day": Text(
        "“{text}”读不出日期。请写成 2026-06-30。", "“{text}” is read as no day. Write it as 2026-06-30."
    ),
    "no_due_read": Text(
        "时限“{text}”读不出日期。请写成 2026-06-30 或 6月底前。",
        "No day can be read from “{text}”. Write it as 2026-06-30.",
    ),
    "unit_not_known": Text(
        "没有单位“{name}”。请更正，或先登记这个单位。",
        "There is no unit “{name}” here. Correct it, or enter the unit first.",
    ),
    "unit_several": Text(
        "“{name}”不止一个。请连同上级部门写全。",
        "There are several units “{name}”. Write it with what is above.",
    ),
    "group_not_known": Text(
        "没有集合单位“{name}”。请更正。", "There is no group of units “{name}” here. Correct it."
    ),
    "person_not_known": Text(
        "没有登记“{name}”。请更正，或先登记这个人。",
        "“{name}” is not known here. Correct it, or enter the person first.",
    ),
    "person_several": Text(
        "“{name}”有重名，表里分不清。请在网页上登记这一行。",
        "Several people are called “{name}”. Enter this row on its page.",
    ),
    "parent_closing": Text(
        "所属问题已报结或销号，不能再列措施。请先退回或重新打开。",
        "Its problem is claimed or closed; send it back or reopen it first.",
    ),
    "changed_meanwhile": Text(
        "预览之后有人导入或更改了这一行。请重新上传核对。",
        "Somebody imported or changed this row since; upload again.",
    ),
    "stays_touched": Text("导入后已有人办理，保留。", "Somebody has acted on it since; it stays."),
    "stays_corrected": Text("属于更正，不随导入撤销。", "It was a correction, which an undo leaves."),
    "stays_no_way": Text("这类事项没有撤回的办法，保留。", "This kind cannot be taken back; it stays."),
    "stays_below": Text(
        "所属措施已有人办理，问题一并保留。", "One of its measures was acted on, so it stays too."
    ),
}


class Why(NamedTuple):
    """One reason: its code, the cell (H6) and the values that its sentence names."""

    code: str
    cell: str = ""
    about: Mapping[str, Any] = {}

    def text(self) -> Text:
        """The sentence with its values; what a value lacks stands as “—”."""
        sentence = REASONS.get(self.code) or SENTENCES.get(self.code) or Text(self.code, self.code)
        return Text(_filled(sentence.zh, self.about, 0), _filled(sentence.en, self.about, 1))


def _filled(sentence: str, about: Mapping[str, Any], language: int) -> str:
    said = {
        name: value[language] if isinstance(value, (list, tuple)) and len(value) == 2 else value
        for name, value in about.items()
    }
    return sentence.format_map(_Known(said))


class _Known(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"


def reasons_from(rows: Iterable[Any]) -> list[Why]:
    """Reasons as they were kept."""
    return [Why(code, cell, about) for code, cell, about in rows]
