"""Notices as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What must be told to whom: kept here; sending is another matter."""

    name = "bihuan.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
