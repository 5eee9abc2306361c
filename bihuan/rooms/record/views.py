"""The record (办理记录): its head to be published, how to check it, and what happened."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.verifying import job
from bihuan.ledger import publishing
from bihuan.ledger.export import write_export
from bihuan.matters.pages.reader import today_of
from bihuan.matters.pages.submit import tell
from bihuan.matters.writing.clock import now
from bihuan.rooms.record import queries
from bihuan.rules.table import ruleset
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.lists import address
from bihuan.web.pieces import Crumb


@signed_in
@require_GET
def record(request: SignedInRequest) -> HttpResponse:
    """Heads for everybody; the events in sentences for those who supervise."""
    org = request.person.org
    head = queries.head(org.pk)
    everything = queries.has_role(request, queries.SEES_ALL)
    upto = _upto(request, head.seq)
    older = upto - queries.SIZE
    shown = {
        "head": head,
        "days": queries.heads_of_days(org.pk, head.slug, today_of(request), org.zone),
        "verified": job.last_verified(head.slug, org.pk),
        "verifying": job.under_way(),
        "lines": queries.lines(request, upto) if everything else [],
        "everything": everything,
        "oversees": queries.has_role(request, queries.OVERSEES),
        "takes": queries.has_role(request, queries.TAKES_AWAY),
        "outside": publishing.standing(org.pk) if everything else None,
        "older": address(request, upto=older) + "#events" if everything and older > 0 else "",
        "newer": address(request, upto=min(upto + queries.SIZE, head.seq)) + "#events"
        if upto < head.seq
        else "",
        "here": "record",
    }
    return render(request, "record/record.html", shown)


def _upto(request: SignedInRequest, last: int) -> int:
    raw = request.GET.get("upto", "")
    return min(int(raw), last) if raw.isascii() and raw.isdigit() and 0 < len(raw) < 14 else last


@signed_in
@require_GET
def uninvolved(request: SignedInRequest) -> HttpResponse:
    """Which offices said that they did none of the work on what names them, for those who supervise."""
    _only(request, queries.SEES_ALL)
    return render(request, "record/uninvolved.html", {"lines": queries.answers(request), "here": "record"})


@signed_in
@require_POST
def check(request: SignedInRequest) -> HttpResponse:
    """Have everything verified in the background."""
    said = Text(
        "已开始核验，稍后刷新本页看结果。", "Checking has begun; reload this page shortly for the result."
    )
    return _of_the_job(request, job.ask, said)


@signed_in
@require_POST
def stop(request: SignedInRequest) -> HttpResponse:
    """End the verification that is under way; asked for again today it goes on."""
    said = Text(
        "已请求停止；当天再次核验会接着做。", "It will stop; verified again today, it goes on from there."
    )
    return _of_the_job(request, job.stop, said)


def _of_the_job(request: SignedInRequest, do: Callable[..., object], said: Text) -> HttpResponse:
    """What is asked of the job that verifies, by those who see everything."""
    _only(request, queries.SEES_ALL)
    do(at=now())
    tell(request, said)
    return redirect("record")


@signed_in
@require_POST
def export(request: SignedInRequest) -> HttpResponseBase:
    """The signed export of the organisation's chain, with or without the personal facts."""
    _only(request, queries.TAKES_AWAY)
    slug = request.person.org.slug
    folder = Path(tempfile.mkdtemp(prefix="export-", dir=settings.VAR))
    try:
        file = folder / "record.zip"
        write_export(file, at=now(), org=slug, personal=request.POST.get("personal") == "yes")
        opened = file.open("rb")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    name = f"{slug}-{today_of(request).isoformat()}.zip"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_GET
def one_browser(request: SignedInRequest) -> HttpResponse:
    """For auditors: closings of which two people did something from one browser, soon after one another."""
    _only(request, queries.OVERSEES)
    rules = ruleset(request.person.org_id, on=today_of(request))
    minutes, months = rules.count("same_browser_minutes"), rules.count("browser_kept_months")
    found = queries.from_one_browser(request, minutes)
    crumbs = [Crumb(labels.RECORD, reverse("record")), Crumb(labels.ONE_BROWSER)]
    shown = {"found": found, "minutes": minutes, "months": months, "crumbs": crumbs, "most": queries.SIZE}
    return render(request, "record/one_browser.html", {**shown, "here": "record"})


def _only(request: SignedInRequest, roles: frozenset[str]) -> None:
    if not queries.has_role(request, roles):
        raise PermissionDenied(
            Text("这一项由监督人员或管理员办理。", "This is for auditors and administrators.")
        )
