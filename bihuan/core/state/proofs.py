"""What proves a claim: which piece, and which event cites it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bihuan.core.chain.ids import seq_of

OFFLINE = ""
"""In place of a digest: a proof that may not be uploaded, and is seen where it is kept (线下查阅)."""
CARRIED_BY = ("file_names", "offline_title")
"""The personal facts with which pieces go when they are erased: files, and what is seen offline."""


class Piece(NamedTuple):
    """One proof of a claim: the number of the event that cites it, and the digest of its content."""

    seq: int
    digest: str

    @property
    def offline(self) -> bool:
        """Whether its content is not here."""
        return self.digest == OFFLINE

    def erased_by(self, erases: Iterable[Any]) -> bool:
        """Whether it goes with these facts, [[event id, name], …]."""
        name = CARRIED_BY[self.offline]
        return any(seq_of(event) == self.seq and said == name for event, said in erases)


def pieces(kept: Iterable[Any]) -> tuple[Piece, ...]:
    """Pieces as JSON keeps them."""
    return tuple(Piece(*one) for one in kept)
