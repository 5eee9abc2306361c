"""One file with everything: of one moment, refused when it is not whole, the same on both databases."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from bihuan.core.chain.breaks import Published
from bihuan.exchange import backup_format as form
from bihuan.exchange import restore as restoring
from bihuan.exchange.backup import BadCopy, backup, backup_main, restore_main
from bihuan.exchange.backup_format import Unfit
from bihuan.exchange.restore import restore
from bihuan.exchange.version import ours
from bihuan.files.store import path_of, verify_files
from bihuan.ledger import triggers
from bihuan.ledger.named_place import NotFree
from bihuan.ledger.read import LAST
from bihuan.ledger.verify import heads_today, verify
from bihuan.matters.models import Matter
from bihuan.matters.seeing import rows as states_of
from bihuan.matters.seeing.facts import texts_of
from bihuan.matters.writing.acts import perform
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.erasing import erasable
from bihuan.matters.writing.rebuild import folded_state, row_state
from bihuan.people.models import Organisation
from bihuan.search.index import entries
from bihuan.search.upkeep import sound
from tests.exchange.backed_up import at_work, backed_up, contents, elsewhere, found, rows, written_again
from tests.ledger.writing import behind_its_back


@pytest.fixture(autouse=True)
def own_place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place without the journal that other tests have written to."""
    monkeypatch.setattr(settings, "VAR", tmp_path_factory.mktemp("place"))


