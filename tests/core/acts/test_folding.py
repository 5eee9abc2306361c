"""Folding: what an event says is taken over, what it clears is cleared, and hands are for ever."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.acts.folding import fold, folded, recast, said_of
from bihuan.core.state.principals import HEAD as HEAD_OF
from bihuan.core.state.principals import OFFICE, UNIT, principal
from bihuan.core.state.state import State
from tests.core.shop import PROOF, Shop
from tests.memory import KINDS, Sealed
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, REGISTER, A, B

MEASURE = KINDS["measure"]


def event(name: str, seq: int = 50, **plain: Any) -> Sealed:
    return Sealed(1, 10, seq, "measure", name, 1, DOER, None, None, date(2026, 3, 2), plain, {})


def test_the_fold_of_its_events_is_the_state_of_every_matter() -> None:
    shop = Shop()
    shop.closed()
    for matter, state in shop.store.states.items():
        events = [one for one in shop.store.events if one.matter == matter]
        if events:
            assert folded(KINDS[state.kind], events) == state
    assert folded(MEASURE, []) is None


def test_what_is_only_asked_for_changes_nothing_but_that_something_waits() -> None:
    before = State(10, 1, "measure", "received", lead_unit=A, accountable=DOER)
    asked = event("transfer_requested", lead_unit=B, accountable=CHECKER, request_id=60)
    after = fold(MEASURE, before, asked)
    assert (after.lead_unit, after.accountable, after.pending) == (A, DOER, 60)
    assert B not in after.hand_units and CHECKER not in after.hand_people


def test_sending_back_clears_proof_check_and_hearing_and_keeps_the_hands() -> None:
    shop = Shop()
    measure = shop.verified()
    back = shop.do("send_back", measure, CHECKER, still_to_do="补")
    assert (back.proof, back.finding, back.deciders, back.hearing, back.claim_seq) == ((), 0, (), None, 0)
    assert {DOER, HEAD} <= back.hand_people and A in back.led_units


def test_a_period_that_is_sent_back_has_proved_nothing() -> None:
    shop = Shop()
    shown = shop.monthly()
    shop.do("claim", shown, DOER, result="完", evidence=PROOF)
    shop.do("countersign", shown, HEAD)
    checked = shop.do("verify", shown, CHECKER, finding="属实")
    assert checked.finding and checked.checks and checked.proof
    back = shop.do("send_back", shown, CHECKER, still_to_do="补")
    assert (back.proof, back.finding, back.checks, back.claim_seq) == ((), 0, (), 0)


HAPPENS = st.sampled_from(["progressed", "claimed", "sent_back", "transferred", "corrected"])


@given(st.lists(HAPPENS, max_size=8), st.data())
def test_hands_never_shrink(names: list[str], data: st.DataObject) -> None:
    state = State(10, 1, "measure", "received", lead_unit=A, accountable=DOER)
    for seq, name in enumerate(names, 50):
        plain: dict[str, Any] = {}
        if name in ("transferred", "corrected"):
            plain["accountable"] = data.draw(st.sampled_from([DOER, HEAD, CHECKER]))
        if name == "transferred":
            plain["lead_unit"] = data.draw(st.sampled_from([A, B]))
        after = fold(MEASURE, state, event(name, seq, **plain))
        assert state.hand_people <= after.hand_people and state.hand_units <= after.hand_units
        assert state.led_units <= after.led_units and set(state.units_from) <= set(after.units_from)
        state = after


def test_evidence_counts_only_with_the_claim_it_belongs_to() -> None:
    before = State(10, 1, "measure", "received", lead_unit=A)
    early = fold(MEASURE, before, event("evidence_added", evidence=PROOF))
    assert early.proof == ()
    claimed = fold(MEASURE, early, event("claimed", 51, evidence=PROOF))
    later = fold(MEASURE, claimed, event("evidence_added", 52, evidence=[*PROOF, "cd" * 32]))
    assert (len(claimed.proof), len(later.proof), claimed.claim_seq) == (1, 3, 51)
    assert [one.seq for one in later.proof] == [51, 52, 52]


def test_whose_turn_it_is_follows_from_the_state() -> None:
    shop = Shop()
    measure = shop.open("measure")
    turns = [shop.now(measure).turn]
    shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "immediate"})
    turns.append(shop.now(measure).turn)
    shop.do("receive", measure, DOER)
    shop.do("claim", measure, DOER, result="完", evidence=PROOF)
    turns.append(shop.now(measure).turn)
    assert turns == [principal(OFFICE, REGISTER), principal(UNIT, A), principal(HEAD_OF, A)]
    done = shop.closed()
    assert done.turn is None and done.closed_on == shop.today
    assert APPROVER not in done.hand_people


def test_an_event_of_an_older_version_is_read_as_its_act_would_write_it_today() -> None:
    act = MEASURE.act("transfer")
    newer = replace(act, upcasts=(lambda plain: {"lead_unit": plain["unit"]},))
    kind = replace(MEASURE, acts=tuple(newer if one is act else one for one in MEASURE.acts))
    before = State(10, 1, "measure", "received", lead_unit=A)
    old = event("transferred", 51, unit=B)
    assert recast(kind, old).plain == {"lead_unit": B} and recast(kind, old).seq == 51
    assert fold(kind, before, old).lead_unit == B
    today = old._replace(version=2, plain={"lead_unit": B})
    assert recast(kind, today) is today


def test_what_is_recorded_for_another_is_said_of_him_and_what_he_does_himself_is_not() -> None:
    progress, did = MEASURE.act("progress"), event("progressed")
    assert said_of(progress, did._replace(for_whom=HEAD))
    assert not said_of(progress, did) and not said_of(progress, did._replace(for_whom=DOER))
    assert not said_of(progress, event("progressed", on_paper=[5, 6])._replace(for_whom=HEAD))


def test_who_is_tied_by_a_field_takes_the_place_of_who_was() -> None:
    kind = KINDS["register"]
    was = State(REGISTER, 1, "register", "issued", ties=frozenset({("asking", 3)}))

    def circulated(state: State, *units: int) -> State:
        return fold(kind, state, event("circulated", listed_units=list(units))._replace(kind="register"))

    first = circulated(was, A)
    assert first.ties == {("asking", 3), ("listed", principal(UNIT, A))}
    assert circulated(first, B).ties == {("asking", 3), ("listed", principal(UNIT, B))}
