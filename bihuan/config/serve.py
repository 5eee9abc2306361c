"""One process that looks after two: the pages (granian) and the worker. `python -m bihuan.config.serve`.

It imports no Django, so that it weighs little. A child that dies is started again; SIGTERM, SIGINT
or SIGHUP end all of them within seconds. Environment: HOST (127.0.0.1), PORT (8000), BIHUAN_WORKERS
(processes of pages, 1), and whatever bihuan.config.settings reads.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import NoReturn

GRACE = 5.0
QUICK = 3.0
LONGEST_PAUSE = 30.0


class Stop(BaseException):
    """Raised by the signal handler wherever the supervisor is."""


def commands(host: str, port: str) -> dict[str, list[str]]:
    """What is looked after. Pages are WSGI with four blocking threads: one process, as small as can be."""
    workers = os.environ.get("BIHUAN_WORKERS") or "1"
    granian = [
        *(sys.executable, "-m", "granian", "bihuan.config.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", port, "--no-ws", "--http", "1"),
        *("--workers", workers, "--blocking-threads", "4", "--workers-kill-timeout", "4"),
        *("--respawn-failed-workers", "--respawn-interval", "0.2"),
        *("--backlog", "1024", "--log-level", "warning"),
    ]
    return {"pages": granian, "worker": [sys.executable, "-m", "bihuan.jobs.worker"]}


class Child:
    """One looked-after process, in a group of its own, so that what it started goes with it."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start it. glibc's memory arenas are kept few: threads here are few as well."""
        self.began = time.monotonic()
        environment = {"MALLOC_ARENA_MAX": "2", **os.environ}
        self.process = subprocess.Popen(
            self.command, env=environment, start_new_session=True, preexec_fn=die_with_parent
        )

    def restart(self) -> None:
        """Start it again, slower each time it fails at once."""
        self.kill()
        quick = time.monotonic() - self.began < QUICK
        self.pause = min(LONGEST_PAUSE, self.pause * 2 + 0.5) if quick else 0.0
        sys.stderr.write(f"bihuan: {self.name} ended ({self.process.returncode}); starting it again\n")
        time.sleep(self.pause)
        self.start()

    def end(self) -> None:
        """Ask it to end."""
        if self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """End what is left of its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Linux: a supervisor that is killed outright takes its children with it. Elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def port_is_free(host: str, port: str) -> bool:
    """Whether we may listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError:
            return False
    return True


def stop(signum: int, frame: FrameType | None) -> NoReturn:
    """Leave whatever is being waited for; a second signal finds us stopping already."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def main() -> int:
    """Serve until told to stop: 0; 2 if the port is taken."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal():
        sys.stderr.write(f"PORT 应为数字。PORT must be a number, not {port!r}.\n")
        return 2
    if not port_is_free(host, port):
        sys.stderr.write(f"端口 {port} 已被占用，可用 PORT=8001 bin/run。Port {port} is in use.\n")
        return 2
    children: list[Child] = []
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        children.extend(Child(name, command) for name, command in commands(host, port).items())
        watch(children)
    except Stop:
        end(children)
    return 0


def watch(children: list[Child]) -> NoReturn:
    """Wait for a child to die and start it again, for ever."""
    while True:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        for child in children:
            if child.process.poll() is not None:
                child.restart()


def end(children: list[Child]) -> None:
    """Politely, then not."""
    for child in children:
        child.end()
    deadline = time.monotonic() + GRACE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
        child.kill()
    for child in children:
        child.process.wait()


if __name__ == "__main__":
    sys.exit(main())
