"""Many requests at one moment: each on a line of its own, all lines opened first."""

import selectors
import socket
import time
from urllib.parse import quote

PATIENCE = 60.0


def burst(port: int, path: str, cookie: str, count: int) -> tuple[float, int]:
    """(seconds until the last answer, how many were not answered with 200)."""
    asked = f"GET {quote(path, safe='/?&=%')} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
    asked += "Connection: close\r\n\r\n"
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
    begun = time.monotonic()
    got = dict.fromkeys(lines, b"")
    with selectors.DefaultSelector() as selector:
        for line in lines:
            line.sendall(asked.encode())
            line.setblocking(False)
            selector.register(line, selectors.EVENT_READ)
        while selector.get_map() and time.monotonic() - begun < PATIENCE:
            for key, _ in selector.select(1):
                line = key.fileobj
                assert isinstance(line, socket.socket)
                try:
                    piece = line.recv(1 << 18)
                except OSError:
                    piece = b""
                got[line] += piece[: max(0, 64 - len(got[line]))]
                if not piece:
                    selector.unregister(line)
                    line.close()
    good = sum(one.startswith(b"HTTP/1.1 200") for one in got.values())
    return time.monotonic() - begun, count - good
