"""Language, theme and print size; and never a way to another server."""

import pytest
from django.test import Client

from bihuan.web.language import language_of
from bihuan.web.preferences import preference, safe_next
from tests.web.pages import asked


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "zh"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en", "en"), ("en,zh;q=0.1", "zh"), ("fr", "zh")],
)
def test_english_is_for_those_who_ask_for_it_and_for_no_chinese(accepted: str, language: str) -> None:
    request = asked()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    assert language_of(request) == language


def test_a_choice_made_here_outweighs_the_browser() -> None:
    assert language_of(asked(language="en")) == "en"
    assert language_of(asked(language="xx")) == "zh"


@pytest.mark.parametrize(
    "target",
    [
        *("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"),
        *("", "list", "\t//elsewhere.example", "/\t/elsewhere.example", "http:///elsewhere.example"),
    ],
)
def test_nobody_is_sent_to_another_server(target: str) -> None:
    assert safe_next(asked(), target) == "/"


def test_one_goes_back_to_the_page_on_which_one_chose(client: Client) -> None:
    answer = client.post("/preferences", {"language": "en", "next": "/list?state=late"})
    assert answer.status_code == 302
    assert answer["Location"] == "/list?state=late"
    assert answer.cookies["language"].value == "en"
    assert "theme" not in answer.cookies


def test_a_choice_that_is_not_offered_is_not_kept(client: Client) -> None:
    answer = client.post("/preferences", {"theme": "red", "print": "large"})
    assert "theme" not in answer.cookies
    assert answer.cookies["print"].value == "large"


def test_preferences_change_by_post_only(client: Client) -> None:
    assert client.get("/preferences").status_code == 405


def test_the_default_leaves_no_mark_on_the_page() -> None:
    assert preference(asked(theme="auto"), "theme") == ""
    assert preference(asked(theme="dark"), "theme") == "dark"
    assert preference(asked(theme='"><script>'), "theme") == ""
