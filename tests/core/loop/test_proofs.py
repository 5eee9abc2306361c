"""What proves a claim: always what is cited and not erased; nothing stays claimed that lost some of it."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.state.lives import CHECKING
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State, more_from, more_of
from bihuan.core.words.reasons import Refused
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
