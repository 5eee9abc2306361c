"""A file gives way to its copy with personal data masked: the claim stands, the original is gone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.core.state.state import State
from bihuan.files.store import path_of
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Citation
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import proofs_told, timeline_of
from tests.exchange.verifying.full import differing
from tests.matters.scenes import signed_in
from tests.story.telling import below, now, refusal, waiting
from tests.story.test_proof import as_folded, citing, signed, verified
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def copy(made: World, text: str = "遮盖件") -> dict[str, object]:
    return {"evidence": [made.proof(text)], "file_names": ["印发件（遮盖）.pdf"], "reason": "含电话"}


def of(measure: State, digest: str, event: str = "claimed") -> str:
    return f"{citing(measure, event)}:{digest}"


def shown(measure: State) -> list[str]:
    kind = kind_of(measure.kind)
    tellings = timeline_of(kind, events_of(measure.id), Names(measure.org, None), face="full", me=None)
    return [proof.name for proof, _ in proofs_told(tellings)]


def test_the_copy_is_cited_in_its_place_and_the_claim_stands(django_capture_on_commit_callbacks) -> None:
    made = world()
    measure = claimed_measure(made)
    old = measure.proof[0].digest
    with django_capture_on_commit_callbacks(execute=True):
        made.do("mask_proof", measure, "邹小禾", masks=of(measure, old), **copy(made))
    stands = now(measure)
    assert stands.life == "countersigned" and len(stands.proof) == 1 and stands.proof[0].digest != old
    assert shown(measure) == ["印发件（遮盖）.pdf"] and as_folded(measure)
    assert not path_of(made.org.pk, old).exists() and not Citation.objects.filter(digest=old).exists()
    assert signed(made, verified(made, measure)).life == "signed_off"
    assert differing() == []


def test_what_came_beside_it_stays_proof() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    one, two = made.proof("甲"), made.proof("乙")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[one, two], file_names=["甲.pdf", "乙.pdf"])
    made.do("mask_proof", measure, "费䶮", masks=of(measure, one), **copy(made))
    stands = now(measure)
    assert stands.life == "claimed" and stands.proof[1].digest == two and as_folded(measure)
    assert sorted(shown(measure)) == ["乙.pdf", "印发件（遮盖）.pdf"]
    again = of(measure, two, "cited_again")
    made.do("mask_proof", measure, "费䶮", masks=again, **copy(made, "另一遮盖件"))
    assert now(measure).life == "claimed" and len(now(measure).proof) == 2
    assert differing() == []


def test_only_a_file_that_this_matter_cites_gives_way_and_to_one_copy() -> None:
    made = world()
    measure, other = claimed_measure(made), claimed_measure(made, title="另一件")
    theirs = of(other, other.proof[0].digest)
    assert refusal(made, "mask_proof", measure, "邹小禾", masks=theirs, **copy(made)) == "not_found"
    unknown = of(measure, "0" * 64)
    assert refusal(made, "mask_proof", measure, "邹小禾", masks=unknown, **copy(made)) == "not_found"
    mine, two = (
        of(measure, measure.proof[0].digest),
        copy(made) | {"evidence": [made.proof("a"), made.proof("b")]},
    )
    assert refusal(made, "mask_proof", measure, "邹小禾", masks=mine, **two) == "one_masked_copy"
    assert refusal(made, "mask_proof", measure, "殷若渔", masks=mine, **copy(made)) == "no_right"
    assert refusal(made, "mask_proof", measure, "邹小禾", masks="1:x", **copy(made)) == "bad_value"


def test_whoever_brings_the_copy_does_not_check_it() -> None:
    made = world()
    measure = claimed_measure(made)
    made.charter("appoint", person=made.people["秦见微"], post=made.posts["邹小禾"], from_on="2026-01-01")
    made.do("mask_proof", measure, "秦见微", masks=of(measure, measure.proof[0].digest), **copy(made))
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_work"
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"


def test_of_what_is_closed_it_takes_two() -> None:
    made = world()
    measure = claimed_measure(made)
    verified(made, measure)
    signed(made, measure)
    facts = copy(made) | {"masks": of(measure, measure.proof[0].digest)}
    assert refusal(made, "mask_proof", measure, "邹小禾", **facts) == "needs_second"
    made.do("request_masking", measure, "邹小禾", **facts)
    request = waiting(measure.id)
    assert "遮盖）" not in now(request).asked, "its name is personal"
    assert refusal(made, "approve", request, "邹小禾") in ("asked_it", "no_right")
    made.do("approve", request, "严以宁")
    stands = now(measure)
    assert stands.life == "signed_off" and not stands.proof_erased
    assert [one.digest for one in stands.proof] == facts["evidence"] and as_folded(measure)
    assert shown(measure) == ["印发件（遮盖）.pdf"] and differing() == []


def test_the_pages_replace_it_and_say_what_an_erasure_would_do() -> None:
    made = world()
    measure = claimed_measure(made)
    office, admin = signed_in(made, "邹小禾"), signed_in(made, "费䶮")
    form = office.get(f"/m/{measure.id}/mask_proof/").content.decode()
    assert "印发件.pdf" in form and "遮盖件" in form
    sent = {
        "once": "m",
        "seen": now(measure).seq,
        "masks": of(measure, measure.proof[0].digest),
        "reason": "含电话",
        "evidence": SimpleUploadedFile("遮盖.txt", "遮盖".encode()),
    }
    assert office.post(f"/m/{measure.id}/mask_proof/", sent).status_code == 302
    assert shown(measure) == ["遮盖.txt"] and now(measure).life == "countersigned"
    assert "报结随之收回" in admin.get(f"/m/{measure.id}/erase/").content.decode()
    signed(made, verified(made, measure))
    assert "当天列入回头看" in admin.get(f"/m/{measure.id}/request_erasure/").content.decode()


def test_cited_twice_it_is_replaced_in_both_places(django_capture_on_commit_callbacks) -> None:
    made = world()
    measure = claimed_measure(made)
    verified(made, measure)
    signed(made, measure)
    first = copy(made) | {"masks": of(measure, measure.proof[0].digest)}
    made.do("request_masking", measure, "邹小禾", **first)
    made.do("approve", waiting(measure.id), "严以宁")
    again = copy(made, "再遮盖") | {"masks": of(measure, first["evidence"][0], "proof_masked")}
    made.do("request_masking", measure, "邹小禾", **again)
    with django_capture_on_commit_callbacks(execute=True):
        made.do("approve", waiting(measure.id), "严以宁")
    assert not path_of(made.org.pk, first["evidence"][0]).exists(), "nor in what was asked for it"
    assert now(measure).life == "signed_off" and not now(measure).proof_erased and as_folded(measure)
    assert differing() == []


def test_once_it_was_checked_a_second_person_compares_both() -> None:
    made = world()
    measure = claimed_measure(made)
    verified(made, measure)
    facts = copy(made) | {"masks": of(measure, measure.proof[0].digest)}
    assert refusal(made, "mask_proof", measure, "邹小禾", **facts) == "needs_second"
    made.do("request_masking", measure, "邹小禾", **facts)
    request = waiting(measure.id)
    assert path_of(made.org.pk, measure.proof[0].digest).exists(), "both are there to be compared"
    page = signed_in(made, "严以宁").get(f"/m/{request}/").content.decode()
    for file in (measure.proof[0].digest, facts["evidence"][0]):
        assert file in page
    made.do("approve", request, "严以宁")
    assert (now(measure).life, len(now(measure).proof), now(measure).finding > 0) == ("verified", 1, True)
    form = signed_in(made, "温如砺").get(f"/m/{measure.id}/sign_off/").content.decode()
    assert "报结后的变更" in form and "印发件（遮盖）.pdf" in form
    assert signed(made, measure).life == "signed_off" and as_folded(measure)


def test_what_stands_above_was_checked_on_it_too() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = registered_measure(made, problem.id, due={"kind": "recurring", "every": "quarter"})
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (period,) = below(measure, "instalment")
    period = made.do(
        "claim", period, "殷若渔", result="已开展", evidence=[made.proof()], file_names=["a.pdf"]
    )
    facts = copy(made) | {"masks": of(period, period.proof[0].digest)}
    made.do("mask_proof", period, "邹小禾", **facts)
    made.do("countersign", period, "纪清晏")
    made.do("verify", period, "秦见微", finding="属实")
    again = copy(made, "另一份") | {"masks": of(period, now(period).proof[0].digest, "proof_masked")}
    assert refusal(made, "mask_proof", period, "邹小禾", **again) == "needs_second"
