"""Units, people and sign-ins change by acts, through pages that only administrators have."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.ledger.read import events_of
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.rebuild import row_state
from bihuan.people.models import Absence, Appointment, Person, Post, Unit, UnitGroup, User
from tests.matters.scenes import signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db
PAGES = ("people/", "people/add_unit/", "people/appoint/", "rules/", "rules/hearing_workdays/", "calendar/",
         "calendar/set_calendar_day/")  # fmt: skip


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def send(client: Client, act: str, **given: object):
    """The form of an act on people, sent."""
    return client.post(f"/admin/people/{act}/", {"once": f"{act}{len(given)}{hash(str(given))}", **given})


def held(made: World, person: str, post: str) -> bool:
    """Whether somebody has been appointed to a post."""
    return Appointment.objects.filter(person_id=made.people[person], post_id=made.posts[post]).exists()


def last_event(made: World) -> str:
    """The latest event of the people's standing matter."""
    return events_of(standing_matter(made.org.pk, "people"))[-1].name


@pytest.mark.parametrize("person", ["邹小禾", "纪清晏", "严以宁", "温如砺"])
def test_only_administrators_have_these_pages(person: str) -> None:
    made = world()
    client = signed_in(made, person)
    for page in PAGES:
        assert client.get(f"/admin/{page}").status_code == 403, page
    assert "/admin/" not in client.get("/account/").content.decode(), "the rail offers none of them"
    assert client.get(f"/admin/person/{made.people['邹小禾']}/").status_code == 403
    assert (
        client.post(f"/admin/person/{made.people['邹小禾']}/sign-in/", {"username": "abc"}).status_code == 403
    )


def test_the_tree_stands_in_the_order_of_units_with_posts_and_holders() -> None:
    made = world()
    text = text_of(signed_in(made, "费䶮").get("/admin/people/"))
    places = [text.index(name) for name in ("秘书处 ", "督查处 ", "委员工作处 ", "机关纪委 ")]
    assert places == sorted(places)
    assert "纪清晏" in text and "各处室" in text


def test_a_unit_is_added_changed_and_ended_and_each_stands_in_the_record() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    added = {
        "name": "信息中心",
        "kind": "office",
        "above": made.units["办公厅"],
        "place": 9,
        "from_on": "2026-03-02",
    }
    assert send(client, "add_unit", **added).status_code == 302
    unit = Unit.objects.get(name="信息中心")
    assert unit.parent_id == made.units["办公厅"] and last_event(made) == "unit_added"
    page = client.get(f"/admin/people/change_unit/?unit={unit.pk}").content.decode()
    assert 'value="信息中心"' in page, "a change begins with what is there"
    send(client, "change_unit", unit=unit.pk, name="数据中心", place=8)
    send(client, "end_unit", unit=unit.pk, to_on="2026-12-31")
    unit.refresh_from_db()
    assert (unit.name, unit.place, str(unit.to_on)) == ("数据中心", 8, "2026-12-31")
    assert "数据中心" in text_of(client.get(f"/admin/unit/{unit.pk}/"))


def test_a_group_has_dated_members() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    send(client, "add_group", name="各专委会办公室")
    group = UnitGroup.objects.get(name="各专委会办公室")
    send(client, "add_to_group", group=group.pk, unit=made.units["秘书处"], from_on="2026-03-02")
    member = group.members.get()
    assert f'value="{member.pk}"' in client.get("/admin/people/remove_from_group/").content.decode()
    send(client, "remove_from_group", member=member.pk, to_on="2026-06-30")
    member.refresh_from_db()
    assert str(member.to_on) == "2026-06-30"


