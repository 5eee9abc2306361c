"""Decisions on paper: entered by one, compared by another, and only then done (录入、核对).

A deciding act is done in person. Where somebody decides by signing a sheet, or in a meeting, somebody else
enters what it says, as facts of the very act; a second person, who had no hand in the matter either, confirms
that the sheet says so, and the act happens in the right of whoever decided. A meeting's decision stands as
provisional until its signed list or minutes are filed. One rule for every row that decides; none is named.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.deciding import decides
from bihuan.core.acts.entering import DESK, LAST, at_the_desk, checked_it, enters
from bihuan.core.acts.facts import checked
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.verdict import verdict
from bihuan.core.chain.chain import canonical
from bihuan.core.chain.ids import event_id
from bihuan.core.loop import fields as ask
from bihuan.core.loop.proofs import proved_by
from bihuan.core.state.actor import Actor
from bihuan.core.state.hands import Hands, barred
from bihuan.core.state.lives import Life
from bihuan.core.state.papers import COMPARED_BY, DECIDE_BY, MEETING, Paper, paper_of
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


def waiting_filed(state: State) -> list[int]:
    """Of those, the ones that can be compared."""
    return [one.seq for one in state.papers if one.filed]


def provisional(state: State) -> list[int]:
    """Of those, what a meeting decided, without its minutes."""
    return [one.seq for one in state.papers if not one.filed]


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
    held = relations(snap.actor, snap.state, snap.desk)
    served = "secretary" in held
    return None if served or enters(snap, held) else Reason("desk_enters_it")


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
    inner = as_decided(snap, facts, snap.actor, snap.facts["represented"], snap.facts["paper_basis"])
    if row.testimony or not row.behalf or not decides(row, inner):
        return Reason("no_paper_needed")
    return verdict(row, inner)


def as_decided(
    snap: Snapshot, facts: Facts, by: Actor, person: int, basis: str, compared_by: Actor | None = None
) -> Snapshot:
    """The same moment, in the right of whoever decided on paper."""
    whom, now = snap.actor_of(person), replace(snap, on_paper=True, trying=False, seen=None)
    return replace(now, facts=facts, actor=by, for_whom=whom, basis=basis, compared_by=compared_by)


@settles("compare_by")
def who_compares(snap: Snapshot, facts: Facts) -> Facts:
    """Somebody of the desk; where all are barred an auditor, then an outside checker."""
    return {"compare_by": who_is_free(snap, snap.actor.people | {facts["represented"]})}


@settles("compare_by")
def who_compares_filed(snap: Snapshot, facts: Facts) -> Facts:
    """The same, once somebody has filed the minutes."""
    paper = paper_of(snap.state.papers, facts["paper"])
    assert paper is not None
    return {"compare_by": who_is_free(snap, {*paper.by, paper.person, *snap.actor.people})}


def who_is_free(snap: Snapshot, but: Collection[int], had: Hands | None = None) -> str:
    """Who compares: somebody but these who had none of these hands; the matter's own where none are given."""
    asked = {
        "desk": at_the_desk(snap),
        "auditor": snap.comparers_in().get("auditor", frozenset()),
        "outsider": snap.holders_in().get("outsider", frozenset()),
    }
    people = {role: found - set(but) - checked_it(snap) for role, found in asked.items()}
    every = frozenset().union(*people.values())
    seats, hands = snap.seats_of(every), had or (snap.hands() if every else Hands())
    free = (
        role
        for role in COMPARED_BY
        if any(not barred([one], seats, hands, snap.today) for one in people[role])
    )
    return next(free, "desk")


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
    )
    return {"papers": (*state.papers, paper)}


@settles()
def entered_by(snap: Snapshot, facts: Facts) -> Facts:
    """Whoever enters it, and those whose place that person takes."""
    people = sorted(snap.actor.stands_for)
    return {"entered_by": [snap.actor.person, *people]}


# --- filing, comparing, refusing -------------------------------------------------------------------------
def some_provisional(snap: Snapshot) -> Reason | None:
    """A meeting has decided, and its minutes are not there."""
    return _some(snap, lambda one: not one.filed)


def some_filed(snap: Snapshot) -> Reason | None:
    """A paper is there and waits to be compared."""
    return _some(snap, lambda one: one.filed)


def some_paper(snap: Snapshot) -> Reason | None:
    return _some(snap, lambda one: True)


def _some(snap: Snapshot, fits: Any) -> Reason | None:
    if not any(fits(one) for one in snap.state.papers):
        return Reason("no_paper")
    if snap.trying:
        return None
    paper = _chosen(snap)
    return None if paper is not None and fits(paper) else Reason("paper_gone")


def _chosen(snap: Snapshot) -> Paper | None:
    return paper_of(snap.state.papers, snap.facts.get("paper"))


def by_foreign_hand(snap: Snapshot) -> Reason | None:
    """Whoever enters, files or compares a decision had no hand in what it is about."""
    return snap.why_barred(snap.actor)


