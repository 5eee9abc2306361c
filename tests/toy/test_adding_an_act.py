"""The act that docs/adding-an-act.md adds to proposals: its button, its form, its event, its notice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.kinds import kind_of
from tests.toy.documents import ACT, KIND, code_of, line_of, room_of
from tests.toy.scenes import HANDLER, OUTSIDER, PROPOSER, Toy, must_be_whole, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(tmp_path: Path) -> Iterator[Path]:
    """The room with one act more."""
    with room_of(code_of(KIND, ACT), tmp_path, line_of()) as folder:
        yield folder


def test_the_row_is_all_that_there_is_of_it(room: Path) -> None:
    act = kind_of("proposal").act("ask_again")
    assert act.event == "asked_again" and act.then == "handed"


def test_it_is_offered_to_whom_its_row_names_where_its_row_allows_it() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    button = f"/m/{state.id}/ask_again/"
    assert button in toy.page(PROPOSER, f"/m/{state.id}/")
    assert button not in toy.page(HANDLER, f"/m/{state.id}/")
    assert f"/m/{state.id}/ask_again/" not in toy.page(PROPOSER, f"/m/{toy.proposal('handed').id}/")


def test_it_is_done_on_its_form_and_told_in_both_languages() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    address = f"/m/{state.id}/ask_again/"
    assert "还缺什么" in toy.page(PROPOSER, address)
    assert "What is missing" in toy.page(PROPOSER, address, "en")
    sent = toy.client(PROPOSER).post(address, {"missing": "晚间没有班次", "once": "x", "seen": state.seq})
    assert sent.status_code == 302 and now(state).life == "handed"
    assert "晚间没有班次" in toy.page(HANDLER, f"/m/{state.id}/")
    assert "已要求重办" in toy.page(HANDLER, "/inbox/")
    assert f"/m/{state.id}/reply/" in toy.page(HANDLER, "/"), "it is the handler's turn again"
    must_be_whole(state.id)


def test_it_is_refused_to_everybody_else() -> None:
    toy = Toy()
    state = toy.proposal("answered")
    for person in (HANDLER, OUTSIDER):
        with pytest.raises(Refused) as refused:
            toy.made.do("ask_again", state, person, missing="—")
        assert refused.value.reason.code == "no_right"
