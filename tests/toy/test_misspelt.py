"""Each kind of typing mistake in a `kind.py` stops the program when the kinds are read, with a sentence."""

from pathlib import Path

import pytest

from bihuan.core.acts.act import Misspelt
from bihuan.matters.kinds import kinds
from tests.toy.documents import ACT, KIND, code_of, line_of, room_of

CODE = code_of(KIND, ACT)

MISTAKES = {  # what is right, what is typed instead, what the sentence says
    "a life": ("    (ADMITTED,),\n", '    ("admited",),\n', "hand_to.*names.*admited.*no lives"),
    "a life said in two ways": (
        "    (RATED,),\n",
        '    (Life("rated", Text("已评", "rated"), IN_CHECK, offices),),\n',
        "rated.*two ways",
    ),
    "whose act it is": ('("office",),\n    ADMITTED', '("ofice",),\n    ADMITTED', "admit.*done by.*ofice"),
    "who opens it": (
        '("handler", "office"),\n            SOUGHT',
        '("handlr",),\n            SOUGHT',
        "handlr",
    ),
    "who is told": (
        'tells=("handler", "office"),\n    next_in',
        'tells=("handlr",),\n    next_in',
        "tells.*handlr",
    ),
    "a tie": ('ties="proposer"', 'ties="proposr"', "ties.*proposr.*no relations"),
    "a tie of no person": ('"people", Text("提案人"', '"text", Text("提案人"', "proposers.*ties nobody"),
    "a relation that nobody ties": ('ties="handler",\n', "", "no field ties.*handler"),
    "a relation of the spine's": ('Relation("proposer"', 'Relation("desk"', "desk.*spine's own"),
    "a face": ("face=PARTNER, keeps=True)", 'face="partnr", keeps=True)', "reply.*shown on.*partnr"),
    "a face of a relation": ("face=FULL)", 'face="ful")', "handler.*sees.*ful"),
    "a face of the spine's": ('faces=(("opened"', 'faces=(("opend"', "opend.*sees it on"),
    "a type": ('    "choice",\n    Text("类别"', '    "choise",\n    Text("类别"', "topic.*type.*choise"),
    "a field that no state has": ("required=True, ties", "required=True, sets=True, ties", "proposers.*sets"),
    "next where it cannot be done": ("next_in=(SUBMITTED,)", "next_in=(HANDED,)", "admit.*next in.*handed"),
    "a column": ('columns=("topic"', 'columns=("topc"', "lists show.*topc"),
    "a column that not all may read": (
        'columns=("topic"',
        'columns=("note"',
        "lists show.*note.*meant for fewer",
    ),
    "a fact kept in two ways": (
        "        RATE,\n",
        '        RATE,\n        replace(RATE, name="r2", event="r2d",'
        " fields=(replace(REPLY, face=FULL),)),\n",
        "reply.*kept in two ways",
    ),
    "a filter on what is not kept": ("keeps=True,\n    filters=True", "filters=True", "filtered.*topic"),
    "a filter by what nobody can type": (
        "required=True, personal=True, face=PARTNER, keeps=True)",
        "required=True, face=PARTNER, keeps=True, filters=True)",
        "filtered.*reply.*long",
    ),
    "a child": ('Child("view"', 'Child("veiw"', "children.*veiw.*nobody declares"),
    "whom a child is offered to": ('offered_to="handler"', 'offered_to="handlr"', "offered to.*handlr"),
    "what makes a form stale": ('stale="any"', 'stale="ever"', "ask_again.*stale by.*ever"),
    "what is granted": ('grants="give_time"', 'grants="give_tme"', "asks for.*give_tme.*no act of it"),
    "what no yes performs": ('("granted",)', '("handler",)', "give_time.*no yes performs"),
    "who says yes": ('steps=(("office"', 'steps=(("ofice"', "step of.*ofice"),
    "how many say yes": ('"any", False', '"some", False', "waits for 'some'"),
    "what answers otherwise": (
        "fields=(RATING,)",
        'fields=(RATING,), opposite="rte"',
        "rte.*opposite.*no act",
    ),
    "nobody says yes": ('    steps=(("office", "any", False),),\n', "", "nobody says yes.*ask_for_time"),
    "half a request": ("    asking=open_request,\n", "", "ask_for_time.*half"),
    "a request that nothing ends": (
        '        replace(changing.END_REQUEST, when=EVERY, tells=("handler",)),\n',
        "",
        "no act ends a request",
    ),
    "what closes by its children and owes nothing": (
        'Child("view", add',
        'Child("view", counts=True, add',
        "proposal.*closes by its children.*no act gathers",
    ),
    "a clock": ("    restarts=True,\n", '    clock="runing",\n', "give_time.*clock.*runing"),
    "who is barred": ("    hand=True,\n", '    never_by="hand",\n', "reply.*never done by.*hand"),
    "an act twice": ("        RATE,\n", "        RATE,\n        RATE,\n", "called 'rate' twice"),
    "a fact twice": ("fields=(RATING,)", "fields=(RATING, RATING)", "rate.*asks twice.*rating"),
    "a name that is no name": ('    "proposal",\n', '    "提案 proposal",\n', "no name"),
    "another kind's name": (
        '    "view",\n    Text("征求意见"',
        '    "part",\n    Text("征求意见"',
        "two kinds.*part",
    ),
}


@pytest.fixture(autouse=True)
def room() -> None:
    """Each test makes a room of its own."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_is_said_in_a_sentence(mistake: str, tmp_path: Path) -> None:
    right, wrong, sentence = MISTAKES[mistake]
    assert CODE.count(right) >= 1, "the document says it otherwise by now"
    with room_of(CODE.replace(right, wrong, 1), tmp_path, line_of()):
        with pytest.raises(Misspelt, match=sentence) as caught:
            kinds()
        assert len(str(caught.value).split()) > 4


def test_without_a_mistake_there_is_nothing_to_say(tmp_path: Path) -> None:
    with room_of(CODE, tmp_path, line_of()):
        assert "proposal" in kinds()
