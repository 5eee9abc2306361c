"""A new due beside the one that stood: by how many days it moves."""

from collections.abc import Sequence
from datetime import date

from bihuan.core.words.text import Text, in_words
from bihuan.ledger.event import Event


def moved_said(new: date, before: date | None) -> Text | None:
    """推后 62 天 – against the day that stood before; nothing where there was none, or it is the same."""
    days = (new - before).days if before else 0
    if not days:
        return None
    how_many = days_said(abs(days))
    if days > 0:
        return Text(f"推后 {how_many.zh}", f"{how_many.en} later")
    return Text(f"提前 {how_many.zh}", f"{how_many.en} earlier")


def days_said(count: int) -> Text:
    """12 天"""
    return Text(f"{count} 天", f"{count} day{'s' * (count > 1)}")


def beside_before(new: date, before: date | None) -> Text:
    """2026-08-31（原 2026-06-30，推后 62 天）"""
    moved = moved_said(new, before)
    if moved is None:
        return in_words(new)
    return Text(f"{new}（原 {before}，{moved.zh}）", f"{new} (was {before}: {moved.en})")


def dues_before(events: Sequence[Event]) -> dict[int, date]:
    """By the number of each event, the day that was owed until then; none before the first."""
    found: dict[int, date] = {}
    stands: date | None = None
    for event in events:
        if stands:
            found[event.seq] = stands
        if "due_on" in event.plain:
            on = event.plain["due_on"]
            stands = date.fromisoformat(str(on)) if on else None
    return found
