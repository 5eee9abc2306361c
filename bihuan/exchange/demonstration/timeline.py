"""The demonstration on a given day: every history, the register's versions, its sheets and papers."""

from dataclasses import dataclass
from datetime import date

from bihuan.core.time.workdays import WorkCalendar
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.measure_history import MeasureStory
from bihuan.exchange.demonstration.problem_history import ProblemStory
from bihuan.exchange.demonstration.shapes import DemoHistory, DemoNewProblem, DemoVersion


@dataclass(frozen=True, slots=True)
class DemoTimeline:
    """What the demonstration looks like on `today`. Histories are keyed by the listing's number."""

    today: date
    starts: date
    ends: date
    live_from: date
    versions: tuple[tuple[DemoVersion, date], ...]
    sheets: tuple[date, ...]
    documents: tuple[tuple[str, str, str], ...]
    problems: dict[str, DemoHistory]
    measures: dict[str, DemoHistory]
    new_problems: tuple[tuple[DemoNewProblem, date], ...]


def shifted(content: DemoContent, *, today: date, calendar: WorkCalendar | None = None) -> DemoTimeline:
    """All dates for a demonstration on `today`. Pure: the same day always gives the same timeline.

    Without a calendar every Monday to Friday is worked.
    """
    drive = Drive(today, calendar or WorkCalendar())
    return DemoTimeline(
        today=today,
        starts=drive.starts,
        ends=drive.ends,
        live_from=drive.day(content.register.live_from),
        versions=tuple((version, drive.day(version.day)) for version in content.register.versions),
        sheets=tuple(drive.day(written) for written in content.register.sheets),
        documents=_documents(content, drive),
        problems=_problems(content, drive),
        measures=_measures(content, drive),
        new_problems=tuple((one, drive.workdays(-one.days_ago)) for one in content.new_problems),
    )


def _documents(content: DemoContent, drive: Drive) -> tuple[tuple[str, str, str], ...]:
    as_of = drive.due("6月底前").on or drive.today
    named = {
        "year": drive.today.year,
        "month": f"{as_of.month}月",
        "asof": f"{as_of.month}月{as_of.day}日",
    }
    return tuple(
        (kind, number.format(**named), title.format(**named))
        for kind, number, title in content.register.documents
    )


def _problems(content: DemoContent, drive: Drive) -> dict[str, DemoHistory]:
    return {
        problem.number: ProblemStory(content, drive, problem, turn).told()
        for turn, problem in enumerate(content.problems)
    }


def _measures(content: DemoContent, drive: Drive) -> dict[str, DemoHistory]:
    pairs = [(problem, measure) for problem in content.problems for measure in problem.measures]
    return {
        measure.number: MeasureStory(content, drive, problem, measure, turn).told()
        for turn, (problem, measure) in enumerate(pairs)
    }
