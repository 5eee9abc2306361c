"""Which earlier record of its matter an event is about: the entry objected to, the paper compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from bihuan.core.acts.kind import Kind
from bihuan.core.words.text import Text
from bihuan.ledger.append import Event
from bihuan.matters.saying.naming import Names, values_of


@dataclass(frozen=True, slots=True)
class Referred:
    """One earlier record: its number, and in words what it was, of which day and in whose name."""

    seq: int
    said: Text


def referred(kind: Kind, event: Event, told: Mapping[int, Event], names: Names) -> tuple[Referred, ...]:
    """The records that an event is about, of those that are told with it."""
    papers = [field.name for field in kind.by_event[event.name].fields if field.kind == "paper"]
    numbers = [seq for name in papers for seq in values_of(event.plain, name)]
    return tuple(Referred(seq, record_named(kind, told[seq], names)) for seq in numbers if seq in told)


def record_named(kind: Kind, event: Event, names: Names) -> Text:
    """2026-03-02 殷若渔：填报进展（第 12 号）"""
    row = kind.by_event[event.name]
    act = kind.by_name.get(str(event.plain.get("paper_act")), row).label
    whose = next(iter(values_of(event.plain, "represented")), event.for_whom or event.actor)
    who, day = names.person(whose), event.occurred_on.isoformat()
    return Text(
        f"{day} {who.zh}：{act.zh}（第 {event.seq:,} 号）", f"{day} {who.en}: {act.en} (no. {event.seq:,})"
    )
