"""The acts that close: the chain of signatures from the claim to the sign-off, and what comes after.

Claim → countersign → verify → hear → approve → sign off (product.md, "How offices really work" 4).
"""

from dataclasses import replace

from bihuan.core.acts.act import Act
from bihuan.core.loop import backfilling as before
from bihuan.core.loop import deciding, hearings, periods, proofs
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop.signing import another_signs
from bihuan.core.loop.uninvolved import answered_first
from bihuan.core.state.faces import PARTNER
from bihuan.core.state.hands import CROSS
from bihuan.core.state.lives import (
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


def to_begin_together(state: State) -> bool:
    """Two must check it, and the first of them has not yet."""
    return state.check_by == CROSS and not state.checks


def to_verify(state: State) -> bool:
    """One may check it, or the second of two."""
    return not to_begin_together(state)


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
    fields=(ask.told_to_all(ask.RESULT_TEXT), *ask.PROVING, ask.OCCURRED),
    needs=(proofs.brings_proof, proofs.told_in_full, guard.parts_answered, proofs.stands),
    decides=(decide.checker, decide.signer, proofs.how_proved),
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
    needs=(guard.parts_answered,),
    decides=(decide.checker,),
    tells=("check",),
    folds=fold.claimed,
)
GATHER_PARTS = replace(
    CLAIM_PARTS,
    then=VERIFIED,
    needs=(guard.parts_answered, periods.periods_answered),
    decides=(decide.heard_with_problem, decide.free_to_decide),
    tells=("office",),
    folds=fold.gathered,
)
"""What only gathers parts has no finding of its own: each part was checked by a hand foreign to that part."""

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
    signs=True,
    fields=(ask.OPINION, ask.SHEET, ask.FILE_NAMES),
    needs=(proofs.claimed_on_proof,),
    decides=(decide.checker,),
    tells=("check",),
    opposite="send_back",
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
    checks=True,
    no_carrier="does",
    behalf=True,
    stale="any",
    fields=(ask.FINDING, ask.ORIGINALS),
    needs=(guard.countersigned, proofs.is_there, answered_first, proofs.sees_originals),
    decides=(decide.heard_with_problem, decide.another_approver, proofs.which_seen),
    tells=("office",),
    minutes=5,
    weighty=True,
    opposite="send_back",
    next_in=(CLAIMED, COUNTERSIGNED),
    folds=fold.verified,
)

CROSS_CHECK = replace(
    VERIFY,
    name="cross_check",
    event="cross_checked",
    label=Text("交叉核验（先核）", "Check first of two"),
    done=Text("已先行核验，请另一处室的核验人一并核验", "Checked; somebody of another office checks it too"),
    by=("verifier", "fallback"),
    then=None,
    needs=(*VERIFY.needs, deciding.with_a_partner),
    decides=(proofs.which_seen,),
    tells=("check",),
    folds=fold.check_begun,
    next_while=to_begin_together,
)
"""The first of two checkers, where nobody is foreign to everything below; the second one verifies."""

NAME_CHECKERS = Act(
    "name_checkers",
    "checkers_named",
    Text("另请核验", "Ask others to check"),
    Text("已另请核验", "Others were asked to check"),
    CHECKING,
    ("system",),
    stale="never",
    needs=(deciding.others_must_decide,),
    decides=(decide.free_to_decide,),
    tells=("check", "office"),
    swept=True,
    folds=fold.asked_of_others,
    names_anew=True,
)
"""Whoever was asked to check or approve had a hand, or no longer holds the post: somebody else is asked."""

NAME_SIGNER = Act(
    "name_signer",
    "signer_named",
    Text("另请审签", "Ask others to countersign"),
    Text("已另请审签", "Others were asked to countersign"),
    (CLAIMED,),
    ("system",),
    stale="never",
    needs=(another_signs,),
    decides=(decide.signer,),
    tells=("head",),
    swept=True,
    names_anew=True,
)
"""The unit has a head no longer, or has one again: it falls to whoever signs now."""

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
    fields=(ask.STILL_TO_DO, ask.BECAUSE, ask.PROOF_ERASED, ask.SHEET, ask.FILE_NAMES),
    tells=("lead", "accountable"),
    minutes=2,
    folds=fold.cleared,
)

CHECKED = (
    guard.finding,
    deciding.still_foreign,
    deciding.checked_by_another,
    hearings.hearing,
    proofs.is_there,
    proofs.originals_seen,
)
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
    needs=(*CHECKED, periods.look_back_soon),
    decides=(decide.look_back_day, decide.parts_named, decide.attended),
    follows=follow.gathers,
    fields=(
        ask.OPINION,
        ask.EVIDENCE,
        ask.FILE_NAMES,
        ask.LOOK_BACK_ON,
        ask.OCCURRED,
        ask.PARTS,
        ask.LET_OFF,
        *ask.ATTENDANCE,
    ),
    tells=("lead", "accountable", "raiser"),
    weighty=True,
    opposite="send_back",
    next_in=(VERIFIED,),
)

LOOK_BACK = Act(
    "look_back",
    "looked_back",
    Text("回头看", "Look back"),
    Text("已回头看", "Looked back"),
    CLOSED,
    ("verifier", "fallback", "outsider", "approver"),
    never_by="hands",
    no_carrier="does",
    behalf=True,
    needs=(guard.look_back_due, deciding.nobody_alone, answered_first, periods.look_back_soon),
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
    folds=fold.reopened,
)

BACK_FILL = Act(
    "back_fill",
    "back_filled",
    Text("补录", "Back-fill"),
    labels.BACK_FILLED,
    (REGISTERED, *DOING, CLAIMED),
    ("granted",),
    SIGNED_OFF,
    never_by="hands",
    no_carrier="does",
    needs=(*before.CLOSED_BEFORE, before.confirmed_elsewhere, proofs.brings_proof, proofs.stands),
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
