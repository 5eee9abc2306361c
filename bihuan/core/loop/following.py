"""What follows from an act in the same transaction: parts, instalments, merges, splits, grants.

Each of these is named in the rows of the acts that bring it about.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.hearings import hearing
from bihuan.core.loop.owed import seldomer
from bihuan.core.loop.periods import stands, to_show
from bihuan.core.loop.requesting import waits_no_longer
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CHECKING, CLAIMED, CLOSED, DOING, GOING, OVER
from bihuan.core.state.state import State, lasting
from bihuan.core.time.dues import instalment, lamp_dates, later_within, period_named
from bihuan.core.words.reasons import Refused

Facts = Mapping[str, Any]
PART_KIND = "part"
"""The spine's own kind of one handler of many (spine_kinds.py)."""


def open_parts(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A group that leads expands into separate parts, supporting units that must answer into joint ones."""
    if after.life == "registered":
        return
    at_once = after.lead_group if not by_periods(book, after) else None
    for unit in book.store.members(at_once) if at_once else ():
        _open_part(book, after, unit, "separate", how)
    for unit in after.joint:
        if unit != after.lead_unit:
            _open_part(book, after, unit, "joint", how)


def assigned(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Whoever leads now shows what was still to be shown, and others take part."""
    hand_over_periods(book, before, after, facts, how)
    open_parts(book, before, after, facts, how)


def by_periods(book: Book, state: State) -> bool:
    """Whether those who owe it answer period by period, and not once."""
    return lasting(state) and book.store.kind(state.kind).period_kind is not None


def _open_part(book: Book, whole: State, unit: int, role: str, how: Mandate) -> None:
    open_already = [one for one in book.store.children(whole.id) if one.role and one.lead_unit == unit]
    if any(one.life in ("assigned", "received") for one in open_already):
        return
    due = whole.own_days.due_on
    if role == "joint":
        due = book.store.calendar().add_workdays(book.today, int(book.store.rules()["joint_reply_workdays"]))
    book.open(
        PART_KIND,
        _within(how),
        parent=whole.id,
        lead_unit=unit,
        role=role,
        title=whole.title,
        **_dates(book, due),
    )


def parts_done(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Where every part answers for itself, the whole claims by itself once all have."""
    whole = book.store.state(after.parent) if after.parent else None
    if whole is None or whole.mode != "separate" or whole.life not in DOING or by_periods(book, whole):
        return
    parts = [one for one in book.store.children(whole.id) if one.role == "separate"]
    if any(one.life == "verified" for one in parts):
        _claim_by_parts(book, whole.id)


def taken_over(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """An imported measure opens its parts, and takes a problem that was checked already back to work."""
    above = book.store.state(after.parent) if after.parent else None
    if above is not None and above.life != CLAIMED:
        _reopen_parent(book, after)
    open_parts(book, before, after, facts, how)


def whole_back(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A part that is sent back takes the whole with it, if that was being checked on its proof."""
    whole = book.store.state(after.parent) if after.parent else None
    if whole is not None and whole.life in CHECKING:
        book.perform("send_back", whole.id, Mandate(SYSTEM), still_to_do="—", because=after.id)


def part_not_checked(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A part that nobody checked after all takes the whole back to work, or opens again what closed."""
    if after.life == before.life:
        return
    whole_back(book, before, after, facts, how)
    whole = book.store.state(after.parent) if after.parent else None
    if whole is not None and whole.mode == "separate" and whole.life in CLOSED:
        open_again(book, whole, because=after)


def open_again(book: Book, closed: State, *, because: State) -> None:
    """What was closed on something that stands no longer; what was asked for of it meanwhile lapses."""
    waits_no_longer(book, closed)
    book.perform("reopen", closed.id, Mandate(SYSTEM), reason="—", because=because.id)


def assign_anew(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A leader's instruction on what closes by its children opens one more: a measure of its own."""
    if not facts.get("assign_anew"):
        return
    _reopen_parent(book, after)
    if after.lead_unit != before.lead_unit:
        hand_over_periods(book, before, after, facts, how)
    counted = book.store.kind(after.kind).counted
    if counted:
        text = str(facts["instruction"])
        made = book.open(
            counted,
            _within(how),
            parent=after.id,
            title=text,
            source="批示",
            **{k: facts[k] for k in ("lead_unit", "due") if k in facts},
        )
        if made.lead_unit and made.due_kind:
            book.perform("hand_out", made.id, Mandate(SYSTEM))


def one_leads_now(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A leader's instruction assigns anew; where one unit leads now, the members of a group owe no more."""
    assign_anew(book, before, after, facts, how)
    _excuse_parts(book, before, after, how)


def transferred(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What goes over to one unit takes its periods along; parts of it are owed no more."""
    hand_over_periods(book, before, after, facts, how)
    _excuse_parts(book, before, after, how)


def _excuse_parts(book: Book, before: State, after: State, how: Mandate) -> None:
    """What was checked of it stands; all else is the new lead's to do, as long as that decision stands."""
    if (before.mode, after.mode) != ("separate", "lead"):
        return
    for part in book.store.children(after.id):
        if part.role != "separate" or part.life in ("verified", "lapsed"):
            continue
        if part.life in ("reported", "countersigned"):
            book.perform("send_back", part.id, Mandate(SYSTEM), still_to_do="—", because=after.id)
        book.perform("excuse_part", part.id, Mandate(SYSTEM, within=True, rests=how.rests), reason="—")


def reopen_parent(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A measure that opens again takes its problem back with it: closed means proved."""
    _reopen_parent(book, after)


def under_open_parent(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A new measure under a problem that was being checked takes it back to work."""
    _reopen_parent(book, after)


def _reopen_parent(book: Book, child: State) -> None:
    above = book.store.state(child.parent) if child.parent else None
    if above is None or book.store.kind(above.kind).counted != child.kind:
        return
    if above.life in CHECKING:
        book.perform("send_back", above.id, Mandate(SYSTEM), still_to_do="—", because=child.id)
    elif above.life in CLOSED:
        open_again(book, above, because=child)


def withdraw_below(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What is no longer pursued takes its open measures with it.

    What was closed goes on by itself, as far as it was to be heard with it: nobody is asked with it any more.
    """
    for child in _counted(book, after):
        if child.life in GOING:
            waits_no_longer(book, child)
            book.perform("withdraw", child.id, Mandate(SYSTEM, within=True, rests=how.rests), reason="—")
        elif child.life in CLOSED and child.hearing != "as_signed":
            now = by_itself(book, child)
            if now.hearing == "with_problem" or _not_heard(book, now):
                open_again(book, now, because=after)


def by_itself(book: Book, child: State) -> State:
    """What goes on under a problem that was given up is heard of whoever raised that, too: by itself."""
    above = book.store.state(child.parent) if child.parent else None
    row = book.store.kind(child.kind).by_name.get("take_raisers")
    if above is None or row is None or child.life not in row.when:
        return child
    if book.store.kind(above.kind).life(above.life).phase != OVER:
        return child
    raisers, unsolved = above.raisers - child.raisers, {*above.unsolved} - {*child.unsolved}
    if not raisers and not unsolved:
        return child
    more = {"more_raisers": sorted(raisers), "more_unsolved": sorted(unsolved)}
    return book.perform(row.name, child.id, Mandate(SYSTEM), because=above.id, **more)


def _not_heard(book: Book, closed: State) -> bool:
    """Whether somebody who raised it, and can be asked, was not."""
    row = book.store.kind(closed.kind).act("sign_off")
    return hearing(book.snapshot(row, closed, Mandate(SYSTEM), {})) is not None


def absorb(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """The survivor takes the raisers and the earlier due of what was merged into it; its hands hang on it."""
    survivor = book.store.state(facts["into"])
    assert survivor is not None
    given: dict[str, Any] = {
        "absorbs": after.id,
        "more_raisers": sorted(after.raisers),
        "more_unsolved": sorted(after.unsolved),
    }
    if after.raisers or not after.said_closed:  # nobody signed that it was closed, or somebody is to be heard
        given["raised_here"] = True
    for_good = lasting(after) and not lasting(survivor)  # what is for good stays for good, and as often
    if for_good or (lasting(after) and _more_often(book, after, survivor)):
        given |= {"due_every": after.due_every, "due_day": after.due_day, "due_place": after.due_place}
    if for_good:
        given["due_then"] = "long_term"
    mine, theirs = after.own_days, survivor.own_days  # what is owed below goes over with its children
    if mine.due_on and (theirs.due_on is None or mine.due_on < theirs.due_on):
        given |= mine._asdict()
    book.perform("absorb", survivor.id, Mandate(SYSTEM), **given)
    for child in _counted(book, after):
        book.perform("move_under", child.id, Mandate(SYSTEM), parent=survivor.id, was_under=after.id)


def _more_often(book: Book, one: State, other: State) -> bool:
    """Whether the one is shown more often than the other, or as often and earlier in each period."""
    mine, theirs = _cycle(book, one), _cycle(book, other)
    earlier = mine == theirs and later_within(mine, other.due_within, than=one.due_within)
    return seldomer(theirs, than=mine) or earlier


def _cycle(book: Book, state: State) -> str:
    """How often it is shown; long-term measures without a period of their own go by a rule."""
    return state.due_every or str(book.store.rules()["long_term_cycle"])


def _counted(book: Book, whole: State) -> list[State]:
    """The children by which it is done."""
    counted = book.store.kind(whole.kind).counted
    return [one for one in book.store.children(whole.id) if one.kind == counted]


def split(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Each line becomes a problem of its own, with the raisers and the source of the first."""
    for title in facts["titles"]:
        book.open(
            after.kind,
            replace(how, seen=None, within=True),
            register=after.register,
            title=title,
            raisers=sorted(after.raisers),
            unsolved=sorted(after.unsolved),
            split_from=after.id,
        )


def open_instalment(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """The child that shows one period; long-term measures without a period of their own go by quarters.

    Where a group owes it, each of its members of the day that has none of it yet shows it for itself.
    """
    calendar = book.store.calendar()
    period = period_named(str(facts["period"]), _cycle(book, after), day=after.due_within, calendar=calendar)
    assert period is not None
    dates = instalment(period, start_on=book.today, calendar=calendar, rules=book.store.rules())
    period_kind = book.store.kind(after.kind).period_kind
    assert period_kind is not None
    for unit in to_show(after, facts["period"], book.store.children(after.id), book.store.members):
        book.open(
            period_kind,
            _within(how),
            parent=after.id,
            period=facts["period"],
            title=after.title,
            lead_unit=unit,
            accountable=None if after.lead_group else after.accountable,
            due_kind="date",
            due_on=dates.due_on,
            yellow_on=dates.yellow_on,
            red_on=dates.red_on,
        )


def hand_over_periods(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What of a measure is still to be shown goes with it from one unit to another; also where the first gave
    it back.

    What was opened for the members of a group, or before a group owes it, stays with those for whom it was
    opened: nothing is asked twice of one of them, nothing lost if the group owes it again.
    """
    if before.lead_group or after.lead_unit is None:
        return
    had = {before.lead_unit} if before.lead_unit else before.led_units - {after.lead_unit}
    for child in book.store.children(after.id):
        if child.period is not None and child.life in DOING and child.lead_unit in had:
            new = {"lead_unit": after.lead_unit, "accountable": after.accountable}
            book.perform("hand_over", child.id, Mandate(SYSTEM), **new)


def hand_over_person(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What of a measure is still to be shown is shown by whoever answers for the measure now."""
    if before.accountable != after.accountable and after.lead_group is None:
        hand_over_periods(book, before, after, facts, how)


def weigh_period(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A period stands while everybody who owes it stands verified; sent back, it takes its cycle with it."""
    whole = book.store.state(after.parent or 0)
    if whole is not None and whole.life not in ("merged", "withdrawn"):
        _weigh(book, whole, after)


def weigh_periods(book: Book, matter: int) -> None:
    """Of what a group owes, the periods that stand since a member left which had still to show them."""
    whole = book.store.state(matter)
    if whole is None or whole.lead_group is None or whole.life not in DOING:
        return
    shown = {one.period: one for one in book.store.children(matter) if one.life == "verified"}
    for period, one in shown.items():
        if period is not None and period not in whole.cycles:
            _weigh(book, whole, one)


def _weigh(book: Book, whole: State, one: State) -> None:
    of_it = [each for each in book.store.children(whole.id) if each.period == one.period]
    shown = stands(whole, str(one.period), of_it, book.store.members)
    if shown and one.period not in whole.cycles:
        named = any(each.rule_issued for each in of_it if each.life != "lapsed") or None
        counted = {"period": one.period, "rule_issued": named}
        book.perform("count_cycle", whole.id, Mandate(SYSTEM), instalment=one.id, **counted)
        if whole.mode == "separate" and whole.life in DOING:
            _claim_by_parts(book, whole.id)
    elif not shown and one.period in whole.cycles:
        book.perform("lose_cycle", whole.id, Mandate(SYSTEM), instalment=one.id, period=one.period)


def gathers(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What waited for the end of a request, or for what stands below it, claims by its parts now."""
    for one in (after.id, after.parent):
        whole = book.store.state(one) if one else None
        if whole is not None and whole.mode == "separate" and whole.life in DOING:
            _claim_by_parts(book, whole.id)


def _claim_by_parts(book: Book, whole: int) -> None:
    """What a group owes claims itself once no part is open, or enough periods stand; else it goes on."""
    with suppress(Refused):
        book.perform("claim_parts", whole, Mandate(SYSTEM))


def _within(how: Mandate) -> Mandate:
    alone = replace(how, for_whom=None, basis=None, paper=None, rests=())
    return replace(alone, seen=None, granted=None, within=True)


def _dates(book: Book, due: date | None) -> dict[str, Any]:
    if due is None:
        return {}
    dates = lamp_dates(due, start_on=book.today, calendar=book.store.calendar(), rules=book.store.rules())
    return {"due_kind": "date", "due_on": dates.due_on, "yellow_on": dates.yellow_on, "red_on": dates.red_on}
