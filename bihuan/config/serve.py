"""One process that looks after two: the pages (granian) and the worker. `python -m bihuan.config.serve`.

The application is imported here, once; on Linux the processes are forked from it and share what they do not
change. One that dies is started again; SIGTERM, SIGINT or SIGHUP end all of them within seconds. Environment:
HOST (127.0.0.1), PORT (8000), BIHUAN_WORKERS (processes of pages: as many as there are cores, up to four),
and whatever bihuan.config.settings reads.
"""

import contextlib
import errno
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

from bihuan.config import processes
from bihuan.config.database import let_go

GRACE = 5.0
QUICK = 3.0
LONGEST_PAUSE = 30.0
LAST_PORT = 65535
LINUX = sys.platform == "linux"
# Elsewhere forking is not safe once libraries are loaded; there every process imports for itself.
MAKING: Any = multiprocessing.get_context("fork" if LINUX else "spawn")
WORK = {"pages": processes.pages, "worker": processes.worker}


class Stop(BaseException):
    """Raised by the signal handler wherever the supervisor is."""


class Child:
    """One looked-after process, in a group of its own, so that what it started goes with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start it. Signals wait meanwhile: the new process must not take one as the supervisor would."""
        self.began = time.monotonic()
        held = signal.pthread_sigmask(signal.SIG_BLOCK, processes.STOPPING)
        try:
            self.process = MAKING.Process(target=processes.begin, args=(self.name, WORK[self.name]))
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


def no_listening(host: str, port: str) -> str:
    """Why we may not listen there, in a sentence; empty where we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"端口 {port} 已被占用，可用 PORT=8001 bin/run。Port {port} is in use.\n"
            zh = f"不能在 {host} 的端口 {port} 上提供服务。"
            return f"{zh}Cannot listen on {host}, port {port}: {error.strerror}.\n"
    return ""


def stop(signum: int, frame: FrameType | None) -> NoReturn:
    """Leave whatever is being waited for; a second signal finds us stopping already."""
    for number in processes.STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def main() -> int:
    """Serve until told to stop: 0; 2 if the port is taken."""
    host, port = processes.address()
    if not (port.isdecimal() and port.isascii() and 0 < int(port) <= LAST_PORT):
        sys.stderr.write(f"PORT 应为数字（1–65535）。PORT must be a number up to 65535, not {port!r}.\n")
        return 2
    if not processes.wanted().isdecimal():
        sys.stderr.write(f"BIHUAN_WORKERS 应为数字。It must be a number, not {processes.wanted()!r}.\n")
        return 2
    if why := no_listening(host, port):
        sys.stderr.write(why)
        return 2
    children: list[Child] = []
    try:
        for number in processes.STOPPING:
            signal.signal(number, stop)
        if LINUX:
            share()
        children.extend(Child(name) for name in WORK)
        watch(children)
    except Stop:
        end(children)
    return 0


def share() -> None:
    """Import what both need; nothing may stay open, and the collector is not to touch what is shared."""
    processes.few_arenas()
    import_module("bihuan.config.wsgi")
    import_module("bihuan.config.urls")
    let_go()
    gc.collect()
    gc.freeze()


def watch(children: list[Child]) -> NoReturn:
    """Wait for a child to die and start it again, for ever.

    To start one also takes note of another that died meanwhile, for whom nothing would wake us any more: so
    all are asked again before waiting.
    """
    while True:
        while dead := [child for child in children if child.process.exitcode is not None]:
            for child in dead:
                child.restart()
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)


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
