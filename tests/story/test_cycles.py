"""定期与长期措施: instalments, two verified cycles, and then 转入常态化, counted apart."""

import pytest

from bihuan.core.time.dues import period_of_key
from tests.story.telling import below, day, now, refusal
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


QUARTERLY = {"kind": "recurring", "every": "quarter"}


def shown(made, measure, period):
    """One cycle: opened once it has begun, claimed with proof, countersigned, verified."""
    begins = period_of_key(period).first_on
    made.tick(days=max(0, (begins - day(made)).days))
    made.do("open_instalment", measure, "殷若渔", period=period)
    one = next(part for part in below(measure, "instalment") if part.period == period)
    made.do("claim", one, "殷若渔", result="本期已开展", evidence=[made.proof(period)])
    made.do("countersign", one, "纪清晏")
    return made.do("verify", one, "秦见微", finding="属实")


def received(made, **more):
    measure = registered_measure(made, **({"due": QUARTERLY} | more))
    return made.do("receive", measure, "殷若渔")


def test_an_instalment_is_one_period_of_the_cycle_and_there_is_one_a_period() -> None:
    made = world()
    measure = received(made)
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (one,) = below(measure, "instalment")
    assert str(one.due_on) == "2026-03-31" and one.lead_unit == measure.lead_unit
    for period in ("2026-Q1", "2026-05", "2026-Q7", "每季度"):
        assert refusal(made, "open_instalment", measure, "殷若渔", period=period) == "period_unknown"
    plain = registered_measure(made)
    assert refusal(made, "open_instalment", plain, "殷若渔", period="2026-Q1") == "not_recurring"


def test_a_recurring_measure_goes_over_after_two_verified_cycles_and_is_never_struck_off() -> None:
    made = world()
    measure = received(made)
    shown(made, measure, "2026-Q1")
    assert now(measure).cycles == ("2026-Q1",)
    claim = {"result": "制度已建", "evidence": [made.proof("制度")]}
    assert refusal(made, "claim", measure, "殷若渔", **claim) == "no_rule"
    made.do("claim", measure, "殷若渔", rule_issued="首问负责制办法", **claim)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    assert refusal(made, "sign_off", measure, "温如砺") == "long_term"
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"
    made.do("send_back", measure, "温如砺", still_to_do="再做一期")
    shown(made, measure, "2026-Q2")
    made.do("claim", measure, "殷若渔", **(claim | {"evidence": [made.proof("第二期")]}))
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    done = made.do("continue_long_term", measure, "温如砺", look_back_on="2026-12-01")
    assert done.life == "continuing" and str(done.look_back_on) == "2026-12-01"


def claimed_with_a_rule(made, measure):
    more = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **more)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    return made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")


def test_one_period_sent_back_and_shown_again_is_not_two() -> None:
    made = world()
    measure = received(made)
    one = shown(made, measure, "2026-Q1")
    made.do("send_back", one, "秦见微", still_to_do="缺签到表")
    assert now(measure).cycles == ()
    made.do("claim", one, "殷若渔", result="已补", evidence=[made.proof("签到表")])
    made.do("countersign", one, "纪清晏")
    made.do("verify", one, "秦见微", finding="属实")
    claimed_with_a_rule(made, measure)
    assert now(measure).cycles == ("2026-Q1",)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"


def test_a_period_sent_back_takes_its_cycle_with_it_until_the_measure_has_gone_over() -> None:
    made = world()
    measure = received(made)
    first, second = (shown(made, measure, period) for period in ("2026-Q1", "2026-Q2"))
    claimed_with_a_rule(made, measure)
    made.do("send_back", first, "秦见微", still_to_do="记录不实")
    assert now(measure).cycles == ("2026-Q2",)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"
    made.tick(days=91)
    made.do("claim", first, "殷若渔", result="已补", evidence=[made.proof("记录")])
    made.do("countersign", first, "纪清晏")
    made.do("verify", first, "秦见微", finding="属实")
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"
    assert refusal(made, "send_back", second, "秦见微", still_to_do="再看") == "wrong_life"


