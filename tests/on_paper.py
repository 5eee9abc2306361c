"""A decision on paper, as two persons bring it into the record."""

from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.writing.rebuild import row_state
from tests.world import World, claimed_measure, world


def as_entered(row: Act, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an act as the record of a paper takes them: plain ones, and words."""
    personal = {one.name for one in row.fields if one.personal}
    plain = {name: value for name, value in facts.items() if name not in personal}
    words = {name: value for name, value in facts.items() if name in personal}
    return {"paper_act": row.name, "paper_facts": plain, "paper_words": words}


def enter(
    made: World,
    name: str,
    matter: int | State,
    by: str,
    person: str,
    /,
    basis: str = "signed_paper",
    **facts: Any,
) -> State:
    """Somebody enters what a paper, signed by `person`, says."""
    identity = matter.id if isinstance(matter, State) else matter
    state = row_state(identity)
    assert state is not None
    given = as_entered(kind_of(state.kind).act(name), facts)
    if basis == "signed_paper":
        given |= {"evidence": [made.proof("签字件")], "file_names": ["签字件.pdf"]}
    return made.do(
        "record_on_paper", identity, by, represented=made.people[person], paper_basis=basis, **given
    )


def compare(made: World, matter: int | State, by: str, paper: int | None = None) -> State:
    """Somebody else finds that the paper says so."""
    identity = matter.id if isinstance(matter, State) else matter
    state = row_state(identity)
    assert state is not None
    return made.do("compare_paper", identity, by, paper=paper or state.papers[-1].seq)


def with_another_clerk() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    found = world()
    found.hire("池晚照", "督查处", "督查岗", "supervisor")
    return found


def heard(made: World) -> int:
    """A measure that was verified and sampled, and waits for its approver."""
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return measure.id


def signed_by(made: World, name: str, person: str, **facts: object) -> dict[str, object]:
    """The facts of the record of a paper of a measure that `person` signed."""
    found = as_entered(kind_of("measure").act(name), dict(facts))
    return {
        **found,
        "represented": made.people[person],
        "paper_basis": "signed_paper",
        "evidence": [made.proof("批示")],
    }


def asked_now(made: World, request: int) -> str:
    """Who answers the present step of a request."""
    by = _known(request).steps[_known(request).step][0]
    return {
        "verifier": "秦见微",
        "office": "秦见微",
        "leader": "季望山",
        "approver": "温如砺",
        "head": "纪清晏",
    }[by]


def _known(matter: int) -> State:
    state = row_state(matter)
    assert state is not None
    return state
