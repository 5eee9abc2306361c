"""What has happened to a measure by today: one small story per state of §16."""

from collections.abc import Callable
from datetime import date

from bihuan.core.state.posts import GUARDED
from bihuan.exchange.demonstration import sayings
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.shapes import DemoHistory, DemoMeasure, DemoProblem
from bihuan.exchange.demonstration.story import CLERK, HEAD_OF_SUPERVISION, Story

REGISTERED, ISSUED, REOPENED = "4月1日", "4月7日", "8月19日"


class MeasureStory(Story):
    """The story of one measure."""

    def __init__(
        self, content: DemoContent, drive: Drive, problem: DemoProblem, measure: DemoMeasure, turn: int
    ) -> None:
        super().__init__(content, drive, problem, turn)
        self.measure = measure
        self.late_comer = problem.state == "重新打开" and measure.state != "重新打开"
        self.issued = drive.day(REOPENED if self.late_comer else ISSUED)
        self.due = drive.due(measure.due, self.issued)

    def told(self) -> DemoHistory:
        """The whole history."""
        TELL[self.measure.state](self)
        changed = self.drive.due(self.measure.new_due) if self.measure.new_due else self.due
        return DemoHistory(self.measure.number, self.measure.state, self.due, changed, tuple(self.steps))

    def registered(self) -> None:
        """Listed, not yet handed out."""
        on = self.issued if self.late_comer else self.drive.day(REGISTERED)
        self.add("register", on, CLERK, measure=self.measure.number)

    def assigned(self, on: date | None = None) -> None:
        """Handed out to its unit, which has not signed for it."""
        self.registered()
        self.add("assign", on or self.issued, HEAD_OF_SUPERVISION, unit=self.measure.unit, due=self.due.text)

    def received(self) -> None:
        """Signed for within three working days."""
        self.assigned()
        self.add("receive", self.after(self.issued, 1 + self.turn % 3), self.handler(self.measure.unit))

    def progress(self, on: date | str, stage: str, *, difficulty: str | None = None) -> None:
        """A report; every fifth is written by the contact on behalf of the head (代填)."""
        unit, values = self.measure.unit, self.values(self.measure)
        text = sayings.progress(self.measure.category, stage, self.turn + len(self.steps), **values)
        head = self._spoken_for(unit) if self.turn % 5 == 2 else None
        self.add(
            "progress",
            on,
            self.handler(unit),
            text,
            for_whom=head,
            basis="电话" if head else None,
            difficulty=difficulty,
            next_step=self._next_step(stage),
        )

    def _spoken_for(self, unit: str) -> str | None:
        """The head of a unit, unless he checks or raised it: a call makes no hand of such a one."""
        head = self.content.head(unit)
        bars = any(post.role in GUARDED for post in head.posts) or head.name in self.problem.raised_by
        return None if bars else head.key

    def _next_step(self, stage: str) -> str | None:
        turn = self.turn + len(self.steps)
        if stage == "late" or turn % 3 == 0:
            return None
        return sayings.from_pool("next_steps", turn, unit=self.measure.unit).zh

    def worked(self, until: date, *, late: bool = True) -> None:
        """Received, then one to three reports up to a day."""
        self.received()
        start = self.steps[-1].on
        if self.turn % 4 != 1:
            self.progress(self.between(start, until, 0.35), "early")
        if self.turn % 3 != 2:
            self.progress(self.between(start, until, 0.7), "middle")
        if late:
            self.progress(until, "late")

    # One per state.

    def waiting(self) -> None:
        """已交办待签收: handed out the day before yesterday or so."""
        self.assigned(self.drive.workdays(-1 - self.turn % 2))

    def under_way(self) -> None:
        """推进中: the last report is some days old."""
        self.worked(self.drive.workdays(-3 - self.turn % 8), late=False)
        stage = "middle" if self.turn % 2 else "early"
        trouble = sayings.from_pool("difficulties", self.turn, unit=self.measure.unit).zh
        self.progress(
            self.drive.workdays(-1 - self.turn % 6), stage, difficulty=None if self.turn % 7 else trouble
        )

    def near(self) -> None:
        """临期: reported within the last two working days."""
        self.worked(self.drive.workdays(-6), late=False)
        self.progress(self.drive.workdays(-1 - self.turn % 2), "middle")

    def overdue(self) -> None:
        """超期: urged, with the reason given and sometimes help asked for."""
        day = self.due.on or self.drive.workdays(-5)
        self.worked(self.after(day, -3), late=False)
        self.add("urge", self.after(day, 1), CLERK, sayings.fixed("urge", "text"))
        reason = sayings.written_for("overdue", self.measure.number)
        self.progress(self.after(day, 2), "middle", difficulty=reason.zh if reason else None)
        if help_wanted := sayings.written_for("ask_for_help", self.measure.number):
            self.add("ask_for_help", self.after(day, 2), self.handler(self.measure.unit), help_wanted)

    def extended(self) -> None:
        """延期已批: asked before the day, granted by the responsible leader."""
        day, reason = self.due.on or self.drive.today, sayings.written_for("extension", self.measure.number)
        due = self.drive.due(self.measure.new_due)
        self.worked(self.after(day, -9), late=False)
        asker = self.handler(self.measure.unit)
        self.add("request_extension", self.after(day, -6), asker, reason, due=due.text, until=due.on)
        self.add("grant_extension", self.after(day, -3), HEAD_OF_SUPERVISION, step=1)
        self.add("grant_extension", self.after(day, -2), self.problem.leader, step=2)
        self.progress(self.drive.workdays(-2 - self.turn % 4), "middle")

    def paused(self) -> None:
        """暂停计时: something outside must happen first."""
        reason = sayings.written_for("pause", self.measure.number)
        self.worked(self.drive.day("7月31日"), late=False)
        self.add("request_pause", "8月5日", self.handler(self.measure.unit), reason)
        self.add("grant_pause", "8月10日", self.problem.leader)

    def claimed(self) -> None:
        """待审签: the head of the unit has not signed yet."""
        self.worked(self.drive.workdays(-4))
        text = sayings.from_pool("claims", self.turn, **self.values(self.measure))
        on = self.drive.workdays(-1 - self.turn % 2)
        self.add("claim", on, self.handler(self.measure.unit), text, evidence=self.measure.evidence)

    def countersigned(self) -> None:
        """待核验: signed by the head, waits for another hand."""
        on = self.drive.workdays(-2 - self.turn % 5)
        self.worked(self.after(on, -1))
        text = sayings.from_pool("claims", self.turn, **self.values(self.measure))
        self.add("claim", on, self.handler(self.measure.unit), text, evidence=self.measure.evidence)
        self.add("countersign", self.after(on, 1), self.content.head(self.measure.unit).key)

    def sent_back(self) -> None:
        """退回补充: told what is still to be done, and back at work."""
        on = self.drive.workdays(-9)
        self.worked(self.after(on, -1))
        text = sayings.from_pool("claims", self.turn, **self.values(self.measure))
        self.add("claim", on, self.handler(self.measure.unit), text, evidence=self.measure.evidence)
        self.add("countersign", self.after(on, 1), self.content.head(self.measure.unit).key)
        todo = sayings.written_for("send_back", self.measure.number)
        self.add("send_back", self.drive.workdays(-5), self.verifier, todo)
        self.progress(self.drive.workdays(-2), "middle")

    def signed_off(self) -> None:
        """已销号: proved, countersigned, verified, heard, approved with its sheet."""
        self._proved()
        sheet = self.measure.sheet or 1
        self.signed(self.sheet_day(sheet), sheet)

    def _proved(self, *, by_periods: bool = False) -> None:
        """Claimed in time, but for some; what is shown by periods only once the second of them has begun."""
        day = self.sheet_day(self.measure.sheet or 1)
        claim, due = self.after(day, -8), self.due.on
        if due and due < claim and self.turn % 9 != 4 and not by_periods:  # every ninth was claimed late
            claim = self.drive.calendar.last_workday_on_or_before(due)
        claim = max(claim, self.after(self.issued, 4))
        self.worked(self.after(claim, -1))
        text = sayings.from_pool("claims", self.turn, **self.values(self.measure))
        self.verified(claim, day, self.measure.unit, text, self.measure.evidence)

    def continuing(self) -> None:
        """转入常态化: a rule, two cycles, another hand, and a day to look back."""
        self._proved(by_periods=True)
        self.made_routine(self.sheet_day(self.measure.sheet or 1))

    def back_filled(self) -> None:
        """补录: closed on paper before the system; the signed sheet proves it, a second person checks."""
        self.received()
        sheet = self.measure.sheet or 1
        text = sayings.from_pool("claims", self.turn, **self.values(self.measure))
        self.add(
            "back_fill",
            self.sheet_day(sheet),
            CLERK,
            text,
            basis="签字的销号审定表",
            sheet=sheet,
            signed_on=self.sheet_day(sheet),
            checked_by=self.verifier_for_paper(),
            entered_on=self.drive.day(self.content.register.live_from),
        )

    def verifier_for_paper(self) -> str:
        """Who confirms a back-fill: of another 处室 than the clerk, who asks, and than the lead."""
        return self.content.fallback(self.problem)

    def reopened(self) -> None:
        """重新打开: signed off, looked at again, found wanting."""
        self.signed_off()
        found = sayings.written_for("reopen", self.measure.number)
        due = self.drive.due(self.measure.new_due)
        self.add("look_back", "8月18日", self.verifier, found, result="relapsed")
        self.add("reopen", REOPENED, self.problem.leader, found, due=due.text, until=due.on)
        self.progress(self.drive.workdays(-4), "early")

    def withdrawn(self) -> None:
        """撤销: asked for by the 处室, agreed by the office and by an approver."""
        self.worked(self.drive.day("7月10日"), late=False)
        reason = sayings.written_for("withdraw", self.measure.number)
        self.add("request_withdrawal", "7月20日", self.handler(self.measure.unit), reason)
        self.add("withdraw", "7月22日", self.content.approver(self.problem), reason)

    def merged(self) -> None:
        """并入: the same thing as another measure, which takes it in."""
        self.received()
        reason = sayings.written_for("withdraw", self.measure.number)
        self.add("merge", "4月16日", HEAD_OF_SUPERVISION, reason, into="四-5.3")


TELL: dict[str, Callable[[MeasureStory], None]] = {
    "未启动": MeasureStory.registered,
    "已交办待签收": MeasureStory.waiting,
    "推进中": MeasureStory.under_way,
    "临期": MeasureStory.near,
    "超期": MeasureStory.overdue,
    "延期已批": MeasureStory.extended,
    "暂停计时": MeasureStory.paused,
    "待审签": MeasureStory.claimed,
    "待核验": MeasureStory.countersigned,
    "退回补充": MeasureStory.sent_back,
    "已销号": MeasureStory.signed_off,
    "转入常态化": MeasureStory.continuing,
    "补录销号": MeasureStory.back_filled,
    "重新打开": MeasureStory.reopened,
    "撤销": MeasureStory.withdrawn,
    "并入": MeasureStory.merged,
}
