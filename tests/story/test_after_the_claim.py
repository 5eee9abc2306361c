"""报结之后: what was claimed changes only by a request that a foreign hand grants, and the page shows it."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.writing.acts import perform
from bihuan.matters.writing.erasing import erasable
from tests.story.telling import now, refusal, told
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def verified(made):
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return measure


def asked(made, matter, by="邹小禾", **facts):
    found = made.do("request_change", matter, by, reason="领导小组意见", **facts)
    return found.pending


def test_after_the_claim_the_office_corrects_no_words_and_no_person() -> None:
    made = world()
    measure = claimed_measure(made)
    for facts in ({"title": "另一件事"}, {"standard": "只开一次会"}, {"accountable": made.people["邹小禾"]}):
        assert refusal(made, "correct", measure, "邹小禾", reason="改", **facts) == "claimed_stays"
    made.do("mend_spelling", measure, "邹小禾", title="修定首问负责制", reason="错字")
    assert now(measure).title == "修定首问负责制" and now(measure).life == "countersigned"
    assert refusal(made, "mend_spelling", measure, "邹小禾", title="修订一次首问负责制", reason="错字")


def test_a_change_is_granted_by_a_foreign_hand_and_then_checked_again() -> None:
    made = world()
    measure = verified(made)
    request = asked(made, measure, standard="印发制度并培训全员")
    assert refusal(made, "sign_off", measure, "温如砺") == "request_open"
    assert refusal(made, "approve", request, "纪清晏") == "no_right"
    made.do("approve", request, "岳正衡")
    after = now(measure)
    assert (after.life, after.finding, after.hearing, len(after.proof)) == ("claimed", 0, None, 1)
    assert "秘书处" in told(made, measure, "changed")
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="照新标准核过")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_of_what_is_closed_only_the_persons_change_and_it_stays_closed() -> None:
    made = world()
    measure = verified(made)
    made.do("sign_off", measure, "温如砺")
    why = refusal(made, "request_change", measure, "邹小禾", title="另一件事", reason="改")
    assert why == "closed_words"
    made.do("approve", asked(made, measure, accountable=made.people["殷若渔"]), "秦见微")
    assert (now(measure).life, now(measure).accountable) == ("signed_off", made.people["殷若渔"])


def test_the_words_that_were_asked_for_can_be_erased_with_the_matter() -> None:
    made = world()
    measure = verified(made)
    request = asked(made, measure, title="张某某反映的事")
    assert "张某某" in (now(request).words or "") and "张某某" not in now(request).asked
    made.do("refuse", request, "岳正衡", reason="不必")
    admin, facts = made.people["费䶮"], [list(one) for one in erasable(measure.id)]
    perform("erase", measure.id, org=made.org.pk, actor=admin, at=made.tick(), reason="依申请", erases=facts)
    assert now(request).words is None, "the row forgets them with the record"
    assert not any("张某某" in str(one.personal) for one in events_of(request))


def test_whoever_is_named_proposes_somebody_else_through_the_head() -> None:
    made = world()
    measure = registered_measure(made, accountable=made.people["殷若渔"])
    by, other = "殷若渔", made.people["纪清晏"]
    found = made.do("propose_other", measure, by, accountable=other, reason="不再分管")
    assert refusal(made, "approve", found.pending or 0, by) == "no_right"
    made.do("approve", found.pending or 0, "纪清晏")
    assert now(measure).accountable == other and "纪清晏" in told(made, measure, "other_named")


def test_the_lead_opens_no_measure_that_names_a_checker_and_the_office_may() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    facts = {"title": "新措施", "accountable": made.people["秦见微"]}
    with pytest.raises(Refused) as caught:
        made.open("measure", "殷若渔", parent=problem.id, **facts)
    assert caught.value.reason.code == "names_checker"
    assert made.open("measure", "邹小禾", parent=problem.id, **facts).accountable == facts["accountable"]


def test_four_plans_no_longer_shut_out_four_verifiers() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    for checker in ("秦见微", "岳正衡", "温如砺"):
        facts = {"plan": "计划", "accountable": made.people[checker]}
        assert refusal(made, "plan", measure, "殷若渔", **facts) == "names_checker", checker
    made.do("correct", measure, "邹小禾", accountable=made.people["秦见微"], reason="由其承担")
    assert now(measure).accountable == made.people["秦见微"], "the office may"
