"""Who acts: `signed_in` gives a view `request.person`, the person that the user is in one organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bihuan.web.arrival import ended
from bihuan.web.kept import keep_form

SESSION_KEY = "person"
View = Callable[..., HttpResponse]


class Organisation(Protocol):
    """The organisation that a person belongs to."""

    id: int
    slug: str
    name: str
    zone: str


class Person(Protocol):
    """A natural person as one organisation knows them."""

    id: int
    org_id: int
    org: Organisation
    name: str


class SignedInRequest(HttpRequest):
    """What a view behind `signed_in` receives."""

    person: Any
    language: str


def persons_of(user: Any) -> Any:
    """The persons that a user is, organisation by organisation, in a settled order."""
    return user.persons.filter(erased=False).select_related("org").order_by("org__name", "id")


def person_of(request: HttpRequest) -> Any:
    """The person chosen in this session, if it still is one of the user's; the only one if there is one."""
    chosen = request.session.get(SESSION_KEY)
    persons = persons_of(request.user)
    if chosen is not None and (person := persons.filter(pk=chosen).first()) is not None:
        return person
    found = list(persons[:2])
    if len(found) != 1:
        return None
    request.session[SESSION_KEY] = found[0].pk
    return found[0]


def signed_in(view: View) -> View:
    """Only for those who have signed in and chosen an organisation; others are led there and back.

    A form sent after the session has ended is not lost: see kept.py.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change_password:
            return _on_the_way("password", request)
        person = person_of(request)
        if person is None:
            return _on_the_way("choose_person", request)
        request.person = person  # type: ignore[attr-defined]
        request.several_persons = request.session.get("several_persons", False)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


def back(request: HttpRequest) -> str:
    """Where to go after signing in: the page itself, or for a form the page that it was on."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return ended(request, keep_form(request))
    return _on_the_way("sign_in", request)


def _on_the_way(name: str, request: HttpRequest) -> HttpResponse:
    target = back(request)
    query = "" if target == "/" else f"?{urlencode({'next': target})}"
    return redirect(reverse(name) + query)
