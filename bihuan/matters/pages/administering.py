"""Pages for those who administer an organisation."""

from django.core.exceptions import PermissionDenied

from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of
from bihuan.web.acting import SignedInRequest

ONLY_ADMIN = Text("这一项由管理员办理。", "This is for administrators.")
GROUP = Text("管理", "Administration")
"""The heading of their entries in the rail."""


def administers(request: SignedInRequest) -> bool:
    """Whether the person is an administrator today."""
    return any(hat.role == "admin" for hat in sight_of(request).actor.hats)


def administered(request: SignedInRequest) -> int:
    """The organisation, for its administrators; PermissionDenied for everybody else."""
    if not administers(request):
        raise PermissionDenied(ONLY_ADMIN)
    return sight_of(request).org
