"""The glossary: every word of the specification is there, once, in both languages."""

import importlib
import re
from pathlib import Path

import pytest

import bihuan.rooms
from bihuan.core.acts.kind import Kind
from bihuan.core.state import lives as known
from bihuan.core.words.terms import GLOSSARY, glossary, term
from bihuan.core.words.terms_acts import ACTS
from bihuan.core.words.text import Text

ALL = [(name, one) for name, (_, terms) in GLOSSARY.items() for one in terms.values()]
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_a_word_is_found_in_both_languages() -> None:
    assert (term("sign_off").zh, term("sign_off").en) == ("销号", "Sign off")
    assert term("signed_off", "events").text == Text("已销号", "Signed off")


def test_an_act_without_a_term_fails_and_says_where_to_add_it() -> None:
    with pytest.raises(KeyError, match=r"frobnicate.*terms_acts\.py"):
        term("frobnicate")


def test_every_term_is_complete_in_both_languages() -> None:
    for group, one in ALL:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one.code), one
        for text in filter(None, (one.text, one.note)):
            assert HAN.search(text.zh), one
            assert re.search(r"[A-Za-z]", text.en), one
        assert not HAN.search(one.en), (group, one)


def test_a_code_means_one_thing_except_where_an_event_makes_a_state_or_a_relation_of_its_name() -> None:
    codes = [one.code for group, one in ALL if group not in ("states", "events")]
    acts = [act for act, _, _, _ in ACTS]
    assert [code for code in set(codes) if codes.count(code) > 1] == []
    assert set(acts) & GLOSSARY["states"][1].keys() == {"open"}  # a request is open; one opens a part


def test_acts_are_imperative_and_events_past() -> None:
    acts = [act for act, _, _, _ in ACTS]
    events = [event for _, event, _, _ in ACTS]
    assert len(set(acts)) == len(acts)
    assert len(set(events)) == len(events)
    assert set(acts) & set(events) == {"split"}  # English has one word for both


def test_every_act_of_every_kind_has_its_words() -> None:
    rooms = Path(bihuan.rooms.__file__).parent
    named = [f"bihuan.rooms.{path.parent.name}.kind" for path in sorted(rooms.glob("*/kind.py"))]
    modules = [importlib.import_module(name) for name in ("bihuan.core.loop.spine_kinds", *named)]
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, Kind)]
    acts = [act for kind in kinds for act in kind.acts]
    assert len(kinds) >= 5
    assert sorted({act.name for act in acts} - GLOSSARY["acts"][1].keys()) == []
    assert sorted({act.event for act in acts} - GLOSSARY["events"][1].keys()) == []
    assert (
        sorted(
            {life for act in acts for life in (*act.when, act.then) if life} - GLOSSARY["states"][1].keys()
        )
        == []
    )


def test_every_state_of_the_spine_has_its_word() -> None:
    lives = {
        value
        for name, value in vars(known).items()
        if isinstance(value, str) and name.isupper() and name == value.upper()
    }
    assert {"registered", "signed_off", "continuing", "lapsed"} <= lives
    assert lives <= GLOSSARY["states"][1].keys()


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


def test_the_printed_glossary_is_the_committed_one() -> None:
    path = Path(__file__).parents[3] / "docs" / "glossary.md"
    assert path.read_text(encoding="utf-8") == glossary(), (
        "run: python -m bihuan.core.words.terms > docs/glossary.md"
    )


def test_the_glossary_lists_every_word() -> None:
    printed = glossary()
    assert [one.code for _, one in ALL if f"`{one.code}`" not in printed] == []
