"""What the supervisor's processes do: the pages and the worker, each from its first step."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
MOST_WORKERS = 4
_ARENAS = -8  # mallopt: M_ARENA_MAX
_DEATH, _NAME = 1, 15  # prctl: PR_SET_PDEATHSIG, PR_SET_NAME


def begin(name: str, work: Callable[[], object]) -> None:
    """In the new process: a group of its own, signals as they are by default, a name; then the work."""
    os.setsid()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    if sys.platform == "linux":
        die_with_parent()
        ctypes.CDLL(None).prctl(_NAME, f"bihuan-{name}".encode())
    few_arenas()
    work()


def die_with_parent() -> None:
    """A supervisor that is killed outright takes its children with it, even one that died just now."""
    ctypes.CDLL(None).prctl(_DEATH, signal.SIGTERM)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        sys.exit(1)


def few_arenas() -> None:
    """glibc's memory arenas are kept few: threads here are few as well. Other libraries have none."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENAS, 2)


def address() -> tuple[str, str]:
    """Where to listen."""
    return os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"


def wanted() -> str:
    """How many processes of pages: BIHUAN_WORKERS, or as many as the cores that we may use, up to four."""
    return os.environ.get("BIHUAN_WORKERS") or str(min(MOST_WORKERS, cores()))


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pages() -> None:
    """WSGI with four blocking threads a process. Granian starts again what dies of its own."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    host, port = address()
    Server(
        "bihuan.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=max(1, int(wanted())),
        blocking_threads=4,
        workers_kill_timeout=4,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        backlog=1024,
        log_level=LogLevels.warning,
    ).serve()


def worker() -> None:
    """Beats, queues what recurs, does what is due."""
    from bihuan.jobs.worker import main

    main()
