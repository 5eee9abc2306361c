"""The tests' own jobs in place of the house's."""

import pytest
from django.conf import settings

NAMES = ("write", "fail", "die_once", "lose")


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = tuple((name, f"tests.jobs.handlers.{name}") for name in NAMES)
    monkeypatch.setattr(settings, "JOBS", (*settings.JOBS, *jobs))
