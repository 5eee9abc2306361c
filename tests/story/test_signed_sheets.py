"""签字: a signature of the doing side is recorded for somebody from the signed sheet alone."""

import pytest

from tests.story.telling import now, refusal
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
HEAD = {"for_whom": "纪清晏"}


def claimed(made: World) -> int:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    return measure.id


def test_a_countersignature_is_recorded_from_the_signed_sheet_alone() -> None:
    made = world()
    measure = claimed(made)
    for basis in ("call", "meeting", "电话"):
        assert refusal(made, "countersign", measure, "邹小禾", basis=basis, **HEAD) == "signs_by_sheet"
    assert refusal(made, "countersign", measure, "邹小禾", basis="signed_paper", **HEAD) == "no_scan"
    sheet = made.proof("审签单")
    before = now(measure).proof
    after = made.do("countersign", measure, "邹小禾", basis="signed_paper", evidence=[sheet], **HEAD)
    assert after.life == "countersigned"
    assert after.proof == before, "the sheet proves nothing of the work"


def test_in_ones_own_person_no_sheet_is_asked_for() -> None:
    made = world()
    assert made.do("countersign", claimed(made), "纪清晏").life == "countersigned"


def test_the_heads_own_yes_to_a_request_is_a_signature_too() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked = made.do("propose_other", measure, "殷若渔", reason="外出", accountable=made.people["邹小禾"])
    request = asked.pending or 0
    assert now(request).steps[0][0] == "head"
    assert refusal(made, "approve", request, "邹小禾", basis="call", **HEAD) == "signs_by_sheet"
    assert refusal(made, "approve", request, "邹小禾", basis="signed_paper", **HEAD) == "no_scan"
    given = {"basis": "signed_paper", "evidence": [made.proof("签字件")]}
    assert made.do("approve", request, "邹小禾", **given, **HEAD).life == "granted"


def test_that_a_unit_did_none_of_it_is_its_heads_signature() -> None:
    made = world()
    measure = registered_measure(made, supporting=[made.units["委员工作处"]])
    whom = {"for_whom": "谷向原"}
    assert refusal(made, "say_uninvolved", measure, "邹小禾", basis="call", **whom) == "signs_by_sheet"
    given = {"basis": "signed_paper", "evidence": [made.proof("签字件")]}
    assert made.do("say_uninvolved", measure, "邹小禾", **given, **whom).uninvolved
