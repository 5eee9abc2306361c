"""The pages of importing: upload, preview, mapping, correction of a row, progress, result."""

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bihuan.core.sheets.reading import NoLedger
from bihuan.core.words.reasons import Refused
from bihuan.core.words.text import Text
from bihuan.exchange.importing import commit as committing
from bihuan.exchange.importing import pages, start
from bihuan.exchange.importing import undo as undoing
from bihuan.exchange.importing.choosing import questions
from bihuan.exchange.importing.forms import MappingForm, RowForm, UploadForm, as_typed
from bihuan.exchange.importing.kind import PREVIEW
from bihuan.exchange.importing.mapping import choices_of, remember
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.names import names_of
from bihuan.exchange.importing.seeing import Seen, import_or_404, register_or_404
from bihuan.exchange.importing.takes import is_ledger, kinds_by_import
from bihuan.exchange.workbook import Unreadable
from bihuan.files.custody import custody
from bihuan.files.store import digest_of
from bihuan.jobs.queue import ask_to_stop
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.pages.submit import SaidNo, form_page, sent
from bihuan.matters.saying.naming import Names as Naming
from bihuan.matters.upkeep.sweep import cited
from bihuan.matters.writing.clock import now
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.refusals import Stale

NO_LEDGER = Text(
    "没有找到台账的表头。表里应有“存在问题”“整改措施”“责任单位”之类的栏目。",
    "No header of a ledger was found: columns such as 存在问题, 整改措施, 责任单位.",
)

NO_COLUMN = Text(
    "没有找到“{name}”的栏目。表头要写这类事项登记时的栏目名称，与导出的表相同。",
    "No column of “{name_en}” was found: the headings are those of its export, or of its form.",
)


@signed_in
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload a file into a register."""
    register = register_or_404(request, pk)
    form = UploadForm.of(request, kinds=kinds_by_import())
    form.initial.setdefault("year", today_of(request).year)
    made = sent(request, form, lambda: _started(request, pk, form.cleaned_data), org=register.org)
    if made:
        return redirect("import", made.id)
    return form_page(request, "exchange/import_new.html", form, {"register": register, "recent": _recent(pk)})


def _started(request: SignedInRequest, register: int, data: dict[str, Any]) -> Import:
    """The preview of the file, which is kept with it or not at all."""
    org, file, at = request.person.org_id, data["file"], now()
    about = {"name": file.name, "year": data["year"], "person": request.person.pk, "at": at}
    start.may_start(org, register, digest=digest_of(file), **about)
    file.seek(0)
    with custody(org, cited, at=at) as held:
        kept = held.keep(file, file.name if "." in file.name else None)
        try:
            return start.start(
                org,
                register,
                digest=kept.digest,
                **about,
                once=data["once"] or None,
                kind=data.get("kind") or None,
            )
        except Unreadable as error:
            raise SaidNo(Text(error.reason, f"The file cannot be read: {error.reason}"), "file") from error
        except NoLedger as error:
            raise SaidNo(no_table(data.get("kind")), "file") from error


def no_table(kind: str | None) -> Text:
    """What the file would have to hold."""
    if not kind:
        return NO_LEDGER
    return NO_COLUMN.format(name=kind_of(kind).label.zh, name_en=kind_of(kind).label.en)


def _recent(register: int) -> list[dict[str, Any]]:
    found = list(Import.objects.filter(register_id=register).order_by("-id")[:8])
    states = {one.id: one for one in pages.states_of([one.id for one in found])}
    return [pages.listed(one, states[one.id]) for one in found if one.id in states]


@signed_in
@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """The import as it stands: a preview, work in progress, or what came of it."""
    seen = import_or_404(request, pk)
    if seen.state.life == PREVIEW:
        return render(request, "exchange/import_preview.html", pages.preview(request, seen))
    if seen.state.life in pages.WORKING:
        response = render(request, "exchange/import_working.html", pages.working(seen))
        response.headers["Refresh"] = "3"  # the page asks again by itself, with or without scripts
        return response
    return render(request, "exchange/import_result.html", pages.result(request, seen))


@signed_in
def mapping(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what unknown names and headings mean; kept for the register's next file."""
    one = (seen := _ledger(request, pk)).one
    choices = choices_of(one.register_id) | json.loads(one.choices).get("names", {})
    asked = questions(one, names_of(one.org_id, on=today_of(request), choices=choices))
    form = MappingForm.of(request, asked=asked.all)
    were = {key: was for key, _, _, was in asked.headings}
    if sent(request, form, lambda: _mapped(request, seen, form.chosen(), were), org=one.org_id):
        return redirect("import", one.id)
    shown = pages.shared(seen) | {"parts": pages.parts(form, asked)}
    return form_page(request, "exchange/import_map.html", form, shown)


