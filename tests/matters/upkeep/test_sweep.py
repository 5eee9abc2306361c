"""The daily sweep: what begins by itself begins once, silence is noted in its time, files uncited go."""

import io
from datetime import date
from typing import Any

import pytest

from bihuan.core.time.places import FIVE_DAYS
from bihuan.files.models import Evidence
from bihuan.files.store import keep
from bihuan.ledger.models import Event
from bihuan.matters.models import Once
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.upkeep import sweep
from bihuan.matters.upkeep.sweep import cited
from bihuan.people.models import Organisation
from tests.matters.runs import Run
from tests.matters.scenes import every_state, state_of
from tests.matters.whole import must_be_as_said
from tests.story.telling import waiting
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
DAY = 86_400_000_000


@pytest.fixture(autouse=True)
def _no_scrub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrubbing works outside transactions, and a test lives inside one."""
    monkeypatch.setattr("bihuan.ledger.erase.scrub", lambda: None)


def swept(made: World, *, days: int = 0, **how: Any) -> Run:
    run = Run(made.tick(days=days), **how)
    sweep.sweep(run)  # type: ignore[arg-type]
    return run


def recurring(made: World, every: str = "month", **more: Any) -> int:
    due = {"kind": "recurring", "every": every, "text": "定期"} | more
    measure = registered_measure(made, title=f"定期 {every}", due=due)
    return made.do("receive", measure, "殷若渔").id


def periods_of(matter: int) -> list[str | None]:
    return [one.period for one in rows.children(matter) if one.kind == "instalment"]


@pytest.mark.parametrize(
    ("every", "days", "opened"),
    [
        ("week", 14, ["2026-W10", "2026-W11", "2026-W12"]),
        ("half_month", 31, None),
        ("month", 92, ["2026-03", "2026-04", "2026-05", "2026-06"]),
        ("quarter", 92, ["2026-Q1", "2026-Q2"]),
        ("half_year", 200, ["2026-H1", "2026-H2"]),
        ("year", 310, ["2026", "2027"]),
    ],
)
def test_a_period_that_has_begun_is_opened_once(every: str, days: int, opened: list[str] | None) -> None:
    made = world()
    matter = recurring(made, every)
    swept(made, days=days)
    found = periods_of(matter)
    assert len(found) == len(set(found)) > 1
    assert opened is None or found == opened
    events = Event.objects.count()
    swept(made)
    swept(made)
    assert periods_of(matter) == found and Event.objects.count() == events, "nothing happens twice"
    for state in every_state():
        if state.kind in ("measure", "instalment"):
            must_be_as_said(state.id)


def test_an_instalment_has_its_own_due_and_the_measures_doers() -> None:
    made = world()
    matter = recurring(made)
    swept(made)
    one = rows.children(matter)[0]
    assert (one.period, one.due_on, one.lead_unit, one.life) == (
        "2026-03", date(2026, 3, 31), made.units["秘书处"], "under_way",
    )  # fmt: skip
    assert one.accountable == made.people["纪清晏"]


def test_what_is_not_handed_out_or_has_ended_opens_nothing() -> None:
    made = world()
    matter = recurring(made)
    asked = made.do("request_withdrawal", matter, "邹小禾", reason="取消")
    made.do("approve", asked.pending or 0, "温如砺")
    waiting = registered_measure(made, title="还没签收", due={"kind": "recurring", "every": "month"})
    swept(made, days=40)
    assert periods_of(matter) == periods_of(waiting.id) == []


def test_what_was_opened_again_owes_no_period_of_before() -> None:
    made = world()
    matter = recurring(made)
    state = state_of(matter)
    again = state._replace(shown_from=date(2026, 5, 10))
    assert [*sweep._owed(again, date(2026, 6, 1), FIVE_DAYS)] == ["2026-05", "2026-06"]
    assert [*sweep._owed(state, date(2026, 4, 1), FIVE_DAYS)] == ["2026-03", "2026-04"]


def test_a_group_gets_a_period_for_each_member_although_nobody_received_the_whole() -> None:
    made = world()
    owed = registered_measure(
        made,
        title="各处室每季度自查",
        lead_unit=None,
        accountable=None,
        lead_group=made.groups["各处室"],
        due={"kind": "recurring", "every": "quarter"},
    )
    assert owed.life == "assigned"
    swept(made, days=40)
    assert sorted(periods_of(owed.id)) == 3 * ["2026-Q1"] + 3 * ["2026-Q2"]


def test_a_measure_that_cannot_open_its_period_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    first, second = recurring(made), recurring(made, "quarter")
    from bihuan.core.time.dues import periods

    def strange(every: str, *args: Any, **more: Any) -> Any:
        found = list(periods(every, *args, **more))
        return [one._replace(key="2026-99") for one in found] if every == "month" else found

    monkeypatch.setattr(sweep, "periods", strange)
    swept(made)
    assert periods_of(first) == [] and periods_of(second) == ["2026-Q1"]


def heard_problem(made: World) -> int:
    """A problem whose raiser has been asked today."""
    problem = made.open("problem", "邹小禾", title="等人门难进", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "殷若渔", result="已办")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    return made.do("ask_raisers", problem, "邹小禾", result="已设导办台").id


def test_silence_is_noted_after_the_days_for_answering_and_not_before() -> None:
    made = world()
    problem = heard_problem(made)
    until = state_of(problem).hear_until
    assert until == date(2026, 3, 9)
    swept(made, days=7)
    assert state_of(problem).hearing == "asked", "the last day is still theirs"
    swept(made, days=1)
    assert state_of(problem).hearing == "silent"
    events = Event.objects.count()
    swept(made, days=1)
    assert Event.objects.count() == events
    must_be_as_said(problem)


def test_an_answer_is_not_overwritten_by_silence() -> None:
    made = world()
    problem = heard_problem(made)
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved", opinion="还是难找人")
    swept(made, days=20)
    assert state_of(problem).hearing == "not_solved"


def test_a_request_that_nobody_answers_lapses_in_its_time_and_what_two_must_confirm_stays() -> None:
    made = world()
    measure = made.do("receive", registered_measure(made), "殷若渔")
    request = made.do("request_pause", measure, "殷若渔", reason="等上级文件").pending or 0
    people = standing_matter(made.org.pk, "people")
    seconded = {"person": made.people["谷向原"], "post": made.posts["核验"], "from_on": "2026-03-02"}
    made.do("request_appointment", people, "费䶮", **seconded)
    confirming = waiting(people)
    swept(made, days=14)
    assert state_of(request).life == "open", "the tenth working day is still theirs"
    swept(made, days=1)
    assert state_of(request).life == "lapsed" and state_of(measure.id).pending is None
    events = Event.objects.count()
    swept(made, days=200)
    assert Event.objects.count() == events and state_of(confirming).life == "open"
    must_be_as_said(request)
    must_be_as_said(measure.id)


def test_evidence_that_nothing_cites_goes_after_a_day_and_cited_evidence_stays() -> None:
    made = world()
    measure = claimed_measure(made)
    kept = Evidence.objects.get().digest
    stray = keep(made.org.pk, io.BytesIO("没有提交的表".encode()), at=made.at).digest
    swept(made)
    assert Evidence.objects.filter(digest=stray).exists(), "its form may still be open"
    swept(made, days=2)
    assert list(Evidence.objects.values_list("digest", flat=True)) == [kept]
    assert cited(made.org.pk, [kept, stray]) == {kept}
    assert len(state_of(measure.id).proof) == 1


def test_what_one_organisation_cites_keeps_nothing_in_another() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    claimed_measure(made)
    digest = Evidence.objects.get().digest
    assert cited(other.org.pk, [digest]) == set()


def test_every_organisation_is_swept_on_its_own_day() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    mine, theirs = recurring(made), recurring(other)
    Organisation.objects.filter(pk=other.org.pk).update(zone="Pacific/Kiritimati")
    at = 1_774_969_200_000_000  # 2026-03-31 15:00 UTC: the first of April in Kiritimati, not in 霁川
    run = Run(at)
    sweep.sweep(run)  # type: ignore[arg-type]
    assert periods_of(mine) == ["2026-03"] and periods_of(theirs) == ["2026-03", "2026-04"]


def test_it_can_be_stopped_and_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    monkeypatch.setattr(sweep, "CHUNK", 2)
    matters = [recurring(made) for _ in range(5)]
    run = swept(made, stops=1)
    assert [bool(periods_of(one)) for one in matters] == [True, True, False, False, False]
    assert run.reports == [(2, 5)]
    swept(made)
    assert [periods_of(one) for one in matters] == [["2026-03"]] * 5


def test_a_run_that_lost_its_job_writes_nothing_of_its_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    monkeypatch.setattr(sweep, "CHUNK", 2)
    matters = [recurring(made) for _ in range(4)]
    run = Run(made.tick())

    def lost() -> None:
        if len(run.reports) == 2:
            raise LookupError("another worker has it")

    run.on_progress = lost
    with pytest.raises(LookupError):
        sweep.sweep(run)  # type: ignore[arg-type]
    assert [bool(periods_of(one)) for one in matters] == [True, True, False, False]
    swept(made)
    assert [periods_of(one) for one in matters] == [["2026-03"]] * 4


def test_keys_of_forms_are_forgotten_when_nobody_can_click_any_more() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔", once="k")
    swept(made, days=1)
    assert Once.objects.count() == 1
    swept(made, days=40)
    assert Once.objects.count() == 0
