"""The two ways in which tokens and phrases are written for a database. Pure.

Tokens hold nothing but letters, digits and characters, so that a quotation mark around each is enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bihuan.search.bigrams import Phrase

_MOST_PLACES = 255
"""What a tsvector keeps of one token."""


def fts5(asked: Sequence[Phrase]) -> str:
    """A MATCH expression of SQLite: `"翠湖 湖小 小区" AND "号" *`."""
    return " AND ".join(f'"{" ".join(tokens)}"' + (" *" if open_ else "") for tokens, open_ in asked)


def tsquery(asked: Sequence[Phrase]) -> str:
    """The text of a tsquery: `('翠湖' <-> '湖小' <-> '小区') & ('号':*)`."""
    return " & ".join(
        "(" + " <-> ".join(f"'{token}'" for token in tokens) + (":*" if open_ else "") + ")"
        for tokens, open_ in asked
    )


def tsvector(tokens: str) -> str:
    """The text of a tsvector from what `bigrams` gives.

    Written out instead of asking to_tsvector(), whose parser cuts by the server's locale.
    """
    return _written(_places(tokens).items())


def sorted_tsvector(tokens: str) -> str:
    """The same as the database shows it again: in the order of the bytes."""
    return _written(sorted(_places(tokens).items()))


def _places(tokens: str) -> dict[str, list[str]]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, token in enumerate(tokens.split(), 1):
        places[token].append(str(place))
    return places


def _written(places: Iterable[tuple[str, list[str]]]) -> str:
    return " ".join(f"'{token}':{','.join(at[:_MOST_PLACES])}" for token, at in places)
