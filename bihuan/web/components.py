"""The small components that Python draws, as filters and functions of templates; docs/pages.md shows them.

Larger ones are macros in `web/kit/`.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django.templatetags.static import static as django_static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import pass_context
from jinja2.runtime import Context

from bihuan.web import dates, marks
from bihuan.web.language import said


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of a static file, which stays the same while the process runs."""
    return django_static(path)


@pass_context
def say(context: Context, text: object) -> str:
    """`text|say`: a Text (or a plain string) in the page's language, nothing for None."""
    return said(text, context["language"])


@pass_context
def named(context: Context, thing: Any) -> str:
    """`unit|named`: what is stored with `name` and `name_en`; the Chinese one where the other is empty."""
    if thing is None:
        return dates.NONE
    english = getattr(thing, "name_en", "") if context["language"] == "en" else ""
    return str(english or thing.name)


@pass_context
def lamp(context: Context, state: str, label: object = None, compact: bool = False) -> SafeString:
    """`"near"|lamp`, `state|lamp(label)`: shape, word and colour."""
    words = marks.LAMP_WORDS[state] if label in (None, "") else label
    return marks.lamp(state, said(words, context["language"]), compact)


@pass_context
def ring(context: Context, done: int, total: int, size: str = "small", fresh: bool = False) -> SafeString:
    """`ring(3, 4)`, `ring(3, 4, "large")`: the share of measures done."""
    return marks.ring(done, total, context["language"], size, fresh)


@pass_context
def stamp(context: Context, label: object, fresh: bool = False) -> SafeString:
    """`row.stamp|stamp`: the word of the life in which it was closed, and only on what is closed."""
    return marks.stamp(said(label, context["language"]), fresh)


def mark(size: int = 26) -> SafeString:
    """The product's mark."""
    return marks.mark(size)


@pass_context
def day(context: Context, on: date | None, style: str = "iso") -> SafeString:
    """`due_on|day`, `|day("short")` or `|day("long")`, inside a `<time>`."""
    return _day(on, context["language"], style, context.get("today"))


@lru_cache(maxsize=4096)
def _day(on: date | None, language: str, style: str, today: date | None) -> SafeString:
    words = dates.day_said(on, language, style, today)
    if on is None:
        return marks.drawn(words)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), words)


@pass_context
def instant(context: Context, at: int | None) -> SafeString:
    """`event.at|instant`: microseconds UTC on the organisation's clocks, to the minute."""
    if at is None:
        return marks.drawn(dates.NONE)
    there, today = dates.local(at, str(context["zone"])), context.get("today")
    said = dates.clock_said(there, today)
    return marks.drawn(f'<time datetime="{there.isoformat("T", "seconds")}">{said}</time>')


def number(count: int | None) -> str:
    """`1204|number` gives 1,204."""
    return dates.number_said(count)


@pass_context
def share(context: Context, part: int, whole: int) -> str:
    """`share(3, 4)` gives 75%（3/4）, and — for nothing of nothing."""
    return dates.share_said(part, whole, context["language"])


def file_size(size: int) -> str:
    """`file.size|file_size`: 3.4 MB."""
    return dates.size_said(size)


@pass_context
def fact(context: Context, value: object) -> object:
    """`value|fact`, as a facts list shows it: a Text, a day, a count, — for nothing."""
    if isinstance(value, date):
        return _day(value, context["language"], "iso", context.get("today"))
    if isinstance(value, int):
        return dates.number_said(value)
    return said(value, context["language"]) or dates.NONE
