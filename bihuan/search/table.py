"""The table `search_text` as each database keeps it.

SQLite: FTS5 with its text, so that a row can be replaced and deleted by its number alone (a contentless
table would have to be told the old text). The tokenizer is `ascii`, which splits on nothing but our spaces:
`unicode61` throws away characters newer than the library. `prefix='1'` makes single characters quick (3 ms
instead of 50 at 100,000) for a fifth more space.

PostgreSQL: a GIN index without a pending list, which would be merged inside some unlucky act (seen: 1.5 s).
"""

from typing import Final

MAKE: Final = {
    "sqlite": ("CREATE VIRTUAL TABLE search_text USING fts5(body, prefix='1', tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE search_text (matter_id bigint PRIMARY KEY, body tsvector NOT NULL)",
        "CREATE INDEX search_text_body ON search_text USING gin (body) WITH (fastupdate = off)",
    ),
}
SHADOWS: Final = ("config", "content", "data", "docsize", "idx")
"""What SQLite keeps of it, each as a table search_text_…"""
