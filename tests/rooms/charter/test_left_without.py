"""What the end of an appointment leaves without anybody, and who is left without a post, is said."""

import pytest

from bihuan.matters.models import Matter
from bihuan.people.models import Appointment
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.rooms.charter.test_people import send, text_of
from tests.world import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def appointment(made: World, person: str, role: str) -> int:
    return Appointment.objects.get(person_id=made.people[person], post__role=role).pk


def test_the_last_one_in_a_seat_of_a_register_is_named_before_and_after() -> None:
    made = world()
    client, one = signed_in(made, "费䶮"), appointment(made, "温如砺", "approver")
    form = text_of(client.get(f"/admin/people/end_appointment/?appointment={one}"))
    assert "免职后无人在岗：作风效能问题清单 审定" in form, form
    assert "审定" in form, form
    sent = send(client, "end_appointment", appointment=one, to_on="2026-03-02")
    assert sent.status_code == 302 and "免职后无人在岗" in text_of(client.get(sent["Location"]))


def test_where_another_one_stays_in_the_seat_nothing_is_said() -> None:
    made = world()
    post = made.posts["温如砺"]
    made.charter("appoint", person=made.people["谷向原"], post=post, from_on="2025-01-01")
    client, one = signed_in(made, "费䶮"), appointment(made, "温如砺", "approver")
    assert "免职后无人在岗" not in text_of(client.get(f"/admin/people/end_appointment/?appointment={one}"))
    contact = appointment(made, "殷若渔", "contact")
    assert "免职后无人在岗" not in text_of(
        client.get(f"/admin/people/end_appointment/?appointment={contact}")
    )


def test_whoever_confirms_a_desk_reads_who_has_left_since_it_was_asked() -> None:
    made = world()
    post = made.charter("add_post", unit=made.units["办公厅"], name="审定岗二", role="approver")
    person = made.charter("add_person", person_name="章审定", place=9)
    held = made.charter("appoint", person=person, post=post, from_on="2025-01-01")
    made.do(
        "request_desk",
        made.register,
        "邹小禾",
        approvers=[made.posts["温如砺"], post],
        reason="审定岗增加一人",
    )
    asked = Matter.objects.filter(parent_id=made.register, kind="request", life="open").latest("id").pk
    client = signed_in(made, "费䶮")
    assert "章审定" in text_of(client.get(f"/m/{asked}/")) and "已离岗" not in text_of(
        client.get(f"/m/{asked}/")
    )
    made.charter("end_appointment", appointment=held, to_on="2026-03-01")
    assert "提请以后已离岗 章审定" in text_of(client.get(f"/m/{asked}/"))


def test_whoever_holds_no_post_any_more_is_told_and_so_is_the_administrator() -> None:
    made = world()
    his, client = signed_in(made, "田稼轩"), signed_in(made, "费䶮")
    address = f"/admin/person/{made.people['田稼轩']}/"
    assert "没有任职" not in text_of(his.get("/")) and "已没有任职" not in text_of(client.get(address))
    made.charter("end_appointment", appointment=appointment(made, "田稼轩", "member"), to_on="2026-03-01")
    assert "您现在没有任职" in text_of(his.get("/"))
    assert "已没有任职，账号还能登录" in text_of(client.get(address))
