"""A problem is never fine while its measures are late: it owes the earliest of their dates and its own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.acts.below import NOTHING, Below, Owed, earliest
from bihuan.core.acts.book import Book, HalfDone
from bihuan.core.acts.folding import folded
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import Days, State, with_changes
from bihuan.core.words.reasons import Refused
from tests.core.shop import PROOF, Shop
from tests.earliest import misdated
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A


def due(on: str) -> dict[str, Any]:
    return {"due": {"kind": "date", "on": on}}


def two_measures() -> tuple[Shop, State, State, State]:
    """A problem, a measure that is due in May, and one in June."""
    shop = Shop()
    problem = shop.open("problem")
    first = shop.open("measure", parent=problem.id, lead_unit=A, **due("2026-05-29"))
    second = shop.open("measure", parent=problem.id, lead_unit=A, **due("2026-06-30"))
    return shop, problem, first, second


def gatherings(shop: Shop) -> int:
    return sum(event.name == "dates_gathered" for event in shop.store.events)


def whole(shop: Shop) -> list[str]:
    """What is wrong with the problems' dates, and with the record of every matter."""
    store = shop.store

    def events_of(matter: int) -> list[Any]:
        return [event for event in store.events if event.matter == matter]

    wrong = misdated(list(store.states.values()), store.kind, events_of)
    for state in store.states.values():
        events = events_of(state.id)
        if events and folded(store.kind(state.kind), events) != state:
            wrong.append(f"the record of {state.id} gives another state")
    return wrong


def test_a_problem_is_due_when_the_first_of_its_measures_is() -> None:
    shop, problem, first, _ = two_measures()
    now = shop.now(problem)
    assert now.days == first.days == Days(date(2026, 5, 29), date(2026, 5, 26), date(2026, 5, 30))
    assert (now.due_kind, now.deciding_due_kind, now.own_days) == (None, "date", Days())
    assert gatherings(shop) == 1, "the later one changes nothing"
    assert not whole(shop)


def test_a_due_of_its_own_stands_beside_and_the_earlier_one_decides() -> None:
    shop, problem, first, second = two_measures()
    shop.do("assign", problem, CHECKER, lead_unit=A, **due("2026-06-15"))
    assert shop.now(problem).due_on == first.due_on and shop.now(problem).decided_below
    shop.do("assign", first, CHECKER, **due("2026-08-31"))
    now = shop.now(problem)
    assert (now.due_on, now.own_days.due_on, now.gathered_due_on) == (
        date(2026, 6, 15),
        date(2026, 6, 15),
        second.due_on,
    )
    assert not now.decided_below and not whole(shop)


def test_what_was_claimed_or_stands_still_does_not_count_and_counts_again_when_it_comes_back() -> None:
    shop, problem, first, second = two_measures()
    shop.do("assign", first, CHECKER)
    shop.do("receive", first, DOER)
    asked = shop.do("request_pause", first, HEAD, reason="等文件")
    shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(first).clock == "paused" and shop.now(problem).due_on == second.due_on
    shop.do("resume", first, DOER, reason="文件已到")
    assert shop.now(problem).due_on == shop.now(first).due_on == first.due_on
    shop.do("claim", first, DOER, result="完成", evidence=PROOF)
    assert shop.now(problem).due_on == second.due_on
    shop.do("send_back", first, HEAD, still_to_do="补充")
    assert shop.now(problem).due_on == first.due_on
    assert not whole(shop)


def test_a_warning_goes_with_the_measure_that_gave_it_though_another_is_due_first() -> None:
    shop, problem, first, second = two_measures()
    shop.do("reckon", second, None, due_on="2026-06-30", yellow_on="2026-03-03", red_on="2026-07-01")
    assert shop.now(problem).days == first.days._replace(yellow_on=date(2026, 3, 3))
    book = shop.book
    book.perform("withdraw", second.id, Mandate(SYSTEM, within=True), reason="—")
    book.end()
    assert shop.now(problem).days == first.days and not whole(shop)


def test_a_problem_owes_nothing_more_when_its_last_measure_has_ended() -> None:
    shop, problem, first, second = two_measures()
    for one in (first, second):
        asked = shop.do("request_withdrawal", one, CHECKER, reason="任务取消")
        shop.do("approve", asked.pending or 0, APPROVER)
    assert shop.now(problem).days == Days() and not whole(shop)


