"""How a person stands towards a matter: one source for "may I?" and for the hat that is recorded."""

from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.lives import OPEN
from bihuan.core.state.state import State

READ_ONLY = frozenset({"auditor"})


def relations(actor: Actor, state: State, desk: Desk, subject: State | None = None) -> dict[str, int | None]:
    """Each relation that holds, with the appointment that gives it (None: it needs no hat).

    For a request the relations are those towards what it is about.
    """
    about = subject or state
    if actor.person is None:
        return {"system": None}
    held: dict[str, int | None] = {}
    _personal(actor, state, about, held)
    for hat in actor.hats:
        if hat.role not in READ_ONLY:
            _of_unit(hat, about, held)
            _of_desk(hat, desk, held)
        held.setdefault(
            hat.role if hat.role in ("admin", "auditor", "supervisor") else "anyone", hat.appointment
        )
    if state.steps and state.life == OPEN:
        by = state.steps[state.step][0]
        for relation in (by, "fallback") if by == "verifier" else (by,):
            if relation in held:
                held.setdefault("step", held[relation])
    return held


def _personal(actor: Actor, state: State, about: State, held: dict[str, int | None]) -> None:
    first = actor.hats[0].appointment if actor.hats else None
    wears = {hat.person: hat.appointment for hat in reversed(actor.hats)}
    for name, person in (("accountable", about.accountable), ("leader", about.leader)):
        if person is not None and person in actor.people:
            held[name] = wears.get(person, first)
    if about.raisers & actor.people:
        held["raiser"] = first
    if state.opened_by is not None and state.opened_by in actor.people:
        held["asker"] = first
    if actor.people & set(state.yes):
        held["answered"] = first


def _of_unit(hat: Hat, about: State, held: dict[str, int | None]) -> None:
    if about.lead_unit is not None:
        if hat.unit == about.lead_unit:
            held.setdefault("lead", hat.appointment)
            if hat.role == "head":
                held.setdefault("head", hat.appointment)
        if hat.role == "leader" and about.lead_unit in hat.reach:
            held.setdefault("leader", hat.appointment)
    if hat.unit in about.supporting:
        held.setdefault("supporting", hat.appointment)


def _of_desk(hat: Hat, desk: Desk, held: dict[str, int | None]) -> None:
    if desk.office is not None and hat.unit == desk.office:
        held.setdefault("office", hat.appointment)
    for name, posts in (
        ("verifier", desk.verifiers),
        ("fallback", desk.fallbacks),
        ("approver", desk.approvers),
    ):
        if any(hat.post == post for post, _ in posts):
            held.setdefault(name, hat.appointment)
