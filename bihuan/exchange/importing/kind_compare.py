"""Whether a row says of a matter what stands already: by the words of an export, else by the values meant."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.acts.act import Field
from bihuan.core.sheets.texts import is_blank, seen
from bihuan.core.state.faces import FULL
from bihuan.core.state.principals import principal_number
from bihuan.core.state.state import State
from bihuan.exchange.importing.kind_sheets import Bound, Line
from bihuan.matters.saying.sheet_words import SheetWords
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import Kept, text_of

LANGUAGES = ("zh", "en")


class Standing(NamedTuple):
    """A matter as it stands: its state, its facts, its cells in both languages."""

    state: State
    facts: Mapping[str, Kept]
    cells: tuple[Sequence[str], ...]


def standing(org: int, register: int, matters: Sequence[int], today: date) -> dict[int, Standing]:
    """These matters as their office sees them."""
    states = rows.states(matters)
    faces = dict.fromkeys((one.id for one in states), FULL)
    words = [SheetWords(org, register, today, states, faces, language) for language in LANGUAGES]
    return {
        one.id: Standing(one, words[0].facts[one.id], tuple(each.cells(one) for each in words))
        for one in states
    }


def differing(line: Line, facts: Mapping[str, Any], now: Standing) -> list[tuple[Bound, str]]:
    """The columns that say something else, each with what stands; empty cells say nothing."""
    found = []
    for bound, text in line.cells:
        field, place = bound.meaning.field, bound.meaning.place
        if not text or field is None or place is None or bound.meaning.number:
            continue
        said = [cells[place] for cells in now.cells]
        if _plain(text) in map(_plain, said):
            continue
        if field.name not in facts or not _means_the_same(field, facts[field.name], now):
            found.append((bound, said[0]))
    return found


def _plain(text: str) -> str:
    """As a cell is read."""
    plain = seen(text)
    return "" if is_blank(plain) else plain


def _means_the_same(field: Field, value: Any, now: Standing) -> bool:
    state = now.state
    if field.kind == "due":
        return _due_of(state) == {name: value.get(name) for name in ("kind", "on", "every", "day", "then")}
    if field.ties:
        tied = sorted(principal_number(who) for name, who in state.ties if name == field.ties)
        return tied == (value if isinstance(value, list) else [value])
    if field.sets:
        stands = getattr(state, field.name)
        return bool((sorted(stands) if isinstance(stands, frozenset | tuple) else stands) == value)
    kept = now.facts.get(field.name)
    return kept is not None and kept.text == text_of(value)


def _due_of(state: State) -> dict[str, Any]:
    """A day that was reckoned is none that anybody wrote."""
    own = state.own_days.due_on
    on = own.isoformat() if own and state.due_kind == "date" else None
    said = {"every": state.due_every, "day": state.due_within, "then": state.due_then}
    return {"kind": state.due_kind, "on": on, **said}
