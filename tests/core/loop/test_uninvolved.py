"""未承担具体工作: a unit that is named and checks says first that it did none of the work."""

from dataclasses import replace

import pytest

from bihuan.core.state.lives import ENDED, GOING
from tests.core.shop import DUE, PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, OUTSIDER, TWO_HATS, A, B, G


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_who_checks_in_a_unit_that_is_named_has_its_head_say_first_that_it_did_nothing(shop: Shop) -> None:
    measure = shop.claimed(supporting=[B])
    assert measure.check_by == "verifiers", "to be named bars nobody: the turn is theirs"
    assert shop.why("verify", measure, CHECKER, finding="属实") == "answer_first"
    assert shop.do("say_uninvolved", measure, CHECKER).uninvolved == (B,)
    assert shop.why("say_uninvolved", measure, CHECKER) == "already_said"
    assert shop.do("verify", measure, CHECKER, finding="属实").life == "verified"
    assert not shop.now(measure).hand_units and B not in dict(shop.now(measure).units_from)


def test_only_the_head_of_a_named_unit_answers_and_only_where_it_had_no_hand() -> None:
    shop = Shop(TWO_HATS)
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=B, supporting=[A], due=DUE)
    shop.do("receive", measure, CHECKER)
    assert shop.why("say_uninvolved", measure, DOER) == "no_right", "a member of it is not its head"
    assert shop.why("say_uninvolved", measure, OUTSIDER) == "no_right"
    shop.do("add_evidence", measure, DOER, evidence=PROOF)
    assert shop.why("say_uninvolved", measure, HEAD) == "unit_had_hand"


def test_what_is_named_below_counts_too_and_a_period_is_a_piece_of_its_measure(shop: Shop) -> None:
    problem = shop.open("problem")
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("receive", problem, DOER)
    measure = shop.claimed(problem.id, supporting=[B])
    shop.do("verify", measure, APPROVER, finding="实")
    shop.store.states[measure.id] = shop.now(measure)._replace(life="signed_off")
    shop.do("claim", problem, DOER, result="完")
    shop.do("countersign", problem, HEAD)
    assert shop.why("verify", problem, CHECKER, finding="实") == "answer_first"
    shop.do("say_uninvolved", measure, CHECKER)
    assert shop.do("verify", problem, CHECKER, finding="实").life == "verified"

    owed = shop.open("measure")
    due = {"kind": "recurring", "every": "month"}
    shop.do("assign", owed, CHECKER, lead_unit=A, supporting=[B], due=due)
    shop.do("receive", owed, DOER)
    shop.do("open_instalment", owed, DOER, period="2026-03")
    (period,) = [one for one in shop.store.children(owed.id) if one.period]
    shop.do("claim", period, DOER, result="完", evidence=PROOF)
    shop.do("countersign", period, HEAD)
    assert shop.why("verify", period, CHECKER, finding="实") == "answer_first"
    shop.do("say_uninvolved", owed, CHECKER)
    assert shop.do("verify", period, CHECKER, finding="实").life == "verified"


def test_waiving_and_looking_back_check_too(shop: Shop) -> None:
    measure = shop.claimed(supporting=[B])
    shop.do("verify", measure, APPROVER, finding="实")
    waived = {"reason": "匿名", "sample": "抽查"}
    assert shop.why("waive_hearing", measure, CHECKER, **waived) == "answer_first"
    shop.do("say_uninvolved", measure, CHECKER)
    assert shop.do("waive_hearing", measure, CHECKER, **waived).hearing == "waived"


def test_when_work_begins_again_it_is_said_again(shop: Shop) -> None:
    measure = shop.claimed(supporting=[B])
    shop.do("say_uninvolved", measure, CHECKER)
    assert shop.do("send_back", measure, HEAD, still_to_do="补").uninvolved == ()
    shop.do("say_uninvolved", measure, CHECKER)
    claimed = shop.do("claim", measure, DOER, result="再报", evidence=PROOF)
    assert claimed.uninvolved == (B,), "the claim is what the answer speaks of"


def test_a_stand_in_sits_where_the_absent_person_sits_and_in_a_branch_nobody_sits(shop: Shop) -> None:
    measure = shop.claimed(supporting=[B])
    actors = dict(shop.store.actors)
    actors[APPROVER] = replace(actors[APPROVER], hats=(*actors[APPROVER].hats, *actors[CHECKER].hats))
    shop.store.actors = actors
    assert shop.why("verify", measure, APPROVER, finding="实") == "answer_first"
    party = [replace(hat, branch=hat.unit == B) for hat in actors[APPROVER].hats]
    shop.store.actors = actors | {APPROVER: replace(actors[APPROVER], hats=tuple(party))}
    assert shop.do("verify", measure, APPROVER, finding="实").life == "verified"
    assert shop.now(measure).checkers == {APPROVER} and G != B


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.opening.field("supporting")
                                  or any(act.field("supporting") for act in kind.acts)])  # fmt: skip
def test_it_can_be_said_in_every_life_so_that_nobody_is_shut_out_by_what_is_over(kind) -> None:
    assert set(kind.act("say_uninvolved").when) == {*GOING, *ENDED} >= set(kind.lives)
