"""Whatever carries the day on which it happened is held to what it rests on: one guard, for every act."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.acts.verdict import dated
from bihuan.core.state.actor import SYSTEM, Desk
from bihuan.core.state.state import State
from bihuan.matters.kinds import acts, kinds

TODAY = date(2026, 3, 9)
DAYS = {"opened_on": date(2026, 3, 2), "rests_on": date(2026, 3, 5)}
WITH_A_DAY = [(kind, act) for kind, act in acts() if act.field("occurred_on")]
LET_BEFORE = {"back_fill", "back_fill_long_term"}
"""补录: what was closed before is dated as it was signed. Nothing else is."""


def why(kind: Kind, act: Act, on: str, **days: date) -> str | None:
    """The code of the reason why the act may not have happened on that day."""
    life = next(iter(act.when))
    snap = Snapshot(
        state=State(1, 1, kind.name, str(life), **days),  # type: ignore[arg-type]
        desk=Desk(),
        actor=SYSTEM,
        today=TODAY,
        rules_of=dict,
        kind_of=lambda name: kinds()[name],
        facts={"occurred_on": on},
    )
    reason = dated(act, snap)
    return reason.code if reason else None


@pytest.mark.parametrize(("kind", "act"), WITH_A_DAY, ids=lambda one: one.name)
def test_every_act_with_a_day_lies_between_what_it_rests_on_and_today(kind: Kind, act: Act) -> None:
    assert why(kind, act, "2026-03-10", **DAYS) == "future"
    assert why(kind, act, "2026-03-05", **DAYS) is why(kind, act, "2026-03-09", **DAYS) is None
    early = None if act.name in LET_BEFORE else "too_early"
    assert why(kind, act, "2026-03-04", **DAYS) == early
    assert why(kind, act, "2026-03-01", opened_on=DAYS["opened_on"]) == early


def test_only_what_is_entered_as_it_was_signed_may_lie_before() -> None:
    assert {act.name for _, act in acts() if act.as_signed} == LET_BEFORE


def test_the_guard_asks_no_row_whether_it_wants_it() -> None:
    kind, act = WITH_A_DAY[0]
    assert why(kind, replace(act, needs=()), "2026-03-10", **DAYS) == "future"
