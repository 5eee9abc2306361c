"""Rendering alone of the pages that people wait for: the rail is given, nothing is asked of the database.

The pages are those of an organisation of 1,000 matters, seen by somebody who sees a tenth; a register's
page has fifty rows. Medians in milliseconds.
"""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.figure import Figure

ON = ("sqlite",)
MATTERS, TIMES, WARM = 1000, 100, 10
LEFT_OUT = {"register, page 20", "search, rare word"}
"""So few matters have no such page."""


def run() -> Iterator[Figure]:
    """Ask for each page once, keep what it was drawn from, and draw that again and again."""
    from django.core.management import call_command

    from benchmarks.pages import _pages
    from bihuan.exchange.fill import fill
    from bihuan.matters.writing.clock import now
    from bihuan.web.context import nav
    from bihuan.web.engine import Page

    call_command("collectstatic", interactive=False, verbosity=0)
    for_each = dict(_pages(MATTERS, fill(MATTERS, 10, at=now())))
    render, drawn = Page.render, []

    def kept(page: Page, context: Any = None, request: Any = None) -> str:
        drawn.append((page, dict(context or {}), request))
        return render(page, context, request)

    Page.render = kept  # type: ignore[method-assign]
    try:
        for name in (one for one in for_each if one not in LEFT_OUT):
            for_each[name]()
            drawn[-1] = (name, *drawn[-1])
    finally:
        Page.render = render  # type: ignore[method-assign]
    for name, page, context, request in drawn:
        context["nav"] = nav(request)
        yield Figure(f"render {name}", _median(page, context, request), "ms", n=TIMES)


def _median(page: Any, context: dict[str, Any], request: Any) -> float:
    times = []
    for place in range(TIMES + WARM):
        begun = time.perf_counter()
        page.render(context, request)
        if place >= WARM:
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
