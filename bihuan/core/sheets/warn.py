"""What the reading of a ledger should tell its owner: one line for each column that the sheets do not
have.
"""

from collections.abc import Sequence
from typing import Final

from bihuan.core.sheets.columns import Columns

_WANTED: Final = (
    (("number",), "序号"),
    (("title",), "问题"),
    (("measure",), "整改措施"),
    (("lead_unit",), "责任单位"),
    (("accountable", "leader"), "责任人"),
    (("due",), "完成时限"),
)


def missing_columns(tables: Sequence[Columns]) -> list[str]:
    """One warning for each column that no table has."""
    warnings = []
    for roles, name in _WANTED:
        if not any(columns.has(*roles) for columns in tables):
            warnings.append(f"表中没有“{name}”一栏")
    if not any(columns.has("accountable") for columns in tables) and any(
        columns.has("leader") for columns in tables
    ):
        warnings.append("表中没有“责任人”一栏，以责任领导为责任人")
    return warnings
