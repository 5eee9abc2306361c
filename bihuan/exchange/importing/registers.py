"""Which register a file goes into: the one that is named, or the organisation's only one, or a new one."""

from django.db import connection

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import WORK_FOR_NONE
from bihuan.matters.models import Matter
from bihuan.matters.writing.acts import book
from bihuan.people.models import Appointment, Person, Post


class NoRegister(Exception):
    """None fits; the message says in one line what to do."""


def register_named(org: int, name: str | None) -> int | None:
    """The register of that title or prefix, or the only one that is open; None where there is none at all.

    NoRegister where the name fits none or several, or no name was given and there are several.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.title, d.prefix FROM matters_matter m JOIN matters_desk d ON d.id = m.id"
            " WHERE m.org_id = %s AND d.open ORDER BY m.id",
            [org],
        )
        found = cursor.fetchall()
    fitting = [row for row in found if name is None or name in (row[1], row[2])]
    if len(fitting) == 1:
        return int(fitting[0][0])
    names = "、".join(f"{title}（{prefix}）" for _, title, prefix in found)
    if name is not None:
        raise NoRegister(f"没有唯一的台账“{name}”；现有：{names or '无'}")
    if found:
        raise NoRegister(f"有多个台账，请用 --register 指明：{names}")
    return None


def create_register(org: int, *, title: str, person: int, at: int) -> int:
    """A register for a first ledger, looked after by the posts that the organisation already has.

    NoRegister where there is no fallback verifier. Raises Refused where `person` may not.
    """
    posts = {
        role: list(
            Post.objects.filter(org_id=org, role=role).order_by("place", "id").values_list("id", flat=True)
        )
        for role in (Post.VERIFIER, Post.FALLBACK, Post.APPROVER)
    }
    seats = Appointment.objects.filter(person_id=person, to_on__isnull=True).select_related("post")
    seats = seats.exclude(post__role__in=WORK_FOR_NONE)
    office = next((seat.post.unit_id for seat in seats.order_by("post__place")), None)
    if office is None or not posts[Post.FALLBACK]:
        raise NoRegister("还没有台账，也没有兜底核验岗位；请先在网页上建立台账")
    with book(org, at=at) as open_book:
        how = Mandate(open_book.store.actor(person))
        made = open_book.open(
            "register",
            how,
            title=title[:200],
            prefix="TZ",
            office=office,
            verifiers=posts[Post.VERIFIER] or None,
            fallbacks=posts[Post.FALLBACK],
            approvers=posts[Post.APPROVER] or None,
        )
    with book(org, at=at) as open_book:
        open_book.perform("open_register", made.id, Mandate(open_book.store.actor(person)))
    return made.id


def person_named(org: int, username: str) -> int | None:
    """The person that a sign-in is in the organisation."""
    found = Person.objects.filter(org_id=org, user__username=username, erased=False)
    return found.values_list("id", flat=True).first()


def title_of(register: int) -> str:
    """A register's name."""
    return Matter.objects.values_list("title", flat=True).filter(pk=register).first() or "—"
