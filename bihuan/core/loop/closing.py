"""The acts that close: the chain of signatures from the claim to the sign-off, and what comes after.

Claim → countersign → verify → hear → approve → sign off (product.md, "How offices really work" 4).
"""

from bihuan.core.acts.act import Act
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.lives import (
    ASSIGNED,
    CHECKING,
    CLAIMED,
    CLOSED,
    COUNTERSIGNED,
    DOING,
    RECEIVED,
    REGISTERED,
    SIGNED_OFF,
    UNDER_WAY,
    VERIFIED,
)

CLAIM = Act(
    "claim",
    "claimed",
    (RECEIVED, UNDER_WAY),
    ("lead", "accountable", "system"),
    CLAIMED,
    clock="running",
    hand=True,
    behalf=True,
    fields=(ask.RESULT_TEXT, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    needs=(guard.happened_by_today, guard.brings_proof, guard.parts_answered),
    decides=(decide.hands_below, decide.checker),
    tells=("head",),
    minutes=3,
)

CLAIM_PARTS = Act(
    "claim_parts",
    "claimed_by_parts",
    DOING,
    ("system",),
    CLAIMED,
    needs=(guard.parts_answered,),
    decides=(decide.hands_below, decide.proof_below, decide.checker),
    tells=("check",),
)

COUNTERSIGN = Act(
    "countersign",
    "countersigned",
    (CLAIMED,),
    ("head",),
    COUNTERSIGNED,
    hand=True,
    behalf=True,
    fields=(ask.OPINION,),
    needs=(guard.proof,),
    decides=(decide.checker,),
    tells=("check",),
)

VERIFY = Act(
    "verify",
    "verified",
    (CLAIMED, COUNTERSIGNED),
    ("verifier", "fallback"),
    VERIFIED,
    never_by="hands",
    stale="any",
    fields=(ask.FINDING,),
    needs=(guard.countersigned, guard.proof),
    decides=(decide.who_checked, decide.heard_with_problem),
    tells=("office",),
    minutes=5,
)

SEND_BACK = Act(
    "send_back",
    "sent_back",
    CHECKING,
    ("head", "verifier", "fallback", "office", "approver", "system"),
    UNDER_WAY,
    stale="any",
    behalf=True,
    fields=(ask.STILL_TO_DO, ask.hidden("because", "matter")),
    tells=("lead", "accountable"),
    minutes=2,
)

ASK_RAISERS = Act(
    "ask_raisers",
    "raisers_asked",
    (VERIFIED,),
    ("office", "verifier", "fallback"),
    needs=(guard.finding, guard.has_raiser, guard.no_answer_runs),
    fields=(ask.RESULT_TEXT,),
    decides=(decide.hear_until,),
    tells=("raiser",),
)

ANSWER_HEARING = Act(
    "answer_hearing",
    "hearing_answered",
    (VERIFIED,),
    ("raiser",),
    behalf=True,
    needs=(guard.answer_in_time, guard.not_heard_yet, guard.recorded_by_others),
    fields=(ask.ANSWER, ask.OPINION),
    decides=(decide.whose_answer,),
    tells=("office", "lead"),
)

WAIVE_HEARING = Act(
    "waive_hearing",
    "hearing_waived",
    (VERIFIED,),
    ("verifier", "fallback"),
    never_by="hands",
    needs=(guard.finding, guard.nobody_to_ask),
    fields=(ask.REASON, ask.SAMPLE),
)

NOTE_SILENCE = Act(
    "note_silence", "silence_noted", (VERIFIED,), ("office", "system"), needs=(guard.silence_lasted,)
)

OVERRULE = Act(
    "overrule",
    "overruled",
    (VERIFIED,),
    ("approver",),
    never_by="hands",
    behalf=True,
    needs=(guard.said_not_solved,),
    fields=(ask.REASON,),
    tells=("raiser", "office"),
)

SIGN_OFF = Act(
    "sign_off",
    "signed_off",
    (VERIFIED,),
    ("approver", "granted"),
    SIGNED_OFF,
    never_by="hands",
    stale="life",
    behalf=True,
    needs=(guard.finding, guard.still_foreign, guard.hearing, guard.proof),
    decides=(decide.look_back_day,),
    fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.LOOK_BACK_ON, ask.OCCURRED),
    tells=("lead", "accountable", "raiser"),
)

LOOK_BACK = Act(
    "look_back",
    "looked_back",
    CLOSED,
    ("verifier", "fallback"),
    never_by="hands",
    needs=(guard.look_back_due,),
    fields=(ask.LOOKED, ask.FINDING, ask.LOOK_BACK_ON),
    tells=("lead", "office"),
)

REOPEN = Act(
    "reopen",
    "reopened",
    CLOSED,
    ("granted", "approver", "system"),
    UNDER_WAY,
    behalf=True,
    needs=(guard.has_rebounded,),
    fields=(ask.REASON, ask.hidden("because", "matter")),
    follows="reopen_parent",
    tells=("lead", "accountable", "raiser", "office"),
)

BACK_FILL = Act(
    "back_fill",
    "back_filled",
    (REGISTERED, ASSIGNED, CLAIMED),
    ("granted",),
    SIGNED_OFF,
    never_by="hands",
    needs=(guard.said_closed, guard.brings_proof),
    fields=(ask.EVIDENCE, ask.FILE_NAMES, ask.hidden("heard", "long", personal=True), ask.OCCURRED),
    decides=(decide.who_checked, decide.look_back_day),
)
