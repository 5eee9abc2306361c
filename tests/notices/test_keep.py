"""Keeping notices and reading them, on whichever database the run has."""

import pytest

from bihuan.core.chain.ids import event_id, seq_of
from bihuan.core.state.principals import HEAD, PERSON, UNIT, principal
from bihuan.notices.inbox import MOST_COUNTED, Row, inbox, keep, mark_read, unread, unread_count
from bihuan.notices.models import Notice, ReadEvent, Reading

pytestmark = pytest.mark.django_db

PAN, QIU = 11, 12  # 潘晚舟, 裘听雪
OFFICE_UNIT = principal(UNIT, 3)
OFFICE_HEAD = principal(HEAD, 3)
HELD_BY_PAN = (principal(PERSON, PAN), OFFICE_UNIT, OFFICE_HEAD)
HELD_BY_QIU = (principal(PERSON, QIU), OFFICE_UNIT)


def told(seq: int, *principals: int, org: int = 1, name: str = "assigned") -> list[Row]:
    return [(org, one, event_id(org, seq), event_id(org, 1), name, seq * 1_000) for one in principals]


def seqs(notices: list[Notice]) -> list[int]:
    return [seq_of(one.event_id) for one in notices]


def newest_id() -> int:
    return Notice.objects.latest("id").id


def test_what_is_told_to_a_unit_is_unread_for_each_of_its_members() -> None:
    keep([*told(1, OFFICE_UNIT), *told(2, principal(PERSON, QIU)), *told(3, principal(UNIT, 4))])
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [1]
    assert seqs(unread(QIU, HELD_BY_QIU, 10)) == [2, 1]


def test_a_notice_keeps_what_it_was_given() -> None:
    keep([(1, OFFICE_UNIT, event_id(1, 7), event_id(1, 2), "sent_back", 1_700_000_000_000_000)])
    (one,) = unread(PAN, HELD_BY_PAN, 10)
    assert (one.org_id, one.principal, one.name) == (1, OFFICE_UNIT, "sent_back")
    assert (one.event_id, one.matter_id, one.at) == (event_id(1, 7), event_id(1, 2), 1_700_000_000_000_000)
    assert one == Notice.objects.get()


