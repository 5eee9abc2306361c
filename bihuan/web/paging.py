"""Pages of a long list, with or without knowing how long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from bihuan.web.lists import address

SIZE = 50
WHOLE = 1_000
"""As many rows as stand on one page where somebody asks for all of them, to print."""
LAST_PAGE = 100_000


class Sliceable(Protocol):
    """A query set or a list."""

    def __getitem__(self, piece: slice, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows; `total` is None where counting would cost more than it tells."""

    rows: Sequence[Any]
    number: int
    size: int
    total: int | None
    more: bool
    previous_url: str = ""
    next_url: str = ""

    @property
    def first(self) -> int:
        """The place of the first row in the whole list, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last row in the whole list."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def pages(self) -> int | None:
        """How many pages there are, where that is known."""
        return None if self.total is None else max(1, -(-self.total // self.size))


def asked_page(request: HttpRequest) -> int:
    """The page number in the address; 1 for anything that is none."""
    raw = request.GET.get("page", "")
    return min(max(int(raw), 1), LAST_PAGE) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 1


def asked_size(request: HttpRequest) -> int:
    """How many rows a page is to hold: as usual, or with `rows=all` in the address as many as it can."""
    return WHOLE if request.GET.get("rows") == "all" else SIZE


def page_of(rows: Sliceable, request: HttpRequest, *, size: int = SIZE, total: int | None = None) -> Page:
    """The page that the address asks for: one slice, one row more than shown to know whether more follow."""
    number = asked_page(request)
    if total is not None:
        number = min(number, max(1, -(-total // size)))
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    more = len(found) > size
    before = address(request, page=number - 1 if number > 2 else None) if number > 1 else ""
    after = address(request, page=number + 1) if more else ""
    return Page(found[:size], number, size, total, more, before, after)
