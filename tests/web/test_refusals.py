"""Every refusal is a page that says what happened and what to do, in both languages."""

import errno
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from bihuan.core.words.doubted import Doubted
from bihuan.core.words.text import Text
from bihuan.web.kept import keep_form
from bihuan.web.preferences import preferences
from bihuan.web.reasons import REASONS
from bihuan.web.refusals import Stale, TooLarge, bad_request, failed, forbidden, not_found, refusal
from tests.web.pages import asked, sent

RAISED = {
    "missing": Http404(),
    "denied": PermissionDenied(Text("您所在的督查处经办过此事。", "Your office had a hand in it.")),
    "plain": PermissionDenied("internal words"),
    "stale": Stale(Text("邹小禾刚刚退回。", "It was just sent back.")),
    "large": TooLarge(),
    "data": RequestDataTooBig(),
    "locked": OperationalError("database is locked"),
    "full": OSError(errno.ENOSPC, "secret detail"),
    "many": OSError(errno.EMFILE, "secret detail"),
    "memory": MemoryError("secret detail"),
    "doubted": Doubted(),
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
        ("full", 503, "服务器的磁盘满了"),
        ("many", 503, "服务器打开的文件太多"),
        ("memory", 503, "服务器内存不足"),
        ("doubted", 503, "服务器的时钟不可信"),
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
    answer = visitor.get("/raise/locked?page=2")
    assert answer["Retry-After"] == "5"
    assert '<a class="btn do" href="/raise/locked?page=2">再试一次</a>' in answer.content.decode()


@pytest.mark.parametrize("which", ["locked", "full", "memory", "doubted", "broken"])
def test_what_was_typed_stands_on_the_page_and_can_be_sent_again_without_the_database(
    visitor: Client, which: str
) -> None:
    """The tests of this file have no database: whoever asks one fails."""
    typed = {"progress": "三个处室已经核对完毕", "once": "k", "seen": "7"}
    page = visitor.post(f"/raise/{which}", typed).content.decode()
    assert "您填的内容还在" in page and "<p>三个处室已经核对完毕</p>" in page
    assert f'action="/raise/{which}"' in page and "不提交了，回到首页" in page and "再试一次" not in page
    for name, value in typed.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page, "the same key: it is done once"
    visitor.cookies["language"] = "en"
    assert "What you typed is still here" in visitor.post(f"/raise/{which}", typed).content.decode()


@pytest.mark.parametrize("which", ["denied", "missing", "stale"])
def test_what_is_refused_for_good_is_shown_to_be_copied_and_not_to_be_sent(
    visitor: Client, which: str
) -> None:
    page = visitor.post(f"/raise/{which}", {"opinion": "写了很久的意见", "once": "k"}).content.decode()
    assert "<p>写了很久的意见</p>" in page and f'action="/raise/{which}"' not in page


def test_what_was_typed_while_signing_in_anew_is_carried_on(visitor: Client) -> None:
    request = sent({"progress": "登录前写的"}, path="/m/1/progress/")
    page = visitor.post("/raise/locked", {"username": "u", "password": "p", "kept": keep_form(request)})
    assert "登录前写的" in page.content.decode() and 'action="/m/1/progress/"' in page.content.decode()
    assert 'value="p"' not in page.content.decode()


def test_a_form_without_a_token_is_refused_with_what_was_typed_and_a_fresh_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["bihuan_csrf"] = "a" * 32
    old = {"progress": "写了很久的一段话", "once": "k", "csrfmiddlewaretoken": "b" * 32}
    answer = browser.post("/m/1/progress/", old)
    page = answer.content.decode()
    assert answer.status_code == 403 and "这一页放得太久了" in page and "写了很久的一段话" in page
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
    again = {"progress": "写了很久的一段话", "once": "k", "csrfmiddlewaretoken": token}
    assert browser.post("/preferences", again).status_code == 302, "one click with this token is taken"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_what_another_site_sends_is_not_put_into_anybodys_mouth(origin: str) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"Origin": origin})
    answer = browser.post("/m/1/remark/", {"remark": "请予办结"})
    assert answer.status_code == 403
    assert "请予办结" not in answer.content.decode() and "/m/1/remark/" not in answer.content.decode()


def test_a_password_is_never_put_on_a_page() -> None:
    for at, name in (("/sign-in", "password"), ("/password", "old")):
        answer = Client(enforce_csrf_checks=True).post(at, {"username": "u", name: "very secret"})
        assert answer.status_code == 403 and "very secret" not in answer.content.decode(), at


@pytest.mark.parametrize(
    "name",
    [
        "TemporaryUploadedFile",
        "TemporaryFileUploadHandler.receive_data_chunk",
        "TemporaryFileUploadHandler.file_complete",
    ],
)
def test_a_large_file_that_finds_no_room_leaves_the_rest_of_the_form(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(f"django.core.files.uploadhandler.{name}", full)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["bihuan_csrf"] = "a" * 32
    file = SimpleUploadedFile("扫描件.pdf", b"%PDF" + b" " * 2_000_000)
    given = {"csrfmiddlewaretoken": "a" * 32, "evidence": file, "result": "三项都办了"}
    answer = browser.post("/m/1/claim/", given)
    page = answer.content.decode()
    assert answer.status_code == 503 and "服务器的磁盘满了" in page
    assert "三项都办了" in page and '<input type="hidden" name="lost" value="扫描件.pdf">' in page


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


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "rot13", "hex", "idna", "base64", "gbk", "nothing", "\x01"]
)
def test_a_form_in_another_coding_is_refused_and_no_fault(charset: str) -> None:
    sent = f"application/x-www-form-urlencoded; charset={charset}"
    for address in ("/sign-in", "/preferences", "/m/1/", "/wall/"):
        answer = Client().generic("POST", address, b"a=b", content_type=sent)
        assert 300 <= answer.status_code < 500, (address, charset)
