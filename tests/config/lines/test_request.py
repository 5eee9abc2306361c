"""What may come over a line, and what is refused."""

import time
from collections.abc import Iterable
from typing import Any

import pytest

from bihuan.config.lines import spool
from bihuan.config.lines.server import THREADS
from tests.config.lines.served import GET, LONG, echo, large_file, rest, served, some, until


def test_a_full_disk_is_a_refusal_and_no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(echo) as site:
        monkeypatch.setattr(spool, "room", lambda: 1000)
        early = rest(site.line(LONG))
        assert early.startswith(b"HTTP/1.1 507") and "磁盘空间不足".encode() in early
        assert site.get("/page").endswith(b"GET /page ")
        monkeypatch.setattr(spool, "room", lambda: 0)
        chunked = (
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" + b"x" * 0x20000
        )
        assert rest(site.line(chunked)).startswith(b"HTTP/1.1 507")
        assert site.get("/page").endswith(b"GET /page ")


def test_a_body_may_have_so_many_bytes_and_no_more() -> None:
    with served(echo, body=1) as site:
        for expecting in ("", "Expect: 100-continue\r\n"):
            head = f"POST / HTTP/1.1\r\nHost: x\r\n{expecting}Content-Length: 2000000\r\n\r\n"
            assert rest(site.line(head.encode())).startswith(b"HTTP/1.1 413")


def test_requests_sent_at_once_are_answered_in_order_on_one_line() -> None:
    with served(echo) as site:
        asked = b"".join(f"GET /{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for number in range(50))
        got = some(site.line(asked), b"GET /49 ")
    places = [got.index(f"GET /{number} ".encode()) for number in range(50)]
    assert places == sorted(places)


def test_of_many_requests_sent_at_once_those_whose_answers_nobody_reads_are_not_begun() -> None:
    made: list[str] = []

    def page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        made.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Length", str(2 << 20))])
        return [bytes(2 << 20)]

    with served(page) as site:
        line = site.line(GET * 8, window=4096)
        until(lambda: bool(made))
        time.sleep(1)
        assert len(made) < 4
        got = 0
        while got < 8 * (2 << 20):
            got += len(line.recv(1 << 20))
        assert len(made) == 8, "they are, once it is read"


def test_a_chunked_body_is_taken() -> None:
    chunked = b"POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with served(echo) as site:
        assert site.ask(chunked + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").endswith(b"POST /c abcde")


def test_who_waits_for_a_sign_to_go_on_is_given_one() -> None:
    with served(echo) as site:
        waits = b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: 3\r\n\r\n"
        line = site.line(b"POST /e HTTP/1.1\r\nHost: x\r\n" + waits)
        assert some(line, b"\r\n\r\n").startswith(b"HTTP/1.1 100 ")
        line.sendall(b"abc")
        assert rest(line).endswith(b"POST /e abc")


@pytest.mark.parametrize(
    "odd",
    [
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "GET / HTTP/1.1\nHost: x\n\n\r\n\r\n",
        "GET / HTTP/1.1\r\nHost x\r\n\r\n",
        "\x00\x01\x02\r\n\r\n",
    ],
)
def test_what_two_servers_could_read_differently_is_refused_and_the_line_closed(odd: str) -> None:
    smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(echo) as site:
        answer = site.ask((odd + smuggled).encode())
    assert answer.startswith(b"HTTP/1.1 400") and answer.count(b"HTTP/1.1 ") == 1
    assert "没有办理任何事项".encode() in answer


def test_an_encoding_that_is_not_known_is_refused() -> None:
    with served(echo) as site:
        odd = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
        assert site.ask(odd).startswith(b"HTTP/1.1 501")


def test_a_head_may_be_only_so_long() -> None:
    with served(echo) as site:
        assert site.get("/" + "x" * 70_000).startswith(b"HTTP/1.1 431")


def test_a_head_asked_for_alone_has_the_length_and_no_body() -> None:
    with served(large_file) as site:
        for path in ("/large", "/small"):
            asked = f"HEAD {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            line = site.line(asked)
            head = some(line, b"\r\n\r\n")
            assert b"Content-Length" in head and head.endswith(b"\r\n\r\n")
            line.sendall(GET)
            assert some(line, b"GET / ").startswith(b"HTTP/1.1 200"), "the line goes on"


def test_nothing_new_keeps_the_line() -> None:
    """As a page that asks again and again whether anything has changed."""

    def unchanged(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("304 Not Modified", [("ETag", '"1"')])
        return []

    with served(unchanged) as site:
        line = site.line()
        for _ in range(3):
            line.sendall(GET)
            answer = some(line, b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 304") and b"close" not in answer


def test_the_address_is_the_lines_own_whatever_headers_say() -> None:
    def address(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = f"{environ['REMOTE_ADDR']} {environ.get('HTTP_X_FORWARDED_FOR')}".encode()
        start_response("200 OK", [("Content-Length", str(len(said)))])
        return [said]

    with served(address) as site:
        answer = site.get(more="X-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.2\r\n")
    assert answer.endswith(b"127.0.0.1 192.0.2.1")


def test_what_fails_is_answered_and_the_next_is_too() -> None:
    def fails(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/fail":
            raise ValueError("on purpose")
        return echo(environ, start_response)

    with served(fails) as site:
        for _ in range(THREADS + 1):
            assert site.get("/fail").startswith(b"HTTP/1.1 500")
        assert site.get("/page").endswith(b"GET /page ")
