"""The facts that acts ask for, each declared once: its type, its label, who sees it, what becomes of it.

A personal fact that names no face is shown to those who handle the matter, and to nobody else.
"""

from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Field
from bihuan.core.state.faces import PARTNER, PUBLIC
from bihuan.core.state.state import State, lasting
from bihuan.core.words import labels
from bihuan.core.words.text import Text


def has_an_end(state: State) -> bool:
    """Neither recurring nor long-term."""
    return not lasting(state)


def told_to_all(field: Field) -> Field:
    """The same fact, shown to all who see the matter: why it was declined, what became of it."""
    return replace(field, face=PUBLIC)


TITLE = Field(
    "title",
    "long",
    labels.CONTENT,
    required=True,
    personal=True,
    sets=True,
    face=PUBLIC,
    quiet=True,
    words=True,
)
LEAD_UNIT = Field("lead_unit", "unit", labels.LEAD_UNIT, sets=True)
LEAD_GROUP = Field(
    "lead_group",
    "group",
    Text("牵头集合单位", "Lead group of units"),
    help=Text(
        "按当日名单展开，一家一份签收、一家一份反馈。",
        "Expands into today's list: one receipt and one report each.",
    ),
    sets=True,
    seldom=True,
)
SUPPORTING = Field("supporting", "units", labels.SUPPORTING_UNITS, sets=True, seldom=True)
JOINT = Field(
    "joint",
    "units",
    Text("须反馈意见的配合单位", "Supporting units that must answer"),
    sets=True,
    seldom=True,
)
ACCOUNTABLE = Field("accountable", "person", labels.ACCOUNTABLE, sets=True)
LEADER = Field("leader", "person", labels.LEADER, sets=True, seldom=True)
RAISERS = Field("raisers", "people", labels.RAISERS, sets=True, seldom=True)
DUE = Field("due", "due", labels.DUE)
NEW_DUE = Field(
    "due",
    "due",
    Text("新时限", "New due"),
    required=True,
    help=Text("写一个具体日期：9月底前、2026-09-30。", "A day: 2026-09-30, or 9月底前 (end of September)."),
)
STANDARD = Field("standard", "long", labels.STANDARD, personal=True, face=PARTNER, keeps=True, words=True)
WANTED = Field(
    "evidence_wanted",
    "long",
    labels.PROOF_EXPECTED,
    personal=True,
    face=PARTNER,
    keeps=True,
    seldom=True,
    words=True,
)
SOURCE = Field("source", "text", labels.SOURCE, keeps=True, filters=True, seldom=True)
ASPECT = Field("aspect", "text", labels.ASPECT, keeps=True)
EVIDENCE = Field(
    "evidence",
    "evidence",
    labels.PROOF,
    help=Text(
        "办公文件或图片，每份不超过 50 MB；照片可有可无。",
        "Office files or pictures, 50 MB each; photographs are never required.",
    ),
)
FILE_NAMES = Field(
    "file_names",
    "names",
    Text("文件名", "File names"),
    personal=True,
    hidden=True,
    by_page=True,
    face=PARTNER,
    quiet=True,
)
SHEET = replace(
    EVIDENCE,
    label=labels.SIGNED_SCAN,
    help=Text("代录的，须附本人签字件的扫描件。", "Recorded for somebody: a scan of what they signed."),
    on_behalf=True,
)
"""The sheet from which a signature is recorded for somebody; it proves nothing of the work."""
PROOF_ON = Field(
    "proof_on",
    "date",
    Text("佐证日期", "Date of the proof"),
    help=Text("材料本身的日期，可早于登记之日。", "Its own date; it may lie before the matter was opened."),
    seldom=True,
)
NOT_UPLOADED = Text("不便上传的，登记线下查阅", "What may not be uploaded: where it can be seen")
HOW_PROVED = Text("佐证方式", "How it is proved")
PROOF_HOW = Field(
    "proof_how",
    "choice",
    HOW_PROVED,
    choices=(
        ("files", Text("上传文件", "files")),
        ("offline", Text("含线下查阅", "partly or wholly seen offline")),
        ("erased", Text("办结后佐证已删除", "erased after closing")),
    ),
    hidden=True,
    keeps=True,
    filters=True,
    sets=True,
    note=HOW_PROVED,
)


