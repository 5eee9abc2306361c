"""What concerns many matters at once: the register's versions, 销号审定表, 补录 of what was closed before.

Each is a list of `(day, deed)`; plan.py puts them in order with the histories.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bihuan.core.state.papers import MEETING
from bihuan.core.state.principals import UNIT, principal
from bihuan.exchange.demonstration import evidence, sayings
from bihuan.exchange.demonstration.deeds import NEW_PLACE, of_measure, raised, raisers
from bihuan.exchange.demonstration.drive import Drive
from bihuan.exchange.demonstration.founding_of_demo import ADMINISTRATOR
from bihuan.exchange.demonstration.scene import Deed, Item, Scene
from bihuan.exchange.demonstration.shapes import DemoNewProblem
from bihuan.exchange.demonstration.story import CLERK, HEAD_OF_SUPERVISION
from bihuan.matters.seeing.standing import standing_matter

CHAIR = "wenruli"
# (why more days are asked for, whether the supervision office has said yes already)
ASKED = {
    "三-7.4": ("承建方驻场人员调整，数据联调须顺延两周。", True),
    "七-1.4": ("两地工作室正在换址，逐室处理意见须再走访一轮。", False),
}
DAYS_ASKED = 10
BATCHED = ("已销号", "转入常态化")
ISSUED_AGAIN = (("8月20日", "circulate"), ("8月24日", "approve_version"), ("8月26日", "issue_version"))
SECOND = "《作风效能问题清单（第二版）》"


def opened(scene: Scene) -> None:
    """The register with its desk: office, verifiers, fallbacks, outside checkers, approvers."""
    asked, posts = scene.content.register, scene.cast.desk_posts
    state = scene.open(
        "register",
        None,
        scene.how(CLERK),
        title=asked.name.zh,
        prefix=asked.prefix,
        office=scene.cast.units[asked.office],
        verifiers=[posts[key, "verifier"] for key in asked.verifiers],
        fallbacks=[posts[key, "fallback_verifier"] for key in asked.fallback_verifiers],
        outsiders=[posts[key, "outside_checker"] for key in asked.outsiders],
        approvers=[posts[key, "approver"] for key in asked.approvers],
        group=scene.content.unit(asked.leading_group).name.zh,
    )
    scene.register = state.id


def opened_for_use(scene: Scene) -> None:
    """By the clerk; the administrator, who has no post at the desk, confirms who checks and approves."""
    scene.book.perform("open_register", scene.register, scene.how(CLERK))
    asked = scene.book.store.children(scene.register)[-1]
    scene.book.perform("approve", asked.id, scene.how(ADMINISTRATOR), opinion="岗位设置已核对，同意。")


def versions(scene: Scene, drive: Drive) -> Iterator[tuple[date, Deed]]:
    """征求意见稿 → 认领 → 审定 → 印发版, and a second version once the paper of before was entered."""
    (draft, on), (_, accepted_on), (minutes, approved_on), (issue, issued_on) = scene.told.versions
    yield on, version("circulate", draft.document)
    yield accepted_on, accepted
    yield approved_on, version("approve_version", minutes.document)
    yield issued_on, version("issue_version", issue.document)
    for day, act in ISSUED_AGAIN:
        yield drive.day(day), version(act, SECOND)


def version(act: str, document: str) -> Deed:
    """One step of a version; the chair approves in a meeting, and its minutes are compared."""

    def deed(scene: Scene) -> None:
        given = {"document": document, "document_on": scene.on.isoformat()}
        if act == "approve_version":
            on_paper(scene, act, given)
        else:
            scene.book.perform(act, scene.register, scene.how(HEAD_OF_SUPERVISION), **given)

    return deed


def on_paper(scene: Scene, act: str, given: dict[str, str]) -> None:
    """Entered by the clerk as the meeting decided it; its minutes are filed and compared the same day."""
    words = {"document": given["document"]}
    plain = {name: value for name, value in given.items() if name not in words}
    perform, register = scene.book.perform, scene.register
    state = perform(
        "record_on_paper",
        register,
        scene.how(CLERK),
        paper_act=act,
        represented=scene.cast.people[CHAIR],
        paper_basis=MEETING,
        paper_facts=plain,
        paper_words=words,
    )
    paper = {"paper": state.papers[-1].seq}
    scan = evidence.of_minutes(scene.cast.org, given["document"], on=scene.on, at=scene.at)
    perform("file_minutes", register, scene.how(CLERK), **paper, **words, **scan)
    perform("compare_paper", register, scene.how(HEAD_OF_SUPERVISION), **paper)


def accepted(scene: Scene) -> None:
    """认领: every 处室 that it went out to for itself; for those without a row yet, the office notes it."""
    register = scene.book.store.state(scene.register)
    listed = {who for relation, who in register.ties if relation == "listed"} if register else set()
    for unit in scene.content.units:
        if unit.kind == "office":
            one = scene.cast.units[unit.key]
            own = principal(UNIT, one) in listed
            who = scene.content.handlers(unit.name.zh)[0].key if own else CLERK
            scene.book.perform("accept", scene.register, scene.how(who), unit=one, opinion="同意认领。")


def sheets(scene: Scene, items: list[Item]) -> Iterator[tuple[date, Deed]]:
    """One meeting, one signed sheet, many items; those of before the system are entered as 补录."""
    for number, day in enumerate(scene.told.sheets, start=1):
        found = [item for item in items if sheet_of(item) == number and item.history.state in BATCHED]
        if found:
            yield day, batch(number, found)


def sheet_of(item: Item) -> int | None:
    return item.measure.sheet if item.measure else item.problem.sheet


def batch(number: int, items: list[Item]) -> Deed:
    """批次审定: asked by the clerk, answered by the chair; everything on it must be closed then."""

    def deed(scene: Scene) -> None:
        measures = [item.measure for item in items if item.measure]
        state = scene.book.perform(
            "request_batch_approval",
            scene.register,
            scene.how(CLERK),
            title=f"销号审定表第 {number} 批（{len(items)} 件）",
            subjects=[scene.matters[item.number] for item in items],
            **evidence.of_sheet(scene.cast.org, number, measures, on=scene.on, at=scene.at),
        )
        assert state.id == scene.register
        answered(scene, items, CHAIR, "会议审定，同意。")

    return deed


def answered(scene: Scene, items: list[Item], by: str, opinion: str) -> None:
    """The yes to a request over many; nothing on it may be left open."""
    scene.approve(items[0].number, scene.how(by), opinion=opinion)
    still = [item.number for item in items if scene.now(item.number).closed_on is None]
    if still:
        raise RuntimeError(f"the demonstration leaves open what its sheet closes: {still}")


def back_fills(scene: Scene, drive: Drive, items: list[Item]) -> Iterator[tuple[date, Deed]]:
    """补录: entered as the old ledger has it, then proved by the scanned sheet, then checked by another."""
    live = scene.told.live_from
    asked_on, checked_on = drive.calendar.add_workdays(live, 1), drive.calendar.add_workdays(live, 2)
    found = [item for item in items if item.measure and item.measure.back_filled]
    for item in found:
        yield live, entered(item)
    groups: dict[tuple[int, str], list[Item]] = {}
    for item in found:
        step = item.history.steps[-1]
        groups.setdefault((sheet_of(item) or 0, str(step.fact("checked_by"))), []).append(item)
    for (number, checker), group in groups.items():
        yield asked_on, asked(number, group)
        yield checked_on, checked(group, checker)


def entered(item: Item) -> Deed:
    """One row of the ledger of before."""

    def deed(scene: Scene) -> None:
        step, facts = item.history.steps[-1], of_measure(scene, item)
        scene.open(
            "measure",
            item.number,
            scene.how(CLERK, within=True),
            act="take_over",
            life="registered",
            said_closed=True,
            said_closed_on=scene.told.sheets[(sheet_of(item) or 1) - 1],
            status="已销号",
            progress=step.text.zh if step.text else "—",
            **facts,
        )

    return deed


def asked(number: int, group: list[Item]) -> Deed:
    def deed(scene: Scene) -> None:
        signed_on = scene.told.sheets[number - 1]
        measures = [item.measure for item in group if item.measure]
        scene.book.perform(
            "request_back_fill",
            scene.register,
            scene.how(CLERK),
            title=f"补录：销号审定表第 {number} 批（{len(group)} 件）",
            subjects=[scene.matters[item.number] for item in group],
            heard="上线前已当面征求提出人意见，记在签字的销号审定表上。",
            **evidence.of_sheet(scene.cast.org, number, measures, on=signed_on, at=scene.at),
        )

    return deed


def checked(group: list[Item], checker: str) -> Deed:
    return lambda scene: answered(scene, group, checker, "与签字件逐件核对一致。")


def requests(drive: Drive, items: list[Item]) -> Iterator[tuple[date, Deed]]:
    """Extensions that wait for their answer today: one at the supervision office, one at the leader."""
    for item in items:
        if item.number in ASKED:
            yield drive.workdays(-1), asked_for_days(item, *ASKED[item.number])


def asked_for_days(item: Item, reason: str, seen_by_office: bool) -> Deed:
    def deed(scene: Scene) -> None:
        present = scene.now(item.number).due_on or scene.on
        until = scene.book.store.calendar().add_workdays(present, DAYS_ASKED)
        later = {"kind": "date", "on": until.isoformat(), "text": f"{until.month}月{until.day}日前"}
        who = scene.content.handlers(item.unit)[0].key
        scene.do("request_extension", item.number, scene.how(who), due=later, reason=reason)
        if seen_by_office:
            scene.approve(item.number, scene.how(HEAD_OF_SUPERVISION), opinion="情况属实，拟同意。")

    return deed


def newly_raised(new: DemoNewProblem, nth: int) -> Deed:
    """Raised in these days, waiting for triage, outside the 52."""

    def deed(scene: Scene) -> None:
        facts: dict[str, Any] = {"title": new.title.zh, "source": new.source, "place": NEW_PLACE + nth}
        number = f"新增{nth + 1}"
        scene.open("problem", number, scene.how(CLERK, within=True), **facts, **raisers(scene, new.raised_by))
        scene.do("remark", number, scene.how(CLERK), remark=raised(new.raised_by, (new.said,)))

    return deed


def away(who: str, since: date, until: date) -> Deed:
    """A 角 is away and B 角 stands in."""

    def deed(scene: Scene) -> None:
        stand_in = scene.content.person(who).stand_in or ""
        scene.book.perform(
            "declare_absence",
            standing_matter(scene.cast.org, "people"),
            scene.how(ADMINISTRATOR),
            person=scene.cast.people[who],
            stand_in=scene.cast.people[stand_in],
            from_on=since,
            to_on=until,
        )
        scene.absent[who] = (stand_in, since)

    return deed


def sentence(turn: int, unit: str) -> str:
    """A finding for a period."""
    return sayings.from_pool("findings", turn, unit=unit).zh
