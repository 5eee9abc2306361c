"""Opens a stranger's spreadsheet (.xlsx, .xls, .csv in UTF-8 or GBK) safely: by content, in a limited
child.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from bihuan.core.sheets.grid import Grid, Merge

_ROOT: Final = Path(__file__).resolve().parents[2]
_CHILD: Final = (
    f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from bihuan.exchange.reading_child import main; main()"
)
_SECONDS: Final = 90


class Unreadable(Exception):
    """The file cannot be read; `reason` is a Chinese sentence for its owner."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_workbook(source: Path | str | bytes, *, seconds: float = _SECONDS) -> list[Grid]:
    """The sheets of a file, or of its bytes. Raises Unreadable; a hostile file costs at most the child's
    limits.
    """
    if isinstance(source, bytes):
        return _grids(_asked(source, seconds))
    try:
        with Path(source).open("rb") as file:
            return _grids(_asked(file, seconds))
    except OSError as error:
        raise Unreadable(f"打不开文件：{error.strerror or '不是文件'}") from error


def _asked(source: Any, seconds: float) -> dict[str, Any]:
    """What the child answers. It reads the file itself, so that the parent never holds a hostile one."""
    given: dict[str, Any] = {"input": source} if isinstance(source, bytes) else {"stdin": source}
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD],
            capture_output=True,
            timeout=seconds,
            check=False,
            env={},
            **given,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("文件读得太久，已停止") from error
    if run.returncode != 0:
        raise Unreadable("文件太大或已损坏，读取时停止")
    try:
        answer: dict[str, Any] = json.loads(run.stdout)
    except ValueError as error:
        raise Unreadable("文件已损坏") from error
    if "refused" in answer:
        raise Unreadable(str(answer["refused"]))
    return answer


def _grids(answer: dict[str, Any]) -> list[Grid]:
    return [
        Grid(
            name=str(sheet["name"]),
            rows=sheet["rows"],
            merges=[Merge(*corners) for corners in sheet.get("merges", ())],
            hidden_rows=frozenset(sheet.get("hidden_rows", ())),
            hidden_columns=frozenset(sheet.get("hidden_columns", ())),
            unstored=frozenset((row, column) for row, column in sheet.get("unstored", ())),
            hidden=bool(sheet.get("hidden")),
        )
        for sheet in answer["sheets"]
    ]
