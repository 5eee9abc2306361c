"""The components as template tags. docs/pages.md shows each of them at work."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from bihuan.web import dates, marks
from bihuan.web.forms import Piece
from bihuan.web.language import said
from bihuan.web.pieces import Chip, Fact, Figure, Moment, Offer

register = template.Library()


def language(context: Context) -> str:
    """The page's language; Chinese where none was set."""
    return str(context.get("language", "zh"))


class Translated(Node):
    """`{% t "中文" "English" name=value %}`: one of two texts, its `{placeholders}` filled and escaped."""

    def __init__(
        self, texts: dict[str, FilterExpression], values: dict[str, FilterExpression], name: str = ""
    ) -> None:
        self.texts, self.values, self.name = texts, values, name

    def render(self, context: Context) -> str:
        words = self._words(context)
        if not self.name:
            return words
        context[self.name] = marks.drawn(words)
        return ""

    def _words(self, context: Context) -> str:
        words = self.texts[language(context)].resolve(context)
        if not self.values:
            return str(conditional_escape(words))
        values = {name: given.resolve(context) for name, given in self.values.items()}
        return str(format_html(str(words), **values))


@register.tag("t")
def translated(parser: Parser, token: Token) -> Translated:
    """Chinese first, English beside it: a text with one language missing does not compile."""
    name, *bits = token.split_contents()
    kept = bits.pop() if len(bits) > 3 and bits[-2] == "as" else ""
    bits = bits[:-1] if kept else bits
    if len(bits) < 2 or any("=" in bit and bit[0] not in "\"'" for bit in bits[:2]):
        raise template.TemplateSyntaxError(f'{{% {name} "中文" "English" %}} needs both texts')
    values = token_kwargs(bits[2:], parser)
    texts = {"zh": parser.compile_filter(bits[0]), "en": parser.compile_filter(bits[1])}
    return Translated(texts, values, kept)


@register.simple_tag(takes_context=True)
def say(context: Context, text: object) -> str:
    """A Text (or a plain string) in the page's language."""
    return said(text, language(context))


@register.filter("say")
def say_filter(text: object, language: str) -> str:
    """`{{ text|say:language }}`, for use inside other tags' arguments."""
    return said(text, language)


@register.simple_tag(takes_context=True)
def named(context: Context, thing: Any) -> str:
    """The name of something stored with `name` and `name_en`; the Chinese one where the other is empty."""
    if thing is None:
        return dates.NONE
    english = getattr(thing, "name_en", "") if language(context) == "en" else ""
    return str(english or thing.name)


@register.simple_tag(takes_context=True)
def lamp(context: Context, state: str, label: object = None, compact: bool = False) -> SafeString:
    """`{% lamp "near" %}` or `{% lamp "late" label %}`: shape, word and colour."""
    words = marks.LAMP_WORDS[state] if label in (None, "") else label
    return marks.lamp(state, said(words, language(context)), compact)


@register.simple_tag(takes_context=True)
def ring(context: Context, done: int, total: int, size: str = "small", fresh: bool = False) -> SafeString:
    """`{% ring 3 4 %}`, `{% ring 3 4 "large" %}`: the share of measures done."""
    return marks.ring(done, total, language(context), size, fresh)


@register.simple_tag(takes_context=True)
def stamp(context: Context, which: str = "signed_off", fresh: bool = False) -> SafeString:
    """`{% stamp %}`, `{% stamp "with_continuing" %}`: only on what is closed."""
    return marks.stamp(marks.STAMPS[which].say(language(context)), fresh)


@register.simple_tag
def mark(size: int = 26) -> SafeString:
    """The product's mark."""
    return marks.mark(size)


@register.simple_tag(takes_context=True)
def day(context: Context, on: date | None, style: str = "iso") -> SafeString:
    """`{% day due_on %}`, `"short"` or `"long"`, inside a `<time>`."""
    words = dates.day_said(on, language(context), style, context.get("today"))
    if on is None:
        return marks.drawn(words)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), words)


