"""After every story the record gives every row, nobody waits for nothing, and closed means proved."""

from collections.abc import Iterator

import pytest

from bihuan.core.time.days import day_of
from bihuan.ledger.read import events_after
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.people.models import Organisation
from tests.theorem.eyes import who_on
from tests.theorem.wholeness import faults, waiting
from tests.theorem.witness import Witness


@pytest.fixture(autouse=True)
def _whole(db: None) -> Iterator[None]:
    """What must hold at the end of every story."""
    yield
    for org, zone in Organisation.objects.values_list("pk", "zone"):
        assert not (found := waiting(org)), found
        witness, wrong = Witness(), []
        for event in events_after(org, 0, 10_000):
            witness, broken = witness.take(event, who_on(day_of(event.at, zone)))
            wrong += broken
        assert not (wrong + witness.standing()), wrong
    for matter in Matter.objects.values_list("id", flat=True):
        assert not (found := faults(matter)), found
    report = verify()
    assert not report.breaks, report.breaks
