"""What the witness makes of a hearing: who was asked when, and each word by itself until it is denied."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.theorem.seen import Seen, Who, Word

NOT_ASKED: Mapping[str, Any] = {
    "heard": "",
    "asked": frozenset(),
    "asked_on": None,
    "asked_at": 0,
    "hearers": (),
}
LEAST_DAYS_TO_ANSWER = 5


def hearing(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    """The matter after an act that asks, answers, waives or overrules; only what was checked is heard of."""
    name = event.name
    if mine.checker is None and not mine.gathered:
        return mine
    put_to = frozenset(event.plain.get("answers_asked") or ())
    again = {"asked": put_to, "asked_on": event.occurred_on, "asked_at": event.seq}
    if name == "raisers_asked":
        return mine._replace(heard="asked", hearers=(), **again)
    if name == "hearing_waived":
        return mine._replace(heard="waived", hearers=tuple(actors), **again)
    if name == "hearing_answered":
        return _answered(mine, event, actors)
    if name == "overruled":
        return _overruled(mine, event, actors)
    return mine


def brought_along(mine: Seen, people: Iterable[int]) -> Seen:
    """Words that it is not solved, which came over with a matter."""
    return _and(mine, [Word(0, one, solved=False) for one in sorted(people)], ())


def denied(mine: Seen, records: frozenset[int], event: Any) -> Seen:
    """As if that had not been said, or not been overruled; who never said it has his days to answer."""
    kept = [(word, by) for word, by in zip(mine.words, mine.word_by, strict=True) if word.seq not in records]
    gone = any(word.seq in records and word.seq > mine.asked_at > 0 for word in mine.words)
    words = (word._replace(answered=0) if word.answered in records else word for word, _ in kept)
    found = mine._replace(words=tuple(words), word_by=tuple(by for _, by in kept))
    found = found._replace(asked_on=event.occurred_on) if gone else found
    if mine.heard == "overruled" and any(word.answered in records for word in mine.words):
        return found._replace(heard="")
    return found


def unheard(mine: Seen, on: Any) -> list[str]:
    """What is wrong with how the people concerned were heard, when it closes on that day."""
    if mine.heard in ("as_signed", "with_problem"):
        return []
    wrong = ["closed over a word that it is not solved"] if mine.unsolved else []
    if mine.heard not in ("asked", "waived", "overruled"):
        return [*wrong, f"closed without a hearing ({mine.heard or 'none'})"]
    silent = mine.asked - mine.answered
    if silent and mine.asked_on and (on - mine.asked_on).days < LEAST_DAYS_TO_ANSWER:
        wrong.append("somebody who was asked had no days to answer")
    return wrong


def who_heard(mine: Seen) -> list[Who]:
    """Whoever waived or overruled, and who wrote down a yes that stands."""
    return [*mine.hearers, *wrote_down(mine)]


def wrote_down(mine: Seen) -> list[Who]:
    """Who brought in a yes of this hearing that stands."""
    words = zip(mine.words, mine.word_by, strict=True)
    return [one for word, by in words if word.solved and word.seq > mine.asked_at for one in by]


def _answered(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    raisers = frozenset().union(*(one.people for one in actors[-1:])) & mine.raisers
    solved = event.plain["answer"] != "not_solved"
    said = [Word(event.seq, one, solved) for one in sorted(raisers)]
    return _and(mine, said, tuple(actors))


def _overruled(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    """Those whose last word is that it is not solved have their answer, by the paper if it was on one."""
    papers = [seq for seq, _ in event.plain.get("by_papers", ())]
    by, unsolved = (papers or [event.seq])[0], mine.unsolved
    if not unsolved:
        return mine
    open_ = [word for word in mine.words if not word.solved and not word.answered and word.person in unsolved]
    words = tuple(word._replace(answered=by) if word in open_ else word for word in mine.words)
    heard = mine.heard or "overruled"
    return mine._replace(words=words, heard=heard, hearers=tuple(dict.fromkeys((*mine.hearers, *actors))))


def _and(mine: Seen, words: list[Word], by: tuple[Who, ...]) -> Seen:
    return mine._replace(words=(*mine.words, *words), word_by=(*mine.word_by, *([by] * len(words))))
