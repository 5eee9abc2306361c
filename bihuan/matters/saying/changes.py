"""What events changed of what stood before them: the old words beside the new, as the record has them.

No event keeps the old words: they stand in the event that said them first, and go blank with it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.state.faces import PARTNER, shows
from bihuan.core.words.text import Text, in_words
from bihuan.ledger.append import Event
from bihuan.matters.saying.naming import ERASED, Names
from bihuan.web.pieces import Changed

NOTHING = Text("（无）", "(none)")
ORIGINAL = Text("原件", "the original")


def changes_of(
    kind: Kind, events: Sequence[Event], names: Names, *, face: str
) -> Mapping[int, Mapping[str, Changed]]:
    """By the number of the event, by fact: what it said before and says since; only acts that show it."""
    said: dict[str, Any] = {}
    labels: dict[str, Text] = {}  # as whoever said it first read it
    found: dict[int, dict[str, Changed]] = {}
    for event in events:
        act = kind.by_event[event.name]
        for field in _saying(act):
            facts = event.personal if field.personal else event.plain
            if field.name not in facts:
                continue
            old, new = said.get(field.name, NOTHING), facts[field.name]
            said[field.name], label = new, labels.setdefault(field.name, field.label)
            if act.shows_change and old != new and _read(field, face):
                changed = Changed(label, _words(field, old, names), _words(field, new, names))
                found.setdefault(event.seq, {})[field.name] = changed
        for field in act.fields if act.shows_change and shows(face, PARTNER) else ():
            if field.kind == "cited":
                found.setdefault(event.seq, {})[field.name] = _replaced(field, event)
    return found


def _replaced(field: Field, event: Event) -> Changed:
    """A file that gave way to another: the old one is gone, its name with it."""
    names: Any = event.personal.get("file_names") or ()
    return Changed(field.label, ORIGINAL, Text(names[0], names[0]) if names else ERASED)


def _saying(act: Act) -> Sequence[Field]:
    """The facts that stand with a matter once the act is done; what is only asked for stands nowhere."""
    if act.asks:
        return ()
    return [one for one in act.fields if one.sets or one.keeps]


def _read(field: Field, face: str) -> bool:
    return not field.hidden and (not field.personal or shows(face, field.face))


def _words(field: Field, value: Any, names: Names) -> Text:
    if isinstance(value, Text):
        return value
    if value is None:
        return ERASED
    if field.kind in ("person", "unit"):
        return (names.person if field.kind == "person" else names.unit)(int(value))
    return in_words(value)
