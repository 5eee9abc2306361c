"""What may be back-filled: nothing that lives here, whatever was done on it and in whatever order."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.book import HalfDone
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import backfilling as before
from bihuan.core.state.hands import Seat
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from tests.core.looking import TODAY, looking
from tests.core.looking import why as looked_at
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, OUTSIDER, REGISTER, A

BEFORE = {"life": "claimed", "said_closed": True, "said_closed_on": "2026-01-10", "lead_unit": A, "due": DUE}
SHEET = {"title": "补录", "evidence": PROOF, "heard": "征求过"}
ACTS = {
    "receive": (DOER, {}),
    "progress": (DOER, {"progress": "在办"}),
    "add_evidence": (DOER, {"evidence": PROOF}),
    "claim": (DOER, {"result": "完成", "evidence": PROOF}),
    "countersign": (HEAD, {}),
    "verify": (CHECKER, {"finding": "实"}),
    "send_back": (CHECKER, {"still_to_do": "再做"}),
    "request_extension": (DOER, {"reason": "来不及", "due": {"kind": "date", "on": "2027-06-30"}}),
    "remark": (CHECKER, {"remark": "知悉"}),
    "disregard": (CHECKER, {"reason": "误填"}),
}
LASTING = {"claimed", "countersigned", "verified", "sent_back"}
ENTRIES = {"progressed", "evidence_added"}


def ask(shop: Shop, *matters: int, **more: object) -> int:
    """The request that waits in another office."""
    shop.do("request_back_fill", REGISTER, CHECKER, subjects=list(matters), **SHEET | more)
    return next(pending for one in matters if (pending := shop.now(one).pending))


def why(shop: Shop, *matters: int, **more: object) -> str:
    return shop.why("request_back_fill", REGISTER, CHECKER, subjects=list(matters), **SHEET | more)


@given(st.sampled_from(["claimed", "assigned"]), st.lists(st.sampled_from(sorted(ACTS)), max_size=7))
def test_whatever_is_done_what_is_back_filled_bears_no_work(life: str, acts: list[str]) -> None:
    shop = Shop()
    one = shop.open("measure", "take_over", **{**BEFORE, "life": life})
    for name in acts:
        who, facts = ACTS[name]
        with suppress(Refused, HalfDone):
            shop.do(name, one, who, **facts)
    told = [event.name for event in shop.store.events if event.matter == one.id]
    since = len(told) - told[::-1].index("disregarded") if "disregarded" in told else 0
    works = bool(LASTING & set(told) or ENTRIES & set(told[since:]))
    assert shop.store.hands(one.id).lived is works
    state = shop.now(one)
    if state.pending or state.life in ("countersigned", "verified"):
        assert why(shop, one.id) == "not_subject"
    elif works:
        assert why(shop, one.id) == "lived_here"
    else:
        shop.do("approve", ask(shop, one.id), APPROVER)
        assert shop.now(one).life == "signed_off"


def test_what_lives_below_or_was_merged_in_lives_above() -> None:
    shop = Shop()
    problem = shop.open("problem", "take_over", **BEFORE)
    measure = shop.open("measure", "take_over", parent=problem.id, **BEFORE)
    assert not shop.store.hands(problem.id).lived
    shop.do("add_evidence", measure, DOER, evidence=PROOF)
    assert shop.store.hands(problem.id).lived and shop.store.hands(measure.id).lived
    stays = shop.open("measure", "take_over", **{**BEFORE, "life": "assigned"})
    goes = shop.open("measure")
    shop.do("assign", goes, CHECKER, lead_unit=A, due=DUE)
    shop.do("receive", goes, DOER)
    shop.do("progress", goes, DOER, progress="在办")
    assert not shop.store.hands(stays.id).lived
    shop.do("merge", goes, CHECKER, into=stays.id, reason="同一件")
    assert why(shop, stays.id) == "lived_here"


def test_the_day_of_signing_lies_before_the_import() -> None:
    shop = Shop()
    today, eve = shop.today.isoformat(), (shop.today - timedelta(days=1)).isoformat()
    bare = shop.open("measure", "take_over", **{**BEFORE, "said_closed_on": None})
    assert why(shop, bare.id) == "no_signing_day"
    assert why(shop, bare.id, said_closed_on=today) == "signed_late"
    shop.today += timedelta(days=30)
    assert why(shop, bare.id, said_closed_on=today) == "signed_late", "days that pass make no import earlier"
    shop.do("approve", ask(shop, bare.id, said_closed_on=eve), APPROVER)
    assert shop.now(bare).closed_on is not None and shop.now(bare).closed_on.isoformat() == eve


def test_a_row_that_only_says_done_is_no_back_fill() -> None:
    shop = Shop()
    done = shop.open("measure", "take_over", **{**BEFORE, "said_closed": None, "said_closed_on": None})
    assert why(shop, done.id, said_closed_on="2026-01-10") == "not_said_closed"


def test_who_confirms_sits_elsewhere_than_who_asks() -> None:
    shop = Shop()
    one = shop.open("measure", "take_over", **BEFORE)
    request = ask(shop, one.id)
    assert shop.now(request).steps[0][0] == "fallback" and shop.now(request).apart
    assert shop.why("approve", request, CHECKER) in ("no_right", "asked_it")
    assert shop.why("approve", request, OUTSIDER) == "no_right"


@pytest.mark.parametrize("who", [CHECKER, APPROVER])
def test_who_carried_a_file_in_is_nobody_to_check_it_but_may_be_asked_to_approve(who: int) -> None:
    shop = Shop()
    facts = {"life": "assigned", "lead_unit": A, "due": DUE, "carried_by": [who]}
    one = shop.open("measure", "take_over", **facts)
    shop.do("receive", one, DOER)
    shop.do("claim", one, DOER, result="完成", evidence=PROOF)
    shop.do("countersign", one, HEAD)
    snap = shop.book.snapshot(
        shop.store.kind("measure").act("verify"), shop.now(one), Mandate(shop.actor(CHECKER)), {}
    )
    assert snap.who_checks() == ("fallback" if who == CHECKER else "verifiers")
    assert snap.who_approves(()) == "approvers"
    assert snap.why_carrier(shop.actor(who)) and not snap.why_carrier(shop.actor(OUTSIDER))


def test_what_nobody_opened_on_a_day_was_signed_before_it() -> None:
    signed = {"said_closed_on": date(2026, 1, 10)}
    assert looked_at(before.signed_before, looking(**signed)) is None
    assert looked_at(before.signed_before, looking(**signed, opened_on=date(2026, 1, 10))) == "signed_late"
    assert looked_at(before.signed_before, looking(**signed, opened_on=date(2026, 1, 11))) is None
    assert looked_at(before.signed_before, looking()) == "no_signing_day"


def test_who_leaves_the_asking_office_today_still_sits_there() -> None:
    """Whoever asks sits in 105; whoever confirms, too, up to a day."""

    def confirms(until: date | None) -> str | None:
        seats = [Seat(1, 105, date(2026, 1, 1), until), Seat(2, 105, date(2026, 1, 1))]
        snap = {"seats_of": lambda people: seats, "granting": State(5, 1, "request", opened_by=2)}
        return looked_at(before.confirmed_elsewhere, looking(snap=snap))

    assert confirms(None) == confirms(TODAY) == confirms(TODAY + timedelta(days=1)) == "same_office"
    assert confirms(TODAY - timedelta(days=1)) is None


def test_what_goes_on_is_back_filled_as_going_on_and_what_has_an_end_as_ended() -> None:
    shop = Shop()
    ends = shop.open("measure", "take_over", **BEFORE)
    lasts = shop.open("measure", "take_over", **BEFORE | {"due": {"kind": "recurring", "every": "quarter"}})
    assert ends_wrongly(shop, "back_fill", ends) is None
    assert ends_wrongly(shop, "back_fill", lasts) == "long_term"
    assert ends_wrongly(shop, "back_fill_long_term", lasts) is None
    assert ends_wrongly(shop, "back_fill_long_term", ends) == "not_long_term"


def ends_wrongly(shop: Shop, name: str, measure: State) -> str | None:
    """Which of its guards finds that the matter ends otherwise."""
    act = shop.store.kind("measure").act(name)
    snap = shop.book.snapshot(act, shop.now(measure), Mandate(shop.actor(APPROVER)), {})
    codes = [reason.code for guard in act.needs if (reason := guard(snap))]
    return next((code for code in codes if code in ("long_term", "not_long_term")), None)


def test_what_was_closed_before_is_looked_back_at_like_all_else() -> None:
    shop = Shop()
    one = shop.open("measure", "take_over", **BEFORE)
    shop.do("approve", ask(shop, one.id), APPROVER)
    assert shop.now(one).look_back_on == date(2026, 6, 2)
