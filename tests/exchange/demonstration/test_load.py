"""The demonstration as it stands in the database after it was played through the spine."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.test import RequestFactory

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.state.hands import barred
from bihuan.core.state.lamps import LATE, NEAR, lamp
from bihuan.core.state.lives import CLOSED, ENDED
from bihuan.core.state.principals import UNIT, principal
from bihuan.core.state.state import HEARD, State
from bihuan.exchange.demonstration.founding_of_demo import PASSWORD
from bihuan.exchange.verifying.covered import EVIDENCE, SEARCH, models_by_table
from bihuan.exchange.verifying.scope import Scope
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.files.models import Evidence
from bihuan.files.store import verify_files
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_after
from bihuan.ledger.verify import verify
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.models import DeskPost, Listing, Matter, Stake
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.writing.acts import reading
from bihuan.people.models import Absence, Appointment, Organisation, Person, Post, Unit, User
from tests.exchange.demonstration.played import CONTENT, TODAY, files_root, played
from tests.theorem.witness import Who, Witness

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def org(django_db_setup: None, django_db_blocker: Any) -> Iterator[Organisation]:
    """The organisation, loaded once."""
    with played(django_db_blocker) as found:
        yield found


def states(kind: str) -> dict[str, State]:
    """States by the number that they have in the register."""
    numbers = dict(Listing.objects.values_list("matter_id", "number"))
    found = rows.states(list(Matter.objects.filter(kind=kind).values_list("pk", flat=True)))
    return {numbers[state.id]: state for state in found}


def events() -> list[Event]:
    return events_after(Organisation.objects.get().pk, 0, 100_000)


def shown(one: State) -> str:
    """Its lamp today."""
    return lamp(life_of(one.kind, one.life).phase, one.clock, one.yellow_on, one.red_on, TODAY)


def matters_with(*names: str) -> set[int]:
    """The matters to which something of that name has happened."""
    return {event.matter for event in events() if event.name in names}


def test_every_state_of_a_measure_occurs_as_often_as_reported(org: Organisation) -> None:
    found = states("measure").values()
    extended, sent_back = matters_with("extended"), matters_with("sent_back")
    again = matters_with("reopened")
    heading = Counter()
    for one in found:
        if one.clock == "paused":
            heading["暂停计时"] += 1
        elif one.life not in ("received", "under_way"):
            heading[one.life] += 1
        elif one.id in again:
            heading["重新打开"] += 1
        elif one.id in extended:
            heading["延期已批"] += 1
        elif one.id in sent_back:
            heading["退回补充"] += 1
        else:
            heading[{LATE: "超期", NEAR: "临期"}.get(shown(one), "推进中")] += 1
    assert heading == {
        "registered": 12,
        "assigned": 6,
        "推进中": 62,
        "临期": 18,
        "超期": 9,
        "暂停计时": 3,
        "延期已批": 7,
        "claimed": 5,
        "countersigned": 16,
        "退回补充": 6,
        "signed_off": 104,
        "continuing": 14,
        "重新打开": 2,
        "withdrawn": 1,
        "merged": 1,
    }


def test_lamps_are_late_and_near_for_just_those_that_the_story_tells_so(org: Organisation) -> None:
    told = {measure.number: measure.state for measure in CONTENT.measures}
    for number, one in states("measure").items():
        assert (shown(one) == LATE) == (told[number] == "超期"), number
        assert (shown(one) == NEAR) == (told[number] == "临期"), number


def test_every_state_of_a_problem_occurs_as_often_as_reported(org: Organisation) -> None:
    found, again = states("problem"), matters_with("reopened")
    late = {number for number, one in found.items() if shown(one) == LATE}
    measures = [one for one in states("measure").values() if shown(one) == LATE]
    over = {number for number, one in found.items() if any(below.parent == one.id for below in measures)}
    assert late == over | {"三-6", "四-2"}, "by their own day, or by a measure's"
    closed = [one for one in found.values() if one.life == "signed_off"]
    long_term = [one for one in closed if one.due_kind == "long_term"]
    assert (len(closed) - len(long_term), len(long_term)) == (19, 5)
    lives = Counter(one.life for one in found.values())
    assert lives == {"registered": 3, "under_way": 24, "countersigned": 4, "signed_off": 24}
    assert len([one for one in found.values() if one.id in again]) == 1


def test_a_problem_that_goes_on_as_routine_has_a_measure_that_does(org: Organisation) -> None:
    continuing = {one.parent for one in states("measure").values() if one.life == "continuing"}
    for one in states("problem").values():
        if one.life == "signed_off" and one.due_kind == "long_term":
            assert one.id in continuing


def test_nothing_is_closed_that_its_measures_do_not_prove(org: Organisation) -> None:
    under: dict[int | None, list[State]] = {}
    for one in states("measure").values():
        under.setdefault(one.parent, []).append(one)
    for problem in states("problem").values():
        if problem.life in ("claimed", "countersigned", "verified", "signed_off"):
            assert all(one.life in ENDED for one in under[problem.id])
            assert any(one.life in CLOSED for one in under[problem.id])
        if problem.life == "signed_off":
            assert problem.hearing in HEARD
            assert problem.proof
            assert problem.finding


def test_the_theorem_of_closure_holds_for_every_event(org: Organisation) -> None:
    branches = set(Unit.objects.filter(kind="branch").values_list("pk", flat=True))
    units: dict[int, set[int]] = {}
    for person, unit in Appointment.objects.values_list("person_id", "post__unit_id"):
        units.setdefault(person, set()).add(unit)

    def who(person: int) -> Who:
        mine = frozenset(units[person])
        seats = frozenset((unit, date.min, None) for unit in mine)
        return Who(frozenset({person}), seats, mine - branches)

    witness, closings = Witness(), 0
    for event in events():
        witness, wrong = witness.take(event, who)
        assert not wrong, (event, wrong)
        closings += event.name in ("signed_off", "continued", "back_filled")
    assert closings == 104 + 14 + 24 + 3


def test_every_measure_has_somebody_who_may_check_it(
    org: Organisation,
) -> None:
    measures = list(states("measure").values())
    store = reading(org.pk, today=TODAY).store
    store.meet([one.id for one in measures])

    def free(one: State) -> set[int]:
        held = store.holders(one.register)
        checking = held["verifier"] | held["fallback"] | held["outsider"]
        seats = store.seats(frozenset(checking))
        return {person for person in checking if not barred([person], seats, store.hands(one.id), TODAY)}

    assert len(measures) == 266
    assert not [one.number for one in measures if not free(one)]
    assert not [one.number for one in measures if "nobody" in (one.check_by, one.approve_by)]


def test_a_quarter_naming_every_office_leaves_nobody_to_check_nothing(org: Organisation) -> None:
    """“各处室配合” on each fourth row: where whoever may check sits in one of them, its head can answer."""
    measures = list(states("measure").values())
    offices = list(Unit.objects.filter(kind=Unit.OFFICE, to_on=None).values_list("pk", flat=True))
    named = [one.id for one in measures[::4]]
    sets = [Stake(matter_id=one, principal=principal(UNIT, unit), relation="supporting")
            for one in named for unit in offices]  # fmt: skip
    with transaction.atomic():
        Stake.objects.bulk_create(sets, ignore_conflicts=True)
        found = who_may_check(org, named)
        transaction.set_rollback(True)
    assert len(measures) == 266 and len(named) == 67 and len(offices) > 20
    assert not [one for one, free in found.items() if not free]
    answering = {head for free in found.values() for _, head in free if head is not None}
    assert answering, "some of them sit in an office that is named, and its head answers"


def who_may_check(org: Organisation, matters: list[int]) -> dict[int, list[tuple[int, int | None]]]:
    """Of each matter those who may check it, each with the head who must answer first for their office."""
    book = reading(org.pk, today=TODAY)
    heads = dict(
        Appointment.objects.filter(post__role="head", to_on=None).values_list("post__unit_id", "person_id")
    )
    row = kind_of("measure").act("say_uninvolved")
    book.store.meet(matters)
    found: dict[int, list[tuple[int, int | None]]] = {}
    for one in matters:
        state, hands = book.store.state(one), book.store.hands(one)
        held = book.store.holders(state.register)
        checking = held["verifier"] | held["fallback"] | held["outsider"]
        for person in checking:
            if barred([person], book.store.seats(frozenset(checking)), hands, TODAY):
                continue
            waits = book.store.actor(person).offices & hands.named
            asked = [heads.get(unit) for unit in waits]
            says = [head for head in asked if head and not refused(book, row, state, head)]
            if len(says) == len(waits):
                found.setdefault(one, []).append((person, says[0] if says else None))
    return {one: found.get(one, []) for one in matters}


def refused(book: Book, row: Act, state: State, person: int) -> bool:
    """Whether an act is refused to somebody as things stand."""
    snap = book.snapshot(row, state, Mandate(book.store.actor(person)), {}, trying=True)
    return verdict(row, snap) is not None


def test_the_record_verifies_and_its_time_never_goes_back(org: Organisation) -> None:
    report = verify()
    assert not report.breaks
    found = events()
    assert report.events == len(found) > 3_000
    instants = [event.at for event in found]
    assert instants == sorted(instants)
    assert len(set(instants)) > 2_000
    assert all(8 <= datetime.fromtimestamp(one / 1e6, UTC).hour + 8 <= 18 for one in instants)
    assert max(event.occurred_on for event in found) == TODAY


def test_everything_that_stands_is_what_the_record_gives(org: Organisation) -> None:
    progress = begin(at=1)
    tables = {*models_by_table(), SEARCH} - {EVIDENCE}  # each test has a folder of its own for files
    verify_whole(progress, Scope(frozenset(tables)))
    assert progress.sentences() == []
    assert progress.matters == Matter.objects.count() > 400


def in_words(found: Iterable[Iterable[Any]]) -> list[list[str]]:
    """Rows whose dates may be dates or their text."""
    return [[str(one) for one in row] for row in found]


def test_what_was_closed_before_is_dated_as_signed_and_checked_by_a_second_person(org: Organisation) -> None:
    filled = [one for one in states("measure").values() if one.back_filled]
    assert len(filled) == 20
    asked = {
        event.matter: event.actor
        for event in events()
        if event.name == "made" and event.plain["request"] == "back_fill"
    }
    for one in filled:
        assert one.closed_on == one.said_closed_on
        done = next(event for event in events() if event.matter == one.id and event.name == "back_filled")
        assert done.actor != asked[done.plain["granted"]]


def test_every_batch_closed_all_that_was_on_its_sheet(org: Organisation) -> None:
    requests = rows.states(list(Matter.objects.filter(kind="request").values_list("pk", flat=True)))
    waiting = [one for one in requests if one.life == "open"]
    assert sorted(one.steps[one.step][0] for one in waiting) == ["leader", "office"]
    assert {one.life for one in requests} == {"granted", "open"}
    batches = [one for one in requests if one.request == "batch_approval"]
    assert [len(one.subjects) for one in batches] == sheets()


def sheets() -> list[int]:
    """How many stand on each sheet since the system came; what was opened again was signed by itself."""
    items = [(one.sheet, one.state) for one in (*CONTENT.measures, *CONTENT.problems)]
    counted = Counter(sheet for sheet, state in items if state in ("已销号", "转入常态化"))
    return [counted[sheet] for sheet in range(3, 8)]


def test_parts_show_one_receipt_and_one_answer_each(org: Organisation) -> None:
    lives = Counter(Matter.objects.filter(kind="part").values_list("life", flat=True))
    assert set(lives) == {"assigned", "received", "reported"}
    assert sum(lives.values()) == 9 + 22


def test_periods_stand_under_recurring_measures(org: Organisation) -> None:
    verified = Counter(
        Matter.objects.filter(kind="instalment", life="verified").values_list("parent_id", flat=True)
    )
    continuing = {one.id for one in states("measure").values() if one.life == "continuing"}
    assert {one: count for one, count in verified.items() if one in continuing} == dict.fromkeys(
        continuing, 2
    )
    going = {one.id for one in states("measure").values() if one.due_kind == "recurring"} - continuing
    assert verified.keys() - continuing <= going, "what goes on shows its periods as they came"
    assert Matter.objects.filter(kind="instalment", life="under_way").exists()


def test_the_evidence_lies_on_the_disk(org: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", files_root())
    assert Evidence.objects.count() > 150
    assert list(verify_files(org.pk)) == []


def test_everybody_stands_where_the_content_says(org: Organisation) -> None:
    assert org.demonstration
    assert Person.objects.count() == len(CONTENT.people)
    assert Unit.objects.filter(kind="branch").count() == 25
    desk = Counter(DeskPost.objects.filter(to_seq=None).values_list("role", flat=True))
    assert desk == {"verifier": 2, "fallback": 2, "outsider": 1, "approver": 3}
    offices = {"督查处", "机关纪委", "机关党委"}
    checking = Post.objects.filter(role__in=("verifier", "fallback_verifier"))
    assert set(checking.values_list("unit__name", flat=True)) == offices
    in_both = Person.objects.get(name="殷若渔")
    hats = actor_of(in_both.pk, on=TODAY).hats
    assert {hat.branch for hat in hats} == {True, False}


def test_an_absent_person_has_a_stand_in_today(org: Organisation) -> None:
    away = Absence.objects.get()
    assert (away.person.name, away.stand_in.name) == ("祁又晴", "应随云")
    assert actor_of(away.stand_in_id, on=TODAY).stands_for == {away.person_id}


def test_there_is_a_sign_in_for_every_role_that_works_at_once(org: Organisation) -> None:
    request = RequestFactory().get("/")
    roles = set()
    for person in CONTENT.sign_ins:
        user = authenticate(request, username=person.key, password=PASSWORD)
        assert isinstance(user, User)
        assert not user.must_change_password
        roles |= set(Post.objects.filter(appointments__person__user=user).values_list("role", flat=True))
    assert roles == {role for role, _ in Post.ROLES}
    assert User.objects.count() == len(CONTENT.sign_ins)
