"""Desks and posts need two: what comes to a desk, whom it concerns, what belongs to what is closed."""

import json

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop import desks
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.posts import NoPosts, Post
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused
from tests.core.looking import looking, why
from tests.core.shop import Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, OUTSIDE, REGISTER, A

STANDS = Desk(register=9, office=1, verifiers=((21, 1),), fallbacks=((22, 2),), approvers=((23, 3),))
NOT_YET = Desk(register=9, office=1, verifiers=((21, 1),), fallbacks=((22, 2),), confirmed=False)


def test_to_a_confirmed_desk_come_the_posts_that_did_not_stand_in_that_role() -> None:
    assert desks.gained(STANDS, {"verifiers": [21, 22]}) == {22}, "as a fallback it did not verify"
    assert desks.gained(STANDS, {"outsiders": [31]}) == {31}
    assert desks.gained(STANDS, {}) == set()


def test_by_its_opening_all_posts_come_to_it() -> None:
    assert desks.gained(NOT_YET, {}) == {21, 22}
    assert desks.gained(NOT_YET, {"verifiers": [31]}) == {31, 22}, "as it is being set"


def test_only_what_is_not_so_already_is_asked_for() -> None:
    named = {"office": 1, "verifiers": [21], "fallbacks": [24], "approvers": [23], "reason": "调整"}
    assert desks.changed(STANDS, named) == {"fallbacks": [24]}
    assert desks.changed(STANDS, {"office": 2}) == {"office": 2}
    assert desks.changed(STANDS, {"outsiders": [31]}) == {"outsiders": [31]}


def test_whoever_lends_the_hat_has_asked_as_well() -> None:
    request = State(id=1, org=1, kind="request", opened_by=5, ties=frozenset({("asking", 7 << 5 | 1)}))
    assert desks.asked_by(request) == {5, 7}


def test_a_request_names_whom_it_appoints() -> None:
    asked = json.dumps({"person": 5, "post": 21})
    assert desks.named_in(State(id=1, org=1, kind="request", request="appointment", asked=asked)) == {5}


def test_nothing_is_verified_at_a_desk_that_nobody_has_confirmed() -> None:
    shop = Shop()
    measure = shop.claimed()
    shop.store.desks[REGISTER] = Desk(**{**_parts(shop.store.desk(REGISTER)), "confirmed": False})
    assert shop.why("verify", measure, CHECKER, finding="属实") == "desk_unconfirmed"
    asked = shop.do("request_withdrawal", measure, CHECKER, reason="重复")
    assert shop.why("approve", asked.pending or 0, APPROVER) == "desk_unconfirmed"


def test_a_desk_decides_nothing_before_a_second_person_has_confirmed_it() -> None:
    assert why(desks.desk_confirmed, looking("register", snap={"desk": NOT_YET})) == "desk_unconfirmed"
    assert why(desks.desk_confirmed, looking("register", snap={"desk": STANDS})) is None


def test_what_stands_below_a_closed_matter_belongs_to_it() -> None:
    shop = Shop()
    closed = shop.closed()
    assert shop.why("erase", closed, None, reason="依申请") == "nothing_to_erase"
    open_one = shop.open("measure")
    snap = shop.book.snapshot(
        shop.store.kind("measure").act("erase"), open_one, _nobody(), {"erases": [[closed.id, "title"]]}
    )
    assert desks.of_closed(snap)
    snap = shop.book.snapshot(
        shop.store.kind("measure").act("erase"), open_one, _nobody(), {"erases": [[open_one.id, "title"]]}
    )
    assert not desks.of_closed(snap)


def _parts(desk: Desk):
    return {name: getattr(desk, name) for name in Desk.__dataclass_fields__}


def _nobody():
    from bihuan.core.acts.mandate import Mandate
    from bihuan.core.state.actor import SYSTEM

    return Mandate(SYSTEM)


def test_who_is_to_compare_the_sheet_of_an_opening_is_named_with_its_scan_and_is_somebody_else() -> None:
    row = KINDS["register"].act("request_opening")
    clerk = Actor(1, (Hat(1, 11, 1, "member", 1),))

    def why(**facts: object) -> str | None:
        snap = {"desk": NOT_YET, "actor": clerk}
        reason = verdict(row, looking("register", life="opened", register=9, facts=facts, snap=snap))
        return reason.code if reason else None

    assert why() is None, "a second person is asked without a sheet, too"
    assert why(witness=2) == "no_sheet"
    assert why(witness=1, evidence=["ab"]) == "no_witness"
    assert why(witness=2, evidence=["ab"]) is None


def test_a_second_person_is_asked_only_where_one_is_not_enough() -> None:
    assert why(desks.second_is_needed, looking("register", snap={"desk": NOT_YET})) == "one_is_enough"
    assert why(desks.second_is_needed, looking("register", snap={"desk": STANDS})) is None


def test_a_secretary_serves_another_than_himself() -> None:
    assert why(desks.serves_another, looking(facts={"person": 5, "serves": 5})) == "bad_value"
    assert why(desks.serves_another, looking(facts={"person": 5, "serves": 6})) is None
    assert why(desks.serves_another, looking(facts={"person": 5})) is None
    assert why(desks.serves_another, looking(snap={"trying": True})) is None, "nothing is filled in yet"


def test_who_gains_by_it_is_named_and_of_several_the_first() -> None:
    asked = {"request": "appointment", "asked": json.dumps({"person": 5, "held": [3, 4]})}
    mine = {"actor": Actor(5, (), frozenset({4}))}
    found = desks.not_appointed_by_it(looking("request", life="open", snap=mine, **asked))
    assert found == Reason("appointed_by_it", {"person": 4})


class Posts(NoPosts):
    """Somebody outside, and somebody of ours."""

    def known(self, posts):
        return {one: Post(unit, "member") for one, unit in {31: OUTSIDE, 32: A}.items() if one in posts}

    def held_by(self, person, since=None):
        return frozenset({5: {31}, 6: {32}}[person])


def test_nobody_from_outside_has_a_stand_in_who_sits_here() -> None:
    around = {"posts": Posts(), "unit_kind": {OUTSIDE: "outside", A: "office"}.get}

    def stands_in(person: int, stand_in: int) -> str | None:
        facts = {"person": person, "stand_in": stand_in}
        return why(desks.stays_outside, looking(facts=facts, snap=around))

    assert stands_in(5, 6) == stands_in(6, 5) == "sits_inside"
    assert stands_in(6, 6) is None


def test_a_register_is_created_with_no_outside_checker_of_ours() -> None:
    shop = Shop()
    shop.store.posts_ = Posts()
    by = Mandate(Actor(1, (Hat(1, 11, A, "admin", 1),)))
    with pytest.raises(Refused) as caught:
        shop.book.open("register", by, act="create", title="台账", prefix="TZ", outsiders=[32])
    assert caught.value.reason == Reason("not_outside", {"unit": A})
