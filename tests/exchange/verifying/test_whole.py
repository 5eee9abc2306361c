"""Steps and pieces: told as they go, stopped anywhere, gone on from there, and what no table is told of."""

from typing import Any

import pytest
from django.db import connection

from bihuan.exchange.backup_tables import LEFT_OUT, not_kept
from bihuan.exchange.verifying import matterwise
from bihuan.exchange.verifying.comparing import Difference
from bihuan.exchange.verifying.progress import NAMED, Progress
from bihuan.exchange.verifying.whole import STEPS, begin, step_name, verify_whole
from bihuan.ledger.models import Event
from bihuan.matters.models import Matter
from tests.exchange.verifying.full import differing, full, run
from tests.ledger.writing import behind_its_back
from tests.matters.scenes import busy
from tests.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces, so that there are many of them."""
    monkeypatch.setattr(matterwise, "AT_ONCE", 20)


def test_every_event_is_read_once_and_every_matter_folded_once() -> None:
    full()
    progress = begin(at=1)
    verify_whole(progress)
    assert progress.events == Event.objects.count()
    assert progress.matters == Matter.objects.count()
    assert progress.done == progress.total == 2 * progress.events + progress.files


def test_it_tells_after_each_piece_how_far_it_is() -> None:
    busy()
    told: list[tuple[str, int]] = []
    verify_whole(begin(at=1), tell=lambda now: told.append((step_name(now).en, now.done)))
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert dict.fromkeys(step for step, _ in told).keys() == {name.en for name, _ in STEPS}
    assert len(told) > 10


def test_stopped_after_any_piece_it_goes_on_and_finds_the_same() -> None:
    found = full()
    for name in ("registered", "waiting", "long_term"):
        run("UPDATE matters_matter SET life = %s WHERE id = %s", ("merged", found.matters[name]))
    run("DELETE FROM people_absence")
    at_once = begin(at=1)
    verify_whole(at_once)
    progress, runs = begin(at=1), 0
    while not verify_whole(progress, stop=lambda: True):
        again = Progress.read(progress.text())
        assert again == progress
        progress, runs = again, runs + 1
    assert runs > 10
    assert progress == at_once
    assert {one.table for one in progress.found} == {"matters_matter", "people_absence"}


def test_what_cannot_be_folded_is_told_and_the_rest_goes_on() -> None:
    found = full()
    matter = found.matters["late"]
    behind_its_back(
        'UPDATE ledger_event SET header = replace(header, \'"event":"assigned"\', \'"event":"nonsense"\')'
        " WHERE matter_id = %s",
        (matter,),
    )
    run("UPDATE matters_matter SET life = 'merged' WHERE id = %s", (found.matters["paused"],))
    progress = begin(at=1)
    verify_whole(progress)
    assert progress.broken
    assert ("strange", matter) in {(one.what, one.matter) for one in progress.found}
    assert found.matters["paused"] in {one.matter for one in progress.found}


def test_a_header_that_is_no_text_of_ours_stops_nothing() -> None:
    found = full()
    behind_its_back("UPDATE ledger_event SET header = 'x' WHERE id = %s", (found.matters["late"],))
    progress = begin(at=1)
    assert verify_whole(progress)
    assert progress.broken
    assert "strange" in {one.what for one in progress.found}


def test_a_broken_chain_is_told_beside_what_differs() -> None:
    full()
    behind_its_back("UPDATE ledger_event SET seal = %s WHERE seq = 3", ("0" * 64,))
    progress = begin(at=1)
    verify_whole(progress)
    assert progress.broken[0][0] == "jichuan" and not progress.whole
    assert progress.sentences()[0].zh.startswith("jichuan 第 3 条")


def test_a_table_that_no_backup_holds_and_no_reason_names_is_told() -> None:
    world()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody (id integer)")
    (one,) = differing()
    assert (one.what, one.table) == ("not_kept", "of_somebody")
    assert not_kept(["matters_matter", "jobs_job", "of_somebody"]) == ["of_somebody"]


def test_every_table_that_stays_out_of_a_backup_has_a_reason_in_both_languages() -> None:
    assert all(one.zh and one.en for one in LEFT_OUT.values())
    assert "web_session" in LEFT_OUT and "search_text" in LEFT_OUT


def test_all_differences_are_counted_and_the_first_are_named() -> None:
    progress = Progress(1)
    progress.take(Difference("missing", "matters_link", one, f"id={one}", org=one % 2) for one in range(300))
    assert (progress.count, len(progress.found)) == (300, NAMED)
    assert len(progress.sentences(org=1)) == NAMED  # those of no organisation are everybody's
    progress.broken = [["another", "断", "broken"]]
    assert progress.sentences("jichuan", 1)[0].en != "broken"


@pytest.mark.parametrize("kept", ["", "{}", "[]", "x", '{"began_at": 1, "found": [{}]}'])
def test_what_is_no_progress_is_read_as_none(kept: Any) -> None:
    assert Progress.read(kept) is None


def test_the_organisations_apart_are_proved_together() -> None:
    busy()
    busy("beixing", "北星市政协机关")
    assert differing() == []
