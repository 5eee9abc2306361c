"""How a matter is described on pages: its lamp and words, its facts, what its own table says."""

from datetime import date
from typing import Any

from django.apps import apps
from django.urls import reverse

from bihuan.core.acts.kind import Kind
from bihuan.core.state.lamps import LATE, NEAR, lamp
from bihuan.core.state.lives import DOING, REGISTERED
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.saying.naming import Names, joined
from bihuan.web.pieces import Fact

EVERY = {
    "week": Text("每周", "weekly"),
    "half_month": Text("每半月", "twice a month"),
    "month": Text("每月", "monthly"),
    "quarter": Text("每季度", "quarterly"),
    "half_year": Text("每半年", "half-yearly"),
    "year": Text("每年", "yearly"),
}
LABELS = {
    "resolution": Text("办理结果", "Result"),
    "evidence_wanted": Text("应有佐证", "Proof expected"),
    "status": Text("原表状态", "Status in the sheet"),
    "aspect": Text("方面", "Aspect"),
}
HIDDEN = frozenset({"id", "extra", "contacts", "progress_on", "org_id"})


def life_said(state: State) -> Text:
    """Where it stands, in a word; a problem with continuing measures says so."""
    if state.clock == "paused" and being_worked_on(state):
        return Text("暂停计时", "clock paused")
    return term(state.life, "states").text


def lamp_said(state: State, today: date, calendar: WorkCalendar) -> tuple[str, Text]:
    """The lamp with its words: how late, how soon, or where it stands."""
    colour = lamp(state.life, state.clock, state.yellow_on, state.red_on, today)
    due = state.due_on
    if colour == LATE and due:
        days = max(1, calendar.workdays_between(due, today))
        return colour, Text(f"超期 {days} 个工作日", f"{days} working day{'s' * (days > 1)} late")
    if colour == NEAR and due:
        days = calendar.workdays_between(today, due)
        if due == today:
            return colour, Text("今天到期", "due today")
        if days <= 0:  # a due on a day of rest, with no working day left
            return colour, Text(f"{due} 到期", f"due on {due}")
        return colour, Text(f"还有 {days} 个工作日", f"{days} working day{'s' * (days > 1)} left")
    return colour, life_said(state)


def due_said(state: State) -> Text | date | None:
    """The due as it is read: a day, a period, or 长期."""
    if state.due_kind == "recurring":
        return EVERY.get(state.due_every or "", Text("定期", "recurring"))
    if state.due_kind == "long_term":
        return Text("长期坚持", "long term")
    if state.due_on and state.due_then == "long_term":
        day = state.due_on.isoformat()
        return Text(f"{day}，之后长期坚持", f"{day}, then long term")
    return state.due_on


def facts_said(state: State, names: Names) -> list[Fact]:
    """Who, when and where from, as a facts list."""
    found: list[Fact] = []
    if state.lead_unit:
        found.append(Fact(Text("牵头", "Lead"), names.unit(state.lead_unit)))
    if state.lead_group:
        found.append(Fact(Text("牵头", "Lead"), names.group(state.lead_group)))
    if state.accountable:
        found.append(Fact(Text("责任人", "Accountable"), names.person(state.accountable)))
    if state.leader:
        found.append(Fact(Text("责任领导", "Leader in charge"), names.person(state.leader)))
    if state.supporting:
        found.append(
            Fact(Text("配合", "Supporting"), joined(names.unit(u) for u in sorted(state.supporting)))
        )
    if state.due_kind or state.due_on:
        note = Text(f"原文：{state.due_text}", f"as written: {state.due_text}") if state.due_text else ""
        if state.due_reckoned:
            note = Text("按工作日推算", "reckoned in working days")
        if state.due_provisional:
            note = Text(
                "暂估：当年放假通知尚未发布", "provisional: that year's holiday notice is not out yet"
            )
        found.append(Fact(Text("时限", "Due"), due_said(state), note=note))
    if state.raisers:
        found.append(
            Fact(Text("提出人", "Raised by"), joined(names.person(p) for p in sorted(state.raisers)))
        )
    if state.look_back_on:
        found.append(Fact(Text("回头看", "Look back on"), state.look_back_on))
    if state.merged_into:
        url = reverse("matter", args=[state.merged_into])
        found.append(Fact(Text("已并入", "Merged into"), names.matter(state.merged_into), url))
    if state.cycles:
        found.append(Fact(Text("已核验周期", "Verified cycles"), state.cycles))
    if state.back_filled:
        found.append(
            Fact(
                Text("补录", "Back-filled"),
                Text("上线前已销号，凭签字件补录", "signed off before, on a signed sheet"),
            )
        )
    return found


def details_of(kind: Kind, matter: int) -> list[Fact]:
    """What the room's own table says of a matter, labelled as the acts label it."""
    if not kind.table:
        return []
    app, _, model = kind.table.removeprefix("bihuan.rooms.").partition(".models.")
    row: dict[str, Any] | None = apps.get_model(app, model).objects.filter(pk=matter).values().first()
    labels = {
        field.name: field.label for act in kind.acts for field in act.fields if not field.hidden
    } | LABELS
    found = []
    for name, value in (row or {}).items():
        if value and name not in HIDDEN and name in labels:
            found.append(Fact(labels[name], value))
    return found


def being_worked_on(state: State) -> bool:
    """Whether its own doer's clock counts."""
    return state.life in DOING or state.life == REGISTERED
