"""The rail: the record, for everybody."""

from django.urls import reverse

from bihuan.core.words.text import Text
from bihuan.web.acting import SignedInRequest
from bihuan.web.pieces import NavItem

GROUP = Text("查看", "See")


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry."""
    return [NavItem(GROUP, Text("办理记录", "Record"), reverse("record"), key="record")]
