"""The acts that change what is owed; asking.py asks for them."""

from dataclasses import replace

from bihuan.core.acts.act import Act, Field
from bihuan.core.loop import after_claim as later
from bihuan.core.loop import backfilling as before
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import desks as desk
from bihuan.core.loop import elsewhere, owed, tables
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop.losing import claims_lose, proof_goes_said
from bihuan.core.loop.seconding import ask_second
from bihuan.core.state.faces import PUBLIC
from bihuan.core.state.lives import (
    ASSIGNED,
    CHECKING,
    CLAIMED,
    CLOSED,
    DECLINED,
    DOING,
    ENDED,
    GOING,
    MERGED,
    RECEIVED,
    REGISTERED,
    UNDER_WAY,
    WITHDRAWN,
)
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text


def due_moves(before: State | None, after: State) -> bool:
    """The day itself is another, not only its warning."""
    return before is None or before.due_on != after.due_on


MERGE = Act(
    "merge",
    "merged",
    Text("并入", "Merge"),
    Text("已并入", "Merged"),
    (REGISTERED, *DOING),
    ("office",),
    MERGED,
    stale="any",
    needs=(guard.same_kind,),
    fields=(ask.INTO, ask.told_to_all(ask.REASON)),
    follows=follow.absorb,
    tells=("lead", "raiser"),
    puts=(tables.merged,),
    seldom=True,
    folds=fold.merged,
)

ABSORB = Act(
    "absorb",
    "absorbed",
    Text("并入他事项", "Absorb"),
    Text("并入了另一事项", "Absorbed another matter"),
    (REGISTERED, *DOING, *CHECKING),
    ("system",),
    stale="never",
    tells=("lead",),
    fields=(
        ask.hidden("absorbs", "matter", note=Text("并入的事项", "Absorbed")),
        ask.hidden("more_raisers", "people"),
        ask.hidden("more_unsolved", "people"),
        ask.hidden("raised_here", "yes"),
        *ask.DATES,
        *(ask.given(name, "text") for name in ("due_then", "due_every", "due_place")),
        ask.given("due_day", "int"),
    ),
    folds=fold.absorbed,
)

TAKE_RAISERS = Act(
    "take_raisers",
    "raisers_taken",
    Text("接续提出人", "Take over the raisers"),
    Text("上级事项不再办理，改就此事征求提出人", "Given up above: its raisers are asked about this"),
    (*GOING, *CLOSED),
    ("system",),
    stale="never",
    fields=(
        ask.BECAUSE,
        ask.hidden("more_raisers", "people"),
        ask.hidden("more_unsolved", "people"),
    ),
    tells=("lead", "raiser"),
    folds=fold.joined,
)
"""What goes on by itself under a problem that was given up is heard with that no more."""

CORRECT = Act(
    "correct",
    "corrected",
    Text("更正", "Correct"),
    Text("已更正", "Corrected"),
    (*GOING, *CLOSED),
    ("office", "within"),
    stale="any",
    fields=(
        Field(
            "title",
            "long",
            labels.CORRECTED_TEXT,
            personal=True,
            sets=True,
            face=PUBLIC,
            quiet=True,
            words=True,
        ),
        ask.ACCOUNTABLE,
        ask.LEADER,
        ask.STANDARD,
        ask.WANTED,
        ask.REASON,
        *ask.FROM_LEDGER,
    ),
    needs=(later.claimed_stays, later.no_period_in_check),
    tells=("lead",),
    puts=(tables.listed_anew,),
    shows_change=True,
    prefilled=True,
    seldom=True,
)

WITHDRAW = Act(
    "withdraw",
    "withdrawn",
    Text("撤销", "Withdraw"),
    Text("已撤销", "Withdrawn"),
    GOING,
    ("granted", "within"),
    WITHDRAWN,
    fields=(ask.told_to_all(ask.REASON),),
    follows=follow.withdraw_below,
    tells=("lead", "raiser"),
    seldom=True,
)

TRANSFER = Act(
    "transfer",
    "transferred",
    Text("转办", "Transfer"),
    Text("已转办", "Transferred"),
    (*DOING, CLAIMED),
    ("granted",),
    ASSIGNED,
    fields=(ask.TRANSFER_TO, ask.ACCOUNTABLE, ask.REASON),
    needs=(guard.lead_answers, owed.another_unit),
    decides=(decide.group_mode, decide.assigned_today),
    follows=follow.hand_over_periods,
    tells=("lead", "accountable"),
    restarts=True,
    folds=fold.cleared,
)

EXTEND = Act(
    "extend",
    "extended",
    Text("延期", "Extend"),
    Text("已延期", "Extended"),
    DOING,
    ("granted",),
    never_by="hands",
    fields=(ask.NEW_DUE, ask.REASON),
    needs=(guard.due_later,),
    decides=(decide.due_moved,),
    tells=("lead", "accountable"),
    restarts=True,
)

PAUSE = Act(
    "pause",
    "clock_paused",
    Text("暂停计时", "Pause"),
    Text("计时已暂停", "The clock was paused"),
    DOING,
    ("granted",),
    never_by="hands",
    clock="running",
    then_clock="paused",
    fields=(ask.REASON,),
    tells=("lead",),
    restarts=True,
    folds=fold.paused,
)

RESUME = Act(
    "resume",
    "clock_resumed",
    Text("恢复计时", "Resume"),
    Text("计时已恢复", "The clock runs again"),
    DOING,
    ("office", "lead"),
    clock="paused",
    then_clock="running",
    fields=(ask.REASON,),
    decides=(decide.due_after_pause,),
    tells=("lead", "office"),
    restarts=True,
    folds=fold.resumed,
)

