"""One name, however it is written: full-width letters, upper and lower case are the same."""

import unicodedata


def folded(name: str) -> str:
    """As names are compared: NFKC, without case, NFKC again: Unicode's own rule for identifiers."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())
