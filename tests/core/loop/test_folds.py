"""What acts make of a matter beyond the facts that they set."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.folding import fold
from bihuan.core.acts.kind import Kind
from bihuan.core.chain.ids import event_id
from bihuan.core.loop import folds
from bihuan.core.state.proofs import OFFLINE, Piece
from bihuan.core.state.state import State
from tests.core.shop import DUE, Shop
from tests.memory import KINDS, Sealed
from tests.theorem.cast import A

ON = date(2026, 3, 2)
SENT_BACK = [kind for kind in KINDS.values() if "send_back" in kind.by_name]


def happened(name: str = "done", *, actor: int | None = 1, **plain: Any) -> Sealed:
    return Sealed(1, 1, 9, "measure", name, 1, actor, None, None, ON, plain, {})


def matter(**fields: Any) -> State:
    return State(1, 1, "measure", **fields)


def test_a_back_fill_keeps_the_claim_that_came_in_and_makes_one_where_none_did() -> None:
    event = happened(evidence=["ab"])
    assert folds.back_filled(matter(claim_seq=5), event)["claim_seq"] == 5
    found = folds.back_filled(matter(), event)
    assert found["claim_seq"] == found["finding"] == 9 and found["closed_on"] == ON
    assert found["proof"] == (Piece(9, "ab"),) and found["hearing"] == "as_signed"


def test_what_came_with_an_original_is_cited_by_the_event_that_cites_it_again() -> None:
    was = matter(proof=(Piece(3, "ab"), Piece(3, OFFLINE), Piece(4, "cd")))
    found = folds.cited_again(was, happened(cited_by=event_id(1, 3)))
    assert found["proof"] == (Piece(9, "ab"), Piece(3, OFFLINE), Piece(4, "cd"))


def test_a_masked_copy_stands_where_the_original_stood() -> None:
    was = matter(proof=(Piece(3, "ab"), Piece(4, "cd")))
    brought = folds.masked(was, happened(masks="3:ab", evidence=["ef"]))
    assert brought == {"proof": (Piece(9, "ef"), Piece(4, "cd"))}


def test_whoever_has_it_now_has_it_from_that_day() -> None:
    assert folds.handed_over(matter(accountable=7), happened()) == {"rests_on": ON, "accountable": None}


def test_a_register_lists_a_matter_at_one_place_however_often_it_is_listed() -> None:
    was = matter(listings=((8, 2), (7, 3)))
    assert folds.listed(was, happened(in_register=7))["listings"] == ((8, 2), (7, 9))
    assert folds.unlisted(was, happened(in_register=7))["listings"] == ((8, 2),)


def test_a_claim_names_the_rule_that_it_left_behind_and_a_later_one_keeps_it() -> None:
    assert folds.claimed(matter(), happened(rule_issued=True))["rule_issued"] is True
    assert folds.claimed(matter(rule_issued=True), happened())["rule_issued"] is True
    assert folds.claimed(matter(), happened())["rule_issued"] is False


def test_the_first_of_two_checks_is_the_only_one_that_has_begun() -> None:
    begun = matter(checks=(((3,), "2026-03-01"),))
    assert folds.check_begun(begun, happened())["checks"] == ()
    assert folds.asked_of_others(begun, happened())["checks"] == ()
    assert folds.asked_of_others(begun._replace(finding=5), happened()) == {}


@pytest.mark.parametrize("kind", SENT_BACK, ids=lambda kind: kind.name)
def test_in_every_kind_nothing_of_a_claim_that_is_sent_back_counts_for_the_next(kind: Kind) -> None:
    row = kind.act("send_back")
    claim = {"claim_seq": 3, "proof": (Piece(3, "ab"),), "finding": 5, "checks": (((7,), "2026-03-01"),)}
    for life in row.when:
        was = State(1, 1, kind.name, life=life, **claim)
        back = fold(kind, was, happened(row.event, still_to_do="再补")._replace(kind=kind.name))
        assert (back.claim_seq, back.proof, back.finding, back.checks) == (0, (), 0, ())


@pytest.mark.parametrize("kind", ["problem", "measure"])
def test_what_comes_in_as_claimed_is_claimed_by_that_record(kind: str) -> None:
    shop = Shop()
    for life, claims in (("claimed", True), ("assigned", False)):
        came = shop.open(kind, "take_over", lead_unit=A, life=life, due=DUE)
        assert came.claim_seq == (shop.store.events[-1].seq if claims else 0)


@pytest.mark.parametrize(
    ("state", "by", "stands"),
    [
        ({"role": "separate"}, [7], True),
        ({"period": "2026-Q1"}, [7], True),
        ({"role": "joint"}, [7], False),
        ({"period": "2026-Q1"}, [], False),
    ],
)
def test_whoever_lets_off_what_would_be_checked_stands_for_it(state: Any, by: Any, stands: bool) -> None:
    found = folds.let_off(matter(**state), happened(decided_by=by))
    assert found == ({"checks": (((7,), ON.isoformat()),)} if stands else {})
