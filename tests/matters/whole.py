"""Whether every row that an act wrote is what the record gives."""

from typing import Any

from django.apps import apps

from bihuan.core.acts.stakes import seen_rows, stakes_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Seen, Spell, Stake
from bihuan.matters.seeing.facts import facts_of
from bihuan.matters.writing import rebuild
from bihuan.matters.writing.gathering import SPELL, plain_value


def must_be_as_said(matter: int) -> None:
    """Every row of a matter is what the record gives: row, stakes, sights, spells, tables beside."""
    state = rebuild.folded_state(matter)
    assert state is not None
    assert rebuild.row_state(matter) == state
    kept = Stake.objects.filter(matter_id=matter).values_list("principal", "relation")
    assert frozenset(kept) == stakes_of(state, kind_of(state.kind))
    assert seen_of(matter) == {
        key: tuple(plain_value(one) for one in row)
        for key, row in seen_rows(state, kind_of(state.kind)).items()
    }
    assert spells_of(matter) == rebuild.spells(matter)
    standing = {name: kept for name, kept in rebuild.kept_facts(matter).items() if kept.text}
    assert facts_of([matter]).get(matter, {}) == standing
    beside = expected(matter)
    for table in {table for table, _ in beside}:
        found = {row["id"]: row for row in apps.get_model(table).objects.values()}
        for (where, one), values in beside.items():
            if where == table:
                assert {name: plain_value(found[one][name]) for name in values} == values, (table, one)


def expected(matter: int) -> dict[tuple[str, int], dict[str, Any]]:
    """What the record puts into each row beside the matter's, by table and id."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for (table, match), values in rebuild.tables(matter).items():
        if match[0][0] == "id":
            found.setdefault((table, match[0][1]), {}).update(values)
            continue
        for (where, _), row in found.items():
            if where == table and all(row[name] == value for name, value in match):
                row.update(values)
    return found


def seen_of(matter: int) -> dict[tuple[int, int], tuple[Any, ...]]:
    found = {}
    for row in Seen.objects.filter(matter_id=matter):
        days = (row.due_on, row.yellow_on, row.red_on)
        key = (row.principal, row.register_id)
        assert key not in found
        found[key] = (row.kind, row.life, row.clock, *map(plain_value, days), row.place)
    return found


def spells_of(matter: int) -> list[list[Any]]:
    found = Spell.objects.filter(matter_id=matter).order_by("id").values_list(*SPELL)
    return [[plain_value(one) for one in row] for row in found]
