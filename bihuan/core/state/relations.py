"""How a person stands towards a matter: one source for what they may do, what they see, and the hat recorded.

`relations` says it for one person and one matter; `acts/stakes.py` says the same as rows, by which lists find
what somebody sees. A test holds the two against each other for everybody, every kind and every act.
"""

from collections.abc import Collection

from bihuan.core.state.actor import READ_ONLY, Actor, Desk, Hat
from bihuan.core.state.lives import OPEN
from bihuan.core.state.posts import OR
from bihuan.core.state.principals import PERSON, UNIT, principal
from bihuan.core.state.state import State
from bihuan.core.words.text import Text

RELATIONS = {
    "lead": Text("牵头单位", "lead unit"),
    "supporting": Text("配合单位", "supporting unit"),
    "accountable": Text("责任人", "accountable person"),
    "leader": Text("责任领导", "leader in charge"),
    "head": Text("处室负责人", "head of the office"),
    "office": Text("督查办公室", "supervision office"),
    "verifier": Text("核验人", "verifier"),
    "fallback": Text("兜底核验人", "fallback verifier"),
    "approver": Text("审定人", "approver"),
    "outsider": Text("门外核验人", "outside checker"),
    "comparer": Text("核对签字件的人", "whoever compares the paper"),
    "secretary": Text("秘书", "secretary"),
    "represented": Text("被代录的本人", "for whom it was recorded"),
    "raiser": Text("提出人", "raiser"),
    "asker": Text("申请人", "asker"),
    "anyone": Text("本机构人员", "anyone of the organisation"),
    "admin": Text("管理员", "administrator"),
    "auditor": Text("监督人员", "auditor"),
    "supervisor": Text("督查人员", "supervision officer"),
}
"""The relations in which a person can stand towards a matter of any kind."""
NEEDS_NOBODY = frozenset({"system", "within", "granted", "step"})
"""Rights that no relation gives: the program's own, and that of a request's present step."""
STAKES = frozenset(
    "supporting hand led raiser desk lead head accountable leader opened all role".split()  # noqa: SIM905
) | {"outsider", "comparer", "represented"}
"""What the spine's own stakes are called (acts/stakes.py): no kind's relation may be called so."""
DOING_SIDE = frozenset({"lead", "head"})
"""Whose step of a request is a signature of the side that asks; every other step decides."""
BESIDES = {"verifier": "fallback", "lead": "head"}
"""Who else answers such a step: whoever checks where a verifier cannot, or signs where nobody sits."""
AT_THE_HEAD = frozenset({"head", "leader"})
"""Roles of posts from which somebody signs for a unit below that has no head."""
STEP_TAKERS = frozenset(
    "leader head lead office verifier fallback approver outsider admin auditor".split()  # noqa: SIM905
)
"""Who can be asked for a yes: the relations in which people stand towards a request itself."""


def relations(actor: Actor, about: State, desk: Desk) -> dict[str, int | None]:
    """Each relation that holds, with the appointment that gives it (None: it needs no hat).

    For what is being opened, `about` is what stands above it.
    """
    if actor.person is None:
        return {"system": None}
    held: dict[str, int | None] = {}
    _personal(actor, about, held)
    outside = {post for post, _ in desk.outsiders}
    checks = outside if from_outside(about) else ()
    compares = about.comparing if about.papers or about.entry_sheets else ()
    for hat in actor.hats:
        if hat.works:
            _of_unit(hat, about, desk, held)
        if hat.role not in READ_ONLY:
            _of_desk(hat, desk, checks, held)
            held.setdefault("anyone", hat.appointment)
        if hat.role in ("admin", "auditor", "supervisor"):
            held.setdefault(hat.role, hat.appointment)
        if compares and _compares(hat, compares, outside):
            held.setdefault("comparer", hat.appointment)
    if any(relations(one, about, desk) for one in actor.serves):
        held["secretary"] = actor.hats[0].appointment if actor.hats else None
    if about.steps and about.life == OPEN:
        for relation in answering(about):
            if relation in held:
                held.setdefault("step", held[relation])
    return held


def from_outside(about: State) -> bool:
    """Whether somebody from outside is asked: to check, to approve, to answer a request."""
    asked = answering(about) if about.steps and about.life == OPEN else ()
    return "outsider" in (about.check_by, about.approve_by, *asked)


def answering(request: State) -> tuple[str, ...]:
    """The relations of those who may answer the present step of a request."""
    by = request.steps[request.step][0]
    return (by, BESIDES[by]) if by in BESIDES else tuple(by.split(OR))


def _personal(actor: Actor, about: State, held: dict[str, int | None]) -> None:
    people, first = actor.people, actor.hats[0].appointment if actor.hats else None
    for name, person in (("accountable", about.accountable), ("leader", about.leader)):
        if person is not None and person in people:
            worn = (hat.appointment for hat in actor.hats if hat.person == person)
            held[name] = next(worn, first)
    if about.raisers & people:
        held["raiser"] = first
    if about.opened_by is not None and about.opened_by in people:
        held["asker"] = first
    if (about.papers or about.rests or about.said_of) and people & about.spoken_for:
        held["represented"] = first
    persons = {principal(PERSON, person) for person in people} if about.ties else ()
    for relation, who in about.ties:
        if who in persons:
            held.setdefault(relation, first)


def _of_unit(hat: Hat, about: State, desk: Desk, held: dict[str, int | None]) -> None:
    if desk.office is not None and hat.unit == desk.office:
        held.setdefault("office", hat.appointment)
        if about.sign_by == "office":
            held.setdefault("head", hat.appointment)
    if about.lead_unit is not None:
        if hat.unit == about.lead_unit:
            held.setdefault("lead", hat.appointment)
            if hat.role == "head":
                held.setdefault("head", hat.appointment)
        if about.sign_by == "above" and hat.unit == about.sign_unit and hat.role in AT_THE_HEAD:
            held.setdefault("head", hat.appointment)
        if hat.role == "leader" and about.lead_unit in hat.reach:
            held.setdefault("leader", hat.appointment)
    if hat.unit in about.supporting:
        held.setdefault("supporting", hat.appointment)
    for relation, who in about.ties:
        if who == principal(UNIT, hat.unit):
            held.setdefault(relation, hat.appointment)


def _compares(hat: Hat, compares: Collection[str], outside: Collection[int]) -> bool:
    """Where nobody of the desk may compare a paper: an auditor, else an outside checker."""
    if "auditor" in compares and hat.role == "auditor":
        return True
    return "outsider" in compares and hat.post in outside


def _of_desk(hat: Hat, desk: Desk, outside: Collection[int], held: dict[str, int | None]) -> None:
    for name, posts in (
        ("verifier", desk.verifiers),
        ("fallback", desk.fallbacks),
        ("approver", desk.approvers),
    ):
        if any(hat.post == post for post, _ in posts):
            held.setdefault(name, hat.appointment)
    if hat.post in outside:
        held.setdefault("outsider", hat.appointment)
