"""What has happened to a problem by today; its measures have their own histories."""

from dataclasses import replace
from datetime import date

from bihuan.exchange.demonstration import sayings
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.measure_history import ISSUED, REOPENED
from bihuan.exchange.demonstration.shapes import DemoDue, DemoHistory, DemoProblem
from bihuan.exchange.demonstration.story import CLERK, HEAD_OF_SUPERVISION, Story

RAISED, TRIAGED = "3月16日", "3月18日"
REPORTS = ("5月20日", "6月22日", "7月21日")


class ProblemStory(Story):
    """The story of one problem."""

    def __init__(self, content: DemoContent, drive: Drive, problem: DemoProblem, turn: int) -> None:
        super().__init__(content, drive, problem, turn)
        self.due = self._due()

    def _due(self) -> DemoDue:
        """As listed; a problem to be mended at once is not due before the last dated one of its measures."""
        issued = self.drive.day(ISSUED)
        due = self.drive.due(self.problem.due, issued)
        if due.kind != "immediate" or due.on is None:
            return due
        owned = [self.drive.due(measure.due, issued).on for measure in self.problem.measures]
        return replace(due, on=max([due.on, *(on for on in owned if on)]))

    def told(self) -> DemoHistory:
        """The whole history."""
        self.taken_up()
        state = self.problem.state
        if state in ("已销号", "转入常态化", "重新打开"):
            self.finished()
        else:
            self.reported(self.drive.workdays(-6))
        if state == "待核验":
            self.waits_for_verification()
        if state == "超期":
            urged = self.after(self.due.on or self.drive.workdays(-9), 1)
            self.add("urge", max(urged, self.steps[-1].on), CLERK, sayings.fixed("urge", "text"))
        if state == "重新打开":
            self.opened_again()
        return DemoHistory(self.problem.number, state, self.due, self._now_due(), tuple(self.steps))

    def _now_due(self) -> DemoDue:
        return self.drive.due("12月底前") if self.problem.state == "重新打开" else self.due

    def taken_up(self) -> None:
        """Raised, triaged, handed out with the issued version, signed for."""
        problem, raiser = self.problem, self.problem.raised_by
        self.add("register", RAISED, CLERK, source=problem.source, raised_by=raiser, said=problem.said)
        way = "at_once" if problem.type == "立行立改" else "in_batches"
        self.add("triage", TRIAGED, HEAD_OF_SUPERVISION, decision=way, type=problem.type, batch=problem.batch)
        self.add("assign", ISSUED, HEAD_OF_SUPERVISION, unit=problem.lead, due=self.due.text)
        self.add("receive", self.after(self.drive.day(ISSUED), 1 + self.turn % 3), self.handler(problem.lead))

    def reported(self, until: date) -> None:
        """A report a month up to a day; a leader's instruction, noted down, opens a new assignment."""
        for nth, written in enumerate((*REPORTS, None)):
            on = self.drive.day(written) if written else until
            if on <= until:
                text = sayings.from_pool("problem_progress", self.turn + nth)
                self.add("progress", on, self.handler(self.problem.lead), text)
        self.instructed(self.drive.workdays(-5))

    def instructed(self, on: date) -> None:
        """A leader's words, noted down by the supervision office on the leader's behalf."""
        if said := sayings.written_for("instruct", self.problem.number):
            self.add("instruct", on, CLERK, said, for_whom=self.problem.leader, basis="批示摘要代录")

    def finished(self) -> None:
        """Claimed after the last sheet of its measures, verified, heard and closed with its own sheet."""
        sheet = self.problem.sheet or 1
        before, day = self.sheet_day(sheet - 1), self.sheet_day(sheet)
        self.reported_until(before)
        text = sayings.from_pool("problem_claims", self.turn)
        self.verified(self.after(before, 1), day, self.problem.lead, text, "各项措施的销号审定表和佐证目录")
        if self.problem.state == "转入常态化":
            self.made_routine(day)
        else:
            self.signed(day, sheet)

    def reported_until(self, until: date) -> None:
        """Only the monthly reports before a day."""
        for nth, written in enumerate(REPORTS):
            if self.drive.day(written) <= until:
                text = sayings.from_pool("problem_progress", self.turn + nth)
                self.add("progress", written, self.handler(self.problem.lead), text)

    def waits_for_verification(self) -> None:
        """Claimed and countersigned in these days."""
        text, proof = sayings.from_pool("problem_claims", self.turn), "措施销号情况汇总表"
        self.add("claim", self.drive.workdays(-4), self.handler(self.problem.lead), text, evidence=proof)
        self.add("countersign", self.drive.workdays(-3), self.content.head(self.problem.lead).key)

    def opened_again(self) -> None:
        """Looked at again after sign-off and found to have come back."""
        found = sayings.written_for("reopen", f"{self.problem.number}.1")
        due = self._now_due()
        self.add("look_back", "8月18日", self.verifier, found, result="relapsed")
        self.add("reopen", REOPENED, self.problem.leader, found, due=due.text, until=due.on)
        self.add(
            "progress",
            self.drive.workdays(-4),
            self.handler(self.problem.lead),
            sayings.from_pool("problem_progress", self.turn),
        )
        self.instructed(self.drive.workdays(-3))
