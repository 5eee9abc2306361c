"""The access room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bihuan.rooms.access"
    default_auto_field = "django.db.models.BigAutoField"
