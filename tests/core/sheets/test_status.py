"""The status word that a progress text states."""

import pytest

from bihuan.core.sheets.status import status_in


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已完成。已补登固定资产36件。", "已完成"),
        ("未完成（部分供应商已注销）", "未完成"),
        ("6月15日已完成", "已完成"),
        ("整改完成，档案齐全", "整改完成"),
        ("因设备未到位，尚未启动", "尚未启动"),
        ("正在协调", "正在协调"),
        ("1-5月已通报5次", None),
        ("已完成3次调研", None),
        ("", None),
    ],
)
def test_a_text_states_how_things_stand(text: str, status: str | None) -> None:
    assert status_in(text) == status
