"""How much of a stranger's file is ever opened, and how a refusal is said."""

from typing import Any, Final

MOST_BYTES: Final = 50 << 20
MOST_UNPACKED: Final = 256 << 20
MOST_ENTRIES: Final = 5_000
MOST_CELLS: Final = 4_000_000
MOST_MERGES: Final = 200_000
MEMORY: Final = 2 << 30
SECONDS: Final = 60

Scans = dict[str, dict[str, Any]]
"""By sheet: what calamine does not tell (hidden rows and columns, merges, formulas without a value)."""


class Refused(Exception):
    """Why the file is not read, in a sentence for its owner."""


def limit() -> None:
    """Limits this process's memory and processor time, and leaves no core behind."""
    try:
        import resource
    except ImportError:  # not on every system; the time limit of the parent still holds
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, ceiling = resource.getrlimit(what)
        resource.setrlimit(what, (most if ceiling < 0 else min(most, ceiling), ceiling))


def check_area(row: int, column: int) -> None:
    """Refuses a sheet whose rectangle, from its first cell to the one given (from 0), is too large to lay
    out.
    """
    if (row + 1) * (column + 1) > MOST_CELLS:
        raise Refused(
            f"工作表太大：最远的单元格在第 {row + 1} 行第 {column + 1} 列，请删去多余的行列后再导入"
        )
