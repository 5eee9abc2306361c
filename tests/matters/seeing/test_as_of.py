"""How everything stood on a past day agrees with folding the record up to that day, matter by matter."""

from collections import Counter
from datetime import date, timedelta

import pytest

from bihuan.core.acts.folding import folded
from bihuan.core.acts.kind import Kind
from bihuan.core.state.lamps import LATE, lamp
from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.models import Listing, Matter
from bihuan.matters.seeing.as_of import Asked, Stood, counts, rows
from bihuan.people.read import end_of_day
from tests.matters.scenes import Busy, another_register, busy, statements
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def lived() -> tuple[Busy, list[date]]:
    """A busy organisation over which months have passed, in which more has happened; and days to ask for."""
    found = busy()
    made, days = found.made, [found.today - timedelta(1), found.today]
    for act, name, by, facts in (
        ("receive", "assigned", "殷若渔", {}),
        ("unlist", "problem", "邹小禾", {"in_register": found.second, "reason": "重列"}),
        ("request_listing", "problem", "秦见微", {"in_register": found.second, "reason": "重列"}),
        ("receive", "late", "殷若渔", {}),
        ("unlist", "under_way", "邹小禾", {"in_register": found.second, "reason": "不再列"}),
        ("resume", "paused", "殷若渔", {"reason": "文件已到"}),
        ("verify", "countersigned", "秦见微", {"finding": "属实"}),
    ):
        made.tick(days=20)
        made.do(act, found.matters[name], by, **facts)
        if act == "request_listing":
            made.do("approve", Matter.objects.filter(kind="request").latest("id").pk, "谷向原")
        days.append(found.today)
    return found, [*days, found.today + timedelta(90)]


def at_the_end_of(org: int, day: date) -> list[tuple[Kind, State, int]]:
    """Every matter as its events up to the end of that day fold, and since when it has stood so."""
    until, found = end_of_day(org, day), []
    for matter in Matter.objects.filter(org_id=org).order_by("id").values_list("id", flat=True):
        events = [event for event in events_of(matter) if event.at < until]
        if events and (state := folded(kind_of(events[0].kind), events)):
            found.append((kind_of(state.kind), state, events[-1].at))
    return found


def said(state: State) -> tuple[object, ...]:
    return (
        state.id, state.kind, state.life, state.clock, state.lead_unit, state.turn, state.deciding_due_kind,
        *state.days,
    )  # fmt: skip


def as_said(one: Stood) -> tuple[object, ...]:
    return (*one[:6], *one[8:12])


def test_rows_of_a_past_day_are_what_the_record_gave_on_that_day() -> None:
    found, days = lived()
    org = found.made.org.pk
    for day in days:
        before = at_the_end_of(org, day)
        stood = rows(Asked(org, day))
        assert [as_said(one) for one in stood] == [said(state) for _, state, _ in before]
        for register in found.registers:
            wanted = sorted(
                (dict(state.listings)[register], state)
                for kind, state, _ in before
                if register in state.registers and kind.listed
            )
            listed = rows(Asked(org, day, register))
            assert [as_said(one) for one in listed] == [said(state) for _, state in wanted]
        for one in stood:
            assert one.since < end_of_day(org, day)


def test_counts_of_a_past_day_are_those_of_its_rows() -> None:
    found, days = lived()
    org = found.made.org.pk
    for day in days:
        for register in (None, *found.registers):
            wanted: Counter[tuple[object, ...]] = Counter()
            for kind, state, _ in at_the_end_of(org, day):
                if register is None or register in (state.register, *state.registers):
                    phase = kind.life(state.life).phase
                    colour = lamp(phase, state.clock, state.yellow_on, state.red_on, day)
                    wanted[state.kind, state.life, phase, colour, state.lead_unit] += 1
            told = counts(Asked(org, day, register))
            assert {tuple(one[:5]): one.matters for one in told} == wanted
            assert (len(told) == len(wanted) and sum(wanted.values()) > 0) or day < found.today


def test_only_the_kinds_and_lives_that_are_asked_for_are_told() -> None:
    found, _ = lived()
    org, today = found.made.org.pk, found.today
    asked = Asked(org, today, found.made.register, kinds=("measure",), lives=("under_way", "assigned"))
    told, all_rows = counts(asked), rows(asked)
    assert told and {(one.kind, one.life) for one in told} <= {
        ("measure", "under_way"),
        ("measure", "assigned"),
    }
    assert sum(one.matters for one in told) == len(all_rows)
    assert rows(asked, limit=2) == all_rows[:2] and rows(asked, limit=2, offset=2) == all_rows[2:4]


def test_a_row_tells_its_lamp_on_that_day_and_its_number_in_that_register() -> None:
    found, _ = lived()
    org, late = found.made.org.pk, found.matters["late"]
    one = next(row for row in rows(Asked(org, found.today, found.made.register)) if row.matter == late)
    assert one.lamp(found.today) == LATE and one.phase == life_of("measure", one.life).phase
    assert one.number == Matter.objects.get(pk=late).number
    there = [row.number for row in rows(Asked(org, found.today - timedelta(60), found.second))]
    assert "7" in there, "as it was numbered there"


def test_what_stood_beside_its_home_is_told_from_when_it_came_until_it_left_however_often() -> None:
    made = world()
    beside = another_register(made, "专项清单", "ZX", "督查处")
    measure, stood = registered_measure(made), []
    for _ in range(2):
        for act, more in (("list_matter", {}), ("unlist", {"reason": "不再列"})):
            made.tick(days=10)
            made.do(act, measure, "邹小禾", in_register=beside, **more)
            stood.append(day_of(made.at, made.org.zone))
    came, left, came_again, left_again = stood
    for day, there in (
        (came - timedelta(1), 0), (came, 1), (left - timedelta(1), 1), (left, 0),
        (came_again, 1), (left_again - timedelta(1), 1), (left_again, 0),
    ):  # fmt: skip
        assert len(rows(Asked(made.org.pk, day, beside))) == there
        assert sum(one.matters for one in counts(Asked(made.org.pk, day, beside, ("measure",)))) == there
    times = Listing.objects.filter(register_id=beside).order_by("id").values_list("from_seq", "to_seq")
    assert [first < last for first, last in times] == [True, True]


def test_one_organisation_knows_nothing_of_another() -> None:
    busy()
    other = busy("heqi", "禾泉市政协机关")
    org = other.made.org.pk
    ours = set(Matter.objects.filter(org_id=org).values_list("id", flat=True))
    assert {one.matter for one in rows(Asked(org, other.today))} == ours
    assert sum(one.matters for one in counts(Asked(org, other.today))) == len(ours)


def test_it_takes_as_many_statements_however_many_matters_there_are() -> None:
    found = busy()
    asked = Asked(found.made.org.pk, found.today, found.made.register)
    assert len(statements(lambda: counts(asked))) == 3 and len(statements(lambda: rows(asked))) == 2
    whole = Asked(found.made.org.pk, found.today)
    assert len(statements(lambda: counts(whole))) == 2
