"""A problem: what people raise, closed only when its measures are proved and its raisers were heard."""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Child, Kind
from bihuan.core.loop import changing, closing, deciding, owed, proofs
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop import working as work
from bihuan.core.state.lives import DECLINED, DOING, REGISTERED
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text

CATEGORY = Field("category", "text", labels.TYPE, keeps=True, filters=True, seldom=True)


def untriaged(state: State) -> bool:
    """Nobody has said yet how it is to be dealt with."""
    return state.triage is None


REGISTER = Act(
    "register",
    "registered",
    labels.REGISTER,
    labels.REGISTERED,
    (),
    ("office", "lead", "within"),
    REGISTERED,
    opens=True,
    needs=(guard.register_open,),
    fields=(
        ask.TITLE,
        ask.SOURCE,
        CATEGORY,
        ask.ASPECT,
        *work.OPENED[:2],
        ask.RAISERS,
        ask.given("split_from", "matter", note=Text("拆分自", "Split from")),
        ask.hidden("unsolved", "people"),
    ),
    tells=("office",),
    minutes=2,
    folds=fold.split_off,
)
TAKE_OVER = Act(
    "take_over",
    "taken_over",
    labels.TAKE_OVER,
    labels.TAKEN_OVER,
    (),
    ("within",),
    None,
    opens=True,
    decides=(decide.due, decide.life_of_import, decide.signer),
    fields=(*work.TAKE_OVER_FIELDS, ask.SOURCE, CATEGORY),
    needs=(guard.register_open, guard.named_lead_answers),
    follows=follow.open_parts,
    folds=fold.claim_imported,
)
TRIAGE = Act(
    "triage",
    "triaged",
    labels.TRIAGE,
    Text("已分办", "Triaged"),
    (REGISTERED,),
    ("office",),
    fields=(ask.AT_ONCE_OR_BATCH, ask.REMARK),
    tells=("raiser",),
    stale="any",
    next_while=untriaged,
    next_in=(REGISTERED,),
)
DECLINE = Act(
    "decline",
    "declined",
    Text("暂不采纳", "Decline"),
    Text("暂不采纳（已说明）", "Declined, with a reason"),
    (REGISTERED,),
    ("office",),
    DECLINED,
    fields=(ask.told_to_all(ask.REASON),),
    stale="any",
    needs=(guard.none_at_work,),
    follows=follow.withdraw_below,
    tells=("raiser",),
    seldom=True,
)
SPLIT = Act(
    "split",
    "split",
    Text("拆分", "Split"),
    Text("已拆分", "Split"),
    (REGISTERED, *DOING),
    ("office",),
    stale="any",
    follows=follow.split,
    fields=(
        Field(
            "titles", "lines", Text("拆分为（一行一个问题）", "Split into (one problem a line)"), True, True
        ),
        ask.REASON,
    ),
    tells=("lead",),
    seldom=True,
    folds=fold.divided,
)
CLAIM = replace(
    closing.CLAIM,
    needs=(proofs.told_in_full, guard.measures_done, guard.parts_answered, proofs.stands),
    decides=(decide.checker, decide.signer, proofs.how_proved),
)
VERIFY = replace(
    closing.VERIFY,
    needs=(*closing.VERIFY.needs, guard.measures_done, deciding.second_of_two),
    decides=(decide.another_approver, decide.two_checked, proofs.which_seen),
    fields=(*closing.VERIFY.fields, ask.CROSS),
    renews=True,
    next_while=closing.to_verify,
)
SIGN_OFF = replace(closing.SIGN_OFF, needs=(*closing.SIGN_OFF.needs, guard.measures_done))

CROSS_CHECK = replace(closing.CROSS_CHECK, needs=(*closing.CROSS_CHECK.needs, guard.measures_done))
OWN = (REGISTER, TAKE_OVER, TRIAGE, DECLINE, SPLIT, CROSS_CHECK, changing.GATHER_DATES)
MINE = {
    "claim": CLAIM,
    "verify": VERIFY,
    "sign_off": SIGN_OFF,
    "assign": replace(work.ASSIGN, needs=(guard.lead_answers, owed.day_stays)),
    "instruct": replace(work.INSTRUCT, decides=(decide.instructed_life,)),
    "back_fill": replace(closing.BACK_FILL, needs=(*closing.BACK_FILL.needs, guard.measures_done)),
}

PROBLEM = Kind(
    "problem",
    labels.PROBLEM,
    (*OWN, *(MINE.get(act.name, act) for act in work.SHARED)),
    plural=Text("问题", "Problems"),
    numbered=True,
    listed=True,
    opened_in_register=Text("登记问题", "Register a problem"),
    opening_page="problem_new",
    children=(
        Child(
            "measure",
            counts=True,
            add=Text("增加措施", "Add a measure"),
            takes=Text("写明措施、责任单位和时限", "what, who and by when"),
            nothing=Text(
                "还没有措施。没有措施的问题不能销号。",
                "No measures yet; a problem without one cannot be signed off.",
            ),
        ),
    ),
)
