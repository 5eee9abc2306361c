"""Lists agree with a naive reckoning over all rows, for everybody, page by page."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.core.acts.stakes import NEVER, stakes_of
from bihuan.core.state.lamps import LATE, NEAR, lamp
from bihuan.core.state.lives import CLOSED, DOING, GOING, REGISTERED
from bihuan.core.state.principals import UNIT, principal
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.seeing import lists
from bihuan.matters.seeing.lists import (
    SORTS,
    Asked,
    counted,
    counted_kinds,
    found_by_text,
    help_counted,
    listed,
    raised,
    turn_count,
    turns,
)
from bihuan.matters.seeing.sight import Sight, sight
from tests.matters.scenes import Busy, busy, every_state, everybody, state_of
from tests.world import START, registered_measure, world

pytestmark = pytest.mark.django_db
KINDS = ("problem", "measure", "part", "instalment", "request", "register")


def seen_by(state: State) -> set[int]:
    """The principals that find a matter."""
    return {who for who, _ in stakes_of(state, kind_of(state.kind))}


def place_in(state: State, register: int) -> int:
    return dict(state.listings)[register]


def naive(sight: Sight, asked: Asked) -> list[int]:
    """The same list, reckoned over every row that there is."""
    found = [
        state
        for state in every_state()
        if sight.sees(state)
        and state.kind == asked.kind
        and asked.register in state.registers
        and (not asked.lives or state.life in asked.lives)
        and (not asked.lamp or lamp_of(state, asked.today) == asked.lamp)
        and (not asked.help or state.help_asked)
        and (
            not asked.unit
            or any(who == principal(UNIT, asked.unit) for who, _ in stakes_of(state, kind_of(state.kind)))
        )
        and (not asked.text or asked.text in f"{state.number} {state.title}")
    ]
    down = asked.sort.startswith("-")

    def key(state: State) -> tuple[int, int]:
        by = place_in(state, asked.register)
        if asked.sort.endswith("due"):
            by = (state.due_on or NEVER).toordinal()
        return (-by if down else by), state.id

    return [state.id for state in sorted(found, key=key)]


def lamp_of(state: State, today: date) -> str:
    phase = life_of(state.kind, state.life).phase
    return lamp(phase, state.clock, state.yellow_on, state.red_on, today)


def asked_of(found: Busy, register: int, kind: str = "measure", **more: object) -> Asked:
    return Asked(register, kind, found.today, **more)  # type: ignore[arg-type]


def test_every_list_agrees_with_the_naive_one_for_everybody() -> None:
    found = busy()
    for person, eyes in everybody(found):
        for register in found.registers:
            for kind in KINDS:
                for sort in SORTS:
                    asked = asked_of(found, register, kind, sort=sort)
                    assert listed(eyes, asked) == naive(eyes, asked), (person, register, kind, sort)


@pytest.mark.parametrize(
    "filters",
    [
        {"lives": (REGISTERED,)},
        {"lives": DOING},
        {"lives": CLOSED},
        {"lamp": LATE},
        {"lamp": NEAR},
        {"help": True},
        {"text": "超期"},
        {"text": "ZF-2026"},
        {"text": "没有这样的事"},
        {"lives": DOING, "lamp": LATE, "text": "的事"},
    ],
    ids=str,
)
def test_filters_agree_with_the_naive_ones(filters: dict[str, object]) -> None:
    found, some = busy(), 0
    for person, eyes in everybody(found):
        for register in found.registers:
            for kind in ("measure", "problem"):
                asked = asked_of(found, register, kind, **filters)
                assert listed(eyes, asked) == naive(eyes, asked), (person, register, kind)
                some += len(listed(eyes, asked))
    assert bool(some) == (filters.get("text") != "没有这样的事"), "the scene shows what is filtered"


def test_the_filter_by_unit_agrees_for_every_unit() -> None:
    found, some = busy(), 0
    for name, unit in found.made.units.items():
        for person in ("邹小禾", "严以宁", "殷若渔", "季望山"):
            asked = asked_of(found, found.made.register, unit=unit)
            assert listed(found.sight(person), asked) == naive(found.sight(person), asked), (name, person)
            some += len(listed(found.sight(person), asked))
    assert some


def test_pages_hold_every_row_once() -> None:
    found = busy()
    for person, eyes in everybody(found):
        for sort in SORTS:
            asked = asked_of(found, found.made.register, sort=sort)
            whole = listed(eyes, replace(asked, limit=500))
            pages = [listed(eyes, replace(asked, limit=3, offset=start)) for start in range(0, 60, 3)]
            assert [one for page in pages for one in page] == whole, (person, sort)
            assert len(set(whole)) == len(whole)


def test_counts_agree_with_the_naive_ones_for_everybody() -> None:
    found = busy()
    for person, eyes in everybody(found):
        for register in found.registers:
            kinds = counted_kinds(eyes, register, KINDS, found.today)
            for kind in KINDS:
                ids = naive(eyes, asked_of(found, register, kind))
                states = [state_of(one) for one in ids]
                lamps = Counter(lamp_of(state, found.today) for state in states)
                counts = counted(eyes, asked_of(found, register, kind))
                assert counts.by_life == dict(Counter(state.life for state in states)), (
                    person,
                    register,
                    kind,
                )
                assert (counts.late, counts.near) == (lamps[LATE], lamps[NEAR]), (person, register, kind)
                assert counts.paused == sum(being_worked_on(s) and s.clock == "paused" for s in states)
                assert counts.all == len(states)
                assert (kind in kinds) == bool(states)
                assert counts == kinds.get(kind, counts)
            help_ = Counter(s.kind for s in every_state() if s.help_asked and s.life in GOING and eyes.sees(s)
                            and register in s.registers)  # fmt: skip
            assert help_counted(eyes, register) == dict(help_)


def being_worked_on(state: State) -> bool:
    return state.life == REGISTERED or state.life in DOING


def test_what_was_paused_and_then_withdrawn_no_longer_counts_as_paused() -> None:
    found = busy()
    made, paused = found.made, found.matters["paused"]
    before = counted(found.sight("邹小禾"), asked_of(found, made.register)).paused
    asked = made.do("request_withdrawal", paused, "邹小禾", reason="任务取消")
    made.do("approve", asked.pending or 0, "温如砺")
    after = counted(found.sight("邹小禾"), asked_of(found, made.register)).paused
    assert (before, after) == (1, 0)


def test_the_counts_sum_over_lives() -> None:
    found = busy()
    counts = counted(found.sight("邹小禾"), asked_of(found, found.made.register))
    assert counts.of("signed_off", "withdrawn") == 2
    assert counts.of("no such life") == 0


def turn_of(eyes: Sight) -> list[int]:
    mine = [state for state in every_state() if state.turn in eyes.own]
    return [s.id for s in sorted(mine, key=lambda s: (s.due_on is None, s.due_on or NEVER, s.id))]


def test_to_do_agrees_with_the_naive_list_for_everybody() -> None:
    found, some = busy(), 0
    for person, eyes in everybody(found):
        assert turns(eyes) == turn_of(eyes), person
        assert turn_count(eyes) == len(turn_of(eyes)), person
        pages = [turns(eyes, limit=2, offset=start) for start in range(0, 60, 2)]
        assert [one for page in pages for one in page] == turn_of(eyes), person
        some += len(turn_of(eyes))
    assert some > 20


def test_a_leader_is_not_asked_to_do_what_the_units_below_must_do() -> None:
    found = busy()
    leader = found.sight("季望山")
    assert turns(leader) == [found.matters["request"]], "only the request that waits for the leader's yes"


def test_undated_matters_do_not_push_dated_ones_off_the_list() -> None:
    made = world()
    for place in range(12):
        made.open("problem", "邹小禾", title=f"没有时限的第 {place} 件")
    late = made.open("measure", "邹小禾", title="有时限的事", due={"kind": "date", "on": "2026-03-05"})
    found = Busy(made)
    assert turns(found.sight("秦见微"), limit=3)[0] == late.id
    assert turn_of(found.sight("秦见微"))[:3] == turns(found.sight("秦见微"), limit=3)


def test_to_do_is_counted_only_up_to_the_most() -> None:
    found = busy()
    assert turn_count(found.sight("殷若渔"), most=2) == 2


def test_several_principals_do_not_double_a_row() -> None:
    found = busy()
    made = found.made
    made.charter("declare_absence", person=made.people["谷向原"], stand_in=made.people["殷若渔"],
                 from_on=(found.today - timedelta(1)).isoformat())  # fmt: skip
    eyes = found.sight("殷若渔")
    for register in found.registers:
        asked = asked_of(found, register)
        assert listed(eyes, asked) == naive(eyes, asked)
        assert counted(eyes, asked).all == len(naive(eyes, asked))


def test_whoever_sits_at_one_desk_finds_its_matters_in_another_register_too() -> None:
    found = busy()
    eyes = found.sight("谷向原")  # at the desk of the second register only
    assert found.second in eyes.desks and found.made.register not in eyes.desks
    asked = asked_of(found, found.made.register)
    assert found.matters["under_way"] in listed(eyes, asked), "it is listed in both"
    assert listed(eyes, asked) == naive(eyes, asked)


def test_search_finds_all_that_may_be_seen_and_nothing_else() -> None:
    found = busy()
    busy("heqi", "禾泉市政协机关")
    indexed = [state for state in every_state() if state.request is None]
    for person, eyes in everybody(found):
        for text in ("的事", "首问", "ZF-2026-001", "没有这样"):
            expected = [s.id for s in indexed if eyes.sees(s) and text in f"{s.number} {s.title}"]
            assert found_by_text(eyes, text) == sorted(expected, reverse=True), (person, text)
    assert found_by_text(found.sight("邹小禾"), "……") == []


def test_search_gives_the_newest_up_to_its_limit() -> None:
    found = busy()
    eyes = found.sight("邹小禾")
    assert found_by_text(eyes, "的事", limit=2) == found_by_text(eyes, "的事")[:2]


def test_what_i_raised_stands_newest_first() -> None:
    found = busy()
    mine = [s.id for s in every_state() if found.made.people["田稼轩"] in s.raisers]
    assert raised(found.sight("田稼轩")) == sorted(mine, reverse=True)
    assert raised(found.sight("田稼轩"), limit=1) == [max(mine)]
    assert raised(found.sight("殷若渔")) == []


def test_a_due_that_was_extended_moves_its_row() -> None:
    found = busy()
    made = found.made
    before = listed(found.sight("邹小禾"), asked_of(found, made.register, sort="-due"))
    made.do("approve", found.matters["request"], "季望山")
    made.do("approve", found.matters["request"], "温如砺")
    assert state_of(found.matters["waiting"]).due_on == date(2026, 9, 30)
    asked = asked_of(found, made.register, sort="-due")
    after = listed(found.sight("邹小禾"), asked)
    assert after == naive(found.sight("邹小禾"), asked) != before


def test_a_unit_that_never_had_it_gets_an_empty_list() -> None:
    made = world()
    registered_measure(made)
    found = Busy(made)
    assert listed(found.sight("岳正衡"), Asked(made.register + 1, "measure", found.today)) == []


def test_the_matter_of_that_number_comes_first() -> None:
    made = world()
    first = made.open("problem", "邹小禾", title="甲")
    made.open("problem", "邹小禾", title="见 ZF-2026-001 的办理")
    eyes = sight(made.org.pk, made.people["邹小禾"], on=START)
    for typed in ("ZF-2026-001", "zf-2026-1", "ＺＦ－２０２６－００１", "001"):
        assert lists.found_by_text(eyes, typed)[0] == first.id, typed


@pytest.mark.parametrize(
    ("text", "nothing"), [("。。。", True), ("—", True), ("😀", True), ("", False), ("甲", False)]
)
def test_a_text_that_holds_nothing_to_search_says_so(text: str, nothing: bool) -> None:
    assert lists.says_nothing(text) is nothing
