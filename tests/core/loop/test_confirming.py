"""代录事项确认单: what stands on the sheet of somebody, and when the next is compared."""

from datetime import date
from typing import Any

from bihuan.core.loop import confirming
from bihuan.core.state.entry_sheets import EntrySheet
from bihuan.core.state.state import State
from tests.core.looking import looking, why
from tests.memory import Sealed


def event(actor: int, for_whom: int | None, name: str = "progressed", **plain: Any) -> Sealed:
    return Sealed(1, 10, 50, "measure", name, 1, actor, for_whom, None, date(2026, 3, 2), plain, {})


def test_what_another_recorded_for_somebody_stands_on_his_sheet_and_what_he_recorded_himself_does_not() -> (
    None
):
    assert confirming.recorded_for(event(1, 5), 5)
    assert not confirming.recorded_for(event(1, 5), 1)
    assert not confirming.recorded_for(event(5, 5), 5)
    assert confirming.recorded_for(event(1, None, "paper_recorded", represented=5), 5)


def test_the_next_sheet_is_compared_only_while_one_waits() -> None:
    sheet = EntrySheet(seq=7, person=5, month="2026-03", by=(1,), lines=(), disputed=(), compare_by="desk")
    register = State(9, 1, "register")
    waits = State(9, 1, "register", entry_sheets=(sheet,))
    assert confirming.some_waits(waits) and confirming.waiting(waits) == [7]
    assert not confirming.some_waits(register) and confirming.waiting(register) == []


def test_on_a_sheet_stand_lines_of_its_own_register_alone() -> None:
    def about(**where: Any) -> str | None:
        matter = State(10, 1, "measure", **where)
        snap = {"records_of": lambda seqs: [event(1, 5)], "siblings": {10: matter}.get}
        return why(confirming.lines_fit, looking("register", facts=facts, snap=snap))

    facts = {"entries": [50], "represented": 5}
    assert about(register=1) is None
    assert about(register=2, listings=((1, 3),)) is None, "it stands there, too"
    assert about(register=2) == "line_strange"
