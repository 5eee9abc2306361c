"""The acts by which the people concerned are heard: asking, answering, a sample, silence, overruling."""

from bihuan.core.acts.act import Act
from bihuan.core.loop import deciding, hearings
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import guards as guard
from bihuan.core.loop.uninvolved import answered_first
from bihuan.core.state.lives import VERIFIED
from bihuan.core.state.state import HEARD, State
from bihuan.core.words.text import Text


def being_asked(state: State) -> bool:
    """The raisers have been told the result and may answer."""
    return state.hearing == "asked"


def answers_owed(state: State) -> bool:
    """Somebody who was asked has not answered, whatever others said."""
    open_still = state.hearing in ("not_solved", "overruled", "waived")
    return being_asked(state) or (open_still and bool(state.silent))


def not_asked(state: State) -> bool:
    """The raisers are still to be told the result."""
    return not being_asked(state)


def was_heard(state: State) -> bool:
    """The people concerned count as heard."""
    return state.hearing in HEARD


ASK_RAISERS = Act(
    "ask_raisers",
    "raisers_asked",
    Text("征求提出人意见", "Ask the raisers"),
    Text("已征求提出人意见", "Raisers were asked"),
    (VERIFIED,),
    ("office", "verifier", "fallback"),
    needs=(guard.finding, hearings.has_raiser, hearings.no_answer_runs),
    fields=(
        ask.told_to_all(ask.RESULT_TEXT),
        ask.HEAR_UNTIL,
    ),
    decides=(decide.hear_until, decide.whom_to_ask),
    tells=("raiser",),
    next_in=(VERIFIED,),
    prefilled=True,
    folds=fold.asked,
    next_while=not_asked,
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
    no_carrier="records",
    hinders=hearings.says_not_solved,
    needs=(hearings.may_still_answer, hearings.not_heard_yet, hearings.heard_by_another),
    fields=(ask.ANSWER, ask.OPINION),
    decides=(decide.whose_answer,),
    tells=("office", "lead"),
    next_in=(VERIFIED,),
    folds=fold.answered,
    next_while=answers_owed,
)

WAIVE_HEARING = Act(
    "waive_hearing",
    "hearing_waived",
    Text("说明无法征求", "Waive the hearing"),
    Text("无法征求意见，已抽样核实", "Hearing waived, sampled instead"),
    (VERIFIED,),
    ("verifier", "fallback", "outsider", "approver"),
    never_by="hands",
    no_carrier="does",
    behalf=True,
    needs=(guard.finding, hearings.nobody_to_ask, deciding.nobody_alone, answered_first),
    fields=(
        ask.REASON,
        ask.SAMPLE,
        ask.HEAR_UNTIL,
    ),
    decides=(decide.days_beside_a_sample, decide.whom_to_ask),
    tells=("raiser",),
    folds=fold.waived,
    seldom=was_heard,
)

NOTE_SILENCE = Act(
    "note_silence",
    "silence_noted",
    Text("记为逾期未答复", "Note silence"),
    Text("逾期未答复", "No answer in time"),
    (VERIFIED,),
    ("office", "system"),
    needs=(hearings.silence_lasted,),
    swept=True,
    folds=fold.silent,
    seldom=True,
)

RECKON_HEARING = Act(
    "reckon_hearing",
    "hearing_reckoned",
    Text("因节假日安排调整重新推算答复期限", "Reckon the time to answer after a change of holidays"),
    Text("节假日安排调整，答复期限重新推算", "Time to answer reckoned again after a change of holidays"),
    (VERIFIED,),
    ("system",),
    stale="never",
    fields=(
        ask.hidden("hear_was", "date", note=Text("原答复期限", "Answer until, before")),
        ask.given("hear_until", "date", note=Text("答复期限改为", "Answer until now")),
    ),
    tells=("raiser",),
)
"""As long as somebody who was asked may still answer."""

OVERRULE = Act(
    "overrule",
    "overruled",
    Text("说明理由后维持", "Overrule"),
    Text("已说明理由后维持", "Overruled, with a reason"),
    (VERIFIED,),
    ("approver", "outsider"),
    never_by="hands",
    behalf=True,
    needs=(hearings.said_not_solved,),
    fields=(ask.told_to_all(ask.REASON),),
    tells=("raiser", "office"),
    folds=fold.overruled,
)
