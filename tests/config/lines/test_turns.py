"""Parties in turn."""

from types import SimpleNamespace
from typing import Any

from bihuan.config.lines.turns import Turns


def line(party: bytes, path: str = "/") -> Any:
    return SimpleNamespace(requests=[SimpleNamespace(path=path)], party=lambda: party)


def test_a_burst_of_one_waits_behind_itself_and_not_before_others() -> None:
    turns = Turns()
    many = [line(b"a") for _ in range(100)]
    for one in many:
        turns.append(one)
    other = line(b"b")
    turns.append(other)
    health = line(b"a", "/healthz")
    turns.append(health)
    assert [turns.popleft() for _ in range(3)] == [many[0], other, health]
    assert [turns.popleft() for _ in range(99)] == many[1:]
    assert not turns


def test_each_party_has_its_turn() -> None:
    turns = Turns()
    for party in (b"a", b"a", b"b", b"b", b"c"):
        turns.append(line(party))
    assert [turns.popleft().party() for _ in range(5)] == [b"a", b"b", b"c", b"a", b"b"]


def test_what_could_not_be_read_has_no_path() -> None:
    turns = Turns()
    turns.append(SimpleNamespace(requests=[SimpleNamespace()], party=lambda: b"a"))
    assert len(turns) == 1
