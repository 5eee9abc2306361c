"""What was claimed stays as it was claimed: how its words, its standard and its person still change.

A correction of spelling is small and changes nothing that a duty is measured by (core/words/spelling.py). All
else is asked for, and a foreign hand says yes; what was checked and heard was checked against the old words,
and the claim goes back to be checked. What is closed keeps its words and its standard until it is re-opened.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop import following as follow
from bihuan.core.loop.folds import UNHEARD
from bihuan.core.state.faces import PUBLIC
from bihuan.core.state.lives import CHECKING, CLAIMED, CLOSED, COUNTERSIGNED, DOING, GOING, VERIFIED
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason
from bihuan.core.words.spelling import most_changed, spelling_alone
from bihuan.core.words.text import Text

WORDS = ("title", ask.STANDARD.name, ask.WANTED.name)
"""The facts that say what is owed."""
PERSONS = ("accountable", "leader")
BOUND = frozenset({*WORDS, *PERSONS})
"""What stands from the claim on."""
MOST = 4
"""How many characters a correction of spelling changes where no rule says otherwise."""
Facts = Mapping[str, Any]


# --- guards ----------------------------------------------------------------------------------------------
def claimed_stays(snap: Snapshot) -> Reason | None:
    """From the claim on a correction takes over what a ledger reports, never what is owed, nor by whom."""
    if snap.state.life not in (*CHECKING, *CLOSED):
        return None
    bound = not snap.within or bool(BOUND & snap.facts.keys())
    return Reason("claimed_stays") if bound else None


def no_period_in_check(snap: Snapshot) -> Reason | None:
    """While a period or a part is being checked, what it is checked against stays; what was checked of it so
    far was checked by these words, which then change by a request alone.
    """
    if snap.trying or not set(WORDS) & snap.facts.keys():
        return None
    shown = bool(snap.state.cycles) and not snap.granted
    checked = (CLAIMED, COUNTERSIGNED)
    apart = snap.state.mode == "separate" and not snap.kind.counted
    waits = any(
        (one.period and one.life in checked) or (apart and one.role == "separate" and one.claim_seq)
        for one in snap.children()
    )
    if not (shown or waits) or not changes_words(snap):
        return None
    return Reason("words_shown" if shown else "period_in_check")


def is_bound(snap: Snapshot) -> Reason | None:
    """Before a claim words and persons are planned and corrected, unless periods were checked by them."""
    free = snap.state.life in DOING and not snap.state.cycles
    return Reason("still_planned") if free else None


def changes_words(snap: Snapshot) -> bool:
    """Whether a form says other words than stand: one that is filled in beforehand says them again."""
    given = {name: snap.facts[name] for name in WORDS if name in snap.facts}
    if given.pop("title", snap.state.title) != snap.state.title:
        return True
    now = snap.kept() if given else {}
    return any(value != now.get(name) for name, value in given.items())


def spelling_only(snap: Snapshot) -> Reason | None:
    """The new text is the old one but for a slip of the pen."""
    if snap.trying:
        return None
    old, new, most = snap.state.title or "", snap.facts["title"], _most(snap)
    if old == new:
        return Reason("nothing_asked")
    if spelled(snap) is None:
        return Reason("not_spelling", {"most": most_changed(old, new, most)})
    return None


def _most(snap: Snapshot) -> int:
    return int(snap.rules.get("spelling_characters", MOST))


def spelled(snap: Snapshot) -> tuple[int, ...] | None:
    """Where characters were corrected, now or before; None where it is no correction of spelling."""
    return spelling_alone(
        snap.state.title or "",
        snap.facts["title"],
        most=_most(snap),
        mended=snap.state.mended,
        names=snap.unit_names(),
    )


def change_fits(snap: Snapshot) -> Reason | None:
    """Something is to change, and of what is closed neither its words nor its standard."""
    if snap.trying:
        return None
    words = changes_words(snap)
    persons = any(snap.facts.get(name, now) != now for name in PERSONS for now in [getattr(snap.state, name)])
    if not words and not persons:
        return Reason("nothing_asked")
    return Reason("closed_words") if words and snap.state.life in CLOSED else None


def somebody_else(snap: Snapshot) -> Reason | None:
    """Whoever is proposed is somebody else than who is named."""
    same = not snap.trying and snap.facts["accountable"] == snap.state.accountable
    return Reason("nothing_asked") if same else None


def somebody_answers(snap: Snapshot) -> Reason | None:
    """A hand-over list takes what somebody answers for."""
    return None if snap.state.accountable else Reason("not_subject")


def head_answers(snap: Snapshot) -> Reason | None:
    """A head says yes to it: there is one unit that leads, and whoever heads it plans instead of asking."""
    state = snap.state
    if state.mode != "lead" or state.lead_unit is None:
        return Reason("no_lead")
    return Reason("one_is_enough") if state.lead_unit in snap.principal.heads else None


# --- what a form says first ------------------------------------------------------------------------------
GIVEN = {
    COUNTERSIGNED: Text("审签意见", "countersignature"),
    VERIFIED: Text("审签、核验、听取意见", "countersignature, check and hearing"),
}
"""What was given to a claim by the time that it stands so."""
IF_WORDS = Text(
    "改动内容、完成标准或佐证要求的，已有的{given}作废，报结仍在，须重新审签、核验、听取意见；只换责任人的不受影响。",
    "If it changes the text, the standard or the proof wanted, what was given so far is void ({given}): the "
    "claim stands, and is countersigned, checked and heard anew. A change of person alone voids nothing.",
)
ON_YES = Text(
    "同意后，已有的{given}作废，报结仍在，须按变更后的内容重新审签、核验、听取意见。",
    "Once you agree, what was given so far is void ({given}): the claim stands, and is countersigned, "
    "checked and heard anew by the new words.",
)


def checked_anew_said(snap: Snapshot) -> Text | None:
    """That other words take away what was given to the claim as it stood."""
    given = next((said for life, said in GIVEN.items() if life == snap.state.life), None)
    if given is None or not (snap.trying or changes_words(snap)):
        return None
    said = IF_WORDS if snap.trying else ON_YES
    return Text(said.zh.format(given=given.zh), said.en.format(given=given.en))


# --- what they settle, and what becomes of the matter ----------------------------------------------------
@settles()
def characters_mended(snap: Snapshot, facts: Facts) -> Facts:
    """Where characters were corrected: several corrections count together, and none goes on from another."""
    return {"mended": spelled(snap)}


@settles("life")
def checked_anew(snap: Snapshot, facts: Facts) -> Facts:
    """Other words: the claim stands, and is countersigned, checked and heard again."""
    return {"life": str(CLAIMED)} if snap.state.life in CHECKING and changes_words(snap) else {}


@settles()
def shown_anew(snap: Snapshot, facts: Facts) -> Facts:
    """Other words: the periods that were checked by the old ones count no longer."""
    return {"shown_anew": True} if snap.state.cycles and changes_words(snap) else {}


def fold_mended(state: State, event: Happened) -> dict[str, Any]:
    """Where characters were corrected since the claim."""
    return {"mended": tuple(event.plain["mended"])}


def fold_changed(state: State, event: Happened, *, to: str | None = None) -> dict[str, Any]:
    """What was found and heard was found and heard of the old words."""
    anew = {"cycles": (), "shown_from": event.occurred_on} if event.plain.get("shown_anew") else {}
    if "life" not in event.plain and to is None:
        return anew
    return {
        **anew,
        "finding": 0,
        "checks": (),
        "deciders": (),
        "papers": (),
        "mended": (),
        "rests_on": event.occurred_on,
        **UNHEARD,
    }


@settles()
def words_before(snap: Snapshot, facts: Facts) -> Facts:
    """The words that stood before, to be given back should the change prove to be nobody's."""
    kept = snap.kept() if set(WORDS[1:]) & facts.keys() else {}
    now = {"title": snap.state.title, **kept}
    changed = (name for name in WORDS if name in facts and facts[name] != now.get(name))
    return {f"was_{name}": now.get(name) or "" for name in changed}


