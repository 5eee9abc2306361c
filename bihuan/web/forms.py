"""The forms kit: Django's forms with our words, our components and two hidden fields.

`once` is a one-time key, so that a double click acts once; `seen` is the record's number at which the
form was shown, so that an act can refuse what has become stale. Both are passed through to the act.
Labels, helps, choices and refusals are Texts; what was typed is never lost by a refusal.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.safestring import SafeString

from bihuan.core.words.cleaned import cleaned
from bihuan.core.words.text import Text
from bihuan.web.complaints import complaint, refused
from bihuan.web.language import said
from bihuan.web.pieces import Words

CHOOSE_AGAIN = Text(
    "文件没有保留，请重新选择：{files}。", "Files are not kept. Please choose again: {files}."
)
KEY_LENGTH = 64
"""Of a one-time key, at most."""
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Piece:
    """One field ready to be shown. `shape`: "line", "group" (radio buttons, boxes) or "check" (one box)."""

    id: str
    label: str
    help: str
    errors: tuple[str, ...]
    required: bool
    shape: str
    described_by: str
    widget: SafeString
    echo: str | None = None  # how what was typed is read; a place for it, where it is empty


@dataclass(frozen=True, slots=True)
class Parted:
    """Fields of their own heading."""

    heading: str
    pieces: tuple[Piece, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary, with the field to go to."""

    said: str
    anchor: str


