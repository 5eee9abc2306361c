"""How phrases are written for each database."""

from bihuan.search.bigrams import bigrams, phrases
from bihuan.search.dialects import fts5, tsquery, tsvector


def test_sqlite_is_asked_in_quoted_phrases() -> None:
    assert fts5(phrases("翠湖小区 016号")) == '"翠湖 湖小 小区" AND "016 号" *'


def test_postgresql_is_asked_in_quoted_tokens() -> None:
    assert tsquery(phrases("翠湖小区 016号")) == "('翠湖' <-> '湖小' <-> '小区') & ('016' <-> '号':*)"


def test_a_vector_names_the_places_of_every_token() -> None:
    assert tsvector(bigrams("停水停水")) == "'停水':1,3 '水停':2 '水':4"


def test_a_vector_keeps_no_more_places_than_the_database_does() -> None:
    assert tsvector(bigrams("哈" * 300)).startswith("'哈哈':1,2,3,")
    assert tsvector(bigrams("哈" * 300)).endswith(",255 '哈':300")
