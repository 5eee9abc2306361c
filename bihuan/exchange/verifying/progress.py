"""How far a verification has come and what it has found: text that outlives the process that wrote it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bihuan.core.words.text import Text
from bihuan.exchange.verifying.comparing import Difference

NAMED: Final = 200
"""How many differences are named; all are counted."""


@dataclass
class Progress:
    """One verification. `step` and `after`: what comes next, and after which place of it."""

    began_at: int
    step: int = 0
    after: str = ""
    done: int = 0
    total: int = 0
    events: int = 0
    matters: int = 0
    files: int = 0
    heads: list[str] = field(default_factory=list)
    broken: list[list[str]] = field(default_factory=list)  # (organisation, sentence, sentence in English)
    found: list[Difference] = field(default_factory=list)
    count: int = 0
    notes: list[list[str]] = field(default_factory=list)  # what could not be looked at, in both languages

    def take(self, differences: Iterable[Difference]) -> None:
        """Count these, and name them while there is room."""
        for one in differences:
            self.count += 1
            if len(self.found) < NAMED:
                self.found.append(one)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.broken and not self.count

    def sentences(self, slug: str | None = None, org: int | None = None) -> list[Text]:
        """What is wrong, of every organisation or of one and of what belongs to none."""
        broken = [Text(zh, en) for of, zh, en in self.broken if slug in (None, of)]
        return broken + [one.sentence() for one in self.found if org is None or one.org in (0, org)]

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Progress | None":
        """From what was kept; None for anything else."""
        try:
            kept: dict[str, Any] = json.loads(text)
            return cls(**kept | {"found": [Difference(**one) for one in kept["found"]]})
        except (ValueError, TypeError, KeyError):
            return None
