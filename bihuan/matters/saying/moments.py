"""One event as a timeline shows it: the sentence, what was written, the facts decided."""

from collections.abc import Collection, Sequence

from bihuan.core.words.text import Text
from bihuan.matters.saying.sentences import Told
from bihuan.web.pieces import Crumb, Moment

NOTHING = "—"
"""What the program writes where an act of a person asks for words."""
ERASED = Text("其中的个人信息已删除", "personal facts in it were erased")


def moment_of(one: Told, *, here: Collection[int], beyond: str = "", but: Collection[Text] = ()) -> Moment:
    """What a timeline shows of an event; `but`: the labels of facts that stand elsewhere.

    `here`: the records that the page tells, to which it leads; to others where they are told (`beyond`).
    """
    quote = _quoted([(label, value) for label, value in one.quotes if value != NOTHING])
    notes = [
        Text(f"{label.zh}：{value.zh}", f"{label.en}: {value.en}")
        for label, value in one.notes
        if label not in but
    ]
    if one.erased:
        notes.append(ERASED)
    note = Text("；".join(said.zh for said in notes), "; ".join(said.en for said in notes)) if notes else ""
    said = Text(f"{one.sentence.zh}：", f"{one.sentence.en}: ") if quote else one.sentence
    return Moment(
        one.at, said, number=one.seq, quote=quote, note=note,
        mine=one.mine, weighty=one.weighty, changed=one.changed,
        about=tuple(Crumb(to.said, _address(to.seq, here, beyond)) for to in one.about),
    )  # fmt: skip


def _address(seq: int, here: Collection[int], beyond: str) -> str:
    """Where a record is told."""
    return f"{'' if seq in here else beyond}#{anchor(seq)}" if seq in here or beyond else ""


def anchor(seq: int) -> str:
    """The id of a record's line in a timeline."""
    return f"record-{seq}"


def _quoted(quotes: Sequence[tuple[Text, str]]) -> Text | str:
    """What was written; where it is several things, each with its label."""
    if len(quotes) < 2:
        return quotes[0][1] if quotes else ""
    zh, en = (
        [f"{label[place]}{colon}{value.rstrip('。；')}" for label, value in quotes]
        for place, colon in ((0, "："), (1, ": "))
    )
    return Text("；".join(zh) + "。", "; ".join(en) + ".")
