"""From the text of a cell to the value of a fact, by the type that its field declares."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from bihuan.core.acts.act import Field
from bihuan.core.time.phrases import read_due
from bihuan.core.words.text import Text
from bihuan.exchange.importing.facts import Ground
from bihuan.exchange.importing.names import NameBook, plain
from bihuan.matters.saying.rhythm import in_chinese
from bihuan.matters.saying.sheet_words import FOR_GOOD, IMMEDIATE, THEN_FOR_GOOD

YES: Final = frozenset(("是", "√", "✓", "有", "yes", "y", "true", "1"))
NO: Final = frozenset(("否", "×", "无", "no", "n", "false", "0"))
SEPARATORS: Final = "、，,；;\n"


class Unfit(Exception):
    """The cell says nothing that the field takes: the code of a sentence, and what it names."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def value_of(field: Field, text: str, ground: Ground) -> Any:
    """The value that a cell gives to a field. Raises Unfit."""
    return READ[field.kind](field, text, ground)


def _text(field: Field, text: str, ground: Ground) -> str:
    return text


def _lines(field: Field, text: str, ground: Ground) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choice(field: Field, text: str, ground: Ground) -> str:
    """By its code or either label."""
    for code, label in field.choices:
        if text.casefold() in (code.casefold(), *(one.casefold() for one in label)):
            return code
    labels = [one for _, one in field.choices]
    said = Text("、".join(one.zh for one in labels), ", ".join(one.en for one in labels))
    raise Unfit("no_choice", text=text[:40], choices=list(said))


def _yes(field: Field, text: str, ground: Ground) -> bool:
    if text.casefold() in (*YES, *NO):
        return text.casefold() in YES
    raise Unfit("no_yes", text=text[:40])


def _int(field: Field, text: str, ground: Ground) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError:
        raise Unfit("no_number", text=text[:40]) from None


def _date(field: Field, text: str, ground: Ground) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        read = read_due(text, year=ground.year)
    if read.on is None or read.kind != "date":
        raise Unfit("bad_date" if read.impossible else "no_day", text=text[:40])
    return read.on.isoformat()


def _due(field: Field, text: str, ground: Ground) -> Mapping[str, Any]:
    read = read_due(_as_written(text), year=ground.year)
    if read.error:
        raise Unfit("bad_date" if read.impossible else "no_due_read", text=text[:40])
    found = {"kind": read.kind, "every": read.every, "day": read.day, "then": read.then, "text": text[:60]}
    found["on"] = read.on.isoformat() if read.on else None
    return {name: value for name, value in found.items() if value}


def _as_written(text: str) -> str:
    """An English export's own words for a due, as the house writes them."""
    words = {one.en: one.zh for one in (IMMEDIATE, FOR_GOOD)}
    return words.get(text) or in_chinese(text) or text.replace(THEN_FOR_GOOD.en, THEN_FOR_GOOD.zh)


def _unit(field: Field, text: str, ground: Ground) -> int:
    found = ground.names.supporting(text)
    if found.kind == "unit" and found.id:
        return found.id
    raise Unfit("unit_several" if found.kind == "ambiguous" else "unit_not_known", name=text[:60])


def _group(field: Field, text: str, ground: Ground) -> int:
    found = ground.names.supporting(text)
    if found.kind == "group" and found.id:
        return found.id
    raise Unfit("group_not_known", name=text[:60])


def _units(field: Field, text: str, ground: Ground) -> list[int]:
    return sorted({_unit(field, one, ground) for one in _split(text)})


def _person(field: Field, text: str, ground: Ground) -> int:
    same = _named(ground.names, text)
    if len(same) == 1:
        return same[0]
    raise Unfit("person_several" if same else "person_not_known", name=text[:60])


def _named(names: NameBook, text: str) -> list[int]:
    """Namesakes by the name as it stands, else without the spaces that line names up in a column."""
    return names.namesakes(text) or names.namesakes(plain(text))


def _people(field: Field, text: str, ground: Ground) -> list[int]:
    return sorted({_person(field, one, ground) for one in _split(text)})


def _split(text: str) -> list[str]:
    for mark in SEPARATORS:
        text = text.replace(mark, "\n")
    return [one.strip() for one in text.split("\n") if one.strip()]


READ: Final[Mapping[str, Callable[[Field, str, Ground], Any]]] = {
    "text": _text,
    "long": _text,
    "lines": _lines,
    "choice": _choice,
    "yes": _yes,
    "int": _int,
    "date": _date,
    "due": _due,
    "unit": _unit,
    "units": _units,
    "group": _group,
    "person": _person,
    "people": _people,
}
"""The types of facts that a cell can give."""
