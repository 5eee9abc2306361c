"""Who holds how many lines, in memory that all processes of pages share.

A party is a sign-in or an address, known here by a keyed digest alone. A cookie counts as a sign-in only
after a request that brought it was answered to somebody signed in: made-up cookies are as anonymous as none.
Slots are few and nothing is locked: two parties in one slot are counted together, which is rare, and a
digest that was overwritten counts as anonymous until it is seen again.
"""

import hashlib
import ipaddress
import mmap
import secrets
import time
from collections.abc import Mapping

SLOTS = 1 << 16
KNOWN = 1 << 14
LASTS = 8 * 3600
"""Seconds that a sign-in is known after it was last seen: a session's age."""
_WORDS = 3


class Crowd:
    """One table of counts a process and one of known sign-ins. `ours`: which process this is."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self.key = secrets.token_bytes(16)
        self.counts = memoryview(mmap.mmap(-1, processes * SLOTS * 2)).cast("H")
        self.signed = memoryview(mmap.mmap(-1, KNOWN * _WORDS * 8)).cast("Q")
        self.ours = 0
        self.published: list[int] = []

    def __reduce__(self) -> "tuple[type[Crowd], tuple[int]]":
        """Where processes are not forked, each counts for itself."""
        return Crowd, (self.processes,)

    def take_place(self, ours: int) -> None:
        """This process is that one; what one that died had counted is gone."""
        self.ours = ours
        first = ours * SLOTS
        self.counts[first : first + SLOTS] = memoryview(bytes(SLOTS * 2)).cast("H")

    def sign_in(self, cookie: str) -> bytes:
        """The party of a session cookie's value."""
        return hashlib.blake2b(
            b"s" + cookie.encode("utf-8", "replace"), key=self.key, digest_size=16
        ).digest()

    def address(self, address: str) -> bytes:
        """The party of an address; one subscriber has all of an IPv6 /64."""
        try:
            number = ipaddress.ip_address(address)
            if number.version == 6:
                address = str(ipaddress.ip_network((int(number) >> 64 << 64, 64)))
        except ValueError:
            pass
        return hashlib.blake2b(b"a" + address.encode(), key=self.key, digest_size=16).digest()

    def seen(self, party: bytes, *, signed_in: bool) -> None:
        """A request of this sign-in was answered, to somebody who is signed in or is not any more."""
        place = _known_place(party)
        one, two = _words(party)
        if signed_in:
            self.signed[place], self.signed[place + 1] = one, two
            self.signed[place + 2] = int(time.monotonic())
        elif (self.signed[place], self.signed[place + 1]) == (one, two):
            self.signed[place + 2] = self.signed[place] = 0

    def knows(self, party: bytes) -> bool:
        """Whether this was lately the sign-in of somebody."""
        place = _known_place(party)
        if (self.signed[place], self.signed[place + 1]) != _words(party):
            return False
        return time.monotonic() - self.signed[place + 2] < LASTS

    def publish(self, counted: Mapping[bytes, int]) -> None:
        """What this process holds now, in the place of what it held."""
        for slot in self.published:
            self.counts[slot] = 0
        self.published = []
        for party, count in counted.items():
            slot = self.ours * SLOTS + _slot(party)
            self.counts[slot] = min(count + self.counts[slot], 0xFFFF)
            self.published.append(slot)

    def all_of(self, party: bytes) -> int:
        """How many lines of the party linger, in all processes as they last said."""
        slot = _slot(party)
        return sum(self.counts[one * SLOTS + slot] for one in range(self.processes))


def _slot(party: bytes) -> int:
    return int.from_bytes(party[:2], "big")


def _known_place(party: bytes) -> int:
    return int.from_bytes(party[2:4], "big") % KNOWN * _WORDS


def _words(party: bytes) -> tuple[int, int]:
    return int.from_bytes(party[:8], "big"), int.from_bytes(party[8:], "big")
