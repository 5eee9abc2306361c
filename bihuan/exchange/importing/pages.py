"""What the pages of an import show: counts as filters, rows with their reasons, what can be done next."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse

from bihuan.core.state.lives import WITHDRAWN
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.importing.barring import barred_said
from bihuan.exchange.importing.choosing import Questions
from bihuan.exchange.importing.commit import job_of
from bihuan.exchange.importing.differing import FIELDS
from bihuan.exchange.importing.forms import MappingForm, named
from bihuan.exchange.importing.kind import COMMITTED, COMMITTING, DONE_MEANS, STOPPED, UNDOING
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.placeholders import WRITTEN
from bihuan.exchange.importing.seeing import Seen
from bihuan.exchange.importing.takes import OF_LEDGERS, is_ledger
from bihuan.exchange.importing.words import BLOCKING, VERDICTS, reasons_from
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.seeing import rows as matter_rows
from bihuan.matters.seeing.sight import visible
from bihuan.web.acting import SignedInRequest
from bihuan.web.lists import chips
from bihuan.web.paging import page_of
from bihuan.web.pieces import Crumb, Offer

CELLS = 6  # of a row that is read for one kind: enough to know it by
ALL = labels.ALL
OUTCOMES = {
    "done": COMMITTED.text,
    "left": Text("未导入", "left out"),
    "undone": WITHDRAWN.text,
    "kept": Text("保留", "kept"),
    "open": Text("未办", "not yet"),
}


def preview(request: SignedInRequest, seen: Seen) -> dict[str, Any]:
    """The preview: verdicts as filters, rows in the order of the sheet."""
    counts = _counted(seen.one)
    chosen = request.GET.get("verdict", "")
    rows = ImportRow.objects.filter(import_id=seen.one.id).order_by("place")
    if chosen in VERDICTS:
        rows = rows.filter(verdict=chosen)
    total = counts.get(chosen) if chosen in VERDICTS else sum(counts.values())
    page = page_of(rows, request, total=total)
    titles = _titles(request, page.rows)
    options = [("", ALL), *((name, text) for name, text in VERDICTS.items() if counts.get(name))]
    asked = json.loads(seen.one.asked)
    sight = sight_of(request)
    return shared(seen) | {
        "barred": barred_said(seen.one, sight.actor, seen.state.opened_by, today_of(request)),
        "done": asked.get("done", 0),
        "done_means": meaning(seen.one),
        "means": DONE_MEANS.choices,
        "chips": chips(request, "verdict", options, chosen, counts | {"": sum(counts.values())}),
        "page": page,
        "rows": [shown(row, titles) for row in page.rows],
        "counts": counts,
        "ready": counts["new"] + counts["changed"],
        "waiting": counts["refused"] + counts["needs_mapping"],
        "warnings": asked.get("warnings", ())[:12],
        "to_map": len(asked.get("names", ())),
        "offers": offers(seen, counts, len(asked.get("names", ()))),
    }


def meaning(one: Import) -> str:
    """What was answered to what 已完成 means in the sheet; empty as long as nobody has."""
    return str(json.loads(one.choices).get("done", ""))


def _counted(one: Import) -> dict[str, int]:
    counted: dict[str, int] = json.loads(one.counts)
    return dict.fromkeys(VERDICTS, 0) | counted


def shared(seen: Seen) -> dict[str, Any]:
    """What every page of an import shows."""
    register = seen.register
    return {
        "one": seen.one,
        "state": seen.state,
        "name": seen.state.title,
        "register": register,
        "crumbs": [
            Crumb(register.title or "—", address("register", register.id)),
            Crumb(labels.IMPORT, reverse("import_new", args=[register.id])),
        ],
    }


def address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _titles(request: SignedInRequest, found: Sequence[ImportRow]) -> dict[int, str | None]:
    """The titles of the matters of these rows that the reader may see today."""
    matters = [row.matter_id for row in found if row.matter_id]
    return dict(visible(sight_of(request)).filter(pk__in=matters).values_list("id", "title"))


def shown(row: ImportRow, titles: Mapping[int, str | None]) -> dict[str, Any]:
    """One row for a table; `titles`: of the matters that its reader may open."""
    opens = row.matter_id in titles
    whys = reasons_from(json.loads(row.reasons))
    data, ledger = json.loads(row.data or "{}"), row.kind in OF_LEDGERS
    title = row.title or titles.get(row.matter_id or 0) or ""
    return {
        "place": row.place,
        "where": f"{row.row}" if row.row else "—",
        "sheet": row.sheet,
        "kind": kind_of(row.kind).label,
        "number": row.number or "",
        "title": title,
        "unit": data.get("lead_unit") or "",
        "due": (data.get("due") or {}).get("text") or "",
        "cells": [] if ledger else list(data.get("cells", {}).items())[:CELLS],
        "verdict": VERDICTS[row.verdict],
        "blocking": row.verdict in BLOCKING,
        "whys": [(why.cell, why.text()) for why in whys],
        "differences": [
            {"label": FIELDS[name][1], "old": old, "new": new, "how": how}
            for name, old, new, how in json.loads(row.differences or "[]")
        ],
        "correctable": ledger and row.verdict in ("new", "refused", "needs_mapping"),
        "matter": row.matter_id if opens else None,
        "url": address("matter", row.matter_id) if opens else "",
        "outcome": OUTCOMES[row.state],
    }


def offers(seen: Seen, counts: Mapping[str, int], to_map: int) -> list[Offer]:
    """What can be done with a preview, the grey ones with the reason."""
    pk, ready = seen.one.id, counts["new"] + counts["changed"]
    left = counts["refused"] + counts["needs_mapping"]
    label = Text(f"确认导入 {ready} 行", f"Import {ready} rows")
    takes = Text(f"另有 {left} 行不导入。", f"{left} rows are left out.") if left else ""
    found = []
    if to_map:
        said = Text(f"对应单位、人员（{to_map}）", f"Map units and people ({to_map})")
        found.append(Offer(said, reverse("import_map", args=[pk]), primary=True))
    if ready and json.loads(seen.one.asked).get("done") and not meaning(seen.one):
        why = Text("请先回答表中“已完成”是什么意思。", "First say what “done” means in this sheet.")
        found.append(Offer(label, ready=False, why=why))
    elif ready:
        commit = reverse("import_commit", args=[pk])
        found.append(
            Offer(label, commit, takes=takes, primary=not to_map, post=True, key=secrets.token_urlsafe(16))
        )
    else:
        why = Text("没有可以导入的行。", "There is no row to import.")
        found.append(Offer(label, ready=False, why=why))
    if not to_map and is_ledger(seen.one.kind):
        found.append(
            Offer(Text("调整栏目、单位的对应", "Change the mapping"), reverse("import_map", args=[pk]))
        )
    abandon = reverse("import_abandon", args=[pk])
    found.append(Offer(Text("放弃这次导入", "Give this import up"), abandon, post=True))
    return found


def working(seen: Seen) -> dict[str, Any]:
    """How far the commit or the undo is."""
    job = job_of(seen.one)
    rows = ImportRow.objects.filter(import_id=seen.one.id)
    written = rows.filter(verdict__in=WRITTEN)
    if seen.state.life == UNDOING:
        written = rows.filter(seq__isnull=False)
        done = written.exclude(state=ImportRow.DONE).count()
    else:
        done = written.exclude(state=ImportRow.OPEN).count()
    failed = job is not None and job.state in ("failed", "stopped")
    waiting = job is not None and job.state == "queued"
    return shared(seen) | {
        "done": done,
        "total": written.count(),
        "failed": failed,
        "waiting": waiting,
        "undoing": seen.state.life == UNDOING,
        "stop_url": reverse("import_stop", args=[seen.one.id]),
    }


def result(request: SignedInRequest, seen: Seen) -> dict[str, Any]:
    """What came of it: rows by their outcome, and the way back."""
    rows = ImportRow.objects.filter(import_id=seen.one.id).exclude(verdict="untouched")
    counts = {name: rows.filter(state=name).count() for name in OUTCOMES}
    closed = (
        rows.filter(reasons__contains='"said_closed"', state=ImportRow.DONE).exclude(verdict="same").count()
    )
    chosen = request.GET.get("state", "")
    some = rows.filter(state=chosen) if chosen in OUTCOMES else rows
    page = page_of(some.order_by("place"), request, total=counts.get(chosen, sum(counts.values())))
    titles = _titles(request, page.rows)
    options = [("", ALL), *((name, text) for name, text in OUTCOMES.items() if counts[name])]
    return shared(seen) | {
        "chips": chips(request, "state", options, chosen, counts | {"": sum(counts.values())}),
        "page": page,
        "rows": [shown(row, titles) for row in page.rows],
        "counts": counts,
        "new": rows.filter(verdict="new", state__in=("done", "kept", "undone")).count(),
        "changed": rows.filter(verdict="changed", state__in=("done", "kept")).count(),
        "closed": closed,
        "offers": _after(seen, closed),
    }


def _after(seen: Seen, closed: int) -> list[Offer]:
    pk, register = seen.one.id, seen.register.id
    found = [Offer(Text("打开台账", "Open the register"), address("register", register), primary=True)]
    fill = address("batch_back_fill", register)
    if closed and fill and seen.state.life != "undone":
        said = Text(f"补录已销号的 {closed} 行", f"Back-fill {closed} rows said to be closed")
        takes = Text("上传签字的销号审定表，由另一人核对。", "With the signed sheet; a second person checks.")
        found.append(Offer(said, fill, takes=takes))
    if seen.state.life == STOPPED:
        commit = reverse("import_commit", args=[pk])
        found.insert(
            0, Offer(Text("接着导入", "Go on importing"), commit, post=True, key=secrets.token_urlsafe(16))
        )
    if seen.state.life in ("committed", STOPPED):
        takes = Text("已有人办理的行会保留。", "Rows that somebody has acted on stay.")
        undo = reverse("import_undo", args=[pk])
        found.append(Offer(Text("撤销这次导入", "Undo this import"), undo, takes=takes))
    found.append(Offer(Text("再导入一个文件", "Import another file"), reverse("import_new", args=[register])))
    return found


WORKING = (COMMITTING, UNDOING)


def states_of(imports: list[int]) -> list[State]:
    """The states of these imports."""
    return matter_rows.states(imports)


def listed(one: Import, state: State) -> dict[str, Any]:
    """One import in the list of a register's last ones."""
    counts = _counted(one)
    return {
        "id": one.id,
        "name": state.title,
        "life": life_of(state.kind, state.life).text,
        "on": state.opened_on,
        "counts": counts,
    }


def to_undo(seen: Seen) -> dict[str, Any]:
    """How many rows an undo would look at."""
    return {
        "count": ImportRow.objects.filter(import_id=seen.one.id, state=ImportRow.DONE, verdict="new").count()
    }


def parts(form: MappingForm, asked: Questions) -> dict[str, list[Any]]:
    """The fields of the mapping form in their three parts."""
    found = {}
    for name in ("waiting", "settled", "headings"):
        found[name] = [form.piece_of(form[named(key)]) for key, *_ in getattr(asked, name)]
    return found
