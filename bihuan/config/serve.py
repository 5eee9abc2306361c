"""One process that looks after others: those of pages and the worker. `python -m bihuan.config.serve`.

The application is imported here, once; on Linux the processes are forked from it and share what they do not
change. One that dies is started again; SIGTERM, SIGINT or SIGHUP end all of them within seconds. Environment:
HOST (127.0.0.1), PORT (8000), BIHUAN_WORKERS (processes of pages: as many as there are cores, up to four),
BIHUAN_LINE_… (bihuan.config.lines.limits), and whatever bihuan.config.settings reads.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import wait
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from bihuan.config import port, processes
from bihuan.config.database import let_go, patient

if TYPE_CHECKING:
    from bihuan.config.hold import Hold

GRACE = 5.0
LOOK = 1.0
"""Seconds after which a process that died, or a database that was away, is looked for at the latest."""
QUICK = 3.0
LONGEST_PAUSE = 30.0
LINUX = sys.platform == "linux"
# Elsewhere forking is not safe once libraries are loaded; there every process imports for itself.
MAKING: Any = multiprocessing.get_context("fork" if LINUX else "spawn")


class Stop(BaseException):
    """Raised by the signal handler wherever the supervisor is."""


class Child:
    """One looked-after process, in a group of its own, so that what it started goes with it."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        self.name, self.work = name, work
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start it. Signals wait meanwhile: the new process must not take one as the supervisor would."""
        self.began = time.monotonic()
        held = signal.pthread_sigmask(signal.SIG_BLOCK, processes.STOPPING)
        try:
            self.process = MAKING.Process(target=processes.begin, args=(self.name, self.work))
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def restart(self) -> None:
        """Start it again, slower each time it fails at once."""
        self.kill()
        quick = time.monotonic() - self.began < QUICK
        self.pause = min(LONGEST_PAUSE, self.pause * 2 + 0.5) if quick else 0.0
        sys.stderr.write(f"bihuan: {self.name} ended ({self.process.exitcode}); starting it again\n")
        time.sleep(self.pause)
        self.start()

    def kill(self) -> None:
        """End what is left of its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)


def stop(signum: int, frame: FrameType | None) -> NoReturn:
    """Leave whatever is being waited for; a second signal finds us stopping already."""
    for number in processes.STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def main() -> int:
    """Serve what is prepared, from the port and the place that nobody else has: 0, or 2 with a sentence."""
    from bihuan.config import cli

    return cli.run(cli.Command("bihuan.config.serve:standing", serves=True), sys.argv[1:])


def standing(argv: list[str]) -> int:
    """Take the port and the place, or go on with those of the process that prepared; then serve."""
    from bihuan.config import hold, installation, place

    processes.require_numbers()
    with port.held() as listening, hold.serving() as held:
        with patient():
            place.require_ready()
            installation.claim()
            prepare_time()
        return serve(listening, held)


def serve(listening: socket.socket, held: "Hold") -> int:
    """Serve on this socket until told to stop: 0. Raises Held once somebody else has the database."""
    children: list[Child] = []
    try:
        for number in processes.STOPPING:
            signal.signal(number, stop)
        if LINUX:
            share()
        children.extend(Child(name, work) for name, work in processes.work(listening))
        watch(children, held)
    except Stop:
        return 0
    finally:
        end(children)


def prepare_time() -> None:
    """What is known of the time, where nothing is known yet."""
    from bihuan.jobs import trusted
    from bihuan.ledger import day_heads

    trusted.begin(head=day_heads.latest())


def share() -> None:
    """Import what both need; nothing may stay open, and the collector is not to touch what is shared."""
    processes.few_arenas()
    import_module("bihuan.config.wsgi")
    import_module("bihuan.config.urls")
    import_module("bihuan.config.lines.server")
    let_go()
    gc.collect()
    gc.freeze()


def watch(children: list[Child], held: "Hold") -> NoReturn:
    """Start again what dies and take the database's lock anew where it is lost, for ever. Raises Held."""
    while True:
        while dead := [child for child in children if child.process.exitcode is not None]:
            for child in dead:
                child.restart()
        held.keep()
        wait([*(child.process.sentinel for child in children), *held.line()], LOOK)


def end(children: list[Child]) -> None:
    """Politely, then not."""
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        child.process.join(max(0.1, deadline - time.monotonic()))
        child.kill()
    for child in children:
        child.process.join()


if __name__ == "__main__":
    sys.exit(main())
