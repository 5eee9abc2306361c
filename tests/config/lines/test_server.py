"""All lines of a process: shares, stopping, many at once."""

import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bihuan.web.told import SIGNED_IN
from tests.config.lines.served import GET, LONG, PATIENCE, channels, echo, rest, served, some, until


def as_somebody(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Whoever brings a cookie that begins with `in` is signed in."""
    environ[SIGNED_IN] = "session=in" in environ.get("HTTP_COOKIE", "")
    return echo(environ, start_response)


def long_body(cookie: str = "") -> bytes:
    return LONG[:-2] + (f"Cookie: session={cookie}\r\n" if cookie else "").encode() + b"\r\nx"


def test_who_holds_more_lines_than_his_share_loses_the_slowest() -> None:
    with served(echo, per_address=3) as site:
        quick, slow = site.line(LONG), [site.line(LONG) for _ in range(5)]
        until(lambda: len(channels(site)) == 6)
        while len(channels(site)) > 3:
            quick.sendall(b"x" * 5000)
            time.sleep(0.05)
        answers = [said for line in slow if (said := at_once(line))]
        assert len(answers) == 3 and all(one.startswith(b"HTTP/1.1 429") for one in answers)
        assert not at_once(quick)
        assert site.get("/page").endswith(b"GET /page "), "what does not linger is not counted"


def at_once(line: socket.socket) -> bytes:
    """What has come; nothing for a line that is open and silent."""
    line.settimeout(0.2)
    with suppress(TimeoutError):
        return line.recv(4096)
    return b""


def test_a_sign_in_has_a_share_of_its_own_and_made_up_cookies_have_none() -> None:
    with served(as_somebody, per_address=2, per_sign_in=4) as site:
        assert site.get(more="Cookie: session=in\r\n")
        assert site.get(more="Cookie: session=out\r\n")
        for _ in range(4):
            site.line(long_body("in"))
        for number in range(6):
            site.line(long_body(f"made-up-{number}"))
        until(lambda: len(channels(site)) == 10)
        until(lambda: len(channels(site)) == 6)
        time.sleep(1.5)
        kept = [one.request.cookie("session") for one in channels(site) if one.request]
        assert sorted(kept)[:4] == ["in"] * 4 and len(kept) == 6


def test_behind_a_proxy_that_is_named_each_address_has_its_own_share() -> None:
    def asked_by(address: str) -> bytes:
        return LONG[:-2] + f"X-Forwarded-For: {address}\r\n\r\nx".encode()

    with served(echo, per_address=2, proxies="127.0.0.0/8") as site:
        for last in (1, 2, 2, 3, 3, 3):
            site.line(asked_by(f"192.0.2.{last}"))
        until(lambda: len(channels(site)) == 6)
        until(lambda: len(channels(site)) == 5)
        time.sleep(1.5)
        assert sorted(one.asking[-1] for one in channels(site)) == ["1", "2", "2", "3", "3"]
    with served(echo, per_address=2) as site:
        for last in (1, 2, 3):
            site.line(asked_by(f"192.0.2.{last}"))
        until(lambda: len(channels(site)) == 3)
        until(lambda: len(channels(site)) == 2)


def test_too_many_lines_in_all_cost_the_idlest_and_never_the_newest() -> None:
    with served(echo, lines=10) as site:
        idle = [site.line() for _ in range(10)]
        until(lambda: len(channels(site)) == 10)
        for _ in range(5):
            assert site.get("/page").endswith(b"GET /page ")
        assert rest(idle[0]) == b"", "the oldest is gone"


def test_told_to_stop_it_finishes_what_threads_work_on() -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        begun.set()
        go.wait(PATIENCE)
        return echo(environ, start_response)

    with served(slow) as site:
        line, idle, half = site.line(GET), site.line(), site.line(LONG)
        begun.wait(PATIENCE)
        site.server.stop()
        assert rest(idle) == b""
        with suppress(ConnectionResetError):
            assert rest(half) == b""
        go.set()
        assert some(line, b"GET / ")


def test_many_at_once_are_all_answered() -> None:
    with served(echo) as site:
        lines = [site.line(f"GET /{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode()) for number in range(300)]
        for number, line in enumerate(lines):
            assert some(line, f"GET /{number} ".encode())


def test_bodies_lie_in_no_folder_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with served(echo) as site:
        line = site.line(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 900_000)
        until(
            lambda: any(one.request and one.request.body_bytes_received >= 800_000 for one in channels(site))
        )
        assert not os.listdir(tmp_path)
        line.sendall(b"x" * 100_000)
        assert len(some(line, b"x" * 1000)) > 0
