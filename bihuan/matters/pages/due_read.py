"""A due as it is typed on a form: what stands, how it was read, and by how many days it moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bihuan.core.state.state import State
from bihuan.core.time.phrases import day_given
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text, in_words
from bihuan.matters.pages.forms import DUE_LENGTH, DueField
from bihuan.matters.pages.reader import state_or_404, today_of
from bihuan.matters.saying.describing import own_due_said
from bihuan.matters.saying.postponing import days_said, moved_said
from bihuan.matters.saying.rhythm import rhythm_said
from bihuan.rules.calendar import calendar
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.addresses import address_of
from bihuan.web.complaints import complaint
from bihuan.web.forms import Form

NEW = "new"
"""Of the address: it is read for something that is still to be opened."""
FOR_GOOD = term("keep_up", "facts").text
READ_AS = {
    "immediate": term("at_once", "facts").text,
    "long_term": FOR_GOOD,
}


@signed_in
@require_GET
def due_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """In a sentence how a due of this matter was read: for a script that asks while a form is filled in."""
    state = state_or_404(request, pk)
    field = DueField(today=today_of(request), calendar=calendar(state.org), required=False)
    try:
        given = field.clean(request.GET.get("due", "")[:DUE_LENGTH])
    except ValidationError as no:
        said = complaint(no)
    else:
        stands = None if request.GET.get(NEW) else state
        said = read_said(given, stands) if given else Text("", "")
    return HttpResponse(said.say(request.language), content_type="text/plain; charset=utf-8")


def say_due(form: Form, state: State, today: date, *, above: bool) -> None:
    """On a form that asks for a due: the one that stands, and how the one that was typed is read.

    `above`: the form opens something under the matter; then by when the matter is due.
    """
    field = form.fields.get("due")
    if not isinstance(field, DueField):
        return
    field.echo = Text("", "")
    field.widget.attrs["data-read"] = address_of("due_read", state.id) + (f"?{NEW}=1" if above else "")
    if above:
        if said := of_above_said(state):
            _helped(field, said)
    elif (stands := stands_said(state, today)) and not form.initial.get("due"):
        _helped(field, stands)
    if form.is_bound and (given := form.cleaned_data.get("due")):
        field.echo = read_said(given, None if above else state)


def _helped(field: DueField, said: Text) -> None:
    words: dict[str, Any] = vars(field)  # Django's own types know strings only
    how = words["help_text"]
    words["help_text"] = Text(f"{said.zh}{how.zh}", f"{said.en} {how.en}")


def stands_said(state: State, today: date) -> Text | None:
    """The due that stands, with how far off it is: 现时限 2026-06-30（还有 12 天）。"""
    said, on = own_due_said(state), state.own_days.due_on
    if said is None:
        return None
    due = in_words(said)
    if on is None:
        return Text(f"现时限：{due.zh}。", f"It is due now: {due.en}.")
    left = _off_said((on - today).days)
    return Text(f"现时限 {due.zh}（{left.zh}）。", f"It is due now on {due.en} ({left.en}).")


def _off_said(days: int) -> Text:
    how_many = days_said(abs(days))
    if days < 0:
        return Text(f"已过 {how_many.zh}", f"{how_many.en} ago")
    return Text(f"还有 {how_many.zh}", f"in {how_many.en}") if days else Text("就在今天", "today")


def read_said(given: Mapping[str, Any], state: State | None) -> Text:
    """How a due was read as it is typed, and by how many days it would move the one that stands, if any."""
    on = date.fromisoformat(given["on"]) if given.get("on") else None
    if given["kind"] == "recurring" or on is None:
        recurring = given["kind"] == "recurring"
        said = rhythm_said(given.get("every"), day_given(given)) if recurring else READ_AS[given["kind"]]
        return Text(f"读作：{said.zh}。", f"Read as: {said.en}.")
    if given.get("then"):
        rhythm = rhythm_said(given["every"], day_given(given)) if given.get("every") else FOR_GOOD
        return Text(f"读作 {on}，之后{rhythm.zh}。", f"Read as {on}, then {rhythm.en}.")
    before = state.own_days.due_on if state else None
    moved = moved_said(on, before)
    if before is None:
        return Text(f"读作 {on}。", f"Read as {on}.")
    if moved is None:
        return Text(f"读作 {on}，与现时限相同。", f"Read as {on}, the day that stands.")
    return Text(f"读作 {on}，比现时限 {before} {moved.zh}。", f"Read as {on}: {moved.en} than {before}.")


def of_above_said(above: State) -> Text | None:
    """By when what stands above is due: what is opened under it should not be later."""
    said = own_due_said(above)
    if said is None:
        return None
    due = in_words(said)
    return Text(f"所属事项的时限：{due.zh}。", f"What it stands under is due: {due.en}.")
