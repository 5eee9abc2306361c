"""The acts of every matter that is worked on and closed: problems and measures share them.

The chain of closing is a chain of signatures: claim → countersign → verify → hear → approve →
sign off (product.md, "How offices really work" 4). Each kind picks its acts and adds its own.
"""

from bihuan.core import asking as ask
from bihuan.core import decisions as decide
from bihuan.core import guards as guard
from bihuan.core.lifecycle import Act, Field
from bihuan.core.state import (
    ASSIGNED, CHECKING, CLAIMED, CLOSED, COUNTERSIGNED, DOING, GOING, MERGED, RECEIVED,
    REGISTERED, SIGNED_OFF, UNDER_WAY, VERIFIED, WITHDRAWN,
)

HANDED = (ask.LEAD_UNIT, ask.LEAD_GROUP, ask.ACCOUNTABLE, ask.LEADER, ask.SUPPORTING, ask.JOINT, ask.DUE)
OPENED = (ask.hidden("number", "text"), ask.hidden("aspect", "text"), ask.hidden("raisers", "people"))

ASSIGN = Act(
    "assign", "assigned", (REGISTERED, ASSIGNED), ("office",), ASSIGNED, stale="any",
    fields=(*HANDED, ask.REMARK), tells=("lead", "accountable", "supporting"),
    needs=(guard.register_open, guard.lead_answers, guard.leaves_a_verifier, guard.due_known),
    decides=(decide.due, decide.group_mode, decide.assigned_today), follows="open_parts", minutes=2)
HAND_OUT = Act("hand_out", "handed_out", (REGISTERED,), ("system",), ASSIGNED, decides=(decide.assigned_today,),
               follows="open_parts", tells=("lead", "accountable"))
CLAIM_PARTS = Act("claim_parts", "claimed_by_parts", DOING, ("system",), CLAIMED, needs=(guard.parts_answered,),
                  decides=(decide.hands_below, decide.proof_below, decide.checker), tells=("check",))
MOVE_UNDER = Act("move_under", "moved_under", (*GOING, *CLOSED, MERGED, WITHDRAWN), ("system",), stale="never",
                 fields=(ask.hidden("parent", "matter"),))
SEEN_FROM = Act("seen_from", "seen_from_desk", (*GOING, *CLOSED), ("system",), stale="never",
                fields=(ask.hidden("desks", "matters"),))
RECEIVE = Act("receive", "received", (ASSIGNED,), ("lead",), RECEIVED, hand=True, behalf=True,
              fields=(ask.OCCURRED,), needs=(guard.happened_by_today,))
RETURN_WRONG_UNIT = Act(
    "return_wrong_unit", "returned_wrong_unit", (ASSIGNED, RECEIVED), ("head", "lead"), REGISTERED,
    fields=(ask.REASON,), needs=(guard.within_return_limit,), tells=("office",))
PLAN = Act("plan", "planned", (RECEIVED, UNDER_WAY), ("lead",), UNDER_WAY, hand=True, behalf=True,
           fields=(Field("plan", "long", ask.Text("工作方案与步骤", "Plan and steps"), True, True),
                   ask.STANDARD, ask.WANTED, ask.ACCOUNTABLE), minutes=3)