def showing(made, measure, period):
    """One cycle, opened, claimed and signed, on the day that it is."""
    made.do("open_instalment", measure, "殷若渔", period=period)
    one = next(part for part in below(measure, "instalment") if part.period == period)
    made.do("claim", one, "殷若渔", result="已开展", evidence=[made.proof(period)])
    return made.do("countersign", one, "纪清晏")


def test_a_period_to_come_is_neither_reported_nor_checked_before_it_begins() -> None:
    made = world()
    measure = received(made)
    shown(made, measure, "2026-Q1")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q2")
    second = below(measure, "instalment")[-1]
    claim = {"result": "已开展", "evidence": [made.proof("第二期")]}
    assert refusal(made, "claim", second, "殷若渔", **claim) == "period_to_come"
    made.tick(days=40)
    made.do("claim", second, "殷若渔", **claim)
    made.do("countersign", second, "纪清晏")
    made.do("verify", second, "秦见微", finding="属实")
    claimed_with_a_rule(made, measure)
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"


def test_a_period_before_the_hand_over_counts_where_it_was_not_over_for_a_year() -> None:
    """A ledger walks in with work that goes on: the last two periods are shown on one day."""
    made = world()
    measure = received(made)
    for period in ("1999-Q2", "2024-Q4"):
        assert refusal(made, "open_instalment", measure, "殷若渔", period=period) == "period_before"
    for period in ("2025-Q4", "2026-Q1"):
        shown(made, measure, period)
    claimed_with_a_rule(made, measure)
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"


def test_what_somebody_opens_again_is_shown_anew() -> None:
    made = world()
    measure = received(made)
    for period in ("2026-Q1", "2026-Q2"):
        shown(made, measure, period)
    claimed_with_a_rule(made, measure)
    made.do("continue_long_term", measure, "温如砺")
    made.tick(days=120)
    made.do("look_back", measure, "秦见微", result="rebound", finding="停了")
    again = made.do("reopen", measure, "温如砺", reason="停了")
    assert again.cycles == () and again.shown_from == day(made)
    claimed_with_a_rule(made, measure)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"
    assert refusal(made, "open_instalment", measure, "殷若渔", period="2026-Q2") == "wrong_life"
    made.do("send_back", measure, "温如砺", still_to_do="再做两期")
    assert refusal(made, "open_instalment", measure, "殷若渔", period="2026-Q1") == "period_before"
    for period in ("2026-Q3", "2026-Q4"):
        shown(made, measure, period)
    claimed_with_a_rule(made, measure)
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"


def test_whoever_checked_the_periods_does_not_approve_that_it_goes_over() -> None:
    made = world()
    made.charter("appoint", person=made.people["温如砺"], post=made.posts["岳正衡"], from_on="2025-01-01")
    measure = received(made)
    for period in ("2026-Q1", "2026-Q2"):
        begins = period_of_key(period).first_on
        made.tick(days=max(0, (begins - day(made)).days))
        made.do("verify", showing(made, measure, period), "温如砺", finding="属实")
    claimed_with_a_rule(made, measure)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "checked_it"
    assert now(measure).approve_by == "nobody", "nobody else approves, and the page says so"


def test_a_period_of_half_a_year_is_enough_with_a_look_back_in_the_next() -> None:
    made = world()
    measure = received(made, due={"kind": "recurring", "every": "half_year"})
    shown(made, measure, "2026-H1")
    claimed_with_a_rule(made, measure)
    for outside in ("2026-05-01", "2027-01-01"):
        assert (
            refusal(made, "continue_long_term", measure, "温如砺", look_back_on=outside) == "look_back_next"
        )
    done = made.do("continue_long_term", measure, "温如砺")
    assert done.life == "continuing" and str(done.look_back_on) == "2026-07-01"