def test_a_person_is_added_appointed_and_relieved_and_namesakes_are_told_apart() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    send(client, "add_person", person_name="邹小禾", note="信息中心工程师")
    other = Person.objects.get(note="信息中心工程师")
    assert "同名" in text_of(client.get("/admin/people/"))
    send(client, "add_post", unit=made.units["秘书处"], name="工程师", role="member")
    post = Post.objects.get(name="工程师")
    assert send(client, "appoint", person=other.pk, post=post.pk, from_on="2026-03-02").status_code == 302
    held = Appointment.objects.get(person=other)
    assert "工程师" in text_of(client.get(f"/admin/person/{other.pk}/"))
    send(client, "end_appointment", appointment=held.pk, to_on="2026-06-30")
    held.refresh_from_db()
    assert held.to_on is None, "what somebody held is not taken back"
    last = date.today() + timedelta(days=30)
    send(client, "end_appointment", appointment=held.pk, to_on=last.isoformat())
    held.refresh_from_db()
    assert held.to_on == last


def test_the_last_administrator_who_signs_in_stays() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    held = Appointment.objects.get(person_id=made.people["费䶮"])
    sent = send(client, "end_appointment", appointment=held.pk, to_on="2026-03-02")
    assert sent.status_code == 422 and "至少要留一名管理员" in text_of(sent)
    sent = client.post(f"/admin/person/{made.people['费䶮']}/take-sign-in/", {"once": "t"})
    assert sent.status_code == 422 and Person.objects.get(pk=made.people["费䶮"]).user_id


def test_a_sign_in_is_given_with_a_password_shown_once_and_to_be_changed() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    path = f"/admin/person/{made.people['谷向原']}/sign-in/"
    shown = client.post(path, {"username": "guxiangyuan", "once": "s"})
    password = re.search(r'class="secret">([a-z0-9-]{19})<', shown.content.decode())
    assert password and "no-store" in shown["Cache-Control"]
    user = User.objects.get(username="guxiangyuan")
    assert user.must_change_password and user.check_password(password[1])
    assert Person.objects.get(pk=made.people["谷向原"]).user == user and last_event(made) == "sign_in_given"
    facts = events_of(standing_matter(made.org.pk, "people"))[-1]
    assert password[1] not in str(facts), "the record keeps no password"
    again = client.post(path, {"username": "guxiangyuan", "once": "s2"})
    assert password[1] not in again.content.decode() and User.objects.count() == 2


def test_a_user_name_that_is_taken_is_refused_and_leaves_nothing() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    User.objects.create_user("taken", "a long password")
    sent = client.post(f"/admin/person/{made.people['谷向原']}/sign-in/", {"username": "TAKEN", "once": "s"})
    assert sent.status_code == 422 and "已有人使用" in text_of(sent)
    bad = client.post(f"/admin/person/{made.people['谷向原']}/sign-in/", {"username": "中文", "once": "s3"})
    assert bad.status_code == 422 and User.objects.count() == 2
    assert Person.objects.get(pk=made.people["谷向原"]).user is None


def test_a_sign_in_that_was_taken_away_opens_nothing() -> None:
    made = world()
    other = signed_in(made, "谷向原")
    assert other.get("/account/").status_code == 200
    path = f"/admin/person/{made.people['谷向原']}/take-sign-in/"
    assert signed_in(made, "费䶮").post(path, {"once": "t"}).status_code == 302
    assert other.get("/account/").status_code in (302, 403)


def test_ids_of_another_organisation_are_not_there() -> None:
    made, other = world(), world("yunting", "云汀州政协机关")
    client = signed_in(made, "费䶮")
    assert client.get(f"/admin/person/{other.people['谷向原']}/").status_code == 404
    assert client.get(f"/admin/unit/{other.units['秘书处']}/").status_code == 404
    sent = send(
        client, "appoint", person=other.people["谷向原"], post=other.posts["谷向原"], from_on="2026-03-02"
    )
    assert sent.status_code == 422
    sent = send(client, "end_unit", unit=other.units["秘书处"], to_on="2026-03-02")
    assert sent.status_code == 422 and Unit.objects.get(pk=other.units["秘书处"]).to_on is None


@pytest.mark.parametrize("act", ["open", "erase", "give_sign_in", "nonsense", "set_rule"])
def test_what_has_no_page_here_is_not_found(act: str) -> None:
    made = world()
    assert signed_in(made, "费䶮").get(f"/admin/people/{act}/").status_code == 404


