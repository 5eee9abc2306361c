"""Many slow lines from one small process, for `benchmarks.slow_lines`; told on standard input, in JSON.

Each line is opened again five seconds after it was closed. Prints what became of them when the time is over.
"""

import asyncio
import contextlib
import json
import socket
import sys
from collections import Counter
from typing import Any

BODY = 50 << 20
SMALL_WINDOW = 4096
"""Bytes that the kernel takes for a slow reader."""

FIRST = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF-'
CSRF = "bihuan_csrf=" + "a" * 32
"""Without it a form is refused before it is read."""

told: Counter[str] = Counter()


async def main(port: int, seconds: float, groups: list[dict[str, Any]]) -> None:
    """Keep every group's lines open: kind, count, bytes a second, path, cookie."""
    lines = [asyncio.create_task(_kept(port, group)) for group in groups for _ in range(group["count"])]
    await asyncio.sleep(seconds)
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    sys.stdout.write(json.dumps(told) + "\n")


async def _kept(port: int, group: dict[str, Any]) -> None:
    while True:
        told["opened"] += 1
        with contextlib.suppress(OSError), socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_WINDOW)
            line.setblocking(False)
            await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
            await KINDS[group["kind"]](line, group)
        told["closed"] += 1
        await asyncio.sleep(5)


async def _send(line: socket.socket, group: dict[str, Any]) -> None:
    """A form of 50 MB, so many bytes a second; what is answered early is noted."""
    loop = asyncio.get_running_loop()
    head = f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {BODY}\r\n"
    await loop.sock_sendall(line, _head("POST", group, head) + FIRST)
    early = asyncio.create_task(_note(line))
    piece = bytes(max(1, group["rate"] // 5))
    while not early.done():
        await asyncio.sleep(0.2 if group["rate"] >= 5 else 1)
        await loop.sock_sendall(line, piece)


async def _note(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        told[(await asyncio.get_running_loop().sock_recv(line, 4096))[:12].decode("latin-1")] += 1


async def _read(line: socket.socket, group: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(line, _head("GET", group))
    while await loop.sock_recv(line, max(1, group["rate"])):
        await asyncio.sleep(1)


async def _half(line: socket.socket, group: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(line, _head("GET", group)[:-2])
    early = asyncio.create_task(_note(line))
    while not early.done():
        await asyncio.sleep(2)
        await loop.sock_sendall(line, b"X-More: 1\r\n")


def _head(method: str, group: dict[str, Any], more: str = "") -> bytes:
    cookie = f"Cookie: {'; '.join(filter(None, (CSRF, group['cookie'])))}\r\n"
    return f"{method} {group['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}{more}\r\n".encode()


KINDS = {"send": _send, "read": _read, "half": _half}

if __name__ == "__main__":
    given = json.load(sys.stdin)
    asyncio.run(main(given["port"], given["seconds"], given["groups"]))
