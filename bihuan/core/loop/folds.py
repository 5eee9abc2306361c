"""What some acts make of a matter beyond the facts that they set: pure functions named in their rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bihuan.core.acts.act import Fold
from bihuan.core.acts.happened import Happened
from bihuan.core.chain.ids import seq_of
from bihuan.core.state.answers import Answer
from bihuan.core.state.lives import CLAIMED, CLOSED
from bihuan.core.state.proofs import OFFLINE, Piece
from bihuan.core.state.state import State
from bihuan.core.state.voices import Voice, overruled_by

UNHEARD: Mapping[str, Any] = {
    "hearing": None,
    "hearing_seq": 0,
    "hear_until": None,
    "answers_asked": (),
    "sampled": False,
}
"""Nobody is asked, and no sample stands in; what the raisers said stays said."""


def cleared(state: State, event: Happened) -> dict[str, Any]:
    """Whatever was proved, checked and heard of the last claim counts no longer."""
    return {
        "proof": (),
        "proof_erased": False,
        "originals_seen": (),
        "claim_seq": 0,
        "finding": 0,
        "checks": (),
        "deciders": (),
        "closed_on": None,
        "looked_back": None,
        "back_filled": False,
        "mended": (),
        "uninvolved": (),
        "rests_on": event.occurred_on,
        **UNHEARD,
    }


def claimed(state: State, event: Happened) -> dict[str, Any]:
    """A new claim: what was proved and checked of the last one counts no longer."""
    found = cleared(state, event) | {"uninvolved": state.uninvolved}
    found["proof"] = brought(event)
    found["claim_seq"] = event.seq
    found["rule_issued"] = event.plain.get("rule_issued") is True or state.rule_issued
    return found


def claim_imported(state: State, event: Happened) -> dict[str, Any]:
    """What came in as claimed counts as a claim without proof."""
    return cleared(state, event) | {"claim_seq": event.seq if state.life == CLAIMED else 0}


def proved(state: State, event: Happened) -> dict[str, Any]:
    """More evidence with the present claim."""
    return {"proof": (*state.proof, *brought(event))} if state.claim_seq else {}


def brought(event: Happened) -> tuple[Piece, ...]:
    """The proofs that an event cites: its files, and what is to be seen offline."""
    files = (Piece(event.seq, digest) for digest in event.plain.get("evidence", ()))
    return (*files, Piece(event.seq, OFFLINE)) if event.plain.get("offline") else tuple(files)


def proof_erased(state: State, event: Happened) -> dict[str, Any]:
    """It stays closed, and stands as what closed on a proof that is erased; a look-back is asked for."""
    gone = event.plain.get("lost", ())
    left = tuple(one for one in state.proof if list(one) not in gone)
    again = {"look_back_on": event.occurred_on} if state.life in CLOSED else {}
    return {"proof": left, "proof_erased": True} | again


def cited(masks: str) -> tuple[int, str]:
    """The event and the digest by which a file is cited."""
    event, _, digest = masks.partition(":")
    return int(event), digest


def masked(state: State, event: Happened) -> dict[str, Any]:
    """The masked copy stands in the place of the original, for every claim that rests on it."""
    _, digest = cited(event.plain["masks"])
    copy = Piece(event.seq, event.plain["evidence"][0])
    return {"proof": tuple(copy if one.digest == digest else one for one in state.proof)}


def cited_again(state: State, event: Happened) -> dict[str, Any]:
    """What came with an original stays proof, by the event that cites it now."""
    was = seq_of(event.plain["cited_by"])
    kept = (one._replace(seq=event.seq) if one.seq == was and not one.offline else one for one in state.proof)
    return {"proof": tuple(kept)}


def verified(state: State, event: Happened) -> dict[str, Any]:
    """The claim was checked, by whom, and how the people concerned were heard."""
    found = {"finding": event.seq, "hearing": event.plain.get("hearing"), "deciders": ()}
    return found | {"rests_on": event.occurred_on}


def let_off(state: State, event: Happened) -> dict[str, Any]:
    """Whoever lets off what would be checked stands for that as a checker does."""
    people = tuple(event.plain.get("decided_by", ()))
    owed = state.role == "separate" or state.period
    return {"checks": ((people, event.occurred_on.isoformat()),)} if people and owed else {}


def gathered(state: State, event: Happened) -> dict[str, Any]:
    """Claimed by its parts, of which each was checked for itself."""
    return claimed(state, event) | {"finding": event.seq, "hearing": event.plain.get("hearing")}


def check_begun(state: State, event: Happened) -> dict[str, Any]:
    """The first of two checks; one that was begun before waits no longer."""
    return {"checks": ()}


def asked_of_others(state: State, event: Happened) -> dict[str, Any]:
    """Others check it: what one of two had begun counts no longer."""
    return {} if state.finding else {"checks": ()}


def back_filled(state: State, event: Happened) -> dict[str, Any]:
    """Closed on the signed sheet: proved, checked and heard as it was signed."""
    return {
        "proof": brought(event),
        "finding": event.seq,
        "hearing": "as_signed",
        "back_filled": True,
        "claim_seq": state.claim_seq or event.seq,
        "closed_on": event.occurred_on,
    }


def disregarded(state: State, event: Happened) -> dict[str, Any]:
    """What was entered by mistake counts for nothing; its author had a hand all the same."""
    return {"entries": (), "proof": ()}


def answered(state: State, event: Happened) -> dict[str, Any]:
    """What a raiser says is kept by itself. Late is not too late, and one's answer ends no other's days."""
    solved = event.plain["answer"] != "not_solved"
    said = (Voice(event.seq, one, solved) for one in event.plain.get("answered_for", ()))
    return reheard(state, event, (*state.voices, *said)) | {"rests_on": event.occurred_on}


def reheard(state: State, event: Happened, voices: tuple[Voice, ...]) -> dict[str, Any]:
    """How the hearing stands by these words."""
    return {"voices": voices, "hearing": state._replace(voices=voices).hearing_on(event.occurred_on)}


def silent(state: State, event: Happened) -> dict[str, Any]:
    """No answer is no objection, but for those who said before that it was not solved."""
    return {"hearing": "not_solved" if state.unsolved else "silent", "rests_on": event.occurred_on}


def agreed(state: State, event: Happened) -> dict[str, Any]:
    """One more yes to the present step."""
    place = state.step - bool(event.plain.get("next_step"))
    plain, day = event.plain, event.occurred_on.isoformat()
    mine = Answer.of(place, plain.get("yes_of") or (), plain.get("decided_by") or (), day)
    return {"answers": (*state.answers, mine), "confirming": False}


def listed(state: State, event: Happened) -> dict[str, Any]:
    """It stands in another register too."""
    return {"listings": (*_without(state, event), (event.plain["in_register"], event.seq))}


def unlisted(state: State, event: Happened) -> dict[str, Any]:
    """It stands there no longer."""
    return {"listings": _without(state, event)}


def _without(state: State, event: Happened) -> tuple[tuple[int, int], ...]:
    return tuple(pair for pair in state.listings if pair[0] != event.plain["in_register"])


def _sets(**values: Any) -> Fold:
    return lambda state, event: values


def instructed(state: State, event: Happened) -> dict[str, Any]:
    """An instruction that assigns anew."""
    return reopened(state, event) if event.plain.get("life") else {}


def reopened(state: State, event: Happened) -> dict[str, Any]:
    """What somebody opens again did not hold: its periods are shown anew. What the program opens again, since
    something below it stands no longer, keeps those that stand.
    """
    anew = {"cycles": (), "shown_from": event.occurred_on} if event.actor and state.closed_on else {}
    return cleared(state, event) | anew


def looked_back(state: State, event: Happened) -> dict[str, Any]:
    """What the look-back found; the next one is due only where a day was named for it."""
    again = event.plain.get("look_back_on")
    on = date.fromisoformat(again) if again else None
    return {"looked_back": event.plain["result"], "look_back_on": on}


def waits(state: State, event: Happened) -> dict[str, Any]:
    """It waits for the answer to a request over many."""
    return {"pending": event.plain["request_id"], "waits_for": event.plain.get("for_act", "")}


def merged(state: State, event: Happened) -> dict[str, Any]:
    """It went over into another."""
    return {"merged_into": event.plain["into"]}


def absorbed(state: State, event: Happened) -> dict[str, Any]:
    """It took another one's raisers, and what they said; what was not closed before came in with it."""
    new = sorted(frozenset(event.plain.get("more_raisers", ())) - state.raisers)
    asked = {"answers_asked": (*state.answers_asked, *new)} if state.hearing == "asked" else {}
    lives = _lives(state) if event.plain.get("raised_here") else {}
    return joined(state, event) | lives | asked


