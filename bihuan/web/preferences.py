"""Language, theme and print size, kept in cookies so that they hold on the sign-in page too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from bihuan.web.cookies import cookie, keep
from bihuan.web.language import LANGUAGES

YEAR = 365 * 24 * 3600
CHOICES = {
    "language": LANGUAGES,
    "theme": ("auto", "light", "dark"),
    "print": ("normal", "large"),
}
DEFAULTS = {"theme": "auto", "print": "normal"}


def safe_next(request: HttpRequest, target: str | None, fallback: str = "/") -> str:
    """`target` if it is an address of this server, else `fallback`: no page sends people elsewhere."""
    if not target or not target.startswith("/"):
        return fallback
    local = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=request.is_secure())
    return target if local else fallback


def preference(request: HttpRequest, name: str) -> str:
    """The stored choice for "theme" or "print"; empty for the default or anything unknown."""
    chosen = request.COOKIES.get(cookie(name), "")
    return chosen if chosen in CHOICES[name] and chosen != DEFAULTS.get(name) else ""


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choices that were sent and go back to where they were made."""
    response = redirect(safe_next(request, request.POST.get("next")))
    for name, allowed in CHOICES.items():
        if (chosen := request.POST.get(name)) in allowed:
            keep(response, name, chosen, YEAR)
    return response
