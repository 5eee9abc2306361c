"""Which module answers which address. Every module owns its own paths; nothing is mounted twice."""

from django.urls import URLPattern, URLResolver, include, path

from bihuan.config.health import healthz

PAGES = (
    "bihuan.web.urls",
    "bihuan.matters.pages.urls",
    "bihuan.exchange.urls",
    "bihuan.rooms.registers.urls",
    "bihuan.rooms.batches.urls",
    "bihuan.rooms.verification.urls",
    "bihuan.rooms.record.urls",
    "bihuan.rooms.problems.urls",
    "bihuan.rooms.charter.urls",
    "bihuan.rooms.access.urls",
    "bihuan.rooms.wall.urls",
)

handler400 = "bihuan.web.refusals.bad_request"
handler403 = "bihuan.web.refusals.forbidden"
handler404 = "bihuan.web.refusals.not_found"
handler500 = "bihuan.web.refusals.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    *(path("", include(module)) for module in PAGES),
]
