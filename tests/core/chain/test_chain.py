"""The text that is sealed: exact, the same for ever, and refused where it could not be."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.chain.chain import canonical, fact_digest, genesis, header_text, instant, link
from bihuan.core.chain.ids import belongs, bounds, event_id, org_of, row_id, row_origin, seq_of
from tests.core.chained import SLUG, chain

exact = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc源_"), inner, max_size=4),
    max_leaves=12,
)


@given(exact)
def test_canonical_text_reads_back_as_what_it_stands_for(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 9), min_size=2))
def test_canonical_text_does_not_depend_on_the_order_of_keys(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@given(exact, exact)
def test_two_values_have_one_canonical_text_only_where_they_are_one(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical(one) == canonical(other)) is same


@pytest.mark.parametrize("value", [1.0, float("nan"), [{"a": 0.5}], date(2026, 11, 24), b"x", {1: 2}, {"a"}])
def test_it_refuses_what_json_has_no_exact_word_for(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize(
    "value", [2**53 + 1, -(2**53) - 1, {"a": [10**20]}, "\ud800", ["ok", {"k": "\udfff"}]]
)
def test_it_refuses_what_other_readers_could_not_read_back(value: Any) -> None:
    with pytest.raises(ValueError, match=r"2\^53|surrogate"):
        canonical(value)


def test_the_header_has_this_text_and_no_other() -> None:
    header = header_text(
        org="jichuan",
        seq=12,
        matter=1099511627777,
        kind="problem",
        event="claimed",
        version=1,
        actor=4,
        hat=9,
        for_whom=None,
        basis="会议\n记录 “乙”",
        at=int(datetime.fromisoformat("2026-11-24T06:50:13+00:00").timestamp()) * 1_000_000 + 123,
        occurred_on=date(2026, 11, 23),
        plain={"life": "claimed", "before": None, "evidence": ["ab" * 32]},
        personal={"text": "cd" * 32, "title": "ef" * 32},
    )
    assert header == (
        '{"v":1,"org":"jichuan","seq":12,"matter":1099511627777,"kind":"problem","event":"claimed","version":1,'
        '"actor":4,"hat":9,"for_whom":null,"basis":"会议\\n记录 “乙”","at":"2026-11-24T06:50:13.000123Z",'
        '"occurred_on":"2026-11-23","plain":{"before":null,"evidence":["'
        + "ab" * 32
        + '"],"life":"claimed"},"personal":{"text":"'
        + "cd" * 32
        + '","title":"'
        + "ef" * 32
        + '"}}'
    )


@pytest.mark.parametrize("name", ["", "Claimed", "a-b", '","event":"x', "1st", "源"])
def test_it_refuses_a_name_that_is_not_plain(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        header_text(
            org="a",
            seq=1,
            matter=1,
            kind="problem",
            event=name,
            version=1,
            actor=None,
            hat=None,
            for_whom=None,
            basis=None,
            at=0,
            occurred_on=date(2026, 1, 1),
            plain={},
            personal={},
        )


def test_seals_and_digests_are_what_sha256sum_says_of_the_texts() -> None:
    (row, *_), (fact, *_) = chain([{"title": "会议文件偏长"}])
    first = sha256(b"bihuan/1/jichuan").hexdigest()
    assert genesis(SLUG) == first
    assert row[7] == link(first, row[6]) == sha256(first.encode() + row[6].encode()).hexdigest()
    assert (
        fact[4]
        == fact_digest(str(fact[3]), str(fact[2]))
        == sha256(f"{fact[3]}{fact[2]}".encode()).hexdigest()
    )


def test_an_instant_is_written_to_the_microsecond_in_utc() -> None:
    assert instant(0) == "1970-01-01T00:00:00.000000Z"
    assert instant(1_795_503_013_000_001) == "2026-11-24T06:50:13.000001Z"
    assert instant(-1) == "1969-12-31T23:59:59.999999Z"


@pytest.mark.parametrize(("org", "seq"), [(0, 1), (8192, 1), (1, 0), (1, 2**40)])
def test_it_refuses_to_number_what_the_format_cannot(org: int, seq: int) -> None:
    with pytest.raises(ValueError, match="no event id"):
        event_id(org, seq)


def test_ids_are_in_the_order_of_the_chain_and_apart_from_other_chains() -> None:
    assert event_id(1, 1) < event_id(1, 2) < event_id(1, 2**40 - 1) < event_id(2, 1) < 2**53


@given(st.integers(1, 8191), st.integers(1, 2**40 - 1), st.integers(0, 255))
def test_an_id_says_whose_it_is_and_where_it_stands(org: int, seq: int, place: int) -> None:
    one = event_id(org, seq)
    below, last = bounds(org)
    assert (org_of(one), seq_of(one)) == (org, seq)
    assert belongs(one, org) and not belongs(one, org + 1)
    assert below < one <= last < bounds(org + 1)[0] + 1
    assert row_origin(row_id(one, place)) == (one, place)


@pytest.mark.parametrize("place", [-1, 256])
def test_a_row_never_takes_the_id_of_another_events_row(place: int) -> None:
    with pytest.raises(ValueError, match="at most 256"):
        row_id(event_id(1, 1), place)
