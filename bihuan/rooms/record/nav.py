"""The rail: the record, for everybody."""

from django.http import HttpRequest
from django.urls import reverse

from bihuan.core.words.text import Text
from bihuan.web.pieces import NavItem

GROUP = Text("查看", "See")


def items(request: HttpRequest) -> list[NavItem]:
    """One entry."""
    return [NavItem(GROUP, Text("办理记录", "Record"), reverse("record"), key="record")]
