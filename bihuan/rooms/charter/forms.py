"""The forms of the charter's acts: what is chosen is chosen from lists, a rule's value by its type."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from bihuan.core.acts.act import Act
from bihuan.core.chain.chain import Json
from bihuan.core.state.relations import RELATIONS
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages import choices
from bihuan.matters.pages.choices import Options
from bihuan.matters.pages.forms import One, PossibleDay, form_class
from bihuan.people.models import Absence, Appointment, GroupMember, Unit
from bihuan.rules.defaults import Declared
from bihuan.rules.models import CalendarLayer
from bihuan.rules.values import CODES, MOST_STEPS, STEP_BY, bounds
from bihuan.web.forms import Choose, Form, long_text, tick, worded
from bihuan.web.pieces import Fact

STEPS_SHOWN = 4
STANDING_IN = (
    Fact(
        Text("代办", "Does instead"),
        Text(
            "外出期间看得到本人看得到的事项，以本人的岗位签收、填报、报结、审签、核验、审定；"
            "所办的也算本人经办。",
            "Until the absent person is back: sees what that person sees; receives, reports, claims, "
            "countersigns, verifies and approves in those posts. It is the absent person's doing, too.",
        ),
    ),
    Fact(
        Text("一并回避", "Keeps out of"),
        Text(
            "本人经办过的，B 角不能核验、审定；B 角经办过的，也不能以本人的岗位核验、审定。"
            "须几人同意的，两人只算一人。",
            "Neither of the two verifies or approves in these posts what the other did. Where several must "
            "agree, the two are one.",
        ),
    ),
    Fact(
        Text("不代", "Does not do"),
        Text(
            "本人作为提出人的答复，对代录的异议，账号和密码：只由本人办理。",
            "Answers as a raiser, objections to what was recorded for the absent person, the sign-in: these "
            "stay with that person alone.",
        ),
    ),
)
"""What a stand-in inherits, and what not."""
BY = {name: RELATIONS[name] for name in STEP_BY}
QUORUM = {
    "any": Text("一人同意即可（或签）", "any one"),
    "all": Text("全部同意（会签）", "all of them"),
    "2": Text("两人同意", "two of them"),
    "3": Text("三人同意", "three of them"),
}


def charter_form(
    act: Act, *, org: int, today: date, without: str = "", stand_ins: Options | None = None
) -> type[Form]:
    """The form of an act of the people or the rules, its ids chosen from lists, `without` a known one.

    `stand_ins`: who can be chosen as one, where it asks for one.
    """
    made: dict[str, Any] = {}
    for name, label, required in (
        (one.name, one.label, one.required) for one in act.fields if not one.hidden
    ):
        options = _options(act, name, org, today)
        options = stand_ins if name == "stand_in" and stand_ins is not None else options
        if options is not None:
            made[name] = One(label=label, required=required, options=options)
    if act.field("layer"):
        made["layer"] = Choose(label=labels.CALENDAR_LAYER, required=False, options=_layers(org))
    if act.field("code") and act.name == "end_calendar_layer":
        made["code"] = Choose(label=labels.CALENDAR_LAYER, options=_layers(org))
    if without:
        made[without] = None
    return type("CharterForm", (form_class(act, org=org, today=today),), made)


def _options(act: Act, name: str, org: int, today: date) -> Sequence[tuple[str, Text]] | None:
    """What an id is chosen from; None where the form of the act knows already."""
    if name in ("unit", "above"):
        return choices.units(org, today, answerable=False)
    if name == "person":
        return choices.people(org, today, working_here=act.field("stand_in") is not None, left=True)
    if name == "stand_in":
        return choices.people(org, today, working_here=True)
    if name == "post":
        return choices.posts(org, today)
    if name == "appointment":
        return _appointments(org, today)
    if name == "member":
        rows = GroupMember.objects.filter(group__org_id=org, to_on=None).select_related("group", "unit")
        return [
            (str(one.pk), _joined(one.group, one.unit))
            for one in rows.order_by("group__place", "unit__place")
        ]
    if name == "absence":
        rows_of = Absence.objects.filter(Q(to_on=None) | Q(to_on__gte=today), person__org_id=org)
        to_come = act.field("to_on") is None  # what has no end to be given is called off
        rows_of = rows_of.filter(**{"from_on__gt" if to_come else "from_on__lte": today})
        return [(str(one.pk), away_said(one)) for one in rows_of.select_related("person", "stand_in")]
    return None


def _appointments(org: int, today: date) -> list[tuple[str, Text]]:
    rows = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gte=today), person__org_id=org)
    found = []
    for one in rows.select_related("person", "post__unit").order_by("post__unit__place", "post__place", "id"):
        post, unit = one.post, one.post.unit
        zh = f"{one.person.name}　{unit.name} {post.name}"
        en = f"{one.person.name}, {post.name_en or post.name}, {unit.name_en or unit.name}"
        found.append((str(one.pk), Text(zh, en)))
    return found


def _joined(one: Any, other: Unit) -> Text:
    return Text(f"{one.name}：{other.name}", f"{one.name_en or one.name}: {other.name_en or other.name}")


def away_said(one: Absence) -> Text:
    span = f"{one.from_on.isoformat()}–{one.to_on.isoformat() if one.to_on else ''}"
    return Text(
        f"{one.person.name} → {one.stand_in.name}（{span}）",
        f"{one.person.name} → {one.stand_in.name} ({span})",
    )


def _layers(org: int) -> list[tuple[str, Text]]:
    rows = CalendarLayer.objects.filter(org_id=org, to_on=None)
    return [(one.code, Text(one.name, one.name_en or one.name)) for one in rows]


class SignInForm(Form):
    """The name under which somebody signs in; the password is made, and shown once."""

    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{2,59}$",
        max_length=60,
        error_messages=worded(
            invalid=Text("请用三个以上字母、数字。", "Three or more letters or digits."),
        ),
        **worded(
            label=labels.SIGN_IN_NAME,
            help_text=Text(
                "三个以上字母、数字，可用点、横线；全系统不重复。", "Three or more letters or digits, unique."
            ),
        ),
    )


NEW_VALUE = Text("改为", "New value")


def rule_form(declared: Declared) -> type[Form]:
    """The form that sets one rule, by its type; its one field says within what, or lists what there is."""
    made: dict[str, Any] = {}
    label, said = NEW_VALUE, bounds(declared)  # the page is headed by the rule
    if declared.type == "count":
        made["value"] = forms.IntegerField(
            min_value=declared.least, max_value=declared.most, **worded(label=label, help_text=said)
        )
    elif declared.type == "yes":
        made["value"] = Choose(label=label, options=[("yes", labels.YES), ("no", labels.NEGATIVE)])
    elif declared.type == "choice":
        made["value"] = Choose(label=label, options=[(code, CODES[code]) for code in declared.choices])
    elif declared.type == "hours":
        made["value"] = long_text(
            label, 200, 3, help_text=Text(f"一行一段，{said.zh}。", f"One span a line, {said.en}.")
        )
    else:
        for place in range(1, STEPS_SHOWN + 1):
            made |= _step_fields(place)
        made["folded"] = {f"{name}{place}" for place in (3, 4) for name in ("by", "quorum", "never")}
    made["from_on"] = PossibleDay(label=Text("自哪天起", "From"))
    made["reason"] = long_text(Text("依据或理由", "Source or reason"), 2000, 3)
    return type("RuleForm", (Form,), made)


def bounds_apart(declared: Declared) -> Text | None:
    """Within what it may be set, where no single field of the form says it, or there is no form."""
    return bounds(declared) if declared.type == "steps" or not declared.in_force else None


def _step_fields(place: int) -> dict[str, Any]:
    who = Text(f"第 {place} 步由谁同意", f"Step {place}: who agrees")
    return {
        f"by{place}": Choose(
            label=who, required=place == 1, widget=forms.Select(), options=[(one, BY[one]) for one in STEP_BY]
        ),
        f"quorum{place}": Choose(
            label=Text(f"第 {place} 步几人同意", f"Step {place}: how many"),
            required=place == 1,
            initial="any",
            widget=forms.Select(),
            options=list(QUORUM.items()),
        ),
        f"never{place}": tick(
            Text(f"第 {place} 步经办过的人须回避", f"Step {place}: never by those with a hand in it"),
            required=False,
        ),
    }


def rule_facts(declared: Declared, given: dict[str, Any]) -> dict[str, Any]:
    """What the form says, as the facts of `set_rule`."""
    from_on = given["from_on"].isoformat()
    value = value_of(declared, given)
    return {"name": declared.name, "value": value, "reason": given["reason"], "from_on": from_on}


def value_of(declared: Declared, given: dict[str, Any]) -> Json:
    """What the form says, as the rule's value."""
    if declared.type == "yes":
        return bool(given["value"] == "yes")
    if declared.type == "hours":
        return [line.strip() for line in str(given["value"]).splitlines() if line.strip()]
    if declared.type != "steps":
        value: Json = given["value"]
        return value
    steps: list[Json] = []
    for place in range(1, min(STEPS_SHOWN, MOST_STEPS) + 1):
        if by := given.get(f"by{place}"):
            steps.append([by, given.get(f"quorum{place}") or "any", bool(given.get(f"never{place}"))])
    return steps


