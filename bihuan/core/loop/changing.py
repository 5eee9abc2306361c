"""The acts that change what is owed, and the requests that ask for them."""

from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.lives import (
    ASSIGNED,
    CHECKING,
    CLAIMED,
    CLOSED,
    DOING,
    ENDED,
    GOING,
    MERGED,
    REGISTERED,
    WITHDRAWN,
)
from bihuan.core.words.text import Text

MERGE = Act(
    "merge",
    "merged",
    (REGISTERED, *DOING),
    ("office",),
    MERGED,
    stale="any",
    needs=(guard.same_kind,),
    fields=(ask.INTO, ask.REASON),
    follows="absorb",
    tells=("lead", "raiser"),
)

ABSORB = Act(
    "absorb",
    "absorbed",
    (REGISTERED, *DOING, *CHECKING),
    ("system",),
    stale="never",
    tells=("lead",),
    fields=(
        ask.hidden("absorbs", "matter"),
        ask.hidden("more_raisers", "people"),
        ask.hidden("hand_people", "people"),
        ask.hidden("hand_units", "units"),
        ask.hidden("led_units", "units"),
        ask.hidden("due_on", "date"),
        ask.hidden("yellow_on", "date"),
        ask.hidden("red_on", "date"),
    ),
)

CORRECT = Act(
    "correct",
    "corrected",
    (*GOING, *CLOSED),
    ("office", "within"),
    stale="any",
    fields=(
        Field("title", "long", Text("更正后的内容", "Corrected text"), False, True),
        ask.ACCOUNTABLE,
        ask.LEADER,
        ask.STANDARD,
        ask.WANTED,
        ask.REASON,
        *ask.FROM_LEDGER,
    ),
    tells=("lead",),
)

WITHDRAW = Act(
    "withdraw",
    "withdrawn",
    GOING,
    ("granted", "within"),
    WITHDRAWN,
    fields=(ask.REASON,),
    follows="withdraw_below",
    tells=("lead", "raiser"),
)

TRANSFER = Act(
    "transfer",
    "transferred",
    (*DOING, CLAIMED),
    ("granted",),
    ASSIGNED,
    fields=(ask.LEAD_UNIT, ask.ACCOUNTABLE, ask.REASON),
    needs=(guard.lead_answers, guard.leaves_a_verifier),
    decides=(decide.group_mode, decide.assigned_today),
    follows="hand_over_periods",
    tells=("lead", "accountable"),
)

EXTEND = Act(
    "extend",
    "extended",
    DOING,
    ("granted",),
    fields=(ask.NEW_DUE, ask.REASON),
    decides=(decide.due,),
    tells=("lead", "accountable"),
)

PAUSE = Act(
    "pause",
    "clock_paused",
    DOING,
    ("granted",),
    clock="running",
    then_clock="paused",
    fields=(ask.REASON,),
    tells=("lead",),
)

RESUME = Act(
    "resume",
    "clock_resumed",
    DOING,
    ("office", "lead"),
    clock="paused",
    then_clock="running",
    fields=(ask.REASON,),
    decides=(decide.due_after_pause,),
    tells=("lead", "office"),
)

ERASE = Act(
    "erase",
    "erased",
    (*GOING, *CLOSED, "declined", "withdrawn", "merged", "standing"),
    ("admin", "system"),
    stale="never",
    needs=(guard.erases_something,),
    fields=(ask.REASON, ask.hidden("erases", "json")),
)

LIST = Act(
    "list_matter",
    "listed",
    (*GOING, *CLOSED),
    ("office",),
    stale="never",
    needs=(guard.listed_once,),
    fields=(
        Field("in_register", "matter", Text("台账", "Register"), True),
        Field("number_there", "text", Text("序号", "Number there")),
        Field("aspect", "text", Text("方面", "Aspect")),
    ),
)

UNLIST = Act(
    "unlist",
    "unlisted",
    (*GOING, *CLOSED),
    ("office",),
    stale="never",
    needs=(guard.listed_beside,),
    fields=(Field("in_register", "matter", Text("台账", "Register"), True), ask.REASON),
)

RECKON = Act(
    "reckon",
    "reckoned",
    (REGISTERED, *DOING),
    ("system",),
    stale="never",
    fields=(
        ask.hidden("due_on", "date"),
        ask.hidden("yellow_on", "date"),
        ask.hidden("red_on", "date"),
        ask.hidden("due_provisional", "json"),
    ),
)
PROPOSE = Act(
    "propose",
    "proposed_for_batch",
    (REGISTERED, *DOING, *CHECKING),
    ("system",),
    stale="never",
    fields=(ask.hidden("request_id", "matter"), ask.hidden("for_act", "text")),
)

END_REQUEST = Act(
    "end_request",
    "request_ended",
    (*GOING, *ENDED),
    ("system",),
    stale="never",
    fields=(ask.hidden("request_id", "matter"), ask.hidden("outcome", "text"), ask.hidden("why", "text")),
    tells=("lead", "office"),
)

MOVE_UNDER = Act(
    "move_under",
    "moved_under",
    (*GOING, *CLOSED, MERGED, WITHDRAWN),
    ("system",),
    stale="never",
    fields=(ask.hidden("parent", "matter"),),
)


def _request(
    name: str, event: str, when: tuple[str, ...], by: tuple[str, ...], *fields: Field, **more: Any
) -> Act:
    """An act that asks for another one: it opens a request with the steps of the rule `<name>_steps`."""
    return Act(
        f"request_{name}",
        event,
        when,
        by,
        fields=(*fields, ask.REASON),
        asks=name,
        behalf=True,
        tells=("office",),
        **more,
    )


REQUESTS = (
    _request(
        "extension",
        "extension_requested",
        DOING,
        ("lead", "accountable"),
        ask.NEW_DUE,
        needs=(guard.due_later,),
    ),
    _request("pause", "pause_requested", DOING, ("lead",), clock="running"),
    _request(
        "transfer",
        "transfer_requested",
        (*DOING, CLAIMED),
        ("lead", "office"),
        Field("lead_unit", "unit", Text("移交给", "Transfer to"), True),
        ask.ACCOUNTABLE,
        needs=(guard.lead_answers, guard.leaves_a_verifier),
    ),
    _request("withdrawal", "withdrawal_requested", GOING, ("lead", "office")),
    _request(
        "reopening", "reopening_requested", CLOSED, ("office", "verifier", "fallback", "raiser", "leader")
    ),
)

GRANTS = {
    "extension": "extend",
    "pause": "pause",
    "transfer": "transfer",
    "withdrawal": "withdraw",
    "reopening": "reopen",
    "continuing": "continue_long_term",
    "batch_approval": "sign_off",
    "back_fill": "back_fill",
}
