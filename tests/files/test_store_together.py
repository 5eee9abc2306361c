"""The same content sent by several people at once is kept once and whole."""

import io
from collections.abc import Callable
from threading import Thread

from django.db import connection

from bihuan.files.models import Evidence
from bihuan.files.store import keep, path_of, verify_files
from bihuan.files.sweep import DAY, sweep
from bihuan.people.models import Organisation
from tests.files.samples import SAMPLES

AT = 1_790_000_000_000_000


def test_the_same_content_sent_at_once_is_one_evidence(fresh_database: str) -> None:
    org = Organisation.objects.create(slug="jichuan", name="霁川省示例机关").pk
    together([lambda: keep(org, io.BytesIO(SAMPLES["pdf"][1]), at=AT)] * 6)
    assert Evidence.objects.count() == 1
    assert list(verify_files(org)) == []


def test_content_that_is_sent_while_it_is_swept_is_never_lost(fresh_database: str) -> None:
    org = Organisation.objects.create(slug="jichuan", name="霁川省示例机关").pk
    later = AT + 2 * DAY
    for _ in range(10):
        digest = keep(org, io.BytesIO(SAMPLES["png"][1]), at=AT).digest
        Evidence.objects.update(kept_at=AT)
        together(
            [
                lambda: sweep(lambda *_: set(), at=later),
                lambda: keep(org, io.BytesIO(SAMPLES["png"][1]), at=later),
            ]
        )
        assert path_of(org, digest).exists()
        assert list(verify_files(org)) == []
        assert Evidence.objects.count() == 1


def together(calls: list[Callable[[], object]]) -> None:
    """Run all of them at once; none may fail."""
    failures: list[BaseException] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
