"""A measure (整改措施): one thing to do, with one owner, one deadline and one proof.

Recurring and long-term measures open an instalment for each period and end in continuing (转入常态化).
"""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Child, Kind
from bihuan.core.loop import (
    changing,
    closing,
    comparing,
    disputing,
    losing,
    masking,
    objecting,
    periods,
    proofs,
)
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop import working as work
from bihuan.core.loop.requesting import open_request
from bihuan.core.state.lives import (
    CLAIMED,
    CLOSED,
    CONTINUING,
    COUNTERSIGNED,
    DOING,
    GOING,
    LAPSED,
    RECEIVED,
    REGISTERED,
    UNDER_WAY,
    VERIFIED,
)
from bihuan.core.state.state import lasting
from bihuan.core.words import labels
from bihuan.core.words.text import Text

BACK_FILLED_TO_LAST = Text("补录转入常态化", "Back-filled as continuing")
DETAILS = (
    ask.STANDARD,
    ask.WANTED,
    ask.SOURCE,
    Field("category", "text", labels.TYPE, keeps=True, filters=True, seldom=True),
)
REGISTER = Act(
    "register",
    "registered",
    labels.REGISTER,
    labels.REGISTERED,
    (),
    ("office", "lead", "within"),
    REGISTERED,
    opens=True,
    fields=(ask.TITLE, *work.HANDED, *DETAILS, *work.OPENED),
    needs=(guard.register_open, guard.under_what_takes_it, guard.under_what_is_open),
    decides=(decide.due, decide.group_mode),
    minutes=2,
    follows=follow.under_open_parent,
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
    decides=(decide.due, decide.group_mode, decide.life_of_import, decide.signer),
    needs=(guard.register_open, guard.under_what_takes_it, guard.named_lead_answers),
    follows=follow.taken_over,
    fields=(
        *work.TAKE_OVER_FIELDS,
        *DETAILS,
        replace(ask.PROGRESS, required=False),
        ask.DIFFICULTY,
        ask.NEXT_STEP,
        ask.CONTACTS,
        ask.STATUS,
    ),
    folds=fold.claim_imported,
)
OPEN_INSTALMENT = Act(
    "open_instalment",
    "instalment_opened",
    Text("建立周期任务", "Open an instalment"),
    Text("已建立周期任务", "An instalment was opened"),
    DOING,
    ("lead", "office", "system"),
    stale="never",
    needs=(periods.repeats, periods.new_period),
    each_period=True,
    fields=(replace(ask.PERIOD, sets=False),),
    follows=follow.open_instalment,
)
COUNT_CYCLE = Act(
    "count_cycle",
    "cycle_counted",
    Text("计入周期", "Count a cycle"),
    Text("一个周期已核验", "A cycle was counted"),
    (*GOING, *CLOSED),
    ("system",),
    stale="never",
    fields=(
        ask.hidden("instalment", "matter", note=labels.INSTALMENT),
        replace(ask.PERIOD, sets=False),
        ask.hidden("rule_issued", "yes"),
    ),
    folds=fold.cycle_counted,
)
LOSE_CYCLE = Act(
    "lose_cycle",
    "cycle_lost",
    Text("不再计入周期", "Lose a cycle"),
    Text("一个周期被退回，不再计入", "A cycle was sent back and counts no longer"),
    (*GOING, *CLOSED),
    ("system",),
    stale="never",
    fields=COUNT_CYCLE.fields[:2],
    tells=("lead", "office"),
    folds=fold.cycle_lost,
)
CONTINUE = Act(
    "continue_long_term",
    "continued",
    Text("转入常态化", "Continue as long-term"),
    Text("已转入常态化", "Continuing as long-term"),
    (VERIFIED,),
    ("approver", "outsider", "granted"),
    CONTINUING,
    never_by="hands",
    behalf=True,
    needs=(
        *closing.CHECKED,
        guard.has_no_end,
        periods.cycles_shown,
        periods.rule_issued,
        periods.look_back_in_time,
        periods.look_back_soon,
    ),
    fields=closing.SIGN_OFF.fields,
    decides=closing.SIGN_OFF.decides,
    follows=closing.SIGN_OFF.follows,
    tells=("lead", "accountable"),
    weighty=True,
    next_while=lasting,
    next_in=(VERIFIED,),
)
REQUEST_CONTINUING = Act(
    "request_continuing",
    "continuing_requested",
    Text("申请转入常态化", "Request continuing"),
    Text("已申请转入常态化", "Requested continuing"),
    (VERIFIED,),
    ("lead", "office"),
    asks="continuing",
    behalf=True,
    fields=(ask.LOOK_BACK_ON, ask.REQUEST_ID, ask.REASON),
    tells=("office",),
    needs=(
        guard.has_no_end,
        periods.cycles_shown,
        periods.rule_issued,
        periods.look_back_in_time,
        periods.look_back_soon,
    ),
    asking=open_request,
    grants="continue_long_term",
)
SIGN_OFF = replace(
    closing.SIGN_OFF,
    needs=(*closing.SIGN_OFF.needs, guard.has_end),
    next_while=ask.has_an_end,
    instead=("continue_long_term", lasting),
)
CLAIM = replace(
    closing.CLAIM,
    fields=(*closing.CLAIM.fields, ask.RULE_ISSUED),
    needs=(guard.is_answered_apart, *closing.CLAIM.needs, periods.names_rule),
    decides=(*closing.CLAIM.decides, decide.rule_was_named),
)
BACK_FILL = replace(closing.BACK_FILL, needs=(*closing.BACK_FILL.needs, guard.has_end))
BACK_FILL = replace(BACK_FILL, instead=("back_fill_long_term", lasting))
BACK_FILL_LONG_TERM = replace(
    closing.BACK_FILL,
    name="back_fill_long_term",
    event="back_filled_long_term",
    label=BACK_FILLED_TO_LAST,
    done=BACK_FILLED_TO_LAST,
    then=CONTINUING,
    needs=(*closing.BACK_FILL.needs, guard.has_no_end),
)
INSTRUCT = replace(
    work.INSTRUCT,
    decides=(*work.INSTRUCT.decides, decide.group_mode),
    follows=follow.one_leads_now,
)
TRANSFER = replace(changing.TRANSFER, follows=follow.transferred)
MINE = {
    "instruct": INSTRUCT,
    "transfer": TRANSFER,
    "sign_off": SIGN_OFF,
    "claim": CLAIM,
    "claim_parts": closing.GATHER_PARTS,
    "back_fill": BACK_FILL,
}

