"""The problems room."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "bihuan.rooms.problems"
    default_auto_field = "django.db.models.BigAutoField"
