"""The record gives everything that stands of a proposal; what is erased is gone, and the record is whole."""

import pytest
from django.db import connection

from bihuan.ledger.verify import verify
from bihuan.matters.models import KeptFact
from bihuan.matters.seeing.facts import facts_of
from bihuan.matters.seeing.lists import found_by_text
from bihuan.matters.writing.erasing import erasable
from bihuan.matters.writing.rebuild import blank, folded_state, kept_facts, row_state
from tests.matters.scenes import every_state
from tests.theorem.wholeness import faults
from tests.toy.scenes import HANDLER, NOTE, OFFICE, REPLY, TITLE, Toy, must_be_whole, now

pytestmark = pytest.mark.django_db


def test_every_row_is_what_the_record_gives() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    toy.made.do("give", toy.view(state), "岳正衡", view="符合规定")
    toy.made.do("approve", toy.asked(state), "秦见微")
    toy.proposal("filed")
    for one in every_state():
        must_be_whole(one.id)
    assert verify().breaks == []


def test_its_facts_stand_beside_the_state_and_do_not_swell_it() -> None:
    toy = Toy()
    state = toy.proposal("rated")
    kept = dict(KeptFact.objects.filter(matter_id=state.id).values_list("name", "text"))
    assert kept == {
        "topic": "livelihood",
        "handed_to": str(toy.made.units["秘书处"]),
        "note": NOTE,
        "reply": REPLY,
        "rating": "fair",
    }
    assert {name: fact.text for name, fact in kept_facts(state.id).items()} == kept
    assert not set(kept) & set(state._fields)


def test_rows_that_were_changed_are_made_again() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET title = NULL WHERE id = %s", (state.id,))
        cursor.execute("UPDATE matters_keptfact SET text = 'x' WHERE matter_id = %s", (state.id,))
    assert faults(state.id)
    blank(state.id)
    must_be_whole(state.id)
    assert now(state).title == TITLE


def test_erased_its_words_are_gone_and_what_counts_stays() -> None:
    toy = Toy()
    state = toy.proposal("rated")
    pairs = [list(pair) for pair in erasable(state.id)]
    toy.made.do("erase", state, "费䶮", reason="当事人要求删除", erases=pairs)
    after = now(state)
    assert (after.title, after.life, after.number, after.ties) == (None, "rated", state.number, state.ties)
    for person in (OFFICE, HANDLER):
        page = toy.page(person, f"/m/{state.id}/")
        assert not [word for word in (TITLE, NOTE, REPLY) if word in page]
    assert found_by_text(toy.sight(OFFICE), "通勤公交") == []
    assert facts_of([state.id])[state.id].keys() == {"topic", "handed_to", "rating"}
    assert REPLY not in str(list(KeptFact.objects.filter(matter_id=state.id).values()))
    must_be_whole(state.id)
    assert verify().breaks == [] and folded_state(state.id) == row_state(state.id)