def test_keeping_any_number_is_one_statement(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        keep([row for seq in range(1, 40) for row in told(seq, OFFICE_UNIT)])
    with django_assert_num_queries(0):  # type: ignore[operator]
        keep([])
    assert unread_count(PAN, HELD_BY_PAN) == 39


def test_an_event_told_to_somebody_twice_is_shown_and_counted_once() -> None:
    keep([*told(1, *HELD_BY_PAN), *told(2, OFFICE_HEAD, OFFICE_UNIT)])
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [2, 1]
    assert unread_count(PAN, HELD_BY_PAN) == 2


def test_the_newest_come_first_and_no_more_than_asked_for() -> None:
    keep([row for seq in range(1, 9) for row in told(seq, HELD_BY_PAN[seq % 3])])
    assert seqs(unread(PAN, HELD_BY_PAN, 3)) == [8, 7, 6]


def test_reading_one_leaves_the_others_and_other_people_unread() -> None:
    keep([*told(1, OFFICE_UNIT), *told(2, OFFICE_UNIT), *told(3, OFFICE_UNIT)])
    mark_read(PAN, [unread(PAN, HELD_BY_PAN, 10)[1].id])
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [3, 1]
    assert unread_count(PAN, HELD_BY_PAN) == 2
    assert unread_count(QIU, HELD_BY_QIU) == 3


def test_reading_an_event_through_one_of_its_notices_reads_all_of_them() -> None:
    keep(told(1, *HELD_BY_PAN))
    mark_read(PAN, [unread(PAN, HELD_BY_PAN, 10)[0].id])
    assert unread(PAN, HELD_BY_PAN, 10) == []


def test_reading_up_to_a_notice_reads_all_before_it() -> None:
    keep([*told(1, *HELD_BY_PAN), *told(2, *HELD_BY_PAN), *told(3, *HELD_BY_PAN)])
    mark_read(PAN, up_to=unread(PAN, HELD_BY_PAN, 10)[1].id)
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [3]


def test_a_mark_never_goes_back() -> None:
    keep([*told(1, OFFICE_UNIT), *told(2, OFFICE_UNIT)])
    mark_read(PAN, up_to=newest_id())
    mark_read(PAN, up_to=newest_id() - 1)
    assert unread(PAN, HELD_BY_PAN, 10) == []


@pytest.mark.parametrize("absurd", [1 << 62, 1 << 70])
def test_a_mark_in_the_future_does_not_swallow_what_is_yet_to_come(absurd: int) -> None:
    mark_read(PAN, up_to=absurd)
    keep(told(1, OFFICE_UNIT))
    mark_read(PAN, up_to=absurd)
    keep(told(2, OFFICE_UNIT))
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [2]


def test_numbers_that_are_no_notices_mark_nothing() -> None:
    keep(told(1, OFFICE_UNIT))
    mark_read(PAN, [0, -1, newest_id() + 1, 1 << 70], up_to=-5)
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [1]
    assert not ReadEvent.objects.exists()


def test_reading_twice_is_reading_once() -> None:
    keep(told(1, OFFICE_UNIT))
    mark_read(PAN, [newest_id()])
    mark_read(PAN, [newest_id()], principals=HELD_BY_PAN)
    assert ReadEvent.objects.count() == 1


def test_nobody_reads_what_was_told_to_others() -> None:
    keep(told(1, principal(UNIT, 4)))
    mark_read(PAN, [newest_id()], principals=HELD_BY_PAN)
    assert not ReadEvent.objects.exists()
    assert not Notice.objects.get().read


def test_a_mark_takes_the_place_of_single_readings_and_keeps_those_above() -> None:
    keep([row for seq in (1, 2, 3, 4) for row in told(seq, OFFICE_UNIT)])
    four, _, two, one = (notice.id for notice in unread(PAN, HELD_BY_PAN, 10))
    mark_read(PAN, [one, four])
    mark_read(PAN, up_to=two)
    assert seqs(unread(PAN, HELD_BY_PAN, 10)) == [3]
    assert ReadEvent.objects.count() == 1
    assert Reading.objects.get().read_up_to == two


def test_a_notice_of_another_organisation_under_the_mark_brings_nothing_back() -> None:
    keep(told(1, OFFICE_UNIT))
    keep(told(9, principal(UNIT, 77), org=2))
    between = newest_id()
    keep(told(2, OFFICE_UNIT))
    mark_read(PAN, [newest_id()])
    mark_read(PAN, up_to=between)
    assert unread(PAN, HELD_BY_PAN, 10) == []


def test_whoever_holds_nothing_is_told_nothing() -> None:
    keep(told(1, OFFICE_UNIT))
    assert unread(PAN, [], 10) == []
    assert inbox(PAN, [], 10) == []
    assert unread_count(PAN, []) == 0


def test_a_holder_of_very_many_units_is_answered_all_the_same() -> None:
    keep([row for seq in range(1, 400) for row in told(seq, principal(UNIT, seq))])
    everything = [principal(UNIT, number) for number in range(1, 700)]
    assert seqs(unread(PAN, everything, 3)) == [399, 398, 397]
    assert unread_count(PAN, everything) == 399


def test_counting_ends_where_nobody_reads_the_number() -> None:
    keep([row for seq in range(1, MOST_COUNTED + 50) for row in told(seq, OFFICE_UNIT)])
    assert unread_count(PAN, HELD_BY_PAN) == MOST_COUNTED


def test_counting_is_one_statement(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert unread_count(PAN, HELD_BY_PAN) == 0


def test_the_inbox_shows_what_was_read_beside_what_was_not() -> None:
    keep([row for seq in (1, 2, 3) for row in told(seq, *HELD_BY_PAN)])
    three, _, one = (notice.id for notice in unread(PAN, HELD_BY_PAN, 10))
    mark_read(PAN, [three], up_to=one)
    shown = inbox(PAN, HELD_BY_PAN, 10)
    assert [(seqs([told.notice])[0], told.unread) for told in shown] == [(3, False), (2, True), (1, False)]


def test_the_inbox_goes_on_where_it_stopped_and_shows_nothing_twice() -> None:
    keep([row for seq in range(1, 8) for row in told(seq, *HELD_BY_PAN)])
    first = inbox(PAN, HELD_BY_PAN, 3)
    rest = inbox(PAN, HELD_BY_PAN, 10, before=first[-1].notice.id)
    assert seqs([one.notice for one in (*first, *rest)]) == [7, 6, 5, 4, 3, 2, 1]
