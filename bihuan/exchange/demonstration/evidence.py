"""The invented proof of the demonstration, kept on the disk as evidence like any other."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from bihuan.core.state.state import State
from bihuan.exchange.demonstration.files import xlsx
from bihuan.exchange.demonstration.proof import NOTICE, ORGANISATION, proof_for, signed_sheet
from bihuan.exchange.demonstration.shapes import DemoMeasure, DemoProblem
from bihuan.files.store import keep

Cited = dict[str, Any]
NOT_SENT = "回访记录"
"""Names who said what: it is not uploaded, but seen where it is kept (线下查阅)."""


def of_measure(org: int, measure: DemoMeasure, *, on: date, at: int) -> Cited:
    """The facts of an act that cites the proof of a measure."""
    if measure.evidence == NOT_SENT:
        return {
            "offline_title": f"{measure.topic}{NOT_SENT}（演示）",
            "offline_on": on.isoformat(),
            "offline_number": "不录",
            "offline_keeper": f"{measure.unit}档案员",
            "offline_place": f"{measure.unit}档案柜",
        }
    return _kept(org, *proof_for(measure, on=on), at=at)


def of_problem(org: int, problem: DemoProblem, *, on: date, at: int) -> Cited:
    """A problem is proved by its measures: a list of them and of what proves each."""
    rows = [
        [f"{ORGANISATION}{problem.lead}"],
        ["编号", "措施", "责任处室", "佐证材料"],
        *([one.number, one.text.zh, one.unit, one.evidence] for one in problem.measures),
        [f"截至 {on.isoformat()}"],
        [NOTICE],
    ]
    return _kept(org, f"{problem.number} 措施办结情况和佐证目录.xlsx", xlsx(rows), at=at)


def of_sheet(org: int, sheet: int, items: Sequence[DemoMeasure], *, on: date, at: int) -> Cited:
    """The signed sheet of one meeting."""
    return _kept(org, *signed_sheet(sheet, on=on, items=list(items)), at=at)


def seen(state: State, *, on: date) -> dict[str, Any]:
    """What a checker says of the originals of a claim."""
    there = [[piece.seq, on.isoformat(), "保管处室"] for piece in state.unseen]
    return {"originals": there} if there else {}


def of_minutes(org: int, document: str, *, on: date, at: int) -> Cited:
    """The minutes of a meeting that decided something."""
    rows = [[ORGANISATION], [f"{document}会议纪要"], ["会议审定，同意。"], [on.isoformat()], [NOTICE]]
    return _kept(org, f"{document.strip('《》')}会议纪要.xlsx", xlsx(rows), at=at)


def _kept(org: int, name: str, content: bytes, *, at: int) -> Cited:
    digest = keep(org, io.BytesIO(content), at=at, name=name).digest
    return {"evidence": [digest], "file_names": [name]}
