"""The requests that ask for what changes what is owed: each opens a request with the steps of a rule."""

from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.loop import after_claim, owed
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.loop.lateness import asked_before_due
from bihuan.core.loop.one_yes_each import office_asks_in_person
from bihuan.core.loop.requesting import open_request
from bihuan.core.state.lives import CHECKING, CLAIMED, CLOSED, DOING, GOING
from bihuan.core.words import labels
from bihuan.core.words.text import Text


def _request(
    asks: str,
    event: str,
    label: Text,
    done: Text,
    when: tuple[str, ...],
    by: tuple[str, ...],
    *fields: Field,
    grants: str,
    name: str = "",
    **more: Any,
) -> Act:
    """An act that asks for another one: it opens a request with the steps of the rule `<asks>_steps`."""
    return Act(
        name or f"request_{asks}",
        event,
        label,
        done,
        when,
        by,
        fields=(*fields, ask.REQUEST_ID, ask.REASON),
        asks=asks,
        asking=open_request,
        grants=grants,
        behalf=True,
        tells=("office",),
        **more,
    )


REQUESTS = (
    _request(
        "extension",
        "extension_requested",
        labels.REQUEST_EXTENSION,
        Text("已申请延期", "Requested an extension"),
        DOING,
        ("lead", "accountable"),
        ask.NEW_DUE,
        needs=(guard.due_later, asked_before_due),
        grants="extend",
    ),
    _request(
        "pause",
        "pause_requested",
        Text("申请暂停计时", "Request a pause"),
        Text("已申请暂停计时", "Requested a pause"),
        DOING,
        ("lead",),
        clock="running",
        seldom=True,
        grants="pause",
    ),
    _request(
        "transfer",
        "transfer_requested",
        Text("申请转办", "Request a transfer"),
        Text("已申请转办", "Requested a transfer"),
        (*DOING, CLAIMED),
        ("lead", "office"),
        replace(ask.TRANSFER_TO, required=True),
        ask.ACCOUNTABLE,
        needs=(guard.lead_answers, owed.another_unit),
        seldom=True,
        grants="transfer",
    ),
    _request(
        "withdrawal",
        "withdrawal_requested",
        Text("申请撤销", "Request withdrawal"),
        Text("已申请撤销", "Requested withdrawal"),
        GOING,
        ("lead", "office"),
        needs=(office_asks_in_person,),
        seldom=True,
        grants="withdraw",
        first="office",
        last="approver",
    ),
    _request(
        "reopening",
        "reopening_requested",
        Text("申请重新打开", "Request reopening"),
        Text("已申请重新打开", "Requested reopening"),
        CLOSED,
        ("office", "verifier", "fallback", "raiser", "leader"),
        seldom=True,
        likely_for=("raiser",),
        grants="reopen",
    ),
    _request(
        "other",
        "other_proposed",
        Text("建议调整责任人", "Propose somebody else"),
        Text("已建议调整责任人", "Proposed somebody else"),
        DOING,
        ("accountable", "lead"),
        replace(ask.ACCOUNTABLE, required=True, label=Text("建议的责任人", "Who it should be")),
        name="propose_other",
        needs=(after_claim.head_answers, after_claim.somebody_else),
        steps=(("head", "any", False),),
        own_unit=True,
        seldom=True,
        grants="name_other",
    ),
    _request(
        "change",
        "change_requested",
        Text("申请变更", "Request a change"),
        Text("已申请变更", "Requested a change"),
        (*DOING, *CHECKING, *CLOSED),
        ("office", "lead", "accountable"),
        *after_claim.ASKED_TO_CHANGE,
        needs=(after_claim.is_bound, after_claim.change_fits),
        stale="any",
        seldom=True,
        prefilled=True,
        grants="change",
    ),
)
