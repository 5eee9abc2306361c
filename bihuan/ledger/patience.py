"""Asking a disk that may never answer: a share whose server is gone holds up whoever asks, for ever."""

import threading
from collections.abc import Callable
from typing import Final, TypeVar

SECONDS: Final = 20.0
Found = TypeVar("Found")
_asking: list[threading.Thread] = []


def within(ask: Callable[[], Found], seconds: float = SECONDS) -> Found:
    """What `ask` gives. OSError where it says nothing for so long, or an earlier one has not answered yet.

    It runs in a thread of its own, which is left to wait; it must not touch the database.
    """
    _asking[:] = [one for one in _asking if one.is_alive()]
    if _asking:
        raise TimeoutError("没有应答 it does not answer")
    given: list[Found] = []
    failed: list[BaseException] = []

    def answer() -> None:
        try:
            given.append(ask())
        except BaseException as error:
            failed.append(error)

    asking = threading.Thread(target=answer, name="outside", daemon=True)
    asking.start()
    asking.join(seconds)
    if failed:
        raise failed[0]
    if not given:
        _asking.append(asking)
        raise TimeoutError("没有应答 it does not answer")
    return given[0]
