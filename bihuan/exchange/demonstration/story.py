"""A history under construction: steps in order, none before the one before it, none after today."""

from datetime import date

from bihuan.core.words.text import Text
from bihuan.exchange.demonstration import sayings
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.shapes import DemoMeasure, DemoProblem, DemoStep

CLERK, HEAD_OF_SUPERVISION = "zouxiaohe", "qinjianwei"


class Story:
    """Collects the steps of one matter. `turn` is its rank in the listing and spreads sentences and days."""

    def __init__(self, content: DemoContent, drive: Drive, problem: DemoProblem, turn: int) -> None:
        self.content, self.drive, self.problem, self.turn = content, drive, problem, turn
        self.steps: list[DemoStep] = []

    def add(
        self,
        act: str,
        on: date | str,
        by: str,
        text: Text | None = None,
        *,
        for_whom: str | None = None,
        basis: str | None = None,
        **facts: object,
    ) -> None:
        """One more step; a day before the last step moves to it, a day after today to today."""
        day = self.drive.day(on) if isinstance(on, str) else on
        day = min(max([day, *(step.on for step in self.steps[-1:])]), self.drive.today)
        self.steps.append(
            DemoStep(
                act,
                day,
                by,
                text,
                for_whom,
                basis,
                tuple((name, value) for name, value in facts.items() if value is not None),
            )
        )

    def after(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it where n is negative."""
        calendar = self.drive.calendar
        return calendar.add_workdays(day, n) if n >= 0 else calendar.subtract(day, -n)

    def between(self, start: date, end: date, part: float) -> date:
        """The working day at that part of the way from start to end."""
        there = date.fromordinal(start.toordinal() + int((end - start).days * part))
        return self.drive.calendar.last_workday_on_or_before(there)

    def sheet_day(self, sheet: int) -> date:
        """The day of that 销号审定表."""
        return self.drive.day(self.content.register.sheets[sheet - 1])

    @property
    def verifier(self) -> str:
        """Who verifies this matter."""
        able = self.content.verifiers(self.problem)
        return able[self.turn % len(able)]

    def handler(self, unit: str) -> str:
        """Who works on this matter in that unit."""
        able = self.content.handlers(unit)
        return able[self.turn % len(able)].key

    def verified(self, claim: date, sheet: date, unit: str, text: Text, proof: str) -> None:
        """From claim to the finding and the hearing: three pairs of hands."""
        self.add("claim", claim, self.handler(unit), text, evidence=proof)
        self.add("countersign", self.after(claim, 1), self.content.head(unit).key)
        finding = sayings.from_pool("findings", self.turn, unit=unit)
        self.add("verify", min(self.after(claim, 4), self.after(sheet, -3)), self.verifier, finding)
        self.hear(self.after(sheet, -2))

    def hear(self, on: date) -> None:
        """The raisers' answer; where nobody can be asked, by what sample instead."""
        kind, text = self._heard()
        self.add("hear", on, self.verifier, text, result=kind)

    def _heard(self) -> tuple[str, Text]:
        if "匿名" in self.problem.raised_by:
            return "sample", sayings.from_pool("heard_anonymous", self.turn)
        if self.problem.source in ("党支部查摆", "对照以往巡察反馈自查"):
            return "sample", sayings.from_pool("heard_branches", self.turn)
        if self.turn % 6 == 5:
            return "silent", sayings.from_pool("heard_silent", self.turn)
        return "agree", sayings.from_pool("heard_agree", self.turn)

    def signed(self, on: date, sheet: int) -> None:
        """Approved with its sheet in a meeting of the leading group, and signed off."""
        approver = self.content.approver(self.problem)
        self.add("approve", on, approver, basis="领导小组会议", sheet=sheet)
        self.add("sign_off", on, approver, basis="领导小组会议", sheet=sheet)

    def made_routine(self, on: date) -> None:
        """Approved in the same meeting to go on as routine, counted apart, with a day to look back."""
        approver, look_back = self.content.approver(self.problem), self.after(on, 65)
        self.add("approve", on, approver, basis="领导小组会议")
        self.add("continue", on, approver, basis="领导小组会议", cycles=2, look_back_on=look_back)

    def values(self, measure: DemoMeasure) -> dict[str, object]:
        """What sentences about a measure may name."""
        return {"topic": measure.topic, "unit": measure.unit}
