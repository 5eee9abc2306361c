"""What whoever is about to import will not be able to check, and who still can: said before the commit."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import CHECKS, Seat, posts_of
from bihuan.core.words.text import Text
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.placeholders import WRITTEN
from bihuan.matters.models import Matter
from bihuan.matters.saying.naming import Names, joined
from bihuan.matters.seeing.actors import seats_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.people.models import Appointment

NOBODY = Text(
    "其中 {n} 项将暂无人可核验：请先为台账增设兜底核验岗位或门外核验岗位，或由不在核验岗位上的人导入。",
    "Nobody could check {n} of them: name a fallback or an outside checker first, or let somebody import who"
    " holds no post that checks.",
)
NONE_LEFT = Text("您导入后不能核验其中 {n} 项。", "Once you import them you cannot check {n} of them.")


def barred_said(one: Import, actor: Actor, opened_by: int | None, today: date) -> list[Text]:
    """The sentences for whoever holds a post that checks in the register; nothing for anybody else."""
    holders = _holders(desk_of(one.register_id), today)
    if not actor.people & holders.keys():
        return []
    by_lead = _by_lead(one)
    carriers = actor.people | ({opened_by} if opened_by else set()) | _typed(one)
    others = holders.keys() - carriers
    seats = [seat for seat in seats_of(others) if seat.sits(today)]
    free = {lead: _free(others, seats, lead) for lead in by_lead}
    able = [who for who in holders if any(who in some for some in free.values())]
    nobody = sum(by_lead[lead] for lead, some in free.items() if not some)
    found = [_barred(by_lead.total(), one.org_id, {who: holders[who] for who in able})] if by_lead else []
    return [*found, *([NOBODY.format(n=nobody)] if nobody else [])]


def _barred(count: int, org: int, able: Mapping[int, int]) -> Text:
    """您导入后不能核验其中 12 项；仍可核验：…"""
    if not able:
        return NONE_LEFT.format(n=count)
    names = Names(org, None).need(people=able)
    who = joined(_said(names, person, post) for person, post in able.items())
    return Text(
        f"您导入后不能核验其中 {count} 项；仍可核验：{who.zh}。",
        f"Once you import them you cannot check {count} of them. Who still can: {who.en}.",
    )


def _holders(desk: Desk, today: date) -> Mapping[int, int]:
    """Whoever holds a post that checks today, each with the first of these posts, verifiers first."""
    posts = [post for role in CHECKS for post, _ in posts_of(desk)[role]]
    running = Q(from_on__lte=today) & (Q(to_on__isnull=True) | Q(to_on__gte=today))
    held = Appointment.objects.filter(running, post_id__in=posts).values_list("person_id", "post_id")
    found: dict[int, int] = {}
    for person, post in sorted(held, key=lambda pair: (posts.index(pair[1]), pair[0])):
        found.setdefault(person, post)
    return found


def _by_lead(one: Import) -> Counter[int]:
    """How many rows will be written for each unit that leads; 0: none, or one that is still to be made."""
    rows = ImportRow.objects.filter(import_id=one.id, verdict__in=WRITTEN)
    standing = Matter.objects.filter(pk__in=rows.values("matter_id"))
    leads = dict(standing.values_list("pk", "lead_unit_id"))
    found: Counter[int] = Counter()
    for text, matter in rows.values_list("facts", "matter_id"):
        lead = leads.get(matter) if matter else json.loads(text or "{}").get("lead_unit")
        found[lead if isinstance(lead, int) else 0] += 1
    return found


def _typed(one: Import) -> set[int]:
    """Whoever corrected a row of the preview."""
    by_row = json.loads(one.choices).get("typed_by", {})
    return {person for people in by_row.values() for person in people}


def _free(others: Collection[int], seats: Collection[Seat], lead: int) -> set[int]:
    return set(others) - {seat.person for seat in seats if seat.unit == lead}


def _said(names: Names, person: int, post: int) -> Text:
    who, where = names.person(person), names.post(post)
    return Text(f"{who.zh}（{where.zh}）", f"{who.en} ({where.en})")
