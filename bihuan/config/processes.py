"""What the supervisor's processes do: the pages and the worker, each from its first step."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial

from bihuan.config.lines.crowd import Crowd
from bihuan.config.lines.limits import Limits
from bihuan.config.port import Unusable

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


def wanted() -> str:
    """How many processes of pages: BIHUAN_WORKERS, or as many as the cores that we may use, up to four."""
    return os.environ.get("BIHUAN_WORKERS") or str(min(MOST_WORKERS, cores()))


def require_numbers() -> None:
    """Unusable unless BIHUAN_WORKERS and each BIHUAN_LINE_… are numbers."""
    if not wanted().isdecimal():
        raise Unusable(f"BIHUAN_WORKERS 应为数字。It must be a number, not {wanted()!r}.")
    try:
        Limits.from_environment()
    except ValueError as error:
        raise Unusable(str(error)) from error


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(listening: socket.socket) -> list[tuple[str, Callable[[], object]]]:
    """What is looked after: so many processes of pages on one listening socket, and the worker."""
    count = max(1, int(wanted()))
    crowd = Crowd(count)
    serving = [("pages", partial(pages, listening, crowd, place)) for place in range(count)]
    return [*serving, ("worker", worker)]


def pages(listening: socket.socket, crowd: Crowd, place: int) -> None:
    """Serve until told to stop. `place`: which of the processes this is."""
    from django.conf import settings

    from bihuan.config.lines import server, spool
    from bihuan.config.wsgi import application

    crowd.take_place(place)
    spool.lie_in(settings.VAR / "incoming")
    serving = server.Server(
        application,
        listening,
        limits=Limits.from_environment(),
        crowd=crowd,
        cookie=settings.SESSION_COOKIE_NAME,
        proxies=settings.PROXIES,
    )
    for number in STOPPING:
        signal.signal(number, serving.stop)
    serving.run()


def worker() -> None:
    """Beats, queues what recurs, does what is due."""
    from bihuan.config.database import patient
    from bihuan.jobs.worker import main

    with patient():
        main()
