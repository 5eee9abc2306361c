"""One client of `beside` and `slow_lines`: asks these pages, a connection each, until its seconds are over.

On a bare socket, so that on a small machine the asking takes little from the answering; a new connection
each time, so that whichever process is free takes it.
"""

import json
import socket
import subprocess
import sys
import time
from urllib.parse import quote

CLIENTS = 4


def asked_by_all(port: int, paths: list[str], cookie: str, seconds: float) -> tuple[int, float]:
    """(answers, seconds) of four clients, each a process that asks again as soon as it has been answered."""
    call = [sys.executable, __file__, str(port), str(seconds)]
    begun = time.monotonic()
    clients = [
        subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(CLIENTS)
    ]
    said = json.dumps([paths, cookie])
    for one in clients:
        assert one.stdin
        one.stdin.write(said)
        one.stdin.close()
    counts = [int(one.stdout.read()) for one in clients if one.stdout]
    for one in clients:
        one.wait()
    return sum(counts), max(seconds, time.monotonic() - begun - 0.2)


def main(port: str, seconds: str) -> None:
    """Print how many were answered well; the paths and the cookie come on standard input."""
    paths, cookie = json.load(sys.stdin)
    asked = [
        f"GET {quote(path, safe='/?&=%')} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()
        for path in paths
    ]
    count, until = 0, time.monotonic() + float(seconds)
    while time.monotonic() < until:
        with socket.create_connection(("127.0.0.1", int(port))) as line:
            line.sendall(asked[count % len(asked)])
            _answered(line)
            count += 1
    sys.stdout.write(f"{count}\n")


def _answered(line: socket.socket) -> None:
    """Read one answer to its end."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(262_144)
    head, body = got.split(b"\r\n\r\n", 1)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head[:80])
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(262_144))


if __name__ == "__main__":
    main(*sys.argv[1:])
