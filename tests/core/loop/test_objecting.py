"""What is recorded for somebody: he confirms it on a sheet that two compare, or objects."""

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from tests.core.shop import Shop
from tests.theorem.cast import CHECKER, DOER, A


def test_a_record_of_a_period_that_somebody_confirmed_is_marked_and_no_other() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "recurring", "every": "month"})
    shop.do("receive", measure, DOER)
    shop.do("open_instalment", measure, DOER, period="2026-02")
    (shown,) = [one for one in shop.store.children(measure.id) if one.period]
    for words in ("初稿", "二稿"):
        shop.do("progress", shown, CHECKER, progress=words, for_whom=DOER, basis="call")
    first, second = (one.seq for one in shop.now(shown).said_of)
    book = shop.book
    book.perform("confirm_record", shown.id, Mandate(SYSTEM, within=True), records=[first])
    book.end()
    assert {one.seq: one.confirmed for one in shop.now(shown).said_of} == {first: True, second: False}
