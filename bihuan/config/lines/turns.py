"""Who is next for a thread: parties in turn, not requests in order.

Two hundred requests of one sign-in at once wait behind one another, and not before everybody else's; and
whoever asks whether the house stands is a party of his own.
"""

from collections import OrderedDict, deque
from typing import Any

from waitress.task import ThreadedTaskDispatcher

HEALTH = "/healthz"


class Turns:
    """A queue as waitress's dispatcher wants one, which holds its lock around each call."""

    def __init__(self) -> None:
        self.waiting: OrderedDict[bytes, deque[Any]] = OrderedDict()
        self.count = 0

    def __len__(self) -> int:
        return self.count

    def append(self, line: Any) -> None:
        """Behind what its party asked before."""
        self.waiting.setdefault(_party(line), deque()).append(line)
        self.count += 1

    def popleft(self) -> Any:
        """The next of the party whose turn it is, which then goes to the end."""
        party, theirs = self.waiting.popitem(last=False)
        line = theirs.popleft()
        if theirs:
            self.waiting[party] = theirs
        self.count -= 1
        return line


def _party(line: Any) -> bytes:
    if line.requests and getattr(line.requests[0], "path", "") == HEALTH:
        return b""
    return bytes(line.party())


class Dispatcher(ThreadedTaskDispatcher):
    """Waitress's threads, fed in turns."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Turns()
