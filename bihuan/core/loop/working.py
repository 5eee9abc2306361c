"""The acts of every matter that is worked on and closed: problems and measures share them.

Each kind picks its acts from `SHARED` and adds its own.
"""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.loop import (
    after_claim,
    asking,
    changing,
    closing,
    comparing,
    disputing,
    elsewhere,
    hearing_acts,
    losing,
    masking,
    objecting,
    owed,
    papers,
    proofs,
    uninvolved,
)
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.state.faces import PARTNER
from bihuan.core.state.lives import (
    ASSIGNED,
    CLAIMED,
    CLOSED,
    DOING,
    ENDED,
    GOING,
    RECEIVED,
    REGISTERED,
    UNDER_WAY,
)
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text

HANDED = (ask.LEAD_UNIT, ask.LEAD_GROUP, ask.ACCOUNTABLE, ask.LEADER, ask.SUPPORTING, ask.JOINT, ask.DUE)

OPENED = (
    ask.hidden("number_there", "text"),
    ask.hidden("place", "int"),
    replace(ask.ASPECT, hidden=True, note=labels.ASPECT),
    replace(ask.RAISERS, hidden=True),
)


def handed_over(state: State) -> bool:
    """Somebody has it, and works on it next: handing it to others is the exception from now on."""
    return state.life == ASSIGNED


ASSIGN = Act(
    "assign",
    "assigned",
    Text("交办", "Assign"),
    Text("已交办", "Assigned"),
    (REGISTERED, ASSIGNED),
    ("office", "within"),
    ASSIGNED,
    stale="any",
    fields=(*HANDED, ask.REMARK, *ask.CARRIED),
    tells=("lead", "accountable", "supporting"),
    needs=(guard.lead_answers, guard.due_known, owed.nature_stays, owed.day_stays),
    decides=(decide.due_handed_out, decide.immediate_from_today, decide.group_mode, decide.assigned_today),
    follows=follow.assigned,
    minutes=2,
    prefilled=True,
    next_in=(REGISTERED,),
    seldom=handed_over,
    restarts=True,
    folds=fold.cleared,
)

HAND_OUT = Act(
    "hand_out",
    "handed_out",
    Text("分送交办", "Hand out"),
    Text("已分送交办", "Handed out"),
    (REGISTERED,),
    ("system",),
    ASSIGNED,
    decides=(decide.assigned_today,),
    follows=follow.open_parts,
    tells=("lead", "accountable"),
    restarts=True,
    folds=fold.cleared,
)

RECEIVE = Act(
    "receive",
    "received",
    labels.RECEIVE,
    labels.RECEIVED,
    (ASSIGNED,),
    ("lead",),
    RECEIVED,
    behalf=True,
    fields=(ask.OCCURRED,),
    next_in=(ASSIGNED,),
)

RETURN_WRONG_UNIT = Act(
    "return_wrong_unit",
    "returned_wrong_unit",
    Text("退回交办", "Return as wrong unit"),
    Text("非本处室职责，已退回", "Returned as wrong unit"),
    (ASSIGNED, RECEIVED),
    ("head", "lead"),
    REGISTERED,
    fields=(ask.REASON,),
    needs=(guard.within_return_limit,),
    tells=("office",),
    folds=fold.without_a_lead,
)

PLAN = Act(
    "plan",
    "planned",
    Text("制定方案", "Plan"),
    Text("已定方案", "Planned"),
    (RECEIVED, UNDER_WAY),
    ("lead",),
    UNDER_WAY,
    behalf=True,
    fields=(
        Field("plan", "long", Text("工作方案与步骤", "Plan and steps"), True, True, face=PARTNER, keeps=True),
        ask.STANDARD,
        ask.WANTED,
        ask.ACCOUNTABLE,
    ),
    needs=(after_claim.no_period_in_check,),
    minutes=3,
    prefilled=True,
)

