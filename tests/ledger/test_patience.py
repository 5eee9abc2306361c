"""A disk that never answers holds nobody up."""

import threading

import pytest

from bihuan.ledger.patience import within


def test_what_is_asked_is_given_and_its_errors_come_through() -> None:
    assert within(lambda: 7) == 7
    with pytest.raises(FileNotFoundError):
        within(lambda: open("/there/is/nothing"))  # noqa: SIM115


def test_nobody_waits_for_ever_and_nobody_waits_twice() -> None:
    answered = threading.Event()
    with pytest.raises(TimeoutError):
        within(answered.wait, 0.01)
    with pytest.raises(TimeoutError):
        within(lambda: 7)
    answered.set()
    for thread in threading.enumerate():
        if thread.name == "outside":
            thread.join()
    assert within(lambda: 7) == 7
