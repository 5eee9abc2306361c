"""The loop of one process of pages: waitress's server, woken only for the lines on which something happens.

Several processes share one listening socket, which the supervisor opened: one that is started again refuses
nobody. Limits are looked at once a second.
"""

import contextlib
import logging
import os
import resource
import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from bihuan.config.lines.channel import WAITING, Channel
from bihuan.config.lines.crowd import Crowd
from bihuan.config.lines.limits import Limits, share
from bihuan.config.lines.turns import Dispatcher
from bihuan.web.proxies import Network

THREADS = 4
EVERY = 1.0
"""Seconds between two looks at the limits."""
GRACE = 4.0
"""Seconds in which, told to stop, it still finishes what threads work on and what is being read."""
HEAD = 64 << 10
"""Bytes of a request's head."""
ACCEPTED = 4
"""Lines taken at once; the others are for whichever process is free."""
FILES_A_LINE = 3
SHED = 20
"""Of lines in all, one in so many goes when there are too many."""
_NEVER = 1 << 62

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Server(TcpWSGIServer):
    """Serves `application` on a socket that listens, until `stop` is called."""

    channel_class = Channel

    def __init__(
        self,
        application: Application,
        listening: socket.socket,
        *,
        limits: Limits,
        crowd: Crowd,
        cookie: str,
        proxies: tuple[Network, ...] = (),
    ) -> None:
        self.limits, self.crowd, self.cookie, self.proxies = limits, crowd, cookie, proxies
        self.now = time.monotonic
        self.most = min(limits.lines, _files() // FILES_A_LINE)
        self.selector = selectors.DefaultSelector()
        self.changed: deque[Channel] = deque()
        self.woken = self.stopping = False
        self.waker, self.wakes = os.pipe()
        for end in (self.waker, self.wakes):
            os.set_blocking(end, False)
        name = (listening.family, listening.type, listening.proto, listening.getsockname())
        threads = Dispatcher()
        threads.set_thread_count(THREADS)
        super().__init__(
            bodiless(application), {}, True, listening, threads, _adjusted(listening, limits), name, False
        )
        self.selector.register(self.waker, selectors.EVENT_READ, None)
        self.selector.register(self.socket, selectors.EVENT_READ, self)

    # --- the loop --------------------------------------------------------------------------------

    def run(self) -> None:
        """Until told to stop and nothing is left to be finished, or its time is over."""
        until, look_at = float("inf"), self.now()
        while self.active_channels or not self.stopping:
            now = self.now()
            if self.stopping and until == float("inf"):
                until = now + GRACE
                self.selector.unregister(self.socket)
                look_at = now
            if now >= until:
                break
            if now >= look_at:
                self.look_over(now)
                look_at = now + (0.1 if self.stopping else EVERY)
            self._turn(max(0.0, look_at - self.now()))

    def _turn(self, seconds: float) -> None:
        """Wait for something to happen, and do it."""
        for key, mask in self.selector.select(seconds):
            if key.data is self:
                for _ in range(ACCEPTED):
                    self.handle_accept()
            elif key.data is not None:
                self._happened(key.data, mask)
        with contextlib.suppress(BlockingIOError):
            os.read(self.waker, 4096)
        self.woken = False  # after reading: a waking that is read away must not be believed to be there still
        while self.changed:
            self._attend(self.changed.popleft())

    def _happened(self, line: Channel, mask: int) -> None:
        if mask & selectors.EVENT_READ:
            wasyncore.read(line)
        if mask & selectors.EVENT_WRITE and line.connected:
            wasyncore.write(line)
        self.changed.append(line)

    def _attend(self, line: Channel) -> None:
        """Let the selector wait for what the line waits for now."""
        if line.socket is None:
            return
        line.go_on()
        wanted = selectors.EVENT_READ if line.readable() else 0
        wanted |= selectors.EVENT_WRITE if line.writable() else 0
        if wanted == line.waits_for:
            return
        if not wanted:
            self.selector.unregister(line.socket)
        elif line.waits_for:
            self.selector.modify(line.socket, wanted, line)
        else:
            self.selector.register(line.socket, wanted, line)
        line.waits_for = wanted

    def note(self, line: Channel) -> None:
        """From any thread: something about the line has changed."""
        self.changed.append(line)
        if not self.woken:
            self.woken = True
            self.wake()

    def wake(self) -> None:
        """End the waiting."""
        with contextlib.suppress(BlockingIOError):
            os.write(self.wakes, b"x")

    def pull_trigger(self) -> None:
        """Waitress's own waking, for which `note` stands."""

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Take no more; also as a signal's handler."""
        self.stopping = True
        self.wake()

    # --- lines -----------------------------------------------------------------------------------

    def handle_accept(self) -> None:
        """A new line, in the place of some that are worth less where there are too many."""
        super().handle_accept()
        if len(self.active_channels) > self.most:
            self._shed()

    def add_task(self, line: Channel) -> None:
        """A request for the threads; not yet where much of the last answer still waits."""
        if line.total_outbufs_len > WAITING:
            line.postponed = True
        else:
            super().add_task(line)

    def look_over(self, now: float) -> None:
        """Hold every line to its limits, and every party to its share."""
        lines = list(self.active_channels.values())
        for line in lines:
            line.look(now)
            if self.stopping and line.phase in ("new", "idle", "head", "body"):
                line.handle_close()
            elif line.overdue(now, self.limits):
                line.turn_away(408)
        self._hold_parties(now, [line for line in lines if line.connected and line.lingers(now)])

    def _hold_parties(self, now: float, lines: list[Channel]) -> None:
        """Who holds more lines than his share loses his slowest."""
        of_party: dict[bytes, list[Channel]] = {}
        for line in lines:
            of_party.setdefault(line.party(), []).append(line)
        self.crowd.publish(Counter({party: len(theirs) for party, theirs in of_party.items()}))
        for party, theirs in of_party.items():
            signed_in = party == theirs[0].sign_in
            most = self.limits.per_sign_in if signed_in else self.limits.per_address
            in_all = self.crowd.all_of(party)
            count = share(in_all - most, len(theirs), in_all)
            for line in sorted(theirs, key=lambda line: line.pace.rate(now, line.moved))[:count]:
                line.turn_away(429)

    def _shed(self) -> None:
        """Let the idlest go, then the slowest; never what a thread works on, nor the newest."""
        now = self.now()
        lines = list(self.active_channels.values())[:-1]
        for line in lines:
            line.look(now)
        worth = {"away": 0, "idle": 1, "new": 1, "head": 2, "body": 3, "answer": 3}
        losing = [line for line in lines if line.phase in worth]
        losing.sort(key=lambda line: (worth[line.phase], _merit(line, now)))
        for line in losing[: max(1, self.most // SHED)]:
            line.handle_close()


def _merit(line: Channel, now: float) -> float:
    """Of two in the same phase the older goes first where nothing moves, else the slower."""
    return line.pace.rate(now, line.moved) if line.phase in ("body", "answer") else line.pace.begun


def bodiless(application: Application) -> Application:
    """The answer to HEAD has no body, whatever the application makes."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return found
        if close := getattr(found, "close", None):
            close()
        return []

    return answer


def _files() -> int:
    """How many files this process may open: as many as it may let itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = hard if hard != resource.RLIM_INFINITY else 1 << 16
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(wanted, 1 << 16)), hard))
    return int(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _adjusted(listening: socket.socket, limits: Limits) -> Adjustments:
    """Waitress's own settings. It takes no client's word for where it comes from, and passes on what a
    reverse proxy says: what of that is believed is decided where it is used.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return Adjustments(
        sockets=[listening],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
        log_socket_errors=False,
        max_request_header_size=HEAD,
        max_request_body_size=limits.body << 20,
        outbuf_high_watermark=_NEVER,
        recv_bytes=64 << 10,
        channel_timeout=_NEVER,
    )
