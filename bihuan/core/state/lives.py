"""Lives: where a matter stands, what that counts as, whose turn it is, and its word.

A life is a string, so that rows and events hold its plain name. The lives of the closed loop stand here; a
kind makes its own where it stands otherwise (`Life("admitted", Text("已立案", "admitted"), DOING_PHASE, …)`).
"""

from typing import Any, Final, Literal

from bihuan.core.state.state import HEARD, State
from bihuan.core.state.turns import Turn, approvers, checkers, heads, leads, nobodys, offices, steps
from bihuan.core.words import labels
from bihuan.core.words.text import Text

Clock = Literal["running", "paused"]
Phase = Literal["waiting", "doing", "checking", "closed", "continuing", "over", "standing"]

WAITING: Final = "waiting"  # nobody has begun: dates count, the lamp is hollow until they come near
AT_WORK: Final = "doing"  # somebody works on it: dates count
IN_CHECK: Final = "checking"  # it was claimed or answered: the doer's clock stands
DONE: Final = "closed"  # counted as closed
GOES_ON: Final = "continuing"  # 常态化: counted apart, never as closed
OVER: Final = "over"  # ended without having been done, or answered and no more
STANDS: Final = "standing"  # a standing matter: it is not there to be closed
OPEN_PHASES: Final = (WAITING, AT_WORK, IN_CHECK)
WORKED_ON: Final = (WAITING, AT_WORK)


class Life(str):
    """One life: its name, its word, the phase that it counts as, and whose turn it is in it.

    `filter` is what the chip of a list says that shows those of this life (待核验), where it has one.
    `along` is how near it is to its end: what a disputed decision led to falls back from there; None where no
    decision leads nearer.
    """

    text: Text
    phase: Phase
    turn: Turn
    filter: Text | None
    note: Text | None
    along: int | None

    def __new__(
        cls,
        name: str,
        text: Text,
        phase: Phase,
        turn: Turn = nobodys,
        *,
        filter: Text | None = None,
        note: Text | None = None,
        along: int | None = None,
    ) -> "Life":
        made = super().__new__(cls, name)
        made.text, made.phase, made.turn = text, phase, turn
        made.filter, made.note, made.along = filter, note, along
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str(self),)


def asked_to(life: Life, state: State) -> str:
    """What a claim waits for in this life: that somebody should "sign", "check" or "approve" it; else ""."""
    if life.turn is heads:
        return "sign" if state.mode == "lead" and state.lead_unit else "check"
    if life.turn is checkers:
        return "check"
    return "approve" if life.turn is approvers and state.turn and state.hearing in HEARD else ""


REGISTERED = Life(
    "registered",
    Text("已登记", "registered"),
    WAITING,
    offices,
    note=Text("待分办、待交办", "waits to be triaged and assigned"),
    along=0,
)
ASSIGNED = Life(
    "assigned",
    Text("已交办", "assigned"),
    WAITING,
    leads,
    note=Text("待签收", "waits to be received"),
    along=0,
)
RECEIVED = Life("received", Text("已签收", "received"), AT_WORK, leads, along=0)
UNDER_WAY = Life("under_way", Text("推进中", "under way"), AT_WORK, leads, along=0)
CLAIMED = Life(
    "claimed",
    Text("已报结", "claimed"),
    IN_CHECK,
    heads,
    filter=labels.TO_COUNTERSIGN,
    note=Text("待处室负责人审签，承办计时停止", "waits for the head; the doer's clock stands"),
    along=1,
)
COUNTERSIGNED = Life(
    "countersigned",
    Text("已审签", "countersigned"),
    IN_CHECK,
    checkers,
    filter=labels.TO_VERIFY,
    note=Text("等待核验", "waits to be verified"),
    along=2,
)
VERIFIED = Life(
    "verified",
    Text("已核验", "verified"),
    IN_CHECK,
    approvers,
    filter=Text("待审定", "To approve"),
    note=Text("听取意见后待审定", "waits for hearing and approval"),
    along=3,
)
SIGNED_OFF = Life(
    "signed_off",
    Text("已销号", "signed off"),
    DONE,
    note=Text("有佐证、经他人核验、听取过意见", "proved, checked by another, heard"),
    along=4,
)
CONTINUING = Life(
    "continuing",
    Text("转入常态化", "continuing"),
    GOES_ON,
    filter=labels.CONTINUING,
    note=Text("单列统计，不计销号", "counted apart, never as signed off"),
    along=4,
)
DECLINED = Life(
    "declined", Text("暂不采纳", "declined"), OVER, note=Text("理由已告知提出人", "the raiser was told why")
)
WITHDRAWN = Life("withdrawn", Text("已撤销", "withdrawn"), OVER, along=4)
MERGED = Life(
    "merged",
    Text("已并入", "merged"),
    OVER,
    note=Text("由并入的事项一并办理，提出人仍须答复", "the survivor answers its raisers too"),
)

# of requests, parts and standing matters
OPEN = Life("open", Text("办理中", "open"), IN_CHECK, steps)
GRANTED = Life("granted", Text("已批准", "granted"), OVER)
REFUSED = Life("refused", Text("未批准", "refused"), OVER)
LAPSED = Life("lapsed", Text("已失效", "lapsed"), OVER)
REPORTED = Life("reported", Text("已反馈", "reported"), IN_CHECK, along=1)
RETURNED = Life("returned", Text("已退回", "returned"), OVER)
STANDING = Life(
    "standing", Text("长期有效", "standing"), STANDS, note=Text("办理规则、台账等", "such as the charter")
)

DOING = (ASSIGNED, RECEIVED, UNDER_WAY)
CHECKING = (CLAIMED, COUNTERSIGNED, VERIFIED)
GOING = (REGISTERED, *DOING, *CHECKING)
CLOSED = (SIGNED_OFF, CONTINUING)
ENDED = (*CLOSED, DECLINED, WITHDRAWN, MERGED)
