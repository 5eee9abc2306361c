"""The rail: the record, for everybody. The first page: what was found to differ from the record."""

from bihuan.core.time.days import day_of
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.verifying.job import last_verified
from bihuan.rooms.record.queries import TAKES_AWAY, has_role, newest_head
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Figure, Glance, NavItem

GROUP = labels.SEE


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry."""
    return [NavItem(GROUP, labels.RECORD, address_of("record"), key="record")]


def printed_foot(request: SignedInRequest) -> Text | None:
    """The newest head of the record: whoever keeps the paper can find a tail that was cut off before it."""
    head = newest_head(request.person.org_id)
    if head is None:
        return None
    seq, seal, at = head
    on = day_of(at, request.person.org.zone).isoformat()
    return Text(f"办理记录第 {seq} 号 {on} 封印 {seal[:16]}", f"Record no. {seq}, {on}, seal {seal[:16]}")


def glances(request: SignedInRequest) -> list[Glance]:
    """For administrators and auditors, until a verification finds everything as it should be."""
    if not has_role(request, TAKES_AWAY):
        return []
    org = request.person.org
    last = last_verified(org.slug, org.pk)
    if last is None or not last.wrong:
        return []
    at = address_of("record")
    said = Text("核验办理记录时发现，请查明", "found by verifying the record; find out why")
    wrong = Figure(Text("处与记录不符", "not as the record says"), len(last.wrong), at, lamp="late")
    return [Glance(labels.RECORD, at, said, (wrong,))]
