"""The edges where the clock is read: a request's instant, its organisation's day, its person's sight."""

from datetime import date

from django.http import Http404

from bihuan.core.chain.ids import belongs
from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.core.words.text import Text
from bihuan.matters.seeing import lists, rows
from bihuan.matters.seeing.sight import Sight, sight
from bihuan.matters.writing.clock import now
from bihuan.people.read import post_said
from bihuan.web.acting import SignedInRequest, once_a_request


@once_a_request
def today_of(request: SignedInRequest) -> date:
    """The business day in the person's organisation."""
    return day_of(now(), request.person.org.zone)


@once_a_request
def sight_of(request: SignedInRequest) -> Sight:
    """The person's eyes for this request."""
    found = sight(request.person.org_id, request.person.pk, on=today_of(request))
    request.hat = _hat(found)
    return found


@once_a_request
def turn_count(request: SignedInRequest) -> int:
    """How many matters wait for the person."""
    return lists.turn_count(sight_of(request))


def _hat(eyes: Sight) -> Text:
    """The first of the person's posts, as the rail shows it."""
    if not eyes.actor.hats:
        return Text("", "")
    return post_said(eyes.actor.hats[0].post)


def state_or_404(request: SignedInRequest, matter: int) -> State:
    """A matter that the person may see. Out of sight is 404, as if it were not there.

    Every id names its organisation: another one's, or a number that no id can be, is not even looked up.
    """
    ours = belongs(matter, request.person.org_id)
    found = rows.states([matter]) if ours else []
    if not found or not sight_of(request).sees(found[0]):
        raise Http404
    return found[0]
