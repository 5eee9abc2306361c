"""Every refusal is a page that says what happened and what to do, in both languages."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from bihuan.core.words.text import Text
from bihuan.web.preferences import preferences
from bihuan.web.reasons import REASONS
from bihuan.web.refusals import Stale, TooLarge, bad_request, failed, forbidden, not_found, refusal
from tests.web.pages import asked

RAISED = {
    "missing": Http404(),
    "denied": PermissionDenied(Text("您所在的督查处经办过此事。", "Your office had a hand in it.")),
    "plain": PermissionDenied("internal words"),
    "stale": Stale(Text("邹小禾刚刚退回。", "It was just sent back.")),
    "large": TooLarge(),
    "data": RequestDataTooBig(),
    "locked": OperationalError("database is locked"),
    "broken": RuntimeError("secret detail"),
}


def raising(request: HttpRequest, which: str) -> HttpResponse:
    raise RAISED[which]


urlpatterns = [path("raise/<which>", raising), path("preferences", preferences, name="preferences")]
handler400, handler403, handler404, handler500 = bad_request, forbidden, not_found, failed


@pytest.fixture
def visitor() -> object:
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=__name__):
        yield client


@pytest.mark.parametrize(
    ("which", "status", "words"),
    [
        ("missing", 404, "没有找到，或您无权查看"),
        ("denied", 403, "您所在的督查处经办过此事。"),
        ("plain", 403, "按办理规则，您现在不能做这件事"),
        ("stale", 409, "邹小禾刚刚退回。"),
        ("large", 413, "50 MB"),
        ("data", 413, "50 MB"),
        ("locked", 503, "请稍候再试"),
        ("broken", 500, "没有留下半截的记录"),
    ],
)
def test_an_exception_becomes_a_page(visitor: Client, which: str, status: int, words: str) -> None:
    answer = visitor.get(f"/raise/{which}")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
    assert "internal words" not in answer.content.decode()


def test_a_refusal_speaks_the_language_of_the_person(visitor: Client) -> None:
    visitor.cookies["language"] = "en"
    assert "Not found, or not yours to see" in visitor.get("/raise/missing").content.decode()
    assert "Something went wrong" in visitor.get("/raise/broken").content.decode()


def test_an_address_that_takes_forms_only_says_so(visitor: Client) -> None:
    answer = visitor.get("/preferences")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "这个地址不能直接打开" in answer.content.decode()


def test_a_busy_database_asks_to_try_again(visitor: Client) -> None:
    assert visitor.get("/raise/locked")["Retry-After"] == "5"


def test_a_form_without_a_token_is_refused_with_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/preferences", {"language": "en"})
    assert answer.status_code == 403
    assert "这一页放得太久了" in answer.content.decode()


def test_the_page_for_a_fault_needs_no_database_and_no_session() -> None:
    answer = failed(asked())
    assert answer.status_code == 500
    assert "<h1>系统出了差错</h1>" in answer.content.decode()


@pytest.mark.parametrize("key", sorted(REASONS))
def test_every_refusal_is_complete_in_both_languages(key: str) -> None:
    for language in ("zh", "en"):
        request = asked(language=language)
        page = refusal(request, int(key) if key.isdigit() else 403, key=key).content.decode()
        reason = REASONS[key]
        assert reason.heading.say(language) in page
        assert reason.next.say(language).split("’")[0] in page.replace("&#x27;", "'")
