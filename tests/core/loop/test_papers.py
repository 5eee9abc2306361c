"""Decisions on paper: which papers a form offers, who compares them, who is told."""

from dataclasses import replace

from bihuan.core.loop import comparing, papers
from bihuan.core.loop.disputing import all_on_paper
from bihuan.core.state.papers import Paper, Rest
from bihuan.core.state.state import State
from tests.core.shop import PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, PLAIN, RAISER, TWO_HATS, B, hat

SCAN = ["cd" * 32]
FILED = Paper(7, "verify", CHECKER, "signed_paper", (APPROVER,), "{}", True, "2026-03-02", 7)
IN_MEETING = FILED._replace(seq=8, basis="meeting", filed=False, scan=0)
DONE = Rest(5, "instruct", HEAD, 6, 0, "received", 0, None, "{}")


def period(shop: Shop) -> State:
    """A month of a measure, claimed and countersigned."""
    shown = shop.monthly()
    shop.do("claim", shown, DOER, result="完", evidence=PROOF)
    return shop.do("countersign", shown, HEAD)


def entered(shop: Shop, matter: State, by: int, represented: int, basis: str = "signed_paper") -> State:
    scan = {"evidence": SCAN, "file_names": ["签字件.pdf"]} if basis == "signed_paper" else {}
    said = {"paper_act": "verify", "paper_words": {"finding": "属实"}, "paper_basis": basis}
    return shop.do("record_on_paper", matter, by, represented=represented, **said, **scan)


def test_a_form_offers_exactly_the_papers_with_which_that_can_be_done() -> None:
    state = State(10, 1, "measure", papers=(FILED, IN_MEETING), rests=(DONE,))
    assert papers.waiting(state) == [7, 8]
    assert comparing.waiting_filed(state) == [7]
    assert comparing.provisional(state) == [8], "minutes are filed of what has none"
    assert sorted(all_on_paper(state)) == [5, 7, 8], "whatever was done on one, too"


def test_whoever_is_said_to_have_checked_a_period_is_told_at_once() -> None:
    shop = Shop()
    entered(shop, period(shop), APPROVER, CHECKER)
    assert shop.store.events[-1].name == "paper_recorded"
    assert shop.store.events[-1].plain["told_people"] == [CHECKER]


def test_whoever_did_a_period_is_told_so_before_anything_is_said_of_the_paper() -> None:
    shop = Shop(TWO_HATS)
    shown = period(shop)
    paper = entered(shop, shown, CHECKER, APPROVER).papers[-1].seq
    assert shop.why("compare_paper", shown, DOER, paper=paper) == "own_work"
    shop.store.broken_ = frozenset(SCAN)
    assert shop.why("compare_paper", shown, DOER, paper=paper) == "own_work"


def test_where_the_last_of_the_desk_files_the_minutes_somebody_from_outside_compares_them() -> None:
    shop = Shop(replace(PLAIN, name="one more clerk", hats=(*PLAIN.hats, hat(20, 15, B, "contact", RAISER))))
    shown = period(shop)
    meeting = entered(shop, shown, CHECKER, APPROVER, "meeting")
    assert meeting.papers[-1].compare_by == "desk"
    paper = meeting.papers[-1].seq
    filed = shop.do("file_minutes", shown, RAISER, paper=paper, evidence=SCAN, file_names=["纪要.pdf"])
    assert filed.papers[-1].compare_by == "outsider"
    assert shop.why("compare_paper", shown, RAISER, paper=paper) == "entered_it"


def test_what_a_meeting_decided_has_no_scan_before_its_minutes_are_filed() -> None:
    shop = Shop()
    shown = period(shop)
    assert entered(shop, shown, APPROVER, CHECKER, "meeting").papers[-1].scan == 0
    signed = entered(shop, period(shop), APPROVER, CHECKER).papers[-1]
    assert signed.scan == signed.seq
