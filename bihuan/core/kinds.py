"""The spine's own kinds: the request (an act that needs a yes first) and the part (one of many handlers)."""

from bihuan.core import asking as ask
from bihuan.core import decisions as decide
from bihuan.core import guards as guard
from bihuan.core.lifecycle import Act, Field, Kind
from bihuan.core.state import (
    ASSIGNED, GRANTED, LAPSED, OPEN, RECEIVED, REFUSED, REPORTED, RETURNED, WITHDRAWN,
)
from bihuan.core.words import Text

REQUEST = Kind(
    "request", Text("申请", "Request"),
    (Act("make", "made", (), ("within",), OPEN, opens=True, tells=("step",),
         fields=(ask.hidden("request", "text"), ask.hidden("steps", "json"), ask.hidden("subjects", "matters"),
                 ask.hidden("asked", "text"), ask.hidden("why", "long", personal=True),
                 ask.hidden("lead_unit", "unit"), ask.hidden("leader", "person"), ask.EVIDENCE, ask.FILE_NAMES,
                 Field("title", "long", Text("事由", "Matter"), False, True))),
     Act("approve", "approved", (OPEN,), ("step",), behalf=True, stale="any",
         needs=(guard.not_own_request, guard.not_answered_yet, guard.step_is_foreign),
         fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED), decides=(decide.step_taken,),
         follows="grant", tells=("asker", "step")),
     Act("refuse", "refused", (OPEN,), ("step",), REFUSED, behalf=True, stale="any", fields=(ask.REASON,),
         follows="end_request", tells=("asker",)),
     Act("take_back", "taken_back", (OPEN,), ("asker",), WITHDRAWN, follows="end_request"),
     Act("lapse", "lapsed", (OPEN,), ("system",), LAPSED, follows="end_request", tells=("asker",))))

PART = Kind(
    "part", Text("协办", "Part"),
    (Act("open", "opened", (), ("within",), ASSIGNED, opens=True, tells=("lead",),
         fields=(ask.TITLE, ask.LEAD_UNIT, ask.hidden("role", "text"), ask.hidden("due_on", "date"),
                 ask.hidden("yellow_on", "date"), ask.hidden("red_on", "date"), ask.hidden("due_kind", "text"))),
     Act("receive", "received", (ASSIGNED,), ("lead",), RECEIVED, hand=True, behalf=True),
     Act("report", "reported", (ASSIGNED, RECEIVED), ("lead",), REPORTED, hand=True, behalf=True,
         fields=(ask.RESULT_TEXT, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED),
         needs=(guard.happened_by_today, guard.part_brings_proof), follows="parts_done", tells=("office",)),
     Act("send_back", "sent_back", (REPORTED,), ("office",), RECEIVED, fields=(ask.STILL_TO_DO,), tells=("lead",)),
     Act("return_part", "part_returned", (ASSIGNED, RECEIVED), ("lead",), RETURNED, fields=(ask.REASON,),
         tells=("office",), follows="parts_done"),
     Act("excuse_part", "part_excused", (ASSIGNED, RECEIVED), ("office",), LAPSED, fields=(ask.REASON,),
         stale="never", follows="parts_done", tells=("lead",)),
     Act("urge", "urged", (ASSIGNED, RECEIVED), ("office",), stale="never", fields=(ask.REMARK,), tells=("lead",)),
     Act("erase", "erased", (ASSIGNED, RECEIVED, REPORTED, RETURNED, LAPSED), ("admin",), stale="never",
         fields=(ask.REASON, ask.hidden("erases", "json")))))
