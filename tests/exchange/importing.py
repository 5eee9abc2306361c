"""Ledgers made on the spot, and an import carried through as the pages and the command line do it."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from bihuan.exchange.importing.commit import begin, committed
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.start import start
from bihuan.files.store import keep
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.world import World

HEADINGS = (
    "序号",
    "存在问题",
    "整改措施",
    "牵头单位",
    "配合单位",
    "责任人",
    "完成时限",
    "进展情况",
    "是否销号",
)


def sheet(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, name: str = "台账") -> bytes:
    """A workbook with one sheet: a header and these rows."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate([headings, *rows]):
            page.write_row(number, 0, row)
    return out.getvalue()


PLAIN = (
    (
        "1",
        "首问负责制落实不到位",
        "修订首问负责制",
        "秘书处",
        "委员工作处",
        "殷若渔",
        "2026年6月底前",
        "正在推进，初稿已成",
        "",
    ),
    ("2", "会议材料篇幅过长", "严格执行短文规定", "委员工作处", "", "谷向原", "立行立改", "已完成", ""),
    ("3", "公文流转环节多", "压减收文环节", "秘书处", "", "纪清晏", "2026-04-30", "已完成", "是"),
)


def previewed(
    made: World, content: bytes, *, by: str | None = "邹小禾", year: int = 2026, **more: Any
) -> Import:
    """Upload a file into the world's register."""
    kept = keep(made.org.pk, BytesIO(content), at=made.tick())
    person = made.people[by] if by else None
    return start(
        made.org.pk,
        made.register,
        digest=kept.digest,
        name="台账.xlsx",
        year=year,
        person=person,
        at=made.tick(),
        **more,
    )


def carried(made: World, content: bytes, *, by: str | None = "邹小禾", **more: Any) -> Import:
    """Upload, confirm and commit."""
    one = previewed(made, content, by=by, **more)
    commit(made, one, by=by)
    return one


def commit(made: World, one: Import, *, by: str | None = "邹小禾") -> None:
    """Confirm and commit in this process."""
    person = made.people[by] if by else None
    begin(one, person=person, at=made.tick(), queued=False)
    assert committed(one, person=person, clock=made.tick)


def verdicts(one: Import) -> list[str]:
    """The verdict of each row, in the order of the sheet."""
    return list(
        ImportRow.objects.filter(import_id=one.id).order_by("place").values_list("verdict", flat=True)
    )


def codes(one: Import, place: int) -> list[tuple[str, str]]:
    """(code, cell) of each reason of a row."""
    row = ImportRow.objects.get(import_id=one.id, place=place)
    return [(code, cell) for code, cell, _ in json.loads(row.reasons)]


def matters(one: Import) -> list[Any]:
    """The states of what came of its rows, in order; each equals what its events say."""
    found = []
    for row in ImportRow.objects.filter(import_id=one.id, matter_id__isnull=False).order_by("place"):
        state = row_state(row.matter_id)
        assert state == folded_state(row.matter_id)
        found.append(state)
    return found
