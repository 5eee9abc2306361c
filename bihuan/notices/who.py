"""To whom a notice may be addressed by itself. Pure.

product.md, Tone: nothing automatic reaches anyone above a head of 处室; what should go higher is drafted, and
a person releases it. Leaders and approvers find what waits for them on their page and in the weekly sheet.
"""

from collections.abc import Collection
from typing import Final

from bihuan.core.state.posts import ABOVE
from bihuan.core.state.principals import (
    ADMINS,
    AUDITORS,
    CROSS_CHECKERS,
    FALLBACK,
    HEAD,
    OFFICE,
    PERSON,
    UNIT,
    VERIFIERS,
)

ADDRESSED: Final = frozenset(
    {PERSON, UNIT, HEAD, VERIFIERS, FALLBACK, CROSS_CHECKERS, OFFICE, ADMINS, AUDITORS}
)
"""Not APPROVERS, and neither DESK nor ORG, which approvers and leaders belong to as well."""


def may_be_told(principal_kind: int, roles: Collection[str] = ()) -> bool:
    """Whether a notice may be addressed without a person's doing.

    `principal_kind`: what a principal is. `roles`: for a PERSON, the roles of the posts that the
    person holds; whoever also holds a post above a head is never told.
    """
    return principal_kind in ADDRESSED and not ABOVE.intersection(roles)
