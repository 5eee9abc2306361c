"""The rail: hall screens, for administrators."""

from bihuan.core.words.text import Text
from bihuan.matters.pages.administering import GROUP, administers
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem

SCREENS = Text("大厅屏幕", "Hall screens")


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry for an administrator."""
    if not administers(request):
        return []
    return [NavItem(GROUP, SCREENS, address_of("admin_screens"), key="admin_screens")]
