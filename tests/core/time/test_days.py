"""What day it is somewhere."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time.days import day_of, end_of

NIGHT = 1_767_232_800_000_000  # 2026-01-01 02:00 UTC


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Los_Angeles", date(2025, 12, 31)),
        ("UTC", date(2026, 1, 1)),
        ("Asia/Shanghai", date(2026, 1, 1)),
    ],
)
def test_the_day_is_that_of_the_zone(zone: str, day: date) -> None:
    assert day_of(NIGHT, zone) == day


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai", "UTC"]),
)
def test_it_is_what_a_clock_on_the_wall_there_says(moment: datetime, zone: str) -> None:
    at = (moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert day_of(at, zone) == moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai", "UTC"]),
)
def test_a_day_ends_where_the_next_one_begins(day: date, zone: str) -> None:
    end = end_of(day, zone)
    assert day_of(end - 1, zone) == day and day_of(end, zone) == day + timedelta(days=1)
