"""One line: it holds no thread, and it is held to its least rate."""

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pytest

from bihuan.config.lines import spool
from tests.config.lines.served import (
    GET,
    LARGE,
    LONG,
    MANY,
    PATIENCE,
    channels,
    echo,
    large_file,
    large_page,
    rest,
    served,
    some,
    until,
)


def test_slow_senders_hold_no_thread() -> None:
    with served(echo) as site:
        for _ in range(MANY):
            site.line(LONG + b"x")
        assert site.get("/page").endswith(b"GET /page ")


def test_half_sent_heads_hold_no_thread() -> None:
    with served(echo) as site:
        for _ in range(MANY):
            site.line(GET[:20])
        assert site.get("/page").endswith(b"GET /page ")


@pytest.mark.parametrize("application", [large_file, large_page])
def test_slow_readers_hold_no_thread_and_little_memory(application: Any) -> None:
    asked = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(application) as site:
        lines = [site.line(asked, window=4096) for _ in range(MANY)]
        for line in lines:
            some(line, b"HTTP/1.1 200")
        assert site.get("/page").endswith(b"GET /page ")
        held = [
            len(one.head) for channel in channels(site) for one in channel.outbufs if hasattr(one, "head")
        ]
        assert all(one <= spool.IN_MEMORY for one in held)


@pytest.mark.parametrize("application", [large_file, large_page])
def test_a_large_answer_arrives_whole(application: Any) -> None:
    with served(application) as site:
        head, _, body = site.get("/large").partition(b"\r\n\r\n")
    assert body.count(0) == LARGE
    assert (len(body) == LARGE) == (b"Content-Length" in head)


def test_a_body_that_trickles_is_told_so() -> None:
    with served(echo, rate=1000, window=1) as site:
        answer = rest(site.line(LONG + b"x"))
    assert answer.startswith(b"HTTP/1.1 408") and "网络太慢".encode() in answer


def test_a_body_that_keeps_the_least_rate_is_taken_however_long_it_lasts() -> None:
    with served(echo, rate=10, window=1) as site:
        line = site.line(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 900\r\n\r\n")
        for _ in range(30):
            line.sendall(b"x" * 30)
            time.sleep(0.1)
        assert rest(line).endswith(b"POST / " + b"x" * 900)


def test_a_head_has_a_time_in_all_however_it_trickles() -> None:
    with served(echo, head=1) as site:
        line = site.line(GET[:-2])
        line.settimeout(0.1)
        deadline = time.monotonic() + PATIENCE
        got = b""
        while not got and time.monotonic() < deadline:
            line.sendall(b"X-More: 1\r\n")
            try:
                got = line.recv(4096)
            except TimeoutError:
                continue
        assert got.startswith(b"HTTP/1.1 408")


def test_who_does_not_read_is_let_go() -> None:
    with served(large_file, rate=1_000_000, window=1) as site:
        line = site.line(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", window=4096)
        until(lambda: bool(channels(site)))
        until(lambda: not channels(site))
        with suppress(ConnectionResetError):
            assert len(rest(line)) < LARGE


def test_a_line_without_requests_is_closed_in_its_own_time() -> None:
    with served(echo, idle=1, head=1) as site:
        asked, never = site.line(GET), site.line()
        some(asked, b"GET / ")
        assert rest(asked) == b"" and rest(never) == b""


def test_a_request_that_a_thread_works_on_has_no_limit() -> None:
    go = threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        go.wait(PATIENCE)
        return echo(environ, start_response)

    with served(slow, head=1, idle=1, window=1, rate=10**9) as site:
        line = site.line(GET)
        time.sleep(2.5)
        go.set()
        assert some(line, b"GET / ")
