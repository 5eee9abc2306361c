"""The spine's own kinds: the request (an act that needs a yes first) and the part (one of many handlers)."""

from dataclasses import replace

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind, Relation
from bihuan.core.loop import (
    answering,
    changing,
    closing,
    comparing,
    deciding,
    disputing,
    losing,
    masking,
    objecting,
    proofs,
    requesting,
    working,
)
from bihuan.core.loop import backfilling as before
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import desks as desk
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop import following as follow
from bihuan.core.loop import guards as guard
from bihuan.core.loop.lateness import unanswered_too_long
from bihuan.core.loop.one_yes_each import one_step_each, somebody_is_left
from bihuan.core.loop.signing import another_signs, signed_as_head
from bihuan.core.state.faces import PARTNER
from bihuan.core.state.lives import (
    ASSIGNED,
    COUNTERSIGNED,
    GRANTED,
    IN_CHECK,
    LAPSED,
    OPEN,
    OVER,
    RECEIVED,
    REFUSED,
    REPORTED,
    RETURNED,
    VERIFIED,
    WITHDRAWN,
    Life,
)
from bihuan.core.state.state import State
from bihuan.core.state.turns import heads, offices
from bihuan.core.words import labels
from bihuan.core.words.text import Text

REQUEST = Kind(
    requesting.REQUEST_KIND,
    labels.REQUEST,
    (
        Act(
            "make",
            "made",
            Text("提出申请", "Make a request"),
            Text("已提出申请", "The request was made"),
            (),
            ("within",),
            OPEN,
            opens=True,
            tells=("step", desk.WITNESS),
            fields=(
                ask.given("request", "text"),
                ask.given("steps", "json"),
                ask.given("apart", "yes"),
                ask.given("subjects", "matters"),
                ask.given("first_yes", "people"),
                ask.given("asked", "asked", note=labels.REQUEST),
                ask.hidden("words", "long", personal=True, sets=True, face=PARTNER, quiet=True),
                ask.hidden("why", "long", personal=True, face=PARTNER),
                ask.given("lead_unit", "unit"),
                ask.given("leader", "person"),
                ask.EVIDENCE,
                ask.FILE_NAMES,
                replace(ask.TITLE, label=Text("事由", "Matter"), required=False),
                ask.hidden(desk.ASKING, "people", ties=desk.ASKING),
                ask.hidden(desk.WITNESS, "person", ties=desk.WITNESS),
            ),
            decides=(decide.signer,),
        ),
        Act(
            "approve",
            "approved",
            Text("同意", "Approve"),
            Text("已同意", "Approved"),
            (OPEN,),
            ("step",),
            behalf=True,
            stale="any",
            never_by="step",
            needs=(
                guard.not_own_request,
                answering.not_answered_yet,
                desk.answered_in_person,
                desk.desk_answers,
                desk.not_appointed_by_it,
                signed_as_head,
                one_step_each,
                somebody_is_left,
                before.answered_elsewhere,
            ),
            fields=(ask.OPINION, ask.EVIDENCE, ask.FILE_NAMES, ask.OCCURRED, *ask.ATTENDANCE),
            foretells=(answering.confirms_said,),
            opposite="refuse",
            decides=(decide.step_taken,),
            follows=requesting.grant,
            tells=("asker", "step"),
            next_in=(OPEN,),
            folds=fold.agreed,
        ),
        Act(
            "refuse",
            "refused",
            Text("不同意", "Refuse"),
            Text("未同意", "Refused"),
            (OPEN,),
            ("step",),
            REFUSED,
            behalf=True,
            stale="any",
            never_by="step",
            needs=(
                guard.not_asked_by_oneself,
                desk.answered_in_person,
                desk.desk_answers,
                signed_as_head,
                before.answered_elsewhere,
            ),
            fields=(ask.REASON, ask.SHEET, ask.FILE_NAMES),
            follows=requesting.end_request,
            tells=("asker",),
        ),
        Act(
            "take_back",
            "taken_back",
            Text("撤回申请", "Take the request back"),
            Text("申请已撤回", "The request was taken back"),
            (OPEN,),
            ("asker",),
            WITHDRAWN,
            follows=requesting.end_request,
            seldom=True,
        ),
        replace(closing.NAME_SIGNER, when=(OPEN,), needs=(another_signs,), tells=("step",)),
        Act(
            "name_answerer",
            "answerer_named",
            Text("另请答复", "Ask others to answer"),
            Text("已另请答复", "Others were asked to answer"),
            (OPEN,),
            ("system",),
            stale="never",
            needs=(answering.others_must_answer,),
            decides=(answering.whoever_may_answer,),
            tells=("step",),
            swept=True,
            names_anew=True,
        ),
        Act(
            "ask_to_confirm",
            "confirmation_asked",
            Text("请已同意的人确认", "Ask to confirm"),
            Text(
                "应当答复的人已有变动，其余都已同意，请其中一人确认", "All who are left agreed; one confirms"
            ),
            (OPEN,),
            ("system",),
            stale="never",
            needs=(answering.confirmation_due,),
            decides=(answering.asked_to_confirm,),
            tells=("step",),
            swept=True,
            names_anew=True,
        ),
        Act(
            "lapse",
            "lapsed",
            labels.LAPSE,
            labels.LAPSED,
            (OPEN,),
            ("system", "office"),
            LAPSED,
            needs=(answering.nobody_can_answer,),
            follows=requesting.end_request,
            tells=("asker",),
            seldom=True,
        ),
        Act(
            "lapse_unanswered",
            "lapsed_unanswered",
            Text("因无人答复而失效", "Let it lapse unanswered"),
            Text("无人答复，申请已失效", "The request lapsed, for nobody answered it"),
            (OPEN,),
            ("system",),
            LAPSED,
            stale="never",
            needs=(unanswered_too_long,),
            follows=requesting.end_request,
            tells=("asker", "office"),
            swept=True,
        ),
        *comparing.on_paper(OPEN),
        replace(disputing.DISPUTE, when=(OPEN, GRANTED, REFUSED), follows=disputing.ask_again),
        *objecting.objecting(OPEN, GRANTED, REFUSED, LAPSED, WITHDRAWN, falls=disputing.ask_again),
    ),
    plural=labels.REQUESTS,
    relations=(
        Relation(desk.ASKING, Text("代其提请的人", "in whose place it was asked")),
        Relation(desk.WITNESS, Text("核对人", "whoever compares the sheet")),
    ),
    faces=(("opened", PARTNER),),  # whoever asks reads what was asked, and the answer
    own_lives=(GRANTED,),
    only_asked=True,
    searched=False,
    told_apart=lambda state: ("request", state.request) if state.request else None,
    erased_with="all",
)


