"""Who sees a proposal and with which face; whoever may act sees it; the proposer sees the answer."""

import pytest

from bihuan.core.acts.stakes import face
from bihuan.core.state.faces import FULL, PARTNER, PUBLIC
from bihuan.matters.kinds import kind_of
from tests.matters.may_and_see import unseen_by_whom_an_act_allows, unsure
from tests.toy.scenes import HANDLER, NOTE, OFFICE, OUTSIDER, PROPOSER, REPLY, STEPS, TITLE, Toy
from tests.world import CAST, open_register

pytestmark = pytest.mark.django_db


def test_each_relation_has_its_face() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    kind = kind_of("proposal")
    faces = {person: face(toy.sight(person).principals, state, kind) for person, _, _ in CAST}
    assert {one for one, shown in faces.items() if shown == PARTNER} == {PROPOSER}
    assert {HANDLER, OFFICE, "纪清晏", "秦见微", "费䶮", "严以宁"} <= {
        one for one, shown in faces.items() if shown == FULL
    }
    assert faces[OUTSIDER] == PUBLIC and not toy.sight(OUTSIDER).sees(state)


def test_the_proposer_sees_the_answer_and_not_the_offices_note() -> None:
    toy = Toy()
    page = toy.page(PROPOSER, f"/m/{toy.proposal('answered').id}/")
    assert REPLY in page and NOTE not in page


def test_whoever_handles_it_sees_both() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    for person in (OFFICE, HANDLER):
        page = toy.page(person, f"/m/{state.id}/")
        assert REPLY in page and NOTE in page


def test_nobody_else_finds_it_at_its_address() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    for address in (f"/m/{state.id}/", f"/m/{state.id}/rate/", f"/m/{state.id}/open/view/"):
        assert toy.client(OUTSIDER).get(address).status_code == 404
    sent = toy.client(OUTSIDER).post(f"/m/{state.id}/rate/", {"rating": "fair"})
    assert sent.status_code == 404


def test_where_the_register_is_open_to_all_others_see_the_common_face() -> None:
    toy = Toy()
    toy.made.register = open_register(toy.made, title="公开提案", prefix="GK", open_to_all=True)
    state = toy.proposal("answered")
    page = toy.page(OUTSIDER, f"/m/{state.id}/")
    assert TITLE in page and "民生保障" in page, "what is plain is common"
    assert REPLY not in page and NOTE not in page


def test_who_is_tied_to_it_stands_among_its_facts() -> None:
    toy = Toy()
    page = toy.page(HANDLER, f"/m/{toy.proposal('handed').id}/")
    aside = page.split("<aside", 1)[1]
    assert "提案人" in aside and PROPOSER in aside and "承办单位" in aside and "秘书处" in aside


def test_whoever_an_act_allows_sees_it_and_lists_agree() -> None:
    toy = Toy()
    for life in STEPS:
        toy.proposal(life)
    toy.view(toy.proposal("handed"))
    toy.asked(toy.proposal("handed"))
    for person, _, _ in CAST:
        eyes = toy.sight(person)
        assert not list(unseen_by_whom_an_act_allows(eyes)), person
        assert not list(unsure(eyes)), person
