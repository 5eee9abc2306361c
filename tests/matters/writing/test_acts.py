"""The one write path: all of an act is written, or nothing; its statements are few and counted."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.time.days import day_of
from bihuan.core.words.reasons import Refused
from bihuan.matters.models import Matter, Once
from bihuan.matters.writing import acts
from bihuan.matters.writing.acts import Outcome, book, open_matter, perform, perform_many, reading
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.matters.scenes import CASTS, busy, every_state, everything, plausible, state_of, statements
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def refused(do: Callable[[], Any]) -> str:
    """The code of the refusal, which must leave every table as it was."""
    before = everything()
    with pytest.raises(Refused) as caught:
        do()
    assert everything() == before, caught.value.reason
    return caught.value.reason.code


def test_a_refusal_leaves_nothing_behind() -> None:
    found = busy()
    made, named = found.made, found.matters
    other = world("heqi", "禾泉市政协机关")
    late, near = named["late"], named["near"]
    codes = [
        refused(lambda: made.do("receive", late, "岳正衡")),
        refused(lambda: made.do("claim", near, "殷若渔", result="完成")),
        refused(lambda: made.do("claim", near, "殷若渔", result="完成", evidence=["0" * 64])),
        refused(lambda: made.do("progress", near, "殷若渔", progress="")),
        refused(lambda: made.do("progress", near, "殷若渔", progress="\u200b\x07")),
        refused(lambda: made.do("progress", near, "殷若渔", progress="长" * 5001)),
        refused(lambda: made.do("progress", near, "殷若渔", progress="好", occurred_on="2026-02-30")),
        refused(lambda: made.do("progress", near, "殷若渔", progress="好", occurred_on="2099-01-01")),
        refused(lambda: made.do("progress", near, "殷若渔", progress="好", no_such_fact=1)),
        refused(lambda: made.do("progress", near, "殷若渔", progress="好", seen=1)),
        refused(lambda: made.do("no_such_act", near, "殷若渔")),
        refused(lambda: made.do("register", near, "邹小禾", title="不能再登记")),
        refused(lambda: made.do("assign", late, "邹小禾", lead_unit=made.units["办公厅"])),
        refused(lambda: made.do("assign", late, "邹小禾", lead_unit=other.units["秘书处"])),
        refused(lambda: made.do("receive", other.register, "殷若渔")),
        refused(lambda: made.do("receive", 1, "殷若渔")),
        refused(lambda: made.do("verify", named["fallback"], "秦见微", finding="好")),
        refused(lambda: made.do("sign_off", named["countersigned"], "温如砺")),
        refused(lambda: made.do("open_instalment", named["recurring"], "殷若渔", period="2026-13")),
        refused(lambda: made.do("approve", named["request"], "殷若渔")),
        refused(lambda: made.do("receive", named["assigned"], "邹小禾", for_whom="殷若渔")),
        refused(lambda: made.open("problem", "岳正衡", title="无权登记")),
        refused(lambda: made.open("measure", "邹小禾", title="", parent=named["problem"])),
        refused(lambda: made.open("measure", "邹小禾", title="挂在措施下", parent=named["late"])),
    ]
    assert set(codes) == {
        "no_right", "no_proof", "bad_value", "missing", "future", "unknown_fact", "stale", "unknown_act",
        "not_answerable", "not_found", "own_work", "wrong_life", "period_unknown", "no_basis", "file_broken",
    }  # fmt: skip


def test_an_act_refused_half_way_leaves_nothing_behind() -> None:
    found = busy()
    made = found.made
    long_title = "甲" * 6000
    titles = ["好的", long_title]
    problem = found.matters["registered_problem"]
    split = {"titles": titles, "reason": "一事一议"}
    assert refused(lambda: made.do("split", problem, "邹小禾", **split)) == "bad_value"


def test_an_error_in_the_middle_of_a_book_leaves_nothing_behind() -> None:
    made = world()
    measure = registered_measure(made)
    before = everything()
    with pytest.raises(ZeroDivisionError), book(made.org.pk, at=made.tick()) as open_book:
        open_book.perform("receive", measure.id, Mandate(open_book.store.actor(made.people["殷若渔"])))
        raise ZeroDivisionError
    assert everything() == before


def test_a_one_time_key_makes_a_second_click_the_first() -> None:
    made = world()
    measure = registered_measure(made)
    first = made.do("receive", measure, "殷若渔", once="k")
    before = everything()
    again = made.do("receive", measure, "殷若渔", once="k")
    assert again == first and everything() == before
    opened = made.open("problem", "邹小禾", title="只登记一次", once="o")
    before = everything()
    assert made.open("problem", "邹小禾", title="只登记一次", once="o") == opened
    assert everything() == before


def test_a_key_of_somebody_else_neither_shows_nor_stops_anything() -> None:
    made = world()
    measure, other = registered_measure(made), registered_measure(made, title="另一件")
    made.do("receive", measure, "殷若渔", once="k")
    assert made.do("receive", other, "纪清晏", once="k").id == other.id
    assert state_of(other.id).life == "received"


def test_a_key_of_a_refused_act_can_be_used_again() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    refused(lambda: made.do("claim", measure, "殷若渔", result="完成", once="k"))
    done = made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()], once="k")
    assert done.life == "claimed" and Once.objects.filter(key="k").count() == 1


def test_no_person_of_another_organisation_acts() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    measure = registered_measure(made)
    stranger = other.people["殷若渔"]

    def act(**more: Any) -> None:
        perform("receive", measure.id, org=made.org.pk, at=made.tick(), **({"actor": stranger} | more))

    assert refused(act) == "not_found"
    ours = {"actor": made.people["邹小禾"], "for_whom": stranger, "basis": "call"}
    assert refused(lambda: act(**ours)) == "not_found"
    assert refused(lambda: perform("receive", measure.id, org=other.org.pk, actor=stranger, at=made.tick()))


def test_time_never_goes_back() -> None:
    made = world()
    measure = registered_measure(made)
    head = made.at
    perform("receive", measure.id, org=made.org.pk, actor=made.people["殷若渔"], at=head - 10**12)
    from bihuan.ledger.read import events_of

    assert [event.at for event in events_of(measure.id)][-1] == head


def test_a_book_that_only_reads_writes_nothing() -> None:
    made = world()
    measure = registered_measure(made)
    looking = reading(made.org.pk, today=day_of(made.at, made.org.zone))
    with pytest.raises(RuntimeError):
        looking.perform("receive", measure.id, Mandate(looking.store.actor(made.people["殷若渔"])))
    assert state_of(measure.id).life == "assigned"


def many(made: World, name: str, matters: list[int], by: str, **facts: Any) -> Iterator[Outcome]:
    return perform_many(name, matters, org=made.org.pk, actor=made.people[by], at=made.tick(), **facts)


def test_a_batch_gives_a_verdict_for_each_row_and_does_those_that_can_be_done() -> None:
    made = world()
    fine = [registered_measure(made, title=f"第 {n} 件").id for n in range(4)]
    taken = made.do("receive", registered_measure(made, title="已签收"), "殷若渔").id
    theirs = registered_measure(made, title="别处的", lead_unit=made.units["委员工作处"],
                                accountable=made.people["谷向原"]).id  # fmt: skip
    wanted = [fine[0], taken, fine[1], theirs, 999, fine[2], fine[3]]
    outcomes = list(many(made, "receive", wanted, "殷若渔"))
    assert [one.matter for one in outcomes] == wanted
    assert [one.reason.code if one.reason else getattr(one.state, "life", "") for one in outcomes] == [
        "received", "wrong_life", "received", "no_right", "not_found", "received", "received",
    ]  # fmt: skip
    for one in fine:
        assert folded_state(one) == row_state(one)
    assert state_of(theirs).life == "assigned"


def test_a_long_batch_goes_in_chunks_each_its_own_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    monkeypatch.setattr(acts, "CHUNK", 3)
    wanted = [registered_measure(made, title=f"第 {n} 件").id for n in range(7)]
    stream = many(made, "receive", wanted, "殷若渔")
    first = next(stream)
    assert first.matter == wanted[0]
    assert [state_of(one).life for one in wanted] == ["received"] * 3 + ["assigned"] * 4
    assert [one.matter for one in stream] == wanted[1:]
    assert {state_of(one).life for one in wanted} == {"received"}


def test_a_slow_chunk_stops_early(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    monkeypatch.setattr(acts, "CHUNK_SECONDS", 0.0)
    wanted = [registered_measure(made, title=f"第 {n} 件").id for n in range(3)]
    stream = many(made, "receive", wanted, "殷若渔")
    next(stream)
    assert [state_of(one).life for one in wanted] == ["received", "assigned", "assigned"]
    assert len(list(stream)) == 2


def test_half_done_acts_are_undone_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    wanted = [registered_measure(made, title=f"第 {n} 件").id for n in range(5)]
    sabotaged(monkeypatch, wanted[2])
    before = everything()
    outcomes = list(many(made, "receive", wanted, "殷若渔"))
    assert {one.matter: one.reason.code if one.reason else "" for one in outcomes} == {
        wanted[0]: "", wanted[1]: "", wanted[2]: "few_cycles", wanted[3]: "", wanted[4]: "",
    }  # fmt: skip
    assert state_of(wanted[2]).life == "assigned"
    assert len(everything()["ledger_event"]) == len(before["ledger_event"]) + 4
    for one in wanted:
        assert folded_state(one) == row_state(one)


def sabotaged(monkeypatch: pytest.MonkeyPatch, matter: int) -> None:
    """Every act on this matter is refused after its event was sealed."""
    from bihuan.core.words.reasons import Reason
    from bihuan.matters.writing.store import DatabaseStore

    real = DatabaseStore.put

    def put(self: Any, before: Any, after: Any, event: Any, act: Any) -> None:
        real(self, before, after, event, act)
        if after.id == matter:
            raise Refused(Reason("few_cycles", {"missing": 1, "needed": 2}))

    monkeypatch.setattr(DatabaseStore, "put", put)


def test_a_single_act_refused_half_way_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    measure = registered_measure(made)
    sabotaged(monkeypatch, measure.id)
    assert refused(lambda: made.do("receive", measure, "殷若渔")) == "few_cycles"


def test_whoever_goes_on_after_half_an_act_cannot_write_the_half(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    measure = registered_measure(made)
    sabotaged(monkeypatch, measure.id)

    def careless() -> None:
        with book(made.org.pk, at=made.tick()) as open_book:
            how = Mandate(open_book.store.actor(made.people["殷若渔"]))
            with suppress(Refused):  # meant for a clean refusal; half an act is no Refused
                open_book.perform("receive", measure.id, how)

    assert refused(careless) == "few_cycles"


def test_no_act_of_anybody_ever_makes_row_and_record_differ() -> None:
    """Every act that there is, tried by some of the cast with plausible facts; done or refused whole."""
    found = busy()
    done = refusals = 0
    made = found.made
    for state in every_state():
        if state.kind in ("people", "rules"):
            continue
        for act in acts.reading(made.org.pk, today=found.today).store.kind(state.kind).acts:
            for person in CASTS[::3]:
                try:
                    made.do(act.name, state.id, person, **plausible(found, act.fields))
                    done += 1
                except Refused:
                    refusals += 1
    assert done > 20 and refusals > 200
    for state in every_state():
        assert folded_state(state.id) == state


# --- the statements of one act -----------------------------------------------------------------
def of(made: World, do: Callable[[], Any]) -> list[str]:
    """The statements that one act sends, without savepoints of the test's own transaction."""
    do_nothing = ("SAVEPOINT", "RELEASE")
    return [one for one in statements(do) if not one.startswith(do_nothing)]


