"""The worker, `python -m bihuan.jobs.worker`: beats, queues what recurs, does what is due, one at a time."""

import gc
import logging
import os
import secrets
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bihuan.jobs.steady import Steady

log = logging.getLogger(__name__)
POLL = 0.5


class Worker:
    """One loop that ends when `closing` is set."""

    def __init__(self) -> None:
        self.owner = f"{os.getpid()}-{secrets.token_hex(6)}"
        self.closing = threading.Event()
        self.told = self.registered = False

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Signal handler: finish the chunk in hand, then go."""
        self.closing.set()

    def live(self) -> None:
        """Until told to stop. A database that is away, a full disk, want of memory are waited for."""
        from django.db import connection

        from bihuan.jobs.steady import Steady

        beating = threading.Thread(target=self.keep_beating, name="heartbeat", daemon=True)
        beating.start()
        steady = Steady()
        while not self.closing.is_set():
            try:
                busy = self.turn(steady)
            except hindrances() as error:
                log.warning("the worker cannot work: %s: %s", type(error).__name__, error)
                connection.close()
                busy = False
            if not busy:
                self.closing.wait(POLL)
        beating.join()

    def turn(self, steady: "Steady") -> bool:
        """Queue what has come due and do one job; nothing at all while the clock cannot be believed."""
        from bihuan.jobs import recurring, trusted, work

        if why := trusted.doubt():
            if not self.told:
                log.warning("nothing is begun: %s", why.sentence.en)
            self.told = True
            return False
        self.told = False
        steady.begin()
        if not self.registered:
            recurring.register(at=steady.now())
            self.registered = True
        recurring.queue_due(at=steady.now())
        return work.run_next(self.owner, clock=steady.now, closing=self.closing.is_set)

    def keep_beating(self) -> None:
        """From a thread of its own, so that a long job does not look like a dead worker."""
        from django.db import connection, transaction

        from bihuan.jobs import clock, heartbeat, trusted

        while True:
            last = self.closing.is_set()
            try:
                with transaction.atomic():
                    heartbeat.quit_beating(self.owner) if last else heartbeat.beat(self.owner, at=clock.now())
                    trusted.seen()
            except hindrances() as error:
                log.warning("no heartbeat: %s: %s", type(error).__name__, error)
                connection.close()
            if last:
                connection.close()
                return
            self.closing.wait(heartbeat.BEAT_EVERY / 1_000_000)


def hindrances() -> tuple[type[Exception], ...]:
    """What passes without anybody mending the program."""
    from django.db import Error

    return Error, OSError, MemoryError


def main() -> None:
    """Set up Django and live."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    django.setup()
    gc.freeze()
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.live()


if __name__ == "__main__":
    main()
