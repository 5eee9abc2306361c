"""What the pages of registers read: which registers somebody may see, and one page of what they list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.http import Http404

from bihuan.core.loop.confirming import COMPARE
from bihuan.core.sql import marks
from bihuan.core.state.actor import Desk
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of, listed_kinds
from bihuan.matters.models import Desk as DeskRow
from bihuan.matters.models import DeskPost, Listing, Matter
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.moments import moment_of
from bihuan.matters.saying.naming import Names, values_of
from bihuan.matters.saying.recorded import Signed
from bihuan.matters.saying.sentences import timeline_of
from bihuan.matters.seeing.lists import eyes
from bihuan.matters.seeing.registers import clause
from bihuan.matters.seeing.sight import Sight, visible
from bihuan.people.models import Appointment, Person, Post, Unit
from bihuan.rooms.registers.indicators import Figures, figures
from bihuan.rooms.registers.kind import CLOSED, SUBJECTS
from bihuan.rooms.registers.models import Acceptance, RegisterVersion
from bihuan.web.acting import SignedInRequest, once_a_request
from bihuan.web.dates import day_said
from bihuan.web.pieces import Moment

MOST_MOMENTS = 40

STAGES: Mapping[str, Text] = {
    "circulated": term("draft_version", "registers").text,
    "version_approved": term("approved_version", "registers").text,
    "version_issued": term("issued_version", "registers").text,
}
DRAFT = Text("未定稿", "no version yet")
_SHELVES = """
SELECT d.id, m.title, m.life, m.seq, d.open, d.confirmed, d.open_to_all, d.office_id, r.leading_group,
 v.stage, v.at_seq, v.made_on, v.document, v.document_number, v.document_on,
 (SELECT h.seal FROM ledger_head h WHERE h.org_id = d.org_id)
FROM matters_desk d JOIN matters_matter m ON m.id = d.id LEFT JOIN registers_register r ON r.id = d.id
LEFT JOIN registers_registerversion v ON v.id = (SELECT w.id FROM registers_registerversion w
 WHERE w.register_id = d.id
 ORDER BY CASE WHEN w.stage = 'version_issued' THEN 0 ELSE 1 END, w.id DESC LIMIT 1)
