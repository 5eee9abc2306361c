"""How texts are cut and queries read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.search.bigrams import MOST_OF_A_WORD, MOST_PHRASES, Phrase, bigrams, fold, phrases


def test_a_run_is_cut_into_overlapping_pairs_and_its_last_character() -> None:
    assert bigrams("翠湖小区") == "翠湖 湖小 小区 区"


def test_words_and_numbers_stay_whole_and_small() -> None:
    assert bigrams("ZF-2026-016：Ｂ类提案") == "zf 2026 016 b 类提 提案 案"


def test_full_width_becomes_narrow() -> None:
    assert bigrams("ＧＢ／Ｔ　９７０４") == bigrams("gb/t 9704") == "gb t 9704"


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "･", "∙", "", " ", "\u3000"])
def test_a_name_is_the_same_with_whichever_dot_or_padding(dot: str) -> None:
    assert bigrams(f"洛桑{dot}云青") == "洛桑 桑云 云青 青"


def test_lines_are_kept_apart() -> None:
    assert bigrams("停水\n小区") == "停水 水 小区 区"


@pytest.mark.parametrize("rare", ["䶮", "𠮷", "\U00031350", "\ue863"])
def test_rare_characters_are_characters(rare: str) -> None:
    assert bigrams(f"王{rare}家") == f"王{rare} {rare}家 家"


def test_signs_that_nobody_sees_make_no_difference() -> None:
    assert bigrams("葛\U000e0100城\u200b停\ufeff水") == bigrams("葛城停水")


def test_a_query_is_one_phrase_for_each_part_between_spaces() -> None:
    assert phrases("翠湖小区　停水") == [Phrase(("翠湖", "湖小", "小区"), False), Phrase(("停水",), False)]


def test_a_single_character_is_asked_for_as_a_beginning() -> None:
    assert phrases("水") == [Phrase(("水",), True)]
    assert phrases("016号") == [Phrase(("016", "号"), True)]


def test_a_run_that_ends_inside_a_query_ends_in_the_text_too() -> None:
    assert phrases("翠湖3栋漏水") == [Phrase(("翠湖", "湖", "3", "栋漏", "漏水"), False)]


@pytest.mark.parametrize("nothing", ["", " ", "…", "，。；", "'\"*()", "\0", "%", "😀", "\ud800"])
def test_signs_alone_ask_for_nothing(nothing: str) -> None:
    assert phrases(nothing) == []


def test_a_long_query_is_cut() -> None:
    assert len(phrases(" ".join(map(str, range(50))))) == MOST_PHRASES


def test_a_word_that_nobody_types_is_cut_in_text_and_query_alike() -> None:
    assert bigrams("x" * 5000) == "x" * MOST_OF_A_WORD
    assert phrases("x" * 100) == [Phrase(("x" * MOST_OF_A_WORD,), False)]


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once_for_tokens(text: str) -> None:
    assert bigrams(fold(text)) == bigrams(text)


@given(st.text(max_size=80))
def test_tokens_hold_nothing_that_a_database_could_take_for_more(text: str) -> None:
    tokens = bigrams(text)
    assert not {sign for sign in tokens if sign.isascii() and not sign.isalnum()} - {" "}
    assert tokens == " ".join(tokens.split())


@given(st.text(st.sampled_from("停水小区翠湖3b ，\n·"), max_size=30))
def test_a_text_has_no_more_tokens_than_characters(text: str) -> None:
    assert len(bigrams(text).split()) <= len(text)