READ = """
    SELECT ledger_head  SELECT people_appointment  SELECT matters_matter  SELECT matters_desk
"""
SENT = {
    "receive": f"""{READ}
        INSERT ledger_event  UPDATE ledger_head
        UPDATE matters_matter  UPDATE matters_seen  UPDATE matters_spell  INSERT matters_spell
    """,
    "progress": f"""{READ}
        INSERT ledger_event  INSERT ledger_facts  UPDATE ledger_head
        UPDATE matters_matter  INSERT matters_keptfact
    """,
    "claim": f"""{READ}
        SELECT matters_matter  WITH people_unit
        UPDATE files_evidence
        INSERT ledger_event  INSERT ledger_facts  UPDATE ledger_head
        UPDATE matters_matter  INSERT matters_stake  UPDATE matters_seen  INSERT matters_seen
        UPDATE matters_spell  INSERT matters_spell
        INSERT matters_citation  INSERT matters_keptfact  INSERT notices_notice
    """,
    "verify": f"""{READ}
        WITH matters_matter  WITH people_appointment  SELECT people_organisation
        WITH people_appointment
        INSERT ledger_event  INSERT ledger_facts  UPDATE ledger_head
        UPDATE matters_matter  UPDATE matters_seen  UPDATE matters_spell  INSERT matters_spell
        INSERT notices_notice
    """,
}
"""Every statement, in order. A claim reads what stands below, and who signs for the unit that day; whoever
gives proof first becomes a hand by it.

A check asks for three things more: the hands in all that hangs together, where the checker sits and sat, and
who holds the posts that approve.
"""


