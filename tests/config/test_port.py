"""The socket on which the pages are served, from before anything is touched until all ends."""

import socket

import pytest

from bihuan.config import port
from bihuan.config.port import Unusable, held
from tests.live import free_port


def test_while_it_is_held_nobody_else_gets_it_and_afterwards_it_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = free_port()
    monkeypatch.setenv("PORT", str(number))
    with held():
        with pytest.raises(Unusable, match="is in use"):
            port.take("127.0.0.1", str(number))
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            with socket.socket() as other, pytest.raises(OSError, match="in use"):
                other.setsockopt(socket.SOL_SOCKET, option, 1)
                other.bind(("127.0.0.1", number))
    with held():
        """It was free."""


def test_what_is_held_is_what_is_served_and_who_comes_early_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    number = free_port()
    monkeypatch.setenv("PORT", str(number))
    with held() as listening, socket.create_connection(("127.0.0.1", number), timeout=10) as early:
        early.sendall(b"asked before anybody served")
        line, _ = listening.accept()
        with line:
            assert line.recv(100) == b"asked before anybody served"


def test_a_port_that_was_served_just_now_can_be_served_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that the server closed linger for a minute: they keep nobody from starting."""
    monkeypatch.setenv("PORT", str(number := free_port()))
    with held() as listening, socket.create_connection(("127.0.0.1", number), timeout=10) as client:
        listening.accept()[0].close()
        assert client.recv(1) == b""
    with held():
        """It was free."""


def test_one_that_somebody_listens_on_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Unusable, match="is in use"):
            port.take("127.0.0.1", str(other.getsockname()[1]))


def test_a_program_that_takes_over_goes_on_with_it() -> None:
    number = str(free_port())
    before = port.take("127.0.0.1", number)
    port.hand_on(before)
    assert before.get_inheritable()
    after = port.take("127.0.0.1", number)
    assert after.getsockname() == before.getsockname() and after.fileno() == before.fileno()
    assert port.HANDED_ON not in port.os.environ
    with pytest.raises(Unusable, match="is in use"):
        port.take("127.0.0.1", number)
    before.detach()  # the same file: it is closed once
    after.close()
    port.take("127.0.0.1", number).close()
