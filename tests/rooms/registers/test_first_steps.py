"""An empty organisation: the first page says what to do next, until a register works."""

import re

import pytest
from django.test import Client

from bihuan.matters.setup.founding import found
from bihuan.people.models import Person
from bihuan.rooms.registers.queries import setup_of
from tests.matters.scenes import signed_in
from tests.world import NOON, START, World, confirm, registered_measure, world

pytestmark = pytest.mark.django_db


def empty() -> World:
    """An organisation in which there is nobody but an administrator."""
    made = World(found("shili", "示例单位", at=NOON), NOON)
    made.units["机关"] = made.charter("add_unit", name="机关", kind="department", from_on="2025-01-01")
    made.posts["管理"] = made.charter("add_post", unit=made.units["机关"], name="管理员", role="admin")
    made.people["管理员"] = made.charter("add_person", person_name="管理员")
    made.charter("appoint", person=made.people["管理员"], post=made.posts["管理"], from_on="2025-01-01")
    return made


def steps(client: Client) -> list[tuple[str, str, str]]:
    """(done, next or nothing; what; where) of each step on the first page."""
    html = client.get("/", follow=True).content.decode()
    rows = re.findall(r'<li class="(done|next|later)">\s*<span class="step-no".*?</li>', html, re.S)
    whole = re.findall(r'<li class="(?:done|next|later)">\s*<span class="step-no".*?</li>', html, re.S)
    found = []
    for css, row in zip(rows, whole, strict=True):
        title = re.search(r'<p class="title">\s*([^<]*)', row)
        link = re.search(r'class="btn[^"]*" href="([^"]*)"', row)
        found.append((css, title.group(1).strip() if title else "", link.group(1) if link else ""))
    return found


def test_an_empty_organisation_is_told_what_comes_first_and_never_that_all_is_done() -> None:
    client = signed_in(empty(), "管理员")
    found = steps(client)
    assert [css for css, _, _ in found] == ["next", *["later"] * 6]
    assert found[0] == ("next", "增设单位和岗位", "/admin/people/")
    assert found[2][2] == "/r/new/" and found[6][2] == ""
    page = client.get("/", follow=True).content.decode()
    assert "都办完了" not in page and "办好这几步" in page
    client.cookies["language"] = "en"
    assert "Add units and posts" in client.get("/", follow=True).content.decode()


def test_what_is_done_is_ticked_off_and_the_next_leads_on() -> None:
    made = empty()
    office = made.charter("add_unit", name="督查处", kind="office", from_on="2025-01-01")
    for name, role in (("甲", "supervisor"), ("乙", "verifier"), ("丙", "approver")):
        post = made.posts[name] = made.charter("add_post", unit=office, name=role, role=role)
        made.people[name] = made.charter("add_person", person_name=name)
        made.charter("appoint", person=made.people[name], post=post, from_on="2025-01-01")
    client = signed_in(made, "管理员")
    assert [css for css, _, _ in steps(client)] == ["done", "next", *["later"] * 5], "nobody else signs in"
    also = made.charter("add_post", unit=made.units["机关"], name="干部", role="member")
    made.charter("appoint", person=made.people["管理员"], post=also, from_on="2025-01-01")
    assert steps(client)[1][0] == "next", "whoever administers is nobody else, in whatever post"
    clerk = signed_in(made, "甲")
    assert [css for css, _, _ in steps(client)] == ["done", "done", "next", *["later"] * 4]
    posts = {"verifiers": [made.posts["乙"]], "approvers": [made.posts["丙"]]}
    register = made.open("register", "甲", register=None, title="清单", prefix="QD", office=office, **posts)
    assert [css for css, _, _ in steps(client)] == ["done"] * 4 + ["next", "later", "later"]
    assert steps(client)[4][2] == f"/r/{register.id}/about/"
    made.do("open_register", register, "甲")
    confirm(made, register, by="管理员")
    made.register = register.id
    assert steps(client)[6][:1] == ("next",)
    assert steps(clerk)[6] == ("next", "导入现用的表格", f"/r/{register.id}/import/")
    made.open("measure", "甲", title="第一条", lead_unit=office)
    assert steps(client) == [] == steps(clerk)


def test_it_is_shown_to_nobody_who_cannot_do_it_and_not_once_it_works() -> None:
    made = world()
    assert steps(signed_in(made, "殷若渔")) == []
    assert steps(signed_in(made, "费䶮"))[6][0] == "next"
    registered_measure(made)
    assert setup_of(made.org.pk, START).done and Person.objects.exists()


def test_a_closed_register_counts_for_nothing() -> None:
    made = world()
    made.do("close_register", made.register, "邹小禾", reason="办完了")
    now = setup_of(made.org.pk, START)
    assert now.register is None and not now.done and now.units and not now.people
    signed_in(made, "殷若渔")
    assert setup_of(made.org.pk, START).people
