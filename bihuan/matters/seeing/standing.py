"""The standing matters of an organisation, in which people and rules change."""

from bihuan.matters.kinds import founded_kinds
from bihuan.matters.models import Matter


def standing_matter(org_id: int, kind: str) -> int:
    """The id of the organisation's standing matter of a kind."""
    return int(Matter.objects.values_list("id", flat=True).get(org_id=org_id, kind=kind))


def where_done(org_id: int, act: str) -> int:
    """The id of the standing matter to which an act belongs; StopIteration if it belongs to none."""
    return standing_matter(org_id, next(kind.name for kind in founded_kinds() if act in kind.by_name))
