"""A problem: what people raise, closed only when its measures are proved and its raisers were heard."""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import closing
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.loop import working as work
from bihuan.core.state.lives import DECLINED, DOING, REGISTERED
from bihuan.core.words.text import Text

SOURCE = Field("source", "text", Text("来源", "Source"))
CATEGORY = Field("category", "text", Text("整改类型", "Type"))

REGISTER = Act(
    "register",
    "registered",
    (),
    ("office", "lead", "within"),
    REGISTERED,
    opens=True,
    needs=(guard.register_open,),
    fields=(
        ask.TITLE,
        SOURCE,
        CATEGORY,
        Field("aspect", "text", Text("方面", "Aspect")),
        *work.OPENED[:2],
        Field("raisers", "people", Text("提出人", "Raisers")),
        ask.hidden("split_from", "matter"),
    ),
    tells=("office",),
    minutes=2,
)
TAKE_OVER = Act(
    "take_over",
    "taken_over",
    (),
    ("within",),
    None,
    opens=True,
    decides=(decide.due, decide.life_of_import),
    fields=(*work.TAKE_OVER_FIELDS, SOURCE, CATEGORY),
    needs=(guard.register_open, guard.named_lead_answers, guard.leaves_a_verifier),
    follows="open_parts",
)
TRIAGE = Act(
    "triage",
    "triaged",
    (REGISTERED,),
    ("office",),
    fields=(ask.AT_ONCE_OR_BATCH, ask.REMARK),
    tells=("raiser",),
    stale="any",
)
DECLINE = Act(
    "decline",
    "declined",
    (REGISTERED,),
    ("office",),
    DECLINED,
    fields=(ask.REASON,),
    stale="any",
    follows="withdraw_below",
    tells=("raiser",),
)
SPLIT = Act(
    "split",
    "split",
    (REGISTERED, *DOING),
    ("office",),
    stale="any",
    follows="split",
    fields=(
        Field(
            "titles", "lines", Text("拆分为（一行一个问题）", "Split into (one problem a line)"), True, True
        ),
        ask.REASON,
    ),
    tells=("lead",),
)
CLAIM = replace(
    closing.CLAIM,
    needs=(guard.happened_by_today, guard.measures_done, guard.parts_answered),
    decides=(decide.hands_below, decide.proof_below, decide.checker),
)
VERIFY = replace(
    closing.VERIFY, needs=(*closing.VERIFY.needs, guard.measures_done), decides=(decide.who_checked,)
)
SIGN_OFF = replace(closing.SIGN_OFF, needs=(*closing.SIGN_OFF.needs, guard.measures_done))

OWN = (REGISTER, TAKE_OVER, TRIAGE, DECLINE, SPLIT)
MINE = {
    "claim": CLAIM,
    "verify": VERIFY,
    "sign_off": SIGN_OFF,
    "assign": replace(work.ASSIGN, needs=work.ASSIGN.needs[:3]),
    "instruct": replace(work.INSTRUCT, decides=(decide.instructed_life,)),
    "back_fill": replace(closing.BACK_FILL, needs=(*closing.BACK_FILL.needs, guard.measures_done)),
}

PROBLEM = Kind(
    "problem",
    Text("问题", "Problem"),
    (*OWN, *(MINE.get(act.name, act) for act in work.SHARED)),
    table="bihuan.rooms.problems.models.Problem",
    effects="bihuan.rooms.problems.effects.EFFECTS",
)
