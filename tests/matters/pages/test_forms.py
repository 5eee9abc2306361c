"""The form of an act: a field for each fact; it reads what people write and refuses what cannot be."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.kind import Kind
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kinds
from bihuan.matters.pages import choices
from bihuan.matters.pages.forms import facts_from, for_somebody, form_class
from bihuan.matters.seeing.sight import sight
from bihuan.web.forms import Form
from tests.matters.scenes import another_register
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
EVERY = [(kind, act) for kind in kinds().values() for act in kind.acts]

SAID = Text("做", "Do")


def form_of(
    made: World, act: Act, data: dict[str, Any] | None = None, *, language: str = "zh", behalf: bool = False
) -> Form:
    request = RequestFactory().post("/", data or {}) if data is not None else RequestFactory().get("/")
    request.language = language  # type: ignore[attr-defined]
    files = [(CITED, "甲.pdf")]
    whom = choices.people(made.org.pk, TODAY) if behalf else None
    eyes = sight(made.org.pk, made.people["邹小禾"], on=TODAY)
    made_of = form_class(act, org=made.org.pk, today=TODAY, eyes=eyes, whom=whom, cited=files)
    return made_of.of(request, seen=5)


CITED = f"1:{'a' * 64}"


def one_field(kind: str, **more: Any) -> Act:
    return Act("x", "xed", SAID, SAID, (), (), fields=(Field("it", kind, Text("项", "It"), **more),))


def cleaned(made: World, kind: str, value: Any, **more: Any) -> Any:
    """What a field of this kind makes of what was typed; the messages if it is refused."""
    form = form_of(made, one_field(kind, **more), {"it": value})
    return form.cleaned_data["it"] if form.is_valid() else [problem.said for problem in form.problems]


def plausible(made: World, field: Field) -> Any:
    values = {
        "long": "一句话", "text": "2026-04", "date": "2026-03-02", "unit": made.units["秘书处"],
        "units": [made.units["秘书处"]], "group": made.groups["各处室"], "person": made.people["殷若渔"],
        "people": [made.people["殷若渔"]], "posts": [made.posts["核验"]], "due": "6月底前", "lines": "甲\n乙",
        "yes": "on", "int": "3", "id": "3", "json": "3", "cited": CITED,
    }  # fmt: skip
    if field.kind == "choice":
        return field.choices[0][0]
    if field.name == "in_register":
        return made.register
    return values.get(field.kind, "")


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_form_for_every_act_builds_renders_and_cleans(name: str) -> None:
    made, kind = world(), kinds()[name]
    number = registered_measure(made).number
    for act in kind.acts:
        shown = [field for field in act.fields if not field.hidden and field.kind != "originals"]
        if any(field.kind == "matters" for field in shown):
            continue  # chosen on a page of its own
        for language in ("zh", "en"):
            form = form_of(made, act, language=language, behalf=True)
            pieces = {piece.label for piece in form.pieces}
            assert {field.label.say(language) for field in shown} <= pieces, act.name
            assert all(str(piece.widget) for piece in form.pieces)
        data = {field.name: number if needs_number(field) else plausible(made, field) for field in shown}
        given = form_of(made, act, data)
        left_out = {field.name for field in shown if field.kind in OF_A_MATTER}
        wrong = {name: errors for name, errors in given.errors.items() if name not in left_out}
        assert not wrong, (act.name, wrong)
        if given.is_valid():
            facts = facts_from(act, given.cleaned_data)
            own = {f.name for f in shown if f.kind not in OF_A_MATTER and not f.on_behalf}
            assert own == facts.keys(), act.name


OF_A_MATTER = ("evidence", "paper")  # files are kept first; papers are those of one matter


def needs_number(field: Field) -> bool:
    return field.kind == "matter" and field.name != "in_register"


def test_an_empty_form_asks_for_what_is_required_and_for_nothing_else() -> None:
    made = world()
    for kind, act in EVERY:
        form = form_of(made, act, {"once": "k"})
        wanted = {f.name for f in act.fields if f.required and not f.hidden}
        assert set(form.errors) == wanted, (kind.name, act.name)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("6月底前", ("date", "2026-06-30")),
        ("2026-06-30", ("date", "2026-06-30")),
        ("2026年6月30日", ("date", "2026-06-30")),
        ("２０２６年６月３０日前", ("date", "2026-06-30")),
        ("立行立改", ("immediate", None)),
        ("长期坚持", ("long_term", None)),
        ("每季度", ("recurring", None)),
        ("每月5日前", ("recurring", None)),
    ],
)
def test_the_due_field_reads_what_people_write(typed: str, read: tuple[str, str | None]) -> None:
    due = cleaned(world(), "due", typed)
    assert (due["kind"], due["on"]) == read and due["text"] == typed


def test_a_due_may_go_on_for_good_after_its_day() -> None:
    due = cleaned(world(), "due", "年底前完成并长期坚持")
    assert (due["on"], due["then"]) == ("2026-12-31", "long_term")


@pytest.mark.parametrize("typed", ["等通知", "2月30日", "9999-12-31", "1066-10-14", "2026-13-01"])
def test_a_due_that_cannot_be_is_refused_with_how_to_write_it(typed: str) -> None:
    said = cleaned(world(), "due", typed)
    assert isinstance(said, list) and ("2026-06-30" in said[0] or "年份" in said[0]), said


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "0001-01-01", "9999-12-31", "昨天", "2026-03-02T00:00", "20260302x"]
)
def test_a_day_that_cannot_be_is_refused(typed: str) -> None:
    said = cleaned(world(), "date", typed)
    assert isinstance(said, list) and len(said) == 1, said


def test_a_day_is_handed_on_as_it_is_written_in_the_record() -> None:
    made, act = world(), one_field("date")
    form = form_of(made, act, {"it": "2026-03-02"})
    assert form.is_valid() and facts_from(act, form.cleaned_data) == {"it": "2026-03-02"}


def test_a_matter_is_named_by_its_number() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    measure, theirs = registered_measure(made), other.open("problem", "邹小禾", title="别处的事")
    again = other.open("problem", "邹小禾", title="别处的第二件")
    assert measure.number == theirs.number == "ZF-2026-001"
    assert cleaned(made, "matter", " ZF-2026-001 ") == measure.id
    for number in ("ZF-2026-999", again.number, str(theirs.id), "%", "'; --"):
        assert cleaned(made, "matter", number) == ["项：没有这个编号的事项。"], number


@pytest.mark.parametrize(
    "typed", ["zf-2026-1", "ＺＦ－２０２６－００１", "ZF–2026–001", "2026-1", "001", "1"]
)
def test_a_number_is_one_whatever_its_case_and_width(typed: str) -> None:
    made = world()
    measure = registered_measure(made)
    assert cleaned(made, "matter", typed) == measure.id


def test_a_number_that_can_mean_several_asks_for_the_whole() -> None:
    made = world()
    registered_measure(made)
    made.open("problem", "邹小禾", title="来信", register=another_register(made, "委员来信", "WY", "督查处"))
    assert cleaned(made, "matter", "1") == ["项：这个编号可以指几件事项：ZF-2026-001、WY-2026-001，请写全。"]


def test_ids_of_another_organisation_are_refused_in_every_field() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    foreign = {
        "unit": other.units["秘书处"], "units": [other.units["秘书处"]], "group": other.groups["各处室"],
        "person": other.people["殷若渔"], "people": [other.people["殷若渔"]], "posts": [other.posts["核验"]],
    }  # fmt: skip
    for kind, value in foreign.items():
        assert isinstance(cleaned(made, kind, value), list) and not isinstance(
            cleaned(made, kind, value), int
        )
        assert "项" in cleaned(made, kind, value)[0], kind
    act = Act(
        "x",
        "xed",
        SAID,
        SAID,
        (),
        (),
        fields=(Field("in_register", "register", Text("台账", "Register"), True),),
    )
    assert not form_of(made, act, {"in_register": other.register}).is_valid()
    assert form_of(made, act, {"in_register": made.register}).is_valid()
    for_whom = form_of(
        made, kinds()["measure"].act("receive"), {"for_whom": other.people["殷若渔"]}, behalf=True
    )
    assert list(for_whom.errors) == ["for_whom"]


@pytest.mark.parametrize("value", ["-1", "99999999999999999999999", "abc", "1.5", "1 OR 1=1"])
def test_ids_that_are_none_are_refused(value: str) -> None:
    made = world()
    for kind in ("unit", "units", "person", "people", "group", "posts"):
        assert "项" in cleaned(made, kind, value)[0], kind


def test_numbers_that_no_table_holds_are_refused() -> None:
    made = world()
    assert cleaned(made, "int", "12") == 12 and cleaned(made, "int", "0") == 0
    assert isinstance(cleaned(made, "int", "9" * 30), list)


def test_zero_is_a_value_and_an_unticked_box_is_none() -> None:
    made = world()
    number = one_field("int")
    form = form_of(made, number, {"it": "0"})
    assert form.is_valid() and facts_from(number, form.cleaned_data) == {"it": 0}
    box = one_field("yes")
    form = form_of(made, box, {})
    assert form.is_valid() and facts_from(box, form.cleaned_data) == {}
    form = form_of(made, box, {"it": "on"})
    assert form.is_valid() and facts_from(box, form.cleaned_data) == {"it": True}


def test_over_long_text_is_refused_with_its_limit() -> None:
    made = world()
    assert "200" in cleaned(made, "text", "长" * 201)[0]
    assert "5000" in cleaned(made, "long", "长" * 5001)[0].replace(",", "")
    assert cleaned(made, "long", "长" * 5000) == "长" * 5000


def test_lines_are_one_each() -> None:
    act = one_field("lines")
    form = form_of(world(), act, {"it": " 甲 \r\n\r\n乙\n   \n"})
    assert form.is_valid() and facts_from(act, form.cleaned_data) == {"it": ["甲", "乙"]}


def test_whoever_may_record_for_others_is_asked_for_whom_and_on_what_basis() -> None:
    made, act = world(), kinds()["measure"].act("receive")
    alone, behalf = form_of(made, act), form_of(made, act, behalf=True)
    assert "for_whom" not in alone.fields
    assert [value for value, _ in behalf.fields["basis"].options] == list(BASES)  # type: ignore[attr-defined]
    given = form_of(made, act, {"for_whom": made.people["殷若渔"], "basis": "call"}, behalf=True)
    assert given.is_valid() and given.cleaned_data["for_whom"] == made.people["殷若渔"]
    assert not form_of(
        made, act, {"for_whom": made.people["殷若渔"], "basis": "rumour"}, behalf=True
    ).is_valid()


def test_for_whom_comes_first_and_the_only_one_is_chosen_where_nothing_else_is_possible() -> None:
    made, act = world(), kinds()["measure"].act("claim")
    form = form_of(made, act, behalf=True)
    assert [name for name in form.fields if name not in ("once", "seen")][:2] == ["for_whom", "basis"]
    assert "for_whom" not in {piece.id.removeprefix("id_") for piece in form.near}, (
        "folded where one may do it"
    )
    for_somebody(form, act)
    first, second = form.near[:2]
    assert first.label == "代谁办理（代填、代录）" and first.required and second.required
    assert form.fields["for_whom"].initial is None, "of several none"
    only = form_class(act, org=made.org.pk, today=TODAY, whom=[("7", SAID)])()
    assert only.fields["for_whom"].initial is None, "whoever may do it as oneself chooses"
    for_somebody(only, act)
    assert only.fields["for_whom"].initial == "7"


def test_a_decision_for_somebody_is_asked_for_its_paper_and_what_raisers_say_is_not() -> None:
    made = world()
    for name in ("verify", "waive_hearing", "sign_off", "reopen", "instruct"):
        form = form_of(made, kinds()["measure"].act(name), behalf=True)
        assert {"for_whom", "basis", "document", "evidence"} <= set(form.fields), name
        assert "document" not in form_of(made, kinds()["measure"].act(name)).fields
    assert "document" not in form_of(made, kinds()["problem"].act("answer_hearing"), behalf=True).fields


def test_a_signature_is_asked_for_its_sheet_only_where_it_is_recorded_for_somebody() -> None:
    made, act = world(), kinds()["measure"].act("countersign")
    assert "evidence" not in form_of(made, act).fields, "whoever signs in person attaches nothing"
    behalf = form_of(made, act, behalf=True)
    assert "evidence" in behalf.fields and "evidence" in behalf.folded
    assert "evidence" in form_of(made, kinds()["request"].act("approve"), behalf=True).fields


def test_what_a_page_never_asks_cannot_be_given_by_it() -> None:
    made, act = world(), kinds()["measure"].act("correct")
    form = form_of(made, act, {"reason": "笔误", "status": "已销号", "said_closed_on": "2026-01-01"})
    assert form.is_valid() and facts_from(act, form.cleaned_data) == {"reason": "笔误"}


# --- choices -----------------------------------------------------------------------------------
def said(options: choices.Options) -> list[str]:
    return [label.zh for _, label in options]


def test_units_are_offered_in_order_and_only_those_that_can_answer() -> None:
    made = world()
    assert said(choices.units(made.org.pk, TODAY)) == [
        "秘书处",
        "督查处",
        "委员工作处",
        "机关纪委",
        "秘书处党支部",
    ]
    assert "办公厅" in said(choices.units(made.org.pk, TODAY, answerable=False))


def test_an_ended_unit_is_offered_until_its_last_day() -> None:
    made = world()
    made.charter("end_unit", unit=made.units["督查处"], to_on="2026-03-05")
    assert "督查处" in said(choices.units(made.org.pk, date(2026, 3, 5)))
    assert "督查处" not in said(choices.units(made.org.pk, date(2026, 3, 6)))


def test_people_come_by_unit_and_post_with_what_tells_namesakes_apart() -> None:
    made = world()
    namesake = made.charter("add_person", person_name="殷若渔", note="新来")
    offered = said(choices.people(made.org.pk, TODAY))
    assert "殷若渔（秘书处）" in offered and offered[-1] == "殷若渔（新来）"
    assert (
        offered.index("费䶮（办公厅）")
        < offered.index("殷若渔（秘书处）")
        < offered.index("秦见微（督查处）")
    )
    assert str(namesake) in [value for value, _ in choices.people(made.org.pk, TODAY)]


def test_who_holds_several_posts_is_named_by_two_units_in_order_and_namesakes_by_their_posts() -> None:
    made = world()
    for post in ("岳正衡", "殷若渔"):
        made.charter("appoint", person=made.people["秦见微"], post=made.posts[post], from_on="2025-02-01")
    assert "秦见微（秘书处、督查处）" in said(choices.people(made.org.pk, TODAY))
    other = made.charter("add_person", person_name="纪清晏")
    made.charter("appoint", person=other, post=made.posts["殷若渔"], from_on="2025-02-01")
    offered = said(choices.people(made.org.pk, TODAY))
    assert "纪清晏（秘书处 秘书处contact）" in offered and "纪清晏（秘书处 秘书处head）" in offered
    for _ in range(2):
        made.charter("add_person", person_name="田稼轩", note="读者")
    offered = said(choices.people(made.org.pk, TODAY))
    assert len(set(offered)) == len(offered) and "田稼轩（读者） 之2" in offered


def test_who_only_raised_something_or_checks_from_outside_is_offered_for_no_duty() -> None:
    made = world()
    raiser = str(made.charter("add_person", person_name="尹稚川"))
    unit = made.charter("add_unit", name="派驻组", kind="outside", from_on="2025-01-01")
    post = made.charter("add_post", unit=unit, name="门外核验", role="outside_checker")
    outsider = made.charter("add_person", person_name="翁同舟")
    made.charter("appoint", person=outsider, post=post, from_on="2025-01-01")
    coming = made.charter("add_person", person_name="何远山")
    made.charter("appoint", person=coming, post=made.posts["殷若渔"], from_on="2027-01-01")
    here = [one for one, _ in choices.people(made.org.pk, TODAY, working_here=True)]
    assert raiser not in here and str(outsider) not in here and str(coming) in here
    measure = registered_measure(made)
    assign = kinds()["measure"].act("plan")
    form = form_class(assign, measure, org=made.org.pk, today=TODAY)()
    assert raiser not in [str(one) for one, _ in form.fields["accountable"].choices]


def test_who_is_named_already_stays_in_the_list() -> None:
    made = world()
    away = made.charter("add_person", person_name="占位")
    measure = registered_measure(made)._replace(accountable=away)
    form = form_class(kinds()["measure"].act("correct"), measure, org=made.org.pk, today=TODAY)()
    assert str(away) in [str(one) for one, _ in form.fields["accountable"].choices]


def test_an_erased_person_is_not_offered() -> None:
    from bihuan.people.models import Person

    made = world()
    Person.objects.filter(pk=made.people["田稼轩"]).update(erased=True, name="")
    assert str(made.people["田稼轩"]) not in [value for value, _ in choices.people(made.org.pk, TODAY)]


def test_posts_are_offered_with_their_unit() -> None:
    made = world()
    assert "督查处 核验岗" in said(choices.posts(made.org.pk, TODAY))
    assert len(choices.posts(made.org.pk, TODAY)) == len(made.posts)


def test_groups_are_offered() -> None:
    assert said(choices.groups(world().org.pk)) == ["各处室"]


def test_every_kind_of_field_is_known_to_the_form() -> None:
    known = {
        "text", "long", "date", "due", "unit", "units", "group", "person", "people", "posts", "choice",
        "evidence", "lines", "matter", "register", "int", "id", "yes", "json", "matters", "originals",
        "cited", "paper",
    }  # fmt: skip
    asked = {
        field.kind
        for kind, act in EVERY
        for field in act.fields
        if not field.hidden and isinstance(kind, Kind)
    }
    assert asked <= known
