"""`bihuan …` in a process and a folder of its own, with the settings that serve, not those of the tests."""

import os
import subprocess
import sys
from pathlib import Path

from tests.live import ROOT


def surroundings(var: Path, database: str | None, **more: str) -> dict[str, str]:
    """The environment of such a process."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN", "DJANGO"))}
    return {**plain, "BIHUAN_VAR": str(var), "DATABASE_URL": database or "", **more}


def called(var: Path, database: str | None, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """What a command answers."""
    command = [sys.executable, "-m", "bihuan.config.cli", *words]
    environment = surroundings(var, database, **more)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


def begun(var: Path, database: str | None, *words: str, **more: str) -> "subprocess.Popen[str]":
    """The same, while it works."""
    command = [sys.executable, "-m", "bihuan.config.cli", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=ROOT, env=surroundings(var, database, **more), stdout=pipe, stderr=pipe, text=True
    )
