"""A proposal from opening to end: numbered, listed, told, in the right to-do, answered, rated, filed."""

import re

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.models import Listing
from bihuan.matters.seeing.lists import turns
from bihuan.notices import inbox
from tests.toy.scenes import HANDLER, OFFICE, OUTSIDER, PROPOSER, REPLY, TITLE, Toy, must_be_whole, now
from tests.world import CAST

pytestmark = pytest.mark.django_db


def offered(page: str, primary: bool = False) -> set[str]:
    """The acts that a matter's page offers as buttons."""
    button = (
        r'class="btn do" href="/m/\d+/(\w+)/"' if primary else r'class="btn(?: do)?" href="/m/\d+/(\w+)/"'
    )
    return set(re.findall(button, page.split("<aside", 1)[1]))


def test_it_is_opened_from_the_registers_page() -> None:
    toy = Toy()
    made = toy.made
    address = f"/m/{made.register}/open/proposal/"
    assert address in toy.page(OFFICE, f"/r/{made.register}/")
    assert "提案人" in toy.page(OFFICE, address)
    proposer = made.people[PROPOSER]
    form = {"title": TITLE, "topic": "culture", "proposers": [proposer], "once": "p1"}
    sent = toy.client(OFFICE).post(address, form, follow=True)
    assert sent.status_code == 200
    state = now(int(re.findall(r"/m/(\d+)/", sent.redirect_chain[-1][0])[0]))
    assert (state.kind, state.life, state.title) == ("proposal", "submitted", TITLE)
    must_be_whole(state.id)


def test_it_has_a_number_and_a_place_in_the_register() -> None:
    toy = Toy()
    first, second = toy.proposal(), toy.proposal()
    assert (first.number, second.number) == ("ZF-2026-001", "ZF-2026-002")
    listing = Listing.objects.get(matter_id=first.id)
    assert (listing.register_id, listing.number) == (toy.made.register, first.number)


def test_without_a_register_it_is_not_opened() -> None:
    toy = Toy()
    with pytest.raises(Refused) as refused:
        facts = {"title": TITLE, "topic": "culture", "proposers": [toy.made.people[PROPOSER]]}
        toy.made.open("proposal", PROPOSER, register=None, **facts)
    assert refused.value.reason.code == "register_closed"


@pytest.mark.parametrize(
    ("life", "whose", "act", "label"),
    [
        ("submitted", OFFICE, "admit", "立案"),
        ("admitted", OFFICE, "hand_to", "交办"),
        ("handed", HANDLER, "reply", "答复"),
        ("answered", PROPOSER, "rate", "评价"),
        ("rated", OFFICE, "file", "归档"),
    ],
)
def test_it_stands_in_the_right_to_do_with_the_next_button(
    life: str, whose: str, act: str, label: str
) -> None:
    toy = Toy()
    state = toy.proposal(life)
    unit_of = {person: unit for person, unit, _ in CAST}
    for person in unit_of:
        waits = person == whose if whose == PROPOSER else unit_of[person] == unit_of[whose]
        assert (state.id in turns(toy.sight(person))) == waits, person
    page = toy.page(whose, "/")
    assert re.search(rf'href="/m/{state.id}/{act}/">{label}<', page)
    assert not re.search(r"·\s*·", re.sub(r"<[^>]+>", " ", page))
    page = toy.page(whose, f"/m/{state.id}/")
    assert offered(page, primary=True) == {act}
    others = toy.page("费䶮", f"/m/{state.id}/")
    assert not offered(others, primary=True) - {"erase"}


def test_whoever_proposed_it_finds_it_among_what_they_raised() -> None:
    toy = Toy()
    handed, answered = toy.proposal("handed"), toy.proposal("answered")
    page = toy.page(PROPOSER, "/")
    due, raised = page.split("您提出的", 1)
    assert f"/m/{handed.id}/" in raised and f"/m/{handed.id}/" not in due
    assert f"/m/{answered.id}/" in due and f"/m/{answered.id}/" not in raised, "it is their turn"
    assert "您提出的" not in toy.page(HANDLER, "/")


def test_no_button_stands_out_where_no_row_says_that_it_is_next() -> None:
    toy = Toy()
    state = toy.proposal("filed")
    assert turns(toy.sight(OFFICE)) == []
    assert not offered(toy.page(OFFICE, f"/m/{state.id}/"), primary=True)


def test_whoever_a_row_names_is_told() -> None:
    toy = Toy()

    def told(event: str) -> set[str]:
        found = set()
        for person, _, _ in CAST:
            eyes = toy.sight(person)
            if any(one.name == event for one in inbox.unread(toy.made.people[person], eyes.own, 50)):
                found.add(person)
        return found

    toy.proposal("filed")
    office, handlers = {OFFICE, "秦见微"}, {HANDLER, "纪清晏"}
    assert told("submitted") == office | {PROPOSER}
    assert told("admitted") == {PROPOSER}
    assert told("handed_out") == handlers | {PROPOSER}
    assert told("replied") == office | {PROPOSER}
    assert told("rated") == office | handlers
    assert OUTSIDER not in told("filed")
    assert TITLE in toy.page(PROPOSER, "/inbox/") and "已答复" in toy.page(PROPOSER, "/inbox/")


def test_it_is_answered_and_rated_on_its_pages() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    address = f"/m/{state.id}"
    sent = toy.client(HANDLER).post(f"{address}/reply/", {"reply": REPLY, "once": "a", "seen": state.seq})
    assert sent.status_code == 302
    assert REPLY in toy.page(PROPOSER, f"{address}/")
    rated = toy.client(PROPOSER).post(f"{address}/rate/", {"rating": "satisfied", "once": "b"})
    assert rated.status_code == 302
    assert now(state).life == "rated"
    must_be_whole(state.id)


def test_only_whom_a_row_names_may_act() -> None:
    toy = Toy()
    state = toy.proposal("handed")
    for person in (OFFICE, PROPOSER, OUTSIDER):
        with pytest.raises(Refused) as refused:
            toy.made.do("reply", state, person, reply=REPLY)
        assert refused.value.reason.code == "no_right"


def test_a_member_opens_one_where_the_register_is_open_to_all() -> None:
    from tests.world import open_register

    toy = Toy()
    shown = open_register(toy.made, title="提案办理", prefix="TA", open_to_all=True)
    address = f"/m/{shown}/open/proposal/"
    assert address in toy.page(OUTSIDER, f"/r/{shown}/")
    form = {"title": TITLE, "topic": "economy", "proposers": [toy.made.people[OUTSIDER]], "once": "m"}
    assert toy.client(OUTSIDER).post(address, form).status_code == 302
    assert f"/r/{shown}/problem/" not in toy.page(OUTSIDER, f"/r/{shown}/"), (
        "problems are the office's to open"
    )
