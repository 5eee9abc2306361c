"""The nights after the demonstration was loaded: nothing that was long overdue turns up by itself."""

from datetime import date, time, timedelta

import pytest

from bihuan.exchange.demonstration.load import instant, load
from bihuan.ledger.models import Event
from bihuan.matters.models import Matter
from bihuan.matters.seeing import rows
from bihuan.matters.upkeep import reckon, sweep
from tests.matters.runs import Run

pytestmark = pytest.mark.django_db
NIGHTS = 3


@pytest.mark.parametrize("today", [date(2026, 6, 9), date(2026, 8, 3), date(2027, 1, 5)])
def test_the_nights_after_loading_open_no_period_of_before(today: date) -> None:
    org = load(at=instant(today, time(16, 0)))
    known = set(Matter.objects.values_list("pk", flat=True))
    for night in range(1, NIGHTS + 1):
        sweep.sweep(Run(instant(today + timedelta(night), time(1, 0))))  # type: ignore[arg-type]
    reckon.reckon_again(Run(instant(today + timedelta(NIGHTS), time(2, 0)), {"org": org.pk}))  # type: ignore[arg-type]
    again = Event.objects.filter(name__in=("reckoned", "hearing_reckoned"))
    assert not again.exists(), "it was played by the calendar that it has"
    new = rows.states(list(Matter.objects.exclude(pk__in=known).values_list("pk", flat=True)))
    late = [(one.kind, one.period, one.due_on) for one in new if one.red_on and one.red_on <= today]
    assert late == []
    begun = today - timedelta(7)
    assert all(one.due_on is None or one.due_on > begun for one in new), "none belongs to a time before"
