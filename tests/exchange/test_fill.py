"""`bihuan fill`: an organisation of a given size, whole after a killed run, never beside what is real."""

import pytest

from bihuan.core.time.days import day_of
from bihuan.exchange import fill as filling
from bihuan.exchange.fill import fill, main
from bihuan.exchange.filling import WAYS, made_long
from bihuan.exchange.filling_words import COMMON, RARE
from bihuan.ledger.models import Event
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import sight, visible
from bihuan.matters.setup.founding import Mixed, found
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.rebuild import folded_state
from bihuan.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
SIZE = 120


def matters() -> list[Matter]:
    """Problems and measures in the order in which they were opened."""
    return list(Matter.objects.filter(kind__in=("problem", "measure")).order_by("pk"))


def done_to(ids: list[int]) -> int:
    """How many acts there were; what is owed below a problem is said beside, by the book itself."""
    return Event.objects.filter(matter_id__in=ids).exclude(name="dates_gathered").count()


def test_it_fills_so_many_matters_with_so_many_events() -> None:
    fill(SIZE, 10, at=now())
    found_matters = matters()
    kinds = [one.kind for one in found_matters]
    assert (kinds.count("problem"), kinds.count("measure")) == (SIZE // 5, SIZE * 4 // 5)
    ids = [one.pk for one in found_matters]
    assert done_to(ids) == SIZE * 10
    assert not verify().breaks
    assert Organisation.objects.get().demonstration


def test_lives_are_mixed_and_every_row_is_the_fold_of_its_events() -> None:
    fill(SIZE, 10, at=now())
    lives = {one.life for one in matters()}
    assert {"registered", "assigned", "under_way", "claimed", "countersigned", "signed_off"} <= lives
    for state in rows.states([one.pk for one in matters()]):
        assert folded_state(state.id) == state


def test_one_sees_a_tenth_and_one_sees_all() -> None:
    fill(2 * SIZE, 3, at=now())
    org = Organisation.objects.get()
    today = day_of(now(), org.zone)
    seen = {
        who: visible(sight(org.pk, Person.objects.get(user__username=f"fill-{2 * SIZE}-{who}").pk, on=today))
        .filter(kind__in=("problem", "measure"))
        .count()
        for who in ("all", "tenth")
    }
    assert seen["all"] == 2 * SIZE
    assert 2 * SIZE // 20 < seen["tenth"] < 2 * SIZE // 5


def test_some_words_are_common_and_some_rare() -> None:
    fill(1_000, 2, at=now())
    titles = [one.title or "" for one in matters()]
    common, rare = (sum(word in title for title in titles) for word in (COMMON, RARE))
    assert common > len(titles) // 6
    assert rare < len(titles) // 100


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "WAVE", 50)
    written, write = [], filling.write

    def dying(*arguments: object, **more: object) -> None:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(1)
        write(*arguments, **more)

    monkeypatch.setattr(filling, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        fill(SIZE, 4, at=now())
    assert len(matters()) == 50
    monkeypatch.setattr(filling, "write", write)
    fill(SIZE, 4, at=now())
    assert len(matters()) == SIZE
    assert done_to([one.pk for one in matters()]) == SIZE * 4
    fill(SIZE, 4, at=now())
    assert len(matters()) == SIZE


def test_the_command_tells_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--matters", "5", "--events-per-matter", "2"]) == 0
    assert "fill-5-all" in capsys.readouterr().out
    with pytest.raises(SystemExit) as wrong:
        main(["--matters", "0"])
    assert wrong.value.code == 2


def test_it_never_stands_beside_a_real_organisation() -> None:
    found("shili", "示例单位", at=now())
    with pytest.raises(Mixed):
        fill(5, 2, at=now())


@pytest.mark.parametrize("turns", [1, 3, 8, 20])
def test_every_way_takes_just_so_many_turns(turns: int) -> None:
    assert {len(made_long(way, turns)) for way in WAYS} == {turns}
