"""What every page needs: language, theme, the person, the rail. Settings name it as a context processor.

The rail comes from `settings.NAV`, a tuple of dotted names of functions `(request) -> list[NavItem]`,
called only when a template shows it; so web knows no room.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from bihuan.core.time.days import HOME_ZONE
from bihuan.core.words.text import Text
from bihuan.web.drafts import drafts_of
from bihuan.web.language import HTML_LANG, language_of
from bihuan.web.pieces import NavItem
from bihuan.web.preferences import preference, safe_next

FOOT = 4


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of the rail under one heading."""

    label: Text
    entries: list[NavItem]


@dataclass(frozen=True, slots=True)
class Nav:
    """The rail: its groups, the entry that this address belongs to, and the phone's foot bar."""

    groups: list[Group]
    current: NavItem | None
    foot: list[NavItem]

    def at(self, here: str) -> str:
        """The address of the entry that a page belongs to: it says which (`here`), else its address does."""
        if not here:
            return self.current.url if self.current else ""
        return next((item.url for group in self.groups for item in group.entries if item.key == here), "")


def bare(request: HttpRequest) -> dict[str, Any]:
    """What a page needs even when the database, the session and the person are out of reach.

    `here` names the entry of the rail that a page belongs to, `crumbs` is the way to it, `kept` the sealed
    form that waits for signing in; a view that has one gives its own.
    """
    language = getattr(request, "language", None) or language_of(request)
    return {
        "language": language,
        "html_lang": HTML_LANG[language],
        "theme": "",
        "print": "",
        "here": "",
        "printed_foot": None,
        "crumbs": (),
        "kept": "",
        "bare": False,
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    person = getattr(request, "person", None)
    zone = getattr(getattr(person, "org", None), "zone", None) or HOME_ZONE
    return bare(request) | {
        "theme": preference(request, "theme"),
        "print": preference(request, "print"),
        "person": person,
        "drafts": drafts_of(person),
        "hat": getattr(request, "hat", None),
        "several_persons": getattr(request, "several_persons", False),
        "back_here": back_here(request),
        "search_url": getattr(settings, "SEARCH_URL", ""),
        "zone": zone,
        "today": datetime.now(ZoneInfo(zone)).date(),
        "nav": SimpleLazyObject(lambda: nav(request)),
        "printed_foot": SimpleLazyObject(lambda: printed_foot(request)),
    }


def printed_foot(request: HttpRequest) -> Text | None:
    """What `settings.PRINTED_FOOT` says at the end of a page on paper; to whoever has signed in."""
    source = getattr(settings, "PRINTED_FOOT", "")
    if not source or getattr(request, "person", None) is None:
        return None
    found: Text | None = _sources((source,))[0](request)
    return found


def back_here(request: HttpRequest) -> str:
    """The address that shows this page again: for the answer to a form, the page that the form was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return safe_next(request, came_from.path + (f"?{came_from.query}" if came_from.query else ""))


@lru_cache
def _sources(names: tuple[str, ...]) -> list[Any]:
    return [import_string(name) for name in names]


def nav(request: HttpRequest) -> Nav:
    """The rail for this request; empty for somebody who has not signed in."""
    if getattr(request, "person", None) is None:
        return Nav([], None, [])
    sources = _sources(tuple(getattr(settings, "NAV", ())))
    return nav_of([item for source in sources for item in source(request)], request.path)


def nav_of(items: list[NavItem], path: str) -> Nav:
    """The rail made of these entries, in their order, grouped where neighbours share a heading."""
    groups: list[Group] = []
    for item in items:
        if not groups or groups[-1].label != item.group:
            groups.append(Group(item.group, []))
        groups[-1].entries.append(item)
    return Nav(groups, current_of(items, path), [item for item in items if item.foot][:FOOT])


def current_of(items: list[NavItem], path: str) -> NavItem | None:
    """The entry whose address is the longest beginning of `path`; the root only for itself."""
    fitting = [item for item in items if path == item.url or _under(path, item.url)]
    return max(fitting, key=lambda item: len(item.url), default=None)


def _under(path: str, url: str) -> bool:
    bare = url.split("?")[0]
    return bare != "/" and path.startswith(bare.rstrip("/") + "/")
