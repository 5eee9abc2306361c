"""docs/permission-table.md: for every person of the cast and every act, whether it may be done, or why not.

One table for each representative matter: the first of each kind in each life that a busy organisation has.
Nothing is typed in yet, so what depends on the facts of an act shows as possible.
"""

from collections.abc import Iterator

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.stakes import face
from bihuan.core.acts.verdict import verdict
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import SENTENCES
from bihuan.matters.kinds import kind_of, kinds, life_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import reading
from tests.matters.scenes import CASTS, Busy, busy, every_state
from tests.world import CAST, World, claimed_measure, confirm, registered_measure

SHOWN = ("problem", "measure", "part", "instalment", "request", "register", "people", "rules")
NOBODY = {"system", "granted", "within"}
HEAD = """# Who may do what 谁能做什么

Made from the table of acts by `tests/matters/test_permission_table.py`; do not edit. Do it anew with
`BIHUAN_WRITE_TABLE=1 .venv/bin/python -m pytest tests/matters/test_permission_table.py`.

The cast is that of `tests/world.py`. One table for each kind of matter in each life: acts down, persons
across. **✓** may do it; **·** stands in no relation that may; a code says why not yet (below, with its
sentence). An act is listed where the life of the matter allows it. What an act is typed into is not judged
here. The first row says which face of the matter the person sees; **—** is out of sight (404), and then
every address of the matter answers so, whatever the row of an act says.

本表由办理步骤表生成，请勿手改。行是步骤，列是人员；✓ 可以办理，· 与此事没有相应关系，其余为暂不能办的
原因代码。第一行是各人看到的版面，— 为不可见。
"""


def table() -> str:
    """The whole document."""
    found = busy()
    _further(found.made)
    book = reading(found.made.org.pk, today=found.today)
    parts = [HEAD, _people(found)]
    codes: set[str] = set()
    for state in _representatives():
        parts.append(_matter(found, book, state, codes))
    parts.append("## Reasons 原因\n\n| Code | 中文 | English |\n|---|---|---|\n" + _sentences(codes))
    return "\n".join(parts)


def _further(made: World) -> None:
    """The lives that a busy organisation lacks: a problem on its way, cycles, a register's versions."""
    for step in STEPS:
        _problem(made, step)
    for signed in (True, False):
        due = {"kind": "recurring", "every": "quarter"}
        quarterly = registered_measure(made, title="每季度通报", due=due)
        made.do("receive", quarterly, "殷若渔")
        made.do("open_instalment", quarterly, "殷若渔", period="2026-Q1")
        shown = rows.children(quarterly.id)[-1]
        made.do("claim", shown, "殷若渔", result="已通报", evidence=[made.proof(f"通报{signed}")])
        if signed:
            made.do("countersign", shown, "纪清晏")
    draft = {
        "office": made.units["督查处"],
        "fallbacks": [made.posts["岳正衡"]],
        "approvers": [made.posts["温如砺"]],
    }
    versions = ("open_register", "circulate", "approve_version")
    for place, steps in enumerate(((), versions[:2], versions, ("open_register", "close_register"))):
        register = made.open("register", "邹小禾", register=None, title="草稿", prefix=f"R{place}", **draft)
        for step in steps:
            why = {"reason": "专项结束"} if step == "close_register" else {}
            made.do(step, register, "温如砺" if step == "approve_version" else "邹小禾", **why)
            if step == "open_register":
                confirm(made, register)


STEPS = ("received", "claimed", "countersigned", "verified", "asked", "signed_off")


def _problem(made: World, until: str) -> None:
    """A problem that stands at a step of its way to the end."""
    problem = made.open("problem", "邹小禾", title=f"问题（{until}）", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id, title="措施")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    way = (
        ("claimed", "claim", "纪清晏", {"result": "完成"}),
        ("countersigned", "countersign", "纪清晏", {}),
        ("verified", "verify", "秦见微", {"finding": "属实"}),
        ("asked", "ask_raisers", "邹小禾", {"result": "完成"}),
        ("agreed", "answer_hearing", "田稼轩", {"answer": "agreed"}),
        ("signed_off", "sign_off", "温如砺", {}),
    )
    for _, act, by, facts in way[: STEPS.index(until) + (until == "signed_off")]:
        made.do(act, problem, by, **facts)


def unseen() -> list[str]:
    """Acts that people may do but that no representative matter shows."""
    shown = {(one.kind, act.name) for one in _representatives() for act in _acts(one)}
    return sorted(
        f"{kind}.{act.name}"
        for kind in SHOWN
        for act in kinds()[kind].acts
        if not act.opens and not set(act.by) <= NOBODY and (kind, act.name) not in shown
    )


def _people(found: Busy) -> str:
    lines = ["| Person 人员 | Unit 单位 | Role 角色 |", "|---|---|---|"]
    lines += [f"| {person} | {unit} | {role} |" for person, unit, role in CAST]
    return "\n".join(lines) + "\n\n秦见微 also holds the verifier's post (核验岗).\n"


def _representatives() -> Iterator[State]:
    """The first matter of each kind in each life (and with its clock paused)."""
    met = set()
    for state in sorted(every_state(), key=lambda one: SHOWN.index(one.kind) if one.kind in SHOWN else 99):
        key = (state.kind, state.life, state.clock, state.check_by, state.request, state.hearing == "asked")
        if state.kind in SHOWN and key not in met and any(_acts(state)):
            met.add(key)
            yield state


def _acts(state: State) -> Iterator[Act]:
    """The acts that its life allows and that some person may do."""
    for act in kinds()[state.kind].acts:
        if not act.opens and state.life in act.when and not set(act.by) <= NOBODY:
            yield act


def _matter(found: Busy, book: Book, state: State, codes: set[str]) -> str:
    name = kinds()[state.kind].label
    about = [life_of(state.kind, state.life).text.zh, state.request or "", state.title or ""]
    extra = (
        {"paused": "计时暂停", "running": ""}[state.clock],
        "由兜底核验" if state.check_by == "fallback" else "",
    )
    title = f"## {name.zh} {name.en} · {state.life} {'，'.join(one for one in (*about, *extra) if one)}\n"
    lines = [f"| | {' | '.join(CASTS)} |", "|---|" + ":-:|" * len(CASTS)]
    lines.append(f"| *face 版面* | {' | '.join(_face(found.sight(one), state) for one in CASTS)} |")
    for act in _acts(state):
        cells = [_cell(book, act, state, found.made.people[one], codes) for one in CASTS]
        lines.append(f"| {act.name} {act.label.zh} | {' | '.join(cells)} |")
    return title + "\n" + "\n".join(lines) + "\n"


def _face(eyes: Sight, state: State) -> str:
    return face(eyes.principals, state, kind_of(state.kind)) if eyes.sees(state) else "—"


def _cell(book: Book, act: Act, state: State, person: int, codes: set[str]) -> str:
    snap = book.snapshot(act, state, Mandate(book.store.actor(person)), {}, trying=True)
    reason = verdict(act, snap)
    if reason is None:
        return "✓"
    held = relations(snap.actor, state, snap.desk)
    if reason.code == "no_right" or not (set(act.by) & held.keys() or act.never_by):
        return "·"
    codes.add(reason.code)
    return reason.code


def _sentences(codes: set[str]) -> str:
    lines = [f"| {code} | {SENTENCES[code].zh} | {SENTENCES[code].en} |" for code in sorted(codes)]
    return "\n".join(lines) + "\n"
