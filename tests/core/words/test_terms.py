"""The glossary: every word of the specification is there, once, in both languages."""

import re

import pytest

from bihuan.core.words.terms import GLOSSARY, term
from bihuan.core.words.text import Text

ALL = [(name, one) for name, (_, terms) in GLOSSARY.items() for one in terms.values()]
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_a_word_is_found_in_both_languages() -> None:
    assert (term("record").zh, term("record").en) == ("办理记录", "record")
    assert term("running", "clocks").text == Text("计时中", "running")


def test_a_word_that_is_not_there_fails_and_says_where_to_add_it() -> None:
    with pytest.raises(KeyError, match=r"frobnicate.*terms\.py"):
        term("frobnicate")


def test_every_term_is_complete_in_both_languages() -> None:
    for group, one in ALL:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one.code), one
        for text in filter(None, (one.text, one.note)):
            assert HAN.search(text.zh), one
            assert re.search(r"[A-Za-z]", text.en), one
        assert not HAN.search(one.en), (group, one)


def test_a_code_means_one_thing() -> None:
    codes = [one.code for _, one in ALL]
    assert [code for code in set(codes) if codes.count(code) > 1] == []


@pytest.mark.parametrize(
    ("code", "zh"),
    [
        ("green", "● 正常"),
        ("yellow", "▲ 临期"),
        ("red", "■ 超期"),
        ("long_term", "◆ 常态化"),
        ("grey", "○ 未启动"),
    ],
)
def test_a_lamp_has_its_shape_and_its_word(code: str, zh: str) -> None:
    assert term(code, "lamps").zh == zh


def test_words_that_offices_forbid_are_not_used() -> None:
    # product.md, 16: 办理规则 is never 章程; the record is never 台账 or 留痕.
    assert [one.code for _, one in ALL if "章程" in one.zh or "留痕" in one.zh] == []
    assert "台账" not in term("record").zh
