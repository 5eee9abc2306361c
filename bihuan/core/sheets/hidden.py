"""Hidden rows, judged as a careful clerk would: a filter's leftovers belong to the ledger, old versions do
not.
"""

import re
from typing import Final

from bihuan.core.sheets.record import Record, number_of
from bihuan.core.sheets.rows import Row
from bihuan.core.sheets.texts import sentence

_DISCARDED: Final = re.compile(r"作废|已删除|已撤销|示例|样例|旧版|废止|不再列入")


def without_stale(records: list[Record | Row], sheet: str) -> tuple[list[Record | Row], list[str]]:
    """A hidden row that says again what a visible one says, or is marked as void, is an old version."""
    hidden = [record for record in records if isinstance(record, Record) and record.hidden]
    if not hidden:
        return records, []
    visible = [record for record in records if isinstance(record, Record) and not record.hidden]
    numbers = {number_of(one.own("number")) for one in visible if one.own("number")}
    titles = {sentence(one.own("title")) for one in visible if one.own("title")}
    texts = {sentence(one.own("measure")) for one in visible if one.own("measure")}
    stale: set[int] = set()
    dropping = False
    for record in hidden:
        number, title, text = (
            number_of(record.own("number")),
            sentence(record.own("title")),
            sentence(record.own("measure")),
        )
        void = any(_DISCARDED.search(value) for value in (*record.values.values(), *record.extra.values()))
        again = number in numbers or title in titles if number or title else text in texts or dropping
        dropping = (void or again) if number or title else dropping
        if void or again:
            stale.add(record.row)
    warnings: list[str] = []
    for record in hidden:
        how = "与可见行重复或已注明作废，未读入" if record.row in stale else "已照常读入，请核对"
        warnings.append(f"{sheet} 第{record.row}行是隐藏行，{how}")
    kept = [record for record in records if not (isinstance(record, Record) and record.row in stale)]
    return kept, warnings
