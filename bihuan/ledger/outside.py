"""The file of heads outside: a line for each, which anybody can check with the file alone. No Django.

`{"at", "day", "format", "key", "org", "seal", "seq", "signature"}` in canonical text (core/chain/chain.py);
`signature` is the Ed25519 signature, hexadecimal, of the same text without it, and `key` the public key. What
is not whole or not signed says nothing; the same head twice says it once.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bihuan.core.chain.breaks import Published
from bihuan.core.chain.chain import canonical, instant
from bihuan.ledger import lines

FORMAT: Final = "bihuan-head/1"
FILE: Final = "bihuan-heads.jsonl"
"""Its name, where the place is a folder."""
_READABLE: Final = 0o644


class Sent(NamedTuple):
    """A head that stands outside, and by whose key it was signed."""

    head: Published
    day: str
    key: str


def file_in(place: str) -> Path:
    """The file of a place: itself where it is a file or is called like one (`heads.jsonl`), else a folder.

    Folders are never made: a disk that is not there now must not be taken for an empty one.
    """
    named = Path(place)
    is_file = named.is_file() or (named.suffix and not place.endswith("/") and not named.is_dir())
    return named if is_file else named / FILE


def signed(head: Published, *, day: str, at: int, key: Ed25519PrivateKey) -> str:
    """The line that says a head. `at`: microseconds."""
    said: dict[str, str | int] = {
        "format": FORMAT,
        "org": head.org,
        "seq": head.seq,
        "seal": head.seal,
        "day": day,
        "at": instant(at),
        "key": key.public_key().public_bytes_raw().hex(),
    }
    return canonical(said | {"signature": key.sign(canonical(said).encode()).hex()})


def heads_in(file: Path) -> list[Sent]:
    """Every head that stands there, oldest first. OSError where the file cannot be read."""
    return [one for one in map(read, lines.lines_of(file)) if one]


@lru_cache(1 << 16)
def read(line: str) -> Sent | None:
    """What a line says; None for one that is cut off, changed or of another form."""
    try:
        said = json.loads(line)
        signature = bytes.fromhex(said.pop("signature"))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"])).verify(
            signature, canonical(said).encode()
        )
        head = Published.read(f"{said['org']}:{said['seq']}:{said['seal']}")
        return Sent(head, str(said["day"]), said["key"]) if said["format"] == FORMAT else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidSignature):
        return None


def add(file: Path, wanted: list[str]) -> None:
    """Add the lines that do not stand there yet, in their order."""

    def lacking(standing: list[str]) -> list[str]:
        there = set(standing)
        return [line for line in wanted if line not in there]

    lines.add_lacking(file, lacking, mode=_READABLE)