def apart(state: State) -> bool:
    """A part that answers for itself, and not only supports."""
    return state.role == "separate"


def heads_of_parts(state: State) -> int | None:
    """A part that answers for itself waits for its head's signature; what only supports has answered."""
    return heads(state) if apart(state) else None


def offices_of_parts(state: State) -> int | None:
    """Where a part that answers for itself says that it is no matter of its own, the office sees to it."""
    return offices(state) if apart(state) else None


PART = Kind(
    follow.PART_KIND,
    Text("协办", "Part"),
    (
        Act(
            "open",
            "opened",
            labels.OPEN,
            labels.OPENED,
            (),
            ("within",),
            ASSIGNED,
            opens=True,
            tells=("lead",),
            fields=(
                ask.TITLE,
                ask.LEAD_UNIT,
                ask.given("role", "text"),
                *ask.DATES,
                ask.given("due_kind", "text"),
            ),
        ),
        Act(
            "receive",
            "received",
            labels.RECEIVE,
            labels.RECEIVED,
            (ASSIGNED,),
            ("lead",),
            RECEIVED,
            behalf=True,
            next_in=(ASSIGNED,),
        ),
        Act(
            "report",
            "reported",
            Text("反馈", "Report"),
            Text("已反馈", "Reported"),
            (ASSIGNED, RECEIVED),
            ("lead",),
            REPORTED,
            hand=True,
            behalf=True,
            fields=(ask.RESULT_TEXT, *ask.PROVING, ask.OCCURRED),
            needs=(guard.part_brings_proof, proofs.told_in_full),
            decides=(decide.checker, decide.signer, proofs.how_proved),
            follows=follow.parts_done,
            tells=("office",),
            next_in=(RECEIVED,),
            folds=fold.claimed,
        ),
        replace(
            closing.COUNTERSIGN,
            when=(REPORTED,),
            needs=(guard.answers_for_itself, proofs.claimed_on_proof),
            next_in=(REPORTED,),
            next_while=apart,
        ),
        replace(closing.NAME_SIGNER, when=(REPORTED,), needs=(guard.answers_for_itself, another_signs)),
        replace(changing.RECKON, when=(ASSIGNED, RECEIVED)),
        replace(
            closing.NAME_CHECKERS,
            when=(REPORTED, COUNTERSIGNED),
            needs=(guard.answers_for_itself, deciding.others_must_decide),
        ),
        replace(
            closing.VERIFY,
            when=(REPORTED, COUNTERSIGNED),
            needs=(guard.answers_for_itself, *closing.VERIFY.needs),
            decides=(proofs.which_seen,),
            follows=follow.parts_done,
            next_in=(REPORTED, COUNTERSIGNED),
            next_while=apart,
        ),
        replace(
            closing.SEND_BACK,
            when=(REPORTED, COUNTERSIGNED, VERIFIED, RETURNED, LAPSED),
            then=RECEIVED,
            needs=(guard.whole_goes,),
            follows=follow.whole_back,
            tells=("lead",),
        ),
        Act(
            "return_part",
            "part_returned",
            Text("退回反馈", "Return the part"),
            Text("反馈已退回", "The part was returned"),
            (ASSIGNED, RECEIVED),
            ("lead",),
            RETURNED,
            fields=(ask.REASON,),
            tells=("office",),
            follows=follow.parts_done,
        ),
        Act(
            "excuse_part",
            "part_excused",
            Text("免于反馈", "Excuse"),
            Text("已免于反馈", "Excused"),
            (ASSIGNED, RECEIVED, RETURNED),
            (*guard.LETS_OFF, "office", "within"),
            LAPSED,
            never_by="hands",
            decides_if=guard.lets_off,
            needs=(guard.excused_by_another,),
            fields=(ask.REASON,),
            stale="never",
            folds=fold.let_off,
            follows=follow.parts_done,
            tells=("lead",),
            seldom=True,
        ),
        replace(working.URGE, when=(ASSIGNED, RECEIVED), by=("office",), tells=("lead",)),
        *changing.erasing(ASSIGNED, RECEIVED, REPORTED, COUNTERSIGNED, VERIFIED, RETURNED, LAPSED),
        losing.losing(REPORTED, COUNTERSIGNED, VERIFIED),
        *comparing.on_paper(REPORTED, COUNTERSIGNED),
        replace(
            disputing.DISPUTE,
            when=(REPORTED, COUNTERSIGNED, VERIFIED, LAPSED),
            follows=follow.part_not_checked,
        ),
        *masking.masking(ASSIGNED, RECEIVED, REPORTED, COUNTERSIGNED, VERIFIED),
        *objecting.objecting(
            *(ASSIGNED, RECEIVED, REPORTED, COUNTERSIGNED, VERIFIED, RETURNED, LAPSED),
            falls=follow.part_not_checked,
        ),
    ),
    plural=Text("协办单位", "Units taking part"),
    own_lives=(
        Life("reported", REPORTED.text, IN_CHECK, heads_of_parts, along=REPORTED.along),
        Life("returned", RETURNED.text, OVER, offices_of_parts),
    ),
    only_asked=True,
    told_apart=lambda state: ("unit", state.lead_unit) if state.lead_unit else None,
    erased_with="title",
)
