"""The rail: administration for administrators, the own account for everybody."""

from django.urls import reverse

from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of
from bihuan.web.acting import SignedInRequest
from bihuan.web.pieces import NavItem

GROUP = Text("管理", "Administration")
MINE = Text("本人", "Myself")
ENTRIES = (
    ("admin_people", Text("机构与人员", "Units and people")),
    ("admin_rules", Text("规则", "Rules")),
    ("admin_calendar", Text("日历", "Calendar")),
)


def items(request: SignedInRequest) -> list[NavItem]:
    """Three entries for an administrator, one for everybody."""
    found = []
    if any(hat.role == "admin" for hat in sight_of(request).actor.hats):
        found = [NavItem(GROUP, label, reverse(name), key=name) for name, label in ENTRIES]
    return [*found, NavItem(MINE, Text("岗位与外出", "Posts and absence"), reverse("account"), key="account")]
