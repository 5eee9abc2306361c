"""A kind of matter is a table of acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.core.acts.act import Act
from bihuan.core.words.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: its name and its acts; `table` names the room's own table, if any."""

    name: str
    label: Text
    acts: tuple[Act, ...]
    table: str | None = None
    effects: str | None = None
    by_name: Mapping[str, Act] = field(init=False)
    by_event: Mapping[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {act.name: act for act in self.acts})
        object.__setattr__(self, "by_event", {act.event: act for act in self.acts})

    def act(self, name: str) -> Act:
        """The act of that name; KeyError if the kind has none."""
        return self.by_name[name]
