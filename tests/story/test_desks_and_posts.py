"""台账岗位和核验、审定岗位须两个人: nobody gives himself a post that checks, by whatever address."""

import pytest

from bihuan.core.state.principals import OFFICE, principal
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.sight import sight
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import open_matter
from bihuan.notices.models import Notice
from bihuan.people.models import Absence, Appointment
from tests.matters.scenes import signed_in
from tests.story.telling import auditors_told, below, day, now, refusal, told, waiting
from tests.world import World, claimed_measure, confirm, world

pytestmark = pytest.mark.django_db
FROM = "2026-03-02"


def people_of(made: World) -> int:
    return standing_matter(made.org.pk, "people")


def verifiers(made: World) -> list[int]:
    return [post for post, _ in desk_of(made.register).verifiers]


def own_post(made: World, person: str) -> dict[str, list[int]]:
    return {"verifiers": [made.posts[person]]}


# --- alone -------------------------------------------------------------------------------------------------
def test_neither_the_office_nor_an_administrator_sets_a_confirmed_desk_alone() -> None:
    made = world()
    for person in ("邹小禾", "费䶮"):
        assert refusal(made, "set_desk", made.register, person, **own_post(made, person)) == "needs_second"
    assert verifiers(made) == [made.posts["核验"]]


@pytest.mark.parametrize("person", ["邹小禾", "费䶮"])
def test_no_address_sets_it_either(person: str) -> None:
    made = world()
    client = signed_in(made, person)
    state = now(made.register)
    typed = {
        **own_post(made, person),
        "fallbacks": [made.posts[person]],
        "granted": "1",
        "within": "1",
        "held": [made.people[person]],
        "once": "k",
        "seen": state.seq,
        "request_id": made.register,
    }
    sent = client.post(f"/m/{made.register}/set_desk/", typed)
    assert sent.status_code == 422 and "这一步须两个人" in sent.content.decode()
    assert client.post(f"/r/{made.register}/do/set_desk/", typed).status_code == 422
    for path in (f"/m/{made.register}/confirm_opening/", f"/r/{made.register}/do/confirm_opening/"):
        assert client.post(path, typed).status_code in (404, 422)
    assert verifiers(made) == [made.posts["核验"]] and now(made.register).seq == state.seq


def test_an_administrator_appoints_nobody_to_a_post_that_checks_alone_by_no_address() -> None:
    made = world()
    people = people_of(made)
    for post in ("核验", "岳正衡", "温如砺", "严以宁"):
        facts = {"person": made.people["费䶮"], "post": made.posts[post], "from_on": FROM}
        assert refusal(made, "appoint", people, "费䶮", **facts) == "needs_second", post
    client = signed_in(made, "费䶮")
    typed = {
        "person": made.people["费䶮"],
        "post": made.posts["核验"],
        "from_on": FROM,
        "once": "k",
        "seen": now(people).seq,
    }
    assert client.post(f"/m/{people}/appoint/", typed).status_code == 422
    assert not Appointment.objects.filter(person_id=made.people["费䶮"], post_id=made.posts["核验"]).exists()
    member = {"person": made.people["田稼轩"], "post": made.posts["殷若渔"], "from_on": FROM}
    made.do("appoint", people, "费䶮", **member)


def test_whatever_stands_at_a_desk_checks_whatever_its_role_is_called() -> None:
    made = world()
    desk = {"verifiers": [made.posts["谷向原"]], "reason": "调整"}
    made.do("request_desk", made.register, "邹小禾", **desk)
    confirm(made, made.register)
    facts = {"person": made.people["费䶮"], "post": made.posts["谷向原"], "from_on": FROM}
    assert refusal(made, "appoint", people_of(made), "费䶮", **facts) == "needs_second"


def test_an_ended_appointment_is_not_brought_back_by_another_end() -> None:
    made = world()
    people = people_of(made)
    held = Appointment.objects.get(person_id=made.people["秦见微"], post_id=made.posts["核验"])
    made.do("end_appointment", people, "费䶮", appointment=held.pk, to_on="2026-03-02")
    later = {"appointment": held.pk, "to_on": "2027-12-31"}
    assert refusal(made, "end_appointment", people, "费䶮", **later) == "ends_later"
    assert told(made, people, "appointment_ended") == {"秦见微"} and auditors_told(
        made, people, "appointment_ended"
    )


