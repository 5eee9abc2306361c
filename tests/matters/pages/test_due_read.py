"""A due as it is typed: what stands is said beside it, and how it was read."""

import pytest

from tests.matters.saying.test_requested import read
from tests.matters.scenes import signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.matters.pages.reader.now", lambda: 1_772_424_900_000_000)


def under_way(made: World, **more: object) -> int:
    measure = registered_measure(made, **more)
    return made.do("receive", measure, "殷若渔").id


def test_the_form_says_what_stands_and_how_far_off_it_is() -> None:
    made = world()
    client, measure = signed_in(made, "殷若渔"), under_way(made)
    assert "现时限 2026-06-30（还有 120 天）。" in read(client, f"/m/{measure}/request_extension/")
    client.cookies["language"] = "en"
    assert "It is due now on 2026-06-30 (in 120 days)." in read(client, f"/m/{measure}/request_extension/")
    assert "It is due now" not in read(client, f"/m/{measure}/progress/")


def test_what_was_typed_is_read_back_when_the_form_comes_back() -> None:
    made = world()
    client, measure = signed_in(made, "殷若渔"), under_way(made)
    answer = client.post(f"/m/{measure}/request_extension/", {"due": "8月底前", "once": "k"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "读作 2026-08-31，比现时限 2026-06-30 推后 62 天。" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8月底前", "读作 2026-08-31，比现时限 2026-06-30 推后 62 天。"),
        ("2026-06-30", "读作 2026-06-30，与现时限相同。"),
        ("2026-05-31", "提前 30 天"),
        ("立行立改", "读作：立行立改。"),
        ("每月5日前", "读作：每月5日前。"),
        ("每季度首月10日前", "读作：每季度首月10日前。"),
        ("本月底", "读作 2026-03-31"),
        ("下周五", "读作 2026-03-13"),
        ("10个工作日内", "读作 2026-03-16"),
        ("1月底前", "读作 2027-01-31"),
        ("3月底前完成，4月起每季度一次", "读作 2026-03-31，之后每季度。"),
        ("年底前完成并长期坚持", "读作 2026-12-31，之后长期坚持。"),
        ("长期坚持", "读作：长期坚持。"),
        ("尽快", "没有读出时限"),
        ("", ""),
    ],
)
def test_a_script_may_ask_how_it_is_read(typed: str, said: str) -> None:
    made = world()
    client, measure = signed_in(made, "殷若渔"), under_way(made)
    answer = client.get(f"/m/{measure}/due/", {"due": typed})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    assert said in text if said else text == ""


def test_of_what_nobody_here_sees_nothing_is_read() -> None:
    made = world()
    measure = under_way(made)
    assert signed_in(made, "田稼轩").get(f"/m/{measure}/due/", {"due": "8月底前"}).status_code == 404


def test_where_nothing_stands_only_the_reading_is_said() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="等人门难进")
    client = signed_in(made, "邹小禾")
    assert "现时限" not in read(client, f"/m/{problem.id}/assign/")
    answer = client.get(f"/m/{problem.id}/due/", {"due": "2026-08-31"})
    assert answer.content.decode() == "读作 2026-08-31。"


def test_a_due_of_something_new_is_read_back_without_what_stands_above() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    client = signed_in(made, "邹小禾")
    page = client.get(f"/m/{problem.id}/open/measure/").content.decode()
    assert f'data-read="/m/{problem.id}/due/?new=1"' in page
    answer = client.get(f"/m/{problem.id}/due/", {"due": "1月底前", "new": "1"})
    assert answer.content.decode() == "读作 2027-01-31。"
    refused = client.post(f"/m/{problem.id}/open/measure/", {"due": "下周五", "once": "k"})
    assert refused.status_code == 422 and "读作 2026-03-13。" in refused.content.decode()
