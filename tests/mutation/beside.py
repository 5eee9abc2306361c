"""Work in processes of its own, some at a time: what is changed there is changed nowhere else."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

Say = Callable[[str], None]
Work = Callable[[Say], None]
LOG = "BIHUAN_MUTATE_LOG"
"""In the environment: the file into which goes what the tests print; nowhere without it."""


class Done(NamedTuple):
    """What came of a piece of work: what it said, how its process ended, for how long a processor had it."""

    name: str
    said: str
    status: int
    seconds: float


def beside(work: Iterable[tuple[str, Work]], at_once: int) -> Iterator[Done]:
    """Each piece of work in a process of its own, as they end."""
    waiting = iter(work)
    running: dict[int, tuple[str, Path]] = {}
    while True:
        while len(running) < at_once and (following := next(waiting, None)):
            name, doing = following
            folder = Path(tempfile.mkdtemp(prefix="bihuan-mutant-"))
            pid = os.fork()
            if pid == 0:
                _alone(folder, doing)
            running[pid] = (name, folder)
        if not running:
            return
        pid, status, used = os.wait4(-1, 0)
        if pid in running:
            name, folder = running.pop(pid)
            said = (folder / "said").read_text() if (folder / "said").exists() else ""
            shutil.rmtree(folder, ignore_errors=True)
            yield Done(name, said, status, used.ru_utime + used.ru_stime)


def _alone(folder: Path, doing: Work) -> NoReturn:
    """In the child: quiet, with databases of its own."""
    from tests import databases

    status = 1
    try:
        databases.SHARED = folder
        silence = os.open(os.environ.get(LOG, os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        with (folder / "said").open("w") as file:

            def say(words: str) -> None:
                file.write(words)
                file.flush()  # it stands, too, where the process is cut off

            doing(say)
        status = 0
    finally:
        os._exit(status)
