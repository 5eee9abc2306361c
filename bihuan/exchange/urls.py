"""Addresses of this layer's pages."""

from django.urls import URLPattern, include, path

urlpatterns: list[URLPattern] = [
    path("", include("bihuan.exchange.importing.urls")),  # type: ignore[list-item]
]
