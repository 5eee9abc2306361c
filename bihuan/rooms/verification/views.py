"""The verification queue: what waits for my check, the oldest claim first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bihuan.matters.pages.reader import sight_of
from bihuan.rooms.verification import queries
from bihuan.rules.stamp import pinned
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.lists import address
from bihuan.web.paging import SIZE, Page, asked_page


@signed_in
@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """Fifty at a time. What I may not check stands below, with who must."""
    number = asked_page(request)
    with pinned():
        found = queries.waiting(request, offset=(number - 1) * SIZE, limit=SIZE + 1)
    shown = found[:SIZE]
    before = address(request, page=number - 1 if number > 2 else None) if number > 1 else ""
    after = address(request, page=number + 1) if len(found) > SIZE else ""
    return render(
        request,
        "verification/queue.html",
        {
            "mine": [one for one in shown if one.why is None],
            "others": [one for one in shown if one.why is not None],
            "page": Page(shown, number, SIZE, None, len(found) > SIZE, before, after),
            "checks": bool(queries.turns(sight_of(request))),
            "heads": bool(sight_of(request).actor.heads),
            "here": "queue",
        },
    )
