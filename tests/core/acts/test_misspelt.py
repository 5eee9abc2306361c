"""What is misspelt in a row, a fact, a decision or a kind is refused when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bihuan.core.acts.act import Act, Field, Misspelt, settles
from bihuan.core.acts.kind import Kind, Relation
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.lives import DONE, WAITING, Life
from bihuan.core.words.text import Text

WORD = Text("字", "word")
BEGUN, ENDED = Life("begun", WORD, WAITING), Life("ended", WORD, DONE)
OPEN = Act("open", "opened", WORD, WORD, (), ("office",), BEGUN, opens=True)
END = Act("end", "ended", WORD, WORD, (BEGUN,), ("office",), ENDED)


def test_a_decision_settles_only_what_a_state_has() -> None:
    def decide(snap: Snapshot, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        return {}

    assert settles("due_on")(decide).settles == ("due_on",)
    with pytest.raises(Misspelt, match=r"settles.*du_on.*no state has"):
        settles("du_on")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Field("x", "txt", WORD), "type 'txt'"),
        (lambda: Field("x", "text", WORD, personal=True, face="all"), "shown on 'all'"),
        (lambda: Field("x", "text", WORD, sets=True), "sets a field"),
        (lambda: Field("x", "choice", WORD), "nothing to choose"),
        (lambda: Field("x" * 41, "text", WORD), "more than 40"),
        (lambda: Field("x", "text", WORD, filters=True), "filtered"),
        (lambda: Field("x", "text", WORD, personal=True, keeps=True, filters=True), "filtered"),
        (lambda: Field("x", "text", WORD, ties="proposer"), "ties nobody"),
        (lambda: Field("x", "person", WORD, personal=True, ties="proposer"), "ties nobody"),
        (lambda: Relation("lead", WORD), "spine's own"),
        (lambda: Relation("hand", WORD), "spine's own"),
        (lambda: replace(END, dated_by="some_day"), "dated by 'some_day'"),
        (lambda: replace(END, then_clock="still"), "clock 'still'"),
        (lambda: replace(END, grants="close"), "half"),
        (lambda: replace(END, likely_for=("raiser",)), "likely for .*raiser.*cannot do it"),
        (lambda: Kind("k" * 21, WORD, (OPEN, END)), "no name"),
        (
            lambda: Kind("k", WORD, (OPEN, replace(END, then=Life("a life of many words", WORD, DONE)))),
            "no name",
        ),
        (lambda: Kind("k", WORD, (OPEN, END, replace(END, event="over"))), "'end' twice"),
        (lambda: Kind("k", WORD, (OPEN, END, replace(END, name="close"))), "'ended' twice"),
        (lambda: Kind("k", WORD, (OPEN, replace(END, instead=("close", bool)))), "no act of it"),
    ],
)
def test_it_is_refused_with_a_sentence(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(Misspelt, match=sentence):
        make()


def test_what_fits_is_made() -> None:
    kind = Kind("k", WORD, (OPEN, END))
    assert kind.lives == {"begun": BEGUN, "ended": ENDED} and kind.opening is OPEN
