"""A register (台账): a standing matter that lists others, with its desk and its versions.

征求意见稿 → 责任单位认领 → 领导小组审定 → 印发版: every figure names a version and a day.
"""

from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind, Relation
from bihuan.core.loop import after_claim as later
from bihuan.core.loop import backfilling as before
from bihuan.core.loop import changing, comparing, confirming, disputing, objecting, tables
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import desks as two
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.loop.requesting import open_batch
from bihuan.core.loop.seconding import ask_anew, ask_second, ask_to_confirm
from bihuan.core.state.faces import PUBLIC
from bihuan.core.state.lives import OVER, STANDS, Life
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text

DRAFT = Life("draft", Text("草稿", "draft"), STANDS, note=term("draft_version", "registers").text)
OPENED = Life("opened", Text("已启用", "in use"), STANDS, along=0)
CIRCULATED = Life("circulated", Text("征求意见中", "out for comment"), STANDS, along=1)
APPROVED = Life("version_approved", Text("已审定", "approved"), STANDS, along=2)
ISSUED = Life("issued", Text("已印发", "issued"), STANDS, along=3)
CLOSED = Life("register_closed", Text("已关闭", "closed"), OVER)
GOING = (OPENED, CIRCULATED, APPROVED, ISSUED)
LOOKED_AFTER = (*GOING, CLOSED)
"""A closed register takes no more; what stood in it goes on, and somebody must look after that."""


def put_up(state: State, event: Happened) -> dict[str, Any]:
    """What was decided of an earlier round says nothing of this one."""
    return {"claim_seq": event.seq}


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
    Field(
        "outsiders",
        "posts",
        Text("门外核验岗位", "Outside checker posts"),
        help=Text(
            "派驻纪检监察组、上级机关、约定的邻近单位：岗位设在“门外单位”，不属于本单位任何处室。",
            "A discipline team sent here, the body above, a neighbour: in an outside unit, none of ours.",
        ),
        seldom=True,
    ),
    Field("approvers", "posts", Text("审定岗位", "Approver posts")),
)
SECOND: Any = {"asking": ask_second, "steps": two.STEPS, "beside": True}
HELD = ask.hidden("held", "people", note=labels.POST_HOLDERS)


def once_open(state: State) -> bool:
    """Before a register opens, its desk is what must be seen to; it becomes rare once it is open."""
    return state.life != DRAFT


SUBJECTS = Field("subjects", "matters", labels.MATTERS, True)

