"""Addresses of this layer's pages."""

from django.urls import URLResolver, include, path

urlpatterns: list[URLResolver] = [
    path("", include("bihuan.exchange.importing.urls")),
]
