"""The small components that Python draws, as filters and functions of templates; docs/pages.md shows them.

Larger ones are macros in `web/kit/`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from django.templatetags.static import static as django_static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bihuan.web import dates, marks
from bihuan.web.language import said

_values: ContextVar[Mapping[str, Any]] = ContextVar("values of the page that is drawn")


@contextmanager
def drawing(values: Mapping[str, Any]) -> Iterator[None]:
    """While a page is drawn, its values are `the_page` of components and macros."""
    token = _values.set(values)
    try:
        yield
    finally:
        _values.reset(token)


class ThePage:
    """`the_page.csrf_token` in a macro: what the page that is being drawn has under that name.

    So macros are made once for a process, not anew for each page (`import … with context` took a seventh of
    the time of a page).
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return _values.get()[name]
        except LookupError:
            raise AttributeError(f"the page that is drawn has no {name}") from None


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of a static file, which stays the same while the process runs."""
    return django_static(path)


def mark(size: int = 26) -> SafeString:
    """The product's mark."""
    return marks.mark(size)


def number(count: int | None) -> str:
    """`1204|number` gives 1,204."""
    return dates.number_said(count)


def file_size(size: int) -> str:
    """`file.size|file_size`: 3.4 MB."""
    return dates.size_said(size)


@lru_cache(maxsize=4096)
def _day(on: date | None, language: str, style: str, today: date | None) -> SafeString:
    words = dates.day_said(on, language, style, today)
    if on is None:
        return marks.drawn(words)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), words)


def instant(at: int | None) -> SafeString:
    """`event.at|instant`: microseconds UTC on the organisation's clocks, to the minute."""
    if at is None:
        return marks.drawn(dates.NONE)
    values = _values.get()
    there = dates.local(at, str(values["zone"]))
    words = dates.clock_said(there, values.get("today"))
    return marks.drawn(f'<time datetime="{there.isoformat("T", "seconds")}">{words}</time>')


class Spoken:
    """The components that speak, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def filters(self) -> dict[str, Callable[..., Any]]:
        """By the names that templates use."""
        spoken = (self.say, self.named, self.lamp, self.stamp, self.day, self.fact)
        return {one.__name__: one for one in spoken}

    def functions(self) -> dict[str, Callable[..., Any]]:
        """By the names that templates use."""
        return {one.__name__: one for one in (self.ring, self.share)}

    def say(self, text: object) -> str:
        """`text|say`: a Text (or a plain string) in the page's language, nothing for None."""
        return said(text, self.language)

    def named(self, thing: Any) -> str:
        """`unit|named`: what has `name` and `name_en`; the Chinese one where the other is empty."""
        if thing is None:
            return dates.NONE
        english = getattr(thing, "name_en", "") if self.language == "en" else ""
        return str(english or thing.name)

    def lamp(self, state: str, label: object = None, compact: bool = False) -> SafeString:
        """`"near"|lamp`, `state|lamp(label)`: shape, word and colour."""
        words = marks.LAMP_WORDS[state] if label in (None, "") else label
        return marks.lamp(state, said(words, self.language), compact)

    def ring(self, done: int, total: int, size: str = "small", fresh: bool = False) -> SafeString:
        """`ring(3, 4)`, `ring(3, 4, "large")`: the share of measures done."""
        return marks.ring(done, total, self.language, size, fresh)

    def stamp(self, label: object, fresh: bool = False) -> SafeString:
        """`row.stamp|stamp`: the word of the life in which it was closed, and only on what is closed."""
        return marks.stamp(said(label, self.language), fresh)

    def day(self, on: date | None, style: str = "iso") -> SafeString:
        """`due_on|day`, `|day("short")` or `|day("long")`, inside a `<time>`."""
        return _day(on, self.language, style, None if style == "iso" else _values.get().get("today"))

    def share(self, part: int, whole: int) -> str:
        """`share(3, 4)` gives 75%（3/4）, and — for nothing of nothing."""
        return dates.share_said(part, whole, self.language)

    def fact(self, value: object) -> object:
        """`value|fact`, as a facts list shows it: a Text, a day, a count, — for nothing."""
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int):
            return dates.number_said(value)
        return said(value, self.language) or dates.NONE