def _mapped(
    request: SignedInRequest, seen: Seen, chosen: dict[str, str], headings_were: dict[str, str]
) -> bool:
    """Preview again with what was decided, which is remembered."""
    headings = {
        key.removeprefix("column:"): choice
        for key, choice in chosen.items()
        if key.startswith("column:") and headings_were.get(key) != choice
    }
    names = {key: choice for key, choice in chosen.items() if not key.startswith("column:")}
    try:
        _once(request, lambda: _again(request, seen.one, choices=names, headings=headings))
    except (NoLedger, Unreadable) as error:
        raise SaidNo(NO_LEDGER) from error
    remember(seen.one.register_id, names=names, headings=headings)
    return True


@signed_in
@require_POST
def done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what 已完成 means in this sheet, which is asked once for each import."""
    seen, said = _ledger(request, pk), request.POST.get("done_means", "")
    if said in (start.CLOSED, start.CLAIMED):
        _once(request, lambda: _again(request, seen.one, done_means=said))
    return redirect("import", pk)


@signed_in
def row(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """Correct one row of a preview."""
    seen = _ledger(request, pk)
    found = ImportRow.objects.filter(import_id=pk, place=place, data__isnull=False).first()
    if found is None:
        raise Http404
    data = json.loads(found.data or "{}")
    before = as_typed(found.kind, data)
    form = RowForm.of(request)
    form.initial.update(before)
    org, spot = seen.one.org_id, str(data["spot"])
    if sent(request, form, lambda: _corrected(request, seen, spot, form.changed_from(before)), org=org):
        return redirect(f"{pages.address('import', pk)}?page={place // 50 + 1}#row-{place}")
    shown = pages.shared(seen) | {"row": pages.shown(found, {})}
    return form_page(request, "exchange/import_row.html", form, shown)


def _corrected(request: SignedInRequest, seen: Seen, spot: str, typed: dict[str, str]) -> bool:
    """Preview again with what was typed otherwise than it was read."""
    if typed:
        _once(request, lambda: _again(request, seen.one, corrections={spot: typed}))
    return True


def _again(request: SignedInRequest, one: Import, **more: Any) -> None:
    start.again(one, person=request.person.pk, at=now(), **more)


def _ledger(request: SignedInRequest, pk: int) -> Seen:
    """The preview of a ledger. A sheet of one kind has no mapping and no corrections: it is mended itself."""
    seen = import_or_404(request, pk)
    if not is_ledger(seen.one.kind):
        raise Http404
    if seen.state.life != PREVIEW:
        raise Stale(
            Text("这次导入已经确认，不能再改对应。", "This import is confirmed; its mapping is settled.")
        )
    return seen


@signed_in
@require_POST
def commit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm. A second click finds it under way and shows that."""
    seen = import_or_404(request, pk)
    _once(request, lambda: committing.begin(seen.one, person=request.person.pk, at=now()))
    return redirect("import", pk)


@signed_in
@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop after the chunk in hand."""
    seen = import_or_404(request, pk)
    _once(request, lambda: committing.stop(seen.one, person=request.person.pk, at=now()))
    if seen.one.job_id:
        ask_to_stop(seen.one.job_id, at=now())
    return redirect("import", pk)


@signed_in
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what nobody has touched."""
    seen = import_or_404(request, pk)
    if request.method == "POST":
        _once(request, lambda: undoing.begin_undo(seen.one, person=request.person.pk, at=now()))
        return redirect("import", pk)
    return render(request, "exchange/import_undo.html", pages.shared(seen) | pages.to_undo(seen))


@signed_in
@require_POST
def abandon(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a preview up."""
    seen = import_or_404(request, pk)
    _once(request, lambda: start.abandon(seen.one, person=request.person.pk, at=now()))
    return redirect("import_new", seen.register.id)


def _once(request: SignedInRequest, act: Callable[[], object]) -> None:
    """Do it; where it is done already, the page that follows shows so."""
    try:
        act()
    except Refused as refused:
        if refused.reason.code != "wrong_life":
            raise Stale(Naming(request.person.org_id, sight_of(request)).why(refused.reason)) from refused