PROGRESS = Act(
    "progress",
    "progressed",
    labels.REPORT_PROGRESS,
    Text("填报了进展", "Reported progress"),
    (RECEIVED, UNDER_WAY),
    ("lead", "accountable"),
    UNDER_WAY,
    hand=True,
    behalf=True,
    fields=(ask.PROGRESS, ask.DIFFICULTY, ask.NEXT_STEP, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    next_in=(RECEIVED, UNDER_WAY),
    renews=True,
)

REMARK = Act(
    "remark",
    "remarked",
    Text("补充说明", "Remark"),
    Text("补充了说明", "Remarked"),
    GOING,
    ("supporting", "office", "leader", "verifier", "lead", "approver"),
    stale="never",
    fields=(replace(ask.REMARK, required=True),),
    seldom=True,
)

ADD_EVIDENCE = Act(
    "add_evidence",
    "evidence_added",
    Text("补充佐证", "Add evidence"),
    Text("补充了佐证", "Added evidence"),
    (RECEIVED, UNDER_WAY, CLAIMED),
    ("lead", "supporting", "accountable"),
    hand=True,
    behalf=True,
    stale="never",
    needs=(proofs.brings_proof, proofs.told_in_full),
    fields=(replace(ask.EVIDENCE, help=None), *ask.PROVING[1:], ask.REMARK),
    decides=(proofs.more_proved,),
    folds=fold.proved,
)

ASK_FOR_HELP = Act(
    "ask_for_help",
    "help_asked",
    Text("提请协调", "Ask for help"),
    labels.HELP_ASKED,
    DOING,
    ("lead",),
    behalf=True,
    tells=("office",),
    fields=(replace(ask.DIFFICULTY, label=Text("需要协调的事", "What needs help"), required=True),),
    folds=fold.help_asked,
)

RESOLVE_HELP = Act(
    "resolve_help",
    "help_resolved",
    Text("协调办结", "Resolve help"),
    Text("协调事项已办结", "Help was given"),
    GOING,
    ("office", "leader", "approver"),
    stale="any",
    behalf=True,
    needs=(guard.help_was_asked,),
    tells=("lead",),
    fields=(Field("resolution", "long", Text("协调结果", "What was settled"), True, True, face=PARTNER),),
    folds=fold.help_resolved,
)

URGE = Act(
    "urge",
    "urged",
    Text("催办", "Urge"),
    Text("已催办", "Urged"),
    DOING,
    ("office", "leader"),
    stale="never",
    tells=("lead", "accountable"),
    fields=(ask.REMARK,),
)

INSTRUCT = Act(
    "instruct",
    "instructed",
    Text("录入批示", "Record an instruction"),
    Text("领导作出批示", "Instructed by a leader"),
    (*GOING, *CLOSED),
    ("leader", "approver"),
    stale="any",
    behalf=True,
    fields=(
        Field("instruction", "long", Text("批示内容", "Instruction"), True, True),
        Field("assign_anew", "yes", Text("据此再交办", "Assign anew on it")),
        ask.LEAD_UNIT,
        ask.DUE,
        replace(papers.DOCUMENT, on_behalf=True),
        ask.SHEET,
        ask.FILE_NAMES,
    ),
    decides_if=guard.instruction_decides,
    needs=(guard.instructed_in_full, owed.nature_stays),
    decides=(decide.instructed_life, decide.due),
    follows=follow.assign_anew,
    tells=("lead", "office"),
    seldom=True,
    restarts=True,
    folds=fold.instructed,
)

TAKE_OVER_FIELDS = (
    ask.TITLE,
    *OPENED,
    *HANDED,
    replace(ask.given("life", "text"), words=True),
    *ask.SAID_CLOSED,
    *ask.CARRIED,
    ask.given("triage", "text"),
    ask.EXTRA,
)

SHARED = (
    RECEIVE,
    PROGRESS,
    closing.CLAIM,
    closing.COUNTERSIGN,
    closing.NAME_CHECKERS,
    closing.NAME_SIGNER,
    closing.VERIFY,
    hearing_acts.ASK_RAISERS,
    hearing_acts.ANSWER_HEARING,
    hearing_acts.WAIVE_HEARING,
    hearing_acts.NOTE_SILENCE,
    hearing_acts.OVERRULE,
    closing.SIGN_OFF,
    closing.SEND_BACK,
    ASSIGN,
    RETURN_WRONG_UNIT,
    PLAN,
    ADD_EVIDENCE,
    ASK_FOR_HELP,
    RESOLVE_HELP,
    URGE,
    INSTRUCT,
    REMARK,
    *asking.REQUESTS,
    changing.RESUME,
    closing.LOOK_BACK,
    closing.REOPEN,
    changing.MERGE,
    changing.CORRECT,
    changing.WITHDRAW,
    changing.TRANSFER,
    changing.EXTEND,
    changing.PAUSE,
    closing.BACK_FILL,
    *changing.ERASING,
    changing.LIST,
    elsewhere.REQUEST_LISTING,
    changing.UNLIST,
    changing.ABSORB,
    changing.PROPOSE,
    changing.END_REQUEST,
    changing.RECKON,
    hearing_acts.RECKON_HEARING,
    HAND_OUT,
    closing.CLAIM_PARTS,
    changing.MOVE_UNDER,
    uninvolved.SAY_UNINVOLVED,
    after_claim.MEND_SPELLING,
    after_claim.CHANGE,
    after_claim.NAME_OTHER,
    losing.LOSE_PROOF,
    *masking.MASKING,
    changing.DISREGARD,
    *comparing.on_paper(*GOING, *CLOSED),
    disputing.DISPUTE,
    *objecting.objecting(*GOING, *ENDED),
)