def initial_value(declared: Declared, value: Json) -> dict[str, Any]:
    """The present value as the form's initial values."""
    if declared.type == "yes":
        return {"value": "yes" if value else "no"}
    if declared.type == "hours":
        return {"value": "\n".join(str(one) for one in _listed(value))}
    if declared.type != "steps":
        return {"value": value}
    found: dict[str, Any] = {}
    for place, (by, quorum, never) in enumerate(map(_listed, _listed(value)), 1):
        found |= {f"by{place}": by, f"quorum{place}": quorum, f"never{place}": never}
    return found


def value_said(declared: Declared, value: Json) -> Text:
    """A rule's value in words."""
    if declared.type == "count":
        zh = f"{value} {declared.unit.zh}" if declared.unit.zh != "%" else f"{value}%"
        unit = declared.unit.en.removesuffix("s") if value == 1 else declared.unit.en
        return Text(zh.strip(), f"{value} {unit}".strip())
    if declared.type == "yes":
        return labels.YES if value else labels.NEGATIVE
    if declared.type == "choice":
        return CODES.get(str(value), Text(str(value), str(value)))
    if declared.type == "hours":
        said = "、".join(str(one) for one in _listed(value))
        return Text(said, said.replace("、", ", "))
    steps = [_step_said(step) for step in _listed(value)]
    return Text(" → ".join(one.zh for one in steps), " → ".join(one.en for one in steps))


def _listed(value: Json) -> Sequence[Json]:
    """The value of a rule that is a list: hours, steps, and what a step says."""
    if not isinstance(value, list | tuple):
        raise TypeError(f"not a list: {value!r}")
    return value


def _step_said(step: Json) -> Text:
    by, quorum = (str(one) for one in _listed(step)[:2])
    never = _listed(step)[2]
    how, who = QUORUM.get(quorum, Text(f"{quorum} 人同意", f"{quorum} of them")), BY.get(by, Text(by, by))
    away = ("，经办回避", ", no hand in it") if never else ("", "")
    short = {"any": "或签", "all": "会签"}.get(quorum, how.zh)
    return Text(f"{who.zh}（{short}{away[0]}）", f"{who.en} ({how.en}{away[1]})")
