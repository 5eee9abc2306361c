"""Who carries a file in, and what the record says of that: who brought it, which of its words were altered.

The words of the sheet are compared with what is recorded by the machine (`altered_in`, correcting.py). Which
fields are words that make a hand stands at the fields themselves (`Field.words`).
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State
from bihuan.exchange.importing.models import Import, ImportRow


class Carried(NamedTuple):
    """An import that is being taken over, and everybody who brings it in."""

    one: Import
    people: list[int]

    def facts(self, act: Act, row: ImportRow, given: Mapping[str, Any]) -> dict[str, Any]:
        """What the act of a row says of its import; nothing where a kind's act has no place for it."""
        if act.field("carried_by") is None:
            return {"import_id": self.one.id} if act.field("import_id") else {}
        found: dict[str, Any] = {"import_id": self.one.id, "carried_by": self.people}
        altered = [name for name in json.loads(row.altered) if name in given or row.verdict == "new"]
        if altered:
            found |= {"altered": altered, "altered_by": self.altered_by(row)}
        return found

    def altered_by(self, row: ImportRow) -> list[int]:
        """Whoever typed otherwise than the row says."""
        typed = json.loads(self.one.choices).get("typed_by", {})
        spot = json.loads(row.data or "{}").get("spot")
        return list(typed.get(spot, ())) or self.people


def carried_by(state: State, person: int | None) -> list[int]:
    """Who uploaded the file and who takes it over: the machine alone carries nothing."""
    return sorted({who for who in (state.opened_by, person) if who})
