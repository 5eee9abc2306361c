"""Hearing the people concerned: who is asked and may answer, and what counts as heard.

Whoever raised it and had no hand in it is asked after the check, and has some working days. One “not solved”
is enough; silence drowns none, and one raiser's answer ends no other's days. Where nobody can be asked a
sample stands in. All of it is judged once more at the closing, by the hands of that day.
"""

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.hands import checked
from bihuan.core.state.state import HEARD
from bihuan.core.words.reasons import Reason


def hearing(snap: Snapshot) -> Reason | None:
    """The people concerned have been heard, or why not and by what sample is on record."""
    heard = snap.state.hearing
    if heard in HEARD:
        drowned = snap.state.unsolved and heard != "with_problem"
        return Reason("not_solved") if drowned else (unheard(snap) or _days_run(snap))
    if heard == "not_solved":
        return Reason("not_solved")
    if heard == "asked":
        return Reason("hearing_runs", {"until": snap.state.hear_until})
    return Reason("no_hearing")


def unheard(snap: Snapshot) -> Reason | None:
    """Whoever raised it and did none of it was asked, or told: also who was a hand when the others were, and
    is none any more, because what was recorded of him was not so. A sample stands in for nobody who can be
    asked.
    """
    state = snap.state
    if not state.hearing_seq:
        return None
    if state.sampled and _can_be_asked(snap):
        return Reason("raisers_known")
    return Reason("not_all_asked") if whom_to_tell(snap).difference(state.answers_asked) else None


def whom_to_tell(snap: Snapshot) -> frozenset[int]:
    """The raisers who did none of it. Who only sits where it was done is told, too: his “not solved” counts,
    and no word of his that it is solved.
    """
    return snap.state.raisers - snap.hands().people


def _days_run(snap: Snapshot) -> Reason | None:
    """One who is overruled ends nobody else's days to answer; nor does a sample."""
    state = snap.state
    if not state.hear_until or snap.today > state.hear_until:
        return None
    return Reason("hearing_runs", {"until": state.hear_until}) if state.silent else None


def has_raiser(snap: Snapshot) -> Reason | None:
    """Somebody raised it who had no hand in it: whoever did the work is not asked."""
    if _can_be_asked(snap):
        return None
    return Reason("raisers_barred" if snap.state.raisers else "no_raiser")


def _can_be_asked(snap: Snapshot) -> bool:
    return any(snap.free([one]) for one in snap.state.raisers)


def _not_being_asked(snap: Snapshot) -> Reason:
    """Nobody was asked yet, or it is over: they were heard, or it is on record why not."""
    return Reason("heard_already" if snap.state.hearing in HEARD else "no_hearing")


def may_still_answer(snap: Snapshot) -> Reason | None:
    """As long as it is not signed off an answer counts: silence drowns no “not solved” that comes late, and
    neither what another raiser said nor overruling it silences the rest.
    """
    return None if snap.state.hearing_seq else _not_being_asked(snap)


def silence_lasted(snap: Snapshot) -> Reason | None:
    until = snap.state.hear_until
    if snap.state.hearing != "asked" or until is None:
        return _not_being_asked(snap)
    return None if snap.today > until else Reason("hearing_runs", {"until": until})


def said_not_solved(snap: Snapshot) -> Reason | None:
    """After this claim; or before, by somebody who can be asked no more, or was asked and did not answer."""
    state = snap.state
    if state.unsolved and state.hearing != "asked" and not (state.hearing is None and _can_be_asked(snap)):
        return None
    if state.hearing in HEARD:
        return Reason("nobody_unsolved")
    return no_answer_runs(snap) or Reason("no_hearing")


def nobody_to_ask(snap: Snapshot) -> Reason | None:
    """Only where nobody is known who could be asked may a sample stand in for an answer."""
    if _can_be_asked(snap):
        return Reason("raisers_known")
    return Reason("not_solved") if snap.state.unsolved else no_answer_runs(snap)


def heard_by_another(snap: Snapshot) -> Reason | None:
    """Who checked it does not write down himself that the raiser agrees."""
    return checked(snap.actor.people, snap.checkers) if snap.for_whom and not says_not_solved(snap) else None


def says_not_solved(snap: Snapshot) -> bool:
    """What keeps it open closes nothing: whoever raised it may say so, and anybody may write it down."""
    return snap.facts.get("answer") == "not_solved" or (snap.trying and "answer" not in snap.facts)


def not_heard_yet(snap: Snapshot) -> Reason | None:
    """Each raiser answers once; others may still be asked."""
    mine = snap.principal.people & snap.state.raisers
    return Reason("already_heard") if mine and mine <= set(snap.state.heard) else None


def no_answer_runs(snap: Snapshot) -> Reason | None:
    """What the raisers were asked cannot be waived, nor overruled unread."""
    if snap.state.hearing == "asked":
        return Reason("hearing_runs", {"until": snap.state.hear_until})
    return Reason("not_solved") if snap.state.hearing == "not_solved" else None
