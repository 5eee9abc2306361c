"""Rules and the calendar change by acts from a day on; what cannot be is refused in a sentence."""

import re
from datetime import date

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.words.reasons import Refused
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from bihuan.rooms.charter.forms import initial_value, rule_form, value_of, value_said
from bihuan.rooms.charter.queries import HEADINGS, NOT_IN_FORCE, months
from bihuan.rules.calendar import calendar
from bihuan.rules.defaults import RULES
from bihuan.rules.models import CalendarLayer, Rule
from bihuan.rules.table import rule
from bihuan.rules.values import bounds
from tests.matters.scenes import signed_in
from tests.story.telling import refusal
from tests.world import world

pytestmark = pytest.mark.django_db
WHY = {"from_on": "2026-03-02", "reason": "领导小组会议纪要"}


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_rule_stands_in_the_table_with_its_value_in_words() -> None:
    made = world()
    page = signed_in(made, "费䶮").get("/admin/rules/")
    for name, declared in RULES.items():
        assert f"/admin/rules/{name}/" in page.content.decode() and declared.label.zh in text_of(page), name
    assert set(HEADINGS) <= set(RULES) and next(iter(RULES)) in HEADINGS


def test_the_form_of_a_rule_says_within_what_it_may_be_set() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    assert "3–30 个工作日" in text_of(client.get("/admin/rules/hearing_workdays/"))
    assert "最后一步须由督查办公室" in text_of(client.get("/admin/rules/transfer_steps/"))
    given = {"by1": "head", "quorum1": "any", "once": "r", **WHY}
    sent = client.post("/admin/rules/transfer_steps/", given)
    assert sent.status_code == 422 and "最后一步须由督查办公室" in text_of(sent)
    assert rule(made.org.pk, "transfer_steps", on=date(2026, 3, 2)) == (("office", "any", False),)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_rule_says_its_bounds_once(language: str) -> None:
    client = signed_in(world(), "费䶮", language=language)
    for name, declared in RULES.items():
        said = bounds(declared).say(language)
        listed = declared.in_force and declared.type in ("yes", "choice")  # the field itself lists them
        assert text_of(client.get(f"/admin/rules/{name}/")).count(said) == (0 if listed else 1), name


NOT_YET = sorted(name for name, one in RULES.items() if not one.in_force)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rules_that_are_not_in_force_stand_last_and_in_grey_and_only_they(language: str) -> None:
    client = signed_in(world(), "费䶮", language=language)
    page = client.get("/admin/rules/").content.decode()
    before, heading, after = page.partition(NOT_IN_FORCE.say(language))
    assert heading and NOT_YET
    for name, declared in RULES.items():
        row = re.search(rf'<tr\b([^>]*)>\s*<td class="what">\s*<a [^>]*/admin/rules/{name}/', page)
        assert row is not None and ('class="quiet"' in row[1]) is not declared.in_force, name
        assert f"/admin/rules/{name}/" in (before if declared.in_force else after), name


@pytest.mark.parametrize("name", NOT_YET)
def test_a_rule_that_is_not_in_force_is_read_and_cannot_be_set(name: str) -> None:
    made = world()
    client = signed_in(made, "费䶮")
    declared, address = RULES[name], f"/admin/rules/{name}/"
    page = client.get(address)
    assert page.status_code == 200 and "尚未启用" in text_of(page) and "<form" not in _main(page)
    assert value_said(declared, declared.default).zh in text_of(page)
    sent = client.post(address, {**initial_value(declared, declared.default), "once": "r", **WHY})
    assert sent.status_code == 422 and f"规则“{declared.label.zh}”尚未启用" in text_of(sent)
    assert not Rule.objects.filter(name=name).exists()


def test_no_other_way_sets_a_rule_that_is_not_in_force() -> None:
    made = world()
    rules = standing_matter(made.org.pk, "rules")
    facts = {"name": "plan_days", "value": 12, "from_on": "2026-03-01", "reason": "会议"}
    for how in (Mandate(SYSTEM, within=True), Mandate(SYSTEM)):
        with pytest.raises(Refused), book(made.org.pk, at=made.tick()) as open_book:
            open_book.perform("set_rule", rules, how, **facts)
    assert refusal(made, "set_rule", rules, "费䶮", **facts) == "rule_not_in_force"
    assert not Rule.objects.filter(name="plan_days").exists()


def test_numbers_have_as_many_digits_as_the_rule_says() -> None:
    made = world()
    before = made.open("problem", "邹小禾", title="甲").number
    given = {"value": 5, "once": "r", **WHY}
    assert signed_in(made, "费䶮").post("/admin/rules/number_digits/", given).status_code == 302
    after = made.open("problem", "邹小禾", title="乙").number
    assert [len(one.rpartition("-")[2]) for one in (before, after)] == [3, 5]
    assert int(after.rpartition("-")[2]) == int(before.rpartition("-")[2]) + 1