def test_measures_that_go_over_to_another_problem_are_owed_there() -> None:
    shop, problem, first, _ = two_measures()
    other = shop.open("problem")
    shop.do("merge", problem, CHECKER, into=other.id, reason="同一件事")
    assert shop.now(other).due_on == first.due_on and shop.now(other).own_days == Days()
    assert not whole(shop)


def test_the_own_due_of_what_was_merged_goes_over_too() -> None:
    shop, problem, _, _ = two_measures()
    shop.do("assign", problem, CHECKER, lead_unit=A, **due("2026-04-10"))
    other = shop.open("problem")
    shop.do("merge", problem, CHECKER, into=other.id, reason="同一件事")
    assert shop.now(other).own_days.due_on == date(2026, 4, 10) and not whole(shop)


def test_many_measures_of_one_book_are_gathered_once() -> None:
    shop = Shop()
    problem = shop.open("problem")
    book, how = shop.book, Mandate(SYSTEM, within=True)
    for day in ("2026-06-30", "2026-05-29", "2026-04-30"):
        book.open("measure", how, act="register", parent=problem.id, title="措施", **due(day))
    assert gatherings(shop) == 0
    book.end()
    assert gatherings(shop) == 1 and shop.now(problem).due_on == date(2026, 4, 30)
    book.end()
    assert gatherings(shop) == 1, "a book that has ended leaves nothing to do"


def test_a_measure_that_comes_and_goes_in_one_book_leaves_no_trace_above() -> None:
    shop = Shop()
    problem = shop.open("problem")
    book, how = shop.book, Mandate(SYSTEM, within=True)
    made = book.open("measure", how, act="register", parent=problem.id, title="措施", **due("2026-05-29"))
    book.perform("withdraw", made.id, how, reason="列错")
    book.end()
    assert gatherings(shop) == 0 and not whole(shop)


def test_a_gathering_is_no_news_so_that_forms_drawn_before_stay_good() -> None:
    shop = Shop()
    problem = shop.open("problem")
    shop.open("measure", parent=problem.id, lead_unit=A, **due("2026-05-29"))
    assert shop.now(problem).seq == problem.seq
    shop.do("triage", problem, CHECKER, triage="in_batches", seen=problem.seq)


def test_an_extension_is_held_against_its_own_due() -> None:
    shop, problem, _, _ = two_measures()
    shop.do("assign", problem, CHECKER, lead_unit=A, **due("2026-08-31"))
    shop.do("receive", problem, DOER)
    why = shop.why("request_extension", problem, DOER, reason="来不及", **due("2026-07-31"))
    assert why == "due_past", "later than its measures' is not later than its own"


