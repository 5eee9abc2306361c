"""`bin/run`: prepares, then serves from the same process, so that Django is imported once.

The port and the place are asked for before anything is touched, and kept until serving ends.
"""

import os
import sys

from bihuan.config import hold, port, prepare, processes, serve
from bihuan.config.database import patient


def main(argv: list[str]) -> int:
    """The exit status of serving. What keeps it from preparing is raised and said in a sentence (cli.py)."""
    call = prepare.arguments().parse_args(argv)
    processes.require_numbers()
    with port.held() as listening, hold.serving() as place:
        with patient():
            worked = prepare.prepare(empty=call.empty, move=call.move)
        if worked:  # begin anew: the memory that the work took would be shared by all that serve
            port.hand_on(listening)
            place.hand_on()
            os.execv(sys.executable, [sys.executable, "-m", "bihuan.config.serve"])  # noqa: S606
        return serve.serve(listening, place)
