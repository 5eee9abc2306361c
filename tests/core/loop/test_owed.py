"""What was set stays set: days and natures, as a hand-over and an instruction may name them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.loop import owed
from bihuan.core.state.state import lasting
from bihuan.core.words.reasons import Refused
from tests.core.looking import TODAY, looking, why
from tests.core.shop import DUE, Shop
from tests.theorem.cast import CHECKER, DOER, HEAD, A, B

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
HANDED = {"assigned_on": date(2026, 2, 2), "opened_on": date(2026, 2, 1)}
DATED = {"due_kind": "date", "due_on": JUNE, **HANDED}
FOR_GOOD = {"kind": "date", "on": "2026-06-30", "then": "long_term"}


def day(on: str, **more: Any) -> dict[str, Any]:
    return {"kind": "date", "on": on, **more}


@pytest.mark.parametrize(
    ("state", "due", "code"),
    [
        ({"due_kind": "recurring"}, DUE, "stays_for_good"),
        ({"due_kind": "recurring", "life": "registered"}, DUE, "stays_for_good"),
        ({"due_kind": "date", "due_then": "long_term"}, DUE, "stays_for_good"),
        ({"due_kind": "recurring"}, {"kind": "recurring"}, None),
        ({"due_kind": "recurring"}, {"kind": "long_term"}, None),
        ({"due_kind": "long_term"}, FOR_GOOD, None),
        ({"due_kind": "date"}, DUE, None),
        ({"due_kind": "recurring"}, None, None),
        ({"kind": "problem", "due_kind": "long_term"}, DUE, None),
    ],
)
def test_what_is_for_good_is_given_no_end_by_a_day(state: Any, due: Any, code: str | None) -> None:
    facts = {"due": due} if due else {}
    assert why(owed.nature_stays, looking(facts=facts, **state)) == code


@pytest.mark.parametrize(
    ("state", "due", "code"),
    [
        (DATED, day("2026-07-01"), "later_by_extension"),
        (DATED, day("2026-06-30"), None),
        (DATED, day("2026-06-01"), None),
        (DATED, None, None),
        (DATED, {"kind": "long_term"}, "later_by_extension"),
        (DATED, {"kind": "unread"}, "later_by_extension"),
        (DATED, {"kind": "immediate"}, None),
        ({**DATED, "due_on": date(2026, 3, 4)}, {"kind": "immediate"}, "later_by_extension"),
        ({**DATED, "due_kind": "immediate", "due_on": date(2026, 2, 9)}, {"kind": "immediate"}, None),
        ({**DATED, "life": "registered", "assigned_on": None}, day("2026-07-01"), "later_by_extension"),
        ({**DATED, "assigned_on": None, "opened_on": TODAY}, day("2026-07-01"), None),
        (
            {**DATED, "assigned_on": None, "opened_on": TODAY, "imported": True},
            day("2026-07-01"),
            "later_by_extension",
        ),
        ({**DATED, "opened_on": TODAY}, day("2026-07-01"), "later_by_extension"),
        ({**HANDED, "due_kind": "unread"}, day("2026-07-01"), None),
        (HANDED, day("2026-07-01"), None),
        ({**HANDED, "due_kind": "long_term"}, FOR_GOOD, None),
        ({**DATED, "due_on": MARCH, "own_due_on": JUNE, "gathered_due_on": MARCH}, day("2026-05-01"), None),
    ],
)
def test_a_day_that_was_set_is_handed_out_as_it_stands_or_an_earlier_one(
    state: Any, due: Any, code: str | None
) -> None:
    assert why(owed.day_stays, looking(facts={"due": due} if due else {}, **state)) == code


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("month", "month", None),
        ("month", "week", None),
        ("month", "quarter", "shown_as_often"),
        (None, "year", "shown_as_often"),
        (None, "quarter", None),
        ("month", None, "shown_as_often"),
        ("quarter", None, None),
    ],
)
def test_nothing_is_shown_more_seldom_by_a_hand_over(was: Any, now: Any, code: str | None) -> None:
    kind = "recurring" if now else "long_term"
    looked = looking(
        facts={"due": {"kind": kind, "every": now}}, due_kind="recurring", due_every=was, **HANDED
    )
    assert why(owed.day_stays, looked) == code


def test_what_leads_it_already_is_given_nothing() -> None:
    assert why(owed.another_unit, looking(facts={"lead_unit": 5}, lead_unit=5)) == "leads_already"
    assert why(owed.another_unit, looking(facts={"lead_unit": 6}, lead_unit=5)) is None
    assert why(owed.another_unit, looking(snap={"trying": True}, lead_unit=5)) is None


def test_at_once_counts_from_the_first_hand_over_however_often_it_is_handed_out() -> None:
    shop = Shop()
    measure = shop.open("measure")
    first = shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "immediate"})
    shop.today = date(2026, 5, 6)
    assert shop.do("assign", measure, CHECKER, lead_unit=B).due_on == first.due_on
    assert shop.do("assign", measure, CHECKER, due={"kind": "immediate"}).due_on == first.due_on


DUES = st.sampled_from(
    [
        DUE,
        day("2026-05-29"),
        day("2026-12-31"),
        day("2026-12-31", then="long_term"),
        {"kind": "immediate"},
        {"kind": "long_term"},
        {"kind": "recurring", "every": "month"},
        {"kind": "recurring", "every": "year"},
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("assign"), st.sampled_from([A, B]), st.none() | DUES),
        st.tuples(st.just("return_wrong_unit"), st.none(), st.none()),
        st.tuples(st.just("receive"), st.none(), st.none()),
    ),
    max_size=6,
)


@given(DUES, STEPS)
def test_whatever_is_handed_out_and_given_back_the_day_and_the_nature_stay(due: Any, steps: Any) -> None:
    shop = Shop()
    shop.do("assign", measure := shop.open("measure"), CHECKER, lead_unit=A, due=due)
    before = shop.now(measure)
    for act, unit, again in steps:
        facts = {"lead_unit": unit} | ({"due": again} if again else {}) if unit else {"reason": "错"}
        who = CHECKER if act == "assign" else DOER if shop.now(measure).lead_unit == A else HEAD
        try:
            shop.do(act, measure, who, **(facts if act != "receive" else {}))
        except Refused:
            continue
        now = shop.now(measure)
        assert lasting(now) or not lasting(before)
        assert before.due_on is None or (now.due_on is not None and now.due_on <= before.due_on)
        before = now
