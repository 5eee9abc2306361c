"""补录: what was closed before the register came, with its signed sheet and somebody of another 处室."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.writing.acts import book, open_matter
from bihuan.matters.writing.rebuild import folded_state
from tests.story.telling import now, refusal
from tests.world import World, claimed_measure, confirm, world

pytestmark = pytest.mark.django_db


def imported(made: World, kind: str = "measure", parent: int | None = None, **more) -> State:
    facts = {
        "title": "去年已办结",
        "life": "claimed",
        "lead_unit": made.units["秘书处"],
        "said_closed_on": "2025-12-20",
        "due": {"kind": "date", "on": "2025-12-31"},
    } | more
    return open_matter(
        kind,
        act="take_over",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        register=made.register,
        parent=parent,
        within=True,
        **facts,
    )


def asked_for(made: World, **more) -> dict:
    return {"title": "补录", "evidence": [made.proof("签字表")], "heard": "当时已逐一征求"} | more


def back_fill(made: World, *subjects: State, by: str = "邹小禾", **more) -> int:
    """The request that waits for somebody to confirm it."""
    facts = asked_for(made, subjects=[one.id for one in subjects], **more)
    made.do("request_back_fill", made.register, by, **facts)
    return next(pending for one in subjects if (pending := now(one).pending))


def refused(made: World, *subjects: State, **more) -> str:
    """Why none of these can be back-filled."""
    facts = asked_for(made, subjects=[one.id for one in subjects], **more)
    return refusal(made, "request_back_fill", made.register, "邹小禾", **facts)


def outcome(matter: State) -> str:
    """Why a matter that was confirmed in a batch was left open."""
    return [one for one in events_of(matter.id) if one.name == "request_ended"][-1].plain["why"]


def closed_the_ordinary_way(made: World, measure: State) -> None:
    """Whatever cannot be back-filled is closed as everything else is."""
    if now(measure).life in ("assigned", "received", "under_way"):
        if now(measure).life == "assigned":
            made.do("receive", measure, "殷若渔")
        made.do("claim", measure, "殷若渔", result="已办结", evidence=[made.proof("补件")])
    else:
        made.do("add_evidence", measure, "殷若渔", evidence=[made.proof("补件")])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    if now(measure).hearing != "with_problem":
        made.do("waive_hearing", measure, "秦见微", reason="匿名", sample="抽测")
    made.do("sign_off", measure, "温如砺")
    assert now(measure).life == "signed_off" and not now(measure).back_filled


def test_what_a_ledger_says_was_done_arrives_claimed_and_proves_nothing() -> None:
    made = world()
    measure = imported(made)
    assert measure.life == "claimed" and measure.proof == () and measure.imported and measure.said_closed
    assert refusal(made, "countersign", measure, "纪清晏") == "no_proof"
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "needs_countersign"


def test_a_batch_with_the_signed_sheet_and_another_office_closes_it_as_it_was_signed() -> None:
    made = world()
    measure = imported(made)
    request = back_fill(made, measure)
    made.do("approve", request, "岳正衡")
    done = now(measure)
    assert done.life == "signed_off" and done.back_filled and done.hearing == "as_signed"
    assert str(done.closed_on) == "2025-12-20", "dated as signed"
    assert len(done.proof) == 1 and done == folded_state(measure.id)


def test_nobody_of_the_office_that_asks_confirms_it() -> None:
    made = world()
    measure = imported(made)
    request = back_fill(made, measure)
    assert refusal(made, "approve", request, "邹小禾") in ("no_right", "asked_it")
    assert now(request).steps[0][0] == "fallback", "the one verifier sits where it is asked: others are asked"
    assert refusal(made, "approve", request, "秦见微") == "no_right"
    assert now(request).life == "open"


def test_a_verifier_of_the_office_that_asks_is_refused_although_another_verifier_may() -> None:
    made = world()
    post = made.charter("add_post", unit=made.units["委员工作处"], name="核验岗二", role="verifier")
    made.charter("appoint", person=made.people["谷向原"], post=post, from_on="2025-01-01")
    made.do(
        "request_desk",
        made.register,
        "邹小禾",
        verifiers=[made.posts["核验"], post],
        reason="增加一名核验人",
    )
    confirm(made, made.register)
    measure = imported(made)
    request = back_fill(made, measure)
    assert refusal(made, "approve", request, "秦见微") == "same_office"
    assert now(request).life == "open", "it still waits for somebody else"
    made.do("approve", request, "谷向原")
    assert now(measure).life == "signed_off"


def test_nobody_of_the_unit_that_leads_confirms_it() -> None:
    made = world()
    measure = imported(made, lead_unit=made.units["机关纪委"])
    waiting = imported(made, lead_unit=made.units["机关纪委"], life="registered")
    request = back_fill(made, measure, waiting)
    assert refusal(made, "approve", request, "岳正衡") in ("own_unit_work", "leads_it")
    made.do("refuse", request, "岳正衡", reason="本单位牵头，不能确认")
    assert now(measure).life == "claimed" and now(waiting).life == "registered"
    made.do("add_evidence", measure, "岳正衡", evidence=[made.proof("补件")])
    post = made.charter("add_post", unit=made.units["机关纪委"], name="主任", role="head")
    made.charter("appoint", person=made.people["岳正衡"], post=post, from_on="2025-01-01")
    made.do("countersign", measure, "岳正衡")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="匿名", sample="抽测")
    made.do("sign_off", measure, "温如砺")
    assert now(measure).life == "signed_off", "what its own unit cannot confirm is closed the ordinary way"


def test_whoever_carried_it_in_does_not_confirm_it() -> None:
    made = world()
    measure = imported(made, carried_by=[made.people["岳正衡"]])
    request = back_fill(made, measure)
    assert refusal(made, "approve", request, "岳正衡") == "carried_it"
    made.do("refuse", request, "岳正衡", reason="由本人带入")
    closed_the_ordinary_way(made, measure)


def test_a_problem_is_back_filled_with_its_measures_in_whatever_order_they_are_ticked() -> None:
    made = world()
    problem = imported(made, "problem")
    done = imported(made, parent=problem.id)
    made.do("approve", back_fill(made, problem, done), "岳正衡")
    assert now(done).life == "signed_off" and now(problem).life == "signed_off"


def test_a_problem_with_a_measure_that_was_done_here_was_not_closed_before() -> None:
    made = world()
    problem = imported(made, "problem")
    done, going = imported(made, parent=problem.id), imported(made, parent=problem.id, said_closed_on=None)
    made.do("approve", back_fill(made, problem, done), "岳正衡")
    assert now(done).life == "signed_off" and now(problem).life == "claimed", "a measure is still open"
    closed_the_ordinary_way(made, going)
    assert refused(made, problem) == "lived_here"
    made.do("send_back", problem, "邹小禾", still_to_do="附上措施办结的材料")
    made.do("claim", problem, "殷若渔", result="措施均已办结", evidence=[made.proof("总结")])
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽测")
    made.do("sign_off", problem, "温如砺")
    assert now(problem).life == "signed_off"


def test_what_was_raised_here_is_not_closed_by_the_sheet_of_what_it_was_merged_into() -> None:
    made = world()
    old = imported(made, "problem", lead_unit=None)
    under = imported(made, parent=old.id)
    raised = made.open("problem", "邹小禾", title="在这里新提的问题", raisers=[made.people["田稼轩"]])
    made.do("merge", raised, "邹小禾", into=old.id, reason="同一件事")
    made.do("approve", back_fill(made, under), "岳正衡")
    assert now(under).life == "signed_off", "its measure was closed before"
    assert refused(made, old) == "lived_here" and now(old).life == "registered"
    made.do("assign", old, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", old, "纪清晏")
    made.do("claim", old, "纪清晏", result="已办结")
    made.do("countersign", old, "纪清晏")
    made.do("verify", old, "秦见微", finding="属实")
    assert refusal(made, "waive_hearing", old, "秦见微", reason="无", sample="抽测") == "raisers_known"
    made.do("ask_raisers", old, "秦见微", result="已办结")
    made.do("answer_hearing", old, "田稼轩", answer="agreed")
    assert made.do("sign_off", old, "温如砺").life == "signed_off"


def test_a_measure_of_the_sheet_takes_nothing_in_that_was_added_here() -> None:
    made = world()
    old = imported(made, "problem")
    done = imported(made, parent=old.id, life="registered")
    added = made.open("measure", "邹小禾", parent=old.id, title="补做一项", due={"kind": "long_term"})
    made.do("merge", added, "邹小禾", into=done.id, reason="同一件事")
    assert refused(made, done) == "lived_here" and refused(made, old) == "lived_here"


def test_what_was_split_off_here_was_not_closed_before() -> None:
    made = world()
    old = imported(made, "problem", lead_unit=None)
    made.do("split", old, "邹小禾", titles=["还没有办的一半"], reason="只办了一半")
    assert refused(made, old) == "lived_here"


@pytest.mark.parametrize("raiser", [None, "田稼轩"])
def test_two_rows_of_the_sheet_for_one_matter_are_back_filled_as_one(raiser: str | None) -> None:
    made = world()
    more = {"raisers": [made.people[raiser]]} if raiser else {}
    stays = imported(made, "problem", lead_unit=None)
    twice = imported(made, "problem", lead_unit=None, **more)
    under = imported(made, parent=twice.id)
    made.do("merge", twice, "邹小禾", into=stays.id, reason="同一件事列了两行")
    if raiser:
        assert refused(made, stays) == "lived_here", "whoever raised it is asked"
        return
    made.do("approve", back_fill(made, stays, under), "岳正衡")
    assert now(stays).life == "signed_off" and now(stays) == folded_state(stays.id)


def test_what_no_ledger_says_was_closed_cannot_be_back_filled() -> None:
    made = world()
    assert refused(made, claimed_measure(made)) == "not_subject"
    said_done = imported(made, said_closed_on=None)
    assert refused(made, said_done, said_closed_on="2025-12-20") == "not_said_closed"
    closed_the_ordinary_way(made, said_done)


def test_no_later_ledger_says_that_a_living_matter_was_closed_before() -> None:
    made = world()
    measure = imported(made, life="assigned", said_closed_on=None)
    facts = {"reason": "按新表", "status": "已销号"}
    with book(made.org.pk, at=made.tick()) as open_book:
        how = Mandate(open_book.store.actor(made.people["邹小禾"]), within=True)
        open_book.perform("correct", measure.id, how, **facts)
        for later in ({"said_closed_on": "2025-12-20"}, {"said_closed": True}):
            with pytest.raises(Refused, match="unknown_fact"):
                open_book.perform("correct", measure.id, how, **facts, **later)
    assert not now(measure).said_closed
    assert refused(made, measure, said_closed_on="2025-12-20") == "not_said_closed"
    closed_the_ordinary_way(made, measure)


def test_what_was_worked_on_here_never_qualifies() -> None:
    made = world()
    measure = imported(made, life="assigned")
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="办结", evidence=[made.proof("补件")])
    assert refused(made, measure) == "lived_here"
    made.do("send_back", measure, "秦见微", still_to_do="再补")
    assert refused(made, measure) == "lived_here"
    closed_the_ordinary_way(made, measure)


def test_work_done_after_it_was_asked_for_keeps_it_open() -> None:
    made = world()
    measure = imported(made)
    request = back_fill(made, measure)
    made.do("add_evidence", measure, "殷若渔", evidence=[made.proof("补件")])
    assert refusal(made, "approve", request, "岳正衡") == "lived_here", "a yes that grants nothing is none"
    assert now(measure).life == "claimed"


def test_what_is_judged_not_to_be_closed_never_qualifies() -> None:
    made = world()
    measure = imported(made)
    made.do("send_back", measure, "秦见微", still_to_do="没有做完")
    assert refused(made, measure) == "lived_here"


def test_an_entry_by_mistake_is_corrected_away_by_another_before_anything_rests_on_it() -> None:
    made = world()
    measure = imported(made, life="assigned")
    assert refusal(made, "disregard", measure, "邹小禾", reason="没有误填") == "wrong_life"
    made.do("receive", measure, "殷若渔")
    assert refusal(made, "disregard", measure, "邹小禾", reason="没有误填") == "no_entry"
    made.do("progress", measure, "殷若渔", progress="填错了事项")
    assert refused(made, measure) == "lived_here"
    made.do("disregard", measure, "邹小禾", reason="应填在另一项")
    made.do("approve", back_fill(made, measure), "岳正衡")
    assert now(measure).life == "signed_off" and now(measure) == folded_state(measure.id)


def test_nobody_corrects_away_an_own_entry_nor_one_on_which_something_rests() -> None:
    made = world()
    own = imported(made, lead_unit=made.units["督查处"])
    made.do("add_evidence", own, "邹小禾", evidence=[made.proof("补件")])
    assert refusal(made, "disregard", own, "邹小禾", reason="误填") == "own_entry"
    asked = imported(made, life="assigned")
    made.do("receive", asked, "殷若渔")
    made.do("progress", asked, "殷若渔", progress="在办")
    due = {"kind": "date", "on": "2026-12-31"}
    made.do("request_extension", asked, "殷若渔", due=due, reason="来不及")
    assert refusal(made, "disregard", asked, "邹小禾", reason="误填") == "no_entry"
    assert refused(made, asked) in ("not_subject", "lived_here")


def test_it_was_signed_before_the_import() -> None:
    made = world()
    late = imported(made, said_closed_on="2026-03-02")
    assert refused(made, late) == "signed_late"
    bare = imported(made, said_closed_on=None, said_closed=True)
    assert refused(made, bare) == "no_signing_day"
    assert refused(made, bare, said_closed_on="2026-03-02") == "signed_late"
    request = back_fill(made, bare, said_closed_on="2026-03-01")
    made.do("approve", request, "岳正衡")
    assert str(now(bare).closed_on) == "2026-03-01"
    closed_the_ordinary_way(made, late)


def test_no_row_slips_out_of_a_batch_for_want_of_a_date() -> None:
    made = world()
    dated, bare = imported(made), imported(made, said_closed_on=None, said_closed=True)
    assert refused(made, dated, bare) == "no_signing_day"
    request = back_fill(made, dated, bare, said_closed_on="2025-11-30")
    made.do("approve", request, "岳正衡")
    assert str(now(dated).closed_on) == "2025-12-20", "what the sheet says stands"
    assert str(now(bare).closed_on) == "2025-11-30"


def test_what_was_reopened_is_never_back_filled_again() -> None:
    made = world()
    measure = imported(made)
    made.do("approve", back_fill(made, measure), "岳正衡")
    asked = made.do("request_reopening", measure, "邹小禾", reason="反弹")
    made.do("approve", asked.pending, "温如砺")
    assert now(measure).life == "under_way"
    assert refused(made, measure) == "lived_here"
    closed_the_ordinary_way(made, measure)


def test_it_is_asked_for_once_at_a_time() -> None:
    made = world()
    measure = imported(made)
    back_fill(made, measure)
    assert refused(made, measure) == "not_subject"


def test_what_is_for_good_is_back_filled_as_continuing_and_never_struck_off() -> None:
    made = world()
    problem = imported(made, "problem")
    due = {"kind": "date", "on": "2025-12-31", "then": "long_term"}
    measure = imported(made, parent=problem.id, due=due)
    made.do("approve", back_fill(made, problem, measure), "岳正衡")
    done = now(measure)
    assert done.life == "continuing" and done.back_filled and str(done.closed_on) == "2025-12-20"
    assert now(problem).life == "signed_off", "as its measures were, 含常态化"