@register.simple_tag(takes_context=True)
def instant(context: Context, at: int | None) -> SafeString:
    """`{% instant event.at %}`: microseconds UTC on the organisation's clocks, to the minute."""
    if at is None:
        return marks.drawn(dates.NONE)
    zone = str(context.get("zone") or dates.ZONE)
    words = dates.instant_said(at, zone, context.get("today"))
    return format_html(
        '<time datetime="{}">{}</time>', dates.local(at, zone).isoformat("T", "seconds"), words
    )


@register.simple_tag
def number(count: int | None) -> str:
    """`{% number 1204 %}` gives 1,204."""
    return dates.number_said(count)


@register.simple_tag(takes_context=True)
def share(context: Context, part: int, whole: int) -> str:
    """`{% share 3 4 %}` gives 75%（3/4）, and — for nothing of nothing."""
    return dates.share_said(part, whole, language(context))


@register.filter
def file_size(size: int) -> str:
    """`{{ file.size|file_size }}`: 3.4 MB."""
    return dates.size_said(size)


def _with(context: Context, **more: object) -> dict[str, object]:
    """What an included component sees: the page's language, clock and token, and its own values."""
    kept = ("language", "today", "zone", "csrf_token", "request")
    return {name: context.get(name) for name in kept} | more


@register.inclusion_tag("web/parts/chips.html", takes_context=True)
def chips(context: Context, items: Sequence[Chip], label: object = None) -> dict[str, object]:
    """A row of filter links with their counts."""
    return _with(context, items=items, label=label)


@register.inclusion_tag("web/parts/headings.html", takes_context=True)
def headings(context: Context, columns: Sequence[object]) -> dict[str, object]:
    """A table's `<thead>` from `lists.headings(…)`."""
    return _with(context, columns=columns)


@register.inclusion_tag("web/parts/paging.html", takes_context=True)
def paging(context: Context, page: object) -> dict[str, object]:
    """Where we are in a long list, and the way on and back."""
    return _with(context, page=page)


@register.inclusion_tag("web/parts/facts.html", takes_context=True)
def facts(context: Context, items: Sequence[Fact]) -> dict[str, object]:
    """A list of names and values."""
    return _with(context, items=items)


@register.simple_tag(takes_context=True)
def fact_value(context: Context, value: object) -> object:
    """A value as a facts list shows it: a Text, a day, a count, — for nothing."""
    if isinstance(value, date):
        return day(context, value)
    if isinstance(value, int):
        return dates.number_said(value)
    return said(value, language(context)) or dates.NONE


@register.inclusion_tag("web/parts/timeline.html", takes_context=True)
def timeline(context: Context, moments: Sequence[Moment]) -> dict[str, object]:
    """What happened, in sentences, newest first."""
    return _with(context, moments=moments)


@register.inclusion_tag("web/parts/offers.html", takes_context=True)
def offers(context: Context, items: Sequence[Offer]) -> dict[str, object]:
    """What can be done next, and what cannot with the reason."""
    return _with(context, items=items)


@register.inclusion_tag("web/parts/dock.html", takes_context=True)
def dock(context: Context, items: Sequence[Offer]) -> dict[str, object]:
    """The first two open acts under the thumb; only phones show it."""
    return _with(context, items=[item for item in items if item.ready][:2])


@register.inclusion_tag("web/parts/figures.html", takes_context=True)
def figures(context: Context, items: Sequence[Figure]) -> dict[str, object]:
    """Large numbers, each a link to what it counts."""
    return _with(context, items=items)


@register.inclusion_tag("web/parts/form_errors.html", takes_context=True)
def form_errors(context: Context, form: object) -> dict[str, object]:
    """What must be mended before the form is taken, each with a link to its field."""
    return _with(context, form=form)


@register.inclusion_tag("web/parts/form_body.html", takes_context=True)
def form_body(context: Context, form: object) -> dict[str, object]:
    """Error summary, hidden fields and all visible fields of a form of the kit."""
    return _with(context, form=form)


@register.inclusion_tag("web/parts/field.html", takes_context=True)
def field(context: Context, bound: Any) -> dict[str, object]:
    """`{% field form.title %}`: one field of a form of the kit, with label, help and errors."""
    piece = bound if isinstance(bound, Piece) else bound.form.piece_of(bound)
    return _with(context, piece=piece)
