"""Addresses of matters. Ids say nothing of anybody."""

from django.urls import path

from bihuan.matters.pages import to_do, views
from bihuan.matters.pages.due_read import due_read

urlpatterns = [
    path("", to_do.to_do, name="to_do"),
    path("inbox/", to_do.inbox, name="inbox"),
    path("orphans/", to_do.orphans, name="orphans"),
    path("search/", to_do.search, name="search"),
    path("m/<int:pk>/", views.matter, name="matter"),
    path("m/<int:pk>/open/<slug:kind>/", views.open_under, name="open_under"),
    path("m/<int:pk>/proof/<int:event>/<slug:digest>/", views.evidence, name="evidence"),
    path("m/<int:pk>/check-sheet/", views.check_sheet, name="check_sheet"),
    path("m/<int:pk>/due/", due_read, name="due_read"),
    path("m/<int:pk>/<slug:name>/", views.act, name="act"),
]
