"""How long a backup and its restoration take, at two sizes: restoring grows as the record does, not faster.

BIHUAN_BENCH_LARGE: matters of the larger size (100,000); the smaller is a fifth of it. Each is filled, backed
up and restored by commands, into places of their own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
LARGE = int(os.environ.get("BIHUAN_BENCH_LARGE", "100000"))


def run() -> Iterator[Figure]:
    """Seconds of both commands at both sizes, and the growth for each matter (1 is linear)."""
    per_matter = 0.0
    for size in (LARGE // 5, LARGE):
        with _place() as place, _place() as other, tempfile.TemporaryDirectory() as folder:
            archive = str(Path(folder) / "all.bihuan")
            _bihuan(place, "fill", "--matters", str(size), "--events-per-matter", "10")
            yield Figure(f"backup of {size}", _bihuan(place, "backup", archive), "s", n=size)
            seconds = _bihuan(other, "restore", archive)
            ratio = seconds / size / per_matter if per_matter else None
            per_matter = per_matter or seconds / size
            grown = f"restore of {LARGE // 5}, for each matter" if ratio else None
            yield Figure(f"restore of {size}", seconds, "s", grown, ratio, size)


def _bihuan(place: dict[str, str], *words: str) -> float:
    """Seconds that one command takes there."""
    begun = time.perf_counter()
    call = [sys.executable, "-m", "bihuan.config.cli", *words]
    subprocess.run(call, cwd=ROOT, env=place, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


@contextmanager
def _place() -> Iterator[dict[str, str]]:
    """The environment of an empty place: a folder, and a database of the same kind as this one's."""
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as folder:
        if connection.vendor != "postgresql":
            yield {**os.environ, "BIHUAN_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/bihuan.sqlite3"}
            return
        name = f"b{Path(folder).name[-8:].lower()}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        yield {**os.environ, "BIHUAN_VAR": folder, "DATABASE_URL": url}
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
