"""A server in this process, with an application of a few lines, so that its loop can be looked at."""

import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from typing import Any

from bihuan.config.lines.crowd import Crowd
from bihuan.config.lines.limits import Limits
from bihuan.config.lines.server import Server

PATIENCE = 30.0
"""Seconds after which something hangs."""
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LONG = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n"
LARGE = 20 << 20
MANY = 20
"""Lines: more than there are threads."""
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Served:
    """The server, and lines to it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.lines: list[socket.socket] = []

    def line(self, said: bytes = b"", *, window: int | None = None) -> socket.socket:
        """A new line on which this was said; `window`: bytes that the kernel takes for a slow reader."""
        line = socket.socket()
        if window:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        line.settimeout(PATIENCE)
        line.connect(("127.0.0.1", int(self.server.effective_port)))
        line.sendall(said)
        self.lines.append(line)
        return line

    def ask(self, said: bytes) -> bytes:
        """Everything that comes back until the line is closed."""
        return rest(self.line(said))

    def get(self, path: str = "/", more: str = "") -> bytes:
        """The answer to a plain GET."""
        return self.ask(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n".encode())


def rest(line: socket.socket) -> bytes:
    """What comes until the line is closed."""
    return b"".join(iter(lambda: line.recv(1 << 16), b""))


def some(line: socket.socket, until: bytes) -> bytes:
    """What comes until this has come."""
    got = b""
    while until not in got:
        piece = line.recv(1 << 16)
        assert piece, f"closed after {got[:200]!r}"
        got += piece
    return got


@contextmanager
def served(application: Application, *, proxies: str = "", **limits: int) -> Iterator[Served]:
    """Until the block ends; told to stop, it must end by itself."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        crowd = Crowd(1)
        crowd.take_place(0)
        named = (ip_network(proxies),) if proxies else ()
        server = Server(
            application, listening, limits=Limits(**limits), crowd=crowd, cookie="session", proxies=named
        )
        loop = threading.Thread(target=server.run, daemon=True)
        loop.start()
        site = Served(server)
        try:
            yield site
        finally:
            for line in site.lines:
                line.close()
            server.stop()
            loop.join(PATIENCE)
            assert not loop.is_alive()


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Method, path and body back."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    said = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} ".encode() + body
    start_response("200 OK", [("Content-Length", str(len(said))), ("Content-Type", "text/plain")])
    return [said]


def large_file(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """20 MB out of a file, as Django gives one; anything else at once."""
    if environ["PATH_INFO"] != "/large":
        return echo(environ, start_response)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the server closes it
    file.truncate(LARGE)
    start_response("200 OK", [("Content-Length", str(LARGE))])
    return environ["wsgi.file_wrapper"](file)


def large_page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The same, made piece by piece, and without a length."""
    if environ["PATH_INFO"] != "/large":
        return echo(environ, start_response)
    start_response("200 OK", [])
    return (bytes(65_536) for _ in range(LARGE // 65_536))


def until(true: Callable[[], bool]) -> None:
    """Poll for as long as patience lasts."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def channels(site: Served) -> list[Any]:
    """The lines that are open."""
    return list(site.server.active_channels.values())
