"""Decisions on paper: entered by one, filed, compared by another."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import comparing
from bihuan.core.state import papers as in_papers
from bihuan.core.state.actor import Actor, Hat
from bihuan.core.state.hands import Hands
from bihuan.core.state.papers import COMPARED_BY, MEETING, SIGNED, Paper, paper_of
from bihuan.core.state.state import State
from bihuan.core.state.turns import comparers
from bihuan.core.words.reasons import Refused
from tests.core.looking import looking, why
from tests.core.shop import PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DOER, OUTSIDER, PLAIN, RAISER, REGISTER, A, B, C, hat

ON_PAPER = [kind for kind in KINDS.values() if "file_minutes" in kind.by_name]


@pytest.mark.parametrize("kind", ON_PAPER, ids=lambda kind: kind.name)
def test_in_every_kind_whoever_files_the_minutes_is_known_and_compares_nothing(kind: Kind) -> None:
    act = next(one.name for one in kind.acts if one.never_by and one.behalf)
    paper = Paper(5, act, APPROVER, MEETING, (OUTSIDER,), "{}", False, "2026-03-01")
    given: dict[str, Any] = {"register": REGISTER, "papers": (paper,), "steps": (("approver", "any", False),)}
    for life in kind.act("file_minutes").when:
        shop = Shop()
        shop.store.states[70] = State(70, 1, kind.name, life=life, **given)
        filed = paper_of(shop.do("file_minutes", 70, CHECKER, paper=5, evidence=PROOF).papers, 5)
        assert filed and filed.filed and filed.by == (OUTSIDER, CHECKER)
        assert shop.why("compare_paper", 70, CHECKER, paper=5) == "entered_it"


def minutes_wait(**more: Any) -> Snapshot:
    """A meeting decided; a clerk and a verifier are of the desk, and the clerk had a hand in it."""
    snap = {
        "hands_in": lambda matter: Hands(frozenset({1})),
        "comparers_in": lambda: {"office": frozenset({1})},
        "holders_in": lambda: {"verifier": frozenset({2})},
    }
    return looking(snap=snap | more, life="countersigned")


def test_whoever_had_a_hand_in_it_files_no_minutes_of_what_was_decided() -> None:
    assert why(comparing.by_foreign_hand, minutes_wait(actor=Actor(1))) == "own_work"
    assert why(comparing.by_foreign_hand, minutes_wait(actor=Actor(2))) is None


def test_an_auditor_files_minutes_only_where_all_of_the_desk_had_a_hand() -> None:
    auditor = Actor(3, (Hat(3, 33, 30, "auditor", 3),))
    assert why(comparing.filed_at_the_desk_first, minutes_wait(actor=auditor)) == "desk_enters_it"
    all_did = {"hands_in": lambda matter: Hands(frozenset({1, 2}))}
    assert why(comparing.filed_at_the_desk_first, minutes_wait(actor=auditor, **all_did)) is None


# --- several papers that wait with one matter ---------------------------------------------------------------
CLERK, AUDITOR = DOER, RAISER
OFFICE = replace(
    PLAIN,
    name="a clerk beside the checker, and an auditor",
    hats=(
        *(one for one in PLAIN.hats if one.person != CLERK),
        hat(20, 15, B, "supervisor", CLERK),
        hat(21, 16, C, "auditor", AUDITOR),
    ),
)
BY = st.sampled_from((CLERK, CHECKER, APPROVER, AUDITOR))
WAITING = Paper(50, "verify", CHECKER, SIGNED, (CLERK,), '{"finding": "实"}', True, "2026-03-02", scan=1)
PAPERS = st.lists(
    st.builds(
        WAITING._replace,
        person=st.sampled_from((CHECKER, APPROVER)),
        by=st.sampled_from(((CLERK,), (CHECKER,), (APPROVER,), (AUDITOR,))),
        compare_by=st.sampled_from(sorted(COMPARED_BY)),
        filed=st.booleans(),
    ),
    min_size=2,
    max_size=3,
).map(lambda papers: tuple(one._replace(seq=50 + place) for place, one in enumerate(papers)))


def read_by(shop: Shop, state: State, act: str, paper: Paper) -> dict[int, str | None]:
    """Of everybody, why that person does not compare, or not refuse, a paper that waits with this state."""
    shop.store.states[state.id] = state
    words = {} if act == "compare_paper" else {"reason": "签的是另一项"}
    found: dict[int, str | None] = {}
    for who in shop.store.actors:
        try:
            shop.book.judge(act, state.id, Mandate(shop.actor(who)), paper=paper.seq, **words)
        except Refused as refused:
            found[who] = refused.reason.code
        else:
            found[who] = None
    return found


@given(PAPERS, st.frozensets(st.sampled_from((CLERK, CHECKER, APPROVER)), max_size=2))
def test_who_reads_a_paper_does_not_depend_on_what_else_waits_there(
    papers: tuple[Paper, ...], hands: frozenset[int]
) -> None:
    shop = Shop(OFFICE)
    shop.store.files_of = lambda event: [(PROOF[0], "签字件.pdf")]  # type: ignore[method-assign]
    given: dict[str, Any] = {"register": REGISTER, "lead_unit": A, "check_by": "verifiers", "claim_seq": 5}
    state = State(70, 1, "measure", life="countersigned", hand_people=hands, **given)
    for paper in papers:
        for act in ("compare_paper", "refuse_paper") if paper.filed else ("refuse_paper",):
            beside = read_by(shop, state._replace(papers=papers), act, paper)
            alone = read_by(shop, state._replace(papers=(paper,)), act, paper)
            assert beside == alone, (act, paper)
            if act == "compare_paper":
                asked = {one for one, why in alone.items() if why != "no_right"}
                also = {"desk": set(), "auditor": {AUDITOR}, "outsider": {OUTSIDER}}[paper.compare_by]
                assert asked == {CLERK, CHECKER, APPROVER} | also


@given(PAPERS)
def test_it_is_the_turn_of_those_who_are_asked_for_what_was_filed_first(papers: tuple[Paper, ...]) -> None:
    filed = [one for one in papers if one.filed]
    turn = comparers(State(70, 1, "measure", register=REGISTER, papers=papers))
    assert turn == (in_papers.comparing(filed[0].compare_by, REGISTER) if filed else None)
