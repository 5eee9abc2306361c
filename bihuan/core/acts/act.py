"""A row of a kind's table: who may do what, when, what it asks for and what it makes of the matter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Guard = Callable[[Snapshot], Reason | None]
Upcast = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Decide = Callable[[Snapshot, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that an act asks for. `personal` facts can be erased; all that rules read is plain."""

    name: str
    # text long date due unit units group person people posts choice evidence names lines matter matters
    # int yes json
    kind: str
    label: Text
    required: bool = False
    personal: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    help: Text | None = None
    hidden: bool = False  # filled by the program (an import, a grant), never asked on a page


@dataclass(frozen=True, slots=True)
class Act:
    """One row of a kind's table: who may do what, when, and what it makes of the matter."""

    name: str
    event: str
    when: tuple[str, ...]
    by: tuple[str, ...]
    then: str | None = None
    clock: str | None = None  # the clock it needs ("running"), None: any
    then_clock: str | None = None
    never_by: str | None = None  # "hands"
    needs: tuple[Guard, ...] = ()
    fields: tuple[Field, ...] = ()
    stale: str = "life"  # life | any | never
    hand: bool = False  # the actor has had a hand in the matter from now on
    behalf: bool = False  # may be recorded for somebody else (代填/代录)
    opens: bool = False  # it opens the matter
    asks: str | None = None  # it opens a request of this name
    tells: tuple[str, ...] = ()  # relations to which a notice is kept
    decides: tuple[Decide, ...] = ()  # pure: plain facts that the act settles (dates, whose turn)
    follows: str | None = None  # the follow-up in the same transaction, by its name
    minutes: int = 1
    upcasts: tuple[Upcast, ...] = ()  # from version 1 to 2, from 2 to 3 …: old events are read as new ones

    @property
    def version(self) -> int:
        """The version in which the act writes its event today."""
        return 1 + len(self.upcasts)

    def field(self, name: str) -> Field | None:
        """The field of that name, if the act asks for it."""
        return next((one for one in self.fields if one.name == name), None)
