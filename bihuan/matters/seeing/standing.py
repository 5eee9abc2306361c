"""The standing matters of an organisation, in which people and rules change."""

from bihuan.matters.models import Matter


def standing_matter(org_id: int, kind: str) -> int:
    """The id of the organisation's standing matter of a kind ("people", "rules")."""
    return int(Matter.objects.values_list("id", flat=True).get(org_id=org_id, kind=kind))
