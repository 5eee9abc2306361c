"""移交清单: what one person answers for goes to another, asked once for all, each by itself."""

import pytest

from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.matters.scenes import signed_in
from tests.rooms.batches.test_batches import text_of, verified
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_everything_of_one_person_goes_to_another_when_a_foreign_hand_agrees() -> None:
    made = world()
    measures = [registered_measure(made, title="在办"), claimed_measure(made, title="已报结"), verified(made)]
    made.do("sign_off", measures[2], "温如砺")
    other = registered_measure(made, title="别人的", accountable=made.people["殷若渔"])
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/hand-over/"
    assert "纪清晏" in text_of(client.get(path))
    whose = f"{path}?person={made.people['纪清晏']}"
    page = client.get(whose)
    assert page.content.decode().count(" checked") == 3 and "别人的" not in text_of(page)
    ids = [one.id for one in measures]
    facts = {"title": "纪清晏调离", "accountable": made.people["殷若渔"], "reason": "调离", "once": "k"}
    sent = client.post(whose, {**facts, "subjects": [*ids, other.id]}, follow=True)
    assert "纪清晏调离" in text_of(sent)
    request = Matter.objects.get(kind="request", life="open")
    assert row_state(request.pk).subjects == tuple(ids)
    assert all(row_state(one).pending == request.pk for one in ids)
    made.do("approve", request.pk, "秦见微")
    for one in ids:
        after = row_state(one)
        assert (
            after.accountable == made.people["殷若渔"]
            and after.pending is None
            and after == folded_state(one)
        )
    assert [row_state(one).life for one in ids] == ["assigned", "countersigned", "signed_off"]


def test_nobody_who_had_a_hand_agrees_and_the_rest_goes_over_all_the_same() -> None:
    made = world()
    mine = registered_measure(made, title="督查处办的", lead_unit=made.units["督查处"])
    theirs = registered_measure(made, title="秘书处办的")
    register = made.register
    made.do(
        "request_hand_over", register, "邹小禾", title="移交", subjects=[mine.id, theirs.id], reason="调整",
        accountable=made.people["殷若渔"],
    )  # fmt: skip
    request = Matter.objects.get(kind="request", life="open").pk
    made.do("approve", request, "秦见微")
    assert row_state(theirs.id).accountable == made.people["殷若渔"]
    assert row_state(mine.id).accountable == made.people["纪清晏"] and row_state(mine.id).pending is None


def test_only_the_office_hands_over_and_something_must_be_ticked() -> None:
    made = world()
    registered_measure(made)
    path = f"/r/{made.register}/hand-over/"
    assert signed_in(made, "殷若渔").get(path).status_code in (403, 404)
    client = signed_in(made, "邹小禾")
    facts = {"title": "移交", "accountable": made.people["殷若渔"], "reason": "调离", "once": "k"}
    refused = client.post(f"{path}?person={made.people['纪清晏']}", facts)
    assert refused.status_code == 422 and "请至少选一项" in text_of(refused)
