"""What may be typed into each act during the search: few facts, but every one that a verdict reads."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from bihuan.core.state.state import State
from tests.theorem.cast import BESIDE, CHECKER, DEPARTMENT, DOER, A, B, Choice
from tests.theorem.office import Office
from tests.theorem.search import WORDS, how_all_stand
from tests.theorem.worlds import PROOF, Facts, World

Typed = Callable[[World, State, str], Iterable[Facts]]
PERIODS = ("2026-Q1", "2026-Q2")


def due(world: World, state: State) -> dict[str, Any]:
    """A day later than whatever was owed."""
    on = max(state.due_on or world.today, world.today) + timedelta(days=30)
    return {"kind": "date", "on": on.isoformat()}


def facts(world: World, state: State, act: str) -> Iterable[Facts]:
    """The facts to try with an act on a matter."""
    words = _words(world, state, act)
    for more in _more(world, state, act):
        yield {**words, **more}


def _words(world: World, state: State, act: str) -> Facts:
    """What has to be written."""
    fields = world.store.kind(state.kind).act(act).fields
    return {one.name: WORDS[one.name] for one in fields if one.name in WORDS and one.required}


def dated(world: World, state: State, act: str) -> Iterator[Facts]:
    """The same, each of them today and the day before, where somebody can say on which day it was."""
    spoken = world.store.kind(state.kind).act(act)
    for more in facts(world, state, act):
        yield more
        if spoken.field("occurred_on"):
            yield {**more, "occurred_on": (world.today - timedelta(days=1)).isoformat()}
            yield {**more, "occurred_on": (world.today + timedelta(days=1)).isoformat()}


def supported(world: World, state: State, act: str) -> Iterator[Facts]:
    """The same, and what is handed to one unit names the other as supporting, too."""
    for more in facts(world, state, act):
        if act == "assign":
            yield {**more, "supporting": [B if more["lead_unit"] == A else A]}
        yield more


def posted(may: Iterable[Choice], typed: Typed) -> Typed:
    """The same, and what may be done to posts: each of it as long as it would still change something."""
    chosen = tuple(may)
    names = {one.act for one in chosen}

    def with_posts(world: World, state: State, act: str) -> Iterator[Facts]:
        if act not in names:
            yield from typed(world, state, act)
            return
        assert isinstance(world.store, Office) and world.store.roster
        words = _words(world, state, act)
        for one in (one for one in chosen if one.act == act):
            if (given := world.store.roster.still(act, one.facts)) is not None:
                yield {**words, **given, **_days(act, world.today.isoformat())}

    return with_posts


def _days(act: str, today: str) -> Facts:
    """From today on, or until today."""
    if act in ("end_appointment", "end_absence", "end_unit", "request_unit_end"):
        return {"to_on": today}
    return {} if act in ("request_desk", "set_desk") else {"from_on": today}


def _more(world: World, state: State, act: str) -> Iterable[Facts]:
    spoken = world.store.kind(state.kind).act(act)
    others = [one for one in world.store.states.values() if one.id != state.id and one.kind == state.kind]
    if act == "assign":
        owed = {"due": due(world, state)} if state.kind == "measure" and state.due_kind is None else {}
        yield {"lead_unit": A, **owed}
        yield {"lead_unit": B, "supporting": [A], **owed}
        if state.due_kind is not None:
            yield {"lead_unit": A, "due": due(world, state)}
    elif act == "claim":
        yield {}
        yield {"evidence": PROOF, **({"rule_issued": "制度"} if spoken.field("rule_issued") else {})}
    elif act in ("add_evidence", "back_fill"):
        yield {"evidence": PROOF}
    elif act in ("report", "sign_off", "continue_long_term"):
        yield {}
        yield {"evidence": PROOF}
    elif act == "correct":
        yield {"accountable": DOER}
        yield {"accountable": CHECKER}
        yield {"title": "另一件事"}
    elif act == "request_change":
        yield {"title": "另一件事"}
        yield {"accountable": CHECKER}
    elif act == "propose_other":
        yield {"accountable": CHECKER}
    elif act == "instruct":
        yield {}
        yield {"lead_unit": B}
        yield {"assign_anew": True}
        yield {"assign_anew": True, "lead_unit": B, "due": due(world, state)}
        yield {"assign_anew": True, "lead_unit": DEPARTMENT, "due": due(world, state)}
    elif act == "request_transfer":
        yield {"lead_unit": A}
        yield {"lead_unit": B, "accountable": CHECKER}
    elif act == "request_extension":
        yield {"due": due(world, state)}
        yield {"due": {"kind": "long_term"}}
        yield {"due": {"kind": "immediate"}}
    elif act == "answer_hearing":
        yield {"answer": "agreed"}
        yield {"answer": "not_solved"}
    elif act == "look_back":
        yield {"result": "held"}
        yield {"result": "rebound"}
    elif act == "merge":
        yield from ({"into": one.id} for one in others)
    elif act == "open_instalment":
        yield from ({"period": period} for period in PERIODS)
    elif act == "record_on_paper":
        yield from _papers(world, state)
    elif act == "file_minutes":
        yield from ({"paper": one.seq, "evidence": PROOF} for one in state.papers)
    elif act in ("compare_paper", "refuse_paper"):
        yield from ({"paper": one.seq} for one in state.papers)
    elif act == "dispute_paper":
        yield from ({"paper": seq} for seq in state.represented)
    elif act == "dispute_record":
        yield from ({"paper": one.seq} for one in state.said_of if not one.disputed)
    elif act == "erase":
        yield from ({"erases": [[one.seq, "file_names"]]} for one in state.proof)
    elif act == "split":
        yield {"titles": ["另一问题"]}
    elif act in ("list_matter", "unlist"):
        yield {"in_register": BESIDE}
    elif act == "triage":
        yield {"triage": "at_once"}
    elif act in ("request_batch_approval", "request_back_fill"):
        yield from _batch(world, act)
    else:
        yield {}


def _papers(world: World, state: State) -> Iterable[Facts]:
    """Every decision of whoever stands in a relation that may, signed or of a meeting: whether it is one is
    for the act to say.
    """
    kind, stand = world.store.kind(state.kind), how_all_stand(world.store, state)
    for row in kind.acts:
        if state.life not in row.when or not row.behalf or row.never_by is None:
            continue
        words = {
            field.name: WORDS[field.name] for field in row.fields if field.name in WORDS and field.required
        }
        for person in (one for one, relations in stand.items() if relations & set(row.by)):
            given = {"paper_act": row.name, "represented": person, "paper_words": words}
            yield {**given, "paper_basis": "signed_paper", "evidence": PROOF}
            yield {**given, "paper_basis": "meeting"}


def _batch(world: World, act: str) -> Iterable[Facts]:
    subjects = [one.id for one in world.store.states.values() if one.kind in ("measure", "problem")]
    more = {"evidence": PROOF, "heard": "当时已征求"} if act == "request_back_fill" else {}
    for order in (subjects, subjects[::-1])[: 2 if len(subjects) > 1 else 1]:
        yield {"title": "批次", "subjects": order, **more}
