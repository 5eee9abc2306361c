"""Many writers at once: each waits for the one before it, and the chain stays whole."""

import subprocess
import sys
from threading import Thread

import pytest
from django.db import connection

from bihuan.ledger.append import pen
from bihuan.ledger.models import Event as EventRow
from bihuan.ledger.verify import verify
from tests.ledger.writing import AT, begun, entry, write

WRITER = """
import django; django.setup()
from tests.ledger.writing import entry, write
for n in range({count}):
    write({org}, entry(actor={actor}), entry(actor={actor}, personal={{}}))
"""


def test_it_is_not_written_outside_a_transaction(fresh_database: str) -> None:
    organisation = begun()
    with pytest.raises(RuntimeError, match="inside a transaction"):
        pen(organisation.pk, at=AT)


def test_processes_that_write_at_once_leave_one_whole_chain(fresh_database: str) -> None:
    organisation = begun()
    connection.close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER.format(org=organisation.pk, actor=actor, count=30)])
        for actor in (1, 2, 3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    report = verify()
    assert (report.breaks, report.events) == ([], 180)
    assert [head.seq for head in report.heads] == [180]


def test_threads_that_write_to_two_chains_leave_both_whole(fresh_database: str) -> None:
    organisations = [begun("jichuan").pk, begun("beixing").pk]

    def writing(org_id: int) -> None:
        for _ in range(20):
            write(org_id, entry())
        connection.close()

    threads = [Thread(target=writing, args=(org_id,)) for org_id in organisations * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify()
    assert (report.breaks, report.events) == ([], 80)


def test_what_is_not_committed_is_not_in_the_chain(fresh_database: str) -> None:
    from django.db import transaction

    organisation = begun()
    write(organisation.pk, entry())
    with pytest.raises(KeyError), transaction.atomic():
        writing = pen(organisation.pk, at=AT)
        writing.write(entry())
        writing.flush()
        raise KeyError
    write(organisation.pk, entry())
    assert list(EventRow.objects.values_list("seq", flat=True)) == [1, 2]
    assert verify().breaks == []
