"""However many forms wait for a lock, there is room for whoever looks."""

import threading

import pytest
from django.http import HttpRequest, HttpResponse

from bihuan.web import room
from bihuan.web.room import RoomMiddleware
from tests.web.pages import asked, sent


def through(middleware: RoomMiddleware, request: HttpRequest) -> HttpResponse:
    """As Django calls it: the view is reached from inside."""
    middleware.get_response = lambda given: middleware.process_view(given) or view(given)
    return middleware(request)


def view(request: HttpRequest) -> HttpResponse:
    wait = getattr(request, "wait", None)
    if wait is not None:
        request.begun.set()  # type: ignore[attr-defined]
        wait.wait()
    return HttpResponse("done")


def test_forms_beyond_the_room_are_refused_with_their_text_and_pages_are_not(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.FORMS_AT_ONCE = 2  # type: ignore[attr-defined]
    monkeypatch.setattr(room, "PATIENCE", 0.0)
    middleware, free = RoomMiddleware(view), threading.Event()  # type: ignore[arg-type]
    waiting = []
    for turn in range(2):
        request = sent({"progress": f"第 {turn} 份"})
        request.wait, request.begun = free, threading.Event()
        waiting.append(threading.Thread(target=through, args=(middleware, request)))
        waiting[-1].start()
        assert request.begun.wait(30)
    refused = through(middleware, sent({"progress": "写了很久"}))
    assert refused.status_code == 503 and "写了很久" in refused.content.decode()
    assert through(middleware, asked()).content == b"done"
    monkeypatch.setattr(room, "PATIENCE", 60.0)
    patient = threading.Thread(target=through, args=(middleware, late := sent({"progress": "稍后"})))
    late.wait, late.begun = free, threading.Event()
    patient.start()
    free.set()
    assert late.begun.wait(30), "whoever comes while things move is let in as soon as there is room"
    waiting.append(patient)
    for one in waiting:
        one.join()
    for _ in range(5):
        assert through(middleware, sent({"progress": "再来"})).content == b"done", "room is given back"
