"""Short words in which the expectations of the test ledgers are written."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from typing import Any

YEAR = 2026


def problem(number: str | None, title: str | None, *measures: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """One problem as a clerk reads it."""
    return {
        "number": number, "aspect": rest.pop("aspect", None), "title": title, "source": rest.pop("source", None),
        "measures": list(measures), "errors": sorted(rest.pop("errors", [])), **rest,
    }  # fmt: skip


def measure(
    text: str | None, lead: str | None = None, who: str = "", due: Any = None, *, helps: str = "", **rest: Any
) -> dict[str, Any]:
    """One measure; `who` and `helps` name several with 、 between."""
    return {
        "text": text, "lead_unit": lead, "supporting_units": helps.split("、") if helps else [],
        "accountable": who.split("、") if who else [], "due": due, "status": rest.pop("status", None), **rest,
    }  # fmt: skip


def on(day: str, *, then: bool = False) -> dict[str, str]:
    """A due on a day of the demonstration year (06-30) or another (2027-03-31)."""
    due = {"kind": "date", "on": day if len(day) == 10 else f"{YEAR}-{day}"}
    return due | {"then": "long_term"} if then else due


def every(cycle: str) -> dict[str, str]:
    """A recurring due."""
    return {"kind": "recurring", "every": cycle}


def unread(text: str) -> dict[str, str]:
    """A due that a person must read."""
    return {"kind": "unread", "text": text}


AT_ONCE = {"kind": "immediate"}
LONG_TERM = {"kind": "long_term"}
