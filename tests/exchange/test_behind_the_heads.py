"""From the first head that leaves the machine to an older backup brought back, acknowledged, and going on."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from bihuan.config import prepare
from bihuan.exchange.backup import restore_main
from bihuan.exchange.verifying import command as verifying
from bihuan.jobs import clock
from bihuan.jobs.heartbeat import beat
from bihuan.ledger import outside, publishing
from bihuan.ledger.models import Event
from bihuan.matters.setup import acknowledging
from bihuan.matters.writing.clock import now
from tests.exchange.backed_up import at_work, backed_up, elsewhere
from tests.matters.scenes import signed_in

DAY = int(timedelta(days=1).total_seconds()) * 1_000_000


def test_an_older_backup_comes_back_is_told_of_and_acknowledged(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "share" / "heads.jsonl"
    place.parent.mkdir()
    monkeypatch.setattr(settings, "VAR", tmp_path)
    made, measure = at_work()
    path = backed_up(tmp_path)
    made.do("remark", measure, "邹小禾", remark="备份之后")
    monkeypatch.setattr(settings, "HEADS", str(place))
    prepare.look_outside()
    assert capsys.readouterr().err == ""
    (sent,) = outside.heads_in(place)
    assert verifying.main([]) == 0
    with elsewhere(monkeypatch):
        capsys.readouterr()
        assert restore_main([str(path)]) == 1
        said = capsys.readouterr().err
        assert "acknowledge-heads" in said and "not in the record" in said
        prepare.look_outside()
        assert str(sent.head) in capsys.readouterr().err
        beat("one", at=clock.now())
        answer = Client().get("/healthz")
        assert answer.status_code == 503 and str(sent.head) in answer.json()["reason"]
        assert verifying.main([]) == 1 and verifying.main(["--quick"]) == 1
        assert "未能" not in capsys.readouterr().out
        page = signed_in(made, "严以宁").get("/record/").content.decode()
        assert str(sent.head) in page and "留在本机之外的链头不在记录里" in page
        acts_go_on = made.do("remark", measure, "邹小禾", remark="照常办理")
        publishing.send(at=now() + 2 * DAY)
        assert outside.heads_in(place) == [sent], "no new head covers up the old one"

        call = ["--org", made.org.slug, "--reason", "磁盘损坏，恢复前一日的备份"]
        assert acknowledging.main(call) == 0
        assert str(sent.head) in capsys.readouterr().out
        (event,) = Event.objects.filter(name="heads_acknowledged")
        assert json.loads(event.header)["plain"]["heads"] == [[sent.head.seq, sent.head.seal]]
        assert event.seq > acts_go_on.seq
        assert acknowledging.main(call) == 1
        assert Client().get("/healthz").json() == {"status": "ok"}
        assert verifying.main([]) == 0
        publishing.send(at=now() + 2 * DAY)
        assert outside.heads_in(place)[-1].head.seq == event.seq
        assert verifying.main(["--quick"]) == 0


def test_whoever_calls_wrongly_is_told_in_a_line(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    made, _ = at_work()
    assert acknowledging.main(["--org", "nowhere", "--reason", "x"]) == 2
    assert acknowledging.main(["--org", made.org.slug, "--reason", " "]) == 2
    assert acknowledging.main(["--org", made.org.slug, "--reason", "x"]) == 1
    monkeypatch.setattr(settings, "HEADS", str(tmp_path / "away" / "heads.jsonl"))
    assert acknowledging.main(["--org", made.org.slug, "--reason", "x"]) == 2
    assert capsys.readouterr().err.count("\n") == 3
