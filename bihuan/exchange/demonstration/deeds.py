"""What each step of a history is in the spine: one function for each act that the histories name.

The histories tell what people did (timeline.py); the acts of the kinds say how it stands in the record.
Approvals and sign-offs are done batch by batch (sheets.py), as the leading group does them.
"""

from collections.abc import Callable
from typing import Any

from bihuan.exchange.demonstration import evidence
from bihuan.exchange.demonstration.parts import joint
from bihuan.exchange.demonstration.scene import Item, Scene, due
from bihuan.exchange.demonstration.shapes import DemoStep
from bihuan.exchange.demonstration.story import CLERK, HEAD_OF_SUPERVISION

# A measure's place in the register; its problem comes before it, what is raised later after all.
PLACE_OF_PROBLEM = 1_000
NEW_PLACE = 1_000_000
TRIAGE = {"at_once": "at_once", "in_batches": "in_batches"}


def register(scene: Scene, item: Item, step: DemoStep) -> None:
    """Listed, with the words in which it was raised; a measure under its problem."""
    if item.measure:
        scene.open("measure", item.number, scene.how(step.by, within=True), **of_measure(scene, item))
        return
    problem = item.problem
    scene.open(
        "problem",
        item.number,
        scene.how(step.by, within=True),
        title=problem.title.zh,
        source=problem.source,
        category=problem.type,
        aspect=scene.content.register.aspects[problem.aspect - 1].name.zh,
        number_there=item.number,
        place=item.place,
        **raisers(scene, problem.raised_by),
    )
    scene.do("remark", item.number, scene.how(step.by), remark=raised(problem.raised_by, problem.said))


def of_measure(scene: Scene, item: Item) -> dict[str, Any]:
    """The facts with which a measure is opened."""
    measure = item.measure
    assert measure is not None
    return {
        "parent": scene.matters[measure.problem],
        "title": measure.text.zh,
        "lead_unit": scene.unit(measure.unit),
        "accountable": scene.cast.people[scene.content.head(measure.unit).key],
        "leader": scene.cast.people[item.problem.leader],
        "due": due(item.history.due, keep_day=True),
        "standard": measure.standard,
        "evidence_wanted": measure.evidence,
        "category": measure.category,
        "source": "问题",
        "aspect": scene.content.register.aspects[item.problem.aspect - 1].name.zh,
        "number_there": item.number,
        "place": item.place,
    }


def raisers(scene: Scene, raised_by: str) -> dict[str, Any]:
    """Those of the cast who are named as having raised it."""
    named = [person.key for person in scene.content.people if person.name in raised_by]
    return {"raisers": [scene.cast.people[key] for key in named]} if named else {}


def raised(raised_by: str, said: tuple[str, ...]) -> str:
    """The raw words, as they are kept beside the problem."""
    words = "".join(f"“{one}”" for one in said)
    return f"原话：{words}（提出：{raised_by}）"


def triage(scene: Scene, item: Item, step: DemoStep) -> None:
    way = "long_term" if item.problem.type == "长期坚持" else TRIAGE[str(step.fact("decision"))]
    scene.do("triage", item.number, scene.how(step.by), triage=way)


def assign(scene: Scene, item: Item, step: DemoStep) -> None:
    """Handed out to its 处室 with its day; what is to be done at once is reckoned from here."""
    facts: dict[str, Any] = {"due": due(item.history.due, keep_day=item.measure is None)}
    facts |= joint(scene, item)
    if item.measure is None:
        problem = item.problem
        facts |= {
            "lead_unit": scene.unit(problem.lead),
            "accountable": scene.cast.people[problem.accountable],
            "leader": scene.cast.people[problem.leader],
            "supporting": scene.units(problem.supporting),
        }
        if problem.outside:
            facts["remark"] = f"另请 {problem.outside}支持。"
    scene.do("assign", item.number, scene.how(step.by), **facts)