WHERE d.org_id = %s AND ({sees}) ORDER BY d.id"""


@dataclass(frozen=True, slots=True)
class Version:
    """The version that a register's figures refer to: the issued one where there is one, else the newest."""

    stage: str = ""
    seq: int = 0
    on: date | None = None
    document: str | None = None
    number: str | None = None

    def said(self, today: date) -> Text:
        """印发版（示政发〔2026〕3号，5 月 20 日）"""
        name = STAGES.get(self.stage, DRAFT)
        if self.on is None:
            return name
        zh, en = day_said(self.on, "zh", "long", today).split(" 星期")[0], day_said(self.on, "en", "iso")
        about = f"{self.number}，" if self.number else ""
        about_en = f"{self.number}, " if self.number else ""
        return Text(f"{name.zh}（{about}{zh}）", f"{name.en} ({about_en}{en})")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One register as the list of registers and the rail show it."""

    id: int
    title: str
    life: str
    seq: int
    open: bool
    office: int | None
    group: str | None
    version: Version
    seal: str
    whole: bool
    desk: bool
    confirmed: bool  # a second person said yes to who checks it

    @property
    def name(self) -> Text:
        """Its name, the same in both languages."""
        return Text(self.title, self.title) if self.title else Text("（未命名）", "(no name)")


@once_a_request
def shelves(request: SignedInRequest) -> list[Shelf]:
    """The registers that the person may see (seeing/registers.py), oldest first. One statement."""
    sight = sight_of(request)
    sees, params = clause(sight)
    with connection.cursor() as cursor:
        cursor.execute(_SHELVES.format(sees=sees), [sight.org, *params])
        return [_shelf(row, sight) for row in cursor.fetchall()]


def _shelf(row: Sequence[Any], sight: Sight) -> Shelf:
    one, title, life, seq, is_open, confirmed, to_all, *rest = row
    office, group, stage, at_seq, made, *document, on, seal = rest
    desk = one in sight.desks
    return Shelf(
        id=one,
        title=title or "",
        life=life,
        seq=seq,
        open=bool(is_open),
        office=office,
        group=group,
        version=Version(stage, at_seq, _day(on or made), *document) if stage else Version(),
        seal=seal,
        whole=desk or bool(to_all),
        desk=desk,
        confirmed=bool(confirmed),
    )


def shelf_or_404(request: SignedInRequest, register: int) -> Shelf:
    """A register that the person may see; out of sight is 404."""
    found = next((one for one in shelves(request) if one.id == register), None)
    if found is None:
        raise Http404
    return found


def figures_of(request: SignedInRequest, shelf: Shelf) -> Figures:
    """Its counts as the person sees them."""
    return figures(
        sight_of(request),
        shelf.id,
        today=today_of(request),
        seal=shelf.seal,
        version_seq=shelf.version.seq,
        desk=shelf.desk,
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """One version of a register as its history tells it."""

    name: Text
    seq: int
    made_on: date
    document: str
    number: str
    document_on: date | None
    listed: int
    disputed: bool  # who is said to have approved it did not: it stands, and is approved anew


def versions(state: State, sight: Sight) -> list[Stage]:
    """Every version of a register, newest first, with how many problems and measures stood in it: of those
    that its reader may see, all for whoever sits at its desk.
    """
    found, register = [], state.id
    disputed = _disputed(state)
    shown = Listing.objects.all() if register in sight.desks else Listing.objects.filter(matter_id__in=(
        visible(sight).values("id")
    ))  # fmt: skip
    for one in RegisterVersion.objects.filter(register_id=register).order_by("-id"):
        standing = shown.filter(Q(to_seq=None) | Q(to_seq__gt=one.at_seq))
        count = standing.filter(register_id=register, id__lte=one.id).count()
        name = STAGES.get(one.stage, DRAFT)
        found.append(
            Stage(
                name,
                one.at_seq,
                one.made_on,
                one.document or "",
                one.document_number or "",
                one.document_on,
                count,
                one.at_seq in disputed,
            )
        )
    return found


def _disputed(register: State) -> set[int]:
    """The places of the versions that rest on an approval which was disputed."""
    papers = {one.seq for one in register.said_of if one.disputed}
    found: set[int] = set()
    doubt = False
    for event in events_of(register.id) if papers else ():
        if event.name == "circulated":
            doubt = False
        if event.name == "version_approved":
            rested: Any = event.plain.get("by_papers") or ()
            doubt = any(seq in papers for seq, _ in rested)
        if doubt and event.name in STAGES:
            found.add(event.seq)
    return found


def moments(state: State, names: Names, me: int | None, shown: str) -> list[Moment]:
    """What happened to the register itself, newest first; what a batch held stands on its own page."""
    told = timeline_of(kind_of(state.kind), events_of(state.id), names, face=shown, me=me)[:MOST_MOMENTS]
    return [moment_of(one, here={one.seq for one in told}, but=(SUBJECTS.label,)) for one in told]


@dataclass(frozen=True, slots=True)
class Accepting:
    """One responsible unit: how many rows it leads, and when it accepted them (认领)."""

    unit: int
    name: Text
    rows: int
    accepted_on: date | None


def accepting(sight: Sight, register: int) -> list[Accepting]:
    """The units that lead what the register lists, in 机构序列, with their 认领 of what circulates: by the
    rows that the reader sees of it, as its list does.
    """
    found, kinds = eyes(sight, register), [kind.name for kind in listed_kinds()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id, u.name, u.name_en, count(DISTINCT s.matter_id) FROM matters_seen s"
            " JOIN matters_matter m ON m.id = s.matter_id JOIN people_unit u ON u.id = m.lead_unit_id"
            f" WHERE s.principal IN ({marks(found)}) AND s.register_id = %s AND u.org_id = %s"
            f" AND s.kind IN ({marks(kinds)})"
            " GROUP BY u.id, u.name, u.name_en, u.place ORDER BY u.place, u.id",
            [*found, register, sight.org, *kinds],
        )
        rows = cursor.fetchall()
    begun = RegisterVersion.objects.filter(register_id=register, stage="circulated").order_by("-id").first()
    said = Acceptance.objects.filter(register_id=register, id__gt=begun.pk if begun else 0).order_by("id")
    when = dict(said.values_list("unit_id", "accepted_on"))
    return [Accepting(unit, Text(zh, en or zh), count, when.get(unit)) for unit, zh, en, count in rows]


def desk_said(desk: Desk, names: Names, today: date) -> dict[str, Any]:
    """Who looks after a register, for its page."""
    return {
        "posts": desk_posts(desk, today),
        "office": names.unit(desk.office) if desk.office else None,
        "prefix": desk.prefix,
        "confirmed": desk.confirmed,
    }


def desk_posts(desk: Desk, today: date) -> list[tuple[Text, list[Text]]]:
    """Who checks and approves for a register: each role with its posts and who holds them today."""
    asked = {
        labels.VERIFY: desk.verifiers,
        Text("兜底核验", "Verify as fallback"): desk.fallbacks,
        Text("门外核验", "Verify from outside"): desk.outsiders,
        Text("审定", "Approve"): desk.approvers,
    }
    ids = [post for pairs in asked.values() for post, _ in pairs]
    held = holders(ids, today)
    posts = {one.pk: one for one in Post.objects.filter(id__in=ids).select_related("unit")}
    return [(role, [post_said(posts[post], held) for post, _ in pairs]) for role, pairs in asked.items()]


def holders(posts: Sequence[int], today: date) -> dict[int, list[str]]:
    """The names of those who hold posts on a day."""
    found: dict[int, list[str]] = {}
    open_now = Q(to_on=None) | Q(to_on__gte=today)
    rows = Appointment.objects.filter(open_now, from_on__lte=today, post_id__in=posts).order_by("id")
    for post, name in rows.values_list("post_id", "person__name"):
        found.setdefault(post, []).append(name)
    return found


def post_said(post: Post, held: Mapping[int, Sequence[str]]) -> Text:
    """督查处 核验岗（秦见微）"""
    who, unit = "、".join(held.get(post.pk, ())) or "—", post.unit
    zh, en = f"{unit.name} {post.name}", f"{unit.name_en or unit.name}, {post.name_en or post.name}"
    return Text(f"{zh}（{who}）", f"{en} ({who})")


def lead_units(org: int) -> list[tuple[str, Text]]:
    """The units that can answer for something, in 机构序列: what the list can be filtered by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, name_en FROM people_unit WHERE org_id = %s"
            f" AND kind IN ({marks(Unit.ANSWERABLE)}) ORDER BY place, id",
            [org, *Unit.ANSWERABLE],
        )
        return [(str(one), Text(zh, en or zh)) for one, zh, en in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Setup:
    """How far an organisation is set up. `register`: the one that is furthest, if there is one in use."""

    units: bool
    people: bool
    register: int | None = None
    desk: bool = False
    open: bool = False
    confirmed: bool = False
    listed: bool = False

    @property
    def done(self) -> bool:
        """Whether work has begun: a register that takes and closes matters, and something in it."""
        return self.open and self.confirmed and self.listed


HANDS = 3
"""Who does, who checks and who approves: one thing takes three persons."""


def setup_of(org: int, on: date) -> Setup:
    """How far it is, by what there is today."""
    running = Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))
    ended = Matter.objects.filter(org_id=org, kind="register", life=CLOSED).values("id")
    desks = DeskRow.objects.filter(org_id=org).exclude(id__in=ended)
    found = desks.order_by("-confirmed", "-open", "id").first()
    if found and found.confirmed and found.open and _listed(org):
        return Setup(True, True, found.pk, True, True, True, True)
    held = Appointment.objects.filter(running, person__org_id=org).exclude(post__role=Post.ADMIN)
    units = Post.objects.filter(org_id=org, unit__kind=Unit.OFFICE).exists()
    people = held.values("person_id").distinct().count() >= HANDS and _others_sign_in(org, running)
    if found is None:
        return Setup(units, people)
    posts = set(DeskPost.objects.filter(register_id=found.pk, to_seq=None).values_list("role", flat=True))
    desk = bool(found.office_id) and {"approver"} < posts
    return Setup(units, people, found.pk, desk, found.open, found.confirmed, _listed(org))


def _others_sign_in(org: int, running: Q) -> bool:
    """Whether somebody has a sign-in beside those who administer."""
    administer = Appointment.objects.filter(running, post__role=Post.ADMIN).values("person_id")
    found = Person.objects.filter(org_id=org, erased=False, user__isnull=False)
    return found.exclude(id__in=administer).exists()


def _listed(org: int) -> bool:
    desks = DeskRow.objects.filter(org_id=org).values("id")
    return Listing.objects.filter(register_id__in=desks, to_seq=None).exists()


def _day(value: object) -> date | None:
    """A date as either database gives it."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None


def signed_by(register: State, person: int) -> Signed:
    """What a person has confirmed on signed sheets, and what stands on those that wait to be compared."""
    found: dict[int, int] = {}
    for event in events_of(register.id):
        if event.name == COMPARE.event and event.plain.get("represented") == person:
            found |= dict.fromkeys(values_of(event.plain, "confirmed"), event.seq)
    mine = (one for one in register.entry_sheets if one.person == person)
    return Signed(found, frozenset(line.seq for one in mine for line in one.lines))
