"""What one signs in with, in two words."""

import pytest

from bihuan.web.devices import device_of, device_said

KYLIN = "Mozilla/5.0 (X11; Linux x86_64; Kylin) Firefox/128.0"


@pytest.mark.parametrize(
    ("agent", "code", "zh"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36",
            "chrome/windows",
            "Chrome · Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0",
            "edge/windows",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (iPhone; like Mac OS X) MicroMessenger/8.0", "wechat/iphone", "微信 · iPhone"),
        (KYLIN, "firefox/kylin", "Firefox · 麒麟"),
        ("curl/8", "other/other", "未识别的设备"),
        ("", "other/other", "未识别的设备"),
    ],
)
def test_it_is_known_by_two_words(agent: str, code: str, zh: str) -> None:
    assert device_of(agent) == code
    assert device_said(code).zh == zh
    assert len(code) <= 40


def test_a_code_of_tomorrow_is_said_somehow() -> None:
    assert device_said("new/windows").zh == "其他 · Windows"
