"""The spine's own kinds: requests and parts; and `kind_of`, which finds any kind by its name."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from bihuan.core.acts.kind import Kind
from bihuan.core.loop.spine_kinds import PART, REQUEST


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of matter by its name: the spine's own and those of `settings.KINDS`."""
    found = (REQUEST, PART, *(import_string(dotted) for dotted in settings.KINDS))
    return {kind.name: kind for kind in found}


def kind_of(name: str) -> Kind:
    """The kind of that name; KeyError if nobody declares it."""
    return kinds()[name]
