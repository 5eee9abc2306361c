"""The rail: where one is signed in, for everybody; how safely all sign in, for administrators."""

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.administering import GROUP, administers
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem

SAFETY = Text("登录与安全", "Signing in and safety")
MINE = Text("我的登录", "My sign-ins")


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry for everybody under the own account."""
    return [NavItem(labels.MY_ACCOUNT, MINE, address_of("my_sign_ins"), key="my_sign_ins")]


def administration(request: SignedInRequest) -> list[NavItem]:
    """One for an administrator."""
    if not administers(request):
        return []
    return [NavItem(GROUP, SAFETY, address_of("admin_safety"), key="admin_safety")]
