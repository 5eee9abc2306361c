"""A measure (整改措施): one thing to do, with one owner, one deadline and one proof.

Recurring and long-term measures open an instalment for each period and end in continuing (转入常态化).
"""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import changing, closing
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.loop import working as work
from bihuan.core.state.lives import (
    CLAIMED,
    CLOSED,
    CONTINUING,
    COUNTERSIGNED,
    DOING,
    REGISTERED,
    UNDER_WAY,
    VERIFIED,
)
from bihuan.core.words.text import Text

DETAILS = (
    ask.STANDARD,
    ask.WANTED,
    Field("source", "text", Text("来源", "Source")),
    Field("category", "text", Text("类别", "Type")),
)
REGISTER = Act(
    "register",
    "registered",
    (),
    ("office", "lead", "within"),
    REGISTERED,
    opens=True,
    fields=(ask.TITLE, *work.HANDED, *DETAILS, *work.OPENED),
    needs=(guard.register_open, guard.under_a_problem),
    decides=(decide.due, decide.group_mode),
    minutes=2,
    follows="under_open_parent",
)
TAKE_OVER = Act(
    "take_over",
    "taken_over",
    (),
    ("within",),
    None,
    opens=True,
    decides=(decide.due, decide.group_mode, decide.life_of_import),
    needs=(guard.register_open, guard.under_a_problem, guard.named_lead_answers, guard.leaves_a_verifier),
    follows="taken_over",
    fields=(
        *work.TAKE_OVER_FIELDS,
        *DETAILS,
        replace(ask.PROGRESS, required=False),
        ask.DIFFICULTY,
        ask.NEXT_STEP,
        ask.hidden("contacts", "json", personal=True),
        ask.hidden("status", "text"),
    ),
)
OPEN_INSTALMENT = Act(
    "open_instalment",
    "instalment_opened",
    DOING,
    ("lead", "office", "system"),
    stale="never",
    needs=(guard.repeats, guard.new_period),
    fields=(ask.PERIOD,),
    follows="open_instalment",
)
COUNT_CYCLE = Act(
    "count_cycle",
    "cycle_counted",
    (*DOING, CLAIMED, COUNTERSIGNED, VERIFIED, *CLOSED),
    ("system",),
    stale="never",
    fields=(
        ask.hidden("instalment", "matter"),
        ask.PERIOD,
        ask.hidden("hand_people", "people"),
        ask.hidden("hand_units", "units"),
        ask.hidden("led_units", "units"),
    ),
)
CONTINUE = Act(
    "continue_long_term",
    "continued",
    (VERIFIED,),
    ("approver", "granted"),
    CONTINUING,
    never_by="hands",
    behalf=True,
    needs=(
        guard.finding,
        guard.still_foreign,
        guard.hearing,
        guard.proof,
        guard.has_no_end,
        guard.cycles_shown,
        guard.rule_issued,
    ),
    fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.LOOK_BACK_ON, ask.OCCURRED),
    decides=(decide.look_back_day,),
    tells=("lead", "accountable"),
)
REQUEST_CONTINUING = Act(
    "request_continuing",
    "continuing_requested",
    (VERIFIED,),
    ("lead", "office"),
    asks="continuing",
    behalf=True,
    fields=(ask.LOOK_BACK_ON, ask.REASON),
    tells=("office",),
    needs=(guard.has_no_end, guard.cycles_shown, guard.rule_issued),
)
SIGN_OFF = replace(closing.SIGN_OFF, needs=(*closing.SIGN_OFF.needs, guard.has_end))
CLAIM = replace(
    closing.CLAIM,
    fields=(*closing.CLAIM.fields, ask.RULE_ISSUED),
    needs=(*closing.CLAIM.needs, guard.names_rule),
    decides=(*closing.CLAIM.decides, decide.rule_was_named),
)
MINE = {"sign_off": SIGN_OFF, "claim": CLAIM}

MEASURE = Kind(
    "measure",
    Text("措施", "Measure"),
    (
        REGISTER,
        TAKE_OVER,
        *(MINE.get(act.name, act) for act in work.SHARED),
        OPEN_INSTALMENT,
        CONTINUE,
        REQUEST_CONTINUING,
        COUNT_CYCLE,
    ),
    table="bihuan.rooms.measures.models.Measure",
    effects="bihuan.rooms.measures.effects.EFFECTS",
)

INSTALMENT = Kind(
    "instalment",
    Text("周期任务", "Instalment"),
    (
        Act(
            "open",
            "opened",
            (),
            ("within",),
            UNDER_WAY,
            opens=True,
            fields=(
                ask.TITLE,
                ask.PERIOD,
                ask.LEAD_UNIT,
                ask.ACCOUNTABLE,
                ask.hidden("due_on", "date"),
                ask.hidden("yellow_on", "date"),
                ask.hidden("red_on", "date"),
                ask.hidden("due_kind", "text"),
            ),
        ),
        work.PROGRESS,
        replace(
            closing.CLAIM, needs=(guard.happened_by_today, guard.brings_proof), decides=(decide.checker,)
        ),
        closing.COUNTERSIGN,
        replace(closing.VERIFY, follows="count_cycle", decides=()),
        work.ADD_EVIDENCE,
        closing.SEND_BACK,
        work.REMARK,
        work.URGE,
        changing.ERASE,
        Act("lapse", "lapsed", DOING, ("system", "office"), "lapsed", fields=(ask.REASON,), tells=("lead",)),
        Act(
            "hand_over",
            "handed_over",
            DOING,
            ("system",),
            stale="never",
            fields=(ask.LEAD_UNIT, ask.ACCOUNTABLE),
            tells=("lead",),
        ),
    ),
)