def _main(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_rule_s_form_says_the_default_back(name: str) -> None:
    declared = RULES[name]
    initial = initial_value(declared, declared.default)
    form = rule_form(declared)({**{k: v for k, v in initial.items() if v is not False}, **WHY})
    assert form.is_valid(), form.errors
    assert value_of(declared, form.cleaned_data) == declared.default
    said = value_said(declared, declared.default)
    assert said.zh and said.en and "{" not in said.zh


def test_a_count_is_set_from_a_day_on_and_the_days_before_keep_theirs() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    sent = client.post(
        "/admin/rules/hearing_workdays/", {"value": 7, "from_on": "2026-04-01", "reason": "会议", "once": "r"}
    )
    assert sent.status_code == 302
    assert rule(made.org.pk, "hearing_workdays", on=date(2026, 3, 31)) == 5
    assert rule(made.org.pk, "hearing_workdays", on=date(2026, 4, 1)) == 7
    assert "7 个工作日" in text_of(client.get("/admin/rules/hearing_workdays/"))


def test_steps_are_set_in_their_order() -> None:
    made = world()
    given = {
        "by1": "office",
        "quorum1": "any",
        "by2": "approver",
        "quorum2": "all",
        "never2": "on",
        "once": "r",
        **WHY,
    }
    assert signed_in(made, "费䶮").post("/admin/rules/extension_steps/", given).status_code == 302
    steps = rule(made.org.pk, "extension_steps", on=date(2026, 3, 2))
    assert steps == (("office", "any", False), ("approver", "all", True))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hearing_workdays", "9999"),
        ("hearing_workdays", "x"),
        ("working_hours", "12:00-08:00"),
        ("working_hours", "下午"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, value: str) -> None:
    made = world()
    sent = signed_in(made, "费䶮").post(f"/admin/rules/{name}/", {"value": value, "once": "r", **WHY})
    assert sent.status_code == 422 and 'role="alert"' in sent.content.decode()
    assert rule(made.org.pk, name, on=date(2027, 1, 1)) is not None


def test_a_day_is_entered_and_taken_away() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    day = {"day": "2026-07-03", "from_on": "2026-03-02"}
    sent = client.post(
        "/admin/calendar/set_calendar_day/", {"kind": "local_holiday", "name": "州庆", "once": "a", **day}
    )
    assert sent["Location"] == "/admin/calendar/?year=2026"
    assert not calendar(made.org.pk).is_workday(date(2026, 7, 3))
    assert "州庆" in text_of(client.get("/admin/calendar/?year=2026"))
    client.post("/admin/calendar/set_calendar_day/", {"once": "b", **day})
    assert calendar(made.org.pk).is_workday(date(2026, 7, 3))


@pytest.mark.parametrize(
    "given",
    [
        {"day": "1800-01-01"},
        {"day": "2026-07-03", "kind": "nonsense"},
        {"day": "2026-07-03", "layer": "none-such"},
        {},
    ],
)
def test_a_day_that_cannot_be_is_refused(given: dict[str, str]) -> None:
    made = world()
    sent = signed_in(made, "费䶮").post(
        "/admin/calendar/set_calendar_day/",
        {"from_on": "2026-03-02", "kind": "holiday", "once": "a", **given},
    )
    assert sent.status_code == 422


def test_a_local_layer_is_added_gets_days_and_is_ended() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    layer = {"code": "honghe", "name": "红土州节日", "everyone": "on", "from_on": "2026-01-01", "once": "a"}
    assert client.post("/admin/calendar/add_calendar_layer/", layer).status_code == 302
    day = {
        "day": "2026-07-24",
        "kind": "local_holiday",
        "layer": "honghe",
        "name": "火把节",
        "from_on": "2026-03-02",
        "once": "b",
    }
    assert client.post("/admin/calendar/set_calendar_day/", day).status_code == 302
    assert not calendar(made.org.pk).is_workday(date(2026, 7, 24))
    ended = {"code": "honghe", "to_on": "2026-06-30", "once": "c"}
    assert client.post("/admin/calendar/end_calendar_layer/", ended).status_code == 302
    assert calendar(made.org.pk).is_workday(date(2026, 7, 24))
    assert str(CalendarLayer.objects.get(code="honghe").to_on) == "2026-06-30"


@pytest.mark.parametrize("code", ["own", "红河", "A B", "", "x" * 41])
def test_a_layer_with_a_code_that_cannot_be_is_refused(code: str) -> None:
    made = world()
    given = {"code": code, "name": "层", "from_on": "2026-01-01", "once": "a"}
    assert signed_in(made, "费䶮").post("/admin/calendar/add_calendar_layer/", given).status_code == 422
    assert not CalendarLayer.objects.exists()


def test_a_year_without_a_notice_says_so_until_it_is_entered() -> None:
    made = world()
    client = signed_in(made, "费䶮")
    assert "暂估" in text_of(client.get("/admin/calendar/?year=2031"))
    given = {"year": 2031, "source": "关于2031年部分节假日安排的通知", "once": "a"}
    assert client.post("/admin/calendar/publish_year/", given).status_code == 302
    assert "暂估" not in text_of(client.get("/admin/calendar/?year=2031"))


def test_the_year_shows_days_as_the_organisation_works_them() -> None:
    made = world()
    days = calendar(made.org.pk)
    for month in months(made.org.pk, 2026, date(2026, 3, 2)):
        for cell in (cell for week in month.weeks for cell in week if cell):
            on = date(2026, month.number, cell.day)
            assert days.is_workday(on) is (cell.css in ("", "on")), on
    january = months(made.org.pk, 2026, date(2026, 3, 2))[0]
    assert january.told[0].zh == "1-1 至 1-3 元旦放假"


def test_one_of_something_is_said_in_the_singular() -> None:
    one = next(each for each in RULES.values() if each.type == "count" and each.unit.en == "working days")
    assert [value_said(one, n).en for n in (1, 2)] == ["1 working day", "2 working days"]
    assert value_said(one, 1).zh == "1 个工作日"


@pytest.mark.parametrize("day", ["0001-01-01", "1066-10-14", "9999-12-31"])
def test_a_rule_is_set_from_a_day_that_somebody_may_mean(day: str) -> None:
    client = signed_in(world(), "费䶮")
    given = {**WHY, "from_on": day, "value": "5", "once": "r"}
    sent = client.post("/admin/rules/hearing_workdays/", given)
    assert sent.status_code == 422 and "核对年份" in text_of(sent)
    assert not Rule.objects.exists()
