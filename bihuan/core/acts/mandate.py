"""Under which circumstances an act is done."""

from dataclasses import dataclass

from bihuan.core.state.actor import Actor


@dataclass(frozen=True, slots=True)
class Mandate:
    """The circumstances of an act: who, in whose right, seen when, by grant or by import."""

    actor: Actor
    for_whom: int | None = None
    basis: str | None = None
    seen: int | None = None
    granted: int | None = None
    within: bool = False
    paper: tuple[int, int] | None = None  # a compared paper carries it: its record, and who compared it
    rests: tuple[tuple[int, int], ...] = ()  # every paper on which it rests: its record, and whose it is
