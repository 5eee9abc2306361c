"""Jobs that the tests queue."""

import os
import signal
from pathlib import Path

from bihuan.jobs.run import Run


def write(run: Run) -> None:
    """Append a line; ten small steps, so that it can be stopped between them."""
    for step in range(10):
        if run.should_stop():
            return
        run.progress(step + 1, 10, note=f"step {step + 1}")
    with open(run.argument["file"], "a") as out:
        out.write(f"{run.argument['text']}\n")


def fail(run: Run) -> None:
    """Always."""
    raise ValueError("no such row")


def die_once(run: Run) -> None:
    """The first time the process is killed in the middle, as by the kernel; the second time it ends well."""
    file = Path(run.argument["file"])
    if not file.exists():
        file.write_text("begun")
        os.kill(os.getpid(), signal.SIGKILL)
    file.write_text("done")


def lose(run: Run) -> None:
    """Somebody else claims it meanwhile."""
    from bihuan.jobs.models import Job

    Job.objects.filter(id=run.id).update(owner="another")
    run.progress(1, 1)
