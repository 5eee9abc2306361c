"""What the raisers said of the result, each word by itself: an objection takes back one and leaves the rest.

How a hearing stands is read off these words anew whenever one comes or goes.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple


class Voice(NamedTuple):
    """One answer of one raiser. `seq`: of its record; 0 where it came over from another matter."""

    seq: int
    person: int
    solved: bool
    overruled: int = 0  # the record by which it was overruled, with a reason


class Hearing(NamedTuple):
    """The present hearing: since which record, who was asked, until when; whether a sample stands in."""

    since: int
    asked: Collection[int]
    until: date | None
    sampled: bool


def voices_from(kept: Iterable[Any]) -> tuple[Voice, ...]:
    """Voices, as JSON keeps them."""
    return tuple(Voice(*one) for one in kept)


def unsolved_of(voices: Iterable[Voice]) -> tuple[int, ...]:
    """Whose last word is that it is not solved, and who was not overruled since."""
    last = {one.person: one for one in voices}
    return tuple(sorted(one.person for one in last.values() if not (one.solved or one.overruled)))


def heard_since(voices: Iterable[Voice], since: int) -> tuple[int, ...]:
    """Who has answered since that record; nobody, before anybody was asked."""
    return tuple(sorted({one.person for one in voices if since and one.seq > since}))


def without(voices: Iterable[Voice], records: Collection[int]) -> tuple[Voice, ...]:
    """The words that stand when these records do not: an answer is gone, what was overruled counts again."""
    left = (one for one in voices if one.seq not in records or not one.seq)
    return tuple(one._replace(overruled=0) if one.overruled in records else one for one in left)


def overruled_by(voices: Iterable[Voice], record: int) -> tuple[Voice, ...]:
    """Each word that it is not solved is answered by that record."""
    unsolved = unsolved_of(voices := tuple(voices))
    return tuple(
        one._replace(overruled=record)
        if one.person in unsolved and not one.solved and not one.overruled
        else one
        for one in voices
    )


def standing(voices: Collection[Voice], hearing: Hearing, on: date) -> str | None:
    """How the hearing stands on a day: one “not solved” is enough, “solved” takes all who were asked.

    None where nobody was asked, and no sample stands in.
    """
    unsolved, heard = set(unsolved_of(voices)), set(heard_since(voices, hearing.since))
    if not hearing.since:
        return None
    if unsolved & heard:
        return "not_solved"
    overruled = any(one.overruled >= hearing.since for one in voices)
    if hearing.sampled or not hearing.asked:
        return "overruled" if overruled else "waived" if hearing.sampled else None
    asked = set(hearing.asked)
    if asked <= heard and not asked & unsolved:
        return "overruled" if overruled else "agreed"
    if overruled:
        return "overruled"
    if hearing.until is None or on <= hearing.until:
        return "asked"
    return "not_solved" if unsolved else "silent"
