"""The acts that close: the chain of signatures from the claim to the sign-off, and what comes after.

Claim → countersign → verify → hear → approve → sign off (product.md, "How offices really work" 4).
"""

from bihuan.core.acts.act import Act
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop import periods
from bihuan.core.state.faces import PARTNER
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
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text


def being_asked(state: State) -> bool:
    """The raisers have been told the result and may answer."""
    return state.hearing == "asked"


CLAIM = Act(
    "claim",
    "claimed",
    Text("报结（申请销号）", "Claim"),
    Text("已报结（申请销号）", "Claimed"),
    (RECEIVED, UNDER_WAY),
    ("lead", "accountable", "system"),
    CLAIMED,
    clock="running",
    hand=True,
    behalf=True,
    fields=(ask.told_to_all(ask.RESULT_TEXT), ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    needs=(guard.brings_proof, guard.parts_answered),
    decides=(decide.checker,),
    tells=("head",),
    minutes=3,
    folds=fold.claimed,
)

CLAIM_PARTS = Act(
    "claim_parts",
    "claimed_by_parts",
    Text("各家反馈齐报结", "Claim by parts"),
    Text("各家已反馈，报结", "Claimed, all parts answered"),
    DOING,
    ("system",),
    CLAIMED,
    needs=(guard.parts_answered, periods.periods_answered),
    decides=(decide.proof_below, decide.checker),
    tells=("check",),
    folds=fold.claimed,
)

COUNTERSIGN = Act(
    "countersign",
    "countersigned",
    Text("处室负责人审签", "Countersign"),
    Text("处室负责人已审签", "Countersigned"),
    (CLAIMED,),
    ("head",),
    COUNTERSIGNED,
    hand=True,
    behalf=True,
    fields=(ask.OPINION,),
    needs=(guard.proof,),
    decides=(decide.checker,),
    tells=("check",),
    next_in=(CLAIMED,),
)

VERIFY = Act(
    "verify",
    "verified",
    labels.VERIFY,
    Text("已核验", "Verified"),
    (CLAIMED, COUNTERSIGNED),
    ("verifier", "fallback", "outsider"),
    VERIFIED,
    never_by="hands",
    behalf=True,
    stale="any",
    fields=(ask.FINDING,),
    needs=(guard.countersigned, guard.proof),
    decides=(decide.heard_with_problem, decide.another_approver),
    tells=("office",),
    minutes=5,
    weighty=True,
    next_in=(CLAIMED, COUNTERSIGNED),
    folds=fold.verified,
)

NAME_CHECKERS = Act(
    "name_checkers",
    "checkers_named",
    Text("另请核验", "Ask others to check"),
    Text("已另请核验", "Others were asked to check"),
    CHECKING,
    ("system",),
    stale="never",
    needs=(guard.others_must_decide,),
    decides=(decide.free_to_decide,),
    tells=("check", "office"),
    swept=True,
)
"""Whoever was asked to check or approve had a hand, or no longer holds the post: somebody else is asked."""

SEND_BACK = Act(
    "send_back",
    "sent_back",
    labels.SEND_BACK,
    labels.SENT_BACK,
    CHECKING,
    ("head", "verifier", "fallback", "office", "approver", "system"),
    UNDER_WAY,
    stale="any",
    behalf=True,
    fields=(ask.STILL_TO_DO, ask.BECAUSE),
    tells=("lead", "accountable"),
    minutes=2,
    folds=fold.cleared,
)

ASK_RAISERS = Act(
    "ask_raisers",
    "raisers_asked",
    Text("征求提出人意见", "Ask the raisers"),
    Text("已征求提出人意见", "Raisers were asked"),
    (VERIFIED,),
    ("office", "verifier", "fallback"),
    needs=(guard.finding, guard.has_raiser, guard.no_answer_runs),
    fields=(
        ask.told_to_all(ask.RESULT_TEXT),
        ask.given("hear_until", "date", note=Text("答复期限", "Answer until")),
    ),
    decides=(decide.hear_until, decide.whom_to_ask),
    tells=("raiser",),
    next_in=(VERIFIED,),
    folds=fold.asked,
)

ANSWER_HEARING = Act(
    "answer_hearing",
    "hearing_answered",
    Text("答复征求意见", "Answer the hearing"),
    Text("提出人已答复", "The raiser answered"),
    (VERIFIED,),
    ("raiser",),
    behalf=True,
    testimony=True,
    never_by="hands",
    needs=(guard.may_still_answer, guard.not_heard_yet),
    fields=(ask.ANSWER, ask.OPINION),
    decides=(decide.whose_answer,),
    tells=("office", "lead"),
    next_in=(VERIFIED,),
    folds=fold.answered,
    next_while=being_asked,
)

WAIVE_HEARING = Act(
    "waive_hearing",
    "hearing_waived",
    Text("说明无法征求", "Waive the hearing"),
    Text("无法征求意见，已抽样核实", "Hearing waived, sampled instead"),
    (VERIFIED,),
    ("verifier", "fallback", "outsider"),
    never_by="hands",
    behalf=True,
    needs=(guard.finding, guard.nobody_to_ask),
    fields=(ask.REASON, ask.SAMPLE),
    folds=fold.waived,
)

NOTE_SILENCE = Act(
    "note_silence",
    "silence_noted",
    Text("记为逾期未答复", "Note silence"),
    Text("逾期未答复", "No answer in time"),
    (VERIFIED,),
    ("office", "system"),
    needs=(guard.silence_lasted,),
    swept=True,
    folds=fold.silent,
)

OVERRULE = Act(
    "overrule",
    "overruled",
    Text("说明理由后维持", "Overrule"),
    Text("已说明理由后维持", "Overruled, with a reason"),
    (VERIFIED,),
    ("approver", "outsider"),
    never_by="hands",
    behalf=True,
    needs=(guard.said_not_solved,),
    fields=(ask.told_to_all(ask.REASON),),
    tells=("raiser", "office"),
    folds=fold.overruled,
)

CHECKED = (guard.finding, guard.still_foreign, guard.checked_by_another, guard.hearing, guard.proof)
"""What every closing rests on."""

SIGN_OFF = Act(
    "sign_off",
    "signed_off",
    labels.SIGN_OFF,
    labels.SIGNED_OFF,
    (VERIFIED,),
    ("approver", "outsider", "granted"),
    SIGNED_OFF,
    never_by="hands",
    stale="life",
    behalf=True,
    needs=CHECKED,
    decides=(decide.look_back_day,),
    fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.LOOK_BACK_ON, ask.OCCURRED),
    tells=("lead", "accountable", "raiser"),
    weighty=True,
    next_in=(VERIFIED,),
)