PROGRESS = Act(
    "progress", "progressed", (RECEIVED, UNDER_WAY), ("lead", "accountable"), UNDER_WAY, hand=True, behalf=True,
    fields=(ask.PROGRESS, ask.DIFFICULTY, ask.NEXT_STEP, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    needs=(guard.happened_by_today,))
REMARK = Act("remark", "remarked", GOING, ("supporting", "office", "leader", "verifier", "lead", "approver"),
             stale="never", fields=(Field("remark", "long", ask.Text("说明", "Remark"), True, True),))
ADD_EVIDENCE = Act(
    "add_evidence", "evidence_added", (RECEIVED, UNDER_WAY, CLAIMED), ("lead", "supporting", "accountable"),
    hand=True, behalf=True, stale="never", needs=(guard.brings_proof,),
    fields=(Field("evidence", "evidence", ask.Text("佐证材料", "Proof"), True), ask.FILE_NAMES, ask.REMARK))
ASK_FOR_HELP = Act(
    "ask_for_help", "help_asked", DOING, ("lead",), behalf=True, tells=("office",),
    fields=(Field("difficulty", "long", ask.Text("需要协调的事", "What needs help"), True, True),
            ask.hidden("help_asked", "yes")))
RESOLVE_HELP = Act(
    "resolve_help", "help_resolved", GOING, ("office", "leader", "approver"), stale="any", behalf=True,
    tells=("lead",), fields=(Field("resolution", "long", ask.Text("协调结果", "What was settled"), True, True),))
URGE = Act("urge", "urged", DOING, ("office", "leader"), stale="never", tells=("lead", "accountable"),
           fields=(ask.REMARK,))
INSTRUCT = Act(
    "instruct", "instructed", (*GOING, *CLOSED), ("leader", "approver"), stale="any", behalf=True,
    fields=(Field("instruction", "long", ask.Text("批示内容", "Instruction"), True, True),
            Field("assign_anew", "yes", ask.Text("据此再交办", "Assign anew on it")),
            ask.LEAD_UNIT, ask.DUE),
    decides=(decide.instructed_life, decide.due), follows="assign_anew", tells=("lead", "office"))
CLAIM = Act(
    "claim", "claimed", (RECEIVED, UNDER_WAY), ("lead", "accountable", "system"), CLAIMED, clock="running",
    hand=True, behalf=True, fields=(ask.RESULT_TEXT, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
    needs=(guard.happened_by_today, guard.brings_proof, guard.parts_answered),
    decides=(decide.hands_below, decide.checker), tells=("head",), minutes=3)
COUNTERSIGN = Act("countersign", "countersigned", (CLAIMED,), ("head",), COUNTERSIGNED, hand=True, behalf=True,
                  fields=(ask.OPINION,), needs=(guard.proof,), decides=(decide.checker,), tells=("check",))
VERIFY = Act(
    "verify", "verified", (CLAIMED, COUNTERSIGNED), ("verifier", "fallback"), VERIFIED, never_by="hands",
    stale="any", fields=(ask.FINDING,), needs=(guard.countersigned, guard.proof),
    decides=(decide.heard_with_problem,), tells=("office",), minutes=5)
SEND_BACK = Act(
    "send_back", "sent_back", CHECKING, ("head", "verifier", "fallback", "office", "approver", "system"),
    UNDER_WAY, stale="any", behalf=True, fields=(ask.STILL_TO_DO, ask.hidden("because", "matter")), tells=("lead", "accountable"), minutes=2)
ASK_RAISERS = Act("ask_raisers", "raisers_asked", (VERIFIED,), ("office", "verifier", "fallback"),
                  needs=(guard.finding, guard.has_raiser, guard.no_answer_runs), fields=(ask.RESULT_TEXT,),
                  decides=(decide.hear_until,), tells=("raiser",))
ANSWER_HEARING = Act("answer_hearing", "hearing_answered", (VERIFIED,), ("raiser",), behalf=True,
                     needs=(guard.answer_in_time,), fields=(ask.ANSWER, ask.OPINION), tells=("office", "lead"))
WAIVE_HEARING = Act(
    "waive_hearing", "hearing_waived", (VERIFIED,), ("verifier", "fallback"), never_by="hands",
    needs=(guard.finding, guard.no_answer_runs), fields=(ask.REASON, ask.SAMPLE))
NOTE_SILENCE = Act("note_silence", "silence_noted", (VERIFIED,), ("office", "system"),
                   needs=(guard.silence_lasted,))
OVERRULE = Act("overrule", "overruled", (VERIFIED,), ("approver",), never_by="hands", behalf=True,
               needs=(guard.said_not_solved,), fields=(ask.REASON,), tells=("raiser", "office"))
SIGN_OFF = Act(
    "sign_off", "signed_off", (VERIFIED,), ("approver", "granted"), SIGNED_OFF, never_by="hands", stale="life",
    behalf=True, needs=(guard.finding, guard.hearing, guard.proof), decides=(decide.look_back_day,),
    fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.LOOK_BACK_ON, ask.OCCURRED),
    tells=("lead", "accountable", "raiser"))
LOOK_BACK = Act("look_back", "looked_back", CLOSED, ("verifier", "fallback"), never_by="hands",
                needs=(guard.look_back_due,), fields=(ask.LOOKED, ask.FINDING, ask.LOOK_BACK_ON),
                tells=("lead", "office"))
REOPEN = Act("reopen", "reopened", CLOSED, ("granted", "approver", "system"), UNDER_WAY, behalf=True,
             needs=(guard.has_rebounded,), fields=(ask.REASON, ask.hidden("because", "matter")), follows="reopen_parent",
             tells=("lead", "accountable", "raiser", "office"))
MERGE = Act("merge", "merged", (REGISTERED, *DOING), ("office",), MERGED, stale="any",
            needs=(guard.same_kind,), fields=(ask.INTO, ask.REASON), follows="absorb",
            tells=("lead", "raiser"))
ABSORB = Act("absorb", "absorbed", (REGISTERED, *DOING, *CHECKING), ("system",), stale="never", tells=("lead",),
             fields=(ask.hidden("absorbs", "matter"), ask.hidden("more_raisers", "people"),
                     ask.hidden("hand_people", "people"), ask.hidden("hand_units", "units"),
                     ask.hidden("due_on", "date"), ask.hidden("yellow_on", "date"), ask.hidden("red_on", "date")))
CORRECT = Act("correct", "corrected", (*GOING, *CLOSED), ("office",), stale="any", fields=(
    Field("title", "long", ask.Text("更正后的内容", "Corrected text"), False, True),
    ask.ACCOUNTABLE, ask.LEADER, ask.STANDARD, ask.WANTED, ask.REASON), tells=("lead",))
WITHDRAW = Act("withdraw", "withdrawn", GOING, ("granted", "within"), WITHDRAWN, fields=(ask.REASON,),
               follows="withdraw_below", tells=("lead", "raiser"))
TRANSFER = Act(
    "transfer", "transferred", (*DOING, CLAIMED), ("granted",), ASSIGNED,
    fields=(ask.LEAD_UNIT, ask.ACCOUNTABLE, ask.REASON), needs=(guard.lead_answers, guard.leaves_a_verifier),
    decides=(decide.assigned_today,), tells=("lead", "accountable"))
EXTEND = Act("extend", "extended", DOING, ("granted",), fields=(ask.NEW_DUE, ask.REASON),
             decides=(decide.due,), tells=("lead", "accountable"))
PAUSE = Act("pause", "clock_paused", DOING, ("granted",), clock="running", then_clock="paused",
            fields=(ask.REASON,), tells=("lead",))
RESUME = Act("resume", "clock_resumed", DOING, ("office", "lead"), clock="paused", then_clock="running",
             fields=(ask.REASON,), decides=(decide.due_after_pause,), tells=("lead", "office"))
BACK_FILL = Act(
    "back_fill", "back_filled", (REGISTERED, ASSIGNED, CLAIMED), ("granted",), SIGNED_OFF, never_by="hands",
    needs=(guard.said_closed, guard.brings_proof),
    fields=(ask.EVIDENCE, ask.FILE_NAMES, ask.hidden("heard", "long", personal=True), ask.OCCURRED),
    decides=(decide.look_back_day,))
ERASE = Act("erase", "erased", (*GOING, *CLOSED, "declined", "withdrawn", "merged", "standing"), ("admin",),
            stale="never", fields=(ask.REASON, ask.hidden("erases", "json")))
LIST = Act("list_matter", "listed", (*GOING, *CLOSED), ("office",), stale="never",
           fields=(Field("in_register", "matter", ask.Text("台账", "Register"), True),
                   Field("number_there", "text", ask.Text("序号", "Number there")),
                   Field("aspect", "text", ask.Text("方面", "Aspect"))), follows="join_desk")
UNLIST = Act("unlist", "unlisted", (*GOING, *CLOSED), ("office",), stale="never",
             fields=(Field("in_register", "matter", ask.Text("台账", "Register"), True), ask.REASON))
PROPOSE = Act("propose", "proposed_for_batch", (REGISTERED, *DOING, *CHECKING), ("system", "office"),
              stale="never", fields=(ask.hidden("request_id", "matter"), ask.hidden("for_act", "text")))
END_REQUEST = Act("end_request", "request_ended", (*GOING, *CLOSED), ("system",), stale="never",
                  fields=(ask.hidden("request_id", "matter"), ask.hidden("outcome", "text"),
                          ask.hidden("why", "text")), tells=("lead", "office"))
TAKE_OVER_FIELDS = (
    ask.TITLE, *OPENED, *HANDED, ask.hidden("life", "text"), ask.hidden("said_closed_on", "date"),
    ask.hidden("import_id", "matter"), ask.hidden("row", "json"), ask.hidden("triage", "text"),
    ask.hidden("extra", "json", personal=True))


def _request(name: str, event: str, when: tuple[str, ...], by: tuple[str, ...], *fields: Field, **more: object) -> Act:
    """An act that asks for another one: it opens a request with the steps of the rule `<name>_steps`."""
    return Act(f"request_{name}", event, when, by, fields=(*fields, ask.REASON), asks=name, behalf=True,
               tells=("office",), **more)  # type: ignore[arg-type]


REQUESTS = (
    _request("extension", "extension_requested", DOING, ("lead", "accountable"), ask.NEW_DUE,
             needs=(guard.due_later,)),
    _request("pause", "pause_requested", DOING, ("lead",), clock="running"),
    _request("transfer", "transfer_requested", (*DOING, CLAIMED), ("lead", "office"),
             Field("lead_unit", "unit", ask.Text("移交给", "Transfer to"), True), ask.ACCOUNTABLE,
             needs=(guard.lead_answers, guard.leaves_a_verifier)),
    _request("withdrawal", "withdrawal_requested", GOING, ("lead", "office")),
    _request("reopening", "reopening_requested", CLOSED, ("office", "verifier", "fallback", "raiser", "leader")),
)
GRANTS = {"extension": "extend", "pause": "pause", "transfer": "transfer", "withdrawal": "withdraw",
          "reopening": "reopen", "continuing": "continue_long_term", "batch_approval": "sign_off",
          "back_fill": "back_fill"}
SHARED = (
    RECEIVE, PROGRESS, CLAIM, COUNTERSIGN, VERIFY, ASK_RAISERS, ANSWER_HEARING, WAIVE_HEARING, NOTE_SILENCE,
    OVERRULE, SIGN_OFF, SEND_BACK, ASSIGN, RETURN_WRONG_UNIT, PLAN, ADD_EVIDENCE, ASK_FOR_HELP, RESOLVE_HELP,
    URGE, INSTRUCT, REMARK, *REQUESTS, RESUME, LOOK_BACK, REOPEN, MERGE, CORRECT, WITHDRAW, TRANSFER, EXTEND,
    PAUSE, BACK_FILL, ERASE, LIST, UNLIST, ABSORB, PROPOSE, END_REQUEST, HAND_OUT, CLAIM_PARTS, MOVE_UNDER, SEEN_FROM,
)
