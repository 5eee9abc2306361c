"""What proves a claim: always what is cited and not erased; nothing stays claimed that lost some of it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.chain.ids import event_id
from bihuan.core.loop.proofs import (
    claimed_on_proof,
    how_proved,
    more_proved,
    proved_by,
    rests_on,
    sees_originals,
    survivor,
    told_in_full,
)
from bihuan.core.state.lives import CHECKING
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State, more_from, more_of
from bihuan.core.words.reasons import Refused
from tests.core.looking import TODAY, looking, why
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A

FILES = [f"{letter * 64}" for letter in "abcd"]
PAPER = {
    "offline_title": "谈话记录",
    "offline_on": "2026-01-05",
    "offline_number": "不录",
    "offline_keeper": "某人",
    "offline_place": "档案室",
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "add_evidence", "countersign", "send_back", "erase", "mask_proof"]),
        st.lists(st.sampled_from(FILES), min_size=1, max_size=2, unique=True),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=12,
)


def received(shop: Shop) -> State:
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    return shop.do("receive", measure, DOER)


def tried(shop: Shop, measure: State, step: tuple[str, list[str], bool, int]) -> None:
    name, files, paper, place = step
    proof: dict[str, Any] = {"evidence": files, "file_names": files} | (PAPER if paper else {})
    now = shop.now(measure)
    piece = now.proof[place % len(now.proof)] if now.proof else None
    acts: dict[str, tuple[int | None, dict[str, Any]]] = {
        "claim": (DOER, {"result": "完成"} | proof),
        "add_evidence": (DOER, proof),
        "countersign": (HEAD, {}),
        "send_back": (CHECKER, {"still_to_do": "补"}),
    }
    if name in acts:
        who, facts = acts[name]
        shop.do(name, measure, who, **facts)
    elif piece and name == "erase":
        gone = "offline_title" if piece.offline else "file_names"
        shop.do("erase", measure, None, reason="依申请", erases=[[piece.seq, gone]])
        assert shop.now(measure).life == "under_way", "the claim goes with it"
    elif piece and not piece.offline:
        copy = {"evidence": ["e" * 63 + str(place)], "file_names": ["遮盖件"], "reason": "含电话"}
        shop.do("mask_proof", measure, CHECKER, masks=f"{piece.seq}:{piece.digest}", **copy)
        assert shop.now(measure).life == now.life and len(shop.now(measure).proof) == len(now.proof)


@settings(max_examples=60)
@given(STEPS)
def test_a_claim_rests_on_what_is_cited_and_not_erased(steps: list[tuple[str, list[str], bool, int]]) -> None:
    shop = Shop()
    measure = received(shop)
    for step in steps:
        try:
            tried(shop, measure, step)
        except Refused:
            continue
        now = shop.now(measure)
        assert bool(now.proof) == (now.life in CHECKING)
        gone = {tuple(pair) for one in shop.store.events for pair in one.plain.get("erases", ())}
        for piece in now.proof:
            event = next(one for one in shop.store.events if one.seq == piece.seq)
            assert (piece.seq, "offline_title" if piece.offline else "file_names") not in gone
            assert piece.offline == (piece.digest not in event.plain.get("evidence", ()))


@given(st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["", *FILES]))))
def test_pieces_come_back_from_the_row_as_they_went(pairs: list[tuple[int, str]]) -> None:
    state = State(1, 1, "measure", proof=tuple(Piece(*one) for one in pairs), originals_seen=(7,))
    kept = json.loads(json.dumps(more_of(state)))
    assert State(1, 1, "measure", **more_from(kept)) == state


def test_a_broken_file_stops_check_and_closing_and_no_doing_act_asks() -> None:
    shop = Shop()
    measure = received(shop)
    shop.do("claim", measure, DOER, result="完成", evidence=PROOF)
    shop.store.broken_ = frozenset(PROOF)
    shop.do("countersign", measure, HEAD)
    assert shop.why("verify", measure, CHECKER, finding="属实") == "proof_broken"
    shop.store.broken_ = frozenset()
    shop.do("verify", measure, CHECKER, finding="属实")
    shop.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查")
    shop.store.broken_ = frozenset(PROOF)
    assert shop.why("sign_off", measure, APPROVER) == "proof_broken"
    shop.do("send_back", measure, APPROVER, still_to_do="另附佐证")
    assert shop.why("claim", measure, DOER, result="完成", evidence=PROOF) == "file_broken"
    assert shop.do("claim", measure, DOER, result="完成", evidence=["cd" * 32]).life == "claimed"


def test_a_claim_rests_on_what_is_shown_period_by_period() -> None:
    shown = State(7, 1, "instalment", "verified", period="2026-Q1", proof=(Piece(3, "ab"),))
    looked = looking(cycles=("2026-Q1",), snap={"children": lambda: [shown]})
    assert [one.id for one in proved_by(looked)] == [1, 7]
    assert why(claimed_on_proof, looked) is None
    assert why(claimed_on_proof, looking(snap={"children": lambda: [shown]})) == "no_proof"


def test_what_is_to_be_seen_offline_is_told_plainly_and_files_say_so_after_it() -> None:
    def told(decide: Any, facts: Any = None, **state: Any) -> Any:
        return decide.decide(looking(**state), facts or {})

    offline = {"offline": True, "proof_how": "offline"}
    assert told(how_proved, PAPER) == offline
    assert told(how_proved, proof_how="offline") == {"proof_how": "files"}
    assert told(how_proved) == told(how_proved, proof_how="files") == {}
    assert told(more_proved, PAPER, claim_seq=5) == offline
    assert told(more_proved, PAPER) == {"offline": True}, "before a claim it proves none"
    assert told(more_proved, claim_seq=5) == {}


def test_a_checker_says_of_each_original_that_it_was_seen_and_of_no_other() -> None:
    claimed = {"life": "claimed", "proof": (Piece(3, ""), Piece(4, ""))}
    seen = [[3, "2026-03-01", "档案室"], [4, "2026-03-02", "档案室"]]
    assert why(sees_originals, looking(facts={"originals": seen}, **claimed)) is None
    assert why(sees_originals, looking(facts={"originals": seen[:1]}, **claimed)) == "original_not_seen"
    late = looking(facts={"originals": seen}, rests_on=TODAY, **claimed)
    assert why(sees_originals, late) == "too_early"
    to_come = [[3, "2026-03-03", "档案室"], seen[1]]
    assert why(sees_originals, looking(facts={"originals": to_come}, **claimed)) == "future"


def test_what_was_merged_into_something_that_is_not_there_stands_for_itself() -> None:
    merged = State(7, 1, "measure", "merged", merged_into=8)
    assert survivor(looking(), merged) == merged
    there = State(8, 1, "measure", "signed_off")
    assert survivor(looking(snap={"siblings": {8: there}.get}), merged) == there


def test_what_is_seen_offline_is_registered_in_full() -> None:
    assert why(told_in_full, looking(facts=PAPER)) is None
    for left in PAPER:
        some = {name: value for name, value in PAPER.items() if name != left}
        assert why(told_in_full, looking(facts=some)) == "offline_in_full"
    assert why(told_in_full, looking(facts=PAPER | {"offline_on": "2026-03-03"})) == "future"


def test_a_piece_goes_with_its_own_event_and_what_carries_it() -> None:
    file, paper = Piece(3, "ab"), Piece(3, "")
    assert file.erased_by([[event_id(1, 3), "file_names"]])
    assert not file.erased_by([[event_id(1, 3), "offline_title"], [event_id(1, 4), "file_names"]])
    assert paper.erased_by([[event_id(1, 3), "offline_title"]])
    assert not paper.erased_by([[event_id(1, 3), "file_names"], [event_id(1, 4), "offline_title"]])


def test_what_is_added_is_registered_as_fully_as_what_is_claimed() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    shop.do("receive", measure, DOER)
    some = {name: value for name, value in PAPER.items() if name != "offline_place"}
    assert shop.why("add_evidence", measure, DOER, **some) == "offline_in_full"
    assert shop.do("add_evidence", measure, DOER, **PAPER).seq


@pytest.mark.parametrize(
    ("child", "rests"),
    [
        ({"period": "2026-Q1", "life": "verified"}, True),
        ({"period": "2026-Q1", "life": "claimed"}, False),
        ({"period": "2026-Q2", "life": "verified"}, False),  # somebody else who owes it has not shown it
        ({"life": "verified"}, False),
        ({"role": "separate", "life": "verified"}, True),
        ({"role": "joint", "life": "verified"}, False),
    ],
)
def test_a_claim_rests_on_the_periods_that_stand_and_on_what_was_reported(
    child: dict[str, str], rests: bool
) -> None:
    whole = State(1, 1, "measure", cycles=("2026-Q1",))
    assert rests_on(whole, State(2, 1, "instalment", **child), "measure") is rests
