"""What somebody signs in with, in two words: enough to know one's own again, too little to tell who it is."""

from typing import Final

from bihuan.core.words.text import Text

UNKNOWN: Final = "other"
# In this order: most browsers name their forebears too.
BROWSERS: Final = (
    ("wechat", "micromessenger", Text("微信", "WeChat")),
    ("dingtalk", "dingtalk", Text("钉钉", "DingTalk")),
    ("edge", "edg", Text("Edge", "Edge")),
    ("qihoo", "qihu", Text("360 浏览器", "360")),
    ("qq", "qqbrowser", Text("QQ 浏览器", "QQ Browser")),
    ("uc", "ucbrowser", Text("UC 浏览器", "UC Browser")),
    ("huawei", "huaweibrowser", Text("华为浏览器", "Huawei Browser")),
    ("firefox", "firefox", Text("Firefox", "Firefox")),
    ("chrome", "chrom", Text("Chrome", "Chrome")),
    ("safari", "safari", Text("Safari", "Safari")),
)
SYSTEMS: Final = (
    ("harmony", "harmonyos", Text("鸿蒙", "HarmonyOS")),
    ("android", "android", Text("安卓", "Android")),
    ("iphone", "iphone", Text("iPhone", "iPhone")),
    ("ipad", "ipad", Text("iPad", "iPad")),
    ("windows", "windows", Text("Windows", "Windows")),
    ("mac", "mac os", Text("Mac", "Mac")),
    ("uos", "uos", Text("统信", "UOS")),
    ("kylin", "kylin", Text("麒麟", "Kylin")),
    ("linux", "linux", Text("Linux", "Linux")),
)
_OTHER: Final = Text("其他", "other")


def device_of(agent: str) -> str:
    """`chrome/windows`, from how a browser names itself."""
    low = agent.lower()
    found = (next((code for code, mark, _ in known if mark in low), UNKNOWN) for known in (BROWSERS, SYSTEMS))
    return "/".join(found)


def device_said(device: str) -> Text:
    """Chrome · Windows"""
    browser, _, system = device.partition("/")
    one, other = _word(browser, BROWSERS), _word(system, SYSTEMS)
    if one == other == _OTHER:
        return Text("未识别的设备", "Unknown device")
    return Text(f"{one.zh} · {other.zh}", f"{one.en} · {other.en}")


def _word(code: str, known: tuple[tuple[str, str, Text], ...]) -> Text:
    return next((text for one, _, text in known if one == code), _OTHER)
