"""A kind that the house does not have, for as long as a test runs: a letter with its own words and ties."""

from collections.abc import Iterator
from contextlib import contextmanager

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind, Relation
from bihuan.core.loop import decisions as decide
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.state.faces import PUBLIC
from bihuan.core.state.lives import DONE, OVER, WAITING, Life
from bihuan.core.state.turns import offices
from bihuan.core.words.text import Text
from tests.kinds import declared

CAME = Life("came", Text("已收信", "came in"), WAITING, offices)
ANSWERED = Life("answered", Text("已答复", "answered"), DONE)
WITHDRAWN = Life("withdrawn", Text("已撤回", "withdrawn"), OVER)


SUBMIT = Act(
    "submit",
    "submitted",
    Text("登记来信", "Enter a letter"),
    Text("已登记来信", "A letter was entered"),
    (),
    ("office", "within"),
    CAME,
    opens=True,
    needs=(guard.register_open,),
    decides=(decide.due,),
    fields=(
        ask.TITLE,
        Field(
            "urgency",
            "choice",
            Text("紧急程度", "Urgency"),
            required=True,
            choices=(("urgent", Text("急件", "Urgent")), ("plain", Text("平件", "Plain"))),
            keeps=True,
            filters=True,
        ),
        Field("summary", "long", Text("摘要", "Summary"), personal=True, keeps=True),
        Field("came_on", "date", Text("来信日期", "Came on"), keeps=True),
        Field("pages", "int", Text("页数", "Pages"), keeps=True),
        Field("points", "lines", Text("要点", "Points"), keeps=True),
        Field("circle", "group", Text("知会范围", "Circle"), keeps=True),
        Field("secret", "yes", Text("涉密", "Secret"), keeps=True),
        Field("handlers", "units", Text("经办处室", "Handlers"), ties="handler"),
        Field("readers", "people", Text("阅知人", "Readers"), ties="reader"),
        ask.ACCOUNTABLE,
        ask.DUE,
        ask.REMARK,
    ),
)
ANSWER = Act(
    "answer",
    "answered",
    Text("答复", "Answer"),
    Text("已答复", "Answered"),
    (CAME,),
    ("office",),
    ANSWERED,
    fields=(
        Field("answer", "long", Text("答复意见", "Answer"), required=True, keeps=True, face=PUBLIC),
        ask.EVIDENCE,
        ask.FILE_NAMES,
    ),
)
TAKE_BACK = Act(
    "take_back",
    "taken_back",
    Text("撤回", "Take back"),
    Text("已撤回", "Taken back"),
    (CAME,),
    ("office", "within"),
    WITHDRAWN,
    fields=(ask.REASON,),
)
LETTER = Kind(
    "correspondence",
    Text("来信", "Letter"),
    (SUBMIT, ANSWER, TAKE_BACK),
    plural=Text("来信", "Letters"),
    relations=(
        Relation("handler", Text("经办单位", "Handling units")),
        Relation("reader", Text("阅知", "Read by")),
    ),
    numbered=True,
    listed=True,
)


@contextmanager
def with_letters() -> Iterator[None]:
    """The kinds of the house and letters."""
    with declared("tests.exchange.letters.LETTER"):
        yield