def receive(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("receive", item.number, scene.how(step.by))


def progress(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do(
        "progress",
        item.number,
        scene.how(step.by, step.for_whom, step.basis),
        progress=said(step),
        difficulty=step.fact("difficulty"),
        next_step=step.fact("next_step"),
    )


def claim(scene: Scene, item: Item, step: DemoStep) -> None:
    """Claimed with proof; what goes on for good names the rule that it left behind."""
    org, measure = scene.cast.org, item.measure
    facts: dict[str, Any] = {"result": said(step)}
    if measure:
        facts |= evidence.of_measure(org, measure, on=step.on, at=scene.at)
        if item.history.due.kind == "recurring" or item.history.due.then:
            facts["rule_issued"] = f"《{measure.topic}工作规程》已印发执行"
    else:
        facts |= evidence.of_problem(org, item.problem, on=step.on, at=scene.at)
    scene.do("claim", item.number, scene.how(step.by), **facts)


def countersign(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("countersign", item.number, scene.how(step.by), opinion="情况属实，同意报结。")


def verify(scene: Scene, item: Item, step: DemoStep) -> None:
    """Found right by another hand; raisers who will not answer are asked at once, so that their time runs."""
    originals = evidence.seen(scene.now(item.number), on=scene.on)
    scene.do("verify", item.number, scene.how(step.by), finding=said(step), **originals)
    silent = any(one.fact("result") == "silent" for one in item.history.steps if one.act == "hear")
    if silent and scene.now(item.number).raisers:
        ask(scene, item, step)


def ask(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("ask_raisers", item.number, scene.how(step.by), result="措施均已办结并经核验，请您评价。")


def hear(scene: Scene, item: Item, step: DemoStep) -> None:
    """Raisers who are known are asked and answer, or are silent; of all others it is noted how they were
    asked instead. The people of a measure are heard with its problem."""
    state = scene.now(item.number)
    if item.measure:
        return
    if not state.raisers:
        raised_by = item.problem.raised_by
        scene.do(
            "waive_hearing",
            item.number,
            scene.how(step.by),
            reason=f"提出方为{raised_by}，没有登记到人，不能在系统内逐一征求。",
            sample=said(step),
        )
    elif state.hearing == "asked" and state.hear_until and scene.on > state.hear_until:
        scene.do("note_silence", item.number, scene.how(CLERK))
    else:
        if state.hearing != "asked":
            ask(scene, item, step)
        answer(scene, item, step)


def answer(scene: Scene, item: Item, step: DemoStep) -> None:
    """By oneself, or noted down from a call for somebody without a sign-in."""
    asked = scene.now(item.number).raisers
    raiser = next(key for key, one in scene.cast.people.items() if one in asked)
    has_sign_in = scene.content.person(raiser).sign_in is not None
    how = scene.how(raiser) if has_sign_in else scene.how(_calls(scene, item), raiser, "电话")
    words = said(step) if step.fact("result") == "agree" else "认可办理结果。"
    scene.do("answer_hearing", item.number, how, answer="agreed", opinion=words)


def _calls(scene: Scene, item: Item) -> str:
    """Who telephones the raiser: somebody of the desk who did not check it himself."""
    checked = scene.now(item.number).checkers
    others = (CLERK, *scene.content.register.verifiers, *scene.content.register.fallback_verifiers)
    return next(one for one in others if scene.cast.people[one] not in checked)


def sign_off(scene: Scene, item: Item, step: DemoStep) -> None:
    """Only what is told apart from the sheets: the leading group looked at it by itself, and soon again."""
    if item.reopened:
        again = next(one.on for one in item.history.steps if one.act == "look_back")
        scene.do(
            "sign_off",
            item.number,
            scene.how(step.by),
            opinion=f"{step.basis}审定，同意销号，一个月后回头看。",
            look_back_on=again,
        )


def urge(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("urge", item.number, scene.how(step.by), remark=said(step))


def ask_for_help(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("ask_for_help", item.number, scene.how(step.by), difficulty=said(step))


def send_back(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("send_back", item.number, scene.how(step.by), still_to_do=said(step))


def request_extension(scene: Scene, item: Item, step: DemoStep) -> None:
    later = due(item.history.now_due, keep_day=True)
    scene.do("request_extension", item.number, scene.how(step.by), due=later, reason=said(step))


def request_pause(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("request_pause", item.number, scene.how(step.by), reason=said(step))


def request_withdrawal(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("request_withdrawal", item.number, scene.how(step.by), reason=said(step))


def grant(scene: Scene, item: Item, step: DemoStep) -> None:
    """One step of what was asked."""
    scene.approve(item.number, scene.how(step.by), opinion="同意。")


def withdraw(scene: Scene, item: Item, step: DemoStep) -> None:
    """撤销 needs two: the office, then an approver who had no hand in it."""
    scene.approve(item.number, scene.how(CLERK), opinion="同意。")
    scene.approve(item.number, scene.how(step.by), opinion="同意撤销。")


def look_back(scene: Scene, item: Item, step: DemoStep) -> None:
    scene.do("look_back", item.number, scene.how(step.by), result="rebound", finding=said(step))


def reopen(scene: Scene, item: Item, step: DemoStep) -> None:
    """Opened again; where its day is past, its 处室 asks for a new one at once and gets it."""
    scene.do("reopen", item.number, scene.how(step.by), reason=said(step))
    present, wanted = scene.now(item.number).due_on, item.history.now_due.on
    if present and wanted and wanted <= present:
        return
    asker = scene.content.handlers(item.unit)[0].key
    later = due(item.history.now_due, keep_day=True)
    scene.do(
        "request_extension", item.number, scene.how(asker), due=later, reason="重新打开，按新方案重排时限。"
    )
    for by in (HEAD_OF_SUPERVISION, step.by):
        scene.approve(item.number, scene.how(by), opinion="同意。")


def merge(scene: Scene, item: Item, step: DemoStep) -> None:
    into = scene.matters[str(step.fact("into"))]
    scene.do("merge", item.number, scene.how(step.by), into=into, reason=said(step))


def instruct(scene: Scene, item: Item, step: DemoStep) -> None:
    how = scene.how(step.by, step.for_whom, step.basis)
    scene.do("instruct", item.number, how, instruction=said(step))


def said(step: DemoStep) -> str:
    """The words of a step."""
    return step.text.zh if step.text else "—"


def told_elsewhere(scene: Scene, item: Item, step: DemoStep) -> None:
    """Approved with its sheet (sheets.py)."""


DEEDS: dict[str, Callable[[Scene, Item, DemoStep], None]] = {
    "register": register,
    "triage": triage,
    "assign": assign,
    "receive": receive,
    "progress": progress,
    "claim": claim,
    "countersign": countersign,
    "verify": verify,
    "hear": hear,
    "approve": told_elsewhere,
    "sign_off": sign_off,
    "continue": told_elsewhere,
    "urge": urge,
    "ask_for_help": ask_for_help,
    "send_back": send_back,
    "request_extension": request_extension,
    "grant_extension": grant,
    "request_pause": request_pause,
    "grant_pause": grant,
    "request_withdrawal": request_withdrawal,
    "withdraw": withdraw,
    "look_back": look_back,
    "reopen": reopen,
    "merge": merge,
    "instruct": instruct,
}
