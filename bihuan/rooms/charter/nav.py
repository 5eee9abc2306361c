"""The rail: administration for administrators, the own account for everybody."""

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.administering import GROUP, administers
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem

MINE = labels.MY_ACCOUNT
ENTRIES = (
    ("admin_people", labels.UNITS_AND_PEOPLE),
    ("admin_rules", labels.RULES),
    ("admin_calendar", labels.CALENDAR),
)


def items(request: SignedInRequest) -> list[NavItem]:
    """Three entries for an administrator."""
    if not administers(request):
        return []
    return [NavItem(GROUP, label, address_of(name), key=name) for name, label in ENTRIES]


def mine(request: SignedInRequest) -> list[NavItem]:
    """One entry for everybody."""
    return [NavItem(MINE, Text("岗位与外出", "Posts and absence"), address_of("account"), key="account")]