def test_nothing_is_read_below_a_problem_unless_its_first_date_went(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, problem, first, second = two_measures()
    asked: list[int] = []
    children = type(shop.store).children
    monkeypatch.setattr(
        type(shop.store), "children", lambda self, matter: (asked.append(matter), children(self, matter))[1]
    )
    shop.do("assign", second, CHECKER, **due("2026-09-30"))
    shop.open("measure", parent=problem.id, lead_unit=A, **due("2026-04-30"))
    assert problem.id not in asked
    shop.do("assign", first, CHECKER, **due("2026-09-30"))
    assert problem.id not in asked, "another one is due before it"
    assert not whole(shop)


def test_the_earliest_of_nothing_is_nothing_and_of_each_date_the_first() -> None:
    day = date(2026, 5, 1)
    early = Owed(Days(day, day, day + timedelta(1)), "immediate")
    late = Owed(Days(day + timedelta(9), day - timedelta(1), day + timedelta(10)), "date")
    assert earliest([]) == earliest([NOTHING]) == NOTHING
    assert earliest([late, NOTHING, early]) == Owed(
        Days(day, day - timedelta(1), day + timedelta(1)), "immediate"
    )


def test_what_is_at_work_again_is_looked_at_anew_whatever_happened_below_meanwhile() -> None:
    shop, problem, _, _ = two_measures()
    kind, noted = shop.store.kind("problem"), Below()
    now = shop.now(problem)
    over = with_changes(now, {"life": "withdrawn"})
    for before, after, again in ((over, now, [problem.id]), (now, over, []), (now, now, []), (None, now, [])):
        noted.opened_again(kind, before, after)
        assert noted.sum_of(now) is None if again else True
        assert list(noted.wholes()) == again


# --- whatever is done in whatever order ---------------------------------------------------------
DAYS = st.sampled_from(["2026-03-10", "2026-04-30", "2026-05-29", "2026-06-30"])
WARNED_EARLY = "2026-03-03"
HOW = Mandate(SYSTEM, within=True)
Step = Callable[[Book, State, str], Any]


def _again(book: Book, state: State, day: str) -> Any:
    return book.perform("assign", state.id, HOW, lead_unit=A, due={"kind": "date", "on": day})


STEPS: dict[str, Step] = {
    "assign": _again,
    "extend": lambda book, one, day: book.perform(
        "extend", one.id, Mandate(SYSTEM, granted=1), due={"kind": "date", "on": day}, reason="—"
    ),
    "pause": lambda book, one, day: book.perform("pause", one.id, Mandate(SYSTEM, granted=1), reason="—"),
    "withdraw": lambda book, one, day: book.perform("withdraw", one.id, HOW, reason="—"),
    "receive": lambda book, one, day: book.perform("receive", one.id, Mandate(book.store.actor(DOER))),
    "claim": lambda book, one, day: book.perform(
        "claim", one.id, Mandate(book.store.actor(DOER)), result="完成", evidence=PROOF
    ),
    "resume": lambda book, one, day: book.perform(
        "resume", one.id, Mandate(book.store.actor(DOER)), reason="—"
    ),
    "send_back": lambda book, one, day: book.perform(
        "send_back", one.id, Mandate(book.store.actor(HEAD)), still_to_do="—"
    ),
    "reckon": lambda book, one, day: book.perform(
        "reckon", one.id, Mandate(SYSTEM), due_on=day, yellow_on=WARNED_EARLY, red_on=day
    ),
    "open": lambda book, one, day: book.open(
        "measure", HOW, act="register", parent=one.parent, title="又一条", due={"kind": "date", "on": day}
    ),
    "own": lambda book, one, day: book.perform(
        "assign", one.parent or 0, HOW, lead_unit=A, due={"kind": "date", "on": day}
    ),
    "merge": lambda book, one, day: book.perform(
        "merge", one.parent or 0, Mandate(book.store.actor(CHECKER)), into=_another(book, one), reason="—"
    ),
}


def _another(book: Book, one: State) -> int:
    store: Any = book.store
    return next((s.id for s in store.states.values() if s.kind == "problem" and s.id != one.parent), 0)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), DAYS, st.booleans()), max_size=25)
)
def test_after_every_book_a_problem_owes_the_earliest_of_its_own_and_its_measures(
    steps: list[tuple[str, int, str, bool]],
) -> None:
    shop = Shop()
    for _ in range(2):
        problem = shop.open("problem")
        shop.open("measure", parent=problem.id, lead_unit=A, **due("2026-05-29"))
    book, begun = shop.book, _kept(shop)
    for name, place, day, ends in steps:
        measures = [one for one in shop.store.states.values() if one.kind == "measure"]
        try:
            STEPS[name](book, measures[place % len(measures)], day)
        except Refused:
            continue
        except HalfDone:  # the whole book is given up
            shop.store.states, shop.store.events, shop.store.seq = begun
            book, begun = shop.book, _kept(shop)
            continue
        if ends:
            book.end()
            assert not whole(shop), whole(shop)
            book, begun = shop.book, _kept(shop)
    book.end()
    assert not whole(shop), whole(shop)


def _kept(shop: Shop) -> tuple[dict[int, State], Any, int]:
    return dict(shop.store.states), shop.store.events, shop.store.seq


def owing(on: str) -> State:
    return State(5, 1, "measure", "under_way", parent=1, due_kind="date", due_on=date.fromisoformat(on))


def test_one_child_that_was_the_first_is_enough_to_look_at_all() -> None:
    """Two have changed: one was the first and goes, the other only comes; nobody knows what is first now."""
    first, later = owing("2026-03-01"), owing("2026-06-01")
    below = Below()
    below.note(KINDS["measure"], first._replace(id=5), first._replace(id=5, due_on=date(2026, 9, 1)))
    below.note(KINDS["measure"], None, later._replace(id=6))
    whole = State(1, 1, "problem", gathered_due_on=date(2026, 3, 1), gathered_kind="date")
    assert below.sum_of(whole) is None


def test_a_date_that_some_do_not_have_is_the_earliest_of_the_others() -> None:
    warned = Owed(Days(date(2026, 6, 1), date(2026, 5, 1), None), "date")
    bare = Owed(Days(date(2026, 3, 1), None, None), "date")
    assert earliest([warned, bare]).days == Days(date(2026, 3, 1), date(2026, 5, 1), None)