def _offline(name: str, kind: str, label: Text, help: Text | None = None, **more: Any) -> Field:
    personal = kind == "text"
    return Field(
        name, kind, label, personal=personal, face=PARTNER, quiet=True, under=NOT_UPLOADED, help=help, **more
    )


OFFLINE = (
    _offline(
        "offline_title",
        "text",
        Text("材料名称", "Title of the document"),
        Text(
            "只登记线索，不写内容；核验人到保管处查阅原件。",
            "Where it is, not what it says; the checker sees the original where it is kept.",
        ),
    ),
    _offline("offline_on", "date", Text("材料日期", "Date of the document")),
    _offline(
        "offline_number",
        "text",
        Text("文号或编号", "Its number"),
        Text("不便写明的填“不录”。", "Write “not told” where it is not to be told."),
    ),
    _offline("offline_keeper", "text", Text("保管人", "Who keeps it")),
    _offline("offline_place", "text", Text("存放地点", "Where it is kept")),
)
"""A proof that may not be uploaded (线下查阅): what it is, who keeps it where; nothing of its content."""
REASON = Field("reason", "long", Text("理由", "Reason"), required=True, personal=True, face=PARTNER)
REMARK = Field("remark", "long", Text("说明", "Remark"), personal=True, face=PARTNER)
PROGRESS = Field(
    "progress",
    "long",
    labels.PROGRESS,
    required=True,
    personal=True,
    face=PARTNER,
    keeps=True,
    words=True,
)
DIFFICULTY = Field(
    "difficulty", "long", labels.DIFFICULTY, personal=True, face=PARTNER, keeps=True, words=True
)
NEXT_STEP = Field("next_step", "long", labels.NEXT_STEP, personal=True, face=PARTNER, keeps=True, words=True)
OCCURRED = Field(
    "occurred_on",
    "date",
    Text("办理日期", "Date of it"),
    help=Text("不填即今天。", "Today if left empty."),
    seldom=True,
)
STILL_TO_DO = Field(
    "still_to_do",
    "long",
    Text("补充整改要求", "What is still to be done"),
    required=True,
    personal=True,
    face=PARTNER,
    keeps=True,
)
RESULT_TEXT = Field(
    "result", "long", Text("办理结果", "Result"), required=True, personal=True, face=PARTNER, keeps=True
)
OPINION = Field("opinion", "long", Text("意见", "Opinion"), personal=True)
FINDING = Field("finding", "long", Text("核验意见", "Finding"), required=True, personal=True)
SAMPLE = Field(
    "sample",
    "long",
    Text("抽样核实办法", "How it was sampled instead"),
    required=True,
    personal=True,
    face=PARTNER,
)
AT_ONCE_OR_BATCH = Field(
    "triage",
    "choice",
    labels.TRIAGE,
    required=True,
    choices=(
        ("at_once", Text("立行立改", "At once")),
        ("in_batches", Text("分批解决", "In batches")),
        ("long_term", Text("长期坚持", "Long term")),
    ),
    sets=True,
)
ANSWER = Field(
    "answer",
    "choice",
    Text("提出人意见", "The raiser's answer"),
    required=True,
    choices=(("agreed", Text("认可", "Solved")), ("not_solved", Text("没有解决", "Not solved"))),
)
LOOKED = Field(
    "result",
    "choice",
    Text("回头看结果", "What the look-back found"),
    required=True,
    choices=(("held", Text("保持住了", "It held")), ("rebound", Text("出现反弹", "It rebounded"))),
)
INTO = Field("into", "matter", Text("并入何事项", "Merge into"), required=True)
PERIOD = Field(
    "period",
    "text",
    Text("周期", "Period"),
    required=True,
    help=Text("如 2026-05、2026-Q2。", "Such as 2026-05 or 2026-Q2."),
    sets=True,
)
LOOK_BACK_ON = Field("look_back_on", "date", labels.LOOK_BACK_ON, sets=True, seldom=True)
RULE_ISSUED = Field(
    "rule_issued",
    "long",
    Text("已形成的制度（长期、定期措施须填）", "The rule that was issued (long-term measures)"),
    personal=True,
    face=PARTNER,
    keeps=True,
    seldom=has_an_end,
)
POSTS_SHEET = (
    Field(
        "witness",
        "person",
        Text("凭岗位设置表办理的，由谁核对", "Who compares the signed sheet, if it goes by one"),
        help=Text(
            "没有别的角色可以确认时用：附上领导小组组长签字的岗位设置表扫描件，由表中没有任命的另一人核对。",
            "Where no other role can confirm: attach the scan of the sheet that the group's head signed; "
            "somebody whom it does not appoint compares it.",
        ),
        seldom=True,
    ),
    replace(EVIDENCE, label=Text("签字的岗位设置表", "The signed sheet"), seldom=True),
    FILE_NAMES,
)
"""A 岗位设置表 that the group's head has signed, with who compares its scan, in place of another role."""
ERASES = Field("erases", "json", Text("清除的内容", "What is erased"), hidden=True, by_page=True)