def test_nobody_is_offered_as_the_own_stand_in() -> None:
    made = world()

    def offered(person: str, address: str) -> set[str]:
        page = signed_in(made, person).get(address).content.decode()
        chosen = re.search(r'<select[^>]*name="stand_in".*?</select>', page, re.S)
        assert chosen
        named = set(re.findall(r'value="(\d+)"', chosen[0]))
        return {name for name, one in made.people.items() if str(one) in named}

    own = offered("殷若渔", "/account/absence/")
    assert "殷若渔" not in own and "纪清晏" in own
    whose = f"/admin/people/declare_absence/?person={made.people['纪清晏']}"
    for_another = offered("费䶮", whose)
    assert not {"纪清晏", "费䶮"} & for_another and "殷若渔" in for_another


def test_everybody_declares_the_own_absence_and_ends_it() -> None:
    made = world()
    client = signed_in(made, "殷若渔")
    page = client.get("/account/absence/").content.decode()
    assert 'name="stand_in"' in page and 'name="person"' not in page
    given = {"stand_in": made.people["纪清晏"], "from_on": "2026-03-02", "once": "a"}
    assert client.post("/account/absence/", given).status_code == 302
    away = Absence.objects.get(person_id=made.people["殷若渔"])
    assert "纪清晏" in text_of(client.get("/account/"))
    assert "正在代殷若渔办理" in text_of(signed_in(made, "纪清晏").get("/account/"))
    assert (
        signed_in(made, "谷向原")
        .post(f"/account/absence/{away.pk}/end/", {"to_on": "2026-03-03"})
        .status_code
        == 404
    )
    assert (
        client.post(f"/account/absence/{away.pk}/end/", {"to_on": "2026-03-03", "once": "e"}).status_code
        == 302
    )
    away.refresh_from_db()
    assert str(away.to_on) == "2026-03-03"


def test_a_stand_in_ends_on_the_own_page_what_has_begun_and_calls_off_what_has_not() -> None:
    made = world()
    stand_in, stranger = signed_in(made, "纪清晏"), signed_in(made, "谷向原")
    for name, from_on, way, facts in (
        ("殷若渔", "2026-03-02", "end", {"to_on": "2026-03-03"}),
        ("殷若渔", "2099-03-02", "cancel", {}),
    ):
        away = made.charter(
            "declare_absence", person=made.people[name], stand_in=made.people["纪清晏"], from_on=from_on
        )
        address = f"/account/absence/{away}/{way}/"
        assert address in stand_in.get("/account/").content.decode()
        assert stand_in.get(address).status_code == 200
        assert stranger.post(address, {**facts, "once": way}).status_code == 404
        assert stand_in.post(address, {**facts, "once": way}).status_code == 302
        assert address not in stand_in.get("/account/").content.decode()
    assert "已取消" in text_of(signed_in(made, "殷若渔").get("/account/"))
    admin = signed_in(made, "费䶮").get(f"/admin/person/{made.people['殷若渔']}/")
    assert "已取消" in text_of(admin) and "原定自" in text_of(admin)


def test_an_administrator_calls_off_what_has_not_begun_and_ends_what_has() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    running, coming = (
        made.charter(
            "declare_absence",
            person=made.people["殷若渔"],
            stand_in=made.people["纪清晏"],
            from_on=from_on,
        )
        for from_on in ("2026-03-02", "2099-03-02")
    )
    offered = {
        act: client.get(f"/admin/people/{act}/").content.decode() for act in ("end_absence", "cancel_absence")
    }
    assert f'value="{running}"' in offered["end_absence"] and f'value="{coming}"' in offered["cancel_absence"]
    assert f'value="{coming}"' not in offered["end_absence"]
    assert f'value="{running}"' not in offered["cancel_absence"]
    sent = client.post("/admin/people/cancel_absence/", {"absence": coming, "once": "c"})
    assert sent.status_code == 302 and Absence.objects.get(pk=coming).called_off


