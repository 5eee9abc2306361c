"""Numbers as they come in with a request."""

DIGITS = 19
"""No id has so many."""


def typed_id(raw: object) -> int:
    """The id that somebody sends; 0 where it is none."""
    text = str(raw or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else 0
