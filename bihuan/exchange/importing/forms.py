"""The forms of importing: a file, decisions about names and headings, the correction of a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from bihuan.core.acts.kind import Kind
from bihuan.core.words.text import Text
from bihuan.exchange.importing.correcting import CORRECTABLE
from bihuan.exchange.importing.items import MEASURE, digest_of
from bihuan.web.forms import Choose, Form, long_text, text_field, worded
from bihuan.web.pieces import Words

WHAT = Text("表里是什么", "What it holds")
WHICH = Text(
    "不选就按栏目名称辨认；认不出的按问题台账读。",
    "Left empty, its headings say; else it is read as a ledger.",
)


class UploadForm(Form):
    """The spreadsheet, the year of the dues that name none, and what it brings where that can differ."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"class": "drop", "accept": ".xlsx,.xls,.csv,.et"}),
        **worded(
            label=Text("台账文件", "The spreadsheet"),
            help_text=Text(
                "把现在用的表格拖进来：.xlsx、.xls 或 .csv，50 MB 以内，不用先整理。先预览，确认后才导入。",
                "The spreadsheet that you use now, as it is: .xlsx, .xls, .csv, up to 50 MB.",
            ),
        ),
    )
    year = forms.IntegerField(
        min_value=1990,
        max_value=2100,
        **worded(
            label=Text("时限所指年份", "Year of its dues"),
            help_text=Text(
                "“6月底前”没有写年份时，按这一年算。",
                "The year meant where a due such as 6月底前 names none.",
            ),
        ),
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:
            options = [(kind.name, kind.label) for kind in kinds]
            field = Choose(options=options, label=WHAT, required=False, help_text=WHICH)
            self.fields["kind"] = field
            field.speak(self.language)


def named(key: str) -> str:
    """A field's name for a key of any characters."""
    return "c" + digest_of(key)[:12]


class MappingForm(Form):
    """One choice for each name and heading; those left empty stay open."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[tuple[str, Words, Sequence[tuple[str, Words]], str]] = (),
        **kwargs: Any,
    ) -> None:
        initial = {named(key): chosen for key, _, _, chosen in asked}
        super().__init__(*args, initial=initial, **kwargs)
        self.keys = [key for key, *_ in asked]
        for key, label, options, _ in asked:
            field = Choose(options=options, label=label, required=False, widget=forms.Select())
            self.fields[named(key)] = field
            field.speak(self.language)

    def chosen(self) -> dict[str, str]:
        """The decisions that were made, by key."""
        found = {key: self.cleaned_data.get(named(key), "") for key in self.keys}
        return {key: choice for key, choice in found.items() if choice}


class RowForm(Form):
    """A row's text, due and people, to be corrected before it is taken over."""

    title = long_text(CORRECTABLE["title"], 5000, required=False)
    due = text_field(
        CORRECTABLE["due"],
        60,
        required=False,
        help_text=Text(
            "怎么写都行：6月底前、2026-06-30、立行立改、每季度、长期坚持。",
            "As you would write it: 2026-06-30, 6月底前, 立行立改 (at once), 每季度 (quarterly).",
        ),
    )
    lead_unit = text_field(CORRECTABLE["lead_unit"], 120, required=False)
    supporting_units = text_field(CORRECTABLE["supporting_units"], 500, required=False)
    accountable = text_field(CORRECTABLE["accountable"], 200, required=False)

    def changed_from(self, before: Mapping[str, str]) -> dict[str, str]:
        """Only what was typed otherwise than it was read."""
        typed = {name: str(self.cleaned_data.get(name) or "").strip() for name in CORRECTABLE}
        return {name: value for name, value in typed.items() if value != before.get(name, "")}


def as_typed(kind: str, data: Mapping[str, Any]) -> dict[str, str]:
    """A row's fields as a person would type them."""
    due = data.get("due") or {}
    return {
        "title": str(data.get("text" if kind == MEASURE else "title") or ""),
        "due": str(due.get("text") or due.get("on") or ""),
        "lead_unit": str(data.get("lead_unit") or ""),
        "supporting_units": "、".join(data.get("supporting_units") or ()),
        "accountable": "、".join(data.get("accountable") or ()),
    }
