"""Decisions on paper: entered by one, compared by another, and only then done (录入、核对).

A deciding act is done in person. Where somebody decides by signing a sheet, or in a meeting, somebody else
enters what it says, as facts of the very act; a second person, who had no hand in the matter either, confirms
that the sheet says so, and the act happens in the right of whoever decided. A meeting's decision stands as
provisional until its signed list or minutes are filed. One rule for every row that decides; none is named.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.deciding import decides
from bihuan.core.acts.entering import (
    as_entered,
    nobody_of_the_desk,
    who_compares,
    why_not_enter,
)
from bihuan.core.acts.facts import checked
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.chain.chain import canonical
from bihuan.core.loop import fields as ask
from bihuan.core.state.actor import Actor
from bihuan.core.state.papers import DECIDE_BY, DESK, LAST, MEETING, Paper
from bihuan.core.state.posts import may_be_told
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.bases import BASES
from bihuan.core.words.reasons import Reason, Refused
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]


def waiting(state: State) -> list[int]:
    """The records of the papers that wait."""
    return [one.seq for one in state.papers]


PAPER = Field("paper", "paper", Text("哪一份签字件", "Which paper"), required=True, among=waiting)
SCAN = replace(
    ask.EVIDENCE,
    label=labels.SIGNED_SCAN,
    help=Text("签字件、审定表或纪要的扫描件。", "A scan of the signed paper, the list or the minutes."),
)
DOCUMENT = Field(
    "document",
    "text",
    labels.PAPER_NAMED,
    personal=True,
    help=Text("名称、文号、日期。", "Its title, number and date."),
)


# --- entering --------------------------------------------------------------------------------------------
def through_its_form(snap: Snapshot) -> Reason | None:
    """It has no form of its own: it is that of the act which the paper decides."""
    return Reason("by_its_form") if snap.trying else None


def for_whom_one_serves(snap: Snapshot) -> Reason | None:
    """A secretary enters what the person served decides, and nobody else's decisions."""
    if snap.facts["represented"] in {one.person for one in snap.actor.serves}:
        return None
    held = relations(snap.actor, snap.state, snap.desk)
    return None if {*DESK, LAST} & held.keys() else Reason("serves_another")


def some_of_the_desk_first(snap: Snapshot) -> Reason | None:
    """An auditor enters what nobody of the desk may enter, and nothing else."""
    if {*DESK, "secretary"} & relations(snap.actor, snap.state, snap.desk).keys():
        return None
    said = _as_said(snap)
    if isinstance(said, Reason):
        return said
    return None if nobody_of_the_desk(*said) else Reason("desk_enters_it")


def paper_is_there(snap: Snapshot) -> Reason | None:
    """A signed paper comes with its scan; a meeting's list or minutes may follow."""
    scanned = snap.facts.get("evidence") or snap.facts.get("paper_basis") == MEETING
    return None if scanned else Reason("no_scan")


def entered_once(snap: Snapshot) -> Reason | None:
    """One paper waits for a decision of one person."""
    same = (snap.facts["paper_act"], snap.facts["represented"])
    waits = any((one.act, one.person) == same for one in snap.state.papers)
    return Reason("paper_waits") if waits else None


def could_be_done(snap: Snapshot) -> Reason | None:
    """What the paper says is something that the person represented could decide now."""
    said = _as_said(snap)
    return said if isinstance(said, Reason) else why_not_enter(*said)


def _as_said(snap: Snapshot) -> tuple[Act, Snapshot] | Reason:
    """What the paper says, as it would be done, or why it is nothing for a paper."""
    row = snap.kind.by_name.get(snap.facts["paper_act"])
    if row is None:
        return Reason("unknown_act")
    given = {**(snap.facts.get("paper_facts") or {}), **(snap.facts.get("paper_words") or {})}
    try:
        facts = checked(row, given)
    except Refused as refused:
        return refused.reason
    if snap.facts["represented"] in snap.actor.people:
        return Reason("decide_yourself")
    inner = inner_of(snap, facts, snap.actor, snap.facts["represented"], snap.facts["paper_basis"])
    if row.testimony or not row.behalf or not decides(row, inner):
        return Reason("no_paper_needed")
    return row, inner


def inner_of(snap: Snapshot, facts: Facts, by: Actor, person: int, basis: str) -> Snapshot:
    """The same moment, as what a paper says would be done."""
    return as_entered(replace(snap, facts=facts, trying=False), by, snap.actor_of(person), basis)


@settles()
def who_may_compare(snap: Snapshot, facts: Facts) -> Facts:
    """Somebody of the desk; where all are barred an auditor, then an outside checker."""
    said = _as_said(snap)
    assert not isinstance(said, Reason)
    return {"compare_by": who_compares(*said, snap.actor.people | {facts["represented"]})}


@settles()
def told_at_once(snap: Snapshot, facts: Facts) -> Facts:
    """Whoever is represented, below and up to a head of 处室: above, nothing is sent (product.md, Tone)."""
    return told_of(snap, facts["represented"])


def told_of(snap: Snapshot, person: int) -> Facts:
    """That person, unless he stands above a head of 处室."""
    return {"told_people": [person]} if may_be_told(snap.posts, person) else {}


def entered(state: State, event: Happened) -> dict[str, Any]:
    """One more paper waits."""
    plain = event.plain
    paper = Paper(
        seq=event.seq,
        act=plain["paper_act"],
        person=plain["represented"],
        basis=plain["paper_basis"],
        by=tuple(plain["entered_by"]),
        asked=canonical(plain.get("paper_facts") or {}),
        filed=bool(plain.get("evidence")),
        day=event.occurred_on.isoformat(),
        scan=event.seq if plain.get("evidence") else 0,
        compare_by=plain["compare_by"],
    )
    return {"papers": (*state.papers, paper)}


@settles()
def entered_by(snap: Snapshot, facts: Facts) -> Facts:
    """Whoever enters it, and those whose place that person takes."""
    people = sorted(snap.actor.stands_for)
    return {"entered_by": [snap.actor.person, *people]}


def taken_off(state: State, event: Happened) -> dict[str, Any]:
    """It waits no longer."""
    return {"papers": tuple(one for one in state.papers if one.seq != event.plain["paper"])}


ENTER = Act(
    "record_on_paper",
    "paper_recorded",
    Text("录入签字件", "Enter a decision on paper"),
    Text("已录入签字件，待核对", "Entered from paper; it waits to be compared"),
    (),
    (*DESK, LAST, "secretary"),
    needs=(
        through_its_form,
        for_whom_one_serves,
        some_of_the_desk_first,
        paper_is_there,
        entered_once,
        could_be_done,
    ),
    fields=(
        ask.hidden("paper_act", "text", by_page=True, required=True),
        Field(
            "represented",
            "person",
            labels.DECIDED_BY,
            required=True,
            hidden=True,
            by_page=True,
            note=labels.DECIDED_BY,
        ),
        Field(
            "paper_basis",
            "choice",
            labels.BASIS,
            required=True,
            hidden=True,
            by_page=True,
            choices=tuple((name, BASES[name].offered) for name in DECIDE_BY),
        ),
        ask.hidden("paper_facts", "json", by_page=True),
        ask.hidden("paper_words", "json", personal=True, by_page=True),
        DOCUMENT,
        SCAN,
        ask.FILE_NAMES,
    ),
    decides=(entered_by, who_may_compare, told_at_once),
    tells=("office", "represented"),
    folds=entered,
    recalled=True,
)
