"""Every page on which a proposal stands, in both languages, without a word of the code."""

import re

import pytest

from bihuan.matters.kinds import kind_of
from tests.toy.scenes import ASKED, HANDLER, OFFICE, PROPOSER, STEPS, Toy

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]")


def read(page: str) -> str:
    """What people read of a page's main part."""
    main = re.sub(r"<(script|style|option)\b.*?</\1>", " ", page.split("<main", 1)[1], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def code_names() -> set[str]:
    """Names of the code that no sentence would hold."""
    names: set[str] = set()
    for kind in (kind_of("proposal"), kind_of("view")):
        names |= {f.name for act in kind.acts for f in act.fields} | {act.name for act in kind.acts}
        names |= {act.event for act in kind.acts}
    return {name for name in names if "_" in name}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_there_and_says_no_name_of_the_code(language: str) -> None:
    toy = Toy()
    by_life = {life: toy.proposal(life) for life in STEPS}
    view, request = toy.view(by_life["handed"]), toy.asked(by_life["handed"])
    register = toy.made.register
    addresses = [
        *("/", "/inbox/", "/search/?q=公交", "/record/", "/r/", f"/r/{register}/"),
        f"/r/{register}/?state=all",
        f"/m/{register}/open/proposal/",
        *(f"/m/{state.id}/" for state in (*by_life.values(), view)),
        f"/m/{request}/",
        f"/m/{by_life['submitted'].id}/admit/",
        f"/m/{by_life['admitted'].id}/hand_to/",
        f"/m/{by_life['rated'].id}/file/",
    ]
    for address in addresses:
        text = read(toy.page(OFFICE, address, language))
        assert not [name for name in code_names() if re.search(rf"\b{name}\b", text)], address
    for person, state, act in (
        (HANDLER, by_life["handed"], "reply"),
        (PROPOSER, by_life["answered"], "rate"),
        (ASKED, view, "give"),
    ):
        assert read(toy.page(person, f"/m/{state.id}/{act}/", language))


def test_each_language_has_its_words() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    zh, en = (read(toy.page(OFFICE, f"/m/{state.id}/", language)) for language in ("zh", "en"))
    for word in ("提案", "类别 民生保障", "承办单位", "办公室内部意见", "答复", "已答复"):
        assert word in zh, word
    for word in ("Proposal", "Topic Livelihood", "Handler", "The office's own note", "Reply", "Replied"):
        assert word in en.replace("&#39;", "'"), word
    heads = re.findall(r"<th\b.*?</th>", toy.page(OFFICE, f"/r/{toy.made.register}/", "en"), flags=re.S)
    assert not [one for one in heads if HAN.search(one)]


def test_the_record_tells_it_in_sentences() -> None:
    toy = Toy()
    toy.proposal("filed")
    page = read(toy.page("严以宁", "/record/"))
    for sentence in ("邹小禾提交提案", "邹小禾立案", "殷若渔答复", "田稼轩评价", "邹小禾归档"):
        assert sentence in page, sentence
    assert "Filed: 邹小禾" in read(toy.page("严以宁", "/record/", "en"))