def test_nobody_makes_oneself_the_stand_in_of_another() -> None:
    """A stand-in wears the other's hats, so this would be a way to any right."""
    made = world()
    client = signed_in(made, "田稼轩")
    given = {
        "person": made.people["温如砺"],
        "stand_in": made.people["田稼轩"],
        "from_on": "2026-03-02",
        "once": "a",
    }
    sent = client.post("/account/absence/", given)
    assert sent.status_code == 422 and "已不在列表中" in text_of(sent)
    assert not Absence.objects.exists()
    from bihuan.core.words.reasons import Refused
    from bihuan.matters.writing.acts import perform

    with pytest.raises(Refused) as refused:
        perform(
            "declare_absence",
            standing_matter(made.org.pk, "people"),
            org=made.org.pk,
            actor=made.people["田稼轩"],
            at=made.tick(),
            person=made.people["温如砺"],
            stand_in=made.people["田稼轩"],
            from_on="2026-03-02",
        )
    assert refused.value.reason.code == "no_right"
    with pytest.raises(Refused) as refused:
        own = {"person": made.people["田稼轩"], "stand_in": made.people["田稼轩"], "from_on": "2026-03-02"}
        made.do("declare_absence", standing_matter(made.org.pk, "people"), "田稼轩", **own)
    assert refused.value.reason.code == "bad_value"


def test_a_post_that_checks_is_asked_for_by_the_same_form_and_confirmed_by_another() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    page = client.get("/admin/people/appoint/").content.decode()
    assert "由第二人确认后生效" in page and 'name="witness"' in page
    given = {"person": made.people["谷向原"], "post": made.posts["核验"], "from_on": "2026-03-02"}
    sent = send(client, "appoint", **given)
    assert sent.status_code == 302 and last_event(made) == "appointment_requested"
    assert not Appointment.objects.filter(
        person_id=made.people["谷向原"], post_id=made.posts["核验"]
    ).exists()
    for path in (f"/admin/person/{made.people['谷向原']}/", "/admin/people/"):
        text = text_of(client.get(path))
        assert "等第二人确认" in text and "可以确认：温如砺、严以宁" in text, path
    assert "等第二人确认" in text_of(signed_in(made, "谷向原").get("/account/")), (
        "who is concerned reads it too"
    )
    auditor = signed_in(made, "严以宁")
    asked = Matter.objects.get(kind="request", life="open").pk
    assert "督查处 核验岗" in text_of(auditor.get(f"/m/{asked}/"))
    answered = auditor.post(f"/m/{asked}/approve/", {"once": "y", "seen": row_state(asked).seq})
    assert answered.status_code == 302
    assert held(made, "谷向原", "核验")


def test_with_a_signed_sheet_the_same_form_names_who_compares_it() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    given = {
        "person": made.people["谷向原"],
        "post": made.posts["核验"],
        "from_on": "2026-03-02",
        "witness": made.people["纪清晏"],
    }
    assert "请附上领导小组组长签字的岗位设置表" in text_of(send(client, "appoint", **given))
    sheet = SimpleUploadedFile("岗位设置表.pdf", b"%PDF-1.4\nsheet\n%%EOF\n")
    assert send(client, "appoint", **given, evidence=sheet).status_code == 302
    other = signed_in(made, "纪清晏")
    asked = Matter.objects.get(kind="request", life="open").pk
    assert "岗位设置表.pdf" in text_of(other.get(f"/m/{asked}/"))
    assert other.post(f"/m/{asked}/approve/", {"once": "y", "seen": row_state(asked).seq}).status_code == 302
    assert held(made, "谷向原", "核验")


def test_nobody_gives_another_persons_post_the_own_sign_in() -> None:
    """Whoever signs in as somebody wears that person's hats."""
    made = world()
    client = signed_in(made, "费䶮")
    me = User.objects.get(persons=made.people["费䶮"])
    people = standing_matter(made.org.pk, "people")
    typed = {"person": made.people["秦见微"], "user": me.pk, "once": "g", "seen": row_state(people).seq}
    assert client.post(f"/m/{people}/give_sign_in/", typed).status_code == 422
    assert Person.objects.get(pk=made.people["秦见微"]).user is None
