"""A screen's name when its token is made; the token when the screen is set up."""

from bihuan.core.words.text import Text
from bihuan.web.forms import Form, text_field


class ScreenForm(Form):
    """Where the screen hangs."""

    name = text_field(
        Text("屏幕", "Screen"),
        60,
        help_text=Text("挂在哪里，如“一楼大厅”。", "Where it hangs, such as “ground floor”."),
    )


class TokenForm(Form):
    """The token, typed once at the screen."""

    once = None
    seen = None
    token = text_field(
        Text("屏幕口令", "Screen token"),
        60,
        help_text=Text(
            "由本单位管理员生成，分六组，大小写、横线都可不论。", "Made by an administrator; six groups."
        ),
    )


WRONG = Text(
    "这个口令不对，或已被收回。请找本单位管理员生成新的。",
    "This token is wrong or was taken back. Ask your administrator for a new one.",
)