# --- the acts --------------------------------------------------------------------------------------------
NEW_TITLE = Field(
    "title",
    "long",
    Text("变更后的内容", "New text"),
    personal=True,
    sets=True,
    face=PUBLIC,
    quiet=True,
    help=Text(
        "照现在的写好了，只改要变的；清空即不变。", "As it stands now: change what is to be. Empty, it stays."
    ),
)
CHANGED = (NEW_TITLE, ask.STANDARD, ask.WANTED, ask.ACCOUNTABLE, replace(ask.LEADER, seldom=False))
ASKED_TO_CHANGE = tuple(replace(one, keeps=False) for one in CHANGED)
"""The same as they are asked for: nothing of them stands with the matter before the yes."""

WORDS_BEFORE = tuple(ask.hidden(f"was_{name}", "long", personal=True) for name in WORDS)
WORDS_BACK = tuple(replace(one, hidden=True) for one in (NEW_TITLE, ask.STANDARD, ask.WANTED))
"""The same words, as an act that gives them back says them."""

MEND_SPELLING = Act(
    "mend_spelling",
    "spelling_mended",
    Text("更正文字", "Correct the spelling"),
    Text("已更正文字", "The spelling was corrected"),
    (*CHECKING, *CLOSED),
    ("office",),
    stale="any",
    needs=(spelling_only,),
    fields=(
        replace(
            NEW_TITLE,
            label=labels.CORRECTED_TEXT,
            required=True,
            help=Text(
                "只改错别字（同音、多字、漏字、标点），数字、日期、单位、级别、标准、否定词不变。原文留在记录里。",
                "Slips of the pen only (a character that sounds alike, one too many or too "
                "few): no number, date, unit, level, standard or denial. The old words stay.",
            ),
        ),
        ask.REASON,
    ),
    decides=(characters_mended,),
    tells=("lead",),
    prefilled=True,
    seldom=True,
    shows_change=True,
    folds=fold_mended,
)

CHANGE = Act(
    "change",
    "changed",
    Text("变更", "Change"),
    Text("已变更", "Changed"),
    (*GOING, *CLOSED),
    ("granted",),
    never_by="hands",
    needs=(change_fits, no_period_in_check),
    foretells=(checked_anew_said,),
    fields=(*CHANGED, ask.REASON, *WORDS_BEFORE),
    decides=(checked_anew, shown_anew, words_before),
    follows=follow.hand_over_person,
    tells=("lead", "accountable", "office"),
    restarts=True,
    shows_change=True,
    folds=fold_changed,
)

NAME_OTHER = Act(
    "name_other",
    "other_named",
    Text("调整责任人", "Name somebody else"),
    Text("已调整责任人", "Somebody else was named"),
    DOING,
    ("granted",),
    fields=(replace(ask.ACCOUNTABLE, required=True), ask.REASON),
    follows=follow.hand_over_person,
    tells=("lead", "accountable"),
    shows_change=True,
)