def test_without_a_verified_period_no_long_one_goes_over() -> None:
    made = world()
    measure = received(made, due={"kind": "recurring", "every": "year"})
    claimed_with_a_rule(made, measure)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"
    asked = {"reason": "制度已建"}
    assert refusal(made, "request_continuing", measure, "殷若渔", **asked) == "few_cycles"


def test_what_a_group_owes_is_shown_by_each_member_and_ends_in_continuing() -> None:
    made = world()
    group = made.groups["各处室"]
    measure = registered_measure(
        made, lead_unit=None, lead_group=group, accountable=None, due={"kind": "recurring", "every": "year"}
    )
    assert not below(measure, "part"), "they answer period by period, and not once"
    made.do("open_instalment", measure, "邹小禾", period="2026")
    heads = {"秘书处": "纪清晏", "督查处": "秦见微", "委员工作处": "谷向原"}
    owed = {one.lead_unit: one for one in below(measure, "instalment")}
    assert set(owed) == {made.units[one] for one in heads}
    for unit, head in heads.items():
        one = owed[made.units[unit]]
        rule = {"rule_issued": "自查制度"} if unit == "督查处" else {}
        made.do("claim", one, head, result="本年已自查", evidence=[made.proof(unit)], **rule)
        other = next(each for each in heads.values() if each != head)
        assert refusal(made, "countersign", one, other) == "no_right"
        made.do("countersign", one, head)
        assert now(measure).cycles == () and now(measure).life == "assigned"
        made.do("verify", one, "岳正衡", finding="属实")
    whole = now(measure)
    assert whole.cycles == ("2026",) and whole.life == "verified" and whole.proof == ()
    assert whole.rule_issued
    assert refusal(made, "waive_hearing", measure, "秦见微", reason="内部", sample="抽查") == "own_work"
    made.do("waive_hearing", measure, "岳正衡", reason="内部事项", sample="抽查")
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"


def test_a_member_that_is_excused_from_a_period_does_not_hold_up_the_others() -> None:
    made = world()
    measure = registered_measure(
        made,
        lead_unit=None,
        lead_group=made.groups["各处室"],
        accountable=None,
        due={"kind": "recurring", "every": "year"},
    )
    made.do("open_instalment", measure, "邹小禾", period="2026")
    first, second, third = below(measure, "instalment")
    for one, head in ((first, "纪清晏"), (third, "谷向原")):
        made.do("claim", one, head, result="已自查", evidence=[made.proof(head)], rule_issued="制度")
        made.do("countersign", one, head)
        made.do("verify", one, "秦见微", finding="属实")
    assert now(measure).cycles == ()
    assert refusal(made, "lapse", second, "秦见微", reason="机构调整") == "own_unit_work"
    made.do("lapse", second, "岳正衡", reason="机构调整")
    assert now(measure).cycles == ("2026",) and now(measure).life == "verified"


def test_a_measure_with_an_end_cannot_go_over() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    assert refusal(made, "continue_long_term", measure, "温如砺") == "not_long_term"


def test_by_a_day_and_then_for_good_has_two_dues_and_ends_in_continuing() -> None:
    made = world()
    measure = received(made, due={"kind": "date", "on": "2026-06-30", "then": "long_term"})
    assert str(measure.due_on) == "2026-06-30" and measure.due_then == "long_term"
    shown(made, measure, "2026-Q1")
    shown(made, measure, "2026-Q2")
    more = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **more)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    assert refusal(made, "sign_off", measure, "温如砺") == "long_term"
    asked = made.do("request_continuing", measure, "殷若渔", reason="两期已过")
    made.do("approve", asked.pending or 0, "温如砺")
    assert now(measure).life == "continuing"


