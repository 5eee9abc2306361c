"""Whoever a matter can belong to, as one integer (id * 16 + kind)."""

# principals: whoever a matter can belong to, as one integer (id * 16 + kind)
PERSON, UNIT, HEAD, VERIFIERS, FALLBACK, APPROVERS, OFFICE, DESK, ORG = range(1, 10)


def principal(kind: int, number: int) -> int:
    """One integer for a person, a unit, the head of a unit, or a desk of a register."""
    return number * 16 + kind
