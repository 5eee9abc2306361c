"""The acts of every matter that is worked on and closed: problems and measures share them.

Each kind picks its acts from `SHARED` and adds its own.
"""

from bihuan.core.acts.act import Act, Field
from bihuan.core.loop import changing, closing
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.lives import ASSIGNED, CLAIMED, CLOSED, DOING, GOING, RECEIVED, REGISTERED, UNDER_WAY
from bihuan.core.words.text import Text

HANDED = (ask.LEAD_UNIT, ask.LEAD_GROUP, ask.ACCOUNTABLE, ask.LEADER, ask.SUPPORTING, ask.JOINT, ask.DUE)

OPENED = (
    ask.hidden("number_there", "text"),
    ask.hidden("place", "int"),
    ask.hidden("aspect", "text"),
    ask.hidden("raisers", "people"),
)

ASSIGN = Act(
    "assign",
    "assigned",
    (REGISTERED, ASSIGNED),
    ("office", "within"),
    ASSIGNED,
    stale="any",
    fields=(*HANDED, ask.REMARK),
    tells=("lead", "accountable", "supporting"),
    needs=(guard.register_open, guard.lead_answers, guard.leaves_a_verifier, guard.due_known),
    decides=(decide.due, decide.immediate_from_today, decide.group_mode, decide.assigned_today),
    follows="open_parts",
    minutes=2,
)

HAND_OUT = Act(
    "hand_out",
    "handed_out",
    (REGISTERED,),
    ("system",),
    ASSIGNED,
    decides=(decide.assigned_today,),
    follows="open_parts",
    tells=("lead", "accountable"),
)

RECEIVE = Act(
    "receive",
    "received",
    (ASSIGNED,),
    ("lead",),
    RECEIVED,
    hand=True,
    behalf=True,
    fields=(ask.OCCURRED,),
    needs=(guard.happened_by_today,),
)

RETURN_WRONG_UNIT = Act(
    "return_wrong_unit",
    "returned_wrong_unit",
    (ASSIGNED, RECEIVED),
    ("head", "lead"),
    REGISTERED,
    fields=(ask.REASON,),
    needs=(guard.within_return_limit,),
    tells=("office",),
)

PLAN = Act(
    "plan",
    "planned",
    (RECEIVED, UNDER_WAY),
    ("lead",),
    UNDER_WAY,
    hand=True,
    behalf=True,
    fields=(
        Field("plan", "long", Text("工作方案与步骤", "Plan and steps"), True, True),
        ask.STANDARD,
        ask.WANTED,
        ask.ACCOUNTABLE,
    ),
    minutes=3,
)

PROGRESS = Act(
    "progress",
    "progressed",
    (RECEIVED, UNDER_WAY),
    ("lead", "accountable"),
    UNDER_WAY,
    hand=True,
    behalf=True,
    fields=(ask.PROGRESS, ask.DIFFICULTY, ask.NEXT_STEP, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    needs=(guard.happened_by_today,),
)

REMARK = Act(
    "remark",
    "remarked",
    GOING,
    ("supporting", "office", "leader", "verifier", "lead", "approver"),
    stale="never",
    fields=(Field("remark", "long", Text("说明", "Remark"), True, True),),
)

ADD_EVIDENCE = Act(
    "add_evidence",
    "evidence_added",
    (RECEIVED, UNDER_WAY, CLAIMED),
    ("lead", "supporting", "accountable"),
    hand=True,
    behalf=True,
    stale="never",
    needs=(guard.brings_proof,),
    fields=(Field("evidence", "evidence", Text("佐证材料", "Proof"), True), ask.FILE_NAMES, ask.REMARK),
)

ASK_FOR_HELP = Act(
    "ask_for_help",
    "help_asked",
    DOING,
    ("lead",),
    behalf=True,
    tells=("office",),
    fields=(
        Field("difficulty", "long", Text("需要协调的事", "What needs help"), True, True),
        ask.hidden("help_asked", "yes"),
    ),
)

RESOLVE_HELP = Act(
    "resolve_help",
    "help_resolved",
    GOING,
    ("office", "leader", "approver"),
    stale="any",
    behalf=True,
    needs=(guard.help_was_asked,),
    tells=("lead",),
    fields=(Field("resolution", "long", Text("协调结果", "What was settled"), True, True),),
)

URGE = Act(
    "urge",
    "urged",
    DOING,
    ("office", "leader"),
    stale="never",
    tells=("lead", "accountable"),
    fields=(ask.REMARK,),
)

INSTRUCT = Act(
    "instruct",
    "instructed",
    (*GOING, *CLOSED),
    ("leader", "approver"),
    stale="any",
    behalf=True,
    fields=(
        Field("instruction", "long", Text("批示内容", "Instruction"), True, True),
        Field("assign_anew", "yes", Text("据此再交办", "Assign anew on it")),
        ask.LEAD_UNIT,
        ask.DUE,
    ),
    needs=(guard.instructed_in_full,),
    decides=(decide.instructed_life, decide.due),
    follows="assign_anew",
    tells=("lead", "office"),
)

TAKE_OVER_FIELDS = (
    ask.TITLE,
    *OPENED,
    *HANDED,
    ask.hidden("life", "text"),
    ask.hidden("said_closed_on", "date"),
    ask.hidden("import_id", "matter"),
    ask.hidden("row", "json"),
    ask.hidden("triage", "text"),
    ask.hidden("extra", "json", personal=True),
)

SHARED = (
    RECEIVE,
    PROGRESS,
    closing.CLAIM,
    closing.COUNTERSIGN,
    closing.VERIFY,
    closing.ASK_RAISERS,
    closing.ANSWER_HEARING,
    closing.WAIVE_HEARING,
    closing.NOTE_SILENCE,
    closing.OVERRULE,
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
    *changing.REQUESTS,
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
    changing.ERASE,
    changing.LIST,
    changing.UNLIST,
    changing.ABSORB,
    changing.PROPOSE,
    changing.END_REQUEST,
    changing.RECKON,
    HAND_OUT,
    closing.CLAIM_PARTS,
    changing.MOVE_UNDER,
)
