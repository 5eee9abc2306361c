"""The glossary: every word of the house, those of the kinds too, once, in both languages."""

import re

from bihuan.config.glossary import glossary, words
from bihuan.core.acts.act import Act
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds

HAN = re.compile(r"[\u4e00-\u9fff]")


def acts() -> list[Act]:
    return [act for kind in kinds().values() for act in kind.acts]


def test_every_word_is_complete_in_both_languages() -> None:
    for group, (_, terms) in words().items():
        for one in terms.values():
            assert re.fullmatch(r"[a-z][a-z0-9_]*", one.code), one
            for text in filter(None, (one.text, one.note)):
                assert HAN.search(text.zh) and re.search(r"[A-Za-z]", text.en), (group, one)
            assert not HAN.search(one.en), (group, one)


def test_an_act_and_an_event_say_the_same_in_every_kind() -> None:
    labels: dict[str, Text] = {}
    done: dict[str, Text] = {}
    assert len(acts()) > 60
    for act in acts():
        assert labels.setdefault(act.name, act.label) == act.label, act.name
        assert done.setdefault(act.event, act.done) == act.done, act.event


def test_acts_are_imperative_and_events_past() -> None:
    names, events = {act.name for act in acts()}, {act.event for act in acts()}
    assert names & events == {"split"}  # English has one word for both


def test_the_glossary_lists_every_word() -> None:
    printed = glossary()
    for _, terms in words().values():
        assert [code for code in terms if f"`{code}`" not in printed] == []
