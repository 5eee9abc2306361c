"""The socket on which the pages are served: it listens from before anything is touched until all ends.

Nobody else gets the port meanwhile, and there is no other socket: the program that takes over after much work
and the processes of pages go on with this one. Whoever asks before the pages are ready waits for them.
"""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

HANDED_ON: Final = "BIHUAN_PORT_HELD"
"""The environment of a process that begins anew says which socket it listens on already."""
LAST_PORT: Final = 65535
BACKLOG: Final = 1024


class Unusable(OSError):
    """Nobody can listen there; the message says why in one sentence."""


def address() -> tuple[str, str]:
    """Where to listen. Unusable for a port that is none."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isdecimal() and port.isascii() and 0 < int(port) <= LAST_PORT):
        raise Unusable(f"PORT 应为数字（1–65535）。PORT must be a number up to 65535, not {port!r}.")
    return host, port


@contextmanager
def held() -> Iterator[socket.socket]:
    """Listen for as long as the block lasts. Raises Unusable."""
    with take(*address()) as listening:
        yield listening


def take(host: str, port: str) -> socket.socket:
    """Listen there, or go on with the socket that was handed on to this process. Raises Unusable."""
    given = os.environ.pop(HANDED_ON, "")
    if given:
        return socket.socket(fileno=int(given))
    listening = socket.socket()
    try:
        # Beside lines of a server that has ended; beside a socket that listens it changes nothing.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, int(port)))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise Unusable(_why(host, port, error)) from error
    return listening


def hand_on(listening: socket.socket) -> None:
    """Let the program that takes this process over go on with it."""
    listening.set_inheritable(True)
    os.environ[HANDED_ON] = str(listening.fileno())


def _why(host: str, port: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用，可用 PORT=8001 bin/run。Port {port} is in use."
    return f"不能在 {host} 的端口 {port} 上提供服务。Cannot listen on {host}, port {port}: {error.strerror}."
