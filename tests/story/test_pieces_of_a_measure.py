"""A period is a piece of its measure: whoever had a hand in the measure itself checks none of its periods."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.time.dues import period_of_key
from bihuan.matters.writing.acts import book
from tests.on_paper import with_another_clerk
from tests.story.telling import below, day, now, refusal
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db

QUARTERLY = {"kind": "recurring", "every": "quarter"}


def led_before() -> tuple[World, int]:
    """A quarterly measure that the office led and worked on, before it went to the secretariat."""
    made = with_another_clerk()
    led = {"lead_unit": made.units["督查处"], "accountable": None, "due": QUARTERLY}
    measure = registered_measure(made, **led)
    made.do("receive", measure, "邹小禾")
    made.do("progress", measure, "秦见微", progress="已起草办法")
    given_away(made, measure.id)
    return made, measure.id


def given_away(made: World, measure: int) -> None:
    to = made.units["秘书处"]
    asked = made.do("request_transfer", measure, "邹小禾", reason="职责调整", lead_unit=to).pending
    assert asked
    made.do("approve", asked, "温如砺")
    made.do("receive", measure, "殷若渔")


def claimed(made: World, measure: int, period: str) -> int:
    """One period of it, claimed with proof and countersigned."""
    begins = period_of_key(period)
    assert begins is not None
    made.tick(days=max(0, (begins.first_on - day(made)).days))
    made.do("open_instalment", measure, "殷若渔", period=period)
    one = next(each for each in below(measure, "instalment") if each.period == period)
    made.do("claim", one, "殷若渔", result="本期已开展", evidence=[made.proof(period)])
    made.do("countersign", one, "纪清晏")
    return one.id


def test_a_former_doer_and_whoever_sits_where_it_was_led_verify_no_period_of_it() -> None:
    made, measure = led_before()
    one = claimed(made, measure, "2026-Q1")
    assert now(one).check_by == "fallback", "somebody else is asked from the beginning"
    assert not now(one).hand_people & {made.people["秦见微"]}, "the period itself keeps its own hands"
    assert refusal(made, "verify", one, "秦见微", finding="属实") == "own_work"
    assert made.do("verify", one, "岳正衡", finding="属实").life == "verified"


def test_who_had_a_hand_in_one_period_may_check_another() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, due=QUARTERLY).id
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (first,) = below(measure, "instalment")
    whom = {"for_whom": "殷若渔", "basis": "反馈表"}
    made.do("claim", first, "秦见微", result="代录", evidence=[made.proof()], **whom)
    made.do("countersign", first, "纪清晏")
    assert refusal(made, "verify", first, "秦见微", finding="属实") == "own_work"
    second = claimed(made, measure, "2026-Q2")
    assert made.do("verify", second, "秦见微", finding="属实").life == "verified"


def test_who_becomes_a_hand_in_the_measure_is_no_longer_asked_to_check_its_periods() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, due=QUARTERLY).id
    made.do("receive", measure, "殷若渔")
    one = claimed(made, measure, "2026-Q1")
    assert now(one).check_by == "verifiers"
    for who in ("邹小禾", "池晚照", "秦见微"):
        made.do("progress", measure, who, progress="代写", for_whom="殷若渔", basis="反馈表")
    assert now(one).check_by == "fallback", "in the same moment"


def test_a_period_counts_no_longer_when_its_checker_becomes_a_hand_in_the_measure() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, due=QUARTERLY).id
    made.do("receive", measure, "殷若渔")
    for period, who in (("2026-Q1", "秦见微"), ("2026-Q2", "岳正衡")):
        made.do("verify", claimed(made, measure, period), who, finding="属实")
        made.tick(days=120)  # each is over before it is checked anew
    made.do("progress", measure, "秦见微", progress="代写", for_whom="殷若渔", basis="反馈表")
    made.do("claim", measure, "殷若渔", result="已建", rule_issued="办法", evidence=[made.proof("办法")])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
    assert refusal(made, "continue_long_term", measure, "温如砺") == "few_cycles"
    first, _ = below(measure, "instalment")
    made.do("send_back", first, "岳正衡", still_to_do="重核")
    made.do("claim", first, "殷若渔", result="本期已开展", evidence=[made.proof("又")])
    made.do("countersign", first, "纪清晏")
    made.do("verify", first, "岳正衡", finding="属实")
    assert made.do("continue_long_term", measure, "温如砺").life == "continuing"


def test_hands_are_found_for_a_period_that_the_same_book_opens() -> None:
    made, measure = led_before()
    with book(made.org.pk, at=made.tick()) as opened:
        lead = Mandate(opened.store.actor(made.people["殷若渔"]))
        opened.perform("open_instalment", measure, lead, period="2026-Q3")
        one = next(each for each in opened.store.children(measure) if each.period)
        assert made.people["秦见微"] in opened.store.hands(one.id).people
        assert made.units["督查处"] in opened.store.hands(one.id).units


def test_what_was_merged_into_the_measure_bars_from_its_periods_too() -> None:
    made, goes = led_before()
    stays = registered_measure(made, due=QUARTERLY, title="另一措施").id
    made.do("receive", stays, "殷若渔")
    one = claimed(made, stays, "2026-Q1")
    made.do("merge", goes, "邹小禾", into=stays, reason="同一件事")
    assert refusal(made, "verify", one, "秦见微", finding="属实") == "own_work"