# --- stand-ins ---------------------------------------------------------------------------------------------
def test_nobody_makes_himself_the_stand_in_of_one_who_checks() -> None:
    made = world()
    people = people_of(made)
    away = {"person": made.people["秦见微"], "from_on": FROM}
    mine = {**away, "stand_in": made.people["费䶮"]}
    assert refusal(made, "declare_absence", people, "费䶮", **mine) == "own_stand_in"
    friend = {**away, "stand_in": made.people["谷向原"]}
    assert refusal(made, "declare_absence", people, "费䶮", **friend) == "needs_second"
    made.do("declare_absence", people, "秦见微", **friend)
    assert auditors_told(made, people, "absence_declared") and "谷向原" in told(
        made, people, "absence_declared"
    )


def test_nobody_comes_into_the_post_by_the_back_door_of_whom_he_put_there() -> None:
    """An administrator has somebody appointed who then names the administrator as B角."""
    made = world()
    people = people_of(made)
    facts = {"person": made.people["田稼轩"], "post": made.posts["核验"], "from_on": FROM}
    made.do("request_appointment", people, "费䶮", **facts)
    made.do("approve", waiting(people), "严以宁")
    away = {"person": made.people["田稼轩"], "from_on": FROM}
    for appointer in ("费䶮", "严以宁"):
        named = {**away, "stand_in": made.people[appointer]}
        assert refusal(made, "declare_absence", people, "田稼轩", **named) == "needs_second", appointer
    made.do("declare_absence", people, "田稼轩", **away, stand_in=made.people["秦见微"])


def test_for_another_it_is_asked_and_a_second_person_says_yes() -> None:
    made = world()
    people = people_of(made)
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"], "from_on": FROM}
    made.do("request_stand_in", people, "费䶮", **away)
    assert refusal(made, "approve", waiting(people), "费䶮") == "no_right"
    made.do("approve", waiting(people), "严以宁")
    assert Absence.objects.get().stand_in_id == made.people["谷向原"]


def test_a_stand_in_counts_as_both_persons() -> None:
    """Whoever takes the asker's place, or lent him the hat, does not say yes."""
    made = world()
    people = people_of(made)
    whom = {"person": made.people["严以宁"], "stand_in": made.people["邹小禾"]}
    made.charter("declare_absence", **whom, from_on=FROM, to_on=day(made).isoformat())
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "邹小禾"), reason="调整")
    request = waiting(made.register)
    assert refusal(made, "approve", request, "邹小禾") == "asked_it"
    assert refusal(made, "approve", request, "严以宁") == "asked_it", "he lent his hats"
    made.tick(days=1)  # on the day of the opening, to which he said yes, he stood in for nobody
    later = day(made).isoformat()
    made.charter("declare_absence", person=made.people["邹小禾"], stand_in=made.people["费䶮"], from_on=later)
    assert refusal(made, "approve", request, "费䶮") == "asked_it", "he takes the asker's place"
    assert made.do("approve", request, "温如砺").life == "granted"
    assert people


def test_a_desk_names_no_post_whose_holder_only_reads() -> None:
    made = world()
    for name in ("verifiers", "fallbacks", "approvers"):
        named = {name: [made.posts["严以宁"]], "reason": "调整"}
        assert refusal(made, "request_desk", made.register, "邹小禾", **named) == "only_reads", name


# --- two ---------------------------------------------------------------------------------------------------
def test_two_set_a_desk_and_all_whom_it_concerns_are_told() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "谷向原"), reason="分工调整")
    request = waiting(made.register)
    assert verifiers(made) == [made.posts["核验"]], "asked is not done"
    assert auditors_told(made, request, "made")
    assert refusal(made, "approve", request, "邹小禾") == "no_right"
    assert refusal(made, "approve", request, "秦见微") == "no_right"
    made.do("approve", request, "严以宁")
    assert verifiers(made) == [made.posts["谷向原"]]
    assert told(made, made.register, "desk_set") == {"谷向原", "秦见微"}, "who gains it and who loses it"
    assert auditors_told(made, made.register, "desk_set")
    office = Notice.objects.filter(name="desk_set", principal=principal(OFFICE, made.register))
    assert office.exists()
    assert not [one for one in below(made.register, "request") if one.life == "open"], "all is confirmed"


def test_whoever_gains_a_post_by_it_does_not_confirm_it() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "费䶮"), reason="调整")
    request = waiting(made.register)
    assert refusal(made, "approve", request, "费䶮") == "appointed_by_it"
    assert made.do("approve", request, "温如砺").life == "granted", "he stood there before"


def test_nobody_slips_into_the_post_between_the_asking_and_the_yes() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "田稼轩"), reason="调整")
    request = waiting(made.register)
    slips = {"person": made.people["殷若渔"], "post": made.posts["田稼轩"], "from_on": FROM}
    made.do("appoint", people_of(made), "费䶮", **slips)
    assert refusal(made, "approve", request, "严以宁") == "posts_changed"


