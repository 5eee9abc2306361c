"""Whether every row that an act wrote is what the record gives."""

from django.apps import apps

from bihuan.exchange.verifying.covered import OF_A_MATTER
from bihuan.exchange.verifying.matterwise import hold
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import ALL
from bihuan.matters.writing import rebuild
from bihuan.matters.writing.gathering import plain_value


def must_be_as_said(matter: int) -> None:
    """Every row of a matter is what the record gives: row, stakes, sights, spells, tables beside."""
    state = rebuild.folded_state(matter)
    assert state is not None
    assert rebuild.row_state(matter) == state
    progress = Progress(0)
    hold(progress, ALL, OF_A_MATTER, matter - 1, matter)
    assert not progress.found, [one.sentence().en for one in progress.found]
    for (model, one), values in rebuild.tables(matter).items():
        (row,) = apps.get_model(model).objects.filter(pk=one).values()
        assert {name: plain_value(row[name]) for name in values} == values, (model, one)
