"""Whatever is changed in a chain is found, and the first event that is wrong is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.chain.breaks import BREAKS, Break, EventRow, FactRow, Published, Walk, seals_of
from bihuan.core.chain.chain import fact_digest, genesis, instant, link
from bihuan.core.chain.ids import event_id
from tests.core.chained import ORG, SLUG, at_of, chain, header_of

PERSONAL: list[dict[str, Any]] = [
    {"title": "会议文件偏长", "note": None},
    {},
    {"text": '已修订,"personal":{"a":"b"}}'},
    {"a": "1", "a_b": "2", "ab": "3"},
    {"text": "已核验"},
]


def walked(
    rows: list[EventRow], facts: list[FactRow] | None, published: dict[int, str] | None = None
) -> tuple[Break | None, Walk]:
    walk = Walk(ORG, SLUG, published or {})
    return walk.first_break(rows, facts), walk


def first_break(
    rows: list[EventRow], facts: list[FactRow] | None, published: dict[int, str] | None = None
) -> Break:
    broken, _ = walked(rows, facts, published)
    assert broken is not None
    return broken


def test_a_whole_chain_has_no_break() -> None:
    rows, facts = chain(PERSONAL)
    broken, walk = walked(rows, facts, {0: genesis(SLUG), 2: rows[1][7], 5: rows[4][7]})
    assert broken is None
    assert (walk.seq, walk.seal, walk.at) == (5, rows[4][7], rows[4][5])
    assert walk.head_break(5, rows[4][7], rows[4][5]) is None


def test_an_empty_chain_has_no_break() -> None:
    broken, walk = walked([], [])
    assert broken is None
    assert walk.head_break(0, genesis(SLUG), 123) is None


def changed(value: Any, data: st.DataObject) -> Any:
    """Another value of the same type, as near as one character."""
    if isinstance(value, int):
        return value + data.draw(st.integers(-3, 3).filter(bool))
    if value is None:
        return data.draw(st.sampled_from(["", "x"]))
    place = data.draw(st.integers(0, len(value) - 1))
    if data.draw(st.booleans()):
        return value[:place] + value[place + 1 :]
    return value[:place] + chr(ord(value[place]) ^ data.draw(st.sampled_from([1, 2, 4]))) + value[place + 1 :]


@given(st.data())
def test_a_change_of_any_character_of_any_event_is_found_at_that_event(data: st.DataObject) -> None:
    rows, facts = chain(PERSONAL)
    place, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 7))
    row = list(rows[place])
    row[column] = changed(row[column], data)
    rows[place] = tuple(row)  # type: ignore[assignment]
    assert first_break(rows, facts).seq == place + 1


@given(st.data())
def test_a_change_of_any_character_of_any_personal_fact_is_found_at_its_event(data: st.DataObject) -> None:
    rows, facts = chain(PERSONAL)
    place, column = data.draw(st.integers(0, len(facts) - 1)), data.draw(st.integers(1, 5))
    fact = list(facts[place])
    fact[column] = changed(fact[column], data) if column < 5 else 17
    seq = facts[place][0] - event_id(ORG, 1) + 1
    facts[place] = tuple(fact)  # type: ignore[assignment]
    assert first_break(rows, facts).seq == seq


@pytest.mark.parametrize("place", range(4))
def test_a_missing_event_is_found_where_it_was(place: int) -> None:
    rows, facts = chain(PERSONAL)
    del rows[place]
    assert first_break(rows, facts)[:3] == ("gap", SLUG, place + 1)


@pytest.mark.parametrize("place", range(4))
def test_events_that_changed_places_are_found(place: int) -> None:
    rows, facts = chain(PERSONAL)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    assert first_break(rows, facts).seq == place + 1


def test_an_event_that_stands_twice_is_found() -> None:
    rows, facts = chain(PERSONAL)
    assert first_break([*rows, rows[-1]], facts)[:3] == ("gap", SLUG, 6)


def test_a_missing_personal_fact_is_found() -> None:
    rows, facts = chain(PERSONAL)
    for place, fact in enumerate(facts):
        fewer = facts[:place] + facts[place + 1 :]
        assert first_break(rows, fewer).seq == fact[0] - event_id(ORG, 1) + 1


@pytest.mark.parametrize("seq", [1, 2, 5, 9])
def test_a_personal_fact_too_many_is_found(seq: int) -> None:
    rows, facts = chain(PERSONAL)
    more = (event_id(ORG, seq), "zz", '"x"', "00", fact_digest("00", '"x"'), None)
    assert first_break(rows, sorted([*facts, more], key=lambda fact: fact[0]))[:2] == ("fact", SLUG)


def test_one_personal_fact_cannot_stand_for_two() -> None:
    """A name that holds quote marks could spell out the digests of two facts."""
    rows, facts = chain([{"a": 1, "b": 2}])
    (of, _, _, _, gone, _), (_, _, value, salt, digest, _) = facts
    assert first_break(rows, [(of, f'a":"{gone}","b', value, salt, digest, None)]).kind == "fact"
    assert first_break(rows, [(of, "a", None, None, f'{gone}","b":"{digest}', of + 1)]).kind == "erasure"


def test_where_personal_facts_are_withheld_the_chain_still_verifies() -> None:
    rows, _ = chain(PERSONAL)
    assert walked(rows, None)[0] is None
    rows[2] = (*rows[2][:6], rows[2][6].replace("7", "8"), rows[2][7])
    assert first_break(rows, None)[:3] == ("link", SLUG, 3)


def test_time_that_goes_back_is_found() -> None:
    rows, facts = chain([{}, {}, {}])
    early = at_of(3) - 5_000_000
    header = header_of(3, {"life": "under_way"}, {}).replace(instant(at_of(3)), instant(early))
    rows[2] = (*rows[2][:5], early, header, link(rows[1][7], header))
    assert first_break(rows, facts)[:3] == ("time", SLUG, 3)


def test_a_cut_tail_is_found_by_the_head_and_by_a_head_that_was_published() -> None:
    rows, facts = chain(PERSONAL)
    last, early = rows[-1], rows[:3]
    kept = [fact for fact in facts if fact[0] <= early[-1][0]]
    broken, walk = walked(early, kept)
    assert broken is None
    assert walk.head_break(5, last[7], last[5]) == Break("head", SLUG, 4)
    assert first_break(early, kept, {5: last[7]}) == Break("published", SLUG, 5)


def test_a_chain_rewritten_from_its_beginning_is_found_only_by_a_published_head() -> None:
    rows, _ = chain(PERSONAL)
    others, facts = chain([{"title": "改写"}, *PERSONAL[1:]])
    assert walked(others, facts)[0] is None
    assert first_break(others, facts, {3: rows[2][7]}) == Break("published", SLUG, 3)


def test_a_head_of_another_chain_is_found() -> None:
    assert first_break([], [], {0: genesis("another")}) == Break("published", SLUG, 0)


def erased_chain() -> tuple[list[EventRow], list[FactRow]]:
    """A chain whose last event erased the note of the first and the text of the third."""
    rows, facts = chain(PERSONAL)
    by, listed = event_id(ORG, 6), [[event_id(ORG, 1), "note"], [event_id(ORG, 3), "text"]]
    header = header_of(6, {"erases": listed}, {}, event="erased")
    rows.append((by, ORG, 6, event_id(ORG, 1), "erased", at_of(6), header, link(rows[-1][7], header)))
    gone = [(event, name) for event, name in listed]
    return rows, [(*f[:2], None, None, f[4], by) if (f[0], f[1]) in gone else f for f in facts]


def test_erased_facts_leave_the_chain_whole() -> None:
    assert walked(*erased_chain())[0] is None


def test_a_fact_that_came_back_after_its_erasure_is_found() -> None:
    rows, facts = erased_chain()
    before = chain(PERSONAL)[1]
    assert first_break(rows, [before[0], before[1], *facts[2:]])[:3] == ("kept", SLUG, 6)


def test_an_erasure_without_an_event_is_found() -> None:
    rows, facts = erased_chain()
    (of, name, _, _, digest, _), by = facts[-1], event_id(ORG, 6)
    for erased_by, place in ((by, 5), (event_id(ORG, 5), 5), (event_id(ORG, 9), 5), (None, 5)):
        secretly = [*facts[:-1], (of, name, None, None, digest, erased_by)]
        assert first_break(rows, secretly)[:3] == ("erasure", SLUG, place)
    assert by not in (fact[0] for fact in facts)


def test_a_published_head_reads_back_as_it_was_printed() -> None:
    head = Published("jichuan", 12, "ab" * 32)
    assert Published.read(f" {head}\n") == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:1",
        "a:x:" + "0" * 64,
        "a:1:" + "0" * 63,
        "a:1:" + "G" * 64,
        ":1:" + "0" * 64,
        "a:1:é" + "0" * 63,
    ],
)
def test_it_refuses_what_is_no_published_head(text: str) -> None:
    with pytest.raises(ValueError, match="not a head"):
        Published.read(text)


def test_it_refuses_two_published_heads_that_contradict_one_another() -> None:
    with pytest.raises(ValueError, match="two heads"):
        seals_of([Published("a", 1, "0" * 64), Published("a", 1, "1" * 64)])


@pytest.mark.parametrize("kind", BREAKS)
def test_every_break_is_told_in_both_languages(kind: str) -> None:
    told = Break(kind, "jichuan", 7, "title").sentence()
    assert "第 7 条" in told.zh
    assert "event 7" in told.en
    assert "title" in told.zh
    assert "event" not in Break(kind, "jichuan", 0).sentence().en.split(":")[0]