def joined(state: State, event: Happened) -> dict[str, Any]:
    """More people who raised it, and what of it they say is not solved."""
    more = state.raisers.union(event.plain.get("more_raisers", ()))
    return {"raisers": more, "voices": brought_over(state, event, "more_unsolved")}


def moved(state: State, event: Happened) -> dict[str, Any]:
    """It hangs on what it stood under for ever: no move takes off the hands that were had there."""
    return {"stood_under": (*state.stood_under, event.plain["was_under"])}


def divided(state: State, event: Happened) -> dict[str, Any]:
    """Some of it is still to be dealt with, by itself."""
    return _lives(state)


def _lives(state: State) -> dict[str, Any]:
    """What came in as closed stands no longer as it was signed."""
    return {"lived": True} if state.said_closed else {}


def brought_over(state: State, event: Happened, name: str) -> tuple[Voice, ...]:
    """With it came raisers who had said that it is not solved."""
    return (*state.voices, *(Voice(0, one, solved=False) for one in event.plain.get(name, ())))


def split_off(state: State, event: Happened) -> dict[str, Any]:
    """It was split off from another: what that one's raisers said holds for it, too."""
    return {"voices": brought_over(state, event, "unsolved")}


def paused(state: State, event: Happened) -> dict[str, Any]:
    """The clock stands from this day."""
    return {"paused_on": event.occurred_on}