def test_what_an_administrator_asks_no_other_administrator_confirms() -> None:
    made = world()
    made.charter("appoint", person=made.people["田稼轩"], post=made.posts["费䶮"], from_on="2025-01-01")
    made.do("request_desk", made.register, "费䶮", **own_post(made, "谷向原"), reason="调整")
    request = waiting(made.register)
    assert now(request).steps == (("approver|auditor", "any", False),)
    assert refusal(made, "approve", request, "田稼轩") == "no_right"
    made.do("approve", request, "温如砺")


def test_nobody_records_the_second_persons_yes() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "谷向原"), reason="调整")
    on_paper = {"for_whom": "严以宁", "basis": "签字件"}
    assert refusal(made, "approve", waiting(made.register), "秦见微", **on_paper) == "not_for_others"


def test_two_fill_a_post_that_checks_and_may_ask_for_several_at_once() -> None:
    made = world()
    people = people_of(made)
    for person, post in (("谷向原", "核验"), ("田稼轩", "岳正衡")):
        facts = {"person": made.people[person], "post": made.posts[post], "from_on": FROM}
        made.do("request_appointment", people, "费䶮", **facts)
    first, second = below(people, "request")
    assert refusal(made, "approve", first, "费䶮") == "no_right"
    made.do("approve", first, "严以宁")
    made.do("refuse", second, "温如砺", reason="另议")
    assert Appointment.objects.filter(person_id=made.people["谷向原"], post_id=made.posts["核验"]).exists()
    assert not Appointment.objects.filter(person_id=made.people["田稼轩"], post_id=made.posts["岳正衡"])
    assert told(made, people, "appointed") == {"谷向原"} and auditors_told(made, people, "appointed")
    plain = {"person": made.people["田稼轩"], "post": made.posts["殷若渔"], "from_on": FROM}
    assert refusal(made, "request_appointment", people, "费䶮", **plain) == "one_is_enough"


# --- the signed sheet --------------------------------------------------------------------------------------
def test_a_signed_sheet_is_compared_by_somebody_whom_it_does_not_appoint() -> None:
    made = world()
    ask = {**own_post(made, "谷向原"), "reason": "按岗位设置表"}
    sheet = {"evidence": [made.proof("岗位设置表")], "file_names": ["岗位设置表.pdf"]}
    by = {name: {"witness": made.people[name]} for name in ("纪清晏", "谷向原", "邹小禾")}

    def tried(**more):
        return refusal(made, "request_desk", made.register, "邹小禾", **ask, **more)

    assert tried(**by["纪清晏"]) == "no_sheet"
    assert tried(**sheet, **by["谷向原"]) == "no_witness"
    assert tried(**sheet, **by["邹小禾"]) == "no_witness"
    made.do("request_desk", made.register, "邹小禾", **ask, **sheet, **by["纪清晏"])
    request = waiting(made.register)
    assert "纪清晏" in told(made, request, "made")
    assert sight(made.org.pk, made.people["纪清晏"], on=day(made)).sees(now(request))
    for person in ("费䶮", "严以宁", "谷向原"):
        assert refusal(made, "approve", request, person) == "no_right", person
    made.do("approve", request, "纪清晏")
    assert verifiers(made) == [made.posts["谷向原"]]


# --- until a register is opened for the first time ---------------------------------------------------------
def small(people: int = 1) -> World:
    """An office that one person sets up alone: administrator, office, verifier, approver all in one."""
    from tests.world import NOON, found

    made = World(found("xiaoxian", "小县办公室", at=NOON), NOON)
    made.units["办公室"] = made.charter("add_unit", name="办公室", kind="office", from_on="2025-01-01")
    for role in ("admin", "supervisor", "verifier", "fallback_verifier", "approver"):
        made.posts[role] = made.charter("add_post", unit=made.units["办公室"], name=role, role=role)
    made.people["独一人"] = made.charter("add_person", person_name="独一人")
    made.charter("appoint", person=made.people["独一人"], post=made.posts["admin"], from_on="2025-01-01")
    for role in ("supervisor", "verifier", "fallback_verifier", "approver"):
        facts = {"person": made.people["独一人"], "post": made.posts[role], "from_on": "2025-01-01"}
        made.do("appoint", people_of(made), "独一人", **facts)
    return made


def begun(made: World):
    """The register that this one person creates and opens."""
    state = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["独一人"],
        at=made.tick(),
        title="台账",
        prefix="TZ",
        office=made.units["办公室"],
        verifiers=[made.posts["verifier"]],
        fallbacks=[made.posts["fallback_verifier"]],
        approvers=[made.posts["approver"]],
    )
    made.do("set_desk", state, "独一人", verifiers=[made.posts["fallback_verifier"]])
    made.do("set_desk", state, "独一人", verifiers=[made.posts["verifier"]])
    made.do("open_register", state, "独一人")
    made.register = state.id
    return state


