"""Lists whose filter, order and page stand in the address bar, so that they can be kept and sent on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from bihuan.web.pieces import Chip, Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. `sort` names its order in the address; `css`: "r" right, "wide-only", "shrink"."""

    label: Words
    sort: str = ""
    css: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as it stands on one page: where its link goes and which way it is sorted now."""

    label: Words
    css: str
    url: str = ""
    direction: str = ""


def address(request: HttpRequest, **changes: object) -> str:
    """The present address with some of its parameters changed; None takes one out, and `page` with it."""
    query = dict(request.GET.lists())
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = [str(value)]
    return f"{request.path}?{urlencode(query, doseq=True)}" if query else request.path


def asked_sort(request: HttpRequest, allowed: Iterable[str], default: str) -> str:
    """The order asked for in the address ("due" or "-due"), or `default` when it is not among `allowed`."""
    sort = request.GET.get("sort", default)
    return sort if sort.removeprefix("-") in set(allowed) else default


def headings(request: HttpRequest, columns: Sequence[Column], sort: str) -> list[Heading]:
    """The headings of a table, each sortable one a link that sorts by it, or turns its order round."""
    return [_heading(request, column, sort) for column in columns]


def _heading(request: HttpRequest, column: Column, sort: str) -> Heading:
    if not column.sort:
        return Heading(column.label, column.css)
    here = sort.removeprefix("-") == column.sort
    down = here and not sort.startswith("-")
    direction = ("ascending" if down else "descending") if here else ""
    target = f"-{column.sort}" if down else column.sort
    return Heading(column.label, column.css, address(request, sort=target), direction)


def chips(
    request: HttpRequest,
    name: str,
    options: Sequence[tuple[str, Words]],
    chosen: str,
    counts: Mapping[str, int] | None = None,
) -> list[Chip]:
    """One chip for each (value, label) of the filter `name`; the value "" takes the filter away."""
    counts = counts or {}
    return [
        Chip(label, address(request, **{name: value or None}), counts.get(value), value == chosen)
        for value, label in options
    ]
