"""Who sees imports: the register's office and nobody else. Out of sight is 404, as if it were not there."""

from typing import NamedTuple

from django.http import Http404

from bihuan.core.chain.ids import belongs
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.exchange.importing.models import Import
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.desks import desk_of
from bihuan.web.acting import SignedInRequest


class Seen(NamedTuple):
    """An import as one page needs it: its own row, its state and its register's."""

    one: Import
    state: State
    register: State


def register_or_404(request: SignedInRequest, pk: int) -> State:
    """A register in whose office the person is."""
    sight = sight_of(request)
    found = rows.states([pk]) if belongs(pk, sight.org) else []
    if not found or not kind_of(found[0].kind).lists or found[0].org != sight.org:
        raise Http404
    if "office" not in relations(sight.actor, found[0], desk_of(pk)):
        raise Http404
    return found[0]


def import_or_404(request: SignedInRequest, pk: int) -> Seen:
    """An import into such a register."""
    one = Import.objects.filter(pk=pk, org_id=sight_of(request).org).first()
    if one is None:
        raise Http404
    return Seen(one, rows.states([pk])[0], register_or_404(request, one.register_id))