def said(name: str) -> list[str]:
    words = SENT[name].split()
    return [f"{verb} {table}" for verb, table in zip(words[::2], words[1::2], strict=True)]


def test_the_statements_of_progress_are_these() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="第一次")
    sent = of(made, lambda: made.do("progress", measure, "殷若渔", progress="第二次"))
    assert sent == said("progress")
    assert len(sent) <= 12


def test_the_statements_of_receive_are_these() -> None:
    made = world()
    measure = registered_measure(made)
    assert of(made, lambda: made.do("receive", measure, "殷若渔")) == said("receive")


def test_the_statements_of_claim_are_these() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    proof = [made.proof()]
    assert of(made, lambda: made.do("claim", measure, "殷若渔", result="完成", evidence=proof)) == said(
        "claim"
    )


def test_the_statements_of_verify_are_these() -> None:
    made = world()
    measure = claimed_measure(made)
    assert of(made, lambda: made.do("verify", measure, "秦见微", finding="属实")) == said("verify")


def test_a_batch_reads_its_rows_together() -> None:
    made = world()
    few = [registered_measure(made, title=f"第 {n} 件").id for n in range(2)]
    more = [registered_measure(made, title=f"另 {n} 件").id for n in range(8)]
    for_few = reads(of(made, lambda: list(many(made, "receive", few, "殷若渔"))))
    for_more = reads(of(made, lambda: list(many(made, "receive", more, "殷若渔"))))
    assert for_few == for_more != []


def reads(sent: list[str]) -> list[str]:
    return [one for one in sent if one.startswith("SELECT")]


def test_nothing_but_matters_and_head_is_locked() -> None:
    made = world()
    measure = registered_measure(made)
    with_update = [one for one in raw(lambda: made.do("receive", measure, "殷若渔")) if "FOR UPDATE" in one]
    wanted = 1 if connection.vendor == "postgresql" else 0
    assert len(with_update) == wanted and all("ledger_head" in one for one in with_update)


def raw(do: Callable[[], Any]) -> list[str]:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        do()
    return [query["sql"] for query in captured.captured_queries]


def test_opening_takes_the_id_of_its_event() -> None:
    made = world()
    state = open_matter(
        "problem",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        register=made.register,
        title="新",
    )
    assert state.id == id_of(state)
    assert Matter.objects.get(pk=state.id).title == "新"
