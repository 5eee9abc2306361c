"""The worker, `python -m bihuan.jobs.worker`: beats, queues what recurs, does what is due, one at a time."""

import gc
import logging
import os
import secrets
import signal
import threading
from types import FrameType

import django

log = logging.getLogger(__name__)
POLL = 0.5


class Worker:
    """One loop that ends when `closing` is set."""

    def __init__(self) -> None:
        self.owner = f"{os.getpid()}-{secrets.token_hex(6)}"
        self.closing = threading.Event()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Signal handler: finish the chunk in hand, then go."""
        self.closing.set()

    def live(self) -> None:
        """Until told to stop. A database that is away for a while is waited for."""
        from django.db import DatabaseError, connection

        from bihuan.jobs import clock, recurring, work

        beating = threading.Thread(target=self.keep_beating, name="heartbeat", daemon=True)
        beating.start()
        recurring.register(at=clock.now())
        while not self.closing.is_set():
            try:
                recurring.queue_due(at=clock.now())
                busy = work.run_next(self.owner, clock=clock.now, closing=self.closing.is_set)
            except DatabaseError as error:
                log.warning("the database does not answer: %s", error)
                connection.close()
                busy = False
            if not busy:
                self.closing.wait(POLL)
        beating.join()

    def keep_beating(self) -> None:
        """From a thread of its own, so that a long job does not look like a dead worker."""
        from django.db import DatabaseError, connection

        from bihuan.jobs import clock, heartbeat

        while True:
            last = self.closing.is_set()
            try:
                heartbeat.quit_beating(self.owner) if last else heartbeat.beat(self.owner, at=clock.now())
            except DatabaseError as error:
                log.warning("no heartbeat: %s", error)
                connection.close()
            if last:
                connection.close()
                return
            self.closing.wait(heartbeat.BEAT_EVERY / 1_000_000)


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
