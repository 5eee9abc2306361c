"""What is measured by periods: which there may be, how many stand, when it is looked at again."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.lives import LAPSED, VERIFIED
from bihuan.core.state.state import State, lasting
from bihuan.core.time.dues import (
    apart,
    every_of,
    is_long,
    period_after,
    period_named,
    period_of,
    period_of_key,
)
from bihuan.core.time.workdays import same_date
from bihuan.core.words.reasons import Reason

MONTHS_BACK = 12
"""What was over longer than this before the hand-over says nothing of it."""
Members = Callable[[int], Sequence[int]]
"""The units of a group, today."""


def repeats(snap: Snapshot) -> Reason | None:
    return None if lasting(snap.state) else Reason("not_recurring")


def new_period(snap: Snapshot) -> Reason | None:
    """One instalment a period; where a group owes it, one for each of its members."""
    if snap.trying:
        return None
    period = str(snap.facts.get("period") or "")
    found, since = period_named(period, cycle_of(snap), day=snap.state.due_within), shown_since(snap.state)
    if found and since and found.last_on < since:
        return Reason("period_before", {"since": since})
    left = to_show(snap.state, period, snap.children(), snap.members)
    return None if left and found else Reason("period_unknown")


def owing(state: State, members: Members) -> Sequence[int | None]:
    """The units that owe each period: all of a group, or the one that leads."""
    return members(state.lead_group) if state.lead_group else [state.lead_unit]


def to_show(state: State, period: str, children: Iterable[State], members: Members) -> list[int | None]:
    """Those for whom that period is still to be opened. What was opened for somebody who owed it before
    counts for whoever owes it alone now, unless it was let off.
    """
    opened = [one for one in children if one.period == period]
    if not state.lead_group and any(one.life != LAPSED for one in opened):
        return []
    return [unit for unit in owing(state, members) if unit not in {one.lead_unit for one in opened}]


def stands(state: State, period: str, children: Iterable[State], members: Members) -> bool:
    """Whether everybody who owes that period stands verified, but for whom it was let off."""
    owed = [one for one in children if one.period == period]
    shown = [one for one in owed if one.life != LAPSED]
    whole = not state.lead_group or not to_show(state, period, owed, members)
    return whole and bool(shown) and all(one.life == VERIFIED for one in shown)


def has_begun(snap: Snapshot) -> Reason | None:
    """What was opened for a period to come is neither reported nor checked before that begins."""
    period, day = period_of_key(snap.state.period or ""), snap.facts.get("occurred_on")
    if period is None or (day or snap.today.isoformat()) >= period.first_on.isoformat():
        return None
    return Reason("period_to_come", {"first": period.first_on})


def owed_since(state: State) -> date | None:
    """Since when it is owed: since it was first handed out, or opened again."""
    first = min((day for _, day in state.units_from), default=None)
    return state.shown_from or (date.fromisoformat(first) if first else state.opened_on)


def shown_since(state: State) -> date | None:
    """From which day on periods show something. A ledger walks in with work that goes on, and a proof may lie
    before the opening: a period counts that was not over a year before. What did not hold is shown anew.
    """
    owed = owed_since(state)
    return state.shown_from or (owed and same_date(owed, -MONTHS_BACK))


def cycle_of(snap: Snapshot) -> str:
    """How often it is shown: as its due says, else as the rule for what is to last."""
    return snap.state.due_every or str(snap.rules.get("long_term_cycle", "quarter"))


def cycles_shown(snap: Snapshot) -> Reason | None:
    """Two cycles (a rule) apart, each checked by another hand, foreign to it and to the whole still."""
    checked, long = _checked(snap), is_long(cycle_of(snap))
    if long and any(is_long(every_of(one)) for one in checked):
        return None
    needed = 1 if long else int(snap.rules.get("verified_cycles", 2))
    missing = needed if long else needed - apart(checked)
    return Reason("few_cycles", {"missing": missing, "needed": needed}) if missing > 0 else None


def _checked(snap: Snapshot) -> set[str]:
    """The periods that count: everybody who owed one was checked, in its days or after it."""
    counted = _counted(snap)
    free = snap.checked_by_free(counted)
    void = {one.period for one in counted if not (free[one.id] and _counts(snap.state, one))}
    return {one.period or "" for one in counted} - void


def _counted(snap: Snapshot) -> list[State]:
    """What stands verified of the periods that were counted."""
    cycles = snap.state.cycles
    verified = (one for one in snap.children() if one.life == VERIFIED) if cycles else ()
    return [one for one in verified if one.period in cycles and one.checks]


def _counts(state: State, one: State) -> bool:
    """Whether a period shows something of the measure, and was checked once it had begun."""
    period, day = period_of_key(one.period or ""), date.fromisoformat(one.checks[-1][1])
    since = shown_since(state) or date.min
    return period is not None and period.last_on >= since and day >= max(since, period.first_on)


def periods_answered(snap: Snapshot) -> Reason | None:
    """What a group owes period by period is claimed by its periods, once enough of them stand."""
    return (cycles_shown(snap) or rule_issued(snap)) if lasting(snap.state) else None


def rule_issued(snap: Snapshot) -> Reason | None:
    """转入常态化: a rule was issued (product.md, "How offices really work" 6)."""
    return None if snap.state.rule_issued else Reason("no_rule")


def names_rule(snap: Snapshot) -> Reason | None:
    """A long-term measure is claimed with the rule that it left behind."""
    named = snap.trying or snap.state.rule_issued or snap.facts.get("rule_issued")
    return None if named or not lasting(snap.state) else Reason("no_rule")


def looked_back_next(snap: Snapshot) -> tuple[date, date] | None:
    """In which days it must be looked at again: the next period, where one of half a year was enough."""
    found = map(period_of_key, snap.state.cycles)
    long = [one for one in found if one and is_long(one.every)]
    if not long:
        return None
    following = period_after(max(long, key=lambda one: one.last_on))
    if following.last_on < snap.today:
        following = period_of(snap.today, following.every)
    return max(following.first_on, snap.today), following.last_on


def look_back_within(snap: Snapshot) -> int:
    """How many months after closing, or after a look-back, it is looked at again at the latest."""
    return int(snap.rules.get("look_back_within_months", 12))


def look_back_soon(snap: Snapshot) -> Reason | None:
    """The day that is named for a look-back is to come, and near: nobody puts it off for good."""
    on = snap.facts.get("look_back_on")
    if not on or snap.calendar is None:
        return None
    months = look_back_within(snap)
    until = max(filter(None, (snap.calendar.add_months(snap.today, months), *(looked_back_next(snap) or ()))))
    if snap.today.isoformat() < on <= until.isoformat():
        return None
    return Reason("look_back_within", {"until": until, "months": months})


def look_back_in_time(snap: Snapshot) -> Reason | None:
    """A look-back that stands for the second period lies in it."""
    on, within = snap.facts.get("look_back_on"), looked_back_next(snap)
    if not on or within is None or within[0].isoformat() <= on <= within[1].isoformat():
        return None
    return Reason("look_back_next", {"first": within[0], "last": within[1]})
