"""Killed at 200 random moments during acts, uploads and imports: the record verifies, and nothing that was
answered with success is missing (issue point 11)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from bihuan.exchange.importing.models import ImportRow
from bihuan.files.store import verify_files
from bihuan.ledger.models import Event
from bihuan.ledger.verify import verify
from bihuan.matters.models import Citation
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.world import World, world

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50  # for each of four seeds
ANSWERS = ("seq", "file", "begun", "imported")
# For each mode: how often, and after at most how many answers the child is killed, in the middle of the next.
MODES = {"acts": (4, 60), "uploads": (3, 20), "imports": (3, 2)}
LEAST = 500  # acts answered under each seed
ROWS = 24  # problems and measures of one file that is taken over
PATIENCE = 60.0


class Forks:
    """The process that forks workers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def killed(self, mode: str, seed: int, wait: Callable[[], object]) -> None:
        """Let a worker work for a while and kill it; any other end is an error of the worker."""
        self.say(f"{mode} {seed}")
        heard = {self.hear(), self.hear()}
        assert "ready" in heard, heard
        (child,) = heard - {"ready"}
        wait()
        os.kill(int(child), signal.SIGKILL)
        assert self.hear() == str(-signal.SIGKILL)


@contextmanager
def forks(url: str, cast: Path, journal: Path) -> Iterator[Forks]:
    """Started with the database of the test and its folder of files."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "BIHUAN_TESTS_FILES": str(settings.FILES_ROOT),
    }
    command = [sys.executable, "-m", "tests.crash.worker", str(cast), str(journal)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield Forks(process)
        finally:
            process.kill()


class Answers:
    """The journal, read on from where it was read before."""

    def __init__(self, path: Path) -> None:
        self.path, self.read = path, 0
        path.touch()

    def new(self) -> list[dict[str, Any]]:
        """Whole lines only: a line cut off by the kill was answered to nobody."""
        text = self.path.read_bytes()[self.read :]
        whole = text[: text.rfind(b"\n") + 1]
        self.read += len(whole)
        return [json.loads(line) for line in whole.splitlines()]

    def wait_for(self, count: int, word: bytes = b"{") -> None:
        """Until `count` more lines with that word have been written; a slow machine takes its time."""
        deadline = time.monotonic() + PATIENCE
        while self.path.read_bytes()[self.read :].count(word) < count and time.monotonic() < deadline:
            time.sleep(0.001)

    def moment(self, count: int, part: float) -> None:
        """Wait for `count` answers and then for a part of the time that one of them took."""
        begun = time.monotonic()
        self.wait_for(count)
        time.sleep((time.monotonic() - begun) / count * part if count else 0.05 * part)


def found(made: World, answers: Answers) -> dict[str, int]:
    """Check what was answered since the last time; how many answers there were of each kind."""
    new = answers.new()
    check(made, new)
    return {name: sum(name in one for one in new) for name in ANSWERS}


def check(made: World, answers: list[dict[str, Any]]) -> None:
    """Everything that was answered is there, and all that is there is sound."""
    assert not verify().breaks
    org = made.org.pk
    acts = [one for one in answers if "seq" in one]
    events = {
        one.seq: one.matter_id for one in Event.objects.filter(org_id=org, seq__in=[a["seq"] for a in acts])
    }
    assert events == {one["seq"]: one["matter"] for one in acts}
    for matter in {one["matter"] for one in acts}:
        assert row_state(matter) == folded_state(matter)
    assert list(verify_files(org)) == []
    kept = {one["file"] for one in answers if "file" in one}
    assert kept <= {path.name for path in (Path(settings.FILES_ROOT) / str(org)).glob("??/*")}
    for one in (answer["imported"] for answer in answers if "imported" in answer):
        rows = list(ImportRow.objects.filter(import_id=one, verdict="new"))
        assert {row.state for row in rows} == {"done"}
        assert len({row.matter_id for row in rows}) == len(rows) == ROWS
        for row in rows:
            assert row_state(row.matter_id) == folded_state(row.matter_id)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_killed_process_leaves_a_whole_record_with_all_that_was_answered(
    fresh_database: str, tmp_path: Path, seed: int
) -> None:
    made, random = world(), Random(seed)
    cast, answers = tmp_path / "cast.json", Answers(tmp_path / "journal")
    known = {"org": made.org.pk, "register": made.register, "people": made.people, "units": made.units}
    cast.write_text(json.dumps(known))
    modes = [mode for mode, (share, _) in MODES.items() for _ in range(share)]
    counted = dict.fromkeys(ANSWERS, 0)
    with forks(fresh_database, cast, answers.path) as working:
        for kill in range(KILLS):
            mode = random.choice(modes)
            connection.close()  # so that whoever comes next finds the database as the kill left it
            count, part = random.randint(0, MODES[mode][1]), random.random()
            working.killed(mode, seed * 1_000 + kill, lambda: answers.moment(count, part))
            for name, count in found(made, answers).items():
                counted[name] += count
        connection.close()
        working.killed("imports", seed, lambda: answers.wait_for(1, b"imported"))
        assert found(made, answers)["imported"]
    assert counted["seq"] + ROWS * counted["imported"] >= LEAST and counted["file"], counted
    assert Citation.objects.exists()
