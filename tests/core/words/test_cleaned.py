"""Text as it is kept: what cannot be seen and was not meant goes, what can be seen stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.words.cleaned import cleaned, is_seen

KEPT = {
    "坏\x07字": "坏字",
    "空\x00字": "空字",
    "\ufeff首问负责\u200b": "首问负责",
    "一\r\n二\r三\u2028四": "一\n二\n三\n四",
    "附件\u202efdp.exe": "附件fdp.exe",
    "\u2067右\u2069": "右",
    "半\ud800个": "半个",
    "  两边  ": "两边",
    "第\t列": "第\t列",
    "ᠮᠣᠩᠭᠣᠯ\u200dᠠ": "ᠮᠣᠩᠭᠣᠯ\u200dᠠ",
    "👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧",
    "尼玛·次仁": "尼玛·次仁",
}
UNSEEN = (
    "",
    " ",
    "\u3000",
    "\u200b\u2060",
    "\u3164",
    "\u2800 ",
    "\u200d",
    "\u0301",
    "\U000e0001",
    "\ue000",
    "\x07",
)


@pytest.mark.parametrize("typed", KEPT)
def test_what_was_not_meant_goes(typed: str) -> None:
    assert cleaned(typed) == KEPT[typed]


@pytest.mark.parametrize("text", UNSEEN)
def test_a_text_of_which_nothing_can_be_seen_is_none(text: str) -> None:
    assert cleaned(text) == "" and not is_seen(text)


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_and_letters_stay(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    once.encode()
    assert not {char for char in once if unicodedata.category(char) in ("Cs", "Cc")} - {"\n", "\t"}
    if once:
        assert [char for char in once if char.isalnum()] == [char for char in text if char.isalnum()]