def cycle_counted(state: State, event: Happened) -> dict[str, Any]:
    """A period stands verified; with it a rule may have been named by those who showed it."""
    named = {"rule_issued": True} if event.plain.get("rule_issued") is True else {}
    return {"cycles": tuple(sorted({*state.cycles, event.plain["period"]}))} | named


def cycle_lost(state: State, event: Happened) -> dict[str, Any]:
    """A period was sent back: it stands verified no longer."""
    return {"cycles": tuple(one for one in state.cycles if one != event.plain["period"])}


def handed_over(state: State, event: Happened) -> dict[str, Any]:
    """Whoever has it now has it from this day; whose it was before answers for it no longer."""
    return {"rests_on": event.occurred_on, "accountable": event.plain.get("accountable")}


def asked(state: State, event: Happened) -> dict[str, Any]:
    """The people concerned are asked from now on."""
    return _heard(event, hearing="asked", hearing_seq=event.seq, sampled=False)


def waived(state: State, event: Happened) -> dict[str, Any]:
    """Nobody could be asked whose word would be enough: a sample stands in."""
    return _heard(event, hearing="waived", hearing_seq=event.seq, sampled=True)


def overruled(state: State, event: Happened) -> dict[str, Any]:
    """Those who said that it is not solved are answered; whoever else was asked has the days all the same."""
    now = state._replace(hearing_seq=state.hearing_seq or event.seq)
    said = reheard(now, event, overruled_by(state.voices, event.seq))
    return said | {"hearing_seq": now.hearing_seq, "rests_on": event.occurred_on}


def _heard(event: Happened, **values: Any) -> dict[str, Any]:
    """How the people concerned were heard; who heard them before it counts no longer."""
    return values | {"rests_on": event.occurred_on, "deciders": ()}


help_asked = _sets(help_asked=True)
help_resolved = _sets(help_asked=False)
waits_no_longer = _sets(pending=None, waits_for="")
without_a_lead = _sets(lead_unit=None, accountable=None)
resumed = _sets(paused_on=None)