LOOK_BACK = Act(
    "look_back",
    "looked_back",
    Text("回头看", "Look back"),
    Text("已回头看", "Looked back"),
    CLOSED,
    ("verifier", "fallback", "outsider"),
    never_by="hands",
    behalf=True,
    needs=(guard.look_back_due,),
    fields=(ask.LOOKED, ask.FINDING, ask.LOOK_BACK_ON),
    tells=("lead", "office"),
    folds=fold.looked_back,
)

REOPEN = Act(
    "reopen",
    "reopened",
    Text("重新打开", "Reopen"),
    Text("已重新打开", "Reopened"),
    CLOSED,
    ("granted", "approver", "system"),
    UNDER_WAY,
    never_by="hands",
    behalf=True,
    needs=(guard.has_rebounded,),
    fields=(ask.REASON, ask.BECAUSE),
    follows=follow.reopen_parent,
    tells=("lead", "accountable", "raiser", "office"),
    weighty=True,
    folds=fold.cleared,
)

BACK_FILL = Act(
    "back_fill",
    "back_filled",
    Text("补录", "Back-fill"),
    labels.BACK_FILLED,
    (REGISTERED, ASSIGNED, CLAIMED),
    ("granted",),
    SIGNED_OFF,
    never_by="hands",
    needs=(guard.said_closed, guard.brings_proof),
    as_signed=True,
    fields=(
        ask.EVIDENCE,
        ask.FILE_NAMES,
        ask.hidden("heard", "long", personal=True, face=PARTNER),
        ask.OCCURRED,
    ),
    decides=(decide.look_back_day,),
    weighty=True,
    folds=fold.back_filled,
)
