"""Who acts: `signed_in` gives a view `request.person`, the person that the user is in one organisation.

What a page looks up once a request (whose eyes, which day) is looked up through `once_a_request`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bihuan.core.words.text import Text
from bihuan.web.arrival import ended
from bihuan.web.kept import keep_form
from bihuan.web.language import SpokenRequest

SESSION_KEY = "person"
Found = TypeVar("Found")
Given = ParamSpec("Given")


class Organisation(Protocol):
    """The organisation that a person belongs to."""

    pk: int
    slug: str
    name: str
    zone: str


class Person(Protocol):
    """A natural person as one organisation knows them."""

    pk: int
    org_id: int
    org: Organisation
    name: str


class SignedInRequest(SpokenRequest):
    """What a view behind `signed_in` receives."""

    person: Person
    several_persons: bool
    hat: Text | None
    """The first of the person's posts, as the rail shows it; set by whoever looks it up."""
    looked_up: dict[object, Any]
    """What was looked up for this request already, by the function that finds it."""


def once_a_request(find: Callable[[SignedInRequest], Found]) -> Callable[[SignedInRequest], Found]:
    """`find`, asked at most once for each request."""

    @wraps(find)
    def found(request: SignedInRequest) -> Found:
        if find not in request.looked_up:
            request.looked_up[find] = find(request)
        answer: Found = request.looked_up[find]
        return answer

    return found


def persons_of(user: Any) -> Any:
    """The persons that a user is, organisation by organisation, in a settled order."""
    return user.persons.filter(erased=False).select_related("org").order_by("org__name", "id")


def person_of(request: HttpRequest) -> Person | None:
    """The person chosen in this session, if it still is one of the user's; the only one if there is one."""
    chosen = request.session.get(SESSION_KEY)
    user: Any = request.user
    person: Person | None = user.person(chosen) if chosen is not None else None
    if person is not None:
        return person
    found: list[Person] = list(persons_of(user)[:2])
    if len(found) != 1:
        return None
    request.session[SESSION_KEY] = found[0].pk
    return found[0]


def signed_in(
    view: Callable[Concatenate[SignedInRequest, Given], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """Only for those who have signed in and chosen an organisation; others are led there and back.

    A form sent after the session has ended is not lost: see kept.py.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change_password:
            return _on_the_way("password", request)
        person = person_of(request)
        if person is None:
            return _on_the_way("choose_person", request)
        return view(acting_as(request, person), *args, **kwargs)

    return guarded


def acting_as(request: HttpRequest, person: Person) -> SignedInRequest:
    """The same request, with what every view behind `signed_in` may rely on."""
    made = cast(SignedInRequest, request)
    made.person, made.hat, made.looked_up = person, None, {}
    made.several_persons = bool(request.session.get("several_persons", False))
    return made


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
