"""Verifying while others write: one moment is seen, and nobody waits."""

import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection

from bihuan.core.chain.breaks import Walk
from bihuan.ledger import verify
from bihuan.ledger.verify import heads_today
from tests.ledger.writing import begun, story

WRITER = (
    "import django; django.setup()\nfrom tests.ledger.writing import entry, write\nwrite({org}, entry())\n"
)


def test_it_sees_one_moment_and_keeps_nobody_from_writing(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = begun()
    story(organisation.pk)

    class Interrupted(Walk):
        """Somebody writes an event after the heads were read and before the events are."""

        def first_break(self, rows: Iterable[Any], facts: Iterable[Any] | None) -> Any:
            subprocess.run([sys.executable, "-c", WRITER.format(org=organisation.pk)], check=True, timeout=60)
            return super().first_break(rows, facts)

    monkeypatch.setattr(verify, "Walk", Interrupted)
    report = verify.verify()
    assert (report.breaks, report.events) == ([], 6)
    assert [head.seq for head in heads_today()] == [7]
    assert not connection.in_atomic_block
