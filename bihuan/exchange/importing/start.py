"""Opening an import, previewing it again after a decision, giving it up; forgetting its texts at the end."""

import json
from collections.abc import Mapping
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import seq_of
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused
from bihuan.exchange.importing.facts import Ground
from bihuan.exchange.importing.items import canonical
from bihuan.exchange.importing.kind import PREVIEW
from bihuan.exchange.importing.mapping import choices_of, headings_of
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.names import names_of
from bihuan.exchange.importing.plan import Plan, Planned
from bihuan.exchange.importing.previewing import Preview, preview
from bihuan.files.store import path_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.writing.acts import book, reading
from bihuan.people.read import day_in

AT_ONCE = 500
CLOSED, CLAIMED = "closed", "claimed"
"""What 已完成 can mean in a sheet."""


def how_of(open_book: Book, person: int | None) -> Mandate:
    """The circumstances of an import's acts: the program fills hidden facts in the name of `person`."""
    return Mandate(open_book.store.actor(person) if person else SYSTEM, within=True)


def office_of(open_book: Book, register: int, person: int | None) -> Mandate:
    """As `how_of`, for the register's office or the machine's own command line only. Raises Refused."""
    how = how_of(open_book, person)
    desk, state = open_book.store.desk(register), open_book.store.state(register)
    if state is None:
        raise Refused(Reason("not_found"))
    if person is not None and "office" not in relations(how.actor, state, desk):
        raise Refused(Reason("no_right", {"by": ("office",)}))
    return how


def ground_of(
    org: int, register: int, *, year: int, at: int, choices: Mapping[str, str], done_means: str = ""
) -> Ground:
    """What the rows of one import share, as of `at`. `done_means`: CLOSED or CLAIMED."""
    today = day_in(org, at=at)
    names = names_of(org, on=today, choices=choices)
    return Ground(names, desk_of(register), year, today, done_means == CLOSED)


def may_start(org: int, register: int, *, digest: str, name: str, year: int, person: int, at: int) -> None:
    """Raise Refused where no file may be brought in now: asked before it is kept and read."""
    open_book = reading(org, today=day_in(org, at=at))
    how = office_of(open_book, register, person)
    open_book.judge_opening("import", how, register=register, **_opening(digest, name, year))


def _opening(digest: str, name: str, year: int) -> dict[str, Any]:
    return {"title": name[:200] or "—", "evidence": [digest], "file_names": [name], "year": year}


def start(
    org: int, register: int, *, digest: str, name: str, year: int, person: int | None, at: int,
    once: str | None = None, choices: Mapping[str, str] | None = None, kind: str | None = None,
    done_means: str = "",
) -> Import:  # fmt: skip
    """Preview a file that is kept as evidence. Raises Unreadable, NoLedger (nothing is opened), Refused.

    `kind`: of which it brings some; None: its headings say so.
    """
    known = choices_of(register) | (choices or {})
    ground = ground_of(org, register, year=year, at=at, choices=known, done_means=done_means)
    source, headings = path_of(org, digest), headings_of(register)
    found = preview(source, register=register, ground=ground, kind=kind, headings=headings)
    with book(org, at=at) as open_book:
        if once and (done := Import.objects.filter(org_id=org, once=once, person_id=person).first()):
            return _same(done, register, digest, year, kind)
        state = open_book.open(
            "import",
            office_of(open_book, register, person),
            register=register,
            **_opening(digest, name, year),
            counts=found.plan.counts,
        )
        made = Import(id=state.id, org_id=org, register_id=register, digest=digest, year=year)
        made.kind = found.kind
        made.person_id, made.once, made.seen = person, once, state.seq
        made.choices = canonical(
            {"names": dict(choices or {})} | ({"done": done_means} if done_means else {})
        )
        _keep(made, found)
        made.save(force_insert=True)
    return made


def _same(done: Import, register: int, digest: str, year: int, kind: str | None) -> Import:
    """What this key has begun already; Refused where it comes with another file now, or is to be another."""
    as_then = (done.register_id, done.digest, done.year) == (register, digest, year)
    if not as_then or kind not in (None, done.kind):
        raise Refused(Reason("sent_before", {"seq": f"{seq_of(done.pk):,}"}))
    return done


