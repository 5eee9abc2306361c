"""What the page of the record shows: heads to be published, and what happened in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from bihuan.core.loop.spine_kinds import REQUEST
from bihuan.core.loop.uninvolved import SAY_UNINVOLVED
from bihuan.core.state.faces import PUBLIC
from bihuan.core.words.text import Text
from bihuan.ledger.event import Event
from bihuan.ledger.models import Head
from bihuan.ledger.read import events_after, events_of_many
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of
from bihuan.matters.saying.naming import HIDDEN, Names, joined, values_of
from bihuan.matters.saying.sentences import ids_named, timeline_of
from bihuan.matters.seeing import rows
from bihuan.web.acting import SignedInRequest

SIZE = 50
DAYS = 14
MOST = 300
SEES_ALL = frozenset({"auditor", "admin", "supervisor"})
TAKES_AWAY = frozenset({"auditor", "admin"})
OVERSEES = frozenset({"auditor"})


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the record as a sentence, and what it is about."""

    seq: int
    at: int
    sentence: Text
    about: Text
    matter: int | None
    seal: str


def has_role(request: SignedInRequest, roles: frozenset[str]) -> bool:
    """Whether one of the hats worn today is of these roles."""
    return any(hat.role in roles for hat in sight_of(request).actor.hats)


def head(org: int) -> Head:
    """Where the organisation's chain stands."""
    return Head.objects.get(org_id=org)


def newest_head(org: int) -> tuple[int, str, int] | None:
    """(number, seal, instant) where the chain stands; None where nothing happened. One short statement, since
    every page asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, seal, at FROM ledger_head WHERE org_id = %s AND seq > 0", (org,))
        found: tuple[int, str, int] | None = cursor.fetchone()
        return found


def heads_of_days(org: int, slug: str, today: date, zone: str) -> list[tuple[date, str]]:
    """The head at the end of each of the last days on which something happened, newest first.

    What was published on the evening of a day must still be on the chain.
    """
    ends = [_start_of(today - timedelta(back), zone) for back in range(DAYS)]
    branch = (
        "SELECT * FROM (SELECT %s AS place, seq, seal FROM ledger_event WHERE org_id = %s AND at < %s"
        " ORDER BY at DESC, seq DESC LIMIT 1) AS one"
    )
    params = [value for place, end in enumerate(ends) for value in (place, org, end)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branch for _ in ends) + " ORDER BY place", params)
        found = cursor.fetchall()
    said: dict[int, tuple[date, str]] = {}
    for place, seq, seal in reversed(found):  # a day without events ends where the day before ended
        said.setdefault(seq, (today - timedelta(place + 1), f"{slug}:{seq}:{seal}"))
    return sorted(said.values(), reverse=True)


def _start_of(day: date, zone: str) -> int:
    return int(datetime.combine(day, time.min, ZoneInfo(zone)).timestamp()) * 1_000_000


def lines(request: SignedInRequest, upto: int) -> list[Line]:
    """The events with numbers up to `upto`, newest first, a page of them."""
    org = sight_of(request).org
    events = events_after(org, max(0, upto - SIZE), min(SIZE, upto))
    who = [one for event in events for one in (event.actor, event.for_whom)]
    names = Names(org, sight_of(request)).need(
        units=_ids(events, "unit", "units"),
        people=[*_ids(events, "person", "people"), *who],
        matters=[event.matter for event in events],
    )
    sight, states = sight_of(request), rows.states(sorted({event.matter for event in events}))
    seen = {one.id for one in states if sight.sees(one)}
    kinds = {one.id: kind_of(one.kind).label for one in states}
    return [_line(event, names, seen, kinds.get(event.matter, HIDDEN)) for event in reversed(events)]


def answers(request: SignedInRequest) -> list[Line]:
    """The answers 未承担具体工作 that stand, of what this person sees; the newest first, at most so many."""
    sight = sight_of(request)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id FROM matters_matter m WHERE m.org_id = %s AND m.more LIKE %s"
            " ORDER BY m.seq DESC LIMIT %s",
            (sight.org, '%"uninvolved"%', MOST),
        )
        ids = [one for (one,) in cursor.fetchall()]
    seen = {one.id: one for one in rows.states(ids) if sight.sees(one)}
    events = [one for one in events_of_many(seen) if one.name == SAY_UNINVOLVED.event]
    who = [one for event in events for one in (event.actor, event.for_whom)]
    names = Names(sight.org, sight).need(units=_ids(events, "units"), people=who, matters=list(seen))
    found = [_line(one, names, set(seen), kind_of(one.kind).label) for one in reversed(events)]
    units = {one.seq: joined(map(names.unit, values_of(one.plain, "uninvolved"))) for one in events}
    return [replace(one, sentence=_by(one.sentence, units[one.seq])) for one in found]


def _by(sentence: Text, units: Text) -> Text:
    return Text(f"{units.zh}：{sentence.zh}", f"{units.en}: {sentence.en}")


def _ids(events: Sequence[Event], *types: str) -> list[int]:
    """Every id of these types that the events name."""
    return [one for event in events for one in ids_named(kind_of(event.kind), [event], *types)]


def _line(event: Event, names: Names, seen: set[int], kind: Text) -> Line:
    one = timeline_of(kind_of(event.kind), [event], names, face=PUBLIC, me=None)[0]
    standing = kind_of(event.kind).founded is not None
    about = names.matter(event.matter) if event.matter in seen or standing else HIDDEN
    return Line(
        seq=event.seq,
        at=event.at,
        sentence=one.sentence,
        about=Text(f"{kind.zh}：{about.zh}", f"{kind.en}: {about.en}"),
        matter=event.matter if event.matter in seen else None,
        seal=event.seal[:12],
    )


@dataclass(frozen=True, slots=True)
class TwoHands:
    """Two people who took part in one closing from one browser: who did what, and when."""

    about: Text
    matter: int | None
    hands: tuple[tuple[Text, Text, int], ...]  # (who, what, when), in the order of time


_SAME = """
SELECT a.matter_id, m.kind, a.person_id, a.act, a.at, b.person_id, b.act, b.at
FROM matters_frombrowser a JOIN matters_frombrowser b ON b.matter_id = a.matter_id AND b.browser = a.browser
AND b.person_id <> a.person_id AND (b.at > a.at OR (b.at = a.at AND b.id > a.id)) AND b.at <= a.at + %s
JOIN matters_matter m ON m.id = a.matter_id WHERE a.org_id = %s ORDER BY b.at DESC, b.id DESC LIMIT %s"""


def from_one_browser(request: SignedInRequest, minutes: int) -> list[TwoHands]:
    """Closings of which two people did something from one browser in so many minutes, newest first."""
    sight = sight_of(request)
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [minutes * 60_000_000, sight.org, SIZE])
        found = cursor.fetchall()
    names = Names(sight.org, sight).need(
        people=[one for row in found for one in (row[2], row[5])], matters=[row[0] for row in found]
    )
    seen = {one.id for one in rows.states(sorted({row[0] for row in found})) if sight.sees(one)}
    return [
        TwoHands(
            about=names.matter(matter) if matter in seen else HIDDEN,
            matter=matter if matter in seen else None,
            hands=tuple(
                (names.person(who), act_said(kind, act), at) for who, act, at in ((*first,), (*second,))
            ),
        )
        for matter, kind, *both in found
        for first, second in [(both[:3], both[3:])]
    ]


def act_said(kind: str, act: str) -> Text:
    """What was done, in a word: an act of the matter's own kind, or the answer to a request about it."""
    row = kind_of(kind).by_name.get(act) or REQUEST.by_name[act]
    return row.label
