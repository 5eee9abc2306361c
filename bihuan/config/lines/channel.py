"""One line: waitress's channel, which never lets a thread wait for a network.

Threads get whole requests and leave whole answers: what the network does not take at once waits in a spool or
in its own file, and the loop sends it as it can. So nothing slow holds more than its line.
"""

import socket
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import ClientDisconnected, HTTPChannel

from bihuan.config.lines import refusals
from bihuan.config.lines.limits import Limits, Pace
from bihuan.config.lines.request import Answer, Refusal, Request
from bihuan.config.lines.spool import Spool
from bihuan.web.proxies import real

AT_ONCE = 64 << 10
"""Bytes read from a buffer for one sending."""
A_TURN = 512 << 10
"""Bytes that one line may send before others have their turn."""
WAITING = 1 << 20
"""Bytes that may wait on a line when the next of several requests sent at once is begun."""
AWAY = 3.0
"""Seconds in which one that was turned away may take the reason: a line closed over unread bytes loses it."""


class Channel(HTTPChannel):
    """A line and what it has moved so far, either way."""

    task_class = Answer
    error_task_class = Refusal
    parser_class = Request
    request: Any
    requests: Any
    turned_away = False
    shut = False
    """Our side is closed, and what still comes is thrown away."""
    postponed = False
    """The next request waits until less of the last answer does."""
    hold_back = False
    waits_for = 0
    """What the loop's selector waits for on it."""

    def __init__(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any = None) -> None:
        self.moved = self.begun = 0
        self.held = b""
        self.sign_in: bytes | None = None
        self.asking = ""
        self.phase = "new"
        self.stage: tuple[str, int] = ("new", 0)
        self.pace = Pace(server.now(), 0)
        super().__init__(server, sock, addr, adj, map)
        self.outbufs: list[Any] = []

    def add_channel(self, map: Any = None) -> None:
        """As waitress; the loop attends to it next."""
        super().add_channel(map)
        self.server.changed.append(self)

    def del_channel(self, map: Any = None) -> None:
        """As waitress, and out of the selector."""
        if self.waits_for:
            self.server.selector.unregister(self.socket)
            self.waits_for = 0
        super().del_channel(map)

    # --- what it is doing ------------------------------------------------------------------------

    def look(self, now: float) -> None:
        """Take note of what the line is doing; a new phase or request begins a new pace."""
        self.phase = self._phase()
        stage = (self.phase, self.begun)
        if stage != self.stage:
            self.stage, self.pace = stage, Pace(now, self.moved)

    def _phase(self) -> str:
        if self.shut:
            return "away"
        if self.total_outbufs_len:
            return "answer"
        if self.requests:
            return "working"
        if self.request is not None:
            return "body" if self.request.headers_finished else "head"
        return "idle" if self.begun else "new"

    def overdue(self, now: float, limits: Limits) -> bool:
        """Whether it is too slow, or its time is over, in the phase in which it was last seen."""
        if self.phase in ("body", "answer"):
            return self.pace.too_slow(now, self.moved, limits)
        most = {"head": limits.head, "new": limits.head, "idle": limits.idle, "away": AWAY}.get(self.phase)
        return most is not None and now - self.pace.begun >= most

    def lingers(self, now: float) -> bool:
        """Whether it counts."""
        return self.phase in ("head", "body", "answer") and self.pace.lingers(now)

    def party(self) -> bytes:
        """Whose it is: a sign-in that is known, else an address."""
        if self.sign_in is not None and self.server.crowd.knows(self.sign_in):
            return self.sign_in
        return bytes(self.server.crowd.address(self.asking or str(self.addr[0])))

    # --- what the loop calls ---------------------------------------------------------------------

    def turn_away(self, code: int) -> None:
        """Say why and close. One that waits for an answer can only be closed."""
        if self.phase not in ("head", "body"):
            self.handle_close()
            return
        with self.requests_lock:
            if self.request is not None:
                self.request.close()
                self.request = None
        self._keep(refusals.ANSWERS[code])
        self.turned_away = self.close_when_flushed = True
        self.handle_write()

    def readable(self) -> bool:
        """As waitress; one that was turned away is read to be thrown away."""
        return self.shut or bool(super().readable())

    def writable(self) -> bool:
        """As waitress; nothing more is said on a line that is shut."""
        return not self.shut and bool(super().writable())

    def handle_read(self) -> None:
        """Take what came."""
        if not self.shut:
            super().handle_read()
        elif not self._thrown_away():
            self.handle_close()

    def _thrown_away(self) -> int:
        try:
            return len(self.socket.recv(AT_ONCE))
        except OSError:
            return 0

    def received(self, data: bytes) -> bool:
        """As waitress, counting, and taking note whose it is as soon as the head says so."""
        self.moved += len(data)
        taken = bool(super().received(data))
        waiting = self.requests  # a thread may replace it meanwhile
        newest = self.request or (waiting[-1] if waiting else None)
        if newest is not None and newest.headers_finished and not newest.counted:
            newest.counted = True
            self.begun += 1
            if self.server.proxies:
                self.asking = real(str(self.addr[0]), newest.forwarded(), self.server.proxies)
            cookie = newest.cookie(self.server.cookie)
            self.sign_in = self.server.crowd.sign_in(cookie) if cookie else None
        return taken

    def send_continue(self) -> None:
        """As waitress."""
        self.request.expect_continue = False
        with self.outbuf_lock:
            self.sent_continue = True
            self._keep(b"HTTP/1.1 100 Continue\r\n\r\n")
            self._flush_some()
        self.request.completed = False

    def handle_write(self) -> None:
        """As waitress; what was turned away is first closed on our side only."""
        if not (self.turned_away and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if not self.total_outbufs_len and self.connected:
            self.shut, self.close_when_flushed = True, False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()

    def handle_close(self) -> None:
        """As waitress; what had begun to come gives its room back and stays for whoever looks at it still."""
        request = self.request
        if request is not None:
            request.close()
        super().handle_close()

    def _flush_some(self, do_close: bool = True) -> bool:
        """Send what the network takes, at most one turn of it."""
        sent = 0
        while self.outbufs and sent < A_TURN:
            buffer = self.outbufs[0]
            if not len(buffer):
                self.outbufs.pop(0).close()
                continue
            count = self.send(buffer.get(AT_ONCE), do_close=do_close)
            if not count:
                break
            buffer.skip(count, True)
            self.total_outbufs_len -= count
            sent += count
        self.moved += sent
        return sent > 0

    def go_on(self) -> None:
        """Begin the next request, if it was postponed and little waits now."""
        if self.postponed and self.total_outbufs_len <= WAITING:
            self.postponed = False
            self.server.add_task(self)

    # --- what threads call -----------------------------------------------------------------------

    def service(self) -> None:
        """Answer, then let the loop look at the line again."""
        super().service()
        self.server.note(self)

    def answered(self, *, signed_in: bool) -> None:
        """The application said for whom it answered."""
        if self.sign_in is not None:
            self.server.crowd.seen(self.sign_in, signed_in=signed_in)

    def write_soon(self, data: Any) -> int:
        """Send what the network takes at once and keep the rest for the loop; never wait."""
        if self.hold_back:
            self.hold_back, self.held = False, data
            return len(data)
        with self.outbuf_lock:
            if not self.connected:
                raise ClientDisconnected
            if isinstance(data, ReadOnlyFileBasedBuffer):
                self._queue(data)
            else:
                whole, self.held = self.held + data, b""
                sent = 0 if self.total_outbufs_len else self.send(whole, do_close=False)
                self.moved += sent
                self._keep(whole[sent:])
        return len(data)

    def let_go(self) -> None:
        """What was held back for a piece that did not come is sent by itself."""
        self.hold_back = False
        if self.held:
            self.write_soon(b"")

    def _keep(self, rest: bytes) -> None:
        """Behind what waits already."""
        if not rest:
            return
        if not self.outbufs or isinstance(self.outbufs[-1], ReadOnlyFileBasedBuffer):
            self.outbufs.append(Spool())
        self.outbufs[-1].append(rest)
        self.total_outbufs_len += len(rest)
        self.server.note(self)

    def _queue(self, file: ReadOnlyFileBasedBuffer) -> None:
        self.outbufs.append(file)
        self.total_outbufs_len += len(file)
        self.server.note(self)
