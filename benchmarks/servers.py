"""Other servers with the same pages beside the same worker, for `benchmarks.slow_lines`: each as it comes.

    PORT=… python -m benchmarks.servers granian | granian-64 | gunicorn | waitress

Two processes of four threads, forked where the server can. What is not installed cannot be measured.
"""

import multiprocessing
import os
import signal
import socket
import sys
import time

from bihuan.config import port, processes

FORK = multiprocessing.get_context("fork")
THREADS = 4


def main(name: str) -> None:
    """Serve until SIGTERM."""
    from bihuan.config import serve

    serve.share()
    multiprocessing.set_start_method("fork", force=True)
    worker = FORK.Process(target=processes.begin, args=("worker", processes.worker))
    worker.start()
    try:
        SERVERS[name](int(port.address()[1]), int(processes.wanted()))
    finally:
        worker.terminate()


def granian(port: int, count: int, backpressure: int | None = None) -> None:
    """The server of 0.2.0, with its settings."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "bihuan.config.wsgi:application",
        address="127.0.0.1", port=port, interface=Interfaces.WSGI, http=HTTPModes.http1, websockets=False,
        workers=count, blocking_threads=THREADS, backlog=1024, backpressure=backpressure,
        log_level=LogLevels.warning,
    ).serve()  # fmt: skip


def granian_64(port: int, count: int) -> None:
    """The same, taking 64 lines a process."""
    granian(port, count, 64)


def gunicorn(port: int, count: int) -> None:
    """Threads that read and write lines themselves."""
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):
        def load_config(self) -> None:
            given = {"bind": f"127.0.0.1:{port}", "workers": count, "threads": THREADS}
            for name, value in {
                **given,
                "worker_class": "gthread",
                "backlog": 1024,
                "preload_app": True,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from bihuan.config.wsgi import application

            return application

    Served().run()


def waitress(port: int, count: int) -> None:
    """As it comes, but for the number of lines: a hundred at most otherwise."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(1024)
    serving = [FORK.Process(target=_waitress, args=(listening,)) for _ in range(count)]
    for one in serving:
        one.start()
    signal.signal(signal.SIGTERM, lambda *_: [one.terminate() for one in serving])
    for one in serving:
        one.join()


def _waitress(listening: socket.socket) -> None:
    from waitress.server import create_server

    from bihuan.config.wsgi import application

    create_server(
        application, sockets=[listening], threads=THREADS, connection_limit=900, asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,
    ).run()  # fmt: skip


SERVERS = {"granian": granian, "granian-64": granian_64, "gunicorn": gunicorn, "waitress": waitress}

if __name__ == "__main__":
    os.setpgid(0, 0)
    main(sys.argv[1])
    time.sleep(0)
