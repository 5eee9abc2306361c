"""One idea, one word: a label has one English text wherever it stands, and is written in one place."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from jinja2 import Environment, nodes

from tests.house.test_templates import templates
from tests.house.tree import python, read, tree

LONGEST = 12
CHINESE = re.compile("[\u4e00-\u9fff]")
SMALL = frozenset({"a", "an", "the"})
MAKERS = {"Text": 0, "_t": 1, "_yes": 2, "_steps": 2, "_count": 3, "_choice": 3}
"""What makes a label, and how many values stand before its texts: rows of glossary and rules too."""
SHARED, GLOSSARY = "bihuan/core/words/labels.py", "bihuan/core/words/terms.py"

TWO_IN_ENGLISH = {
    "任职": "to appoint somebody, and the appointment: one word of the trade beside 免职",
    "暂不采纳": "the act and the state it leads to: the phrase in which raisers are answered",
    "转入常态化": "the act and the state it leads to: the phrase of the sector's own papers",
    "闭环": "the idea, and the name of this program",
}


class Label(NamedTuple):
    """What a page calls something, and where that is written."""

    zh: str
    en: str
    place: str


def _label(texts: list[object], place: str) -> Iterator[Label]:
    """The label that two texts make: short, and without a value in it."""
    match texts:
        case [str(zh), str(en), *_] if len(zh) <= LONGEST and CHINESE.search(zh) and "{" not in zh + en:
            yield Label(zh, en, place)


def _in_python(path: Path) -> Iterator[Label]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            texts = [getattr(one, "value", None) for one in node.args[MAKERS[node.func.id] :]]
            yield from _label(texts, f"{path}:{node.lineno}")


def _in_template(path: Path) -> Iterator[Label]:
    for call in Environment(autoescape=True).parse(read(path)).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            yield from _label([getattr(one, "value", None) for one in call.args], f"{path}:{call.lineno}")


@cache
def labels() -> tuple[Label, ...]:
    """Every label of the pages, in Python and in templates."""
    written = [one for path in python("bihuan") for one in _in_python(path)]
    return (*written, *(one for path in templates() for one in _in_template(path)))


def word(en: str) -> str:
    """An English label without what Chinese does not have: capitals, articles, plurals."""
    words = en.rstrip(".:!? ").lower().replace("people", "person").split()
    return " ".join(one.removesuffix("s") for one in words if one not in SMALL)


def said_unlike(of: Iterable[Label]) -> Mapping[str, list[str]]:
    """Each Chinese label that has several English ones, with all of these and their places."""
    places: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in of:
        places[one.zh.rstrip("。：:！？")][word(one.en)].append(f"{one.en!r} {one.place}")
    return {
        zh: sorted(one for way in ways.values() for one in way)
        for zh, ways in places.items()
        if len(ways) > 1
    }


def said_again(of: Iterable[Label]) -> Mapping[str, list[str]]:
    """Each label that is written in Python more than once, with its places; the glossary is apart."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in of:
        if ".py:" in one.place and not one.place.startswith(GLOSSARY):
            places[f"{one.zh} {one.en}"].append(one.place)
    return {label: those for label, those in places.items() if len(those) > 1}


def test_a_label_has_one_english_text() -> None:
    unlike = {zh: ways for zh, ways in said_unlike(labels()).items() if zh not in TWO_IN_ENGLISH}
    listed = "\n".join(f"{zh}: {'; '.join(ways)}" for zh, ways in unlike.items())
    assert not unlike, (
        "One idea, one word. Say these alike in English, or, where they are two ideas, "
        f"apart in Chinese too:\n{listed}"
    )


def test_no_exception_outlives_its_use() -> None:
    unlike = said_unlike(labels())
    idle = [zh for zh in TWO_IN_ENGLISH if zh not in unlike]
    assert not idle, f"These are said alike by now; take them off the list: {idle}"


def test_a_label_is_written_once_in_python() -> None:
    again = said_again(labels())
    listed = "\n".join(f"{label}: {', '.join(places)}" for label, places in again.items())
    assert not again, (
        f"Give each of these a name, in {SHARED} if several files say it; "
        f"a word of the glossary is term(code, group).text:\n{listed}"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("Due soon", "due soon"), ("A call", "a call"), ("Raisers", "raiser"), ("No", "No.")],
)
def test_it_takes_one_word_for_one(first: str, second: str) -> None:
    assert not said_unlike([Label("号", first, "a.py:1"), Label("号", second, "b.html:2")])


@pytest.mark.parametrize(
    ("first", "second"), [("Accountable", "Person"), ("Approve", "Approved"), ("late", "overdue")]
)
def test_it_knows_two_words_when_it_sees_them(first: str, second: str) -> None:
    assert said_unlike([Label("号", first, "a.py:1"), Label("号：", second, "b.html:2")])


def test_it_finds_labels_where_they_are_written() -> None:
    kinds = {Path(one.place.partition(":")[0]).suffix for one in labels()}
    assert kinds == {".py", ".html"} and len(labels()) > 1000
