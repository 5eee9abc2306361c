"""What the acts of 办理规则 ask for."""

from dataclasses import replace

from bihuan.core.acts.act import Field
from bihuan.core.state.faces import PUBLIC
from bihuan.core.words import labels
from bihuan.core.words.text import Text

NAME = Field("name", "text", Text("名称", "Name"), True)
NAME_EN = Field("name_en", "text", Text("英文名称", "English name"))
PLACE = Field("place", "int", Text("排序", "Place in the order"), least=0)
SERVES = Field(
    "serves",
    "person",
    labels.SERVES,
    help=Text(
        "秘书可以代其录入签字件，由另一人核对；不能代其他人录入。",
        "A secretary enters this person's decisions from paper, and nobody else's; another compares.",
    ),
    seldom=True,
)
FROM = Field("from_on", "date", Text("自", "From"), True)
TO = Field("to_on", "date", Text("至", "Until"), True)
ABOVE = Field("above", "unit", Text("上级", "Under"))
UNIT = Field("unit", "unit", Text("单位", "Unit"), True)
PERSON = Field("person", "person", Text("人员", "Person"), True)
STAND_IN = Field("stand_in", "person", labels.STAND_IN, True)
AWAY = (PERSON, STAND_IN, FROM, replace(TO, required=False))
PERSON_NAME = Field("person_name", "text", Text("姓名", "Name"), True, True, face=PUBLIC)
VALUE = Field("value", "json", Text("值", "Value"), True)
YEAR = Field("year", "int", Text("年份", "Year"), True)
NOTE = Field("note", "text", Text("重名区分", "What tells namesakes apart"), False, True)


USER = Field("user", "int", labels.SIGN_IN, True, hidden=True, by_page=True)
ACTING = Field("acting", "yes", labels.ACTING, help=labels.ACTING_HELP)


DAY_KINDS = (
    ("holiday", Text("放假", "Holiday")),
    ("makeup", Text("调休上班", "Make-up working day")),
    ("local_holiday", Text("地方放假", "Local holiday")),
)
LAYER = Field("layer", "text", labels.CALENDAR_LAYER)
CODE = Field("code", "text", Text("代码", "Code"), True)
YEARS = range(1990, 2101)
