"""Proposals in the register's list: a tab, columns, chips, lamps, counts, filters; found by their words."""

import re

import pytest

from bihuan.matters.seeing.lists import Asked, counted, found_by_text
from tests.toy.scenes import HANDLER, OFFICE, OUTSIDER, PROPOSER, STEPS, TITLE, Toy
from tests.world import registered_measure

pytestmark = pytest.mark.django_db


def rows_of(page: str) -> list[int]:
    """The matters of a list's rows, in order."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return [int(one) for one in re.findall(r'class="title clip" href="/m/(\d+)/"', main)]


def words_of(page: str) -> str:
    """A page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_it_is_a_tab_beside_what_the_register_lists_otherwise() -> None:
    toy = Toy()
    state, address = toy.proposal(), f"/r/{toy.made.register}/"
    assert rows_of(toy.page(OFFICE, address)) == [state.id], "alone, it is what the register mainly lists"
    registered_measure(toy.made)
    page = toy.page(OFFICE, address)
    assert "?kind=proposal" in page and "提案 1" in words_of(page)
    assert rows_of(toy.page(OFFICE, f"{address}?kind=proposal")) == [state.id]


def test_its_columns_are_those_that_the_kind_names() -> None:
    toy = Toy()
    toy.proposal("rated")
    page = toy.page(OFFICE, f"/r/{toy.made.register}/")
    head = words_of(page.split("<thead", 1)[1].split("</thead>", 1)[0])
    assert re.findall(r"类别|承办单位|评价|责任处室|责任人", head) == ["类别", "承办单位", "评价"]
    row = words_of(page.split("<tbody", 1)[1].split("</tbody>", 1)[0])
    assert "民生保障 秘书处 基本满意" in row
    cells = page.split("<tbody", 1)[1].split("</tr>", 1)[0].count("<td")
    assert cells == page.split("<thead", 1)[1].split("</thead>", 1)[0].count("<th")


def test_its_chips_are_its_own_lives() -> None:
    toy = Toy()
    by_life = {life: toy.proposal(life).id for life in STEPS}
    address = f"/r/{toy.made.register}/"
    page = words_of(toy.page(OFFICE, address))
    for chip in ("在办 5", "待立案 1", "待交办 1", "待评价 1", "待归档 1", "已办结归档 1", "全部 6"):
        assert chip in page, chip
    for life in ("submitted", "admitted", "answered", "rated"):
        assert rows_of(toy.page(OFFICE, f"{address}?state={life}")) == [by_life[life]]
    assert rows_of(toy.page(OFFICE, f"{address}?state=closed")) == [by_life["filed"]]
    assert "已办结归档 1" in words_of(toy.page(OFFICE, address).split("<main", 1)[1])


def test_its_lamps_are_lit_while_somebody_works_on_it() -> None:
    toy = Toy()
    late, near = toy.proposal("handed", due="2026-02-27"), toy.proposal("handed", due="2026-03-04")
    toy.proposal("answered", due="2026-02-27")
    address = f"/r/{toy.made.register}/"
    assert rows_of(toy.page(OFFICE, f"{address}?state=late")) == [late.id]
    assert rows_of(toy.page(OFFICE, f"{address}?state=near")) == [near.id]
    counts = counted(toy.sight(OFFICE), Asked(toy.made.register, "proposal", toy.today))
    assert (counts.all, counts.late, counts.near) == (3, 1, 1)
    assert "超期 2 个工作日" in toy.page(HANDLER, "/"), "28 February is a make-up working day"


def test_it_is_filtered_by_its_fact_and_its_unit_in_the_address_bar() -> None:
    toy = Toy()
    first, second = toy.proposal("handed"), toy.proposal(topic="culture", title="修缮会馆")
    address = f"/r/{toy.made.register}/"
    assert rows_of(toy.page(OFFICE, f"{address}?fact-topic=culture")) == [second.id]
    assert rows_of(toy.page(OFFICE, f"{address}?fact-topic=livelihood")) == [first.id]
    assert rows_of(toy.page(OFFICE, f"{address}?unit={toy.made.units['秘书处']}")) == [first.id]
    assert rows_of(toy.page(OFFICE, f"{address}?fact-handed_to={toy.made.units['秘书处']}")) == [first.id]
    assert rows_of(toy.page(OFFICE, f"{address}?fact-handed_to={toy.made.units['督查处']}")) == []
    assert rows_of(toy.page(OFFICE, f"{address}?q=会馆")) == [second.id]
    assert '<option value="culture" selected>' in toy.page(OFFICE, f"{address}?fact-topic=culture")


def test_nothing_on_the_page_speaks_of_lives_that_it_does_not_have() -> None:
    toy = Toy()
    toy.proposal("filed")
    page = words_of(toy.page(OFFICE, f"/r/{toy.made.register}/?state=all"))
    for word in ("销号", "常态化", "提请协调", "待审签", "待核验"):
        assert word not in page, word


def test_each_sees_their_own_in_the_list() -> None:
    toy = Toy()
    mine = toy.proposal("handed")
    theirs = toy.proposal(title="他人的提案", proposers=[toy.made.people[OUTSIDER]])
    address = f"/r/{toy.made.register}/"
    assert rows_of(toy.page(OFFICE, address)) == [mine.id, theirs.id]
    assert rows_of(toy.page(PROPOSER, address)) == rows_of(toy.page(HANDLER, address)) == [mine.id]
    assert rows_of(toy.page(OUTSIDER, address)) == [theirs.id]


def test_it_is_found_by_its_words_and_its_number_by_those_who_see_it() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    for person in (OFFICE, PROPOSER, HANDLER):
        assert f"/m/{state.id}/" in toy.page(person, "/search/?q=通勤公交")
        assert found_by_text(toy.sight(person), state.number or "") == [state.id]
    assert f"/m/{state.id}/" not in toy.page(OUTSIDER, "/search/?q=通勤公交")


def test_the_rail_and_the_first_page_count_it() -> None:
    toy = Toy()
    toy.proposal("handed", due="2026-02-27")
    toy.proposal("filed")
    page = words_of(toy.page("秦见微", "/"))
    assert "超期 1" in page or "1 超期" in page
    assert "提案已办结归档" in page and "待归档" in page
    assert "提请协调" not in page, "no act of it asks for help"
    assert TITLE in toy.page(OFFICE, f"/r/{toy.made.register}/")
    assert "作风效能问题清单" in words_of(toy.page(OFFICE, "/r/"))
