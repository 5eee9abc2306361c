"""What a form is filled in with: what stands now, and what stands above; only what differs is recorded."""

import json
import re

import pytest
from django.test import Client

from bihuan.core.state.state import State
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.story.telling import now
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


@pytest.fixture
def made() -> World:
    """The usual cast."""
    return world()


def filled(client: Client, address: str) -> dict[str, str]:
    """What the form there says already, by the name of the field."""
    html = client.get(address).content.decode()
    found = dict(re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', html))
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', html, re.S):
        if chosen := re.search(r'<option value="(\d+)"[^>]* selected', options):
            found[name] = chosen.group(1)
    return found


def asked(state: State) -> dict[str, object]:
    request = now(state.pending or 0)
    return {**json.loads(request.asked), **json.loads(request.words or "{}")}


def test_a_change_begins_with_what_stands_and_asks_for_what_differs(made: World) -> None:
    measure = claimed_measure(made, standard="半年内落实")
    client, at = signed_in(made, "邹小禾"), f"/m/{measure.id}/request_change/"
    stands = filled(client, at)
    assert (stands["title"], stands["standard"]) == ("修订首问负责制", "半年内落实")
    assert stands["accountable"] == str(made.people["纪清晏"])
    same = client.post(at, stands | {"reason": "没有变", "once": "a"})
    assert same.status_code == 422 and now(measure).pending is None
    other = stands | {"standard": "三个月内落实", "reason": "提前", "once": "b"}
    assert client.post(at, other).status_code == 302
    assert asked(now(measure)) == {"standard": "三个月内落实"}


def test_the_same_words_sent_by_a_browser_are_no_change(made: World) -> None:
    measure = claimed_measure(made, standard="一、半年内落实\n二、公示")
    client, at = signed_in(made, "邹小禾"), f"/m/{measure.id}/request_change/"
    given = {"title": "修订首问负责制", "standard": "一、半年内落实\r\n二、公示", "reason": "换人"}
    given |= {"accountable": made.people["殷若渔"], "once": "a"}
    assert client.post(at, given).status_code == 302
    assert asked(now(measure)) == {"accountable": made.people["殷若渔"]}


def problem_of(made: World) -> State:
    people = {"accountable": made.people["纪清晏"], "leader": made.people["季望山"]}
    due = {"kind": "date", "on": "2026-06-30"}
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位")
    return made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"], due=due, **people)


def test_a_measure_begins_with_who_has_its_problem_and_says_by_when_that_is_due(made: World) -> None:
    at = f"/m/{problem_of(made).id}/open/measure/"
    office = signed_in(made, "邹小禾")
    given = filled(office, at)
    wanted = {"lead_unit": made.units["秘书处"], "accountable": made.people["纪清晏"]}
    assert given == {name: str(one) for name, one in wanted.items()} | {
        "title": "", "leader": str(made.people["季望山"]), "standard": "", "evidence_wanted": "",
    }  # fmt: skip
    assert "所属事项的时限：2026-06-30。" in office.get(at).content.decode()
    sent = office.post(at, given | {"title": "修订制度", "due": "2026-05-31", "once": "a"})
    assert sent.status_code == 302


def test_the_unit_that_leads_is_not_given_a_leader_that_it_may_not_name(made: World) -> None:
    problem = problem_of(made)
    made.do("receive", problem, "殷若渔")
    client, at = signed_in(made, "殷若渔"), f"/m/{problem.id}/open/measure/"
    given = filled(client, at)
    assert "leader" not in given and given["lead_unit"] == str(made.units["秘书处"])
    sent = client.post(at, given | {"title": "修订制度", "due": "2026-05-31", "once": "a"})
    assert sent.status_code == 302