def test_one_person_sets_all_up_and_does_everything_but_checking() -> None:
    made = small()
    begun(made)
    problem = made.open("problem", "独一人", title="窗口排队时间长")
    lead = {"lead_unit": made.units["办公室"], "due": {"kind": "date", "on": "2026-06-30"}}
    measure = made.open("measure", "独一人", parent=problem.id, title="增设窗口", **lead)
    assert now(made.register).life == "opened" and now(measure).life == "registered"
    request = waiting(made.register)
    assert refusal(made, "approve", request, "独一人") == "asked_it"
    page = signed_in(made, "独一人").get(f"/r/{made.register}/about/").content.decode()
    assert "等第二人确认" in page and "还缺一个人" in page


def test_nothing_is_checked_before_a_second_person_has_confirmed_who_checks() -> None:
    made = world()
    register = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title="第二本",
        prefix="DE",
        office=made.units["督查处"],
        verifiers=[made.posts["核验"]],
        fallbacks=[made.posts["岳正衡"]],
        approvers=[made.posts["温如砺"]],
    )
    made.do("open_register", register, "邹小禾")
    measure = claimed_measure(made, register=register.id)
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "desk_unconfirmed"
    asked = made.do("request_withdrawal", measure, "邹小禾", reason="重复")
    assert refusal(made, "approve", asked.pending or 0, "温如砺") == "desk_unconfirmed"
    made.do("take_back", asked.pending or 0, "邹小禾")
    assert refusal(made, "approve", waiting(register.id), "温如砺") == "no_right", "he comes to it as well"
    confirm(made, register, "严以宁")
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"
    assert told(made, register, "opening_confirmed") == {"秦见微", "岳正衡"}
    assert refusal(made, "set_desk", register, "邹小禾", **own_post(made, "邹小禾")) == "needs_second"


def test_a_desk_changed_before_it_is_confirmed_is_asked_for_anew() -> None:
    made = small()
    state = begun(made)
    first = waiting(state.id)
    made.do("set_desk", state, "独一人", fallbacks=[made.posts["verifier"]])
    assert now(first).life == "lapsed" and waiting(state.id) != first
    made.people["第二人"] = made.charter("add_person", person_name="第二人")
    made.posts["auditor"] = made.charter("add_post", unit=made.units["办公室"], name="监督", role="auditor")
    late = {"person": made.people["第二人"], "post": made.posts["auditor"], "from_on": FROM}
    made.do("appoint", people_of(made), "独一人", **late)
    made.do("approve", waiting(state.id), "第二人")
    assert desk_of(state.id).confirmed
    facts = {"person": made.people["第二人"], "post": made.posts["verifier"], "from_on": FROM}
    assert refusal(made, "appoint", people_of(made), "独一人", **facts) == "needs_second"


def test_a_closed_register_still_asks_who_looks_after_what_goes_on_in_it() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "谷向原"), reason="调整")
    request = waiting(made.register)
    made.do("close_register", made.register, "邹小禾", reason="专项结束")
    assert now(request).life == "open"
    made.do("approve", request, "严以宁")
    assert now(made.register).life == "register_closed" and not desk_of(made.register).open
    assert [post for post, _ in desk_of(made.register).verifiers] == [made.posts["谷向原"]]


def test_the_to_do_of_the_second_person_says_about_whom_and_which_post() -> None:
    made = world()
    facts = {"person": made.people["田稼轩"], "post": made.posts["核验"], "from_on": FROM}
    made.do("request_appointment", people_of(made), "费䶮", **facts)
    made.do("request_desk", made.register, "邹小禾", **own_post(made, "谷向原"), reason="调整")
    auditor = signed_in(made, "严以宁")
    page = auditor.get("/", follow=True).content.decode()
    assert "任命：田稼轩 → 督查处 核验岗" in page
    assert "（核验人：委员工作处 委员工作处head）" in page
    matter = auditor.get(f"/m/{waiting(people_of(made))}/").content.decode()
    assert "<h1>任命：田稼轩 → 督查处 核验岗</h1>" in matter
    auditor.cookies["language"] = "en"
    assert "Appointment: 田稼轩 → " in auditor.get("/", follow=True).content.decode()


def test_nothing_offers_to_record_the_yes_that_a_second_person_gives_in_person() -> None:
    made = world()
    facts = {"person": made.people["田稼轩"], "post": made.posts["核验"], "from_on": FROM}
    made.do("request_appointment", people_of(made), "费䶮", **facts)
    page = signed_in(made, "严以宁").get(f"/m/{waiting(people_of(made))}/approve/").content.decode()
    assert 'name="for_whom"' not in page and "代录" not in page
