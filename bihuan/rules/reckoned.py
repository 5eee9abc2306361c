"""By which calendar the open dates of an organisation were last reckoned: whether it is still the same.

An upgrade may bring a newly published year, a backup that is restored an older calendar; no act tells of
these.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

from bihuan.core.chain.chain import Json, canonical
from bihuan.core.time.workdays import WorkCalendar
from bihuan.rules.models import RulesVersion


def digest(calendar: WorkCalendar) -> str:
    """Of all by which days are counted: 64 letters. Hours and the zone move no date."""
    layers: list[Json] = [
        [one.code, one.everyone, _days(one.holidays), _days(one.makeup)] for one in calendar.layers
    ]
    told: Json = [
        _days(calendar.holidays),
        _days(calendar.makeup),
        layers,
        sorted(calendar.published),
    ]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _days(days: Iterable[date]) -> list[Json]:
    return [day.isoformat() for day in sorted(days)]


def reckoned_by(org_id: int) -> str:
    """The digest of the calendar by which its dates were last reckoned; empty where they never were."""
    found = RulesVersion.objects.filter(org_id=org_id).values_list("reckoned", flat=True).first()
    return found or ""


def remember(org_id: int, known: str) -> None:
    """All its open dates have been reckoned by the calendar of that digest."""
    RulesVersion.objects.update_or_create(
        org_id=org_id, defaults={"reckoned": known}, create_defaults={"reckoned": known, "stamp": 0}
    )
