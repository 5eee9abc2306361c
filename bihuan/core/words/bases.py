"""On what somebody records for somebody else (代填、代录 的依据)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from bihuan.core.words import labels
from bihuan.core.words.text import Text


class Basis(NamedTuple):
    """How a basis is offered in a form, and how a sentence of the record names it."""

    offered: Text
    said: Text


BASES: Final[Mapping[str, Basis]] = {
    "signed_paper": Basis(
        Text("签字件（请附扫描件）", "A signed paper (attach the scan)"), Text("签字件", "a signed paper")
    ),
    "call": Basis(labels.CALL, Text("电话", "a call")),
    "meeting": Basis(labels.MEETING, Text("会议", "a meeting")),
}