def again(
    one: Import, *, person: int | None, at: int, choices: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None, corrections: Mapping[str, Mapping[str, str]] | None = None,
    done_means: str = "",
) -> Plan:  # fmt: skip
    """Preview again, with decisions or corrections added. Raises Refused when it is no preview any more."""
    kept = json.loads(one.choices)
    kept.setdefault("names", {}).update(choices or {})
    kept.setdefault("headings", {}).update(headings or {})
    typed = json.loads(one.corrections)
    for spot, fields in (corrections or {}).items():
        typed.setdefault(spot, {}).update(fields)
        if person:
            by = kept.setdefault("typed_by", {}).setdefault(spot, [])
            by += [] if person in by else [person]
    if done_means:
        kept["done"] = done_means
    known = headings_of(one.register_id) | kept["headings"]
    ground = ground_of(
        one.org_id,
        one.register_id,
        year=one.year,
        at=at,
        choices=choices_of(one.register_id) | kept["names"],
        done_means=kept.get("done", ""),
    )
    found = preview(
        path_of(one.org_id, one.digest),
        register=one.register_id,
        ground=ground,
        kind=one.kind,
        headings=known,
        corrections=typed,
    )
    with book(one.org_id, at=at) as open_book:
        state = open_book.perform(
            "map_import", one.id, office_of(open_book, one.register_id, person), counts=found.plan.counts
        )
        ImportRow.objects.filter(import_id=one.id).delete()
        one.choices, one.corrections, one.seen = canonical(kept), canonical(typed), state.seq
        _keep(one, found)
        one.save()
    return found.plan


def abandon(one: Import, *, person: int | None, at: int) -> State:
    """Give a preview up: nothing was taken over, nothing of its texts stays."""
    with book(one.org_id, at=at) as open_book:
        state = open_book.perform("abandon", one.id, office_of(open_book, one.register_id, person))
        forget(one)
    return state


def answered(one: Import) -> str:
    """What 已完成 means in this sheet: as was said, else the lesser; empty where it is not asked."""
    if not json.loads(one.asked).get("done"):
        return ""
    return str(json.loads(one.choices).get("done") or CLAIMED)


def forget(one: Import) -> None:
    """The texts of a preview that is over; the record keeps what its events keep."""
    ImportRow.objects.filter(import_id=one.id).update(
        title=None, data=None, facts=None, differences=None, altered="[]"
    )
    Import.objects.filter(pk=one.pk).update(choices="{}", corrections="{}", asked="{}")


def _keep(one: Import, found: Preview) -> None:
    plan = found.plan
    one.counts = canonical(plan.counts)
    one.asked = canonical({"names": plan.asked, "sets": plan.sets} | found.about)
    ImportRow.objects.bulk_create([_row(one, row) for row in plan.rows], batch_size=AT_ONCE)
    ImportRow.objects.bulk_create(
        [_absent(one, len(plan.rows), n, known) for n, known in enumerate(plan.absent)]
    )


def _row(one: Import, row: Planned) -> ImportRow:
    item = row.item
    return ImportRow(
        import_id=one.id,
        register_id=one.register_id,
        place=item.place,
        above=item.above,
        kind=item.kind,
        sheet=item.sheet,
        row=item.row,
        number=item.number,
        key=item.key,
        digest=item.digest,
        verdict=row.verdict,
        reasons=canonical([[why.code, why.cell, dict(why.about)] for why in row.whys]),
        matter_id=row.matter,
        salt=row.salt,
        fields=canonical(row.fields),
        title=item.title,
        data=canonical(item.data | {"spot": item.spot}),
        facts=canonical(row.facts),
        altered=canonical(row.altered),
        differences=canonical([list(one) for one in row.differences]),
    )


def _absent(one: Import, after: int, number: int, known: Any) -> ImportRow:
    return ImportRow(
        import_id=one.id,
        register_id=one.register_id,
        place=after + number,
        kind=known.kind,
        number=known.number,
        key="",
        digest="",
        verdict="untouched",
        matter_id=known.id,
        title=known.title,
    )


def is_open(open_book: Book, one: Import) -> bool:
    """Whether it is still a preview."""
    state = open_book.store.state(one.id)
    return state is not None and state.life == PREVIEW
