"""What waits for a second person: what it would do, and who may confirm it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.desks import SECONDED, WITNESS, named_in
from bihuan.core.loop.seconding import about_the_same
from bihuan.core.sql import marks
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import LAPSED, OPEN
from bihuan.core.state.posts import SECONDS
from bihuan.core.state.principals import PERSON, principal_kind, principal_number
from bihuan.core.state.relations import answering
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names, joined, relation_said
from bihuan.matters.saying.requested import asked_said, posts_said, request_said
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Fact, Offer

_HOLD = (
    "SELECT DISTINCT a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
    " WHERE p.org_id = %s AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s)"
)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits for a second person. `missing`: nobody there may confirm it, and what then."""

    label: Text
    url: str  # empty where its reader may not open it
    facts: list[Fact]
    by: Text
    missing: Text | None
    mine: bool  # for whoever looks at the page to answer


def waiting_for_second(
    book: Book, about: int, names: Names, *, me: int | None, person: int | None = None
) -> list[Waits]:
    """The open requests about a matter that a second person answers; of one `person`, if given.

    Whoever is told of one that is not theirs to see reads what it is, and is led nowhere.
    """
    found = [
        one
        for one in book.store.children(about)
        if one.life == OPEN and one.request in SECONDED and (person is None or person in named_in(one))
    ]
    eyes = book.store.actor(me) if found and me else SYSTEM
    opens = book.store.seen(eyes, [one.id for one in found]) if found else frozenset()
    return [_waits(book, one, names, me, opens=one.id in opens) for one in found]


def _waits(book: Book, request: State, names: Names, me: int | None, *, opens: bool) -> Waits:
    may = who_may_confirm(book, request)
    facts = [Fact(label, value) for label, value in asked_said(request.request, request.asked, names)]
    return Waits(
        label=request_said(request.request),
        url=address_of("matter", request.id) if opens else "",
        facts=[*facts, *posts_said(request, names, on=book.today)],
        by=joined(names.person(one) for one in may),
        missing=None if may else missing_second(request),
        mine=me in may,
    )


def newer_of(book: Book, request: State) -> State | None:
    """The request that has taken the place of one that lapsed, if any: the latest about the same."""
    if request.life != LAPSED or request.request not in SECONDED or request.parent is None:
        return None
    said = json.loads(request.asked or "{}")
    later = (
        one
        for one in book.store.children(request.parent)
        if one.id > request.id and one.request == request.request
        if about_the_same(json.loads(one.asked or "{}"), said)
    )
    return max(later, key=lambda one: one.id, default=None)


def asked_already(
    book: Book, state: State, near: list[Offer], seldom: list[Offer]
) -> tuple[list[Offer], list[Offer]]:
    """The same offers; what is asked for already, and waits, is offered apart: asking anew voids it."""
    asked = {one.request for one in book.store.children(state.id) if one.life == OPEN}
    acts = book.store.kind(state.kind).by_name
    again = [one for one in near if one.ready and one.key in acts and acts[one.key].asks in asked]
    return [one for one in near if one not in again], [*seldom, *again]


def who_may_confirm(book: Book, request: State) -> list[int]:
    """The persons who may say yes to what waits for a second one."""
    return [one for one in _candidates(book, request) if _may(book, request, one)]


def missing_second(request: State) -> Text:
    """Nobody of those who may be asked is there, or all of them are concerned."""
    by = joined(relation_said(one) for one in answering(request))
    return Text(
        f"还缺一个人：须由提请人以外、其中没有任命的{by.zh}确认。请管理员增加这样的人，"
        "或者重新提请，附上领导小组组长签字的岗位设置表，由另一人核对。",
        f"Somebody is missing: {by.en}, other than who asked and not appointed by it. Add such a person,"
        " or ask again with the sheet that the group's head signed, naming somebody to compare it.",
    )


def _may(book: Book, request: State, person: int) -> bool:
    act = kind_of(request.kind).act("approve")
    snap = book.snapshot(act, request, Mandate(book.store.actor(person)), {}, trying=True)
    return verdict(act, snap) is None


def _candidates(book: Book, request: State) -> Iterator[int]:
    """Whoever holds a post in which one may be asked; with a signed sheet whoever is named."""
    if WITNESS in answering(request):
        yield from (
            principal_number(who)
            for name, who in sorted(request.ties)
            if name == WITNESS and principal_kind(who) == PERSON
        )
        return
    posts = [post for post, _ in book.store.desk(request.register).approvers]
    day = book.today.isoformat()
    roles = [role for role in SECONDS if role != "approver"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_HOLD} AND (p.role IN ({marks(roles)}) OR p.id IN ({marks(posts)})) ORDER BY a.person_id",
            [book.org, day, day, *roles, *posts],
        )
        yield from (person for (person,) in cursor.fetchall())
