"""The form of an act, built from its row: one field for each fact that it asks for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.naming import OF_THE_HOUSE
from bihuan.core.chain.ids import belongs
from bihuan.core.loop import proofs
from bihuan.core.loop.papers import SCAN
from bihuan.core.state.state import State
from bihuan.core.time.typed import read_typed
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words import labels
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.matters.models import Matter
from bihuan.matters.pages import choices
from bihuan.matters.pages.choices import Options
from bihuan.matters.pages.on_paper import can_be_about, may_decide, which_paper, with_document
from bihuan.matters.seeing import numbers
from bihuan.matters.seeing.sight import Sight, visible
from bihuan.rules.calendar import calendar
from bihuan.web.complaints import refused
from bihuan.web.forms import (
    Choose,
    ChooseMany,
    Day,
    Form,
    Line,
    ManyFiles,
    long_text,
    text_field,
    tick,
    worded,
)
from bihuan.web.numbers import typed_id

FOLDED = frozenset({"for_whom", "basis"})
"""Folded away while they are empty: what every form has that may be filled in for somebody else."""
YEARS = range(1990, 2101)
NO_YEAR = Text("请核对年份，应在 1990 年到 2100 年之间。", "Check the year: it lies between 1990 and 2100.")
NO_SUCH = Text("没有这个编号的事项。", "No matter has this number.")
SEVERAL_SUCH = Text(
    "这个编号可以指几件事项：{numbers}，请写全。",
    "This can mean several matters: {numbers}. Write the whole number.",
)
NO_DUE = Text(
    "没有读出时限。请写明日期，如 2026-06-30 或 6月底前。", "No date could be read. Write it as 2026-06-30."
)
FEW = 4
SAW, AT = "original_", "_at"
WORKS_HERE = (*OF_THE_HOUSE, "witness", "serves", "stand_in")
"""The facts that name somebody who works here: whoever left is not offered."""
MOST = 2**31 - 1
DUE_LENGTH = 60
DUE_HELP = Text(
    "怎么写都行：6月底前、2026-06-30、立行立改、每月5日前、年底前完成并长期坚持。",
    "Write it as you would: 2026-06-30, 6月底前, 立行立改 (at once), 每月5日前 (monthly).",
)


class MatterNumber(Line):
    """A matter named by its number, of those that whoever types it may see: of others there is none."""

    def __init__(self, *, eyes: Sight | None, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        self.eyes = eyes

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = self._numbered(text) if self.eyes else []
        if not found:
            raise refused(NO_SUCH)
        if len(found) > 1:
            raise refused(SEVERAL_SUCH.format(numbers="、".join(str(one.number) for one in found[:5])))
        return int(found[0].pk)

    def _numbered(self, text: str) -> list[Matter]:
        """Of those in sight the one that is numbered just so, else all that can be meant."""
        assert self.eyes
        seen = visible(self.eyes)
        if just_so := seen.filter(number=text).order_by("id").first():
            return [just_so]
        return list(seen.filter(number__in=numbers.written(self.eyes.org, text)).order_by("id"))


class PossibleDay(Day):
    """A day of a year that somebody may mean: a slip of the pen is refused where it is typed."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day.year not in YEARS:
            raise refused(NO_YEAR)
        return day


