"""The one way from a form to the record: sent, read, judged, its files kept, done; or refused in the form.

A view fetches from sight, makes the form, submits it, and renders. Where the answer is None the form was not
sent, or it says why nothing was done: what was typed is there, with a new one-time key.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.acts.act import Act
from bihuan.core.loop.papers import ENTER
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused
from bihuan.core.words.text import Text
from bihuan.files.custody import custody
from bihuan.files.refusal import Refusal
from bihuan.files.store import digest_of
from bihuan.matters.pages.forms import facts_from
from bihuan.matters.pages.on_paper import entered_instead, entered_said
from bihuan.matters.pages.reader import sight_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.upkeep.sweep import cited
from bihuan.matters.writing.acts import judge, judge_opening, open_matter, perform
from bihuan.matters.writing.browsers import mark
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.erasing import erasable
from bihuan.matters.writing.once import Sent
from bihuan.web import security
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.browser import browser_of
from bihuan.web.contents import content_of
from bihuan.web.drafts import taken
from bihuan.web.forms import CHOOSE_AGAIN, KEY_LENGTH, Form
from bihuan.web.kept import LOST
from bihuan.web.parts import page_or_part

log = logging.getLogger(__name__)
Done = TypeVar("Done")
NOT_AS_DRAWN = Text(
    "页面没有完整送达。您填写的内容还在，请再提交一次。",
    "The form did not arrive whole. Your text is kept: send it again.",
)

NAME_ONE = Text(
    "受托代录的，请写明代谁、依据什么。", "If you record it for somebody, say for whom and on what basis."
)
NOT_AMONG = Text(
    "{who}不在其中：这一步由{by}办理，请选择其中的人。",
    "{who} is not among them: this step belongs to {by}. Choose one of those.",
)


class SaidNo(Exception):
    """A page's own refusal of a form, at a field of it or above them all."""

    def __init__(self, sentence: Text, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True, slots=True)
class Target:
    """What an act is done to, or where a matter of `kind` is opened; `seq`: its record as the form has it."""

    org: int
    matter: int = 0
    seq: int | None = None
    kind: str = ""
    register: int | None = None
    parent: int | None = None

    @classmethod
    def of(cls, state: State) -> "Target":
        """A matter as it stands."""
        return cls(state.org, state.id, state.seq)


def submit(
    request: SignedInRequest, form: Form, act: Act, target: Target, *, said: Text | None = None, **more: Any
) -> State | None:
    """Do what the form says, and say that it is done (`said`, or the act's own sentence with its number).

    `more` are facts that the page knows; they go before those of the form.
    """
    after = sent(
        request, form, lambda: _done(request, form, act, target, more), org=target.org, seen=target.seq
    )
    if after is not None:
        _mark(request, act, after)
        tell(request, said or entered_said(after) or done_said(act, after))
    return after


def _mark(request: SignedInRequest, act: Act, after: State) -> None:
    """Beside the record, which stands already: the act is done, whether this can be kept or not."""
    try:
        mark(act, after, person=request.person.pk, browser=browser_of(request), at=now())
    except DatabaseError as error:
        log.warning("the browser of record %s could not be kept: %s", after.seq, type(error).__name__)


def sent(
    request: SignedInRequest, form: Form, do: Callable[[], Done], *, org: int, seen: int | None = None
) -> Done | None:
    """What `do` makes of a form that was sent and can be read; None, said in the form, where it refuses."""
    if request.method != "POST":
        return None
    if not form.is_valid():
        if {"once", "seen"} & form.errors.keys():
            form.refuse(NOT_AS_DRAWN)
            form.again(seen=seen)
        return None
    if lost := _lost(request, form):
        form.refuse(CHOOSE_AGAIN.format(files="、".join(lost)), _file_field(form))
        return None
    try:
        done = do()
        taken(request)
        return done
    except SaidNo as no:
        form.refuse(no.sentence, no.field)
    except Refusal as refusal:
        form.refuse(refusal.text, _file_field(form))
    except Refused as refused:
        security.by(request.person, "act_refused", why=refused.reason.code)
        form.refuse(*_why(refused.reason, form, Names(org, sight_of(request))))
    form.again(seen=seen)
    return None


def sent_by(request: HttpRequest) -> Sent | None:
    """The one-time key of the form that was sent, with all that was typed, chosen and attached."""
    key = request.POST.get("once", "")[:KEY_LENGTH]
    return Sent.of(key, content_of(request)) if key else None