class Choose(forms.ChoiceField):
    """A choice among (value, Text) pairs; radio buttons while there are few, else a list."""

    few = 6

    def __init__(self, *, options: Sequence[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = tuple(options)
        if "widget" not in kwargs and 0 < len(self.options) <= self.few:
            self.widget = forms.RadioSelect()

    def speak(self, language: str) -> None:
        """Set the choices in `language`; a Text would look to Django like a group of choices."""
        pairs = [(value, said(label, language)) for value, label in self.options]
        blank = Text("请选择", "Choose") if self.required else Text("—", "—")
        listed = isinstance(self.widget, forms.Select) and not isinstance(self.widget, forms.RadioSelect)
        self.choices = [("", blank.say(language)), *pairs] if listed else pairs


class ChooseMany(forms.MultipleChoiceField):
    """Several among (value, Text) pairs, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, options: Sequence[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = tuple(options)

    def speak(self, language: str) -> None:
        """Set the choices in `language`."""
        self.choices = [(value, said(label, language)) for value, label in self.options]


class Line(forms.CharField):
    """Text as it is kept: what came along unseen when it was pasted goes without a word."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return cleaned(text or "") if self.strip else str(text)


class Paragraph(Line):
    """Several lines of text."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Day(forms.DateField):
    """A day; the browser's own calendar where it has one, 2026-11-24 typed where not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class ManyFiles(forms.FileField):
    """One or more files dropped or chosen; cleaned to a list."""

    class Widget(forms.FileInput):
        allow_multiple_selected = True

    widget = Widget

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        attrs = {"multiple": True, "class": "drop"} | ({"accept": accept} if accept else {})
        super().__init__(widget=self.Widget(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not given:
            return [one for one in [super().clean(None, initial)] if one]
        return [super(ManyFiles, self).clean(one, initial) for one in given]


class Form(forms.Form):
    """A form of the house: made by `Form.of(request, seen=matter.seq)`, shown by `forms.body(form)`."""

    once: forms.Field | None = forms.CharField(
        widget=forms.HiddenInput, max_length=KEY_LENGTH, required=False
    )
    seen: forms.Field | None = forms.IntegerField(widget=forms.HiddenInput, required=False)
    folded: frozenset[str] = frozenset()
    """Names of fields seldom needed: behind “更多” while they are empty and nothing is wrong with them."""
    apart: Mapping[str, Words] = {}
    """Fields folded away under a heading of their own, by name."""

    def __init__(self, *args: Any, language: str = "zh", seen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.label_suffix = ""
        self.initial.setdefault("once", secrets.token_urlsafe(16))
        self.initial.setdefault("seen", seen)
        for field in self.fields.values():
            if isinstance(field, Choose | ChooseMany):
                field.speak(language)

    @classmethod
    def of(cls, request: HttpRequest, *, seen: int | None = None, **kwargs: Any) -> Self:
        """The form as the request has it: filled from a POST, fresh otherwise."""
        language = getattr(request, "language", "zh")
        if request.method == "POST":
            return cls(request.POST, request.FILES, language=language, seen=seen, **kwargs)
        return cls(language=language, seen=seen, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What was filled in, without the two hidden fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "seen")}

    def refuse(self, reason: Words, field: str | None = None) -> None:
        """Refuse a form that was read: the reason stands at the field, or above all of them."""
        self.add_error(field, refused(reason))

    def again(self, *, seen: int | None) -> None:
        """After a refusal: keep what was typed, with a new one-time key and the record as it stands now."""
        data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        data[self.add_prefix("once")] = secrets.token_urlsafe(16)
        data[self.add_prefix("seen")] = "" if seen is None else str(seen)
        self.data = data

    @property
    def refused(self) -> bool:
        """Whether the whole form was refused, not one of its fields."""
        return NON_FIELD_ERRORS in self.errors

    @property
    def secret(self) -> bool:
        """Whether it asks for a password, which no page gives back."""
        return any(isinstance(one.widget, forms.PasswordInput) for one in self.fields.values())

    @property
    def pieces(self) -> list[Piece]:
        """The visible fields in order."""
        return [self.piece_of(bound) for bound in self.visible_fields()]

    @property
    def near(self) -> list[Piece]:
        """The visible fields that stand open."""
        fields = (bound for bound in self.visible_fields() if bound.name not in self.apart)
        return [self.piece_of(bound) for bound in fields if not self._folds(bound)]

    @property
    def further(self) -> list[Piece]:
        """Those that are folded away."""
        fields = (bound for bound in self.visible_fields() if bound.name not in self.apart)
        return [self.piece_of(bound) for bound in fields if self._folds(bound)]

    @property
    def parted(self) -> list[Parted]:
        """Those under headings of their own; open where something is filled in."""
        found = []
        for heading in dict.fromkeys(self.apart.values()):
            mine = [bound for bound in self.visible_fields() if self.apart.get(bound.name) == heading]
            pieces = tuple(self.piece_of(bound) for bound in mine)
            filled = any(bound.value() or bound.errors for bound in mine)
            found.append(Parted(said(heading, self.language), pieces, filled))
        return found

    def _folds(self, bound: BoundField) -> bool:
        filled = bound.value() not in (None, "", [], False, bound.field.initial)
        return bound.name in self.folded and not (
            filled or bound.field.required or bound.errors or self._lost(bound)
        )

    @property
    def problems(self) -> list[Problem]:
        """Every error in words: first those of the whole form, then field by field in their order."""
        if not self.is_bound:
            return []
        found = [Problem(line, "") for line in self._lines(NON_FIELD_ERRORS)]
        for bound in self.visible_fields():
            label = said(bound.label, self.language)
            colon = ": " if self.language == "en" else "："
            lines = (*self._lines(bound.name), *self._lost(bound))
            found += [Problem(f"{label}{colon}{line}", _anchor(bound)) for line in lines]
        return found

    def _lost(self, bound: BoundField) -> tuple[str, ...]:
        """Of a form that comes back: which files must be chosen again.

        Only an act that is done keeps files, and no page may fill one in.
        """
        if not (self.is_bound and self.errors and isinstance(bound.field, forms.FileField)):
            return ()
        sent = bound.data if isinstance(bound.data, list) else [bound.data]
        named = [one.name for one in sent if one]
        if not named:
            return ()
        comma = ", " if self.language == "en" else "、"
        return (CHOOSE_AGAIN.format(files=comma.join(named)).say(self.language),)

    def piece_of(self, bound: BoundField) -> Piece:
        """One field with its label, help and errors bound to it by ids."""
        lines = (*self._lines(bound.name), *self._lost(bound)) if self.is_bound else ()
        help_ = said(bound.field.help_text, self.language)
        ids = ([f"{bound.auto_id}-help"] if help_ else []) + [
            f"{bound.auto_id}-error{place}" for place, _ in enumerate(lines, 1)
        ]
        described, shape = " ".join(ids), _shape(bound.field.widget)
        attrs = _attributes(bound, described if shape != "group" else "", bool(lines))
        echo: Words | None = getattr(bound.field, "echo", None)
        return Piece(
            bound.auto_id,
            said(bound.label, self.language),
            help_,
            lines,
            bound.field.required or getattr(bound.field, "needed", False),
            shape,
            described,
            bound.as_widget(attrs=attrs),
            said(echo, self.language) if echo is not None else None,
        )

    def _lines(self, name: str) -> list[str]:
        return [complaint(error).say(self.language) for error in self.errors.as_data().get(name, [])]


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, GROUPS):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def _anchor(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if _shape(bound.field.widget) == "group" else bound.auto_id


def _attributes(bound: BoundField, described: str, wrong: bool) -> dict[str, Any]:
    attrs: dict[str, Any] = {"aria-describedby": described} if described else {"aria-describedby": False}
    if wrong:
        attrs["aria-invalid"] = "true"
    return attrs


def worded(**words: Words) -> dict[str, Any]:
    """What a field says, as its arguments: Django's own types know strings only, a Text is said later."""
    return dict(words)


def text_field(label: Text, limit: int = 200, **kwargs: Any) -> forms.CharField:
    """One line of text of at most `limit` characters."""
    return Line(max_length=limit, **worded(label=label), **kwargs)


def long_text(label: Text, limit: int = 3000, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """Several lines of text of at most `limit` characters."""
    return Paragraph(label=label, max_length=limit, rows=rows, **kwargs)


def password_field(label: Text, autocomplete: str, **kwargs: Any) -> forms.CharField:
    """A password, taken as it was typed; `autocomplete`: "current-password" or "new-password"."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(strip=False, max_length=200, widget=widget, **worded(label=label), **kwargs)


def tick(label: Text, **kwargs: Any) -> forms.BooleanField:
    """One box to tick."""
    return forms.BooleanField(**worded(label=label), **kwargs)