def test_it_brings_everything_back(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, measure = at_work()
    path = backed_up(tmp_path)
    before, stood, facts = contents(path), row_state(measure), texts_of([measure])
    with elsewhere(monkeypatch):
        restore(path, at=now())
        assert not verify().breaks
        assert not triggers.missing()
        assert list(verify_files(made.org.pk)) == []
        assert row_state(measure) == stood == folded_state(measure)
        assert texts_of([measure]) == facts != {}
        assert found("首问") == {measure, stood.parent if stood else None}
        again = tmp_path / "again"
        again.mkdir()
        assert contents(backed_up(again)) == before
        after = made.do("verify", measure, "秦见微", finding="制度已印发")
        assert after.life == "verified"


def test_a_row_that_was_wrong_in_the_backup_is_told_and_everything_is_back(
    fresh_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, measure = at_work()
    Matter.objects.filter(pk=measure).update(life="signed_off")
    path = backed_up(tmp_path)
    with elsewhere(monkeypatch):
        assert restore_main([str(path)]) == 1
        said = capsys.readouterr().err
        assert f"matters_matter {measure} life: says signed_off, should say countersigned" in said
        assert "已恢复，但有 1 处" in said
        assert Matter.objects.filter(pk=measure).exists()


def test_it_is_of_one_moment_while_acts_go_on(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, measure = at_work()
    done, stop = [], threading.Event()

    def remarks() -> None:
        try:
            while not stop.is_set():
                facts = {"remark": f"第 {len(done)} 次说明"}
                actor = made.people["邹小禾"]
                done.append(perform("remark", measure, org=made.org.pk, actor=actor, at=now(), **facts).seq)
        finally:
            connection.close()

    working = threading.Thread(target=remarks)
    working.start()
    try:
        while len(done) < 3:
            stop.wait(0.01)
        heads = [backup(tmp_path / f"{nth}.bihuan", at=now()).heads for nth in range(3)]
    finally:
        stop.set()
        working.join()
    assert heads[0] != heads[2]
    live = [Published.read(head) for head in (*heads[0], *heads[2])]
    assert not verify(heads=live).breaks
    with elsewhere(monkeypatch):
        assert restore(tmp_path / "2.bihuan", at=now()).heads == heads[2]
        for state in states_of.states(list(Matter.objects.values_list("pk", flat=True))):
            assert folded_state(state.id) == state


@pytest.mark.parametrize("place", [0, 0.001, 0.37, 0.8, 0.999, 1])
def test_one_changed_byte_anywhere_is_refused_in_a_sentence(
    fresh_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: float,
) -> None:
    at_work()
    path = backed_up(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[min(int(len(whole) * place), len(whole) - 1)] ^= 1
    path.write_bytes(whole)
    with elsewhere(monkeypatch) as var:
        assert restore_main([str(path)]) == 1
        assert "备份" in capsys.readouterr().err
        assert rows("ledger_event") == rows("people_organisation") == 0
        assert not list(var.rglob("*/??/*"))


def test_a_chain_that_does_not_verify_is_refused(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    earlier = backed_up(tmp_path).read_bytes()
    behind_its_back(
        "UPDATE ledger_event SET header = replace(header, 'claimed', 'claymed') WHERE name = 'claimed'"
    )
    assert backup_main([str(tmp_path / "all.bihuan")]) == 1
    assert "does not verify" in capsys.readouterr().err
    assert (tmp_path / "all.bihuan").read_bytes() == earlier
    path = tmp_path / "all.bihuan.unfit"
    with elsewhere(monkeypatch) as var:
        assert restore_main([str(path)]) == 1
        assert "核验不通过" in capsys.readouterr().err
        assert rows("ledger_event") == rows("people_user") == 0
        assert not list(var.rglob("*/??/*"))


def test_a_table_that_is_not_what_the_manifest_says_is_refused(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work()
    path = backed_up(tmp_path)

    def fewer(manifest: dict[str, Any]) -> None:
        next(one for one in manifest["tables"] if one["name"] == "matters_spell")["rows"] -= 1

    written_again(path, fewer)
    with elsewhere(monkeypatch), pytest.raises(Unfit, match="matters_spell"):
        restore(path, at=now())


def test_what_a_newer_version_made_is_refused(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    path = backed_up(tmp_path)
    written_again(path, lambda manifest: manifest["migrations"].append(["matters", "9999_from_tomorrow"]))
    with elsewhere(monkeypatch):
        assert restore_main([str(path)]) == 1
        assert "newer version" in capsys.readouterr().err


def test_names_in_a_manifest_become_neither_sql_nor_paths(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work()
    path = backed_up(tmp_path)
    written_again(path, lambda manifest: manifest["files"].append([1, "../../etc/passwd"]))
    with elsewhere(monkeypatch), pytest.raises(Unfit):
        restore(path, at=now())


def test_a_database_with_something_in_it_is_left_alone(
    fresh_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    path, events = backed_up(tmp_path), rows("ledger_event")
    assert restore_main([str(path)]) == 2
    assert "DATABASE_URL" in capsys.readouterr().err
    assert rows("ledger_event") == events


def test_a_file_that_is_no_backup_is_refused(fresh_database: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    for content in (b"", b"short", b"x" * 1_000):
        path.write_bytes(content)
        assert restore_main([str(path)]) == 1


def test_a_file_that_is_not_there_is_a_wrong_call(
    fresh_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert restore_main([str(tmp_path / "nowhere")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("bihuan restore: ") and said.count("\n") == 1


def test_a_backup_of_a_later_version_is_refused_in_a_sentence(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    path = backed_up(tmp_path)
    written_again(path, lambda manifest: manifest.update(version="99.1"))
    with elsewhere(monkeypatch):
        assert restore_main([str(path)]) == 1
        said = capsys.readouterr().err
        assert "'99.1'" in said and ours() in said and said.count("\n") == 1


def test_the_index_after_a_restore_is_the_living_one_row_for_row(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, measure = at_work()
    made.do("erase", measure, "费䶮", reason="要求", erases=[list(one) for one in erasable(measure)])
    path, living = backed_up(tmp_path), sorted(entries(-1, LAST))
    assert living
    with elsewhere(monkeypatch):
        restore(path, at=now())
        assert sorted(entries(-1, LAST)) == living
        assert sound()


def test_a_disk_that_gives_back_something_else_leaves_no_backup(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work()
    seal = form.seal

    def spoilt(file: Any) -> None:
        file.seek(2_000)
        file.write(b"\0" * 200)
        seal(file)

    monkeypatch.setattr(form, "seal", spoilt)
    with pytest.raises(BadCopy):
        backup(tmp_path / "all.bihuan", at=now())
    assert list(tmp_path.iterdir()) == []


def test_evidence_that_cannot_be_read_is_lost_like_one_that_has_gone(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, _ = at_work()
    digest = made.proof("制度印发件")
    place = path_of(made.org.pk, digest)
    place.unlink()
    place.mkdir()
    assert backup_main([str(tmp_path / "all.bihuan")]) == 1
    said = capsys.readouterr()
    assert digest in said.err and "已备份" not in said.out


def test_a_restore_that_fails_leaves_nothing_behind(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work()
    path = backed_up(tmp_path)

    def dying() -> None:
        raise KeyboardInterrupt

    with elsewhere(monkeypatch) as var:
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(restoring, "index_anew", dying)
            restore(path, at=now())
        assert rows("ledger_event") == 0
        assert not list(var.rglob("*/??/*"))
        restore(path, at=now())
        assert not verify().breaks


def test_evidence_that_the_disk_has_lost_is_named(
    fresh_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, _ = at_work()
    digest = made.proof("制度印发件")
    path_of(made.org.pk, digest).unlink()
    assert backup_main([str(tmp_path / "all.bihuan")]) == 1
    assert digest in capsys.readouterr().err
    made.proof("制度印发件")
    assert backup_main([str(tmp_path / "all.bihuan")]) == 0


def test_only_its_owner_reads_a_backup_and_a_failed_one_is_not_there(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work()
    assert backed_up(tmp_path).stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr("bihuan.exchange.backup.form.seal", lambda file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backup(tmp_path / "other.bihuan", at=now())
    assert [one.name for one in tmp_path.iterdir()] == ["all.bihuan"]


def test_the_other_kind_of_database_reads_it_too(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a SQLite file that is not there yet, by the command, and back into the same backup."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    at_work()
    path, again = backed_up(tmp_path), tmp_path / "again.bihuan"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "BIHUAN_TESTS_DIR": str(tmp_path),
        "BIHUAN_TESTS_FILES": str(tmp_path / "files"),
    }
    heads = "".join(f"{head}\n" for head in heads_today())
    for words in (["restore", str(path)], ["verify"], ["backup", str(again)]):
        command = [sys.executable, "-m", "bihuan.config.cli", *words]
        run = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert run.stdout.startswith(heads)
    assert contents(again) == contents(path)
    assert json.loads(zipfile.ZipFile(path).read("manifest.json"))["version"] == ours() != "0"
    assert Organisation.objects.count() == 1


def test_nothing_but_an_earlier_backup_is_overwritten(
    fresh_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work()
    other = tmp_path / "bihuan.sqlite3"
    other.write_bytes(b"SQLite format 3\0")
    for path in (str(other), str(tmp_path), "", str(tmp_path / "none" / "here")):
        with pytest.raises(NotFree):
            backup_main([path])
    assert other.read_bytes() == b"SQLite format 3\0" and list(tmp_path.iterdir()) == [other]
    kept = backed_up(tmp_path)
    assert backup_main([str(kept)]) == 0, "an earlier backup is"