def by_another(snap: Snapshot) -> Reason | None:
    """Neither who entered or filed it, nor in whose place that was, nor whose decision it is."""
    papers = [_chosen(snap)] if not snap.trying else [one for one in snap.state.papers if one.filed]
    for one in papers:
        mine = snap.actor.people & {*one.by, one.person} if one else frozenset()
        if not mine:
            return None
    return Reason("entered_it")


def still_holds(snap: Snapshot) -> Reason | None:
    """What the paper says could still be decided, and whoever entered it has no hand in it either."""
    if snap.trying:  # a page looks for one of which that is so, among those that this person may compare
        each = [replace(snap, trying=False, facts={"paper": seq}) for seq in waiting_filed(snap.state)]
        why = [still_holds(one) for one in each if by_another(one) is None]
        return None if None in why else next(iter(why), None)
    paper = _chosen(snap)
    if paper is None:
        return None
    files = snap.files_of(event_id(snap.state.org, paper.scan))
    if not files or snap.broken(frozenset(digest for digest, _ in files)):
        return Reason("scan_gone")
    if any(piece.seq > paper.seq for one in proved_by(snap) for piece in one.proof):
        return Reason("proof_since_paper")
    row, facts, by = snap.kind.by_name[paper.act], json.loads(paper.asked), snap.actor_of(paper.by[0])
    return verdict(row, as_decided(snap, facts, by, paper.person, paper.basis, snap.actor))


def carry_out(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of comparing: the act itself, in the right of whoever decided."""
    paper = paper_of(before.papers, facts["paper"])
    assert paper is not None and how.actor.person is not None
    row = book.store.kind(after.kind).act(paper.act)
    words = book.store.words(event_id(book.org, paper.seq)).get("paper_words") or {}
    given = {**json.loads(paper.asked), **{name: value for name, value in words.items() if value}}
    erased = (one.name for one in row.fields if one.required and one.personal and one.name not in given)
    given |= dict.fromkeys(erased, "—")
    entered = book.store.actor(paper.by[0])
    book.perform(
        paper.act,
        after.id,
        Mandate(
            entered,
            paper.person,
            paper.basis,
            paper=(paper.seq, how.actor.person),
            rests=((paper.seq, paper.person),),
        ),
        **given,
    )


def taken_off(state: State, event: Happened) -> dict[str, Any]:
    """It waits no longer."""
    return {"papers": tuple(one for one in state.papers if one.seq != event.plain["paper"])}


def filed(state: State, event: Happened) -> dict[str, Any]:
    """The minutes are there; whoever filed them does not compare them."""

    def one(paper: Paper) -> Paper:
        by = tuple(dict.fromkeys((*paper.by, *event.plain["entered_by"])))
        return (
            paper._replace(filed=True, by=by, scan=event.seq) if paper.seq == event.plain["paper"] else paper
        )

    return {"papers": tuple(map(one, state.papers))}


def waits(state: State) -> bool:
    """A paper is there and waits to be compared."""
    return any(one.filed for one in state.papers)


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
    decides=(entered_by, who_compares, told_at_once),
    tells=("office", "represented"),
    folds=entered,
    recalled=True,
)
FILE_MINUTES = Act(
    "file_minutes",
    "minutes_filed",
    Text("补交纪要", "File the minutes"),
    Text("已补交纪要，待核对", "The minutes were filed; they wait to be compared"),
    (),
    (*DESK, LAST),
    stale="never",
    needs=(some_provisional, some_of_the_desk_first, by_foreign_hand),
    fields=(replace(PAPER, among=provisional), replace(SCAN, required=True), ask.FILE_NAMES, DOCUMENT),
    decides=(entered_by, who_compares_filed),
    tells=("office",),
    folds=filed,
    recalled=True,
)
COMPARE = Act(
    "compare_paper",
    "paper_compared",
    Text("核对签字件", "Compare the paper"),
    Text("已核对，与签字件一致", "Compared: the paper says so"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(some_filed, by_another, by_foreign_hand, still_holds),
    fields=(replace(PAPER, among=waiting_filed), ask.REMARK),
    opposite="refuse_paper",
    follows=carry_out,
    folds=taken_off,
    next_while=waits,
)
REFUSE = Act(
    "refuse_paper",
    "paper_refused",
    Text("与原件不符", "The paper says otherwise"),
    Text("与原件不符，已退回录入", "Refused: the paper says otherwise"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(some_paper,),
    fields=(PAPER, ask.REASON),
    tells=("office",),
    folds=taken_off,
)
ACTS = (ENTER, FILE_MINUTES, COMPARE, REFUSE)


def on_paper(*when: Life) -> tuple[Act, ...]:
    """The acts by which a kind takes decisions on paper, in these lives."""
    return tuple(replace(act, when=when, next_in=when if act is COMPARE else ()) for act in ACTS)