def hidden(name: str, kind: str, *, personal: bool = False, note: Text | None = None, **more: Any) -> Field:
    """A fact that the program gives (an import, a grant): no page asks for it. `note`: how people read it."""
    return Field(name, kind, note or Text(name, name), personal=personal, hidden=True, note=note, **more)


def given(name: str, kind: str, *, note: Text | None = None) -> Field:
    """The same, and it becomes the state's field of that name."""
    return hidden(name, kind, note=note, sets=True)


CROSS = hidden("cross", "yes", note=Text("交叉核验", "Checked by two together"), keeps=True, filters=True)
ATTENDANCE = (
    hidden("due_to_attend", "people", note=Text("应到", "Due to attend")),
    hidden("attended", "people", note=Text("实到", "Attended")),
    hidden("excused", "people", note=Text("回避", "Excused")),
)
PARTS = hidden("parts", "matters", note=Text("各家", "Parts"))
HEAR_UNTIL = given("hear_until", "date", note=Text("答复期限", "Answer until"))
LET_OFF = hidden("let_off", "matters", note=Text("免于办理的各家", "Parts that were let off"))
REQUEST_ID = hidden("request_id", "matter", note=labels.REQUEST)
TRANSFER_TO = replace(LEAD_UNIT, label=labels.TRANSFER_TO)
DATES = (given("due_on", "date"), given("yellow_on", "date"), given("red_on", "date"))
SAID_CLOSED = (
    replace(given("said_closed", "yes", note=labels.SAID_CLOSED), words=True, keeps=True, filters=True),
    replace(
        given("said_closed_on", "date", note=Text("原表销号日期", "Signed off in the sheet on")), words=True
    ),
)
"""What a row says in the import that opens the matter, and never later: that it was closed before; when."""
CONTACTS = hidden("contacts", "json", personal=True, keeps=True, face=PARTNER)
EXTRA = hidden("extra", "json", personal=True, keeps=True, face=PARTNER)
STATUS = replace(
    hidden("status", "text", keeps=True, note=Text("原表状态", "State in the sheet")), words=True
)
PROVING = (EVIDENCE, FILE_NAMES, PROOF_ON, *OFFLINE, PROOF_HOW)
"""How a doer proves: files, with their own date, or what is to be seen where it is kept."""
ORIGINALS = Field("originals", "originals", Text("查阅的原件", "Originals seen"), personal=True, face=PARTNER)
IMPORT_ID = hidden("import_id", "matter")
CARRIED = (
    IMPORT_ID,
    hidden("row", "json"),
    hidden("carried_by", "people"),  # who uploaded the file, and who took it over
    hidden("altered", "json"),  # the facts whose words are not those of the sheet
    hidden("altered_by", "people", note=Text("改动原表文字的人", "Who altered the words of the sheet")),
)
"""Of whatever an import does: who carried the file in, and which facts the machine found altered."""
BECAUSE = hidden("because", "matter", note=Text("因", "Because of"))
PROOF_ERASED = hidden(
    "proof_erased", "yes", note=Text("报结所依据的佐证已删除", "A proof of the claim was erased")
)

# What a newer ledger says of a matter that an older one brought: filled by an import, asked on no page.
FROM_LEDGER = (
    *(replace(one, required=False, hidden=True) for one in (PROGRESS, DIFFICULTY, NEXT_STEP)),
    *(replace(one, hidden=True) for one in (SOURCE, replace(SOURCE, name="category"), ASPECT)),
    hidden("number_there", "text"),
    STATUS,
    EXTRA,
    CONTACTS,
    *CARRIED,
)
