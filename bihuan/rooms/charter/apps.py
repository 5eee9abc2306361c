"""The charter room."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    name = "bihuan.rooms.charter"
    default_auto_field = "django.db.models.BigAutoField"