class DueField(Line):
    """A due as people write it; cleaned to what was read."""

    echo: Text | None = None

    def __init__(self, *, today: date, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(max_length=DUE_LENGTH, **kwargs)
        self.today, self.calendar = today, calendar

    def clean(self, value: Any) -> dict[str, Any] | None:
        text = super().clean(value)
        if not text:
            return None
        due = read_typed(text, today=self.today, calendar=self.calendar)
        if due.kind == "unread":
            raise refused(NO_DUE)
        if due.on and due.on.year not in YEARS:
            raise refused(NO_YEAR)
        on = due.on.isoformat() if due.on else None
        found = {"kind": due.kind, "on": on, "every": due.every, "day": due.day, "then": due.then}
        return {**found, "text": text}


class Several(ChooseMany):
    """Several ids; cleaned to integers."""

    def clean(self, value: Any) -> list[int]:
        return [int(one) for one in super().clean(value)]


class One(Choose):
    """One id from a list; cleaned to an integer or None."""

    few = 0

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return int(found) if found else None


def form_class(
    act: Act,
    state: State | None = None,
    *,
    org: int,
    today: date,
    eyes: Sight | None = None,
    whom: Options | None = None,
    own: Collection[int] | None = None,
    originals: Mapping[int, str] | None = None,
    cited: Sequence[tuple[str, str]] = (),
) -> type[Form]:
    """The form of an act on a matter.

    `eyes`: of whoever has it open; matters and registers are chosen from what they see, from none without.
    `whom`: first for whom it is recorded, one of these, and on what basis (代填/代录), which decides what
    else is asked; `own`: what may be objected to. `originals`: what is to be seen where it is kept, by the
    number of the event that cites it. `cited`: its files, with their names.
    """
    behalf = whom is not None
    made = _for_whom(org, whom) if whom is not None and act.behalf else {}
    for field in act.fields:
        if field.kind == "originals":
            made |= _originals(originals or {})
        elif field.kind == "cited":
            options = [(key, Text(name, name)) for key, name in cited]
            made[field.name] = Choose(options=options, **worded(label=field.label))
        elif field.kind == "paper":
            seqs = can_be_about(field, state, own, behalf=behalf)
            made[field.name] = which_paper(field, state, seqs)
        elif not field.hidden and (behalf or not field.on_behalf):
            made[field.name] = _field(field, state, org, today, eyes)
    if proofs.brings_proof in act.needs and "evidence" in made:
        made["evidence"].needed = True  # not marked optional; the act says in its own words what is missing
    paper = with_document(act, made) if "for_whom" in made else {}
    made |= paper
    asked_then = {field.name for field in act.fields if field.on_behalf}
    made["folded"] = FOLDED | paper.keys() | asked_then | _seldom(act, state)
    made["apart"] = {field.name: field.under for field in act.fields if field.under}
    return type("ActForm", (Form,), made)


class InWhoseName(One):
    """For whom: those are offered for whom it may be done; whoever else is sent is refused by name."""

    def __init__(self, *, org: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.org = org

    def valid_value(self, value: Any) -> bool:
        return belongs(typed_id(value), self.org)


def _for_whom(org: int, whom: Options) -> dict[str, Any]:
    """For whom it is recorded, and on what basis."""
    return {
        "for_whom": InWhoseName(
            org=org,
            label=Text("代谁办理（代填、代录）", "Recorded for"),
            required=False,
            options=whom,
        ),
        "basis": Choose(
            label=labels.BASIS,
            required=False,
            options=[(name, one.offered) for name, one in BASES.items()],
        ),
    }


def for_somebody(form: Form, act: Act) -> None:
    """For whoever can only record it: that stands open, and nobody reads that for whom would be optional.

    What is to be attached to a decision of somebody else is the sheet that was signed.
    """
    form.folded -= FOLDED | {"document", "evidence"}
    fields: dict[str, Any] = form.fields
    for name in ("for_whom", "basis"):
        fields[name].needed = True
    if len(fields["for_whom"].options) == 1:
        fields["for_whom"].initial = fields["for_whom"].options[0][0]
    if may_decide(act) and "evidence" in fields:
        fields["evidence"].label, fields["evidence"].help_text = SCAN.label, SCAN.help


def _originals(titles: Mapping[int, str]) -> dict[str, forms.Field]:
    """When and where the checker saw each original."""
    found: dict[str, forms.Field] = {}
    for seq, title in titles.items():
        when = Text(f"何时查阅原件《{title}》", f"When you saw the original of “{title}”")
        where = Text(f"在何处查阅《{title}》", f"Where you saw “{title}”")
        found[f"{SAW}{seq}"] = PossibleDay(**worded(label=when))
        found[f"{SAW}{seq}{AT}"] = text_field(where, 200)
    return found


def _seldom(act: Act, state: State | None) -> frozenset[str]:
    """Fields folded away while they are empty: a form shows first what it is mostly filled in for.

    A form of few fields folds only what is filled in for hardly any matter.
    """
    shown = [field for field in act.fields if not field.hidden and not field.under]
    never = {f.name for f in shown if callable(f.seldom) and (state is None or f.seldom(state))}
    if len(shown) <= FEW:
        return frozenset(never | {f.name for f in shown if f.kind == "date" and f.seldom})
    return frozenset(never | {f.name for f in shown if f.seldom is True})


def _field(field: Field, state: State | None, org: int, today: date, eyes: Sight | None) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help or ""}
    kind = field.kind
    if kind == "long":
        label = common.pop("label")
        return long_text(label, 5000, 4 if field.required else 2, **common)
    if kind == "date":
        return PossibleDay(**common)
    if kind == "due":
        common |= {"help_text": field.help or DUE_HELP}
        return DueField(today=today, calendar=calendar(org), **common)
    if kind == "choice":
        return Choose(options=field.choices, **common)
    if kind == "evidence":
        return ManyFiles(**common)
    if kind == "yes":
        return tick(common.pop("label"), **(common | {"required": False}))
    if kind in ("int", "id"):
        least = -MOST if field.least is None else field.least
        return forms.IntegerField(min_value=least, max_value=MOST, **common)
    if kind == "lines":
        return long_text(common.pop("label"), 5000, 6, **common)
    if kind == "register":
        return One(options=choices.registers(eyes, field, state), **common)
    if kind == "matter":
        return MatterNumber(eyes=eyes, **common)
    if field.name in WORKS_HERE:
        named = getattr(state, field.name, None) if state else None
        return One(options=choices.people(org, today, working_here=True, also=named), **common)
    if kind in _LISTS:
        many, options = _LISTS[kind]
        return (Several if many else One)(options=options(org, today), **common)
    return text_field(common.pop("label"), 200, **common)


_LISTS: Mapping[str, tuple[bool, Any]] = {
    "unit": (False, choices.units),
    "units": (True, choices.units),
    "group": (False, lambda org, today: choices.groups(org)),
    "person": (False, choices.people),
    "people": (True, choices.people),
    "posts": (True, choices.posts),
}


def facts_from(act: Act, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What the form gave, as facts of the act; files are left for the caller, who keeps them first."""
    found: dict[str, Any] = {}
    for field in act.fields:
        if field.kind == "originals" and (seen := _seen(cleaned)):
            found[field.name] = seen
        value = cleaned.get(field.name)
        if field.hidden or field.kind == "evidence" or value is None or value is False or value in ("", []):
            continue  # a zero is a value
        if field.kind == "lines":
            value = [line.strip() for line in str(value).splitlines() if line.strip()]
        found[field.name] = value.isoformat() if isinstance(value, date) else value
    return found


def _seen(cleaned: Mapping[str, Any]) -> list[list[Any]]:
    """What was said of originals: [[event, day, place], …]."""
    days = {name: value for name, value in cleaned.items() if name.startswith(SAW) and not name.endswith(AT)}
    return [
        [int(name.removeprefix(SAW)), day.isoformat(), cleaned[f"{name}{AT}"]]
        for name, day in days.items()
        if day and cleaned.get(f"{name}{AT}")
    ]
