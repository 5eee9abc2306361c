"""Picks the sentences that people write, by turns and without chance: a measure always says the same."""

from functools import cache
from typing import Any

from bihuan.core.words.text import Text
from bihuan.exchange.demonstration.reading import toml


@cache
def _book() -> dict[str, Any]:
    return toml("sentences.toml")


def from_pool(name: str, turn: int, **values: object) -> Text:
    """A sentence of the pool `name`; `turn` decides which, and the small number in it."""
    pool = _book()["pools"][name]
    return _filled(pool[turn % len(pool)], turn, values)


def progress(category: str, stage: str, turn: int, **values: object) -> Text:
    """What a doer of that category reports: stage early, middle or late."""
    pool = _book()["progress"][category].get(stage) or _book()["progress"][category]["early"]
    return _filled(pool[turn % len(pool)], turn, values)


def written_for(act: str, number: str) -> Text | None:
    """The sentence written for that measure or problem and act, if there is one."""
    found = _book()[act].get(number)
    return Text(*found) if found else None


def fixed(act: str, name: str) -> Text:
    """A sentence that is always the same."""
    return Text(*_book()[act][name])


def _filled(pair: list[str], turn: int, values: dict[str, object]) -> Text:
    zh, en = pair
    return Text(zh.format(n=2 + turn * 7 % 6, **values), en)
