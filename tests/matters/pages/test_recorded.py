"""Recorded means answered with success, and the other way round, whatever fails and whenever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bihuan.ledger.models import Event
from bihuan.matters.pages import views
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.world import World, registered_measure, world

TYPED = "三个处室已核对完毕，另有一个处室待补。"
MOST = 200


class Failing:
    """Fails the statement number `which`, and all that come after it where `lasting`."""

    def __init__(self, which: int, *, lasting: bool) -> None:
        self.which, self.lasting, self.seen = which, lasting, 0

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        self.seen += 1
        if self.seen == self.which or (self.lasting and self.seen > self.which):
            raise OperationalError("database or disk is full")
        return execute(*call)

    @property
    def failed(self) -> bool:
        return self.seen >= self.which


@contextmanager
def failing_commits() -> Iterator[None]:
    """Whatever is to be kept cannot be."""

    def full() -> None:
        raise OperationalError("database or disk is full")

    keep, connection._commit = connection._commit, full  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection._commit = keep  # type: ignore[method-assign]


def paper(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("签收单.txt", words.encode())


def on_a_measure(made: World, name: str, **facts: Any) -> Callable[[int], tuple[str, dict[str, Any]]]:
    """The same act on one measure again and again, each time from a form of its own."""
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    address = reverse("act", args=[measure.id, name])
    return lambda turn: (address, facts | {"progress": f"{TYPED}{turn}"})


def with_a_file(made: World) -> Callable[[int], tuple[str, dict[str, Any]]]:
    bare = on_a_measure(made, "progress")

    def given(turn: int) -> tuple[str, dict[str, Any]]:
        address, facts = bare(turn)
        return address, facts | {"evidence": paper(f"第 {turn} 份")}

    return given


def claimed(made: World) -> Callable[[int], tuple[str, dict[str, Any]]]:
    """An act of a closing, of which the browser is kept as well; each time of a new measure."""

    def given(turn: int) -> tuple[str, dict[str, Any]]:
        measure = registered_measure(made, title=f"第 {turn} 件")
        made.do("receive", measure, "殷若渔")
        proof = paper(f"证明 {turn}")
        return reverse("act", args=[measure.id, "claim"]), {"result": f"{TYPED}{turn}", "evidence": proof}

    return given


def problems(made: World) -> Callable[[int], tuple[str, dict[str, Any]]]:
    address = reverse("problem_new", args=[made.register])
    return lambda turn: (address, {"title": f"{TYPED}{turn}", "raiser_name": f"群众{turn}"})


FORMS: dict[str, tuple[str, Callable[[World], Callable[[int], tuple[str, dict[str, Any]]]]]] = {
    "progress": ("殷若渔", lambda made: on_a_measure(made, "progress")),
    "with a file": ("殷若渔", with_a_file),
    "claim": ("殷若渔", claimed),
    "problem": ("邹小禾", problems),
}


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_whichever_statement_fails_recorded_is_answered_with_success_and_nothing_else_is(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch, form: str, lasting: bool
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    person, make = FORMS[form]
    browser, given = signed_in(made, person), make(made)
    browser.get("/")  # the browser has its cookies
    came: set[bool] = set()
    for which in range(1, MOST):
        fault = Failing(which, lasting=lasting)
        came.add(recorded_with(fault, browser, *given(which)))
        if not fault.failed:
            break
    assert MOST > which > 10 and came == {True, False}


def recorded_with(fault: Failing, browser: Client, address: str, facts: dict[str, Any]) -> bool:
    """Whether it was recorded; the answer says the same, and keeps what was typed where it was not."""
    begun = Event.objects.count()
    with connection.execute_wrapper(fault):
        answer = browser.post(address, facts | {"once": f"key-{fault.which}"})
    recorded = Event.objects.count() > begun
    assert recorded == (answer.status_code < 400), (fault.which, answer.status_code, recorded)
    if not recorded:
        page = answer.content.decode()
        words = facts.get("progress") or facts.get("result") or facts["title"]
        assert words in page, f"typed text is lost where statement {fault.which} fails"
        assert answer.status_code == 503 and "服务器的磁盘满了" in page
    return recorded


def test_a_commit_that_fails_is_answered_with_an_error_and_the_same_form_does_it_afterwards(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    browser = signed_in(made, "殷若渔")
    address, facts = on_a_measure(made, "progress")(1)
    begun = Event.objects.count()
    with failing_commits():
        answer = browser.post(address, facts | {"once": "k"})
    assert answer.status_code == 503 and TYPED in answer.content.decode()
    assert Event.objects.count() == begun
    assert browser.post(address, facts | {"once": "k"}).status_code == 302, "without a restart"
    assert Event.objects.count() == begun + 1


def test_what_is_recorded_is_told_even_where_its_page_cannot_be_drawn(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    browser = signed_in(made, "殷若渔")
    address, facts = on_a_measure(made, "progress")(1)

    def broken(*_: Any) -> HttpResponse:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(views, "to_matter", broken)
    begun = Event.objects.count()
    answer = browser.post(address, facts | {"once": "k"})
    assert answer.status_code == 200 and "已经记录" in answer.content.decode()
    assert Event.objects.count() == begun + 1
