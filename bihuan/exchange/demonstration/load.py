"""Loads the demonstration: the whole of it is played through the spine, in one transaction.

A first start that is killed leaves nothing behind and begins anew. Every act is written with the instant of
its day, in working hours, so that the record reads as it would have.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from bihuan.core.time.workdays import WorkCalendar
from bihuan.exchange.demonstration.content import DemoContent, load_content
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.founding_of_demo import PASSWORD, ZONE, Founding
from bihuan.exchange.demonstration.plan import Planned, planned
from bihuan.exchange.demonstration.scene import Scene
from bihuan.exchange.demonstration.timeline import shifted
from bihuan.matters.setup.founding import Mixed
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.store import DatabaseStore
from bihuan.notices.inbox import mark_read
from bihuan.notices.models import Notice
from bihuan.people.models import Organisation
from bihuan.rules.calendar import calendar
from bihuan.web import security

CLOCKS = ZoneInfo(ZONE)
OPENING, CLOSING = time(8, 40), time(17, 40)
LONGEST_STEP = timedelta(minutes=6)
UNREAD_FOR = 3  # working days


def prepare(empty: bool) -> list[str]:
    """Hook of `bin/run`: load the demonstration where nothing is yet; the lines that tell who can sign in.

    Beside a real organisation nothing is loaded. `empty`: nothing is, and a database that holds a
    demonstration is refused (Mixed), since nothing demonstrated can mix with what is real.
    """
    known = dict(Organisation.objects.values_list("slug", "demonstration"))
    if empty:
        if any(known.values()):
            raise Mixed
        return []
    content = load_content()
    if not all(known.values()):
        return []
    if content.slug not in known:
        load(at=now())
    return sign_ins(content)


def load(*, at: int) -> Organisation:
    """Found the organisation and play everything up to the day of `at` (microseconds since the epoch)."""
    moment = datetime.fromtimestamp(at / 1_000_000, CLOCKS)
    content, starts = load_content(), Drive(moment.date(), WorkCalendar()).starts
    with security.played(), transaction.atomic():
        cast = Founding(content, starts=starts, at=instant(starts, OPENING)).founded()
        drive = Drive(moment.date(), calendar(cast.org))
        scene = Scene(content, shifted(content, today=drive.today, calendar=drive.calendar), cast)
        for (on, _), deeds in groupby(planned(scene, drive), key=lambda one: one.book):
            play(scene, on, list(deeds), latest=at)
        read(scene, before=instant(drive.workdays(-UNREAD_FOR), OPENING))
    return Organisation.objects.get(pk=cast.org)


def play(scene: Scene, on: date, deeds: list[Planned], *, latest: int) -> None:
    """One day: one book, its deeds spread over the working hours."""
    scene.on, scene.at = on, min(instant(on, OPENING), latest)
    with book(scene.cast.org, at=scene.at, today=on) as scene.book:
        store = scene.book.store
        assert isinstance(store, DatabaseStore)
        for scene.at, planned_deed in zip(hours(on, len(deeds), latest), deeds, strict=True):
            store.move_on(scene.at)
            planned_deed.deed(scene)


def read(scene: Scene, *, before: int) -> None:
    """What was told longer ago has been read by everybody."""
    last = Notice.objects.filter(org_id=scene.cast.org, at__lt=before).aggregate(last=Max("id"))["last"]
    for person in scene.cast.people.values():
        mark_read(person, up_to=last or 0)


def hours(on: date, count: int, latest: int) -> Iterator[int]:
    """Instants in the working hours of a day; none later than `latest`."""
    start, end = instant(on, OPENING), instant(on, CLOSING)
    step = min((end - start) // count, LONGEST_STEP // timedelta(microseconds=1))
    return (min(start + step * nth, latest) for nth in range(count))


def instant(on: date, at: time) -> int:
    """Microseconds since the epoch."""
    return int(datetime.combine(on, at, CLOCKS).timestamp()) * 1_000_000


def sign_ins(content: DemoContent) -> list[str]:
    """Who can sign in and what each shows."""
    lines = [
        "",
        f"  演示单位 Demonstration: {content.name.zh} {content.name.en}",
        f"  密码 password: {PASSWORD}",
        "",
    ]
    return lines + [
        f"  {person.key:<16}{person.name}  {person.sign_in.zh} · {person.sign_in.en}"
        for person in content.sign_ins
        if person.sign_in
    ]
