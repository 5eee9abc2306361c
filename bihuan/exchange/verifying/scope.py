"""What is to be proved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bihuan.core.chain.breaks import Published
from bihuan.exchange.verifying.progress import Progress


@dataclass(frozen=True, slots=True)
class Scope:
    """`tables`: these only, None for all; `heads`: those that were published; `outside`: whether those that
    left the machine are looked up, too."""

    tables: frozenset[str] | None = None
    heads: tuple[Published, ...] = ()
    outside: bool = True

    def has(self, *tables: str) -> bool:
        """Whether one of these is to be proved."""
        return self.tables is None or not self.tables.isdisjoint(tables)


ALL = Scope()
Step: TypeAlias = Callable[[Progress, Scope], Iterator[None]]
"""Holds a part against the record, piece by piece: what is done stands in `Progress.after` at each yield."""
