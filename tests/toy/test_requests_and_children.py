"""What needs a yes, and what stands under a proposal: opened, answered, seen, shown on its page."""

import re

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.saying.offering import next_act
from bihuan.matters.seeing.lists import turns
from tests.toy.scenes import ASKED, HANDLER, OFFICE, OUTSIDER, PROPOSER, Toy, must_be_whole, now

pytestmark = pytest.mark.django_db
LATER = {"kind": "date", "on": "2026-04-30"}


def test_more_time_is_asked_for_approved_and_given() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    request = toy.asked(state)
    assert now(state).pending == request and now(state).due_on != now(request).due_on
    assert request in turns(toy.sight(OFFICE)) and request not in turns(toy.sight(HANDLER))
    toy.made.do("approve", request, "秦见微")
    after = now(state)
    assert (after.pending, str(after.due_on), now(request).life) == (None, "2026-04-30", "granted")
    for matter in (state.id, request):
        must_be_whole(matter)


def test_the_request_says_what_it_asks_for_to_whom_it_concerns() -> None:
    toy = Toy()
    request = toy.asked(toy.proposal("handed"))
    for person in (OFFICE, HANDLER):
        page = toy.page(person, f"/m/{request}/")
        assert "申请宽限" in page and "2026-04-30" in page and "线路还在勘察" in page
    assert "Ask for more time" in toy.page(OFFICE, f"/m/{request}/", "en")
    assert f"/m/{request}/approve/" in toy.page(OFFICE, "/")
    assert toy.client(OUTSIDER).get(f"/m/{request}/").status_code == 404


def test_one_request_is_open_at_a_time_and_a_no_ends_it() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    request = toy.asked(state)
    with pytest.raises(Refused) as refused:
        toy.asked(state)
    assert refused.value.reason.code == "request_open"
    toy.made.do("refuse", request, "秦见微", reason="时间足够")
    assert now(state).pending is None and now(request).life == "refused"
    must_be_whole(state.id)


def test_whoever_asked_may_take_it_back_and_nobody_else() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    request = toy.asked(state)
    with pytest.raises(Refused):
        toy.made.do("take_back", request, PROPOSER)
    toy.made.do("take_back", request, HANDLER)
    assert now(state).pending is None


def test_a_child_is_opened_from_the_page_of_what_stands_above_it() -> None:
    toy = Toy()
    state, made = toy.proposal("handed"), toy.made
    address = f"/m/{state.id}/open/view/"
    assert address in toy.page(HANDLER, f"/m/{state.id}/")
    assert address not in toy.page(PROPOSER, f"/m/{state.id}/")
    form = {"title": "是否合规", "of_unit": made.units["机关纪委"], "once": "v"}
    sent = toy.client(HANDLER).post(address, form, follow=True)
    child = now(int(re.findall(r"/m/(\d+)/", sent.redirect_chain[-1][0])[0]))
    assert (child.kind, child.parent, child.life) == ("view", state.id, "sought")
    assert "征求的意见" in toy.page(HANDLER, f"/m/{state.id}/")
    must_be_whole(child.id)


def test_a_child_waits_for_whom_it_asks_and_tells_whoever_asked() -> None:
    toy = Toy()
    child = toy.view(toy.proposal("handed"))
    assert child.id in turns(toy.sight(ASKED))
    act = next_act(child)
    assert act is not None and act.name == "give"
    toy.made.do("give", child, ASKED, view="符合规定")
    assert "符合规定" in toy.page(HANDLER, f"/m/{child.id}/"), "whoever asked sees the answer"
    assert "已回复意见" in toy.page(HANDLER, "/inbox/")
    must_be_whole(child.id)


def test_a_child_stands_under_what_takes_it_and_is_opened_by_whom_its_row_names() -> None:
    toy = Toy()
    state, view = toy.proposal("handed"), toy.view(toy.proposal("handed"))
    with pytest.raises(Refused) as refused:
        toy.view(view)
    assert refused.value.reason.code in ("no_right", "not_found")
    facts = {"title": "是否合规", "of_unit": toy.made.units["机关纪委"]}
    with pytest.raises(Refused) as refused:
        toy.made.open("view", PROPOSER, parent=state.id, register=None, **facts)
    assert refused.value.reason.code == "no_right"
    assert toy.client(OFFICE).get(f"/m/{view.id}/open/view/").status_code == 404
