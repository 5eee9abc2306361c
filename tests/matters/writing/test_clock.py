"""Nothing is written under a clock that nobody can believe, and no day is taken from a head in the future."""

import pytest
from django.urls import reverse

from bihuan.core.time.days import day_of
from bihuan.core.words.doubted import Doubted
from bihuan.jobs import trusted
from bihuan.jobs.models import Job, KnownTime
from bihuan.ledger.models import Head
from bihuan.matters.writing.acts import open_matter, perform_many
from tests.clocks import DAY, MINUTE, Machine, machine
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


def ours(monkeypatch: pytest.MonkeyPatch) -> tuple[World, Machine]:
    """A world, on a machine whose clock is right and known."""
    made, here = world(), machine(monkeypatch)
    here.at = made.at
    trusted.begin(head=made.at)
    return made, here


def head(made: World) -> tuple[int, int]:
    row = Head.objects.get(org_id=made.org.pk)
    return row.seq, row.at


@pytest.mark.parametrize("moved", [400 * DAY, DAY, 6 * MINUTE, -6 * MINUTE, -DAY])
def test_a_clock_that_was_moved_writes_nothing_until_it_is_set_right(
    monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    made, here = ours(monkeypatch)
    measure = registered_measure(made)
    before = head(made)
    here.at = made.at + moved
    for _ in range(2):
        with pytest.raises(Doubted):
            made.do("receive", measure, "殷若渔")
        with pytest.raises(Doubted):
            list(perform_many("remark", [measure.id], org=made.org.pk, actor=made.people["邹小禾"],
                              at=made.at, remark="同办"))  # fmt: skip
    assert head(made) == before
    here.at = made.at
    made.do("receive", measure, "殷若渔")
    assert head(made)[0] == before[0] + 1


def test_a_head_in_the_future_waits_for_a_word_and_then_moves_no_day_and_no_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, here = ours(monkeypatch)
    now = made.at
    here.at = made.at + 400 * DAY
    KnownTime.objects.update(at=here.at)
    made.at = here.at
    wrong = made.open("problem", "邹小禾", title="时钟快时登记")
    assert wrong.number and "-2027-" in wrong.number
    here.at = made.at = now
    with pytest.raises(Doubted):
        made.open("problem", "邹小禾", title="再登记")
    latest = Head.objects.get(org_id=made.org.pk).at
    trusted.confirm(head=latest)
    right = made.open("problem", "邹小禾", title="再登记")
    assert right.number and "-2026-" in right.number
    assert right.opened_on == day_of(now, made.org.zone)
    assert head(made)[1] == latest, "the record's own time never goes back"


def test_work_is_queued_by_the_clock_and_not_by_a_head_that_lies_in_the_future() -> None:
    made = world()
    made.tick(days=400)
    measure = registered_measure(made)
    made.tick()
    made.do("receive", measure, "殷若渔")
    now = made.at - 300 * DAY
    open_matter("problem", org=made.org.pk, actor=made.people["邹小禾"], at=now, register=made.register,
                title="今天的")  # fmt: skip
    made.at = now
    made.hire("新人", "秘书处", "联络员", "contact")
    assert all(job.run_at <= made.at for job in Job.objects.all())


def test_who_sends_a_form_meanwhile_is_told_and_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    made, here = ours(monkeypatch)
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    at_the_worlds_day(monkeypatch)
    client = signed_in(made, "殷若渔")
    here.at = made.at + 2 * DAY
    before = head(made)
    page = client.post(
        reverse("act", args=[measure.id, "progress"]), {"progress": "写了半天的进展", "once": "k"}
    )
    said = page.content.decode()
    assert page.status_code == 503
    assert "<p>写了半天的进展</p>" in said and "时钟不可信" in said
    assert '<input type="hidden" name="once" value="k">' in said, "it can be sent again: it is done once"
    assert head(made) == before
