"""`bihuan verify`: what it prints, how it ends, and that it goes on where it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from bihuan.exchange.verifying import command, matterwise
from bihuan.ledger.verify import heads_today
from bihuan.matters.models import Matter
from tests.exchange.verifying.full import full
from tests.matters.scenes import busy
from tests.world import registered_measure, world

ROOT = Path(__file__).resolve().parents[3]
KILLED = """
import os, signal
import django; django.setup()
from pathlib import Path
from django.conf import settings
settings.VAR, settings.FILES_ROOT = Path({var!r}), Path({files!r})
from bihuan.exchange.verifying import command, matterwise
matterwise.AT_ONCE, command.SECONDS, kept, times = 20, 0, command._keep, []
def keep(text):
    kept(text)
    times.append(text)
    if len(times) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
command._keep = keep
command.main([])
"""


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_what_is_whole_ends_with_0_and_the_heads(capsys: pytest.CaptureFixture[str], var: Path) -> None:
    full()
    assert command.main([]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == str(heads_today()[0])
    assert "与记录一致" in said[-1] and "1 个文件" not in said[0]
    assert not (var / "verify.json").exists()


@pytest.mark.django_db
def test_what_differs_ends_with_1_and_is_named_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    measure = registered_measure(world())
    Matter.objects.filter(pk=measure.id).update(life="signed_off")
    assert command.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"matters_matter {measure.id} life：为 signed_off，应为 assigned",
        f"matters_matter {measure.id} life: says signed_off, should say assigned",
    ]


@pytest.mark.django_db
def test_quick_is_the_chain_alone(capsys: pytest.CaptureFixture[str]) -> None:
    measure = registered_measure(world())
    Matter.objects.filter(pk=measure.id).update(life="signed_off")
    assert command.main(["--quick"]) == 0
    assert "每" not in capsys.readouterr().err


@pytest.mark.django_db
def test_a_head_that_is_not_on_the_chain_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    world()
    head = heads_today()[0]
    assert command.main(["--head", str(head)]) == 0
    assert command.main(["--head", f"jichuan:{head.seq}:" + "ab" * 32]) == 1
    capsys.readouterr()
    assert command.main(["--head", "jichuan"]) == 2
    assert capsys.readouterr().err.startswith("bihuan verify: ")


@pytest.mark.django_db
def test_it_says_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    busy()
    monkeypatch.setattr(command, "SECONDS", 0.0)
    monkeypatch.setattr(matterwise, "AT_ONCE", 20)
    assert command.main([]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 10
    assert all("%" in line and " / " in line for line in lines)
    assert any("事项 matters" in line for line in lines)


def killed(url: str, var: Path) -> None:
    """A call that is killed after its fifth piece."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    script = KILLED.format(var=str(var), files=str(settings.FILES_ROOT))
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def test_killed_half_way_the_next_call_goes_on_from_there(
    fresh_database: str, var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = busy()
    Matter.objects.filter(pk=found.matters["registered"]).update(life="merged")
    Matter.objects.filter(pk=found.matters["long_term"]).update(life="merged")
    killed(fresh_database, var)
    assert (var / "verify.json").exists()
    assert command.main([]) == 1
    said = capsys.readouterr()
    assert "接着上次未完成的核验" in said.err
    assert [line.split()[1] for line in said.out.splitlines()[::2]] == [
        str(found.matters["registered"]),
        str(found.matters["long_term"]),
    ]
    assert not (var / "verify.json").exists()


def test_anew_and_another_database_begin_from_the_beginning(
    fresh_database: str, var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    busy()
    killed(fresh_database, var)
    kept = (var / "verify.json").read_text()
    assert command.main(["--anew"]) == 0
    seal = heads_today()[0].seal
    (var / "verify.json").write_text(kept.replace(seal, "0" * 64))
    assert command.main([]) == 0
    (var / "verify.json").write_text("half of a fi")
    assert command.main([]) == 0
    assert "接着" not in capsys.readouterr().err
