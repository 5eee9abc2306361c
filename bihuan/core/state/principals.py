"""Whoever a matter can belong to, as one integer that says what it is and which."""

from typing import Final

PERSON, UNIT, HEAD, VERIFIERS, FALLBACK, APPROVERS, OFFICE, DESK, ORG = range(1, 10)
ADMINS, SUPERVISORS, AUDITORS, STAFF = range(10, 14)
SECONDS, SECONDS_BUT_ADMINS, SECONDS_BUT_APPROVERS = 14, 15, 16
"""Of a register: whoever confirms what one person may not do alone (core/state/posts.py)."""
OUTSIDERS, CROSS_CHECKERS = 17, 18
COMPARERS, COMPARING_AUDITORS, COMPARING_OUTSIDERS = 19, 20, 21
"""Of a register: whoever compares a decision on paper with what was entered (core/state/papers.py)."""
SUPERIORS = 22
"""Of a unit: whoever heads or leads it, where a unit below has no head and waits for a signature."""

_KIND_BITS: Final = 5
_KIND: Final = (1 << _KIND_BITS) - 1


def principal(kind: int, number: int) -> int:
    """One integer for a person, a unit, the head of a unit, or a desk of a register."""
    return number << _KIND_BITS | kind


def principal_kind(one: int) -> int:
    """What a principal is: PERSON, UNIT …"""
    return one & _KIND


def principal_number(one: int) -> int:
    """Which person, unit or register it is."""
    return one >> _KIND_BITS
