"""A register (台账): a standing matter that lists others, with its desk and its versions.

征求意见稿 → 责任单位认领 → 领导小组审定 → 印发版: every figure names a version and a day.
"""

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.words.text import Text

DRAFT, OPENED, CIRCULATED, APPROVED, ISSUED, CLOSED = (
    "draft",
    "opened",
    "circulated",
    "version_approved",
    "issued",
    "register_closed",
)
GOING = (OPENED, CIRCULATED, APPROVED, ISSUED)
DOCUMENT = (
    Field("document", "text", Text("文件名称", "Document"), False, True),
    Field("document_number", "text", Text("文号", "Document number")),
    Field("document_on", "date", Text("文件日期", "Date of the document")),
    ask.EVIDENCE,
    ask.FILE_NAMES,
)
DESK = (
    Field("office", "unit", Text("督查办公室（处室）", "Supervision office")),
    Field("verifiers", "posts", Text("核验岗位", "Verifier posts")),
    Field("fallbacks", "posts", Text("兜底核验岗位", "Fallback verifier posts")),
    Field("approvers", "posts", Text("审定岗位", "Approver posts")),
)
SUBJECTS = Field("subjects", "matters", Text("事项", "Matters"), True)

REGISTER = Kind(
    "register",
    Text("台账", "Register"),
    (
        Act(
            "create",
            "created",
            (),
            ("admin", "supervisor"),
            DRAFT,
            opens=True,
            minutes=3,
            fields=(
                Field("title", "text", Text("台账名称", "Name of the register"), True, True),
                Field("prefix", "text", Text("编号前缀", "Prefix of its numbers"), True),
                *DESK,
                Field("open_to_all", "yes", Text("全机关可见", "Visible to everybody in the organisation")),
                Field("group", "text", Text("领导小组", "Leading group")),
            ),
        ),
        Act(
            "set_desk",
            "desk_set",
            (DRAFT, *GOING),
            ("office", "admin"),
            fields=DESK,
            stale="any",
            decides=(decide.whole_desk,),
        ),
        Act(
            "open_register",
            "register_opened",
            (DRAFT,),
            ("office", "admin"),
            OPENED,
            needs=(guard.fallback_named,),
            fields=(ask.REMARK,),
        ),
        Act(
            "circulate",
            "circulated",
            (OPENED, ISSUED),
            ("office",),
            CIRCULATED,
            fields=DOCUMENT,
            stale="any",
            tells=("listed",),
        ),
        Act(
            "accept",
            "accepted",
            (CIRCULATED,),
            ("anyone", "office", "supervisor", "admin"),
            stale="never",
            behalf=True,
            fields=(Field("unit", "unit", Text("责任单位", "Unit"), True), ask.OPINION),
            needs=(guard.own_unit,),
            tells=("office",),
        ),
        Act(
            "approve_version",
            "version_approved",
            (CIRCULATED, OPENED),
            ("approver",),
            APPROVED,
            behalf=True,
            fields=DOCUMENT,
            stale="any",
            tells=("office",),
        ),
        Act(
            "issue_version", "version_issued", (APPROVED,), ("office",), ISSUED, fields=DOCUMENT, stale="any"
        ),
        Act(
            "request_batch_approval",
            "batch_requested",
            GOING,
            ("office",),
            stale="never",
            follows="batch_approval",
            fields=(
                Field("title", "text", Text("批次名称", "Name of the batch"), True, True),
                SUBJECTS,
                ask.EVIDENCE,
                ask.FILE_NAMES,
            ),
            tells=("approver",),
            minutes=5,
        ),
        Act(
            "request_back_fill",
            "back_fill_requested",
            GOING,
            ("office",),
            stale="never",
            follows="back_fill",
            fields=(
                Field("title", "text", Text("批次名称", "Name of the batch"), True, True),
                SUBJECTS,
                Field("evidence", "evidence", Text("签字的销号审定表", "The signed sheet"), True),
                ask.FILE_NAMES,
                Field(
                    "heard",
                    "long",
                    Text("当时听取意见的情况", "How people were heard at the time"),
                    True,
                    True,
                ),
            ),
            minutes=5,
        ),
        Act("close_register", "register_closed", GOING, ("office", "admin"), CLOSED, fields=(ask.REASON,)),
        Act(
            "erase",
            "erased",
            (DRAFT, *GOING, CLOSED),
            ("admin", "system"),
            stale="never",
            needs=(guard.erases_something,),
            fields=(ask.REASON, ask.hidden("erases", "json")),
        ),
    ),
    table="bihuan.rooms.registers.models.Register",
    effects="bihuan.rooms.registers.effects.EFFECTS",
)