ERASE = Act(
    "erase",
    "erased",
    Text("删除个人信息", "Erase"),
    Text("个人信息已删除", "Personal data erased"),
    (*GOING, *CLOSED, DECLINED, WITHDRAWN, MERGED),
    ("admin", "system", "granted"),
    stale="never",
    needs=(guard.erases_something, desk.closed_by_two),
    foretells=(proof_goes_said,),
    fields=(ask.REASON, ask.ERASES),
    decides=(desk.erasure_told,),
    follows=claims_lose,
    tells=("posted",),
    seldom=True,
    erases=True,
)

REQUEST_ERASURE = Act(
    "request_erasure",
    "erasure_requested",
    Text("提请删除个人信息", "Ask to erase"),
    Text("已提请删除个人信息，等第二人确认", "Asked to erase; a second person must confirm it"),
    ERASE.when,
    ("admin",),
    stale="never",
    needs=(guard.erases_something, desk.erasure_needs_two),
    fields=(ask.REASON, ask.ERASES, ask.REQUEST_ID),
    seldom=True,
    asks=desk.ERASURE,
    asking=ask_second,
    grants="erase",
    steps=desk.STEPS,
    beside=True,
)
ERASING = (ERASE, REQUEST_ERASURE)
"""Erasing personal facts: by an administrator, of what is closed with a second person's yes."""


def erasing(*when: str) -> tuple[Act, ...]:
    """The same in other lives."""
    return tuple(replace(one, when=when) for one in ERASING)


LIST = Act(
    "list_matter",
    "listed",
    Text("列入台账", "List"),
    Text("已列入台账", "Listed"),
    (*GOING, *CLOSED),
    ("office", "granted"),
    stale="never",
    needs=(guard.listed_once, elsewhere.takes_it, elsewhere.lists_there),
    fields=elsewhere.PLACE_THERE,
    seldom=True,
    puts=(tables.listed,),
    folds=fold.listed,
)

UNLIST = Act(
    "unlist",
    "unlisted",
    Text("移出台账", "Unlist"),
    Text("已移出台账", "Unlisted"),
    (*GOING, *CLOSED),
    ("office",),
    stale="never",
    needs=(guard.listed_beside,),
    fields=(replace(elsewhere.IN_REGISTER, among=elsewhere.listed_in_others), ask.REASON),
    seldom=True,
    decides=(decide.listing_left,),
    puts=(tables.unlisted,),
    folds=fold.unlisted,
)

RECKON = Act(
    "reckon",
    "reckoned",
    Text("因节假日安排调整重新推算时限", "Reckon again after a change of holidays"),
    Text("节假日安排调整，时限重新推算", "Reckoned again after a change of holidays"),
    (REGISTERED, *DOING),
    ("system",),
    clock="running",
    stale="never",
    fields=(
        ask.hidden("due_was", "date", note=Text("原时限", "Due before")),
        ask.given("due_on", "date", note=Text("时限改为", "Due now")),
        ask.given("yellow_on", "date", note=Text("临期提示改自", "Due soon from")),
        ask.given("red_on", "date"),
        ask.given("due_reckoned", "json"),
        ask.given("due_provisional", "json"),
    ),
    tells=("lead", "accountable"),
    tells_if=due_moves,
)
"""Only where the clock runs against somebody. A claim in check keeps the dates by which it was done, what is
closed those by which it closed; what is paused is reckoned once it is resumed."""
GATHER_DATES = Act(
    "gather_dates",
    "dates_gathered",
    Text("汇总措施时限", "Gather the dates below"),
    Text("时限已随措施变化", "The earliest date below has changed"),
    GOING,
    ("system",),
    stale="never",
    fields=(
        ask.given("gathered_due_on", "date", note=labels.DUE_BELOW),
        ask.given("gathered_yellow_on", "date"),
        ask.given("gathered_red_on", "date"),
        ask.given("gathered_kind", "text"),
    ),
    gathers=True,
)

DISREGARD = Act(
    "disregard",
    "disregarded",
    Text("误填不计", "Disregard an entry"),
    Text("误填的不计", "What was entered by mistake does not count"),
    (RECEIVED, UNDER_WAY, CLAIMED),
    ("office",),
    stale="any",
    needs=(before.entry_stands, before.another_corrects),
    fields=(ask.REASON,),
    tells=("lead", "accountable"),
    seldom=True,
    folds=fold.disregarded,
)
"""What was entered on something closed before by mistake, corrected away before anything rests on it."""

PROPOSE = Act(
    "propose",
    "proposed_for_batch",
    Text("列入批次", "Put into a batch"),
    Text("已列入批次", "Put into a batch"),
    (REGISTERED, *DOING, *CHECKING, *CLOSED),
    ("system",),
    stale="never",
    fields=(
        ask.REQUEST_ID,
        ask.hidden("for_act", "text"),
    ),
    folds=fold.waits,
)

END_REQUEST = Act(
    "end_request",
    "request_ended",
    Text("申请办结", "End the request"),
    Text("申请已办结", "The request ended"),
    (*GOING, *ENDED),
    ("system",),
    stale="never",
    fields=(
        ask.REQUEST_ID,
        ask.hidden("outcome", "text"),
        ask.hidden("why", "text"),
    ),
    tells=("lead", "office"),
    follows=follow.gathers,
    folds=fold.waits_no_longer,
    ends_request=True,
)

MOVE_UNDER = Act(
    "move_under",
    "moved_under",
    Text("改列其下", "Move under"),
    Text("已改列", "Moved under another matter"),
    (*GOING, *CLOSED, MERGED, WITHDRAWN),
    ("system",),
    stale="never",
    fields=(
        ask.given("parent", "matter", note=Text("改列于", "Now under")),
        ask.hidden("was_under", "matter"),
    ),
    puts=(tables.moved,),
    folds=fold.moved,
)
