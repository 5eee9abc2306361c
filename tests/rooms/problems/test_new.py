"""Registering a problem: its number, its raisers, and one of each for two clicks."""

import pytest

from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import folded_state, row_state
from bihuan.people.models import Person
from tests.matters.scenes import signed_in
from tests.world import world

pytestmark = pytest.mark.django_db
GIVEN = {"title": "办事指南看不懂", "source": "走访座谈", "aspect": "服务意识方面", "once": "k"}


def problems() -> list[int]:
    """The problems that there are."""
    return list(Matter.objects.filter(kind="problem").values_list("id", flat=True))


def test_it_gets_a_number_and_its_known_raisers() -> None:
    made = world()
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/problem/"
    assert client.get(path).status_code == 200
    sent = client.post(path, GIVEN | {"raisers": [made.people["田稼轩"]]})
    (problem,) = problems()
    state = row_state(problem)
    assert sent["Location"] == f"/m/{problem}/"
    assert state and state.number and state.number.startswith("ZF-")
    assert state.raisers == {made.people["田稼轩"]} and state == folded_state(problem)


def test_a_raiser_from_outside_becomes_a_placeholder_and_two_clicks_make_one_of_each() -> None:
    made = world()
    client, path = signed_in(made, "邹小禾"), f"/r/{made.register}/problem/"
    given = GIVEN | {
        "raiser_name": "罗阿婆（化名）",
        "raiser_note": "棠梨家园居民",
        "raisers": [made.people["田稼轩"]],
    }
    first, second = client.post(path, given), client.post(path, given)
    assert first["Location"] == second["Location"]
    (outside,) = Person.objects.filter(name="罗阿婆（化名）")
    (problem,) = problems()
    assert outside.placeholder and outside.note == "棠梨家园居民"
    assert row_state(problem).raisers == {outside.pk, made.people["田稼轩"]}


def test_a_refusal_keeps_the_text_and_makes_nobody() -> None:
    made = world()
    client = signed_in(made, "邹小禾")
    sent = client.post(
        f"/r/{made.register}/problem/", {"raiser_name": "罗阿婆（化名）", "source": "信函", "once": "k"}
    )
    assert sent.status_code == 422 and 'value="信函"' in sent.content.decode()
    assert not Person.objects.filter(name="罗阿婆（化名）").exists() and not problems()


def test_only_the_office_registers_and_only_in_an_open_register() -> None:
    made = world()
    made.do("close_register", made.register, "邹小禾", reason="年度结束")
    assert signed_in(made, "严以宁").get(f"/r/{made.register}/problem/").status_code == 403
    sent = signed_in(made, "邹小禾").post(f"/r/{made.register}/problem/", GIVEN | {"raiser_name": "某某"})
    assert sent.status_code == 422 and "台账还没有启用" in sent.content.decode()
    assert not Person.objects.filter(name="某某").exists()
