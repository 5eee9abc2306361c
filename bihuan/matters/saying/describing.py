"""How a matter is described on pages: its lamp and words, its facts, what its own table says."""

import json
from collections.abc import Callable, Iterator
from datetime import date

from bihuan.core.acts.act import Field
from bihuan.core.acts.kind import Kind
from bihuan.core.state.faces import shows
from bihuan.core.state.lamps import LATE, NEAR, lamp
from bihuan.core.state.lives import DONE, GOES_ON, WORKED_ON
from bihuan.core.state.principals import PERSON, principal_kind, principal_number
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words import labels
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.naming import Names, joined
from bihuan.matters.saying.papered import papers_said, stands_on_paper
from bihuan.matters.saying.rhythm import rhythm_said
from bihuan.matters.saying.signed import signs_said
from bihuan.matters.seeing.facts import Kept, facts_of, fields_kept
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Fact


def life_said(state: State) -> Text:
    """Where it stands, in a word; a problem with continuing measures says so."""
    life = life_of(state.kind, state.life)
    if state.clock == "paused" and life.phase in WORKED_ON:
        return term("paused", "clocks").text
    if on_paper := stands_on_paper(state):
        return Text(f"{life.text.zh}（{on_paper.zh}）", f"{life.text.en} ({on_paper.en.lower()})")
    return life.text


def stamp_said(state: State, *, part_continuing: bool = False) -> Text | None:
    """What a closed matter wears: the word of its life; one with continuing children says so."""
    life = life_of(state.kind, state.life)
    if life.phase not in (DONE, GOES_ON):
        return None
    said = capital(life.text)
    if life.phase == DONE and part_continuing:
        said = Text(f"{said.zh}（含常态化）", f"{said.en} (part continuing)")
    if state.proof_erased:
        said = Text(f"{said.zh}（佐证已删除）", f"{said.en} (proof erased since)")
    return Text(f"{said.zh} · 交叉核验", f"{said.en} · checked by two") if len(state.checks) > 1 else said


def lamp_said(state: State, today: date, calendar: WorkCalendar) -> tuple[str, Text]:
    """The lamp with its words: how late, how soon, or where it stands."""
    colour = lamp(life_of(state.kind, state.life).phase, state.clock, state.yellow_on, state.red_on, today)
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
    """The due as it is read: a day, a period, or 长期. Where something below is due first, that day."""
    if state.decided_below:
        return state.due_on
    return own_due_said(state)


def own_due_said(state: State) -> Text | date | None:
    """What the matter owes itself."""
    due_on = state.own_days.due_on
    if state.due_kind == "recurring":
        return rhythm_said(state.due_every, state.due_within)
    if state.due_kind == "long_term":
        return term("keep_up", "facts").text
    if due_on and state.due_then == "long_term":
        day = due_on.isoformat()
        return Text(f"{day}，之后长期坚持", f"{day}, then long term")
    return due_on


def _as_written(state: State) -> Text | str:
    """How the due was written, where that says more than its day."""
    on = state.own_days.due_on
    if not state.due_text or (on is not None and state.due_text == on.isoformat()):
        return ""
    return Text(f"原文：{state.due_text}", f"as written: {state.due_text}")


def facts_said(state: State, names: Names, *, opens: Callable[[int], bool] = bool) -> list[Fact]:
    """Who, when and where from, as a facts list. `opens`: whether its reader may open a matter."""
    found: list[Fact] = []
    if state.lead_unit:
        found.append(Fact(labels.LEAD, names.unit(state.lead_unit)))
    if state.lead_group:
        found.append(Fact(labels.LEAD, names.group(state.lead_group)))
    if state.accountable:
        found.append(Fact(labels.ACCOUNTABLE, names.person(state.accountable)))
    if signs := signs_said(state, names):
        found.append(signs)
    if state.leader:
        found.append(Fact(labels.LEADER, names.person(state.leader)))
    if state.supporting:
        found.append(Fact(labels.SUPPORTING, joined(names.unit(u) for u in sorted(state.supporting))))
    if state.due_kind or state.own_days.due_on:
        note = _as_written(state)
        if state.due_reckoned:
            note = Text("按工作日推算", "reckoned in working days")
        if state.due_provisional:
            note = Text(
                "暂估：当年放假通知尚未发布", "provisional: that year's holiday notice is not out yet"
            )
        found.append(Fact(labels.DUE_SHORT, own_due_said(state), note=note))
    if state.gathered_due_on:
        found.append(Fact(labels.DUE_BELOW, state.gathered_due_on))
    found += papers_said(state, names)
    if state.raisers:
        found.append(Fact(labels.RAISERS, joined(names.person(p) for p in sorted(state.raisers))))
    found += _tied_said(state, names)
    if state.look_back_on:
        found.append(Fact(labels.LOOK_BACK_ON, state.look_back_on))
    if state.merged_into:
        url = address_of("matter", state.merged_into) if opens(state.merged_into) else ""
        found.append(Fact(Text("已并入事项", "Merged into"), names.matter(state.merged_into), url))
    if state.cycles:
        periods = joined(Text(one, one) for one in state.cycles)
        found.append(Fact(Text("已核验周期", "Verified cycles"), periods))
    if state.back_filled:
        found.append(
            Fact(
                labels.BACK_FILLED,
                Text("上线前已销号，凭签字件补录", "signed off before, on a signed sheet"),
            )
        )
    return found


def _tied_said(state: State, names: Names) -> Iterator[Fact]:
    """Who stands in the relations of the kind's own."""
    for relation in kind_of(state.kind).relations:
        who = sorted(one for name, one in state.ties if name == relation.name)
        said = [
            names.person(principal_number(one))
            if principal_kind(one) == PERSON
            else names.unit(principal_number(one))
            for one in who
        ]
        if said:
            yield Fact(capital(relation.text), joined(said))


def capital(text: Text) -> Text:
    """The same with a capital letter in English."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def details_of(kind: Kind, state: State, names: Names, seen_by: str) -> list[Fact]:
    """The facts that stand with a matter, labelled as the acts label them, as far as a face shows them.

    Who is tied to it by one stands among the facts of all (`facts_said`).
    """
    kept = facts_of([state.id]).get(state.id, {})
    found = []
    for name, field in fields_kept(kind).items():
        label = field.note if field.hidden else field.label
        if name in kept and label and not field.ties and (not field.personal or shows(seen_by, field.face)):
            found.append(Fact(label, kept_said(field, kept[name].text, names)))
    return found


def fact_said(kind: Kind, name: str, kept: Kept | None, names: Names) -> Text | str:
    """One kept fact as a column of a list shows it."""
    return kept_said(fields_kept(kind)[name], kept.text, names) if kept else ""


def kept_said(field: Field, text: str, names: Names) -> Text | str:
    """A kept fact in words: a choice by its label, an id by its name."""
    if field.kind == "choice":
        return dict(field.choices).get(text, Text(text, text))
    if field.kind == "unit":
        return names.unit(int(text))
    if field.kind == "person":
        return names.person(int(text))
    if field.kind == "group":
        return names.group(int(text))
    if field.kind in ("matter", "register"):
        return names.matter(int(text))
    if field.kind == "lines":
        return "\n".join(json.loads(text))
    if field.kind in ("units", "people"):
        say = names.unit if field.kind == "units" else names.person
        return joined(say(one) for one in json.loads(text))
    return labels.YES if field.kind == "yes" else text