REGISTER = Kind(
    "register",
    labels.IN_REGISTER,
    (
        Act(
            "create",
            "created",
            Text("建立台账", "Create a register"),
            Text("已建立台账", "The register was created"),
            (),
            ("admin", "supervisor"),
            DRAFT,
            opens=True,
            minutes=3,
            fields=(
                Field(
                    "title",
                    "text",
                    Text("台账名称", "Name of the register"),
                    True,
                    True,
                    sets=True,
                    face=PUBLIC,
                    quiet=True,
                ),
                Field("prefix", "text", Text("编号前缀", "Prefix of its numbers"), True),
                *DESK,
                Field(
                    "open_to_all",
                    "yes",
                    Text("全机关可见", "Visible to everybody in the organisation"),
                    sets=True,
                ),
                Field("group", "text", Text("领导小组", "Leading group")),
            ),
            needs=(two.outsiders_outside, two.nobody_who_only_reads),
            puts=(tables.desk_made,),
        ),
        Act(
            "open_register",
            "register_opened",
            Text("启用台账", "Open the register"),
            Text("台账已启用", "The register was opened"),
            (DRAFT,),
            ("office", "admin"),
            OPENED,
            needs=(guard.checker_named,),
            fields=(ask.REMARK,),
            follows=ask_to_confirm,
            next_in=(DRAFT,),
            puts=(tables.desk_opened,),
        ),
        Act(
            "request_opening",
            "opening_requested",
            Text("提请确认台账岗位", "Ask to confirm who looks after it"),
            Text("已提请确认台账岗位，等第二人确认", "Asked; a second person must confirm it"),
            LOOKED_AFTER,
            ("office", "admin"),
            stale="never",
            needs=(two.not_confirmed_yet, two.sheet_is_there),
            fields=(*ask.POSTS_SHEET, ask.REQUEST_ID),
            asks=two.OPENING,
            grants="confirm_opening",
            **SECOND,
        ),
        Act(
            "confirm_opening",
            "opening_confirmed",
            Text("确认台账岗位", "Confirm who looks after it"),
            Text("台账岗位已由第二人确认", "A second person confirmed who looks after it"),
            LOOKED_AFTER,
            ("granted",),
            fields=(HELD,),
            needs=(two.held_as_asked,),
            decides=(two.desk_told,),
            tells=("posted",),
            puts=(tables.desk_confirmed,),
            weighty=True,
        ),
        Act(
            "set_desk",
            "desk_set",
            Text("指定台账岗位", "Name who looks after it"),
            Text("已指定台账岗位", "The posts were named"),
            (DRAFT, *LOOKED_AFTER),
            ("office", "admin", "granted"),
            fields=(*DESK, HELD),
            stale="any",
            needs=(two.desk_by_two, two.outsiders_outside, two.nobody_who_only_reads, two.held_as_asked),
            decides=(decide.whole_desk, two.desk_told),
            follows=ask_anew,
            tells=("posted",),
            next_in=(DRAFT,),
            puts=(tables.desk_set,),
            moves_posts=True,
            prefilled=True,
            seldom=once_open,
        ),
        Act(
            "request_desk",
            "desk_requested",
            Text("提请调整台账岗位", "Ask to change who looks after it"),
            Text("已提请调整台账岗位，等第二人确认", "Asked; a second person must confirm it"),
            LOOKED_AFTER,
            ("office", "admin"),
            stale="any",
            needs=(
                two.second_is_needed,
                two.outsiders_outside,
                two.nobody_who_only_reads,
                two.changes_something,
                two.sheet_is_there,
            ),
            fields=(*DESK, ask.REASON, *ask.POSTS_SHEET, ask.REQUEST_ID),
            asks=two.NEW_DESK,
            grants="set_desk",
            **SECOND,
            prefilled=True,
            seldom=True,
        ),
        Act(
            "circulate",
            "circulated",
            Text("征求意见", "Circulate"),
            Text("已征求意见", "Circulated for comment"),
            (OPENED, ISSUED),
            ("office",),
            CIRCULATED,
            fields=(*DOCUMENT, ask.hidden("listed_units", "units", ties="listed")),
            stale="any",
            tells=("listed",),
            decides=(decide.units_listed,),
            next_in=(OPENED,),
            folds=put_up,
        ),
        Act(
            "accept",
            "accepted",
            Text("认领", "Accept"),
            Text("已认领", "Accepted"),
            (CIRCULATED,),
            ("listed", "office"),
            stale="never",
            behalf=True,
            fields=(Field("unit", "unit", Text("责任单位", "Unit"), True), ask.OPINION),
            needs=(guard.own_unit,),
            tells=("office",),
            next_in=(CIRCULATED,),
        ),
        Act(
            "approve_version",
            "version_approved",
            Text("审定版本", "Approve the version"),
            Text("版本已审定", "The version was approved"),
            (CIRCULATED, OPENED),
            ("approver",),
            APPROVED,
            never_by="hands",
            behalf=True,
            needs=(two.desk_confirmed,),
            fields=DOCUMENT,
            stale="any",
            tells=("office",),
            next_in=(CIRCULATED,),
        ),
        Act(
            "issue_version",
            "version_issued",
            Text("印发", "Issue a version"),
            Text("版本已印发", "A version was issued"),
            (APPROVED,),
            ("office",),
            ISSUED,
            fields=DOCUMENT,
            stale="any",
            next_in=(APPROVED,),
        ),
        Act(
            "request_batch_approval",
            "batch_requested",
            Text("提请批次审定", "Request batch approval"),
            Text("已提请批次审定", "Requested batch approval"),
            GOING,
            ("office",),
            stale="never",
            fields=(
                Field("title", "text", labels.BATCH_NAME, True, True),
                SUBJECTS,
                ask.EVIDENCE,
                ask.FILE_NAMES,
            ),
            minutes=5,
            page="batch_approval",
            grants="sign_off",
            many=True,
            asking=open_batch,
            asks="batch_approval",
        ),
        Act(
            "request_back_fill",
            "back_fill_requested",
            Text("提请补录", "Request a back-fill"),
            Text("已提请补录", "Requested a back-fill"),
            GOING,
            ("office",),
            stale="never",
            fields=(
                Field("title", "text", labels.BATCH_NAME, True, True),
                SUBJECTS,
                Field("evidence", "evidence", labels.SIGNED_SHEET, True),
                Field("said_closed_on", "date", labels.SIGNED_ON),
                ask.FILE_NAMES,
                Field(
                    "heard",
                    "long",
                    labels.HEARD_THEN,
                    True,
                    True,
                ),
            ),
            minutes=5,
            takes=before.CLOSED_BEFORE,
            apart=True,
            dated_by="said_closed_on",
            shares=("evidence", "file_names", "heard", "said_closed_on"),
            page="batch_back_fill",
            grants="back_fill",
            many=True,
            asking=open_batch,
            asks="back_fill",
        ),
        Act(
            "request_hand_over",
            "hand_over_requested",
            Text("提请移交责任人", "Ask to hand over"),
            Text("已提请移交责任人", "Asked for a hand-over"),
            GOING,
            ("office",),
            stale="never",
            fields=(
                Field("title", "text", labels.BATCH_NAME, True, True),
                SUBJECTS,
                replace(ask.ACCOUNTABLE, label=labels.TRANSFER_TO, required=True),
                ask.REASON,
            ),
            minutes=3,
            takes=(later.somebody_answers,),
            shares=("accountable",),
            page="batch_hand_over",
            grants="change",
            many=True,
            asking=open_batch,
            asks="hand_over",
            seldom=True,
        ),
        replace(confirming.FILE, when=LOOKED_AFTER, page="register_recorded"),
        replace(confirming.COMPARE, when=LOOKED_AFTER, next_in=LOOKED_AFTER),
        replace(confirming.REFUSE, when=LOOKED_AFTER),
        Act(
            "close_register",
            "register_closed",
            Text("关闭台账", "Close the register"),
            Text("台账已关闭", "The register was closed"),
            GOING,
            ("office", "admin"),
            CLOSED,
            fields=(ask.REASON,),
            decides=(two.register_told,),
            tells=("posted",),
            puts=(tables.desk_closed,),
            seldom=True,
        ),
        Act(
            "reopen_register",
            "register_reopened",
            Text("重新启用台账", "Open the register again"),
            Text("台账已重新启用", "The register was opened again"),
            (CLOSED,),
            ("office", "admin", "granted"),
            OPENED,
            fields=(ask.REASON,),
            needs=(two.desk_by_two, guard.checker_named),
            decides=(two.register_told,),
            tells=("posted",),
            follows=ask_anew,
            puts=(tables.desk_opened,),
            seldom=True,
        ),
        Act(
            "ask_to_reopen",
            "register_reopening_requested",
            Text("提请重新启用台账", "Ask to open the register again"),
            Text("已提请重新启用台账，等第二人确认", "Asked; a second person must confirm it"),
            (CLOSED,),
            ("office", "admin"),
            stale="any",
            needs=(two.second_is_needed, two.sheet_is_there),
            fields=(ask.REASON, *ask.POSTS_SHEET, ask.REQUEST_ID),
            asks=two.REOPENING,
            grants="reopen_register",
            **SECOND,
        ),
        *comparing.on_paper(*GOING),
        replace(disputing.DISPUTE, when=LOOKED_AFTER, follows=None),
        *objecting.objecting(DRAFT, *GOING, CLOSED),
        *changing.erasing(DRAFT, *GOING, CLOSED),
    ),
    plural=labels.REGISTERS,
    relations=(Relation("listed", Text("所列责任单位", "units that it lists"), face=PUBLIC),),
    lists=True,
    page="register",
    effects="bihuan.rooms.registers.effects.EFFECTS",
)
