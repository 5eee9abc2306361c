"""Units and people that nobody knows yet: made by acts of the charter before the rows that name them."""

import json

from bihuan.core.chain.ids import id_of
from bihuan.exchange.importing.facts import placeholders
from bihuan.exchange.importing.kind import COMMITTING
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.names import NameBook, names_of
from bihuan.exchange.importing.start import how_of
from bihuan.exchange.importing.takes import is_ledger
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book

WRITTEN = ("new", "changed")


def made_placeholders(one: Import, *, person: int | None, at: int) -> tuple[dict[str, int], dict[str, int]]:
    """(unit ids, person ids) by name for all that the rows name as new; what exists by now is taken.

    One transaction of its own, so that a run that was cut off finds what the last one made.
    """
    units, people = _wanted(one) if is_ledger(one.kind) else (set(), set())
    if not (units or people):
        return {}, {}
    with book(one.org_id, at=at) as open_book:
        state = open_book.store.state(one.id)
        if state is None or state.life != COMMITTING:
            return {}, {}
        names = names_of(one.org_id, on=open_book.today)
        how, charter = how_of(open_book, person), standing_matter(one.org_id, "people")
        since = {"from_on": open_book.today.isoformat()}
        above = _above(names, desk_of(one.register_id).office)
        made_units: dict[str, int] = {}
        for name in sorted(units):
            made_units[name] = names.unit_named(name) or id_of(
                open_book.perform(
                    "add_unit", charter, how, name=name, kind="office", placeholder=True, **since, **above
                )
            )
        made_people = {}
        for name in sorted(people):
            known = names.namesakes(name)
            made_people[name] = (
                known[0]
                if known
                else id_of(open_book.perform("add_person", charter, how, person_name=name, placeholder=True))
            )
    return made_units, made_people


def _wanted(one: Import) -> tuple[set[str], set[str]]:
    units: set[str] = set()
    people: set[str] = set()
    rows = ImportRow.objects.filter(import_id=one.id, verdict__in=WRITTEN, facts__contains="new:")
    for facts in rows.values_list("facts", flat=True):
        loaded = json.loads(facts or "{}")
        for some in (loaded, loaded.get("assign", {}), loaded.get("correct", {})):
            more_units, more_people = placeholders(some)
            units |= more_units
            people |= more_people
    return units, people


def _above(names: NameBook, office: int | None) -> dict[str, int]:
    """A placeholder stands in the department of the register's office until somebody places it."""
    unit = names.units.get(office or 0)
    return {"above": unit.parent_id} if unit and unit.parent_id else {}
