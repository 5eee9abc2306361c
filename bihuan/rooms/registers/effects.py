"""What each event puts into the registers' own tables.

A version freezes the listings by its place in the record: what was listed before `at_seq` and not
removed by then. Nothing is copied, so a version can never differ from what was listed.
"""

from collections.abc import Iterable, Mapping

from bihuan.core.acts.happened import Happened
from bihuan.core.acts.puts import Effect, Put
from bihuan.core.chain.ids import id_of
from bihuan.core.state.state import State


def _created(event: Happened, state: State) -> Iterable[Put]:
    yield Put(
        "registers.Register",
        state.id,
        {"org_id": state.org, "leading_group": event.plain.get("group")},
        new=True,
    )


def _version(event: Happened, state: State) -> Iterable[Put]:
    plain = event.plain
    yield Put(
        "registers.RegisterVersion",
        id_of(event),
        {
            "register_id": state.id,
            "stage": event.name,
            "at_seq": event.seq,
            "made_on": event.occurred_on,
            "document": event.personal.get("document"),
            "document_number": plain.get("document_number"),
            "document_on": plain.get("document_on"),
        },
        new=True,
    )


def _accepted(event: Happened, state: State) -> Iterable[Put]:
    yield Put(
        "registers.Acceptance",
        id_of(event),
        {
            "register_id": state.id,
            "unit_id": event.plain.get("unit"),
            "person_id": event.for_whom or event.actor,
            "accepted_on": event.occurred_on,
        },
        new=True,
    )


EFFECTS: Mapping[str, Effect] = {
    "created": _created,
    "circulated": _version,
    "version_approved": _version,
    "version_issued": _version,
    "accepted": _accepted,
}
