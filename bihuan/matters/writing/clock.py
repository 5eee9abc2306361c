"""The clock for the edges (pages, commands, jobs), which pass it on as `at`. Whether it can be believed, the
book asks before anything is written (writing/acts.py)."""

from bihuan.jobs.clock import now

__all__ = ["now"]
