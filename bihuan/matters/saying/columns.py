"""The columns of a list on paper: as a ledger where a kind is done by its children, else what the kind says.

The same headings are read when a sheet comes back (exchange/importing).
"""

from dataclasses import dataclass
from typing import Final, Literal

from bihuan.core.acts.act import Field
from bihuan.core.acts.kind import Kind
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds
from bihuan.matters.seeing.facts import fields_kept

Part = Literal["number", "title", "fact", "state", "tie", "due", "life", "proof"]

NUMBER, ASPECT = labels.NUMBER, labels.ASPECT
LEAD, DUE = labels.LEAD_UNIT, labels.DUE
ACCOUNTABLE, LEADER = labels.ACCOUNTABLE, labels.LEADER
SUPPORTING, RAISERS = labels.SUPPORTING_UNITS, labels.RAISERS
STATE, PROOF = labels.STATE, Text("佐证", "Proof")

LEDGER: Final = (
    (NUMBER, 8),
    (ASPECT, 12),
    (Text("问题表述", "Problem"), 36),
    (labels.SOURCE, 12),
    (labels.MEASURE_COLUMN, 40),
    (LEAD, 14),
    (SUPPORTING, 16),
    (LEADER, 10),
    (ACCOUNTABLE, 10),
    (DUE, 14),
    (labels.STANDARD, 24),
    (labels.PROGRESS, 32),
    (labels.DIFFICULTY, 20),
    (labels.NEXT_STEP, 20),
    (STATE, 14),
    (labels.WHETHER_SIGNED_OFF, 9),
    (PROOF, 24),
)
OF_WHOLE: Final = 4
"""The first columns of a ledger tell of the whole: one cell for all that it is done by."""
FIELDS_OF_STATE: Final = {
    "lead_unit": LEAD,
    "supporting": SUPPORTING,
    "leader": LEADER,
    "raisers": RAISERS,
    "accountable": ACCOUNTABLE,
}
UNREAD: Final = ("json", "evidence", "names", "asked", "matters")
"""Types of facts that no cell can say."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind: its heading, its width, and what of a matter stands in it."""

    heading: Text
    width: int
    part: Part
    name: str = ""  # of the fact, of the state's field, of the relation


def in_ledger(kind: Kind) -> bool:
    """Whether it stands in ledgers: it is done by its children, or is such a child."""
    return bool(kind.counted) or any(one.counted == kind.name for one in kinds().values())


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind that stands in no ledger, those left out that none of its matters can fill."""
    asked = {field.kind for act in kind.acts for field in act.fields}
    return (
        Column(NUMBER, 12, "number"),
        Column(kind.label, 40, "title"),
        *(
            Column(label, 28 if field.kind == "long" else 14, "fact", field.name)
            for field in fields_kept(kind).values()
            if field.kind not in UNREAD and not field.ties and (label := label_of(field))
        ),
        *_of_state(kind, ("lead_unit",)),
        *(Column(one.text, 16, "tie", one.name) for one in kind.relations),
        *_of_state(kind, ("supporting", "leader", "raisers", "accountable")),
        *([Column(DUE, 14, "due")] if can_set(kind, "due_on") else []),
        Column(STATE, 14, "life"),
        *([Column(PROOF, 24, "proof")] if "evidence" in asked else []),
    )


def _of_state(kind: Kind, names: tuple[str, ...]) -> list[Column]:
    return [Column(FIELDS_OF_STATE[name], 14, "state", name) for name in names if can_set(kind, name)]


def label_of(field: Field) -> Text | None:
    """How people read a fact; None for one that is the program's own."""
    return field.note if field.hidden else field.label


def can_set(kind: Kind, name: str) -> bool:
    """Whether some act of the kind sets this field of the state."""
    return any(name in act.sets for act in kind.acts)
