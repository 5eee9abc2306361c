"""What was erased after a backup was made is erased again when it comes back, whichever journal says so."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from bihuan.exchange.backup import restore_main
from bihuan.exchange.restore import restore
from bihuan.ledger import journal as journal_of
from bihuan.ledger.journal import Erasure
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.erasing import erasable
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.exchange.backed_up import at_work, backed_up, elsewhere, found, rows
from tests.world import registered_measure


def test_what_was_erased_after_the_backup_is_erased_again(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, measure = at_work()
    path = backed_up(tmp_path)
    facts = erasable(measure)
    made.do("erase", measure, "费䶮", reason="当事人要求删除", erases=[list(one) for one in facts])
    journal = Path(settings.VAR) / "erasures.log"
    assert "首问" not in journal.read_text()
    with elsewhere(monkeypatch) as var:
        done = restore(path, at=now(), erasures=journal)
        assert done.erased == len(facts) > 3
        assert not verify().breaks
        assert row_state(measure) == folded_state(measure)
        assert Matter.objects.get(pk=measure).title is None
        assert measure not in found("首问")
        assert [one for one in erasable(measure) if one in facts] == []
        assert (var / "erasures.log").exists()


def test_a_fact_of_a_matter_that_cannot_be_erased_by_itself_is_erased_too(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = at_work()
    other = registered_measure(made)
    made.do("receive", other, "殷若渔")
    later = {"kind": "date", "on": "2026-09-30"}
    request = made.do("request_extension", other, "殷若渔", due=later, reason="本人家事").pending or 0
    path = backed_up(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id, name, digest FROM ledger_facts WHERE event_id = %s", (request,))
        facts = tuple((event, name, digest) for event, name, digest in cursor.fetchall())
    journal = tmp_path / "erasures.log"
    journal.write_text(json.dumps(Erasure("jichuan", request + 1, request, 1, facts)._asdict()) + "\n")
    with elsewhere(monkeypatch):
        assert restore(path, at=now(), erasures=journal).erased == len(facts) > 0
        assert erasable(request) == []
        assert row_state(request) == folded_state(request)
        assert not verify().breaks


def test_an_erasure_of_another_record_is_left_alone(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, measure = at_work()
    path = backed_up(tmp_path)
    event, name = erasable(measure)[0]
    journal = tmp_path / "erasures.log"
    other = Erasure("jichuan", event + 9, measure, 1, ((event, name, "0" * 64),))
    journal.write_text(json.dumps(other._asdict()) + "\n")
    with elsewhere(monkeypatch):
        assert restore(path, at=now(), erasures=journal).erased == 0
        assert (event, name) in erasable(measure)


def test_a_journal_that_is_not_there_is_a_wrong_call_and_nothing_is_restored(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    path = backed_up(tmp_path)
    (tmp_path / "letter").write_text("no journal\n")
    with elsewhere(monkeypatch):
        for name in ("nowhere", "letter", "."):
            assert restore_main([str(path), "--erasures", str(tmp_path / name)]) == 2
            said = capsys.readouterr().err
            assert said.startswith("bihuan restore: ") and said.count("\n") == 1
        assert rows("ledger_event") == rows("people_organisation") == 0


def test_a_torn_line_of_the_journal_is_passed_over_and_said(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, measure = at_work()
    path = backed_up(tmp_path)
    facts = erasable(measure)
    made.do("erase", measure, "费䶮", reason="当事人要求删除", erases=[list(one) for one in facts])
    journal = tmp_path / "newer.log"
    own = (Path(settings.VAR) / "erasures.log").read_text().splitlines()[-1]
    journal.write_text(f"{own[:70]}\n{own}\n{own[:9]}")
    with elsewhere(monkeypatch):
        assert restore_main([str(path), "--erasures", str(journal)]) == 0
        said = capsys.readouterr()
        assert "2 lines of the journal" in said.err and f"{len(facts)} facts erased again" in said.out


@pytest.mark.parametrize("journal", ["database", "file"])
def test_either_journal_alone_is_enough(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    """Of an erasure that the record does not know."""
    made, measure = at_work()
    facts = erasable(measure)
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id, name, digest FROM ledger_facts")
        digests = {(event, name): digest for event, name, digest in cursor.fetchall()}
    event = max(one for one, _ in facts) + 50
    known = tuple((one, name, digests[one, name]) for one, name in facts)
    erasure = Erasure(made.org.slug, event, measure, 1, known)
    if journal == "database":
        journal_of.keep([erasure])
        path = backed_up(tmp_path)
    else:
        path = backed_up(tmp_path)
    with elsewhere(monkeypatch):
        if journal == "file":
            journal_of.append([erasure])
        done = restore(path, at=now())
        assert done.erased == len(facts) and not done.wrong
        assert set(journal_of.kept()) == set(journal_of.read(journal_of.path())) > {erasure}