def test_a_problem_closes_with_what_went_over_and_an_instalments_doer_checks_nothing() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = registered_measure(made, problem.id, due=QUARTERLY)
    made.do("receive", measure, "殷若渔")
    for period in ("2026-Q1", "2026-Q2"):
        shown(made, measure, period)
    more = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **more)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("continue_long_term", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽查")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"


def test_whoever_recorded_an_instalment_for_the_doer_does_not_verify_the_measure() -> None:
    made = world()
    measure = received(made)
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (one,) = below(measure, "instalment")
    whom = {"for_whom": "殷若渔", "basis": "反馈表"}
    made.do("claim", one, "秦见微", result="代录", evidence=[made.proof()], **whom)
    made.do("countersign", one, "纪清晏")
    assert refusal(made, "verify", one, "秦见微", finding="好") == "own_work"
    made.do("verify", one, "岳正衡", finding="属实")
    more = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **more)
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_work", "a hand below bars above"
    assert made.people["秦见微"] not in now(measure).hand_people, "and sees no more by it"


def test_a_period_still_to_be_shown_goes_with_its_measure_to_the_new_lead() -> None:
    made = world()
    measure = registered_measure(made, due={"kind": "recurring", "every": "month"})
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-03")
    asked = made.do(
        "request_transfer", measure, "殷若渔", lead_unit=made.units["委员工作处"], reason="职责调整"
    )
    made.do("approve", asked.pending, "邹小禾")
    one = next(part for part in below(measure, "instalment") if part.period == "2026-03")
    assert one.lead_unit == made.units["委员工作处"]
    assert made.units["秘书处"] in one.led_units, "who led it once has had a hand in it"


def test_a_monthly_duty_falls_due_on_the_day_that_it_names() -> None:
    made = world()
    due = {"kind": "recurring", "every": "month", "text": "每月5日前"}
    measure = registered_measure(made, due=due)
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-03")
    (one,) = below(measure, "instalment")
    assert now(measure).due_day == 5 and str(one.due_on) == "2026-03-05"


def test_at_once_counts_from_the_day_on_which_it_is_handed_out() -> None:
    made = world()
    facts = {"title": "公布电话", "lead_unit": made.units["秘书处"], "due": {"kind": "immediate"}}
    measure = made.open("measure", "邹小禾", **facts)
    made.tick(days=14)
    handed = made.do("assign", measure, "邹小禾")
    assert handed.due_on is not None and measure.due_on is not None
    assert (handed.due_on - measure.due_on).days == 14


def test_what_periods_were_checked_by_changes_by_a_request_alone_and_they_are_shown_anew() -> None:
    made = world()
    measure = received(made, title="每季开一次学习会", standard="每季一次")
    for period in ("2025-Q4", "2026-Q1"):
        shown(made, measure, period)
    other = {"standard": "办结率100%"}
    assert refusal(made, "correct", measure, "邹小禾", reason="改", **other) == "words_shown"
    assert refusal(made, "plan", measure, "殷若渔", plan="分步走", **other) == "words_shown"
    made.do("plan", measure, "殷若渔", plan="分步走", standard="每季一次")
    request = made.do("request_change", measure, "邹小禾", reason="领导小组意见", **other).pending
    made.do("approve", request, "岳正衡")
    assert now(measure).cycles == () and now(measure).shown_from == day(made)
    claimed_with_a_rule(made, measure)
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"


def test_other_words_before_any_period_was_checked_ask_for_nothing_anew() -> None:
    made = world()
    measure = received(made, title="每季开一次学习会", standard="每季一次")
    more = {"rule_issued": "办法", "result": "已建", "evidence": [made.proof("办法")]}
    made.do("claim", measure, "殷若渔", **more)
    asked = {"reason": "领导小组意见", "standard": "办结率100%"}
    made.do("approve", made.do("request_change", measure, "邹小禾", **asked).pending, "岳正衡")
    assert now(measure).shown_from is None
    made.do("send_back", measure, "岳正衡", still_to_do="还差两期")
    for period in ("2025-Q4", "2026-Q1"):
        shown(made, measure, period)
    assert now(measure).cycles == ("2025-Q4", "2026-Q1")
