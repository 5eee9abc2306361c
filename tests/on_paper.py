"""A decision on paper, as two persons bring it into the record."""

from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.writing.rebuild import row_state
from tests.world import World


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
