"""`bin/run`: prepares, then serves from the same process, so that Django is imported once."""

import os
import sys

from bihuan.config import prepare, serve
from bihuan.config.database import let_go


def main(argv: list[str]) -> int:
    """The exit status of preparing where that fails, else of serving."""
    done = prepare.prepare(argv)
    if done.status:
        return done.status
    let_go()
    if done.worked:  # begin anew: the memory that the work took would be shared by all that serve
        os.execv(sys.executable, [sys.executable, "-m", "bihuan.config.serve"])  # noqa: S606
    return serve.main()
