"""What a column holds, judged by its values alone, where its heading is unknown (“事项名称2”, “啥时候完成”
).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bihuan.core.sheets.names import looks_like_person, looks_like_unit, pieces
from bihuan.core.sheets.status import is_status, is_yes_or_no
from bihuan.core.time.phrases import read_due

_SAMPLE: Final = 100
_ANY_YEAR: Final = 2000
_LONG_TEXT: Final = 8


def guesses(
    values: Mapping[int, Sequence[str]], missing: Sequence[str], title_column: int | None
) -> Iterator[tuple[int, str]]:
    """(column, role) for silent columns whose values speak plainly, each missing role at most once."""
    wanted = set(missing)
    for column, cells in values.items():
        sample = [cell for cell in cells if cell][:_SAMPLE]
        role = _role(sample, wanted, after_title=title_column is not None and column > title_column)
        if role:
            wanted.discard(role)
            yield column, role


def _role(sample: list[str], wanted: set[str], *, after_title: bool) -> str | None:
    if not sample:
        return None
    if "number" in wanted and _counts_up(sample):
        return "number"
    if "due" in wanted and _share(sample, _is_due) >= 0.6:
        return "due"
    if "status" in wanted and _share(sample, is_status) >= 0.7 and not _share(sample, is_yes_or_no) > 0.5:
        return "status"
    if "accountable" in wanted and _share(sample, _is_people) >= 0.7:
        return "accountable"
    if "lead_unit" in wanted and _share(sample, _is_units) >= 0.7:
        return "lead_unit"
    if sum(map(len, sample)) / len(sample) >= _LONG_TEXT and not _share(sample, _is_numeric) > 0.3:
        if "title" in wanted and not after_title:
            return "title"
        if "measure" in wanted:
            return "measure"
    return None


def _share(sample: list[str], test: object) -> float:
    assert callable(test)
    return sum(bool(test(cell)) for cell in sample) / len(sample)


def _counts_up(sample: list[str]) -> bool:
    return (
        sample[0] in ("1", "一")
        and len(sample) > 1
        and [c for c in sample if c.isdigit()] == [str(n + 1) for n in range(len(sample))]
    )


def _is_due(text: str) -> bool:
    return (
        len(text) <= 30
        and not (text.isdigit() and len(text) < 5)
        and read_due(text, year=_ANY_YEAR).kind != "unread"
    )


def _is_people(text: str) -> bool:
    return all(map(looks_like_person, pieces(text)))


def _is_units(text: str) -> bool:
    return len(text) <= 60 and all(map(looks_like_unit, pieces(text)))


def _is_numeric(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "").isdigit()