MEASURE = Kind(
    "measure",
    labels.MEASURE,
    (
        REGISTER,
        TAKE_OVER,
        *(MINE.get(act.name, act) for act in work.SHARED),
        OPEN_INSTALMENT,
        CONTINUE,
        REQUEST_CONTINUING,
        COUNT_CYCLE,
        LOSE_CYCLE,
        BACK_FILL_LONG_TERM,
        changing.TAKE_RAISERS,
    ),
    plural=Text("措施", "Measures"),
    numbered=True,
    listed=True,
    children=(Child("instalment", heading=Text("各期", "Periods"), periodic=True),),
)

INSTALMENT = Kind(
    "instalment",
    labels.INSTALMENT,
    (
        Act(
            "open",
            "opened",
            labels.OPEN,
            labels.OPENED,
            (),
            ("within",),
            UNDER_WAY,
            opens=True,
            fields=(
                ask.TITLE,
                ask.PERIOD,
                ask.LEAD_UNIT,
                ask.ACCOUNTABLE,
                *ask.DATES,
                ask.given("due_kind", "text"),
            ),
        ),
        work.PROGRESS,
        replace(
            closing.CLAIM,
            fields=(*closing.CLAIM.fields, ask.RULE_ISSUED),
            needs=(periods.has_begun, proofs.brings_proof, proofs.told_in_full),
            decides=(decide.checker, decide.signer, decide.rule_was_named, proofs.how_proved),
        ),
        closing.COUNTERSIGN,
        closing.NAME_CHECKERS,
        closing.NAME_SIGNER,
        replace(
            closing.VERIFY,
            needs=(periods.has_begun, *closing.VERIFY.needs),
            follows=follow.weigh_period,
            decides=(proofs.which_seen,),
        ),
        work.ADD_EVIDENCE,
        replace(closing.SEND_BACK, needs=(guard.whole_goes,), follows=follow.weigh_period),
        work.REMARK,
        work.URGE,
        replace(changing.RECKON, when=DOING),
        *changing.ERASING,
        losing.losing(VERIFIED),
        *masking.MASKING,
        Act(
            "lapse",
            "lapsed",
            labels.LAPSE,
            labels.LAPSED,
            DOING,
            ("system", *guard.LETS_OFF),
            LAPSED,
            never_by="hands",
            decides_if=guard.lets_off,
            needs=(guard.excused_by_another,),
            folds=fold.let_off,
            fields=(ask.REASON,),
            tells=("lead",),
            follows=follow.weigh_period,
        ),
        Act(
            "hand_over",
            "handed_over",
            Text("随之移交", "Hand over"),
            Text("已随措施移交", "Handed over with its measure"),
            DOING,
            ("system",),
            stale="never",
            fields=(ask.LEAD_UNIT, ask.ACCOUNTABLE),
            tells=("lead",),
            folds=fold.handed_over,
        ),
        *comparing.on_paper(CLAIMED, COUNTERSIGNED),
        replace(disputing.DISPUTE, when=(CLAIMED, COUNTERSIGNED, VERIFIED), follows=disputing.cycle_goes),
        *objecting.objecting(
            *(RECEIVED, UNDER_WAY, CLAIMED, COUNTERSIGNED, VERIFIED, LAPSED), falls=disputing.cycle_goes
        ),
    ),
    plural=Text("周期任务", "Instalments"),
    told_apart=lambda state: ("text", state.period) if state.period else None,
    erased_with="title",
)

KINDS = (MEASURE, INSTALMENT)
