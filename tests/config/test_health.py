"""GET /healthz."""

import pytest
from django.test import Client

from bihuan.jobs import clock
from bihuan.jobs.heartbeat import SILENT_AFTER, beat

pytestmark = pytest.mark.django_db


def test_it_is_well_while_the_worker_beats(client: Client) -> None:
    beat("one", at=clock.now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_says_why_when_no_worker_ever_came(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "the worker has not started"


def test_it_says_for_how_long_the_worker_is_silent(client: Client) -> None:
    beat("one", at=clock.now() - SILENT_AFTER - 10_000_000)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "silent for 4" in answer.json()["reason"]