def tell(request: SignedInRequest, said: Text) -> None:
    """Say on the next page what was done."""
    messages.success(request, said.say(request.language))


def done_said(act: Act, after: State) -> Text:
    """已签收。第 1,024 号记录。"""
    done = act.done
    return Text(f"{done.zh}。第 {after.seq:,} 号记录。", f"{done.en}. Record no. {after.seq:,}.")


def to_matter(after: State, act: Act) -> HttpResponse:
    """On to the page of the matter, which knows what has just been done."""
    return redirect(f"{address_of('matter', after.id)}?done={act.event}")


def form_page(
    request: SignedInRequest, template: str, form: Form, values: Mapping[str, Any], *, part: str = ""
) -> HttpResponse:
    """The page with its form, or the `part` that a script asks for; 422 where the form says what is wrong."""
    shown, status = {**values, "form": form}, 422 if form.errors else 200
    if part:
        return page_or_part(request, template, part, shown, status=status)
    return render(request, template, shown, status=status)


def _done(request: SignedInRequest, form: Form, act: Act, target: Target, more: dict[str, Any]) -> State:
    given, org = form.cleaned_data, target.org
    facts = facts_from(act, given)
    if act.asks and act.prefilled:
        facts = _differing(facts, form.initial)
    facts |= more
    how: dict[str, Any] = {
        "org": org,
        "actor": request.person.pk,
        "at": now(),
        "once": sent_by(request),
    }
    files = given.get("evidence") or []
    scan = {"evidence": [digest_of(one) for one in files], "file_names": [one.name for one in files]}
    if files and act.field("evidence"):
        facts |= scan
    if act.opens:
        how |= {"act": act.name, "register": target.register, "parent": target.parent}
        kind = target.kind
        return _kept(partial(judge_opening, kind), partial(open_matter, kind), how, facts, files)
    how |= {
        "seen": given.get("seen"),
        "for_whom": given.get("for_whom"),
        "basis": given.get("basis") or None,
    }
    if act.field("erases"):
        facts["erases"] = [list(pair) for pair in erasable(target.matter)]
    name = act.name
    if paper := entered_instead(act, target.matter, how, facts, given.get("document")):
        name, facts = ENTER.name, paper | (scan if files else {})
        how |= {"for_whom": None, "basis": None}
    elif not act.field("evidence"):
        files = []
    return _kept(
        partial(judge, name, target.matter),
        partial(perform, name, target.matter),
        how, facts, files,
    )  # fmt: skip


def _kept(
    judged: Callable[..., None],
    done: Callable[..., State],
    how: dict[str, Any],
    facts: dict[str, Any],
    files: list[Any],
) -> State:
    """Do it; what it cites is kept only once the verdict is that it may happen, and goes if it does not."""
    if not files:
        return done(**how, **facts)
    judged(**how, **facts)
    with custody(how["org"], cited, at=how["at"]) as held:
        for one in files:
            one.seek(0)
            held.keep(one, one.name)
        return done(**how, **facts)


def _differing(facts: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a form asks to be changed, what it did not say already when it was opened."""
    return {name: value for name, value in facts.items() if _written(value) != _written(stands.get(name))}


def _written(value: object) -> object:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value or ""


def _why(reason: Reason, form: Form, names: Names) -> tuple[Text, str | None]:
    """The sentence and the field where it stands: who may not be represented is refused by name."""
    said = names.why(reason)
    if reason.code != "no_right" or "for_whom" not in form.fields:
        return said, None
    whom = form.cleaned_data.get("for_whom")
    if not whom:  # whoever sent it has no right, and named nobody who has
        return Text(f"{said.zh}{NAME_ONE.zh}", f"{said.en} {NAME_ONE.en}"), None
    named = Reason(reason.code, {**reason.about, "who": names.person(whom)})
    return names.why(named, NOT_AMONG), "for_whom"


def _lost(request: SignedInRequest, form: Form) -> list[str]:
    """Files that were chosen when the form could not be taken, and have not been chosen again."""
    asked = _file_field(form)
    return request.POST.getlist(LOST) if asked and not form.cleaned_data.get(asked) else []


def _file_field(form: Form) -> str | None:
    return next((name for name, field in form.fields.items() if isinstance(field, forms.FileField)), None)
